namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>e^x − 1, accurate near zero (1.2 ulp).</summary>
    public static double Expm1(double x)
    {
        if (!(Math.Abs(x) < 2)) return Math.Exp(x) - 1;
        if (Math.Abs(x) < 1e-17) return x;

        // x = k log 2 + r, with what rounding r lost kept in `lost`.
        double k = Math.Abs(x) < 0.35 ? 0 : Math.Round(x * 1.4426950408889634);
        double high = x - k * LogTwoHigh;
        double r = high - k * LogTwoLow;
        double lost = (high - r) - k * LogTwoLow;

        // The rational form of Sun Microsystems' fdlibm (s_expm1.c, 1993): q approximates 6(1/(e^r − 1) − 1/r + 1/2)/r, even in r.
        double half = 0.5 * r;
        double halfSquare = r * half;
        double q = Polynomial(halfSquare, Expm1Coefficients);
        double t = 3 - q * half;
        double e = halfSquare * ((q - t) / (6 - r * t));
        if (k == 0) return r - (r * e - halfSquare);
        e = r * (e - lost) - lost - halfSquare; // e^r − 1 = r − e
        double scale = BitConverter.Int64BitsToDouble((1023L + (long)k) << 52); // 2^k
        return scale * ((r + (1 - 1 / scale)) - e);
    }

    // log 2 in 33 bits and the rest: products with small integers are exact.
    private const double LogTwoHigh = 6.93147180369123816490e-01;
    private const double LogTwoLow = 1.90821492927058770002e-10;

    private static ReadOnlySpan<double> Expm1Coefficients =>
    [
        1, -3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05, 4.00821782732936239552e-06,
        -2.01099218183624371326e-07,
    ];

    /// <summary>log(1 + x), accurate near zero (1.4 ulp); −∞ at −1, NaN below.</summary>
    public static double Log1p(double x)
    {
        double u = 1 + x;
        if (Math.Abs(x) < 1e-17 || !(u > 0) || double.IsPositiveInfinity(u)) return Math.Abs(x) < 1e-17 ? x : Math.Log(u);
        double lost = x < 1 ? x - (u - 1) : 1 - (u - x);
        return Math.Log(u) + lost / u;
    }

    /// <summary>log(1 + x) − x without cancellation, by the series of 2 atanh(x/(2 + x)) (DLMF 4.6.6).</summary>
    private static double Log1pMinusX(double x)
    {
        if (Math.Abs(x) > 0.5) return Log1p(x) - x;
        double s = x / (2 + x);
        return s * (2 * s * s * AtanhTail(s) - x);
    }

    /// <summary>log(1 + x) − x + x²/2, for |x| ≤ 1/2.</summary>
    private static double Log1pAfterSquare(double x)
    {
        double s = x / (2 + x);
        return s * (2 * s * s * AtanhTail(s) + 0.5 * x * x);
    }

    // (atanh(s) − s)/s³ = 1/3 + s²/5 + s⁴/7 + …
    private static double AtanhTail(double s)
    {
        double square = s * s;
        return Polynomial(square, square < 1e-3 ? AtanhSeries[..6] : AtanhSeries);
    }

    private static ReadOnlySpan<double> AtanhSeries =>
    [
        1.0 / 3, 1.0 / 5, 1.0 / 7, 1.0 / 9, 1.0 / 11, 1.0 / 13, 1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 1.0 / 25, 1.0 / 27,
        1.0 / 29, 1.0 / 31, 1.0 / 33,
    ];

    /// <summary>e^x − 1 − x without cancellation.</summary>
    private static double Expm1MinusX(double x)
    {
        if (Math.Abs(x) > 0.5) return Expm1(x) - x;
        return x * x * Polynomial(x, Math.Abs(x) < 0.03 ? InverseFactorials[..8] : InverseFactorials);
    }

    // 1/k!, k = 2, 3, …
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800, 1.0 / 39916800,
        1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200, 1.0 / 1307674368000, 1.0 / 20922789888000,
    ];

    /// <summary>The real cube root (0.6 ulp).</summary>
    public static double Cbrt(double x)
    {
        double y = Math.Cbrt(x);
        if (x == 0 || !double.IsFinite(x)) return y;
        if (Math.Abs(x) < 1e-280) return Math.ScaleB(Cbrt(Math.ScaleB(x, 300)), -100); // the residual would underflow
        if (Math.Abs(x) > 1e300) return Math.ScaleB(Cbrt(Math.ScaleB(x, -300)), 100); // the cube may overflow

        // One Newton step with the residual y³ − x in twice the precision: the platform's cube root alone is good to 2–3 ulp.
        DoubleDouble square = DoubleDouble.Product(y, y);
        DoubleDouble cube = DoubleDouble.Product(square.High, y);
        double residual = (cube.High - x) + (cube.Low + square.Low * y);
        return y - residual / (3 * square.High);
    }

    /// <summary>2^x (0.6 ulp).</summary>
    public static double Exp2(double x) => Math.Pow(2, x);

    /// <summary>1/(1 + e^(−x)), accurate at both ends (2 ulp).</summary>
    public static double Logistic(double x)
    {
        if (x >= 0) return 1 / (1 + Math.Exp(-x));
        double e = Math.Exp(x);
        return e / (1 + e);
    }

    /// <summary>1/√x (1.4 ulp); the infinity of its sign at a zero, NaN below.</summary>
    public static double Rsqrt(double x) => 1 / Math.Sqrt(x);

    /// <summary>x^y with the edge cases of IEEE 754: pow(x, ±0) = pow(1, y) = 1 even for NaN, and pow(−1, ±∞) = 1.</summary>
    public static double Pow(double x, double y) => Math.Pow(x, y);

    /// <summary>x^n for an integer n (1.4 ulp); 1 for n = 0, even where x is NaN.</summary>
    public static double IntegerPow(double x, int n) => n switch
    {
        0 => 1,
        1 => x,
        2 => x * x,
        3 => x * x * x,
        -1 => 1 / x,
        -2 when Math.Abs(x) is > 1e-150 and < 1e150 => 1 / (x * x),
        _ => Math.Pow(x, n),
    };

    /// <summary>The remainder of x/y truncated, with the sign of x (C's fmod); NaN for y = 0 or infinite x.</summary>
    public static double Rem(double x, double y) => x % y;
}
