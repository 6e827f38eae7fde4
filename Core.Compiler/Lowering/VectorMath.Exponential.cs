using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

/// <summary>Functions of F32 and F64 values in primitive instructions, without branches but for arguments that hardly occur; within 2 units in the last place.</summary>
/// <remarks>
/// Polynomials without another source are our minimax fits (Remez, 50 digits). In single precision where that is enough, else in pairs of numbers, or in
/// double precision, where a short polynomial is accurate enough for single precision results.
/// </remarks>
internal static partial class VectorMath
{
    private const double LogTwo = 0.6931471805599453, LogTwoRest = 2.3190468138462996e-17, InverseLogTwo = 1.4426950408889634;

    // log 2 in two floats, the first of few bits, so that its products with exponents are exact.
    private const double LogTwoHighF32 = 0.693359375, LogTwoLowF32 = -2.12194440e-4;

    /// <summary>eˣ.</summary>
    public static int Exp(LoopBuilder b, int x) => ExpScaled(b, x, 0);

    /// <summary>eˣ · 2^shift, without overflow in between.</summary>
    private static int ExpScaled(LoopBuilder b, int x, double shift)
    {
        // Beyond the bounds the result is 0 or infinite; the operand comes second, so that NaN stays.
        bool single = b.TypeOf(x) is LaneType.F32;
        x = b.Max(b.Like(x, single ? -105 : -750), b.Min(b.Like(x, single ? 91 : 712), x));
        int n = b.RoundEven(b.Mul(x, InverseLogTwo));
        int power = ExpReduced(b, Reduced(b, x, n));
        return b.Scale(power, shift == 0 ? n : b.Add(n, shift));
    }

    /// <summary>e^(high + low) for a small low part.</summary>
    private static int ExpOfSum(LoopBuilder b, int high, int low)
    {
        high = b.Max(b.Like(high, -750), b.Min(b.Like(high, 712), high));
        int n = b.RoundEven(b.Mul(high, InverseLogTwo));
        return b.Scale(ExpReduced(b, b.Add(Reduced(b, high, n), low)), n);
    }

    // x − n log 2.
    private static int Reduced(LoopBuilder b, int x, int n) => b.TypeOf(x) is LaneType.F32
        ? b.Fnma(n, b.Like(x, LogTwoLowF32), b.Fnma(n, b.Like(x, LogTwoHighF32), x))
        : b.Fnma(n, b.Like(x, LogTwoRest), b.Fnma(n, b.Like(x, LogTwo), x));

    // eʳ for |r| ≤ log 2 / 2, as 1 + (r + r²q(r)).
    private static int ExpReduced(LoopBuilder b, int r)
    {
        int q = b.TypeOf(r) is LaneType.F32
            ? b.Horner(r, 5.0000001201E-1, 1.6666665459E-1, 4.1665795894E-2, 8.3334519073E-3, 1.3981999507E-3, 1.9875691500E-4) // Cephes expf
            : b.Horner(r, ExpCoefficients);
        return b.Add(b.Fma(q, b.Mul(r, r), r), 1.0);
    }

    /// <summary>2ˣ.</summary>
    public static int Exp2(LoopBuilder b, int x)
    {
        bool single = b.TypeOf(x) is LaneType.F32;
        x = b.Max(b.Like(x, single ? -152 : -1080), b.Min(b.Like(x, single ? 129 : 1025), x));
        int n = b.RoundEven(x);
        int r = b.Sub(x, n);
        return b.Scale(b.Fma(b.Horner(r, single ? Exp2CoefficientsF32 : Exp2Coefficients), r, 1.0), n);
    }

    /// <summary>eˣ − 1.</summary>
    public static int Expm1(LoopBuilder b, int x)
    {
        bool single = b.TypeOf(x) is LaneType.F32;
        int y = b.Max(b.Like(x, single ? -30 : -60), b.Min(b.Like(x, single ? 91 : 712), x));
        int n = b.RoundEven(b.Mul(y, InverseLogTwo));
        int r = Reduced(b, y, n), low = -1;
        if (!single)
        {
            // What rounding r lost counts where n is 1 or −1 and the sum below cancels.
            int first = b.Fnma(n, b.F64(LogTwo), y);
            low = b.Fnma(n, b.F64(LogTwoRest), b.Sub(first, r));
        }
        int q = b.Horner(r, single ? Expm1CoefficientsF32 : Expm1Coefficients), square = b.Mul(r, r);

        // 2ⁿ(r + r²q + (1 − 2⁻ⁿ)); near zero, where n is 0, r + r²q alone: a zero keeps its sign there.
        int one = b.Like(x, 1), near = b.Fma(q, square, r);
        int rest = b.Add(b.Sub(one, b.Scale(one, b.Negate(n))), r);
        int sum = single ? b.Fma(q, square, rest) : b.Add(rest, b.Fma(q, square, low));
        return b.Select(b.Equal(n, 0.0), b.CopySign(near, x), b.Scale(sum, n));
    }

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static int Logistic(LoopBuilder b, int x)
    {
        int power = Exp(b, b.Or(x, b.Like(x, -0.0))); // e^−|x|
        return b.Div(b.Select(b.Less(x, 0.0), power, 1.0), b.Add(power, 1.0));
    }

    /// <summary>The hyperbolic tangent.</summary>
    public static int Tanh(LoopBuilder b, int x)
    {
        // 1 − 2/(e^2|x| + 1), which cancels near zero
        bool single = b.TypeOf(x) is LaneType.F32;
        int magnitude = b.Abs(x), square = b.Mul(x, x);
        int near = b.Fma(b.Mul(b.Horner(square, single ? TanhCoefficientsF32 : TanhCoefficients), square), x, x);
        int doubled = b.Min(b.Like(x, single ? 20 : 40), b.Add(magnitude, magnitude));
        int n = b.RoundEven(b.Mul(doubled, InverseLogTwo));
        int power = b.Scale(ExpReduced(b, Reduced(b, doubled, n)), n);
        int far = b.Sub(b.Like(x, 1), b.Div(b.Like(x, 2), b.Add(power, 1.0)));
        return b.Select(b.Less(magnitude, 0.625), near, b.Or(far, b.SignBit(x)));
    }

    /// <summary>The hyperbolic sine.</summary>
    public static int Sinh(LoopBuilder b, int x)
    {
        int magnitude = b.Abs(x), square = b.Mul(x, x);
        int near = b.Fma(b.Mul(b.Horner(square, b.TypeOf(x) is LaneType.F32 ? SinhCoefficientsF32 : SinhCoefficients), square), x, x);
        int half = ExpScaled(b, magnitude, -1);
        int far = b.Sub(half, b.Div(b.Like(x, 0.25), half));
        return b.Select(b.Less(magnitude, 1.0), near, b.XorSign(far, x));
    }

    /// <summary>The hyperbolic cosine.</summary>
    public static int Cosh(LoopBuilder b, int x)
    {
        int half = ExpScaled(b, b.Abs(x), -1);
        return b.Add(half, b.Div(b.Like(x, 0.25), half));
    }
}
