using Core.Ir;

namespace Core.Batching;

/// <summary>Maps a program a few examples at a time, so that no more memory is needed than these take: a scan over chunks of examples.</summary>
internal static class Chunks
{
    /// <summary>Runs a program on mapped values.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="mapped">The axis.</param>
    /// <param name="arguments">The values.</param>
    /// <param name="size">How many examples at a time, fewer than there are.</param>
    /// <returns>The results, those that are mapped along their first axis.</returns>
    /// <exception cref="UnsupportedException">The program reduces over the axis.</exception>
    public static Batched[] Run(Jaxpr jaxpr, MappedAxis mapped, Batched[] arguments, int size)
    {
        if (mapped.Name is { } name && BatchingRules.MentionsAxis(jaxpr, name))
            throw new UnsupportedException($"Vmap: the function reduces over the mapped axis '{name}' or asks about it, which needs all examples at once: leave out chunkSize.");
        int count = mapped.Size / size, whole = count * size;
        bool[] inMapped = [.. arguments.Select(argument => argument.Axis is not null)];
        NdArray[] shared = [.. arguments.Where(argument => argument.Axis is null).Select(argument => argument.Value)];
        NdArray[] own = [.. arguments.Where(argument => argument.Axis is not null).Select(argument => Lax.MoveAxis(argument.Value, argument.Axis!.Value, 0))];

        (Jaxpr chunk, bool[] outMapped) = BatchedPrograms.Get(jaxpr, mapped with { Size = size }, inMapped, new bool[jaxpr.Outputs.Count]);
        ValueArray<Var> inputs = [.. chunk.Inputs.Where((_, i) => !inMapped[i]), .. chunk.Inputs.Where((_, i) => inMapped[i])];
        Scan scan = new(new Jaxpr(chunk.ConstVars, inputs, chunk.Equations, chunk.Outputs, chunk.Constants), count, shared.Length, 0);
        NdArray[] stacked = Lax.Scan(scan, [.. shared, .. own.Select(x => Lax.Reshape(Rows(x, 0, whole), [count, size, .. x.Shape.Span[1..]]))]);
        NdArray[] results = [.. stacked.Select((y, i) => outMapped[i] ? Lax.Reshape(y, [whole, .. y.Shape.Span[2..]]) : Lax.Squeeze(Rows(y, 0, 1), [0]))];

        if (whole < mapped.Size)
        {
            Queue<NdArray> last = new(own.Select(x => Rows(x, whole, mapped.Size)));
            Batched[] rest = BatchedPrograms.Run(jaxpr, mapped with { Size = mapped.Size - whole }, [.. arguments.Select(argument => argument.Axis is null ? argument : new(last.Dequeue(), 0))]);
            for (int i = 0; i < results.Length; i++)
                if (rest[i].Axis is { } axis) results[i] = Lax.Concatenate([results[i], Lax.MoveAxis(rest[i].Value, axis, 0)], 0);
        }
        return [.. results.Select((value, i) => new Batched(value, outMapped[i] ? 0 : null))];
    }

    private static NdArray Rows(NdArray x, int start, int limit) => start == 0 && limit == x.Shape[0]
        ? x
        : Lax.Slice(x, [start, .. Enumerable.Repeat(0, x.Rank - 1)], [limit, .. x.Shape.Span[1..]]);
}
