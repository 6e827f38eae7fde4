using System.Runtime.CompilerServices;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>log|Γ(x)| (4 ulp, near its zeros too): +∞ at zero, the negative integers and ±∞.</summary>
    [MethodImpl(AtOnce)]
    public static double Lgamma(double x)
    {
        if (x > 0) return LgammaPositive(x);
        if (double.IsNaN(x)) return x;
        if (x == Math.Floor(x)) return double.PositiveInfinity;
        if (x > -1e-17) return -Math.Log(-x);

        // |Γ(x) Γ(−x)| = π/|x sin πx| (DLMF 5.5.3).
        double reflected = LgammaPositive(-x), y = Math.Log(Math.PI / Math.Abs(x * double.SinPi(x))) - reflected;
        if (x > -2 || Math.Abs(y) > Math.Max(2, 0.5 * reflected)) return y;
        if (Math.Abs(y) < 1e-10 && NearestLgammaZero(x) is { } zero)
        {
            double step = x - zero.High - zero.Low;
            if (x < -7) return LogGammaStep(zero.High, step, zero.Low);
            return step * (Digamma(zero.High) + (zero.Low + 0.5 * step) * Zeta(2, zero.High)); // Taylor's series; ζ(2, ·) is ψ′
        }

        // The two nearly cancel.
        DoubleDouble sin = SinCosPiExtended(x - Math.Round(x)).Sin;
        if (sin.High < 0) sin = -sin;
        return (LogExtended(PiExtended / (sin * -x)) - LgammaExtended(-x)).High;
    }

    [MethodImpl(AtOnce)]
    private static double LgammaPositive(double x)
    {
        if (x < 0.5) return x < 1e-17 ? -Math.Log(x) : Lgamma1p(x) - Math.Log(x);
        if (x < 1) return (1 - x) * Rational(x - 0.5, LgammaBelowOneNumerator, LgammaBelowOneDenominator);
        if (x <= 2) return Lgamma1p(x - 1);
        if (x <= 3) return LgammaAboveTwo(x - 2);
        if (x < 10)
        {
            double product = 1;
            while (x > 3) product *= x -= 1;
            return Math.Log(product) + LgammaAboveTwo(x - 2);
        }
        double log = Math.Log(x);
        return x > 1e17 ? x * (log - 1) : (x - 0.5) * (log - 1) + (HalfLogTwoPi - 0.5 + StirlingCorrection(x));
    }

    /// <summary>log Γ(1 + x) on [0, 1].</summary>
    [MethodImpl(AtOnce)]
    private static double Lgamma1p(double x) => x * (x - 1) * Rational(x, Lgamma1pNumerator, Lgamma1pDenominator) + 0.0; // not −0

    /// <summary>log Γ(2 + x) on [0, 1].</summary>
    [MethodImpl(AtOnce)]
    private static double LgammaAboveTwo(double x) => x * (x + 1) * Rational(x, LgammaAboveTwoNumerator, LgammaAboveTwoDenominator);

    /// <summary>log Γ(x) − (x − 1/2) log x + x − log √(2π) for x ≥ 1 (DLMF 5.11.1).</summary>
    [MethodImpl(AtOnce)]
    private static double StirlingCorrection(double x)
    {
        double inverse = 1 / x;
        return x >= 10
            ? inverse * Polynomial(inverse * inverse, StirlingSeries)
            : inverse * Rational(inverse, StirlingNumerator, StirlingDenominator);
    }

    /// <summary>Γ(x) for 0 &lt; x ≤ 171.6 (4 ulp).</summary>
    [MethodImpl(AtOnce)]
    private static double GammaPositive(double x)
    {
        if (x < 1) return Gamma1p(x) / x;
        if (x <= 20)
        {
            DoubleDouble product = 1;
            while (x > 2)
            {
                x -= 1;
                product *= x;
            }
            double gamma = Gamma1p(x - 1);
            return product.High * gamma + product.Low * gamma;
        }
        double half = Math.Pow(x, 0.5 * x - 0.25);
        return half * (Math.Exp(-x) * SqrtTwoPi * Math.Exp(StirlingCorrection(x))) * half;
    }

    /// <summary>Γ(1 + x) on [0, 1].</summary>
    [MethodImpl(AtOnce)]
    private static double Gamma1p(double x) => 1 / Polynomial(x - 0.5, ReciprocalGamma);

    /// <summary>Γ(x)/(√(2π/x) (x/e)^x), the scaled gamma function, for x > 0.</summary>
    [MethodImpl(AtOnce)]
    private static double GammaStar(double x) =>
        x >= 1 ? Math.Exp(StirlingCorrection(x)) : Gamma1p(x) * Math.Exp(x) / (Math.Pow(x, x) * Math.Sqrt(x) * SqrtTwoPi);

    /// <summary>log |Γ(b + a)| − log |Γ(b)| + a log scale, relatively accurate as a → 0.</summary>
    /// <param name="b">Any number that is not a pole.</param>
    /// <param name="a">The step; b and b + a lie between the same two poles, or are positive.</param>
    /// <param name="bLow">What rounding b lost.</param>
    /// <param name="scale">A factor of the order of 1/b, where Γ(b + a)/Γ(b) is about b^a.</param>
    [MethodImpl(AtOnce)]
    private static double LogGammaStep(double b, double a, double bLow = 0, double scale = 1)
    {
        // Γ(b) = Γ(b + n)/(b (b + 1) … (b + n − 1)) takes b to where Stirling's series holds.
        double steps = 0;
        for (; b < 10; b += 1) steps += Log1p(a / (b + bLow));
        double c = b + a;
        double ratio = a / b;
        double logRatio = Log1p(ratio);

        // Σ s_k (c^(1−2k) − b^(1−2k)) with each difference as an expm1.
        double inverse = 1 / b, inverseSquare = inverse * inverse;
        double corrections = 0;
        for (int k = 0; k < StirlingSeries.Length; k++, inverse *= inverseSquare)
            corrections += StirlingSeries[k] * inverse * Expm1(-(2 * k + 1) * logRatio);
        double main = Math.Abs(ratio) < 0.5 ? b * Log1pMinusX(ratio) : b * logRatio - a;
        return a * Math.Log(c * scale) + (main - 0.5 * logRatio + corrections) - steps;
    }

    // log|Γ| has two zeros in each interval (−n − 1, −n), n ≥ 2. Very close to one, log|Γ(x)| is the step from the zero.
    private static DoubleDouble? NearestLgammaZero(double x)
    {
        int n = (int)-x;
        double fraction = -x - n;
        int index = 4 * (n - 2) + (fraction > (n == 2 ? 0.61 : 0.5) ? 2 : 0);
        return index < LgammaZeros.Length ? new(LgammaZeros[index], LgammaZeros[index + 1]) : null;
    }

    // 1/Γ(3/2 + x) on [−1/2, 1/2].
    private static ReadOnlySpan<double> ReciprocalGamma =>
    [
        1.1283791670955126, -0.04117452644528216, -0.5266544355255445, 0.17510202604379396, 0.05096686024771327,
        -0.04215516936245979, 0.006612897826512947, 0.002120731326787741, -0.00111073024865264, 0.00015235875380774502,
        2.5355146572834772e-05, -1.3902747279703676e-05, 2.1565111610410453e-06, 7.383394654158106e-08, -8.996935696824659e-08,
    ];

    // log Γ(1 + x)/(x (x − 1)) on [0, 1].
    private static ReadOnlySpan<double> Lgamma1pNumerator =>
    [
        0.5772156649015329, 1.4168440382730387, 1.256904785558402, 0.4881110979652391, 0.07919319903026166, 0.004057824720597832,
        1.5541537678933775e-05,
    ];

    private static ReadOnlySpan<double> Lgamma1pDenominator =>
    [
        1.0, 2.8795050236191093, 3.1317117280829274, 1.600338546605783, 0.3884668373817348, 0.03967954948997819,
        0.0011776347614992106,
    ];

    // log Γ(1/2 + x)/(1/2 − x) on [0, 1/2].
    private static ReadOnlySpan<double> LgammaBelowOneNumerator =>
    [
        1.1447298858494002, 5.012523190777821, 6.754271143750805, 1.5418015851068576, -2.7706388721180644, -1.6468644115067168,
        -0.21907988101907758, -0.002137076894638457,
    ];

    private static ReadOnlySpan<double> LgammaBelowOneDenominator =>
    [
        1.0, 5.8093036211659985, 12.760804580144647, 13.179554005293925, 6.4648640924728245, 1.3347159804761557,
        0.08009925061606211,
    ];

    // log Γ(2 + x)/(x (x + 1)) on [0, 1].
    private static ReadOnlySpan<double> LgammaAboveTwoNumerator =>
    [
        0.42278433509846713, 0.443914756656687, 0.15694518951899453, 0.021259745398523492, 0.0008861612166272899,
        2.7267295263537403e-06,
    ];

    private static ReadOnlySpan<double> LgammaAboveTwoDenominator =>
    [
        1.0, 1.2872569136325394, 0.5986842652916172, 0.12126254079270428, 0.010071945541900607, 0.0002448381760287853,
    ];

    // x times the correction in 1/x on [1, 10].
    private static ReadOnlySpan<double> StirlingNumerator =>
    [
        0.0833333333334156, 0.5187090929004516, 1.6289580109048138, 2.9334315486394633, 3.190957745557265, 1.9876842034686943,
        0.6153735627467823, 0.05391969520455736, 0.0003355692044116286,
    ];

    private static ReadOnlySpan<double> StirlingDenominator =>
    [
        1.0, 6.224509114881126, 19.5808294615458, 35.4086622770497, 38.93466263475831, 24.97322682928984, 8.502893636041824,
        1.1871503950925744, 0.04426462397865731,
    ];

    // Bernoulli numbers: B₂ₖ/(2k (2k − 1)), k = 1, 2, …
    private static ReadOnlySpan<double> StirlingSeries =>
    [
        0.08333333333333333, -0.002777777777777778, 0.0007936507936507937, -0.0005952380952380953, 0.0008417508417508417,
        -0.0019175269175269176, 0.00641025641025641, -0.029550653594771242, 0.17964437236883057,
    ];

    // The zeros in (−n − 1, −n) for n = 2 … 17, two doubles each (60 digits, rounded); closer to the integers are none.
    private static ReadOnlySpan<double> LgammaZeros =>
    [
        -2.4570247382208006, -3.7075610815513266e-17, -2.7476826467274127, 9.055340329338315e-17,
        -3.14358088834998, -2.1818179852331714e-16, -3.955294284858598, -1.999428391746348e-17,
        -4.039361839740537, 2.1143995503980602e-16, -4.991544640560048, 1.5174411760571722e-16,
        -5.0082181683225935, -4.3926353491015815e-17, -5.998607480080875, -3.311862478893795e-16,
        -6.001385294453155, 6.415847287933042e-17, -6.999801507890638, 1.0550130037400023e-17,
        -7.000198333407325, 2.504354173632409e-16, -7.999975197095821, -5.261737128572354e-17,
        -8.000024800270682, -4.354586297860107e-16, -8.999997244250977, -2.2185620509727132e-16,
        -9.000002755714823, -9.491348611623208e-17, -9.99999972442663, 4.883037618642443e-16,
        -10.000000275573013, -3.4909708332642057e-16, -10.99999997494789, 1.9843998306985407e-16,
        -11.000000025052106, -6.850849812286175e-16, -11.999999997912324, -1.0020693920103036e-16,
        -12.000000002087676, 1.2222548112048185e-16, -12.99999999983941, 6.747262033096337e-16,
        -13.00000000016059, -6.745919484964342e-16, -13.99999999998853, 8.094860741926607e-16,
        -14.00000000001147, -8.094853704222662e-16, -14.999999999999236, 8.82932241476868e-16,
        -15.000000000000764, -8.829322382710274e-16, -15.999999999999952, -1.668613399265054e-16,
        -16.000000000000046, -1.6094954994609367e-15, -16.999999999999996, -7.412564244549576e-16,
        -17.000000000000004, 7.412564244550028e-16, -18.0, 1.5619206968586233e-16,
    ];
}
