using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // Each element gets the sum over the places whose window it is in: a window over the cotangents, put as far apart as the places lie.
    // JAX: _reduce_window_sum_transpose_rule.
    public NdArray?[] ReduceWindow(ReduceWindow op, Pullback args)
    {
        if (op.Kind is not ReduceWindowKind.Sum) throw op.NotLinear();
        (Window window, NdArray ct) = (op.Window, args.Cotangent);
        EdgePadding[] edges = ConvolutionPadding.OfArray(
            args.Types[0].Shape.Span, window.Dimensions.Span, window.Strides.Span, ct.Shape.Span, window.Padding.Span, window.BaseDilation.Span, window.WindowDilation.Span);
        NdArray spread = Lax.Pad(ct, Const(ct, 0), [.. edges.Select((edge, axis) => new Padding(edge.Low, edge.High, window.Strides[axis] - 1))]);
        ValueArray<int> ones = [.. Enumerable.Repeat(1, ct.Rank)];
        Window back = new(window.Dimensions, window.BaseDilation, [.. Enumerable.Repeat(default(EdgePadding), ct.Rank)], ones, window.WindowDilation);
        return Only(Lax.Bind(new ReduceWindow(ReduceWindowKind.Sum, back), spread));
    }

    public NdArray?[] ReduceWindowWith(ReduceWindowWith op, Pullback args) =>
        throw op.NotDifferentiableInReverse("there is no formula for programs of one's own; Jvp differentiates it, and the sum, max and min of windows have both");

    public NdArray?[] SelectAndScatter(SelectAndScatter op, Pullback args) => throw op.NotLinear();

    // JAX: _select_and_scatter_add_transpose.
    public NdArray?[] SelectAndScatterAdd(SelectAndScatterAdd op, Pullback args) =>
        [Lax.SelectAndGatherAdd(args.Cotangent, args.Operands[1]!, op.Select, op.Window), null];

    // Base dilation puts elements in between that are never selected.
    // JAX: _select_and_gather_add_transpose.
    public NdArray?[] SelectAndGatherAdd(SelectAndGatherAdd op, Pullback args)
    {
        (Window window, NdArray operand) = (op.Window, args.Operands[1]!);
        if (window.WindowDilation.Any(dilation => dilation != 1))
            throw op.NotDifferentiableInReverse($"there is no formula for the extremes of windows with dilation, got window_dilation {window.WindowDilation}");
        bool isDilated = window.BaseDilation.Any(dilation => dilation != 1);
        ValueArray<int> ones = [.. Enumerable.Repeat(1, operand.Rank)];
        if (isDilated)
        {
            NdArray never = Const(operand, op.Select is WindowSelect.Ge ? double.NegativeInfinity : double.PositiveInfinity);
            operand = Lax.Pad(operand, never, [.. window.BaseDilation.Select(dilation => new Padding(0, 0, dilation - 1))]);
        }
        NdArray result = Lax.SelectAndScatterAdd(args.Cotangent, operand, op.Select, window with { BaseDilation = ones });
        if (isDilated) result = Lax.Slice(result, [.. Enumerable.Repeat(0, result.Rank)], [.. result.Shape], window.BaseDilation);
        return [result, null];
    }
}
