namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The error function 2/√π ∫₀ˣ e^(−t²) dt (2 ulp).</summary>
    public static double Erf(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude <= 1) return x * Rational(x * x, ErfNumerator, ErfDenominator);
        if (double.IsNaN(x)) return x;
        return Math.CopySign(magnitude > 6 ? 1 : 1 - ErfcTail(magnitude), x);
    }

    /// <summary>The complementary error function 1 − erf(x), accurate where it is tiny (5 ulp).</summary>
    public static double Erfc(double x)
    {
        if (x <= 0.5) return x < -1 ? 2 - ErfcTail(-x) : 1 - Erf(x);
        return double.IsNaN(x) ? x : ErfcTail(x);
    }

    /// <summary>The scaled complementary error function e^(x²) erfc(x) for x ≥ 1/2.</summary>
    private static double ErfcxTail(double x)
    {
        if (x <= 4) return Rational(x, ErfcxNumerator, ErfcxDenominator);
        double inverse = 1 / x;
        return inverse * Rational(inverse * inverse, ErfcxFarNumerator, ErfcxFarDenominator);
    }

    private static double ErfcTail(double x)
    {
        if (x > 27.3) return 0;
        DoubleDouble square = DoubleDouble.Product(x, x);
        double scaled = ErfcxTail(x) * (1 - square.Low); // e^(−x²) with the rounding of x² undone
        return Math.Exp(-square.High) * scaled;
    }

    /// <summary>erf(x)/x in x² on [0, 1]: the numerator of the quotient.</summary>
    public static ReadOnlySpan<double> ErfNumerator =>
    [
        1.1283791670955126, 0.14365581715028763, 0.0455033341653278, 0.0018829155471563983, 0.00019709588069752516,
        8.625602445726376e-08,
    ];

    /// <summary>Its denominator.</summary>
    public static ReadOnlySpan<double> ErfDenominator =>
    [
        1.0, 0.46064498648983654, 0.0938746087651241, 0.010705251871973175, 0.0006937362332349159, 2.0866484101019162e-05,
    ];

    /// <summary>e^(x²) erfc(x) in x on [1/2, 4]: the numerator of the quotient.</summary>
    public static ReadOnlySpan<double> ErfcxNumerator =>
    [
        0.9999999999409119, 1.7125909086890725, 1.462233575755, 0.7713805373133161, 0.26805730002461975, 0.06113266718281179,
        0.008507148284926528, 0.0005650357192797929, 7.717156040324074e-12,
    ];

    /// <summary>Its denominator.</summary>
    public static ReadOnlySpan<double> ErfcxDenominator =>
    [
        1.0, 2.84097007489991, 3.667925028857504, 2.821473401738902, 1.4209517972817745, 0.4826543258529566, 0.10885591901594882,
        0.015078507849364011, 0.001001500488257476,
    ];

    /// <summary>x e^(x²) erfc(x) in 1/x² for x ≥ 4: the numerator of the quotient.</summary>
    public static ReadOnlySpan<double> ErfcxFarNumerator =>
    [
        0.5641895835477563, 12.093210395801552, 82.56124631689788, 207.73564374780346, 163.47249502903318, 18.095628728457065,
    ];

    /// <summary>Its denominator.</summary>
    public static ReadOnlySpan<double> ErfcxFarDenominator =>
    [
        1.0, 21.934657335848947, 156.553327637958, 431.90251252429334, 422.8486998035103, 98.69338018994513,
    ];
}
