using Core.Compiler.Loops;
using Core.Kernels;

namespace Core.Compiler.Lowering;

internal static partial class VectorMath
{
    /// <summary>The error function.</summary>
    public static int Erf(LoopBuilder b, int x)
    {
        int t = b.Abs(x), z = b.Mul(x, x);
        if (b.TypeOf(x) is LaneType.F32)
        {
            int near = b.Fma(b.Horner(z, ErfCoefficientsF32), x, x);
            // 1 − 2^−p(|x|)
            int exponent = b.Horner(b.Min(b.Like(x, 4.1), t), ErfTailCoefficientsF32);
            int n = b.RoundEven(exponent), r = b.Sub(exponent, n);
            int tail = b.Scale(b.Fma(b.Horner(r, Exp2CoefficientsF32), r, 1.0), n);
            return b.Select(b.Less(t, 0.9), near, b.XorSign(b.Sub(b.Like(x, 1), tail), x));
        }
        int central = b.Mul(x, b.Div(b.Horner(z, SpecialFunctions.ErfNumerator), b.Horner(z, SpecialFunctions.ErfDenominator)));
        int bounded = b.Min(b.Like(x, 7), t);
        int far = b.Sub(b.Like(x, 1), Gaussian(b, bounded, b.Div(b.Horner(bounded, SpecialFunctions.ErfcxNumerator), b.Horner(bounded, SpecialFunctions.ErfcxDenominator))));
        return b.Select(b.LessEqual(t, 1.0), central, b.XorSign(far, x));
    }

    /// <summary>1 − erf x.</summary>
    public static int Erfc(LoopBuilder b, int x)
    {
        if (b.TypeOf(x) is LaneType.F32)
        {
            // (1 + 2t) e^(t²) erfc t is a smooth function of (t − 3)/(t + 3); both quotients from one division.
            int wide = b.Convert(x, LaneType.F64), size = b.Min(b.F64(10.2), b.Abs(wide));
            int sum = b.Add(size, 3.0), line = b.Fma(size, b.F64(2), b.F64(1));
            int quotient = b.Div(b.F64(1), b.Mul(sum, line));
            int q = b.Mul(b.Mul(b.Sub(size, b.F64(3)), line), quotient);
            int scaled = b.Mul(b.Horner(q, ErfcxCoefficientsShort), b.Mul(sum, quotient));
            int power = b.Mul(Exp(b, b.Negate(b.Mul(size, size))), scaled);
            return b.Convert(b.Select(b.Less(wide, 0.0), b.Sub(b.F64(2), power), power), LaneType.F32);
        }
        int t = b.Abs(x), z = b.Mul(x, x);
        int near = b.Fnma(x, b.Div(b.Horner(z, SpecialFunctions.ErfNumerator), b.Horner(z, SpecialFunctions.ErfDenominator)), b.Like(x, 1));
        int far = b.Greater(t, 4), bounded = b.Min(b.Like(x, 28), t);
        int inverse = b.Div(b.Like(x, 1), bounded), inverseSquare = b.Mul(inverse, inverse);
        int numerator = b.Select(far, b.Mul(inverse, b.Horner(inverseSquare, SpecialFunctions.ErfcxFarNumerator)), b.Horner(bounded, SpecialFunctions.ErfcxNumerator));
        int denominator = b.Select(far, b.Horner(inverseSquare, SpecialFunctions.ErfcxFarDenominator), b.Horner(bounded, SpecialFunctions.ErfcxDenominator));
        int tail = Gaussian(b, bounded, b.Div(numerator, denominator));
        tail = b.Select(b.Less(x, 0.0), b.Sub(b.Like(x, 2), tail), tail);
        return b.Select(b.And(b.LessEqual(x, 0.5), b.GreaterEqual(x, -1)), near, tail);
    }

    // e^(−x²) factor, the rounding of x² undone.
    private static int Gaussian(LoopBuilder b, int x, int factor)
    {
        int square = b.Mul(x, x), lost = b.Fma(x, x, b.Negate(square));
        return b.Mul(ExpOfSum(b, b.Negate(square), b.Negate(lost)), factor);
    }

    /// <summary>The inverse of the error function: infinite at ±1, NaN beyond.</summary>
    public static int ErfInv(LoopBuilder b, int x)
    {
        if (b.TypeOf(x) is LaneType.F32) return ErfInvF32(b, x);

        // Core.Kernels.SpecialFunctions.ErfInv; one quotient for its three ranges
        int t = b.Abs(x);
        int central = b.Sub(b.Like(x, 0.5625), b.Mul(x, x));
        int s = b.Sqrt(b.Negate(Log(b, b.Sub(b.Like(x, 1), t))));
        int near = b.Sub(s, b.Like(x, 1.17)), far = b.Sub(s, b.Like(x, 3));
        int isCentral = b.LessEqual(t, 0.75), isNear = b.Less(s, 3.0);
        int numerator = b.Select(isNear, b.Horner(near, SpecialFunctions.ErfInvTailNumerator), b.Horner(far, SpecialFunctions.ErfInvFarNumerator));
        int denominator = b.Select(isNear, b.Horner(near, SpecialFunctions.ErfInvTailDenominator), b.Horner(far, SpecialFunctions.ErfInvFarDenominator));
        numerator = b.Select(isCentral, b.Mul(t, b.Horner(central, SpecialFunctions.ErfInvNumerator)), numerator);
        denominator = b.Select(isCentral, b.Horner(central, SpecialFunctions.ErfInvDenominator), denominator);
        int result = b.XorSign(b.Div(numerator, denominator), x);
        return b.Select(b.Equal(t, 1.0), b.XorSign(b.Like(x, double.PositiveInfinity), x), result);
    }

    // Up to 0.65 a polynomial in x². Beyond it x p(w), w = −log(1 − x²): Giles, Approximating the erfinv function (2012), with polynomials of our own.
    // Its tail is 0.3 % of [−1, 1].
    private static int ErfInvF32(LoopBuilder b, int x)
    {
        int z = b.Mul(x, x), t = b.Abs(x); // a sum of two zeros would lose their sign
        int near = b.XorSign(b.Fma(t, b.Like(x, 0.8862269520759583), b.Mul(t, b.Fma(b.Horner(z, ErfInvNearCoefficientsF32), z, -2.66232e-8))), x); // √π/2 in two floats
        int w = b.Negate(Log(b, b.Fnma(x, x, b.Like(x, 1))));
        int central = b.Mul(x, b.Horner(b.Sub(w, b.Like(x, 2.5)), ErfInvCoefficientsF32));
        int result = b.Select(b.Less(z, 0.4225), near, central);
        return WhereRare(b, b.GreaterEqual(w, 5), result, () =>
        {
            int tail = b.Mul(x, b.Horner(b.Sub(b.Sqrt(w), b.Like(x, 3)), ErfInvTailCoefficientsF32));
            return b.Select(b.Equal(b.Abs(x), 1.0), b.XorSign(b.Like(x, double.PositiveInfinity), x), tail);
        });
    }
}
