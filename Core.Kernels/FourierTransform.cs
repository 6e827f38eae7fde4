using System.Numerics;

namespace Core.Kernels;

/// <summary>
/// Discrete Fourier transforms of any length in double precision: by the length's factors where all are small, else as a convolution of a length
/// that is a power of two (Bluestein).
/// </summary>
/// <remarks>A plan serves one length; it may be used by many threads at once.</remarks>
public sealed class FourierTransform
{
    /// <summary>The largest factor that is transformed by its definition, whose cost is its square.</summary>
    private const int LargestFactor = 31;

    private readonly int _length;
    private readonly int[] _factors;
    private readonly Complex[] _roots; // exp(-2πi k / n)
    private readonly Bluestein? _bluestein;

    /// <summary>The plan for a length.</summary>
    public FourierTransform(int length)
    {
        _length = length;
        _factors = Factors(length);
        if (_factors is [.., > LargestFactor])
        {
            (_factors, _roots) = ([], []);
            _bluestein = new(length);
        }
        else
        {
            _roots = new Complex[length];
            for (int k = 0; k < length; k++) _roots[k] = Root(k, length);
        }
    }

    /// <summary>Replaces numbers x by Σⱼ xⱼ exp(−2πi jk / n); with +2πi, and divided by n, for the inverse.</summary>
    /// <param name="values">As many as the plan is for.</param>
    /// <param name="inverse">Whether to transform back.</param>
    public void Transform(Span<Complex> values, bool inverse)
    {
        if (_length == 0) return;
        // The inverse is the conjugate of the transform of the conjugate.
        if (inverse) Conjugate(values);
        if (_bluestein is not null) _bluestein.Transform(values);
        else if (_length > 1)
        {
            Complex[] output = new Complex[_length];
            Recurse(values, 0, 1, output, _length, 0);
            output.CopyTo(values);
        }
        if (!inverse) return;
        Conjugate(values);
        for (int i = 0; i < values.Length; i++) values[i] = new(values[i].Real / _length, values[i].Imaginary / _length);
    }

    /// <summary>exp(−2πi k / n), each from an angle of at most π/4, so that neither part is off by more than its last bit.</summary>
    internal static Complex Root(long k, long n)
    {
        k %= n;
        // In eighths of a circle: the angle within one, measured from the nearer axis.
        long eighth = 8 * k / n;
        long quarter = (eighth + 1) / 2;
        long rest = 4 * k - quarter * n; // the angle is 2π · (quarter / 4 + rest / 4n), |rest| ≤ n / 2
        double angle = Math.PI / 2 * ((double)Math.Abs(rest) / n);
        (double sin, double cos) = Math.SinCos(angle);
        if (rest < 0) sin = -sin;
        return (quarter & 3) switch
        {
            0 => new(cos, -sin),
            1 => new(-sin, -cos),
            2 => new(-cos, sin),
            _ => new(sin, cos),
        };
    }

    /// <summary>Transforms every <paramref name="stride"/>th input: by parts that lie a factor apart, which are then put together (Cooley and Tukey).</summary>
    private void Recurse(ReadOnlySpan<Complex> input, int offset, int stride, Span<Complex> output, int length, int depth)
    {
        if (length == 1)
        {
            output[0] = input[offset];
            return;
        }
        int factor = _factors[depth], part = length / factor;
        for (int i = 0; i < factor; i++) Recurse(input, offset + i * stride, stride * factor, output.Slice(i * part, part), part, depth + 1);

        Span<Complex> terms = stackalloc Complex[LargestFactor];
        terms = terms[..factor];
        for (int k = 0; k < part; k++)
        {
            for (int i = 0; i < factor; i++) terms[i] = i * k == 0 ? output[i * part + k] : Multiply(output[i * part + k], _roots[i * k * stride]);
            switch (factor)
            {
                case 2:
                    (output[k], output[part + k]) = (terms[0] + terms[1], terms[0] - terms[1]);
                    break;
                case 4:
                    Complex even = terms[0] + terms[2], odd = terms[1] + terms[3], evenDifference = terms[0] - terms[2], oddDifference = terms[1] - terms[3];
                    Complex turned = new(oddDifference.Imaginary, -oddDifference.Real); // times -i
                    output[k] = even + odd;
                    output[part + k] = evenDifference + turned;
                    output[2 * part + k] = even - odd;
                    output[3 * part + k] = evenDifference - turned;
                    break;
                default:
                    int turn = _length / factor; // the root whose factor-th power is 1
                    for (int q = 0; q < factor; q++)
                    {
                        Complex sum = terms[0];
                        for (int i = 1; i < factor; i++) sum += q == 0 ? terms[i] : Multiply(terms[i], _roots[i * q % factor * turn]);
                        output[q * part + k] = sum;
                    }
                    break;
            }
        }
    }

    /// <summary>The factors of a length, fours first, then primes in order.</summary>
    private static int[] Factors(int length)
    {
        List<int> factors = [];
        while (length > 0 && length % 4 == 0)
        {
            factors.Add(4);
            length /= 4;
        }
        for (int factor = 2; length > 1; factor++)
        {
            if (factor > length / factor) factor = length; // what is left is prime
            for (; length % factor == 0; length /= factor) factors.Add(factor);
        }
        return [.. factors];
    }

    // Four products and two sums, without the checks for infinities that Complex makes in places.
    private static Complex Multiply(Complex x, Complex y) => new(x.Real * y.Real - x.Imaginary * y.Imaginary, x.Real * y.Imaginary + x.Imaginary * y.Real);

    private static void Conjugate(Span<Complex> values)
    {
        for (int i = 0; i < values.Length; i++) values[i] = Complex.Conjugate(values[i]);
    }

    /// <summary>
    /// The transform of a length with large factors. With jk = (j² + k² − (k − j)²) / 2 it is a convolution with exp(πi j² / n), which is done by transforms
    /// of a power of two of at least 2n − 1.
    /// </summary>
    private sealed class Bluestein
    {
        private readonly FourierTransform _padded;
        private readonly Complex[] _chirp, _filter;

        public Bluestein(int length)
        {
            int padded = 1;
            while (padded < 2 * length - 1) padded *= 2;
            _padded = new(padded);
            _chirp = new Complex[length];
            _filter = new Complex[padded];
            for (int k = 0; k < length; k++)
            {
                _chirp[k] = Root((long)k * k % (2L * length), 2L * length); // exp(-πi k² / n)
                _filter[k] = _filter[(padded - k) % padded] = Complex.Conjugate(_chirp[k]);
            }
            _padded.Transform(_filter, inverse: false);
        }

        public void Transform(Span<Complex> values)
        {
            Complex[] work = new Complex[_filter.Length];
            for (int k = 0; k < values.Length; k++) work[k] = Multiply(values[k], _chirp[k]);
            _padded.Transform(work, inverse: false);
            for (int k = 0; k < work.Length; k++) work[k] = Multiply(work[k], _filter[k]);
            _padded.Transform(work, inverse: true);
            for (int k = 0; k < values.Length; k++) values[k] = Multiply(work[k], _chirp[k]);
        }
    }
}
