using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _reduce_sum_transpose_rule.
    public NdArray?[] Reduce(Reduce op, Pullback args)
    {
        if (op.Kind is not ReduceKind.Sum) throw op.NotLinear();
        Shape shape = args.Types[0].Shape;
        return Only(Lax.BroadcastInDim(args.Cotangent, shape, [.. Enumerable.Range(0, shape.Rank).Where(axis => !op.Axes.Contains(axis))]));
    }

    public NdArray?[] ArgReduce(ArgReduce op, Pullback args) => throw op.NotLinear();

    // JAX: _cumsum_transpose_rule.
    public NdArray?[] Cumulative(Cumulative op, Pullback args) =>
        op.Kind is CumulativeKind.Sum ? Only(Lax.Bind(op with { Reverse = !op.Reverse }, args.Cotangent)) : throw op.NotLinear();

    public NdArray?[] ReduceWith(ReduceWith op, Pullback args) => throw op.NotLinear();
}
