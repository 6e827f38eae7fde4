using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>What becomes of indices that are out of bounds.</summary>
public enum GatherScatterMode
{
    /// <summary>They are brought to the nearest place where the whole window is within bounds.</summary>
    Clip,
    /// <summary>A window that is read there is filled with a value; one that is written there is dropped.</summary>
    FillOrDrop,
    /// <summary>There are none, the caller promises; should there be, reading clips and writing drops.</summary>
    PromiseInBounds,
    /// <summary>As a product with rows that are one at the index has it: a window read there is zero, one written there is dropped.</summary>
    OneHot,
}

/// <summary>Texts of the modes.</summary>
public static class GatherScatterModes
{
    extension(GatherScatterMode mode)
    {
        /// <summary>As programs print it: <c>GatherScatterMode.CLIP</c>.</summary>
        public string Text => mode switch
        {
            GatherScatterMode.Clip => "GatherScatterMode.CLIP",
            GatherScatterMode.FillOrDrop => "GatherScatterMode.FILL_OR_DROP",
            GatherScatterMode.PromiseInBounds => "GatherScatterMode.PROMISE_IN_BOUNDS",
            GatherScatterMode.OneHot => "GatherScatterMode.ONE_HOT",
        };
    }
}

/// <summary>How operand, indices and result of a <see cref="Gather"/> relate. The last axis of the indices holds the parts of one index.</summary>
/// <param name="OffsetDims">The axes of the result that run over a window; increasing.</param>
/// <param name="CollapsedSliceDims">The axes of the operand, of window size 1, that the result lacks; increasing.</param>
/// <param name="StartIndexMap">For each part of an index, the axis of the operand it is for.</param>
/// <param name="OperandBatchingDims">The axes of the operand that go along with axes of the indices; increasing.</param>
/// <param name="StartIndicesBatchingDims">The axes of the indices they go along with, paired.</param>
public readonly record struct GatherDimensionNumbers(
    ValueArray<int> OffsetDims, ValueArray<int> CollapsedSliceDims, ValueArray<int> StartIndexMap,
    ValueArray<int> OperandBatchingDims = default, ValueArray<int> StartIndicesBatchingDims = default)
{
    /// <summary>As programs print it.</summary>
    public override string ToString() =>
        $"GatherDimensionNumbers(offset_dims={OffsetDims}, collapsed_slice_dims={CollapsedSliceDims}, start_index_map={StartIndexMap}, " +
        $"operand_batching_dims={OperandBatchingDims}, start_indices_batching_dims={StartIndicesBatchingDims})";
}

/// <summary>Windows of the first operand, one for each index in the second.</summary>
/// <param name="Dims">How operand, indices and result relate.</param>
/// <param name="SliceSizes">The size of a window along each axis of the operand.</param>
/// <param name="Mode">What becomes of indices out of bounds.</param>
/// <param name="FillValue">With <see cref="GatherScatterMode.FillOrDrop"/>, what windows out of bounds hold.</param>
/// <param name="IndicesAreSorted">Whether the caller promises that the indices increase.</param>
/// <param name="UniqueIndices">Whether the caller promises that no two windows overlap.</param>
public sealed record Gather(
    GatherDimensionNumbers Dims, ValueArray<int> SliceSizes, GatherScatterMode Mode, Scalar? FillValue = null,
    bool IndicesAreSorted = false, bool UniqueIndices = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "gather";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        (ArrayType operand, ArrayType indices) = (inputs[0], inputs[1]);
        IndexingTyping.CheckIndices(this, indices, Dims.StartIndexMap, "start_index_map", operand);
        CheckDims(operand, indices);
        CheckSliceSizes(operand, indices);

        int rank = Dims.OffsetDims.Count + indices.Rank - 1, batch = 0, window = 0;
        ValueArray<int> windowAxes = WindowAxes(operand.Rank);
        int[] sizes = new int[rank];
        for (int axis = 0; axis < rank; axis++)
            sizes[axis] = Dims.OffsetDims.Contains(axis) ? SliceSizes[windowAxes[window++]] : indices.Shape[batch++];
        return [operand with { Shape = sizes }];
    }

    /// <summary>The axes of the operand that a window keeps.</summary>
    /// <param name="rank">How many axes the operand has.</param>
    public ValueArray<int> WindowAxes(int rank)
    {
        GatherDimensionNumbers dims = Dims;
        return [.. Enumerable.Range(0, rank).Where(axis => !dims.CollapsedSliceDims.Contains(axis) && !dims.OperandBatchingDims.Contains(axis))];
    }

    /// <summary>What windows out of bounds hold where nothing else is asked for: NaN, the smallest signed, the largest unsigned integer, true.</summary>
    /// <param name="dtype">The element type of the operand.</param>
    // JAX: slicing.py, gather.
    public static Scalar DefaultFill(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Bool => Scalar.Of(true),
        DTypeKind.Signed => Scalar.Of(long.MinValue >> (64 - dtype.BitWidth)),
        DTypeKind.Unsigned => dtype.BitWidth == 64 ? Scalar.Of(ulong.MaxValue) : Scalar.Of((1L << dtype.BitWidth) - 1),
        DTypeKind.Float or DTypeKind.Complex => Scalar.Of(double.NaN),
        DTypeKind.Key => Scalar.Of((long)uint.MaxValue),
    };

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Gather(this, arg);

    private void CheckDims(ArrayType operand, ArrayType indices)
    {
        int rank = Dims.OffsetDims.Count + indices.Rank - 1;
        IndexingTyping.CheckIncreasing(this, "offset_dims", Dims.OffsetDims);
        foreach (int axis in Dims.OffsetDims)
            if (axis < 0 || axis >= rank) throw new ShapeException($"gather: offset_dims {Dims.OffsetDims} must be from 0 to {rank - 1} for a result with {rank} axes.");
        IndexingTyping.CheckIncreasing(this, "collapsed_slice_dims", Dims.CollapsedSliceDims);
        CheckAxes(this, "collapsed_slice_dims", Dims.CollapsedSliceDims, operand.Rank, operand);
        IndexingTyping.CheckIncreasing(this, "operand_batching_dims", Dims.OperandBatchingDims);
        CheckAxes(this, "operand_batching_dims", Dims.OperandBatchingDims, operand.Rank, operand);
        IndexingTyping.CheckDisjoint(this, "collapsed_slice_dims", Dims.CollapsedSliceDims, "operand_batching_dims", Dims.OperandBatchingDims);
        IndexingTyping.CheckDisjoint(this, "start_index_map", Dims.StartIndexMap, "operand_batching_dims", Dims.OperandBatchingDims);
        IndexingTyping.CheckBatching(this, operand, Dims.OperandBatchingDims, indices, "start_indices_batching_dims", Dims.StartIndicesBatchingDims);
    }

    private void CheckSliceSizes(ArrayType operand, ArrayType indices)
    {
        CheckPerAxis(this, "slice_sizes", SliceSizes.Count, operand);
        int named = Dims.OffsetDims.Count + Dims.CollapsedSliceDims.Count + Dims.OperandBatchingDims.Count;
        if (named != operand.Rank)
            throw new ShapeException(
                $"gather: each axis of {operand} must be an offset, collapsed or batching axis, got {Dims.OffsetDims.Count} offset_dims, " +
                $"collapsed_slice_dims {Dims.CollapsedSliceDims} and operand_batching_dims {Dims.OperandBatchingDims}.");
        for (int axis = 0; axis < SliceSizes.Count; axis++)
            if (SliceSizes[axis] < 0 || (SliceSizes[axis] > operand.Shape[axis] && indices.Size > 0))
                throw new ShapeException($"gather: slice_sizes {SliceSizes} must be from 0 to the sizes of {operand}.");
        foreach (int axis in Dims.CollapsedSliceDims)
            if (SliceSizes[axis] != 1)
                throw new ShapeException($"gather: slice_sizes {SliceSizes} must be 1 along the collapsed axes {Dims.CollapsedSliceDims}.");
        foreach (int axis in Dims.OperandBatchingDims)
            if (SliceSizes[axis] > 1)
                throw new ShapeException($"gather: slice_sizes {SliceSizes} must be 0 or 1 along the batching axes {Dims.OperandBatchingDims}.");
    }
}

/// <summary>A part of the first operand of a static size, whose start the other operands give, one number per axis; brought within bounds.</summary>
/// <param name="SliceSizes">The shape of the result.</param>
public sealed record DynamicSlice(ValueArray<int> SliceSizes) : Op
{
    /// <inheritdoc/>
    public override string Name => "dynamic_slice";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (inputs.Length == 0) throw new ShapeException("dynamic_slice: takes an operand and the start along each of its axes, got 0 operands.");
        ArrayType operand = inputs[0];
        IndexingTyping.CheckStarts(this, operand, inputs[1..]);
        CheckPerAxis(this, "slice_sizes", SliceSizes.Count, operand);
        for (int axis = 0; axis < SliceSizes.Count; axis++)
            if (SliceSizes[axis] < 0 || SliceSizes[axis] > operand.Shape[axis])
                throw new ShapeException($"dynamic_slice: slice_sizes {SliceSizes} must be from 0 to the sizes of {operand}.");
        return [operand with { Shape = SliceSizes }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.DynamicSlice(this, arg);
}

/// <summary>The first operand with the second written over a part of it, whose start the other operands give; brought within bounds.</summary>
public sealed record DynamicUpdateSlice : Op
{
    /// <inheritdoc/>
    public override string Name => "dynamic_update_slice";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        if (inputs.Length < 2) throw new ShapeException($"dynamic_update_slice: takes an operand, an update and the start along each axis, got {inputs.Length} operands.");
        (ArrayType operand, ArrayType update) = (inputs[0], inputs[1]);
        CheckSameDType(this, inputs[..2]);
        if (operand.Rank != update.Rank)
            throw new ShapeException($"dynamic_update_slice: the update must have as many axes as the operand, got {update} for {operand}.");
        IndexingTyping.CheckStarts(this, operand, inputs[2..]);
        for (int axis = 0; axis < operand.Rank; axis++)
            if (update.Shape[axis] > operand.Shape[axis])
                throw new ShapeException($"dynamic_update_slice: the update must not be larger than the operand, got {update} for {operand}.");
        return [operand];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.DynamicUpdateSlice(this, arg);
}
