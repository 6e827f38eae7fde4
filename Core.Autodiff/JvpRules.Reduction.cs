using Core.Ir;
using Core.Tracing;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Reduce(Reduce op, ReadOnlySpan<Dual> args) => op.Kind switch
    {
        ReduceKind.Sum => Linear(op, args),
        ReduceKind.Prod => Product(op, args[0]),
        ReduceKind.Max or ReduceKind.Min => Chosen(op, args[0]),
        // of integers
        ReduceKind.Or or ReduceKind.And or ReduceKind.Xor => Constant(op, args),
    };

    public Dual[] ArgReduce(ArgReduce op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] Cumulative(Cumulative op, ReadOnlySpan<Dual> args) => op.Kind switch
    {
        CumulativeKind.Sum => Linear(op, args),
        CumulativeKind.Prod => InSteps(op, Lax.Mul, args),
        CumulativeKind.Max => InSteps(op, Lax.Max, args),
        CumulativeKind.Min => InSteps(op, Lax.Min, args),
        CumulativeKind.LogSumExp => InSteps(op, Np.Logaddexp, args),
    };

    // Through the steps of a scan that takes a logarithmic number of them.
    // JAX: _cumulative_jvp_rule.
    private static Dual[] InSteps(Cumulative op, Func<NdArray, NdArray, NdArray> combine, ReadOnlySpan<Dual> args) => JvpPrograms.Run(
        TraceScope.Trace(op.Name, [args[0].Primal.Type], xs => [ControlFlow.AssociativeScan(combine, xs[0], op.Reverse, op.Axis)]).Jaxpr, args);

    // Σ dx / count, over the elements that are the extreme.
    // JAX: _reduce_chooser_jvp_rule.
    private static Dual[] Chosen(Reduce op, Dual x)
    {
        NdArray y = Lax.Bind(op, x.Primal);
        Shape kept = [.. x.Primal.Shape.Select((size, axis) => op.Axes.Contains(axis) ? 1 : size)];
        NdArray isChosen = Lax.ConvertElementType(Eq(x.Primal, Lax.Reshape(y, kept)), x.Primal.DType);
        NdArray count = Lax.ReduceSum(isChosen, op.Axes);
        return One(y, Div(Lax.ReduceSum(Mul(x.Tangent!, isChosen), op.Axes), count));
    }

    // The two halves are multiplied until one element is left: derivatives stay right where elements are 0.
    // JAX: _reduce_prod_jvp_rule, _reduce_jvp.
    private Dual[] Product(Reduce op, Dual x)
    {
        Shape shape = x.Primal.Shape;
        ValueArray<int> others = [.. Enumerable.Range(0, shape.Rank).Where(axis => !op.Axes.Contains(axis))];
        int count = op.Axes.Aggregate(1, (size, axis) => size * shape[axis]);
        Dual rest = Apply(new Reshape([count, .. others.Select(axis => shape[axis])], Permutation(op.Axes, others)), x);
        if (count == 0) return One(Lax.Bind(op, x.Primal), null);
        while (rest.Primal.Shape[0] is > 1 and int size)
        {
            int half = (size + 1) / 2;
            Dual first = Apply(Rows(rest, 0, half), rest), second = Apply(Rows(rest, half, size), rest);
            if (half != size - half)
            {
                ValueArray<Padding> below = [new(0, 1, 0), .. Enumerable.Repeat(new Padding(0, 0, 0), others.Count)];
                second = Linear(new Pad(below), second, new(Const(x.Primal, 1), null));
            }
            rest = Binary(new(BinaryKind.Mul), [first, second])[0];
        }
        return [Apply(new Squeeze([0]), rest)];

        Dual Linear(Op linear, params ReadOnlySpan<Dual> operands) => JvpRules.Linear(linear, operands)[0];

        Dual Apply(Op linear, Dual operand) => linear is Reshape reshape && reshape.Dimensions is null && reshape.NewSizes == operand.Primal.Shape ? operand : Linear(linear, operand);
    }

    private static ValueArray<int>? Permutation(ValueArray<int> front, ValueArray<int> back)
    {
        ValueArray<int> permutation = [.. front, .. back];
        return permutation == [.. Enumerable.Range(0, permutation.Count)] ? null : permutation;
    }

    private static Slice Rows(Dual x, int from, int to) =>
        new([from, .. Enumerable.Repeat(0, x.Primal.Rank - 1)], [to, .. x.Primal.Shape.Skip(1)]);
}
