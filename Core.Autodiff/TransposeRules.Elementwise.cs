using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: deflinear2 of neg, real, imag, copy.
    public NdArray?[] Unary(Unary op, Pullback args) => Only(op.Kind switch
    {
        UnaryKind.Neg => Neg(args.Cotangent),
        // Re(x + iy) has the cotangent t + 0i, Im(x + iy) has 0 − it: cotangents pair without conjugation.
        UnaryKind.Real => Lax.Binary(BinaryKind.Complex, args.Cotangent, Const(args.Cotangent, 0)),
        UnaryKind.Imag => Lax.Binary(BinaryKind.Complex, Const(args.Cotangent, 0), Neg(args.Cotangent)),
        UnaryKind.Copy => Lax.Bind(op, args.Cotangent),
        UnaryKind.Sign or UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Exp or UnaryKind.Exp2 or UnaryKind.Log or UnaryKind.Expm1 or
            UnaryKind.Log1p or UnaryKind.Tanh or UnaryKind.Logistic or UnaryKind.Sin or UnaryKind.Cos or UnaryKind.Tan or UnaryKind.Asin or UnaryKind.Acos or
            UnaryKind.Atan or UnaryKind.Sinh or UnaryKind.Cosh or UnaryKind.Asinh or UnaryKind.Acosh or UnaryKind.Atanh or UnaryKind.Sqrt or UnaryKind.Rsqrt or
            UnaryKind.Cbrt or UnaryKind.Square or UnaryKind.Abs or UnaryKind.Not or UnaryKind.PopulationCount or UnaryKind.Clz or UnaryKind.Erf or
            UnaryKind.Erfc or UnaryKind.ErfInv or UnaryKind.Lgamma or UnaryKind.Digamma or UnaryKind.BesselI0e or UnaryKind.BesselI1e or
            UnaryKind.StopGradient => throw op.NotLinear(),
    });

    public NdArray?[] IntegerPow(IntegerPow op, Pullback args) => op.Y == 1 ? Only(args.Cotangent) : throw op.NotLinear();

    public NdArray?[] Round(Round op, Pullback args) => throw op.NotLinear();

    // JAX: _conj_transpose_rule.
    public NdArray?[] Conj(Conj op, Pullback args) =>
        Only(op.InputDType.IsComplex ? Lax.Bind(new Conj(args.Cotangent.DType), args.Cotangent) : Lax.Unary(UnaryKind.Real, args.Cotangent));

    // JAX: _add_transpose, _sub_transpose, _mul_transpose_left and _right, _div_transpose_rule, _complex_transpose_rule.
    public NdArray?[] Binary(Binary op, Pullback args)
    {
        NdArray ct = args.Cotangent;
        (NdArray? left, NdArray? right) = op.Kind switch
        {
            BinaryKind.Add => (args.IsLinear(0) ? ct : null, args.IsLinear(1) ? ct : null),
            BinaryKind.Sub => (args.IsLinear(0) ? ct : null, args.IsLinear(1) ? Neg(ct) : null),
            BinaryKind.Complex => (args.IsLinear(0) ? Lax.Unary(UnaryKind.Real, ct) : null, args.IsLinear(1) ? Lax.Unary(UnaryKind.Imag, Neg(ct)) : null),
            BinaryKind.Mul when args.Operands[1] is { } y => (Back(Mul(ct, Converted(y)), y), null),
            BinaryKind.Mul when args.Operands[0] is { } x => ((NdArray?)null, Back(Mul(Converted(x), ct), x)),
            BinaryKind.Div when args.Operands[1] is { } y => (Div(ct, y), null),
            BinaryKind.Mul or BinaryKind.Div or BinaryKind.MulHi or BinaryKind.Rem or BinaryKind.Max or BinaryKind.Min or BinaryKind.Pow or BinaryKind.Atan2 or
            BinaryKind.NextAfter or BinaryKind.And or BinaryKind.Or or BinaryKind.Xor or BinaryKind.ShiftLeft or BinaryKind.ShiftRightArithmetic or
            BinaryKind.ShiftRightLogical or BinaryKind.Igamma or BinaryKind.Igammac or BinaryKind.IgammaGradA or BinaryKind.Zeta or BinaryKind.Polygamma => throw op.NotLinear(),
        };
        return [left is null ? null : Unbroadcast(args.Types[0], left), right is null ? null : Unbroadcast(args.Types[1], right)];

        // The result of a product may be of another element type than the operands.
        NdArray Converted(NdArray x) => x.DType == ct.DType ? x : Lax.ConvertElementType(x, ct.DType);

        static NdArray Back(NdArray product, NdArray other) => product.DType == other.DType ? product : Lax.ConvertElementType(product, other.DType);
    }

    public NdArray?[] AddAny(AddAny op, Pullback args) => [args.Cotangent, args.Cotangent];

    public NdArray?[] RegularizedIncompleteBeta(RegularizedIncompleteBeta op, Pullback args) => throw op.NotLinear();

    // JAX: _select_transpose_rule.
    public NdArray?[] SelectN(SelectN op, Pullback args)
    {
        NdArray which = args.Operands[0]!, ct = args.Cotangent, zeros = FullLike(ct, 0);
        NdArray?[] results = new NdArray?[args.Operands.Length];
        for (int i = 1; i < results.Length; i++)
        {
            if (!args.IsLinear(i)) continue;
            results[i] = results.Length == 2 ? ct // one case alone
                : which.DType is DType.Bool ? i == 1 ? Select(which, zeros, ct) : Select(which, ct, zeros)
                : Select(Eq(which, Lax.Number(Scalar.Of((long)i - 1), which.DType)), ct, zeros);
        }
        return results;
    }

    public NdArray?[] Clamp(Clamp op, Pullback args) => throw op.NotLinear();

    // JAX: deflinear(reduce_precision_p, …).
    public NdArray?[] ReducePrecision(ReducePrecision op, Pullback args) => Only(Lax.Bind(op, args.Cotangent));
}
