using Core.Ir;

namespace Core;

// Functions whose derivatives are not those of their steps: near 0, or where steps overflow.
public static partial class Np
{
    /// <summary>log(eˣ + eʸ), without overflow.</summary>
    /// <param name="x">Real numbers.</param>
    /// <param name="y">Real numbers.</param>
    /// <exception cref="UnsupportedException">Numbers are complex.</exception>
    // JAX: logaddexp.
    public static NdArray Logaddexp(NdArray x, NdArray y) => AddLogs("logaddexp", x, y, difference => Lax.Unary(UnaryKind.Log1p, Lax.Unary(UnaryKind.Exp, difference)));

    /// <summary>log₂(2ˣ + 2ʸ), without overflow.</summary>
    /// <param name="x">Real numbers.</param>
    /// <param name="y">Real numbers.</param>
    /// <exception cref="UnsupportedException">Numbers are complex.</exception>
    // JAX: logaddexp2.
    public static NdArray Logaddexp2(NdArray x, NdArray y) => AddLogs(
        "logaddexp2", x, y, difference => Lax.Mul(Lax.Number(Scalar.Of(1 / Math.Log(2)), difference.DType), Lax.Unary(UnaryKind.Log1p, Lax.Unary(UnaryKind.Exp2, difference))));

    /// <summary>sin(πx) / (πx), 1 at 0.</summary>
    public static NdArray Sinc(NdArray x) => Lax.Jitted("sinc", args =>
    {
        NdArray number = PromoteInexact(args[0]);
        NdArray isZero = Lax.Eq(number, Lax.Number(Scalar.Of(0), number.DType)), angle = Lax.Mul(Lax.Number(Scalar.Of(Math.PI), number.DType), number);
        NdArray safe = Where(isZero, Lax.Number(Scalar.Of(1), number.DType), angle);
        // The first term of the series, of which JAX takes further ones for derivatives at 0.
        NdArray atZero = Lax.CustomJvp("_sinc_maclaurin", "_sinc_maclaurin_jvp", terms => Lax.Add(
            Lax.Mul(terms[0], Lax.Number(Scalar.Of(0), number.DType)), Lax.Number(Scalar.Of(1), number.DType)), angle);
        return Where(isZero, atZero, Lax.Div(Lax.Unary(UnaryKind.Sin, safe), safe));
    }, x);

    /// <summary>The modified Bessel function of the first kind of order 0.</summary>
    public static NdArray I0(NdArray x) => Lax.Jitted("i0", args => Lax.CustomJvp("_i0", "_i0_jvp", numbers =>
    {
        NdArray size = Lax.Unary(UnaryKind.Abs, numbers[0]);
        return Lax.Mul(Lax.Unary(UnaryKind.Exp, size), Lax.Unary(UnaryKind.BesselI0e, size));
    }, PromoteInexact(args[0])), x);

    private static NdArray AddLogs(string name, NdArray x, NdArray y, Func<NdArray, NdArray> ofDifference)
    {
        (x, y) = PromoteInexact(x, y);
        if (x.DType.IsComplex) throw new UnsupportedException($"{name} of complex numbers is not supported, got {x.Type} and {y.Type}; write Log(Exp(x) + Exp(y)).");
        return Lax.CustomJvp(name, $"_{name}_jvp", args =>
        {
            NdArray larger = Lax.Max(args[0], args[1]), difference = Lax.Sub(args[0], args[1]);
            NdArray isNaN = Lax.Compare(ComparisonKind.Ne, difference, difference); // of NaN, and of infinities of one sign
            NdArray sum = Lax.Add(args[0], args[1]);
            return Lax.SelectN(isNaN, Lax.Add(larger, ofDifference(Lax.Unary(UnaryKind.Neg, Lax.Unary(UnaryKind.Abs, difference)))), sum);
        }, x, y);
    }
}
