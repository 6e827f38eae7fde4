using Core.Ir;

namespace Core.Tracing;

public static partial class ControlFlow
{
    /// <summary>The results of an associative function of two trees over all first elements along an axis, in a logarithmic number of steps.</summary>
    /// <param name="function">From two trees of arrays to one, element by element along the axis.</param>
    /// <param name="elems">The arrays.</param>
    /// <param name="reverse">Whether it starts at the end.</param>
    /// <param name="axis">The axis.</param>
    // JAX: associative_scan.
    public static T AssociativeScan<T>(Func<T, T, T> function, T elems, bool reverse, int axis)
    {
        (TreeDef tree, NdArray[] arrays) = TreeWriter.Flatten(elems);
        if (arrays.Length == 0) throw new TreeException("AssociativeScan: elems holds no arrays.");
        axis = Lax.Canonical(axis, arrays[0].Rank, "AssociativeScan");
        string[] paths = [.. tree.Paths("elems")];
        for (int i = 0; i < arrays.Length; i++)
            if (arrays[i].Rank <= axis || arrays[i].Shape[axis] != arrays[0].Shape[axis])
                throw new ShapeException($"AssociativeScan: all arrays must have one size along axis {axis}, but {paths[0]} is {arrays[0].Type} and {paths[i]} is {arrays[i].Type}.");
        if (reverse) arrays = [.. arrays.Select(x => Lax.Rev(x, [axis]))];
        arrays = Run(arrays);
        if (reverse) arrays = [.. arrays.Select(x => Lax.Rev(x, [axis]))];
        return new TreeReader(arrays).Read<T>(tree);

        // The results at odd places are those over the sums of pairs; each result at an even place is one of them and one element more.
        NdArray[] Run(NdArray[] xs)
        {
            int count = xs[0].Shape[axis];
            if (count < 2) return xs;
            NdArray[] odd = Run(Combine(Part(xs, 0, count - 1, 2), Part(xs, 1, count, 2)));
            NdArray[] even = Combine(count % 2 == 0 ? Part(odd, 0, odd[0].Shape[axis] - 1, 1) : odd, Part(xs, 2, count, 2));
            even = [.. xs.Zip(even, (x, tail) => Lax.Concatenate([Part([x], 0, 1, 1)[0], tail], axis))];
            return [.. even.Zip(odd, Interleave)];
        }

        NdArray[] Combine(NdArray[] left, NdArray[] right)
        {
            (TreeDef outTree, NdArray[] results) = TreeWriter.Flatten(function(new TreeReader(left).Read<T>(tree), new TreeReader(right).Read<T>(tree)));
            if (TreeDifference.Find(tree, outTree) is { } difference)
                throw new TreeException($"AssociativeScan: the function must return a tree of the structure that it gets, but elems{difference.Path} is {difference.Left}, and it returns {difference.Right}.");
            for (int i = 0; i < results.Length; i++)
                if (!results[i].Type.Matches(left[i].Type))
                    throw new ShapeException($"AssociativeScan: the function must return the types that it gets, but {paths[i]} is {left[i].Type}, and it returns {results[i].Type}.");
            return results;
        }

        NdArray[] Part(NdArray[] xs, int start, int limit, int step) => [.. xs.Select(x => Lax.Slice(
            x, [.. x.Shape.Select((_, i) => i == axis ? Math.Min(start, x.Shape[axis]) : 0)], [.. x.Shape.Select((size, i) => i == axis ? Math.Max(limit, Math.Min(start, size)) : size)],
            [.. x.Shape.Select((_, i) => i == axis ? step : 1)]))];

        NdArray Interleave(NdArray even, NdArray odd)
        {
            int more = even.Shape[axis] == odd.Shape[axis] ? 1 : 0;
            NdArray zero = Lax.Number(Scalar.Of(0), even.DType);
            NdArray x = Lax.Pad(even, zero, Spread(even, new(0, more, 1))), y = Lax.Pad(odd, zero, Spread(odd, new(1, 1 - more, 1)));
            return Lax.Binary(even.DType == DType.Bool ? BinaryKind.Or : BinaryKind.Add, x, y);
        }

        ValueArray<Padding> Spread(NdArray x, Padding padding) => [.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? padding : new Padding(0, 0, 0))];
    }
}
