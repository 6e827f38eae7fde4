using System.Runtime.CompilerServices;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The derivative of <see cref="Igamma"/> in a (10 ulp: the errors of the weight, an exponential, and of the sum, whose terms have both signs for x near a, add up).</summary>
    /// <remarks>As lax.igamma_grad_a: NaN unless a > 0 and x ≥ 0; 0 at x = 0; NaN at infinite a or x.</remarks>
    [MethodImpl(AtOnce)]
    public static double IgammaGradA(double a, double x)
    {
        if (!(a > 0) || !(x >= 0)) return double.NaN;
        if (x == 0) return 0;
        if (double.IsInfinity(a) || double.IsInfinity(x)) return double.NaN;

        double weight = GammaWeight(a, x);
        if (weight == 0) return 0;
        if (UsesLowerSeries(a, x)) return weight * LowerGammaSeriesGradient(a, x);
        bool isUpper = x > a - 0.5;
        return weight * (isUpper ? -a : a) * GammaTailGradient(a, x, isUpper);
    }

    /// <summary>The derivative in a of a sample x of the gamma distribution of shape a, for fixed random bits: −(∂P/∂a)/(∂P/∂x) (8 ulp).</summary>
    /// <remarks>As lax.random_gamma_grad: NaN unless a > 0 and x ≥ 0; 0 at x = 0; NaN at infinite a or x.</remarks>
    [MethodImpl(AtOnce)]
    public static double RandomGammaGrad(double a, double x)
    {
        if (!(a > 0) || !(x >= 0)) return double.NaN;
        if (x == 0) return 0;
        if (double.IsInfinity(a) || double.IsInfinity(x)) return double.NaN;

        // ∂P/∂x is a/x times the weight by which both derivatives are multiplied.
        if (UsesLowerSeries(a, x)) return -LowerGammaSeriesGradient(a, x) * (x / a);
        bool isUpper = x > a - 0.5;
        return (isUpper ? x : -x) * GammaTailGradient(a, x, isUpper);
    }

    [MethodImpl(AtOnce)]
    private static bool UsesLowerSeries(double a, double x) => x < 1 || x < (a > 15 ? 0.6 * a : a + 0.5);

    /// <summary>Σ xⁿ/((a + 1) … (a + n)) (log x − ψ(a + n + 1)): the series of P, each term differentiated.</summary>
    /// <remarks>Where it is used log x is below ψ(a + 1), or little above: the terms have one sign.</remarks>
    [MethodImpl(AtOnce)]
    private static double LowerGammaSeriesGradient(double a, double x)
    {
        double log = Math.Log(x) - DigammaPositive(a + 1);
        double term = 1, sum = log;
        for (double n = 1; term > 1e-17; n++)
        {
            term *= x / (a + n);
            log -= 1 / (a + n);
            sum += term * log;
        }
        return sum;
    }

    /// <summary>The derivative in a of Q (or P) without the factor a <see cref="GammaWeight"/>, from <see cref="GammaTail"/>.</summary>
    /// <remarks>With c = log x − ψ(a) the integrand is e^(−G(s)) (c + s) for Q, (c − s) for P: of one sign, or nearly.</remarks>
    [MethodImpl(AtOnce)]
    private static double GammaTailGradient(double a, double x, bool isUpper)
    {
        double sign = isUpper ? 1 : -1;
        double slope = sign * (x - a);
        double end = GammaTailEnd(slope, x, sign);

        // For a large a near x the two logarithms are close: only their difference is accurate.
        double shift = a < 2 ? Math.Log(x) - DigammaPositive(a)
            : (Math.Abs(x - a) < 0.5 * a ? Log1p((x - a) / a) : Math.Log(x / a)) + LogMinusDigamma(a);
        double sum = 0;
        for (int i = 0; i < GaussNodes.Length; i++)
        {
            double s = end * GaussNodes[i];
            sum += GaussWeights[i] * Math.Exp(-(slope * s + x * Expm1MinusX(sign * s))) * (shift + sign * s);
        }
        return sum * end;
    }
}
