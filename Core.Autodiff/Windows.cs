using Core.Ir;

namespace Core.Autodiff;

/// <summary>Reading and writing windows are each other's transposes.</summary>
internal static class Windows
{
    /// <summary>The windows that a scatter writes, read.</summary>
    /// <param name="op">The scatter.</param>
    /// <param name="rank">How many axes the array has.</param>
    /// <param name="updates">The shape of the updates.</param>
    /// <param name="mode">What becomes of indices out of bounds; windows there are zero.</param>
    public static Gather Inverse(Scatter op, int rank, Shape updates, GatherScatterMode mode)
    {
        ScatterDimensionNumbers dims = op.Dims;
        int[] sizes = new int[rank];
        int next = 0;
        for (int axis = 0; axis < rank; axis++)
            sizes[axis] = dims.InsertedWindowDims.Contains(axis) || dims.OperandBatchingDims.Contains(axis) ? 1 : updates[dims.UpdateWindowDims[next++]];
        GatherDimensionNumbers inverse = new(
            dims.UpdateWindowDims, dims.InsertedWindowDims, dims.ScatterDimsToOperandDims, dims.OperandBatchingDims, dims.ScatterIndicesBatchingDims);
        return ZeroFilled(new(inverse, ValueArray.Adopt(sizes), mode));
    }

    /// <summary>The windows that a gather reads, summed where they come from.</summary>
    public static NdArray Scattered(Gather op, ArrayType operand, NdArray indices, NdArray windows)
    {
        GatherDimensionNumbers dims = op.Dims;
        ScatterDimensionNumbers inverse = new(dims.OffsetDims, dims.CollapsedSliceDims, dims.StartIndexMap, dims.OperandBatchingDims, dims.StartIndicesBatchingDims);
        NdArray zeros = Zeros.Of(new(windows.DType, operand.Shape));
        return Lax.Scatter(ScatterKind.Add, zeros, indices, windows, inverse, op.Mode, op.IndicesAreSorted, op.UniqueIndices);
    }

    /// <summary>The op with zeros in windows out of bounds.</summary>
    public static Gather ZeroFilled(Gather op) => op.Mode is GatherScatterMode.FillOrDrop ? op with { FillValue = Scalar.Of(0) } : op;
}
