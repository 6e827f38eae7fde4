using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

internal static partial class VectorMath
{
    /// <summary>The natural logarithm: −∞ of zeros, NaN of negative numbers.</summary>
    public static int Log(LoopBuilder b, int x)
    {
        (int f, int e) = Split(b, x);
        return LogOf(b, f, e);
    }

    /// <summary>log(1 + x).</summary>
    public static int Log1p(LoopBuilder b, int x)
    {
        // u + lost = 1 + x exactly (Knuth's sum).
        int one = b.Like(x, 1), u = b.Add(x, 1.0), shadow = b.Sub(u, one);
        int lost = b.Add(b.Sub(one, b.Sub(u, shadow)), b.Sub(x, shadow));
        (int f, int e) = Split(b, u);
        int result = LogOf(b, b.Add(f, b.Scale(lost, b.Negate(e))), e);

        // 1 + x = 0 and x = ∞, where what was lost is no number; and −0 stays −0.
        result = b.Select(b.Equal(u, 0.0), double.NegativeInfinity, b.Select(b.Equal(x, double.PositiveInfinity), x, result));
        return b.Select(b.Equal(x, 0.0), x, result);
    }

    // x = 2ᵉ(1 + f), 1 + f between √½ and √2.
    private static (int F, int E) Split(LoopBuilder b, int x)
    {
        int m = b.Mantissa(x), e = b.Exponent(x);
        int large = b.Greater(m, 1.4142135623730951);
        m = b.Select(large, b.Mul(m, 0.5), m);
        e = b.Select(large, b.Add(e, 1.0), e);
        return (b.Sub(m, 1.0), e);
    }

    // log(2ᵉ(1 + f)). Both parts of log 2 are positive, so that an infinite e gives an infinite sum.
    private static int LogOf(LoopBuilder b, int f, int e)
    {
        if (b.TypeOf(f) is LaneType.F32)
        {
            // Cephes logf
            int square = b.Mul(f, f);
            int p = b.Horner(f, 3.3333331174E-1, -2.4999993993E-1, 2.0000714765E-1, -1.6668057665E-1, 1.4249322787E-1, -1.2420140846E-1,
                1.1676998740E-1, -1.1514610310E-1, 7.0376836292E-2);
            int y = b.Fma(b.Mul(p, f), square, b.Mul(e, 1.42860677e-6));
            y = b.Fnma(b.Like(f, 0.5), square, y);
            return b.Fma(e, b.Like(f, 0.693145751953125), b.Add(f, y));
        }

        // fdlibm e_log.c: s = f/(2 + f), log(1 + f) = f − (f²/2 − s(f²/2 + R(s²)))
        int s = b.Div(f, b.Add(f, 2.0)), z = b.Mul(s, s);
        int half = b.Mul(b.Mul(f, 0.5), f);
        int r = b.Mul(z, b.Horner(z, LogCoefficients));
        int tail = b.Fma(s, b.Add(half, r), b.Mul(e, 1.90821492927058770002e-10));
        return b.Fma(e, b.Like(f, 6.93147180369123816490e-01), b.Sub(f, b.Sub(half, tail)));
    }

    /// <summary>The inverse hyperbolic sine.</summary>
    public static int Asinh(LoopBuilder b, int x) => InDouble(b, x, Asinh) is int wide and >= 0 ? wide : AsinhF64(b, x);

    /// <summary>The inverse hyperbolic cosine: NaN below 1.</summary>
    public static int Acosh(LoopBuilder b, int x) => InDouble(b, x, Acosh) is int wide and >= 0 ? wide : AcoshF64(b, x);

    /// <summary>The inverse hyperbolic tangent: infinite at ±1, NaN beyond.</summary>
    public static int Atanh(LoopBuilder b, int x)
    {
        if (InDouble(b, x, Atanh) is int wide and >= 0) return wide;
        // ½ log1p(2t/(1 − t)); for small t as 2t + 2t²/(1 − t), which is rounded less
        int t = b.Abs(x), doubled = b.Add(t, t), rest = b.Sub(b.Like(x, 1), t);
        int small = b.Less(t, 0.5);
        int quotient = b.Div(b.Select(small, b.Mul(doubled, t), doubled), rest);
        return b.XorSign(b.Mul(Log1p(b, b.Select(small, b.Add(doubled, quotient), quotient)), 0.5), x);
    }

    private static int AsinhF64(LoopBuilder b, int x)
    {
        // fdlibm s_asinh.c; large numbers by log 2t
        int t = b.Abs(x), square = b.Mul(t, t), root = b.Sqrt(b.Add(square, 1.0));
        int near = b.Add(t, b.Div(square, b.Add(root, 1.0)));
        int far = b.Add(b.Add(t, t), b.Div(b.Like(x, 1), b.Add(root, t)));
        int huge = b.Greater(t, 1e8), large = b.Greater(t, 2);
        int log = LogOrLog1p(b, large, b.Select(huge, t, far), near);
        return b.XorSign(b.Select(huge, b.Add(log, LogTwo), log), x);
    }

    private static int AcoshF64(LoopBuilder b, int x)
    {
        // fdlibm e_acosh.c
        int t = b.Sub(x, 1.0), square = b.Mul(x, x);
        int near = b.Add(t, b.Sqrt(b.Fma(t, t, b.Add(t, t))));
        int far = b.Sub(b.Add(x, x), b.Div(b.Like(x, 1), b.Add(x, b.Sqrt(b.Sub(square, b.Like(x, 1))))));
        int huge = b.Greater(x, 1e8), large = b.Greater(x, 2);
        int log = LogOrLog1p(b, large, b.Select(huge, x, far), near);
        log = b.Select(huge, b.Add(log, LogTwo), log);
        return b.Select(b.Less(x, 1.0), double.NaN, log);
    }

    // log a where the mask is true, log(1 + c) elsewhere, with one evaluation.
    private static int LogOrLog1p(LoopBuilder b, int mask, int a, int c)
    {
        int one = b.Like(c, 1), u = b.Add(c, 1.0), shadow = b.Sub(u, one);
        int lost = b.Select(mask, 0.0, b.Add(b.Sub(one, b.Sub(u, shadow)), b.Sub(c, shadow)));
        (int f, int e) = Split(b, b.Select(mask, a, u));
        int scaled = b.Select(mask, 0.0, b.Scale(lost, b.Negate(e)));
        return LogOf(b, b.Add(f, scaled), e);
    }

    /// <summary>A function of F32 values computed in double precision and rounded; −1 where the value is not F32.</summary>
    private static int InDouble(LoopBuilder b, int x, Func<LoopBuilder, int, int> function) =>
        b.TypeOf(x) is LaneType.F32 ? b.Convert(function(b, b.Convert(x, LaneType.F64)), LaneType.F32) : -1;

    private static ReadOnlySpan<double> LogCoefficients =>
    [
        6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01, 2.222219843214978396e-01, 1.818357216161805012e-01,
        1.531383769920937332e-01, 1.479819860511658591e-01,
    ];
}
