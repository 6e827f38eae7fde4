using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // A member's cotangent of the sum is one of what all members gave, so cotangents are summed again.
    // JAX: _psum_transpose_rule.
    public NdArray?[] AllReduce(AllReduce op, Pullback args)
    {
        if (op.Kind is not AllReduceKind.Sum) throw op.NotLinear();
        ValueArray<int> positions = op.Positions;
        ValueArray<NamedOrPositional> names = [.. op.Axes.Where(axis => axis.Name is not null)];
        NdArray?[] results = new NdArray?[args.Operands.Length];
        for (int i = 0; i < results.Length; i++)
        {
            if (!args.IsLinear(i) || args.Cotangents[i] is not { } ct) continue;
            Shape shape = args.Types[i].Shape;
            if (positions.Count > 0) ct = Lax.BroadcastInDim(ct, shape, [.. Enumerable.Range(0, shape.Rank).Where(axis => !positions.Contains(axis))]);
            results[i] = names.Count > 0 ? Lax.Bind(op with { Axes = names }, ct) : ct;
        }
        return results;
    }

    public NdArray?[] AxisIndex(AxisIndex op, Pullback args) => throw op.NotLinear();

    // JAX: _all_gather_transpose_rule.
    public NdArray?[] AllGather(AllGather op, Pullback args) =>
        Only(Lax.Bind(new ReduceScatter(op.Dimension, op.AxisName, op.AxisSize, op.Tiled, op.AxisIndexGroups), args.Cotangent));

    // JAX: _all_to_all_transpose_rule.
    public NdArray?[] AllToAll(AllToAll op, Pullback args) => Only(Lax.Bind(op with { SplitAxis = op.ConcatAxis, ConcatAxis = op.SplitAxis }, args.Cotangent));

    // JAX: _reduce_scatter_transpose_rule.
    public NdArray?[] ReduceScatter(ReduceScatter op, Pullback args) =>
        Only(Lax.Bind(new AllGather(op.ScatterDimension, op.AxisName, op.AxisSize, op.Tiled, op.AxisIndexGroups), args.Cotangent));

    // Back from those who got to those who gave.
    // JAX: _ppermute_transpose_rule.
    public NdArray?[] Ppermute(Ppermute op, Pullback args) =>
        Only(Lax.Bind(op with { Pairs = [.. op.Pairs.Select(pair => new MemberPair(pair.Destination, pair.Source))] }, args.Cotangent));

    // The member that gave gets the sum.
    // JAX: _pbroadcast_transpose_rule.
    public NdArray?[] Pbroadcast(Pbroadcast op, Pullback args)
    {
        if (op.AxisName is not [string name])
            throw op.NotDifferentiableInReverse($"the member is looked up along one named axis, got {op.AxisName}");
        NdArray isSource = Eq(Lax.AxisIndex(name), Lax.Number(Scalar.Of(op.Source), DType.I32));
        NdArray sum = Lax.AllReduce(AllReduceKind.Sum, args.Cotangent, [name]);
        return Only(Select(isSource, sum, FullLike(args.Cotangent, 0)));
    }
}
