using System.Runtime.CompilerServices;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The regularized incomplete beta function I_x(a, b) (15 ulp; 1e-14 where it is below 1e-100).</summary>
    /// <remarks>
    /// As lax.regularized_incomplete_beta: NaN for negative a or b, for x outside [0, 1], and where a is zero or b infinite while b is
    /// zero or a infinite; else a = 0 or b = ∞ puts all weight at 0 and b = 0 or a = ∞ at 1.
    /// </remarks>
    [MethodImpl(AtOnce)]
    public static double RegularizedIncompleteBeta(double a, double b, double x)
    {
        if (!(a >= 0) || !(b >= 0) || !(x >= 0) || !(x <= 1)) return double.NaN;
        bool atZero = a == 0 || double.IsInfinity(b), atOne = b == 0 || double.IsInfinity(a);
        if (atZero || atOne) return atZero && atOne ? double.NaN : atZero ? (x == 0 ? 0 : 1) : x == 1 ? 1 : 0;
        if (x is 0 or 1) return x == 1 ? 1 : 0;

        // I_x(a, b) = 1 − I_y(b, a) (DLMF 8.17.4): each region names the side that it computes without cancellation.
        DoubleDouble y = DoubleDouble.Sum(1, -x);
        if (a < 1 && b < 1) return x <= 0.5 ? Math.Min(BetaSeries(a, b, x), 1) : BetaComplementSeries(b, a, y.High);
        if (a < 1) return IncompleteBetaSmallA(a, b, x, y, complement: false);
        if (b < 1) return IncompleteBetaSmallA(b, a, y, x, complement: true);
        if (double.IsInfinity(a + b)) return RegularizedIncompleteBeta(0.25 * a, 0.25 * b, x);
        DoubleDouble slope = BetaSlope(a, b, x);
        return slope.High >= 0 ? BetaTail(a, b, x, y, slope) : 1 - BetaTail(b, a, y, x, -slope);
    }

    // I_x(a, b), or what is left to 1, for a < 1 ≤ b.
    [MethodImpl(AtOnce)]
    private static double IncompleteBetaSmallA(double a, double b, DoubleDouble x, DoubleDouble y, bool complement)
    {
        double mean = b * x.High;
        if (x.High <= 0.5 && mean <= (complement ? 0.75 : 1.1))
            return complement ? BetaComplementSeries(a, b, x.High) : Math.Min(BetaSeries(a, b, x.High), 1);
        double upper;
        if (x.High > 0.5)
        {
            upper = BetaSeries(b, a, y.High);
        }
        else
        {
            upper = BetaDensitySmallA(a, b, x, y);
            if (upper > 0) upper /= BetaFraction(b, a, y.High, BetaSlope(b, a, y).High, (int)(22 + 85 / mean));
        }
        return complement ? upper : 1 - upper;
    }

    /// <summary>I_x(a, b) by its power series (DLMF 8.17.7), for b &lt; 1 or b x about 1 or less.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaSeries(double a, double b, double x)
    {
        // x^a Γ(a + b)/(Γ(1 + a) Γ(b)) (1 + a Σ (1 − b)ₙ xⁿ/(n! (a + n)))
        double sum = 1 + a * BetaSeriesSum(a, b, x);
        if (a < 1) return BetaSmallPower(a, b, x) * sum;

        // b < 1 ≤ a here: Γ(a + b)/(Γ(1 + a) Γ(b)) = b Γ(a + b)/(Γ(a) Γ(1 + b))/a
        return Math.Pow(x, a) * (b / a) * GammaRatio(a, b) / Gamma1p(b) * sum;
    }

    /// <summary>1 − I_x(a, b) for a &lt; 1, where it may be of the order of a, under the conditions of <see cref="BetaSeries"/>.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaComplementSeries(double a, double b, double x)
    {
        double minusOne = Expm1(LogGammaStep(b, a, scale: x) - Lgamma1p(a));
        return -minusOne - (1 + minusOne) * a * BetaSeriesSum(a, b, x);
    }

    [MethodImpl(AtOnce)]
    private static double BetaSeriesSum(double a, double b, double x)
    {
        double sum = 0, term = 1;
        for (int n = 1; Math.Abs(term) > 1e-18; n++)
        {
            term *= (n - b) / n * x;
            sum += term / (a + n);
        }
        return sum;
    }

    /// <summary>x^a Γ(a + b)/(Γ(1 + a) Γ(b)) for a &lt; 1.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaSmallPower(double a, double b, double x)
    {
        if (b >= 1) return Math.Pow(x, a) * GammaRatio(b, a) / Gamma1p(a);
        double sum = a + b;
        double gamma = sum <= 1 ? Gamma1p(sum) : sum * Gamma1p(sum - 1); // Γ(1 + a + b)
        return Math.Pow(x, a) * (b / sum) * gamma / (Gamma1p(a) * Gamma1p(b));
    }

    /// <summary>Γ(b + a)/Γ(b) for a &lt; 1 ≤ b, from Stirling's formula.</summary>
    [MethodImpl(AtOnce)]
    private static double GammaRatio(double b, double a)
    {
        double c = b + a;
        double ratio = a / b;
        double corrections = StirlingCorrection(c) - StirlingCorrection(b);
        return Math.Pow(c, a) * Math.Exp(b * Log1pMinusX(ratio) + corrections) / Math.Sqrt(1 + ratio);
    }

    /// <summary>x^a y^b/B(a, b) for a &lt; 1 ≤ b.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaDensitySmallA(double a, double b, DoubleDouble x, DoubleDouble y)
    {
        double power = Math.Pow(y.High, b);
        return power == 0 ? 0 : a * BetaSmallPower(a, b, x.High) * (power * Math.Exp(b * (y.Low / y.High)));
    }

    /// <summary>x^a y^b/B(a, b) for a, b ≥ 1.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaDensity(double a, double b, DoubleDouble x, DoubleDouble y, DoubleDouble slope)
    {
        double c = a + b;
        double corrections = StirlingCorrection(c) - StirlingCorrection(a) - StirlingCorrection(b);
        return BetaPeak(a, b, x, y, slope) * (Math.Sqrt(a / c * b) * InverseSqrtTwoPi * Math.Exp(corrections));
    }

    /// <summary>(x/x₀)^a (y/y₀)^b with x₀ = a/(a + b) and y₀ = 1 − x₀, which is 1 at x₀.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaPeak(double a, double b, DoubleDouble x, DoubleDouble y, DoubleDouble slope)
    {
        DoubleDouble c = DoubleDouble.Sum(a, b);
        DoubleDouble ratioX = x * c / a, ratioY = y * c / b;
        double size = Math.Max(Math.Abs(a * Math.Log(ratioX.High)), Math.Abs(b * Math.Log(ratioY.High)));
        double d = slope.High;
        if (size < 5600 && (d > 0.1 * a || d > 0.1 * b))
        {
            // As in GammaPeak: powers by roots, and the rounding of their bases put back.
            double root = size < 700 ? 1 : size < 1400 ? 0.5 : size < 2800 ? 0.25 : 0.125;
            double lost = a * (ratioX.Low / ratioX.High) + b * (ratioY.Low / ratioY.High);
            double peak = Math.Pow(ratioX.High, root * a) * Math.Pow(ratioY.High, root * b) * Math.Exp(root * lost);
            for (; root < 1; root *= 2) peak *= peak;
            return peak;
        }

        // x/x₀ = 1 − d/a and y/y₀ = 1 + d/b: the logarithm is −d² (a + b)/(2 a b) and terms of higher order.
        if (d > 0.5 * a || d > 0.5 * b) return 0; // below e^(−1300)
        DoubleDouble square = slope / a * slope * (c / b);
        DoubleDouble exponent = DoubleDouble.Sum(-0.5 * square.High, a * Log1pAfterSquare(-d / a) + b * Log1pAfterSquare(d / b));
        double result = Math.Exp(exponent.High);
        return result + result * (exponent.Low - 0.5 * square.Low);
    }

    // a y − b x = a − (a + b) x, which is positive below the mean.
    [MethodImpl(AtOnce)]
    private static DoubleDouble BetaSlope(double a, double b, DoubleDouble x) => a - DoubleDouble.Sum(a, b) * x;

    /// <summary>I_x(a, b) for a, b ≥ 1 and x up to the mean, where the slope is positive.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaTail(double a, double b, DoubleDouble x, DoubleDouble y, DoubleDouble slope)
    {
        double density = BetaDensity(a, b, x, y, slope);
        if (density == 0) return 0;
        if (Math.Min(a, b) >= 30) return density * BetaTailIntegral(a + b, x.High, y.High, slope.High);

        // The fraction converges like a power of (1 − √y)/(1 + √y), or as that of the incomplete gamma function of a y.
        int depth = x.High < 0.5 ? 40 : 26 + (int)Math.Min(85 / (a * y.High), 10 / Math.Sqrt(y.High));
        return density / BetaFraction(a, b, x.High, slope.High, depth);
    }

    /// <summary>x^a y^b/(B(a, b) I_x(a, b)): the even part of the continued fraction DLMF 8.17.22, from the bottom up.</summary>
    [MethodImpl(AtOnce)]
    private static double BetaFraction(double a, double b, double x, double slope, int depth)
    {
        double value = BetaPartialDenominator(a, b, x, slope, depth);
        for (double m = depth; m >= 1; m--)
        {
            double divisor = a + 2 * m - 1;
            double numerator = (a + m - 1) / divisor * m * ((a + b + m - 1) * x / divisor) * ((b - m) * x);
            value = BetaPartialDenominator(a, b, x, slope, m - 1) + numerator / value;
        }
        return value;
    }

    [MethodImpl(AtOnce)]
    private static double BetaPartialDenominator(double a, double b, double x, double slope, double m) =>
        (m == 0 ? 0 : m + m * ((b - m) * x / (a + 2 * m - 1))) + (a + m) / (a + 2 * m + 1) * (slope + 1 + m * (2 - x));

    /// <summary>∫₀^∞ e^(−G(s)) ds, which times <see cref="BetaDensity"/> is I_x(a, b); c = a + b.</summary>
    /// <remarks>
    /// t = x e^(−s)/(y + x e^(−s)), that is s on the logit scale, in the defining integral gives G(s) = a s + c log(1 + x (e^(−s) − 1)).
    /// G is convex; it is computed without cancellation from the smaller of x and y.
    /// </remarks>
    [MethodImpl(AtOnce)]
    private static double BetaTailIntegral(double c, double x, double y, double slope)
    {
        double sign = x <= y ? -1 : 1;
        double z = Math.Min(x, y);
        double end = 2 * TailDepth / (slope + Hypot(slope, Math.Sqrt(2 * TailDepth) * Math.Sqrt(c * x * y)));
        for (int i = 0; i < 4; i++)
        {
            double step = Expm1(sign * end);
            end -= (BetaTailExponent(c, z, slope, sign, end) - TailDepth) / (slope + c * x * y * sign * step / (1 + z * step));
        }

        double sum = 0;
        for (int i = 0; i < GaussNodes.Length; i++)
            sum += GaussWeights[i] * Math.Exp(-BetaTailExponent(c, z, slope, sign, end * GaussNodes[i]));
        return sum * end;
    }

    [MethodImpl(AtOnce)]
    private static double BetaTailExponent(double c, double z, double slope, double sign, double s) =>
        slope * s + c * (Log1pMinusX(z * Expm1(sign * s)) + z * Expm1MinusX(sign * s));
}
