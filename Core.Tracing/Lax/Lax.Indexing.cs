using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>Windows of an array, one for each index.</summary>
    /// <param name="x">The array.</param>
    /// <param name="indices">The indices; the last axis holds the parts of one.</param>
    /// <param name="dims">How array, indices and result relate.</param>
    /// <param name="sliceSizes">The size of a window along each axis of the array.</param>
    /// <param name="mode">What becomes of indices out of bounds.</param>
    /// <param name="fillValue">With <see cref="GatherScatterMode.FillOrDrop"/>, what windows out of bounds hold; null for <see cref="Ir.Gather.DefaultFill"/>.</param>
    /// <param name="indicesAreSorted">Whether you promise that the indices increase.</param>
    /// <param name="uniqueIndices">Whether you promise that no two windows overlap.</param>
    public static NdArray Gather(
        NdArray x, NdArray indices, GatherDimensionNumbers dims, ValueArray<int> sliceSizes, GatherScatterMode mode = GatherScatterMode.PromiseInBounds,
        Scalar? fillValue = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Gather(x, indices, new Gather(dims, sliceSizes, mode, fillValue, indicesAreSorted, uniqueIndices));

    /// <summary>Windows of an array, as <paramref name="gather"/> says; with its fill value where the mode needs one.</summary>
    public static NdArray Gather(NdArray x, NdArray indices, Gather gather)
    {
        Scalar? fill = gather.Mode is GatherScatterMode.FillOrDrop ? gather.FillValue ?? Ir.Gather.DefaultFill(x.DType) : null;
        return Bind(gather.FillValue == fill ? gather : gather with { FillValue = fill }, x, indices);
    }

    /// <summary>A part of static size, whose start along each axis is a number; negative numbers count from the end, the part is brought within bounds.</summary>
    /// <param name="x">The array.</param>
    /// <param name="starts">One integer without axes per axis of the array.</param>
    /// <param name="sizes">The shape of the part.</param>
    /// <param name="allowNegativeIndices">Whether negative starts count from the end; else they are out of bounds.</param>
    public static NdArray DynamicSlice(NdArray x, ReadOnlySpan<NdArray> starts, ValueArray<int> sizes, bool allowNegativeIndices = true) =>
        Bind(new DynamicSlice(sizes), [x, .. StartsOf(x, starts, allowNegativeIndices, "DynamicSlice")]);

    /// <summary>The array with <paramref name="update"/> written over a part, whose start along each axis is a number, as for <see cref="DynamicSlice"/>.</summary>
    public static NdArray DynamicUpdateSlice(NdArray x, NdArray update, ReadOnlySpan<NdArray> starts, bool allowNegativeIndices = true) =>
        Bind(new DynamicUpdateSlice(), [x, update, .. StartsOf(x, starts, allowNegativeIndices, "DynamicUpdateSlice")]);

    /// <summary>A part of static size along one axis, whose start is a number; the other axes are kept whole.</summary>
    public static NdArray DynamicSliceInDim(NdArray x, NdArray start, int size, int axis = 0)
    {
        axis = Canonical(axis, x.Rank, "DynamicSliceInDim");
        return Bind(new DynamicSlice(x.Shape.With(axis, size)), [x, .. StartsAlong(x, start, axis, "DynamicSliceInDim")]);
    }

    /// <summary>The array with <paramref name="update"/> written over a part along one axis, whose start is a number.</summary>
    public static NdArray DynamicUpdateSliceInDim(NdArray x, NdArray update, NdArray start, int axis = 0)
    {
        axis = Canonical(axis, x.Rank, "DynamicUpdateSliceInDim");
        return Bind(new DynamicUpdateSlice(), [x, update, .. StartsAlong(x, start, axis, "DynamicUpdateSliceInDim")]);
    }

    // JAX: dynamic_slice_in_dim. The starts along the other axes are zero as they are.
    private static NdArray[] StartsAlong(NdArray x, NdArray start, int axis, string function)
    {
        NdArray[] starts = new NdArray[x.Rank];
        Array.Fill(starts, Number(Scalar.Of(0), start.DType));
        return [.. starts[..axis], StartOf(x, start, axis, true, function), .. starts[(axis + 1)..]];
    }

    // JAX: _dynamic_slice_indices. Bare numbers are known now; others are compared with zero in the program.
    private static NdArray[] StartsOf(NdArray x, ReadOnlySpan<NdArray> starts, bool allowNegative, string function)
    {
        if (starts.Length != x.Rank) throw new ShapeException($"{function}: needs one start per axis of {x.Type}, got {starts.Length}.");
        NdArray[] indices = new NdArray[starts.Length];
        for (int axis = 0; axis < indices.Length; axis++) indices[axis] = StartOf(x, starts[axis], axis, allowNegative, function);
        return indices;
    }

    private static NdArray StartOf(NdArray x, NdArray start, int axis, bool allowNegative, string function)
    {
        if (start.DType.Kind is DTypeKind.Unsigned) return start;
        if (start.Value is Literal { Type: { Weak: true, DType.Kind: DTypeKind.Signed } } literal)
        {
            long index = literal.Value.ToInt64();
            if (index < 0 && !allowNegative) throw new ShapeException($"{function}: the start {index} of axis {axis} of {x.Type} must not be negative.");
            return Number(Scalar.Of(index < 0 ? index + x.Shape[axis] : index), start.DType);
        }
        return allowNegative ? FromEnd(start, x.Shape[axis]) : start;
    }

    /// <summary>Indices of which negative ones count from the end of an axis, as indices from its front.</summary>
    private static NdArray FromEnd(NdArray index, int size) => SelectN(index < 0, index, index + Number(Scalar.Of(size), index.DType));
}
