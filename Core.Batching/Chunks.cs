using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

/// <summary>Maps a program over some examples at a time: a scan over pieces of one size, and what is left over.</summary>
internal static class Chunks
{
    /// <summary>The results for all examples.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="mapped">The axis.</param>
    /// <param name="size">How many examples a piece has, fewer than there are.</param>
    /// <param name="inputs">The inputs of the program.</param>
    public static Batched[] Run(Jaxpr jaxpr, MappedAxis mapped, int size, Batched[] inputs)
    {
        int count = mapped.Size / size, rest = mapped.Size % size, whole = count * size;
        bool[] inMapped = [.. inputs.Select(input => input.Axis is not null)], shared = new bool[jaxpr.Outputs.Count];
        NdArray[] values = [.. inputs.Select(input => input.Axis is { } axis ? Lax.MoveAxis(input.Value, axis, 0) : input.Value)];

        (Jaxpr piece, bool[] outMapped) = BatchedPrograms.Get(jaxpr, mapped with { Size = size }, inMapped, shared);
        NdArray[] pieces = [.. values.Select((value, i) => inMapped[i] ? Lax.Reshape(Rows(value, 0, whole), [count, size, .. value.Shape.Skip(1)]) : value)];
        NdArray[] results = ScanOver(piece, pieces, inMapped, count);
        for (int i = 0; i < results.Length; i++)
        {
            Shape shape = results[i].Shape;
            // What all examples share is the same for all pieces.
            results[i] = outMapped[i] ? Lax.Reshape(results[i], [whole, .. shape.Skip(2)]) : Lax.Squeeze(Rows(results[i], 0, 1), [0]);
        }

        if (rest > 0)
        {
            Jaxpr last = BatchedPrograms.Get(jaxpr, mapped with { Size = rest }, inMapped, shared).Jaxpr;
            NdArray[] left = TraceScope.Call(last, [.. values.Select((value, i) => inMapped[i] ? Rows(value, whole, mapped.Size) : value)]);
            for (int i = 0; i < results.Length; i++)
                if (outMapped[i]) results[i] = Lax.Concatenate([results[i], left[i]], 0);
        }
        return [.. results.Select((result, i) => new Batched(result, outMapped[i] ? 0 : null))];
    }

    /// <summary>How many examples a piece may have.</summary>
    /// <param name="jaxpr">The program for one example.</param>
    /// <param name="mapped">The axis.</param>
    /// <param name="inMapped">Which inputs are mapped.</param>
    /// <param name="maxBytes">How many bytes the arguments, values and results of a piece may take.</param>
    /// <exception cref="UnsupportedException">One example needs more.</exception>
    public static int SizeFor(Jaxpr jaxpr, MappedAxis mapped, bool[] inMapped, long maxBytes)
    {
        if (mapped.Size <= 1 || Bytes(mapped.Size) <= maxBytes) return Math.Max(1, mapped.Size);
        long one = Bytes(1);
        if (one > maxBytes)
            throw new UnsupportedException($"Vmap: a piece of one example needs {one} bytes, maxBytes allows {maxBytes}. Write maxBytes: {one} or more.");
        // Bytes grow with the size of a piece: halve the sizes between one that fits and one that does not.
        int fits = 1, tooMany = mapped.Size;
        while (tooMany - fits > 1)
        {
            int middle = fits + (tooMany - fits) / 2;
            if (Bytes(middle) <= maxBytes) fits = middle;
            else tooMany = middle;
        }
        return fits;

        long Bytes(int size) => JaxprMemory.PeakBytes(BatchedPrograms.Get(jaxpr, mapped with { Size = size }, inMapped, new bool[jaxpr.Outputs.Count]).Jaxpr);
    }

    /// <summary>Checks that examples of different pieces do not have to meet.</summary>
    /// <exception cref="UnsupportedException">The program uses the axis by its name.</exception>
    public static void CheckCollectives(Jaxpr jaxpr, string? axisName)
    {
        if (axisName is null || Collectives.Find(jaxpr, op => op.AxisNames.Contains(axisName)) is not { } collective) return;
        throw new UnsupportedException(
            $"Vmap: {collective.Name} needs all examples of the axis '{axisName}' at once, so they cannot be run in pieces. Leave out chunkSize and maxBytes, or axisName and what uses it.");
    }

    private static NdArray Rows(NdArray x, int start, int end)
    {
        if (start == 0 && end == x.Shape[0]) return x;
        return Lax.Slice(x, [start, .. Enumerable.Repeat(0, x.Rank - 1)], [end, .. x.Shape.Skip(1)]);
    }

    /// <summary>Runs a program on one slice after the other of what is mapped.</summary>
    private static NdArray[] ScanOver(Jaxpr jaxpr, NdArray[] inputs, bool[] inMapped, int length)
    {
        // A scan takes what is shared first.
        int[] order = [.. Enumerable.Range(0, inputs.Length).OrderBy(i => inMapped[i])];
        Jaxpr body = new(jaxpr.ConstVars, [.. order.Select(i => jaxpr.Inputs[i])], jaxpr.Equations, jaxpr.Outputs, jaxpr.Constants);
        return Lax.BindAll(new Scan(body, length, inMapped.Count(mapped => !mapped), 0), [.. order.Select(i => inputs[i])]);
    }
}
