using System.Runtime.CompilerServices;

namespace Core.Kernels;

// In twice the precision, for places where two numbers nearly cancel: near the zeros on the negative axis. Slow, but short.
public static partial class SpecialFunctions
{
    private static readonly DoubleDouble PiExtended = new(Math.PI, 1.2246467991473532e-16);
    private static readonly DoubleDouble LogTwoExtended = new(LogTwo, LogTwoRest);
    private static readonly DoubleDouble HalfLogTwoPiExtended = new(HalfLogTwoPi, -3.8782941580672414e-17);

    // Where the asymptotic series of 15 terms below are good to 2⁻¹⁰⁴.
    private const double ExtendedFar = 33;

    /// <summary>log x for x > 0: 2 artanh((m − 1)/(m + 1)) of a mantissa m near 1.</summary>
    [MethodImpl(AtOnce)]
    private static DoubleDouble LogExtended(DoubleDouble x)
    {
        int exponent = Math.ILogB(x.High);
        double mantissa = Math.ScaleB(x.High, -exponent);
        if (mantissa > 1.4142135623730951) (mantissa, exponent) = (0.5 * mantissa, exponent + 1);
        DoubleDouble s = DoubleDouble.Sum(mantissa, -1) / DoubleDouble.Sum(mantissa, 1), square = s * s, sum = 0;
        for (int k = 22; k >= 0; k--) sum = sum * square + (DoubleDouble)1 / (2 * k + 1);
        return s * sum * 2 + LogTwoExtended * exponent + x.Low / x.High;
    }

    /// <summary>sin and cos of π times a fraction of size at most 1/2, by their power series.</summary>
    [MethodImpl(AtOnce)]
    private static (DoubleDouble Sin, DoubleDouble Cos) SinCosPiExtended(double fraction)
    {
        DoubleDouble angle = PiExtended * fraction, square = -(angle * angle), sin = 0, cos = 0;
        for (int n = 36; n > 0; n -= 2)
        {
            sin = (sin + 1) * square / ((n + 1.0) * n);
            cos = (cos + 1) * square / (n * (n - 1.0));
        }
        return (angle * (sin + 1), cos + 1);
    }

    /// <summary>ψ(x) for x > 0 (DLMF 5.5.2, 5.11.2).</summary>
    [MethodImpl(AtOnce)]
    private static DoubleDouble DigammaExtended(DoubleDouble x)
    {
        DoubleDouble recurrence = 0;
        for (; x.High < ExtendedFar; x += 1) recurrence += (DoubleDouble)1 / x;
        DoubleDouble inverseSquare = (DoubleDouble)1 / (x * x), power = inverseSquare, sum = 0;
        for (int k = 0; k < BernoulliOverIndex.Length; k += 2, power *= inverseSquare) sum += Bernoulli(k) * power;
        return LogExtended(x) - (DoubleDouble)0.5 / x - sum - recurrence;
    }

    /// <summary>log Γ(x) for x > 0 (DLMF 5.5.1, 5.11.1).</summary>
    [MethodImpl(AtOnce)]
    private static DoubleDouble LgammaExtended(DoubleDouble x)
    {
        DoubleDouble product = 1;
        for (; x.High < ExtendedFar; x += 1) product *= x;
        DoubleDouble inverse = (DoubleDouble)1 / x, inverseSquare = inverse * inverse, power = inverse, sum = 0;
        for (int k = 0; k < BernoulliOverIndex.Length; k += 2, power *= inverseSquare) sum += Bernoulli(k) * power / (k + 1.0);
        return (x - 0.5) * LogExtended(x) - x + HalfLogTwoPiExtended + sum - LogExtended(product);
    }

    /// <summary>ζ(s, q) for q > 0 and an integer s > 1 by the Euler–Maclaurin formula (DLMF 25.11.7).</summary>
    [MethodImpl(AtOnce)]
    private static DoubleDouble ZetaExtended(int s, DoubleDouble q)
    {
        DoubleDouble sum = 0;
        for (; q.High < s + ExtendedFar - 3; q += 1) sum += InversePower(q, s);
        DoubleDouble inverse = (DoubleDouble)1 / q, inverseSquare = inverse * inverse, power = InversePower(q, s);
        DoubleDouble tail = q / (s - 1.0) + 0.5, factor = inverse * s;
        for (int k = 0; k < BernoulliOverIndex.Length; k += 2)
        {
            tail += Bernoulli(k) * factor;
            factor = factor * inverseSquare * (s + k + 1.0) / (k + 2.0) * (s + k + 2.0) / (k + 3.0);
        }
        return sum + power * tail;
    }

    [MethodImpl(AtOnce)]
    private static DoubleDouble InversePower(DoubleDouble x, int n)
    {
        DoubleDouble square = (DoubleDouble)1 / x, result = 1;
        for (; n > 0; n >>= 1, square *= square)
            if ((n & 1) != 0) result *= square;
        return result;
    }

    [MethodImpl(AtOnce)]
    private static DoubleDouble Bernoulli(int k) => (DoubleDouble)BernoulliOverIndex[k] / BernoulliOverIndex[k + 1];

    // B₂ₖ/2k, k = 1, 2, …: numerators and denominators.
    private static ReadOnlySpan<double> BernoulliOverIndex =>
    [
        1, 12, -1, 120, 1, 252, -1, 240, 1, 132, -691, 32760, 1, 12, -3617, 8160, 43867, 14364, -174611, 6600,
        77683, 276, -236364091, 65520, 657931, 12, -3392780147, 3480, 1723168255201, 85932,
    ];
}
