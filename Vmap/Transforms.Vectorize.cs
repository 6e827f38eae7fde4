namespace Core;

public static partial class Transforms
{
    /// <summary>A function of small arrays as one of stacks of them: NumPy's broadcasting over all axes that the signature does not name.</summary>
    /// <param name="function">A function of arrays with the axes of the signature; of numbers where there is none.</param>
    /// <param name="signature">The axes of each argument and result, <c>"(n,m),(m)->(n)"</c>; a name stands for one size.</param>
    /// <param name="excluded">The places of arguments that are passed as they are; the signature leaves them out.</param>
    /// <exception cref="ShapeException">The signature is malformed; called: the arguments or results do not fit it.</exception>
    public static Func<NdArray, NdArray> Vectorize(Func<NdArray, NdArray> function, string? signature = null, params int[] excluded)
    {
        Func<NdArray[], NdArray[]> all = Vectorize((NdArray[] args) => (NdArray[])[function(args[0])], signature, excluded);
        return x => all([x])[0];
    }

    /// <inheritdoc cref="Vectorize(Func{NdArray, NdArray}, string?, int[])"/>
    public static Func<NdArray, NdArray, NdArray> Vectorize(Func<NdArray, NdArray, NdArray> function, string? signature = null, params int[] excluded)
    {
        Func<NdArray[], NdArray[]> all = Vectorize((NdArray[] args) => (NdArray[])[function(args[0], args[1])], signature, excluded);
        return (x, y) => all([x, y])[0];
    }

    /// <inheritdoc cref="Vectorize(Func{NdArray, NdArray}, string?, int[])"/>
    public static Func<NdArray, NdArray, NdArray, NdArray> Vectorize(Func<NdArray, NdArray, NdArray, NdArray> function, string? signature = null, params int[] excluded)
    {
        Func<NdArray[], NdArray[]> all = Vectorize((NdArray[] args) => (NdArray[])[function(args[0], args[1], args[2])], signature, excluded);
        return (x, y, z) => all([x, y, z])[0];
    }

    /// <summary>As for functions of one result, for any number of arguments and results.</summary>
    /// <inheritdoc cref="Vectorize(Func{NdArray, NdArray}, string?, int[])"/>
    public static Func<NdArray[], NdArray[]> Vectorize(Func<NdArray[], NdArray[]> function, string? signature = null, params int[] excluded)
    {
        foreach (int place in excluded)
            if (place < 0) throw new ShapeException($"Vectorize: excluded names arguments by their places from 0 on, got {place}.");
        GufuncSignature? parsed = signature is null ? null : GufuncSignature.Parse(signature);
        return args => Mapped(function, parsed ?? GufuncSignature.OfNumbers(args.Length - excluded.Count(place => place < args.Length)), excluded, args);
    }

    // jnp.vectorize: axes of size 1 are dropped from the arguments, and each axis of the broadcast shape becomes a Vmap over those that have it.
    private static NdArray[] Mapped(Func<NdArray[], NdArray[]> function, GufuncSignature signature, int[] excluded, NdArray[] args)
    {
        int[] places = [.. Enumerable.Range(0, args.Length).Except(excluded)];
        NdArray[] dynamic = [.. places.Select(place => args[place])];
        Dictionary<string, int> sizes = signature.SizesOf(dynamic);
        Shape[] stacks = [.. dynamic.Select((x, i) => Shape.Create([.. x.Shape.Take(x.Rank - signature.Inputs[i].Count)]))];
        int rank = Np.BroadcastShapes(stacks).Rank;

        NdArray[] squeezed = [.. args];
        for (int i = 0; i < places.Length; i++)
            squeezed[places[i]] = Np.Squeeze(dynamic[i], (int[])[.. Enumerable.Range(0, stacks[i].Rank).Where(axis => stacks[i][axis] == 1)]);

        Traced<Func<NdArray[], NdArray[]>> mapped = Trace((NdArray[] example) =>
        {
            NdArray[] results = function(example);
            signature.Check(results, sizes);
            return results;
        });
        List<int> expanded = [];
        for (int fromEnd = 1; fromEnd <= rank; fromEnd++)
        {
            Axes[] axes = new Axes[args.Length];
            Array.Fill(axes, (int?)null);
            bool any = false;
            for (int i = 0; i < places.Length; i++)
            {
                if (stacks[i].Rank < fromEnd || stacks[i][^fromEnd] == 1) continue;
                axes[places[i]] = 0;
                any = true;
            }
            if (any) mapped = mapped.Vmap(inAxes: Axes.Create([Axes.Create(axes)]));
            else expanded.Add(rank - fromEnd);
        }
        NdArray[] results = mapped.Invoke(squeezed);
        return expanded.Count == 0 ? results : [.. results.Select(result => Np.ExpandDims(result, expanded.ToArray()))];
    }
}
