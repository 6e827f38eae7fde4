using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The array in a larger shape: its axis i becomes axis <c>dimensions[i]</c>, repeated where its size is 1.</summary>
    public static NdArray BroadcastInDim(NdArray x, Shape shape, ValueArray<int> dimensions) => x.Shape == shape ? x : Bind(new BroadcastInDim(shape, dimensions), x);

    /// <summary>The array with axes of the given sizes put in front.</summary>
    public static NdArray Broadcast(NdArray x, params ReadOnlySpan<int> sizes)
    {
        int count = sizes.Length;
        return BroadcastInDim(x, [.. sizes, .. x.Shape], [.. Enumerable.Range(count, x.Rank)]);
    }

    /// <summary>The array with an axis put in at <paramref name="axis"/>, along which it is repeated <paramref name="size"/> times.</summary>
    public static NdArray InsertAxis(NdArray x, int axis, int size = 1) =>
        Bind(new BroadcastInDim(x.Shape.Insert(axis, size), [.. Enumerable.Range(0, x.Rank + 1).Where(i => i != axis)]), x);

    /// <summary>The array with axes of size 1 at the given places of the result.</summary>
    public static NdArray ExpandDims(NdArray x, params ReadOnlySpan<int> axes)
    {
        if (axes.IsEmpty) return x;
        int rank = x.Rank + axes.Length;
        HashSet<int> added = [];
        foreach (int axis in axes)
            if (!added.Add(Canonical(axis, rank, "ExpandDims"))) throw new ShapeException($"ExpandDims: axis {axis} is named twice.");
        int next = 0;
        int[] sizes = new int[rank], dimensions = new int[x.Rank];
        for (int axis = 0; axis < rank; axis++)
        {
            if (added.Contains(axis)) sizes[axis] = 1;
            else (dimensions[next], sizes[axis]) = (axis, x.Shape[next++]);
        }
        return BroadcastInDim(x, sizes, ValueArray.Create<int>(dimensions));
    }

    /// <summary>The elements in row-major order in another shape, the axes first reordered where <paramref name="dimensions"/> says so.</summary>
    public static NdArray Reshape(NdArray x, Shape shape, ValueArray<int>? dimensions = null)
    {
        bool inOrder = dimensions is not { } d || d == [.. Enumerable.Range(0, x.Rank)];
        if (inOrder && x.Rank > 0 && x.Shape == shape) return x;
        return Bind(new Reshape(shape, inOrder ? null : dimensions), x);
    }

    /// <summary>The array with its axes in another order; the array itself where that changes nothing.</summary>
    public static NdArray Transpose(NdArray x, ValueArray<int> permutation) =>
        permutation == [.. Enumerable.Range(0, x.Rank)] ? x : Bind(new Transpose(permutation), x);

    /// <summary>The array with one axis moved to another place, the others in their order.</summary>
    public static NdArray MoveAxis(NdArray x, int source, int destination)
    {
        if (source == destination) return x;
        List<int> permutation = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != source)];
        permutation.Insert(destination, source);
        return Transpose(x, [.. permutation]);
    }

    /// <summary>The array without the given axes, all of size 1.</summary>
    public static NdArray Squeeze(NdArray x, ValueArray<int> dimensions) => dimensions.Count == 0 ? x : Bind(new Squeeze(dimensions), x);

    /// <summary>The array with the given axes read backwards.</summary>
    public static NdArray Rev(NdArray x, ValueArray<int> dimensions) => Bind(new Rev(dimensions), x);

    /// <summary>The arrays one after the other along an axis.</summary>
    public static NdArray Concatenate(ReadOnlySpan<NdArray> operands, int dimension) => operands.Length == 1 ? operands[0] : Bind(new Concatenate(dimension), operands);

    /// <summary>The array cut along an axis.</summary>
    public static NdArray[] Split(NdArray x, ValueArray<int> sizes, int axis) => BindAll(new Split(sizes, axis), x);

    /// <summary>The parts of the array along an axis, which they do not have.</summary>
    public static NdArray[] Unstack(NdArray x, int axis = 0) => BindAll(new Unstack(Canonical(axis, x.Rank, "Unstack")), x);

    /// <summary>The array repeated as a whole along its axes.</summary>
    public static NdArray Tile(NdArray x, ValueArray<int> reps) => Bind(new Tile(reps), x);

    /// <summary>The array with copies of a value around and between its elements.</summary>
    public static NdArray Pad(NdArray x, NdArray value, ValueArray<Padding> config) => Bind(new Pad(config), x, value);

    /// <summary>A part of the array.</summary>
    public static NdArray Slice(NdArray x, ValueArray<int> start, ValueArray<int> limit, ValueArray<int>? strides = null) => Bind(new Slice(start, limit, strides), x);

    /// <summary>0, 1, 2, … along an axis.</summary>
    public static NdArray Iota(DType dtype, Shape shape, int dimension) => Bind(new Iota(dtype, shape, dimension));
}
