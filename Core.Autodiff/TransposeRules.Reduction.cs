using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _reduce_sum_transpose_rule.
    public NdArray?[] Reduce(Reduce op, Pullback args)
    {
        Shape shape = args.Types[0].Shape;
        return op.Kind switch
        {
            ReduceKind.Sum => Only(Lax.BroadcastInDim(args.Cotangent, shape, [.. Enumerable.Range(0, shape.Rank).Where(axis => !op.Axes.Contains(axis))])),
            ReduceKind.Prod or ReduceKind.Max or ReduceKind.Min or ReduceKind.Or or ReduceKind.And or ReduceKind.Xor => throw op.NotLinear(),
        };
    }

    public NdArray?[] ArgReduce(ArgReduce op, Pullback args) => throw op.NotLinear();

    // JAX: _cumsum_transpose_rule.
    public NdArray?[] Cumulative(Cumulative op, Pullback args) => op.Kind switch
    {
        CumulativeKind.Sum => Only(Lax.Bind(op with { Reverse = !op.Reverse }, args.Cotangent)),
        CumulativeKind.Prod or CumulativeKind.Max or CumulativeKind.Min or CumulativeKind.LogSumExp => throw op.NotLinear(),
    };

    public NdArray?[] ReduceWith(ReduceWith op, Pullback args) => throw op.NotLinear();
}
