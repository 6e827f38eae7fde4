using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // The sum is linear; an extreme moves as the element that it is.
    // JAX: deflinear2(reduce_window_sum_p, …), _reduce_window_chooser_jvp_rule.
    public Dual[] ReduceWindow(ReduceWindow op, ReadOnlySpan<Dual> args) => op.Kind switch
    {
        ReduceWindowKind.Sum => Linear(op, args),
        ReduceWindowKind.Max => One(Lax.Bind(op, args[0].Primal), Lax.SelectAndGatherAdd(args[0].Instantiated, args[0].Primal, WindowSelect.Ge, op.Window)),
        ReduceWindowKind.Min => One(Lax.Bind(op, args[0].Primal), Lax.SelectAndGatherAdd(args[0].Instantiated, args[0].Primal, WindowSelect.Le, op.Window)),
    };

    // Values and tangents are reduced together, by the program with its tangents.
    // JAX: reduce_window_jvp.
    public Dual[] ReduceWindowWith(ReduceWindowWith op, ReadOnlySpan<Dual> args)
    {
        int count = args.Length / 2;
        for (int i = count; i < args.Length; i++)
            if (args[i].Tangent is not null) throw op.NotDifferentiable("there is no formula with respect to the initial values; they must be constants");
        bool[] nonzero = [.. op.Jaxpr.Inputs.Select(input => input.Type.HasTangent())];
        (Jaxpr withTangents, bool[] results) = JvpPrograms.Get(op.Jaxpr, ValueArray.Create<bool>(nonzero), [.. op.Jaxpr.Outputs.Select(_ => true)]);

        // Of both sides come first the values, then their tangents; the program wants all values first.
        NdArray[] operands = Primals(args[..count]), inits = Primals(args[count..]);
        List<NdArray> tangents = [], zeros = [];
        for (int i = 0; i < count; i++)
        {
            if (!nonzero[i]) continue;
            tangents.Add(args[i].Instantiated);
            zeros.Add(Zeros.Of(inits[i].Type));
        }
        int side = count + tangents.Count;
        ValueArray<ArrayType> types = [.. operands.Concat(tangents).Select(operand => new ArrayType(operand.DType, []))];
        Jaxpr together = TraceScope.Trace("reduce_window", [.. types, .. types], values => TraceScope.Call(
            withTangents, [.. values[..count], .. values[side..(side + count)], .. values[count..side], .. values[(side + count)..]])).Jaxpr;
        NdArray[] reduced = Lax.BindAll(op with { Jaxpr = together }, [.. operands, .. tangents, .. inits, .. zeros]);
        return Merge(reduced[..count], ValueArray.Create<bool>(results), reduced[count..]);
    }

    public Dual[] SelectAndScatter(SelectAndScatter op, ReadOnlySpan<Dual> args) =>
        throw op.NotDifferentiable("there is no formula for programs of one's own; select_and_scatter_add has derivatives");

    // Linear in the source. What the operand selects does not change where it is differentiable at all.
    // JAX: _select_and_scatter_add_jvp.
    public Dual[] SelectAndScatterAdd(SelectAndScatterAdd op, ReadOnlySpan<Dual> args) => SelectedLinearly(op, args);

    // JAX: _select_and_gather_add_jvp.
    public Dual[] SelectAndGatherAdd(SelectAndGatherAdd op, ReadOnlySpan<Dual> args) => SelectedLinearly(op, args);

    private static Dual[] SelectedLinearly(Op op, ReadOnlySpan<Dual> args) =>
        One(Lax.Bind(op, args[0].Primal, args[1].Primal), args[0].Tangent is { } tangent ? Lax.Bind(op, tangent, args[1].Primal) : null);
}
