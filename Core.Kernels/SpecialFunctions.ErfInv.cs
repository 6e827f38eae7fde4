namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The inverse of <see cref="Erf"/> (3.5 ulp): ±∞ at ±1, NaN outside [−1, 1].</summary>
    public static double ErfInv(double x)
    {
        double magnitude = Math.Abs(x);
        if (magnitude <= 0.75) return x * Rational(0.5625 - x * x, ErfInvNumerator, ErfInvDenominator);
        if (!(magnitude < 1)) return magnitude == 1 ? x * double.PositiveInfinity : double.NaN;

        // In the tail erfc⁻¹ is smooth in s = √(−log(1 − |x|)); 1 − |x| is exact here.
        double s = Math.Sqrt(-Math.Log(1 - magnitude));
        double y = s < 3
            ? Rational(s - 1.17, ErfInvTailNumerator, ErfInvTailDenominator)
            : Rational(s - 3, ErfInvFarNumerator, ErfInvFarDenominator);
        return Math.CopySign(y, x);
    }

    /// <summary>erf⁻¹(x)/x in 9/16 − x² on [0, 9/16]: the numerator of the quotient.</summary>
    public static ReadOnlySpan<double> ErfInvNumerator =>
    [
        1.0845597967968248, 7.160921199707379, 18.039487150473597, 21.727106021614006, 12.832151510619875, 3.408658782601145,
        0.31730417194039606, 0.004629517836199464,
    ];

    /// <summary>Its denominator.</summary>
    public static ReadOnlySpan<double> ErfInvDenominator =>
    [
        1.0, 7.121354241112377, 19.70783200731746, 26.78300806716227, 18.607684554381887, 6.247619308964538, 0.8535064285470091,
        0.030108495873496597,
    ];

    /// <summary>erf⁻¹ in s − 1.17 on [0, 1.83], s = √(−log(1 − |x|)): the numerator of the quotient.</summary>
    public static ReadOnlySpan<double> ErfInvTailNumerator =>
    [
        0.8059314676012949, 3.0014928792793136, 4.680394246193667, 3.9338742753342677, 1.8933530217350711, 0.5052720697192127,
        0.06556593704290394, 0.002999308728144142,
    ];

    /// <summary>Its denominator.</summary>
    public static ReadOnlySpan<double> ErfInvTailDenominator =>
    [
        1.0, 2.4709899390936116, 2.6211794419495837, 1.4664355625638865, 0.4391233903467425, 0.06210608215345948,
        0.0029983968145749734, 1.461398783997853e-08,
    ];

    /// <summary>erf⁻¹ in s − 3 on [0, 3.1], as the smallest 1 − |x| is 2⁻⁵³, s = 6.06: the numerator of the quotient.</summary>
    public static ReadOnlySpan<double> ErfInvFarNumerator =>
    [
        2.7147609979392846, 3.7187206954434093, 2.0249924287022214, 0.553070530559331, 0.07826314905325248, 0.005277496121902808,
        0.0001261876978239584,
    ];

    /// <summary>Its denominator.</summary>
    public static ReadOnlySpan<double> ErfInvFarDenominator =>
    [
        1.0, 0.9860787289252684, 0.3695295423729728, 0.06387637669013448, 0.004900038926614338, 0.0001261773032092561,
        8.055582491236905e-11,
    ];
}
