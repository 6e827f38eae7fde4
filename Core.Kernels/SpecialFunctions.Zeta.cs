using System.Runtime.CompilerServices;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The Hurwitz zeta function Σ (q + k)^(−s), k = 0, 1, … (4 ulp), with the domain of lax.zeta.</summary>
    /// <remarks>
    /// +∞ at s = 1 and NaN below; where q is zero or a negative integer +∞ for even s and NaN otherwise; NaN for other negative q
    /// unless s is an integer; NaN for infinite s or q.
    /// </remarks>
    [MethodImpl(AtOnce)]
    public static double Zeta(double s, double q)
    {
        if (s == 1) return double.PositiveInfinity;
        if (q <= 0 && q == Math.Floor(q)) return s % 2 == 0 ? double.PositiveInfinity : double.NaN;
        if (!(s > 1) || double.IsInfinity(s) || !double.IsFinite(q)) return double.NaN;
        if (q > 0)
        {
            double power = Math.Pow(q, -s);
            if (power > 1e-290) return power * ScaledZeta(s, q);
            double half = Math.Pow(q, -0.5 * s);
            return half * ScaledZeta(s, q) * half;
        }
        return s == Math.Floor(s) ? ZetaOfNegative(s, q) : double.NaN;
    }

    /// <summary>q^s ζ(s, q) for q > 0 by the Euler–Maclaurin formula (DLMF 25.11.7).</summary>
    [MethodImpl(AtOnce)]
    private static double ScaledZeta(double s, double q)
    {
        // Terms one by one until q + k is as large as the formula's derivatives ask for.
        double target = s + 9;
        double sum = 0, sumLow = 0, k = 0, power = 1;
        while (q + k < target)
        {
            DoubleDouble next = DoubleDouble.Sum(sum, power);
            sum = next.High;
            sumLow += next.Low;
            k += 1;
            power = InverseRatioPower(q, k, s);
            if (power * (1 + (q + k) / (s - 1)) < 1e-17 * sum) return sum + sumLow; // the rest is about (q + k)/(s − 1) such terms
        }

        double a = q + k;
        double tail = 0, factor = s / a, inverseSquare = 1 / (a * a);
        for (int j = 0; j < ZetaSeries.Length; j++)
        {
            double term = factor * ZetaSeries[j];
            tail += term;
            if (Math.Abs(term) < 1e-18) break;
            factor *= (s + 2 * j + 1) * (s + 2 * j + 2) * inverseSquare;
        }
        return sum + (power * (a / (s - 1) + (0.5 + tail)) + sumLow);
    }

    /// <summary>((q + k)/q)^(−s) with the rounding of its base undone.</summary>
    [MethodImpl(AtOnce)]
    private static double InverseRatioPower(double q, double k, double s)
    {
        DoubleDouble sum = DoubleDouble.Sum(q, k);
        double r = sum.High / q;
        double lost = (Math.FusedMultiplyAdd(-r, q, sum.High) + sum.Low) / sum.High;
        double power = Math.Pow(r, -s);
        return power > 0 ? power * Math.Exp(-s * lost) : 0;
    }

    // An integer s and a q below zero that is not an integer.
    [MethodImpl(AtOnce)]
    private static double ZetaOfNegative(double s, double q)
    {
        // With q = f − n: the sum over all of f + ℤ, less the part below q. That is ζ(s, f) + (−1)^s (ζ(s, 1 − f) − ζ(s, 1 − q)).
        DoubleDouble f = DoubleDouble.Sum(q, -Math.Floor(q)), g = 1 - f;
        double sign = s % 2 == 0 ? 1 : -1;
        double above = Math.Pow(f.High, -s), below = sign * Math.Pow(g.High, -s);
        if (double.IsInfinity(above) || double.IsInfinity(below)) return f.High < g.High ? above : below;
        if (s > 512) return above + below; // and nothing else
        // For odd s the two nearly cancel halfway between poles.
        int n = (int)s;
        return (ZetaExtended(n, f) + (ZetaExtended(n, g) - ZetaExtended(n, DoubleDouble.Sum(1, -q))) * sign).High;
    }

    /// <summary>The derivative of order m of <see cref="Digamma"/> (5 ulp), with the domain of lax.polygamma.</summary>
    /// <remarks>NaN unless m is an integer and at least 0; at the poles +∞ for odd m and NaN for even m; NaN at +∞ for m > 0.</remarks>
    [MethodImpl(AtOnce)]
    public static double Polygamma(double m, double x)
    {
        if (m == 0) return Digamma(x);
        if (!(m > 0) || m != Math.Floor(m) || double.IsInfinity(m)) return double.NaN;

        // (−1)^(m+1) m! ζ(m + 1, x) (DLMF 25.11.12).
        double s = m + 1;
        double sign = m % 2 == 0 ? -1 : 1;
        if (!(x > 0) || double.IsInfinity(x)) return sign * (s <= 171 ? GammaPositive(s) : double.PositiveInfinity) * Zeta(s, x);
        double power = Math.Pow(x, -s);
        if (s <= 171 && power is > 1e-290 and < 1e290) return sign * GammaPositive(s) * power * ScaledZeta(s, x);

        // Γ(s)/x^s by Stirling's formula as one power, (s/(e x))^s, with the rounding of its base undone.
        double divisor = Math.E * x;
        double r = s / divisor;
        double lost = Math.FusedMultiplyAdd(-r, divisor, s) / s
            - (Math.FusedMultiplyAdd(Math.E, x, -divisor) + EulerLow * x) / divisor;
        double half = Math.Pow(r, 0.5 * s);
        return sign * half * (Math.Exp(s * lost) * GammaStar(s) * SqrtTwoPi / Math.Sqrt(s) * ScaledZeta(s, x)) * half;
    }

    private const double EulerLow = 1.4456468917292502e-16; // e − Math.E

    // B₂ₖ/(2k)!, k = 1, 2, …
    private static ReadOnlySpan<double> ZetaSeries =>
    [
        0.08333333333333333, -0.001388888888888889, 3.306878306878307e-05, -8.267195767195768e-07, 2.08767569878681e-08,
        -5.284190138687493e-10, 1.3382536530684679e-11, -3.3896802963225827e-13, 8.586062056277845e-15, -2.174868698558062e-16,
        5.5090028283602295e-18, -1.3954464685812522e-19, 3.534707039629467e-21, -8.953517427037546e-23,
    ];
}
