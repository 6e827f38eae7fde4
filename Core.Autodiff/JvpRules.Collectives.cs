using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

// Members exchange tangents as they exchange values.
internal sealed partial class JvpRules
{
    public Dual[] AllReduce(AllReduce op, ReadOnlySpan<Dual> args)
    {
        Dual[] results = new Dual[args.Length];
        for (int i = 0; i < results.Length; i++)
        {
            results[i] = args[i].Tangent is null ? new(Lax.Bind(op, args[i].Primal), null) : op.Kind switch
            {
                AllReduceKind.Sum => Linear(op, [args[i]])[0],
                AllReduceKind.Max or AllReduceKind.Min => ChosenOfMembers(op, args[i]),
            };
        }
        return results;
    }

    public Dual[] AxisIndex(AxisIndex op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] AllGather(AllGather op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] AllToAll(AllToAll op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] ReduceScatter(ReduceScatter op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Ppermute(Ppermute op, ReadOnlySpan<Dual> args) => Linear(op, args);

    public Dual[] Pbroadcast(Pbroadcast op, ReadOnlySpan<Dual> args) => Linear(op, args);

    // Σ dx / count over the members and elements that are the extreme, as for the extreme of one array. JAX has no rule for these.
    private static Dual ChosenOfMembers(AllReduce op, Dual x)
    {
        NdArray y = Lax.Bind(op, x.Primal);
        ValueArray<int> positions = op.Positions;
        Shape kept = [.. x.Primal.Shape.Select((size, axis) => positions.Contains(axis) ? 1 : size)];
        NdArray isChosen = Lax.ConvertElementType(Eq(x.Primal, Lax.Reshape(y, kept)), x.Primal.DType);
        AllReduce sum = op with { Kind = AllReduceKind.Sum };
        return new(y, Div(Lax.Bind(sum, Mul(x.Tangent!, isChosen)), Lax.Bind(sum, isChosen)));
    }
}
