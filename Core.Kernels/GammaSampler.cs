namespace Core.Kernels;

/// <summary>Samples of gamma distributions in the arithmetic of an element type, every step rounded to it, as the program that JAX runs for one sample.</summary>
/// <param name="impl">The type of the keys.</param>
/// <param name="dtype">The element type.</param>
// Marsaglia, Tsang: A simple method for generating gamma variables (2000). JAX: _gamma_one.
public sealed class GammaSampler(DType impl, DType dtype)
{
    private readonly int _words = RandomKeys.WordCount(impl);

    /// <summary>A sample, or its logarithm.</summary>
    /// <param name="start">The words of its key.</param>
    /// <param name="alpha">The shape of the distribution.</param>
    /// <param name="logSpace">Whether to give the logarithm.</param>
    public double Sample(ReadOnlySpan<uint> start, double alpha, bool logSpace)
    {
        double third = R(1.0 / 3.0);
        bool isBoosted = !(alpha >= 1);
        double a = isBoosted ? R(alpha + 1) : alpha;
        double d = R(a - third), c = R(third / R(Math.Sqrt(d)));

        uint[] keys = Split(start, 2);
        uint[] key = keys[.._words], last = keys[_words..];
        (double x2, double v3, double u) = (0, 1, 2);
        while (u >= R(1 - R(R(0.0331) * R(x2 * x2))) && R(Math.Log(u)) >= R(R(x2 * 0.5) + R(d * R(R(1 - v3) + R(Math.Log(v3))))))
        {
            uint[] three = Split(key, 3);
            key = three[.._words];
            uint[] normals = three[_words..(2 * _words)];
            (double x, double v) = (0, -1);
            while (v <= 0)
            {
                uint[] two = Split(normals, 2);
                normals = two[.._words];
                x = Normal(two.AsSpan(_words));
                v = R(1 + R(x * c));
            }
            (x2, v3, u) = (R(x * x), R(R(v * v) * v), Uniform(three.AsSpan(2 * _words), 0, 1));
        }
        if (logSpace)
        {
            double log = R(-R(-R(SpecialFunctions.Log1p(-Uniform(last, 0, 1)))));
            double logBoost = !isBoosted || log == 0 ? 0 : R(log * R(1 / alpha));
            return R(R(R(Math.Log(d)) + R(Math.Log(v3))) + logBoost);
        }
        double boost = isBoosted ? R(Math.Pow(R(1 - Uniform(last, 0, 1)), R(1 / alpha))) : 1;
        return R(R(d * v3) * boost);
    }

    // JAX: _normal_real. The quantile of a uniform number between −1, excluded, and 1.
    private double Normal(ReadOnlySpan<uint> key) => R(R(Math.Sqrt(2)) * R(SpecialFunctions.ErfInv(Uniform(key, BelowOne(), 1))));

    // JAX: _uniform. The bits become those of the fraction of a number between 1 and 2.
    private double Uniform(ReadOnlySpan<uint> key, double low, double high)
    {
        (int width, int fraction) = dtype switch { DType.BF16 => (8, 7), DType.F16 => (16, 10), DType.F32 => (32, 23), _ => (64, 52) };
        Span<uint> words = stackalloc uint[2];
        words.Clear();
        RandomKeys.Bits(impl, key, width, width == 64 ? words : words[..1]);
        ulong bits = RandomKeys.Join(words[0], words[1]);
        if (width < 32) bits &= (1UL << width) - 1;
        double unit = Math.ScaleB(bits >> (width - fraction), -fraction);
        return Math.Max(low, R(R(unit * R(high - low)) + low));
    }

    private double BelowOne() => dtype switch
    {
        DType.BF16 => -(1 - Math.ScaleB(1, -8)),
        DType.F16 => -(1 - Math.ScaleB(1, -11)),
        DType.F32 => -(1 - Math.ScaleB(1, -24)),
        _ => Math.BitIncrement(-1.0),
    };

    private uint[] Split(ReadOnlySpan<uint> key, int count)
    {
        uint[] keys = new uint[count * _words];
        RandomKeys.Split(impl, key, keys);
        return keys;
    }

    private double R(double value) => dtype switch
    {
        DType.BF16 => (double)(BFloat16)value,
        DType.F16 => (double)(Half)value,
        DType.F32 => (float)value,
        _ => value,
    };
}
