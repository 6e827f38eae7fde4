using Core.Ir;

namespace Core;

// Functions whose derivatives are not those of their steps: near 0, or where steps overflow.
public static partial class Np
{
    /// <summary>log(eˣ + eʸ), without overflow; of complex numbers with an imaginary part from −π to below π.</summary>
    // JAX: logaddexp.
    public static NdArray Logaddexp(NdArray x, NdArray y) =>
        AddLogs("logaddexp", x, y, Math.PI, UnaryKind.Exp, difference => Lax.Unary(UnaryKind.Log1p, Lax.Unary(UnaryKind.Exp, difference)));

    /// <summary>log₂(2ˣ + 2ʸ), without overflow; of complex numbers with an imaginary part from −π / log 2 to below π / log 2.</summary>
    // JAX: logaddexp2.
    public static NdArray Logaddexp2(NdArray x, NdArray y) => AddLogs("logaddexp2", x, y, Math.PI / Math.Log(2), UnaryKind.Exp2, difference =>
        Lax.Mul(Lax.Number(Scalar.Of(1 / Math.Log(2)), difference.DType), Lax.Unary(UnaryKind.Log1p, Lax.Unary(UnaryKind.Exp2, difference))));

    /// <summary>sin(πx) / (πx), 1 at 0.</summary>
    public static NdArray Sinc(NdArray x) => Lax.Jitted("sinc", args =>
    {
        NdArray number = PromoteInexact(args[0]);
        NdArray isZero = Lax.Eq(number, Lax.Number(Scalar.Of(0), number.DType)), angle = Lax.Mul(Lax.Number(Scalar.Of(Math.PI), number.DType), number);
        NdArray safe = Where(isZero, Lax.Number(Scalar.Of(1), number.DType), angle);
        return Where(isZero, SincAtZero(0, angle), Lax.Div(Lax.Unary(UnaryKind.Sin, safe), safe));
    }, x);

    // The k-th derivative of sin(x)/x at 0: 0 where k is odd, else (−1)^(k/2) / (k + 1).
    // JAX: _sinc_maclaurin.
    private static NdArray SincAtZero(int k, NdArray x) => Lax.CustomJvp("_sinc_maclaurin", "_sinc_maclaurin_jvp", args =>
    {
        NdArray zero = Lax.Mul(args[0], Lax.Number(Scalar.Of(0), args[0].DType));
        return k % 2 == 1 ? zero : Lax.Add(zero, Lax.Number(Scalar.Of((k / 2 % 2 == 0 ? 1.0 : -1.0) / (k + 1)), args[0].DType));
    }, (args, _, tangents) => Lax.Mul(SincAtZero(k + 1, args[0]), tangents[0]!), x);

    /// <summary>The modified Bessel function of the first kind of order 0.</summary>
    // Its derivative is I₁(x) = e^|x| · (e^(−|x|) I₁(x)), 0 at 0.
    // JAX: i0, _i0_jvp.
    public static NdArray I0(NdArray x) => Lax.Jitted("i0", args => Lax.CustomJvp("_i0", "_i0_jvp", numbers =>
    {
        NdArray size = Lax.Unary(UnaryKind.Abs, numbers[0]);
        return Lax.Mul(Lax.Unary(UnaryKind.Exp, size), Lax.Unary(UnaryKind.BesselI0e, size));
    }, (numbers, _, tangents) =>
    {
        NdArray scale = Lax.Unary(UnaryKind.Exp, Lax.Unary(UnaryKind.Abs, numbers[0]));
        return Lax.Mul(tangents[0]!, Lax.Mul(scale, Lax.Unary(UnaryKind.BesselI1e, numbers[0])));
    }, PromoteInexact(args[0])), x);

    private static NdArray AddLogs(string name, NdArray x, NdArray y, double halfTurn, UnaryKind power, Func<NdArray, NdArray> ofDifference)
    {
        (x, y) = PromoteInexact(x, y);
        return Lax.CustomJvp(name, $"_{name}_jvp", args => x.DType.IsComplex ? OfComplex(args[0], args[1]) : OfReal(args[0], args[1]), (args, result, tangents) =>
        {
            // dx · b^(x − z) + dy · b^(y − z)
            NdArray?[] terms = [.. args.Zip(tangents, (arg, tangent) =>
                tangent is null ? null : Lax.Mul(tangent, Lax.Unary(power, Lax.Sub(ZeroForInfinity(arg), ZeroForInfinity(result)))))];
            return terms is [{ } left, { } right] ? Lax.Add(left, right) : terms[0] ?? terms[1];
        }, x, y);

        NdArray OfReal(NdArray a, NdArray b)
        {
            NdArray larger = Lax.Max(a, b), difference = Lax.Sub(a, b);
            NdArray isNaN = Lax.Compare(ComparisonKind.Ne, difference, difference); // of NaN, and of infinities of one sign
            NdArray sum = Lax.Add(a, b);
            return Lax.SelectN(isNaN, Lax.Add(larger, ofDifference(Lax.Unary(UnaryKind.Neg, Lax.Unary(UnaryKind.Abs, difference)))), sum);
        }

        NdArray OfComplex(NdArray a, NdArray b)
        {
            NdArray larger = Lax.Max(a, b), sum = Lax.Add(a, b);
            NdArray log = Lax.Add(larger, ofDifference(Lax.Sub(sum, Lax.Mul(larger, Lax.Number(Scalar.Of(2), larger.DType)))));
            NdArray real = Lax.Unary(UnaryKind.Real, log);
            return Lax.Binary(BinaryKind.Complex, real, WithinTurn(Lax.Unary(UnaryKind.Imag, log), halfTurn));
        }
    }

    // JAX: _wrap_between.
    private static NdArray WithinTurn(NdArray x, double half)
    {
        NdArray size = ConstantLike(x, half), turn = ConstantLike(x, 2 * half), zero = ConstantLike(x, 0);
        NdArray rest = Lax.Binary(BinaryKind.Rem, Lax.Add(x, size), turn);
        NdArray isNegative = Lax.Compare(ComparisonKind.Lt, rest, zero);
        return Lax.Sub(Lax.SelectN(isNegative, rest, Lax.Add(rest, turn)), size);
    }

    // JAX: _replace_inf.
    private static NdArray ZeroForInfinity(NdArray x) => Lax.SelectN(
        Lax.Eq(x, Lax.Number(Scalar.Of(double.PositiveInfinity), x.DType)), x, Lax.BroadcastInDim(Lax.Number(Scalar.Of(0), x.DType), x.Shape, []));
}
