using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: reducer_batcher.
    public Batched[] Reduce(Reduce op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        ValueArray<int> axes = Bump(op.Axes, axis);
        return One(Lax.Reduce(op.Kind, args[0].Value, axes), axis - axes.Count(a => a < axis));
    }

    public Batched[] ArgReduce(ArgReduce op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return One(Lax.Bind(op with { Axis = Bump(op.Axis, axis) }, args[0].Value), op.Axis < axis ? axis - 1 : axis);
    }

    public Batched[] Cumulative(Cumulative op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return One(Lax.Bind(op with { Axis = Bump(op.Axis, axis) }, args[0].Value), axis);
    }

    // JAX: _reduce_batch_rule.
    public Batched[] ReduceWith(ReduceWith op, Batched[] args) => Fold(op, op with { Dimensions = Bump(op.Dimensions, 0) }, args);
}
