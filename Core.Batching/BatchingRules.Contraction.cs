using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _dot_general_batch_dim_nums. Mapped on both sides the axis becomes a batch axis, the first of the result; mapped on one
    // side a free axis of that side, which the result has where it was among the free ones.
    public Batched[] DotGeneral(DotGeneral op, ReadOnlySpan<Batched> args)
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
}
