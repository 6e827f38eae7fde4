using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>
/// Discrete Fourier transforms of as many lines at once as a vector has lanes, of lengths with small factors: each stage takes one factor and puts its results
/// in the order of the end (Stockham), so that nothing is permuted.
/// </summary>
internal sealed unsafe class FourierLanes
{
    /// <summary>The largest factor that is transformed by its definition.</summary>
    private const int LargestFactor = 31;

    /// <summary>Longer lines would not stay in the cache.</summary>
    private const int LongestLine = 1 << 15;

    private readonly int _length;
    private readonly int[] _factors;
    private readonly double[] _roots; // exp(−2πi k / n), real and imaginary parts in turn

    private FourierLanes(int length, int[] factors)
    {
        (_length, _factors) = (length, factors);
        _roots = new double[2 * length];
        for (int k = 0; k < length; k++)
        {
            // Of angles up to π/4 alone, so that neither part is off by more than its last bit.
            int eighth = (int)(8L * k / length), quarter = (eighth + 1) / 2;
            double rest = 4.0 * k - (double)quarter * length;
            (double sin, double cos) = Math.SinCos(Math.PI / 2 * (rest / length));
            (_roots[2 * k], _roots[2 * k + 1]) = (quarter & 3) switch
            {
                0 => (cos, -sin),
                1 => (-sin, -cos),
                2 => (-cos, sin),
                _ => (sin, cos),
            };
        }
    }

    /// <summary>Lines of a vector.</summary>
    public static int Lanes => Vector<double>.Count;

    /// <summary>Bytes of scratch memory.</summary>
    public long ScratchBytes => 4L * _length * sizeof(Vector<double>);

    /// <summary>The plan for a length, or null where its factors are large.</summary>
    public static FourierLanes? Of(int length)
    {
        if (length is < 2 or > LongestLine || !Vector.IsHardwareAccelerated) return null;
        List<int> factors = [];
        int rest = length;
        for (; rest % 4 == 0; rest /= 4) factors.Add(4);
        for (int factor = 2; factor <= LargestFactor; factor++)
            for (; rest % factor == 0; rest /= factor) factors.Add(factor);
        return rest == 1 ? new(length, [.. factors]) : null;
    }

    /// <summary>Transforms lines whose numbers are pairs of vectors, the real parts first; gives where the results are, which is one of the two arrays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public Vector<double>* Transform(Vector<double>* x, Vector<double>* y)
    {
        int size = _length, stride = 1;
        fixed (double* roots = _roots)
        {
            foreach (int factor in _factors)
            {
                int part = size / factor, turn = _length / size;
                switch (factor)
                {
                    case 4: Fours(x, y, roots, part, stride, turn); break;
                    case 2: Twos(x, y, roots, part, stride, turn); break;
                    default: Primes(x, y, roots, part, stride, turn, factor); break;
                }
                Vector<double>* done = y;
                y = x;
                x = done;
                size = part;
                stride *= factor;
            }
        }
        return x;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Twos(Vector<double>* x, Vector<double>* y, double* roots, int part, int stride, int turn)
    {
        for (int q = 0; q < part; q++)
        {
            Vector<double> re = new(roots[2 * q * turn]), im = new(roots[2 * q * turn + 1]);
            for (int r = 0; r < stride; r++)
            {
                Vector<double>* a = x + 2 * (r + stride * q), b = a + 2 * stride * part, to = y + 2 * (r + stride * 2 * q);
                (to[0], to[1]) = (a[0] + b[0], a[1] + b[1]);
                Write(to + 2 * stride, a[0] - b[0], a[1] - b[1], re, im);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Fours(Vector<double>* x, Vector<double>* y, double* roots, int part, int stride, int turn)
    {
        for (int q = 0; q < part; q++)
        {
            double* w1 = roots + 2 * q * turn, w2 = roots + 4 * q * turn, w3 = roots + 6 * q * turn;
            Vector<double> re1 = new(w1[0]), im1 = new(w1[1]), re2 = new(w2[0]), im2 = new(w2[1]), re3 = new(w3[0]), im3 = new(w3[1]);
            for (int r = 0; r < stride; r++)
            {
                Vector<double>* a = x + 2 * (r + stride * q), b = a + 2 * stride * part, c = b + 2 * stride * part, d = c + 2 * stride * part;
                Vector<double>* to = y + 2 * (r + stride * 4 * q);
                Vector<double> evenRe = a[0] + c[0], evenIm = a[1] + c[1], oddRe = b[0] + d[0], oddIm = b[1] + d[1];
                Vector<double> evenDownRe = a[0] - c[0], evenDownIm = a[1] - c[1], turnedRe = b[1] - d[1], turnedIm = d[0] - b[0]; // times −i
                (to[0], to[1]) = (evenRe + oddRe, evenIm + oddIm);
                Write(to + 2 * stride, evenDownRe + turnedRe, evenDownIm + turnedIm, re1, im1);
                Write(to + 4 * stride, evenRe - oddRe, evenIm - oddIm, re2, im2);
                Write(to + 6 * stride, evenDownRe - turnedRe, evenDownIm - turnedIm, re3, im3);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Primes(Vector<double>* x, Vector<double>* y, double* roots, int part, int stride, int turn, int factor)
    {
        int step = _length / factor; // the root whose factor-th power is 1
        for (int q = 0; q < part; q++)
        {
            for (int k = 0; k < factor; k++)
            {
                Vector<double> re = new(roots[2 * q * k * turn]), im = new(roots[2 * q * k * turn + 1]);
                for (int r = 0; r < stride; r++)
                {
                    Vector<double>* from = x + 2 * (r + stride * q);
                    Vector<double> sumRe = from[0], sumIm = from[1];
                    for (int i = 1; i < factor; i++)
                    {
                        from += 2 * stride * part;
                        double* root = roots + 2 * (i * k % factor * step);
                        Vector<double> rootRe = new(root[0]), rootIm = new(root[1]);
                        sumRe += from[0] * rootRe - from[1] * rootIm;
                        sumIm += from[0] * rootIm + from[1] * rootRe;
                    }
                    Write(y + 2 * (r + stride * (factor * q + k)), sumRe, sumIm, re, im);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector<double>* to, Vector<double> x, Vector<double> y, Vector<double> re, Vector<double> im) =>
        (to[0], to[1]) = (x * re - y * im, x * im + y * re);
}
