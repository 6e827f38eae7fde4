using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _gather_transpose_rule.
    public NdArray?[] Gather(Gather op, Pullback args) => [Windows.Scattered(op, args.Types[0], args.Operands[1]!, args.Cotangent), null];

    // JAX: _scatter_addsub_transpose_rule, _scatter_mul_transpose_rule, _scatter_transpose_rule.
    public NdArray?[] Scatter(Scatter op, Pullback args)
    {
        NdArray ct = args.Cotangent, indices = args.Operands[1]!;
        (ArrayType operand, ArrayType updates) = (args.Types[0], args.Types[2]);
        return op.Kind switch
        {
            ScatterKind.Add => [args.IsLinear(0) ? ct : null, null, args.IsLinear(2) ? Read(ct) : null],
            ScatterKind.Sub => [args.IsLinear(0) ? ct : null, null, args.IsLinear(2) ? Neg(Read(ct)) : null],
            ScatterKind.Mul when args.Operands[2] is { } factors => [Lax.Bind(op, ct, indices, factors), null, null],
            ScatterKind.Mul when args.Operands[0] is { } x && op.UniqueIndices => [null, null, Read(Mul(ct, x))],
            // Nothing comes back from what was written over.
            ScatterKind.Update when op.UpdateJaxpr is null && op.UniqueIndices =>
                [args.IsLinear(0) ? Lax.Bind(op, ct, indices, Zeros.Of(new(ct.DType, updates.Shape))) : null, null, args.IsLinear(2) ? Read(ct) : null],
            ScatterKind.Mul or ScatterKind.Update or ScatterKind.Min or ScatterKind.Max => throw op.NotLinear(),
        };

        NdArray Read(NdArray array) => Lax.Bind(Windows.Inverse(op, operand.Rank, updates.Shape, op.Mode), array, indices);
    }

    // JAX: _dynamic_slice_transpose_fancy.
    public NdArray?[] DynamicSlice(DynamicSlice op, Pullback args)
    {
        NdArray?[] results = new NdArray?[args.Operands.Length];
        results[0] = Lax.Bind(new DynamicUpdateSlice(), [Zeros.Of(args.Types[0]), args.Cotangent, .. Starts(args, 1)]);
        return results;
    }

    // JAX: _dynamic_update_slice_transpose_rule.
    public NdArray?[] DynamicUpdateSlice(DynamicUpdateSlice op, Pullback args)
    {
        NdArray ct = args.Cotangent;
        NdArray[] starts = Starts(args, 2);
        Shape part = args.Types[1].Shape;
        NdArray?[] results = new NdArray?[args.Operands.Length];
        if (args.IsLinear(0)) results[0] = Lax.Bind(op, [ct, Zeros.Of(new(ct.DType, part)), .. starts]);
        if (args.IsLinear(1)) results[1] = Lax.Bind(new DynamicSlice([.. part]), [ct, .. starts]);
        return results;
    }

    private static NdArray[] Starts(Pullback args, int from)
    {
        NdArray[] starts = new NdArray[args.Operands.Length - from];
        for (int i = 0; i < starts.Length; i++) starts[i] = args.Operands[from + i]!;
        return starts;
    }
}
