using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _gather_batching_rule. Operand mapped: each example's window gets an axis more. Indices mapped: one example after the other.
    // Both: the new axis is a batching axis of both.
    public Batched[] Gather(Gather op, Batched[] args)
    {
        (Batched operand, Batched indices) = (args[0], args[1]);
        GatherDimensionNumbers d = op.Dims;
        switch (operand.Axis, indices.Axis)
        {
            case (int, null):
                return One(Lax.Gather(Move(operand, 0), indices.Value, op with
                {
                    Dims = new([0, .. Up(d.OffsetDims)], Up(d.CollapsedSliceDims), Up(d.StartIndexMap), Up(d.OperandBatchingDims), d.StartIndicesBatchingDims),
                    SliceSizes = [mapped.Size, .. op.SliceSizes],
                }), 0);
            case (null, int):
                // The same element may be asked for by several examples.
                return One(Lax.Gather(operand.Value, Move(indices, 0), op with
                {
                    Dims = d with { OffsetDims = Up(d.OffsetDims), StartIndicesBatchingDims = Up(d.StartIndicesBatchingDims) },
                    IndicesAreSorted = false,
                    UniqueIndices = false,
                }), 0);
            default:
                return One(Lax.Gather(Move(operand, 0), Move(indices, 0), op with
                {
                    Dims = new(Up(d.OffsetDims), Up(d.CollapsedSliceDims), Up(d.StartIndexMap), [0, .. Up(d.OperandBatchingDims)], [0, .. Up(d.StartIndicesBatchingDims)]),
                    SliceSizes = [mapped.Size == 0 ? 0 : 1, .. op.SliceSizes],
                }), 0);
        }
    }

    // JAX: _scatter_batching_rule. What is shared is repeated, but for indices that are shared: then a window gets an axis more.
    public Batched[] Scatter(Scatter op, Batched[] args)
    {
        (Batched operand, Batched indices, Batched updates) = (args[0], args[1], args[2]);
        if (operand.Axis is null && indices.Axis is null && updates.Axis is null) return One(Lax.Bind(op, Values(args)), null);
        NdArray target = AtFront(operand), values = AtFront(updates);
        ScatterDimensionNumbers d = op.Dims;
        ScatterDimensionNumbers up = new(
            Up(d.UpdateWindowDims), Up(d.InsertedWindowDims), Up(d.ScatterDimsToOperandDims), Up(d.OperandBatchingDims), d.ScatterIndicesBatchingDims);
        if (indices.Axis is null)
            return One(Lax.Bind(op with { Dims = up with { UpdateWindowDims = [0, .. up.UpdateWindowDims] } }, target, indices.Value, values), 0);
        ScatterDimensionNumbers paired = up with
        {
            OperandBatchingDims = [0, .. up.OperandBatchingDims],
            ScatterIndicesBatchingDims = [0, .. Up(d.ScatterIndicesBatchingDims)],
        };
        return One(Lax.Bind(op with { Dims = paired }, target, AtFront(indices), values), 0);
    }

    // JAX: _dynamic_slice_batching_rule. A gather of one window.
    public Batched[] DynamicSlice(DynamicSlice op, Batched[] args)
    {
        ValueArray<int> dims = [.. Enumerable.Range(0, args.Length - 1)];
        Gather gather = new(new(dims, [], dims), op.SliceSizes, GatherScatterMode.Clip, IndicesAreSorted: true, UniqueIndices: true);
        return Gather(gather, [args[0], IndexOf(args.AsSpan(1))]);
    }

    // JAX: _dynamic_update_slice_batching_rule. A scatter of one window.
    public Batched[] DynamicUpdateSlice(DynamicUpdateSlice op, Batched[] args)
    {
        ValueArray<int> dims = [.. Enumerable.Range(0, args.Length - 2)];
        Scatter scatter = new(ScatterKind.Update, new(dims, [], dims), GatherScatterMode.Clip, IndicesAreSorted: true, UniqueIndices: true);
        return Scatter(scatter, [args[0], IndexOf(args.AsSpan(2)), args[1]]);
    }

    // JAX: _batch_dynamic_slice_indices. The starts along all axes as one index, for each example where one of them is mapped.
    private Batched IndexOf(ReadOnlySpan<Batched> starts)
    {
        if (starts.IsEmpty) return new(NdArray.From<int>([], [0]), null);
        bool anyMapped = false;
        foreach (Batched start in starts) anyMapped |= start.Axis is not null;
        NdArray[] parts = new NdArray[starts.Length];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = anyMapped
                ? Lax.BroadcastInDim(starts[i].Value, [mapped.Size, 1], starts[i].Axis is null ? [] : [0])
                : Lax.Broadcast(starts[i].Value, 1);
        }
        return anyMapped ? new(Lax.Concatenate(parts, 1), 0) : new(Lax.Concatenate(parts, 0), null);
    }

    private static ValueArray<int> Up(ValueArray<int> axes) => [.. axes.Select(axis => axis + 1)];
}
