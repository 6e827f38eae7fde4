using System.Runtime.CompilerServices;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The regularized lower incomplete gamma function P(a, x) = γ(a, x)/Γ(a) (10 ulp; 1e-14 where it is below 1e-100).</summary>
    /// <remarks>
    /// As lax.igamma: NaN for negative a or x; 0 at x = 0 and 1 at x = ∞, but NaN for a = x = 0; for a = 0 it is 1, but
    /// NaN below x = 1, and for a = ∞ it is 0, but NaN from x = 1 on.
    /// </remarks>
    [MethodImpl(AtOnce)]
    public static double Igamma(double a, double x)
    {
        if (!(a >= 0) || !(x >= 0) || (a == 0 && x == 0)) return double.NaN;
        if (x == 0) return 0;
        if (double.IsInfinity(x)) return 1;
        if (a == 0) return x < 1 ? double.NaN : 1;
        if (double.IsInfinity(a)) return x < 1 ? 0 : double.NaN;
        (double value, bool isUpper) = IncompleteGamma(a, x, preferUpper: false);
        return isUpper ? 1 - value : Math.Min(value, 1);
    }

    /// <summary>The regularized upper incomplete gamma function Q(a, x) = 1 − P(a, x) (10 ulp; 1e-14 where it is below 1e-80).</summary>
    /// <remarks>
    /// As lax.igammac: NaN for negative a or x and for a = x = 0; 1 at x = 0, 0 at x = ∞ and for a = 0; for a = ∞ it is 1, but NaN from
    /// x = 1 on.
    /// </remarks>
    [MethodImpl(AtOnce)]
    public static double Igammac(double a, double x)
    {
        if (!(a >= 0) || !(x >= 0) || (a == 0 && x == 0)) return double.NaN;
        if (x == 0) return 1;
        if (a == 0 || double.IsInfinity(x)) return 0;
        if (double.IsInfinity(a)) return x < 1 ? 1 : double.NaN;
        (double value, bool isUpper) = IncompleteGamma(a, x, preferUpper: true);
        return isUpper ? Math.Min(value, 1) : 1 - value;
    }

    // The side without cancellation: P below the mean and Q above it, except that for a < 1 the wanted side is computed itself
    // while the series converges, because there either may be small.
    [MethodImpl(AtOnce)]
    private static (double Value, bool IsUpper) IncompleteGamma(double a, double x, bool preferUpper)
    {
        if (a < 1 && x < (preferUpper ? 0.75 : 1.1))
            return preferUpper ? (UpperGammaSmall(a, x), true) : (GammaWeight(a, x) * LowerGammaSeries(a, x), false);
        bool isUpper = x > a;
        double weight = GammaWeight(a, x);
        if (weight == 0) return (0, isUpper);
        if (Math.Abs(x - a) < 0.4 * a && a > 15) return (a * weight * GammaTail(a, x, isUpper), isUpper);
        return (weight * (isUpper ? a * UpperGammaFraction(a, x) : LowerGammaSeries(a, x)), isUpper);
    }

    /// <summary>x^a e^(−x)/Γ(1 + a) for positive, finite a and x.</summary>
    [MethodImpl(AtOnce)]
    private static double GammaWeight(double a, double x) =>
        a < 1
            ? Math.Pow(x, a) * Math.Exp(-x) / Gamma1p(a)
            : InverseSqrtTwoPi / Math.Sqrt(a) * GammaPeak(a, x) * Math.Exp(-StirlingCorrection(a));

    /// <summary>(x/a)^a e^(a − x), which is 1 at x = a.</summary>
    [MethodImpl(AtOnce)]
    private static double GammaPeak(double a, double x)
    {
        DoubleDouble distance = DoubleDouble.Sum(x, -a);
        double ratio = x / a;
        double size = Math.Abs(a * Math.Log(ratio));
        if (size < 5600 && Math.Abs(ratio - 1) > 0.1)
        {
            // A power is good to an ulp, whatever its exponent; what rounding its base lost is put back. Large powers are taken by
            // roots of 2^k, so that they do not overflow before the exponential brings them down.
            double root = size < 700 ? 1 : size < 1400 ? 0.5 : size < 2800 ? 0.25 : 0.125;
            double lost = a * (Math.FusedMultiplyAdd(-ratio, a, x) / x) - distance.Low;
            double half = Math.Exp(-0.5 * root * distance.High);
            double peak = Math.Pow(ratio, root * a) * half * half;
            for (; root < 1; root *= 2) peak *= peak;
            return peak + peak * lost;
        }
        if (Math.Abs(ratio - 1) > 0.5) return 0; // below e^(−1300)

        // With μ = (x − a)/a the logarithm is a (log(1 + μ) − μ) = −a μ²/2 + a (μ³/3 − …), its leading part to twice the precision.
        double mu = distance.High / a;
        double muLow = (Math.FusedMultiplyAdd(-mu, a, distance.High) + distance.Low) / a;
        DoubleDouble square = DoubleDouble.Product(distance.High, mu);
        double squareLow = square.Low + (distance.High * muLow + distance.Low * mu);
        DoubleDouble exponent = DoubleDouble.Sum(-0.5 * square.High, a * Log1pAfterSquare(mu));
        double result = Math.Exp(exponent.High);
        return result + result * (exponent.Low - 0.5 * squareLow);
    }

    /// <summary>Σ xⁿ/((a + 1) … (a + n)) (DLMF 8.7.1).</summary>
    [MethodImpl(AtOnce)]
    private static double LowerGammaSeries(double a, double x)
    {
        double term = 1, sum = 0;
        for (double n = 1; term > 1e-17 * sum; n++) sum += term *= x / (a + n);
        return 1 + sum;
    }

    /// <summary>Q(a, x) for a &lt; 1, x &lt; 3/4, where it may be of the order of a.</summary>
    [MethodImpl(AtOnce)]
    private static double UpperGammaSmall(double a, double x)
    {
        // P = u (1 + a Σ (−x)ⁿ/(n! (a + n))) with u = x^a/Γ(1 + a) (DLMF 8.7.1), and 1 − u as an expm1.
        double sum = 0, term = 1;
        for (int n = 1; Math.Abs(term) > 1e-18; n++)
        {
            term *= -x / n;
            sum += term / (a + n);
        }
        double minusOne = Expm1(a * Math.Log(x) - Lgamma1p(a));
        return -minusOne - (1 + minusOne) * a * sum;
    }

    /// <summary>Γ(a, x) x^(−a) e^x by Legendre's continued fraction (DLMF 8.9.2, even part), for x above a and 3/4.</summary>
    [MethodImpl(AtOnce)]
    private static double UpperGammaFraction(double a, double x)
    {
        // From the bottom up, which rounds less than Lentz's products. The depth is what 2⁻⁵⁵ takes for a ≤ 15 and, above, beyond
        // 1.4 a: the fraction converges like e^(−4 √(n x)).
        double b = x + 1 - a;
        int depth = (int)(22 + 85 / x);
        double value = b + 2 * depth;
        for (double n = depth; n >= 1; n--) value = b + 2 * (n - 1) + n * (a - n) / value;
        return 1 / value;
    }

    /// <summary>∫₀^∞ e^(−G(s)) ds, which times a <see cref="GammaWeight"/> is Q (or P), for x on that side of the mean.</summary>
    /// <remarks>
    /// t = x e^s in Γ(a, x) = ∫ₓ^∞ t^(a−1) e^(−t) dt gives Q with G(s) = x (e^s − 1) − a s; s → −s gives P. G is convex, so that one
    /// Gauss–Legendre rule on [0, S], G(S) = 38, sees a well-scaled integrand whatever a is.
    /// </remarks>
    [MethodImpl(AtOnce)]
    private static double GammaTail(double a, double x, bool isUpper)
    {
        double sign = isUpper ? 1 : -1;
        double slope = sign * (x - a);
        double end = GammaTailEnd(slope, x, sign);
        double sum = 0;
        for (int i = 0; i < GaussNodes.Length; i++)
        {
            double s = end * GaussNodes[i];
            sum += GaussWeights[i] * Math.Exp(-(slope * s + x * Expm1MinusX(sign * s)));
        }
        return sum * end;
    }

    // Newton's method for G(s) = TailDepth, from where the quadratic part of G is there.
    [MethodImpl(AtOnce)]
    private static double GammaTailEnd(double slope, double x, double sign)
    {
        double end = 2 * TailDepth / (slope + Hypot(slope, Math.Sqrt(2 * TailDepth) * Math.Sqrt(x)));
        for (int i = 0; i < 3; i++)
            end -= (slope * end + x * Expm1MinusX(sign * end) - TailDepth) / (slope + sign * x * Expm1(sign * end));
        return end;
    }

    private const double TailDepth = 38;
}
