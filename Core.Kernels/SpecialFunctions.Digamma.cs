using System.Runtime.CompilerServices;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>ψ(x), the derivative of log Γ (4 ulp, near its zeros too): NaN at zero, the negative integers and −∞.</summary>
    [MethodImpl(AtOnce)]
    public static double Digamma(double x)
    {
        if (x > 0) return x > 1e-17 ? DigammaPositive(x) : -1 / x;
        if (x == Math.Floor(x) || double.IsNaN(x)) return double.NaN;
        if (x > -1e-17) return -1 / x;

        // ψ(x) = ψ(1 − x) − π cot πx (DLMF 5.5.4); ψ(1 − x) = ψ(−x) − 1/x keeps small |x| exact.
        double y = -x;
        double reflected = y < 1 ? DigammaPositive(y) + 1 / y : DigammaPositive(1 + y);
        double result = reflected - Math.PI / double.TanPi(x);
        if (Math.Abs(result) > Math.Max(Math.Abs(reflected), y < 1 ? 0.5 / y : 0)) return result;

        // Near a zero the terms cancel.
        (DoubleDouble sin, DoubleDouble cos) = SinCosPiExtended(x - Math.Round(x));
        return (DigammaExtended(DoubleDouble.Sum(1, y)) - PiExtended * cos / sin).High;
    }

    [MethodImpl(AtOnce)]
    private static double DigammaPositive(double x)
    {
        if (x >= 2) return Math.Log(x) - LogMinusDigamma(x);
        double recurrence = 0;
        if (x < 1)
        {
            recurrence = 1 / x;
            x += 1;
        }
        // Relative to the zero, which is known to twice the precision.
        double fromZero = (x - DigammaZeroHigh) - DigammaZeroLow;
        return fromZero * Rational(x - 1, DigammaNumerator, DigammaDenominator) - recurrence;
    }

    /// <summary>log x − ψ(x) for x ≥ 2 (DLMF 5.11.2).</summary>
    [MethodImpl(AtOnce)]
    private static double LogMinusDigamma(double x)
    {
        double inverse = 1 / x;
        return inverse * (0.5 + inverse * Rational(inverse, DigammaFarNumerator, DigammaFarDenominator));
    }

    private const double DigammaZeroHigh = 1.4616321449683622;
    private const double DigammaZeroLow = 9.549995429965697e-17;

    // ψ(1 + x)/(1 + x − zero) on [0, 1].
    private static ReadOnlySpan<double> DigammaNumerator =>
    [
        1.2503801375034054, 1.7395236015248232, 0.8009632637053631, 0.14385775347704502, 0.008578049712380615,
        4.8862711602068775e-05, -5.255928232683594e-07,
    ];

    private static ReadOnlySpan<double> DigammaDenominator =>
    [
        1.0, 2.074742619717552, 1.4569679082420655, 0.4338530757240686, 0.053737122083413066, 0.0021092941228867614,
    ];

    // x² (log x − ψ(x)) − x/2 in 1/x for x ≥ 2.
    private static ReadOnlySpan<double> DigammaFarNumerator =>
    [
        0.08333333333333336, 0.42972192643924684, 1.3746037638994193, 2.4800116223834343, 2.8808672149818677, 1.8725662441134034,
        0.5829421565470436, 0.0035022338129301798,
    ];

    private static ReadOnlySpan<double> DigammaFarDenominator =>
    [
        1.0, 5.156663117271249, 16.595245166747592, 30.275805783301863, 36.182311942438595, 25.25282251296905, 9.873250713269568,
        1.383837077918222,
    ];
}
