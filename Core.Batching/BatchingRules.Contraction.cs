using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _dot_general_batch_dim_nums. Mapped on both sides the axis becomes a batch axis, the first of the result; mapped on one
    // side a free axis of that side, which the result has where it was among the free ones.
    public Batched[] DotGeneral(DotGeneral op, Batched[] args)
    {
        (Batched lhs, Batched rhs) = (args[0], args[1]);
        (int lhsRank, int rhsRank) = (lhs.ExampleShape.Rank, rhs.ExampleShape.Rank);
        DotDims d = op.Dims;
        int lhsFreeBefore = d.LhsFree(lhsRank).Count(axis => axis < lhs.Axis), rhsFreeBefore = d.RhsFree(rhsRank).Count(axis => axis < rhs.Axis);

        DotDims dims = d;
        if (lhs.Axis is { } l) dims = dims with { LhsContract = Bump(d.LhsContract, l), LhsBatch = Bump(d.LhsBatch, l) };
        if (rhs.Axis is { } r) dims = dims with { RhsContract = Bump(d.RhsContract, r), RhsBatch = Bump(d.RhsBatch, r) };
        int axis;
        switch (lhs.Axis, rhs.Axis)
        {
            case (int left, int right):
                dims = dims with { LhsBatch = [left, .. dims.LhsBatch], RhsBatch = [right, .. dims.RhsBatch] };
                axis = 0;
                break;
            case (int, null):
                axis = d.LhsBatch.Count + lhsFreeBefore;
                break;
            default:
                axis = lhsRank - d.LhsContract.Count + rhsFreeBefore;
                break;
        }
        return One(Lax.Bind(op with { Dims = dims }, lhs.Value, rhs.Value), axis);
    }

    // JAX: _ragged_dot_general_batch_rule, which knows the case that all are mapped along their first axis: it becomes the first batch axis. Here other
    // operands are brought to that, and sizes of groups that all places share are repeated for each.
    public Batched[] RaggedDotGeneral(RaggedDotGeneral op, Batched[] args)
    {
        RaggedDotDims dims = op.Dims;
        NdArray[] operands = AllAtFront(args);
        ValueArray<int> prefix = dims.LhsPrefix(operands[0].Rank - 1);
        if (operands[2].Rank == 2 && prefix.Count > 0)
        {
            NdArray sizes = operands[2];
            operands[2] = Lax.BroadcastInDim(sizes, [sizes.Shape[0], .. prefix.Select(axis => operands[0].Shape[axis + 1]), sizes.Shape[1]], [0, prefix.Count + 1]);
        }
        DotDims dot = new(Bump(dims.Dot.LhsContract, 0), Bump(dims.Dot.RhsContract, 0), [0, .. Bump(dims.Dot.LhsBatch, 0)], [0, .. Bump(dims.Dot.RhsBatch, 0)]);
        RaggedDotDims batched = new(dot, dims.LhsRagged + 1, dims.RhsGroup + 1);
        return One(Lax.Bind(op with { Dims = batched }, operands), dims.Kind is RaggedKind.Contracted ? 1 : 0);
    }
}
