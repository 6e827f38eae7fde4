using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>
/// Discrete Fourier transforms of as many lines at once as a vector has lanes, of lengths with small factors: each stage takes one factor and puts its results
/// in the order of the end (Stockham), so that nothing is permuted.
/// </summary>
internal sealed unsafe partial class FourierLanes
{
    /// <summary>The largest factor that is transformed by its definition.</summary>
    private const int LargestFactor = 31;

    /// <summary>Longer lines would not stay in the cache.</summary>
    private const int LongestLine = 1 << 15;

    private readonly int _length;
    private readonly int[] _factors;
    private readonly double[] _roots; // exp(−2πi k / n), real and imaginary parts in turn
    private readonly double[] _halfRoots; // half of exp(−πi k / n), k < n / 2, where lines are real

    private FourierLanes(int length, int[] factors, bool isReal)
    {
        (_length, _factors) = (length, factors);
        _roots = Roots(length, length, 1);
        _halfRoots = isReal ? Roots((length + 1) / 2, 2 * length, 0.5) : [];
    }

    /// <summary>Lines of a vector.</summary>
    public static int Lanes => Vector<double>.Count;

    /// <summary>Bytes of scratch memory.</summary>
    public long ScratchBytes => 2 * Room * sizeof(Vector<double>);

    /// <summary>Numbers of a line.</summary>
    public int Length => _length;

    /// <summary>
    /// Vectors of each of the two arrays: at least one number more than a line has, for the half of a spectrum. Not a power of two, so that what is read
    /// and what is written at once lie in different sets of the cache.
    /// </summary>
    public long Room => 2L * (_length + 33);

    /// <summary>The plan for a length, or null where its factors are large.</summary>
    /// <param name="length">Numbers of a line.</param>
    /// <param name="isReal">Whether each number is two neighbours of a line of real ones.</param>
    public static FourierLanes? Of(int length, bool isReal)
    {
        if (length is < 2 or > LongestLine || !Vector.IsHardwareAccelerated) return null;
        List<int> factors = [];
        int rest = length;
        // Two fours rather than an eight and a two.
        for (; rest % 8 == 0 && rest % 32 != 16; rest /= 8) factors.Add(8);
        for (; rest % 4 == 0; rest /= 4) factors.Add(4);
        for (int factor = 2; factor <= LargestFactor; factor++)
            for (; rest % factor == 0; rest /= factor) factors.Add(factor);
        return rest == 1 ? new(length, [.. factors], isReal) : null;
    }

    /// <summary>scale · exp(−2πi k / n), real and imaginary parts in turn.</summary>
    private static double[] Roots(int count, int length, double scale)
    {
        double[] roots = new double[2 * count];
        for (int k = 0; k < count; k++)
        {
            // Of angles up to π/4 alone, so that neither part is off by more than its last bit.
            int eighth = (int)(8L * k / length), quarter = (eighth + 1) / 2;
            double rest = 4.0 * k - (double)quarter * length;
            (double sin, double cos) = Math.SinCos(Math.PI / 2 * (rest / length));
            (double real, double imaginary) = (quarter & 3) switch
            {
                0 => (cos, -sin),
                1 => (-sin, -cos),
                2 => (-cos, sin),
                _ => (sin, cos),
            };
            (roots[2 * k], roots[2 * k + 1]) = (scale * real, scale * imaginary);
        }
        return roots;
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
                    case 8: Eights(x, y, roots, part, stride, turn); break;
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

    // The numbers of even index are four points of sums, those of odd index four points of differences, turned by eighths of a circle.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Eights(Vector<double>* x, Vector<double>* y, double* roots, int part, int stride, int turn)
    {
        Vector<double> eighth = new(Math.Sqrt(0.5));
        nint apart = 2 * (nint)stride * part, step = 2 * stride;
        for (int q = 0; q < part; q++)
        {
            double* w = roots;
            nint next = 2 * (nint)q * turn;
            for (int r = 0; r < stride; r++)
            {
                Vector<double>* from = x + 2 * (r + (nint)stride * q), to = y + 2 * (r + (nint)stride * 8 * q), far = from + 4 * apart;
                Vector<double> aRe = from[0] + far[0], aIm = from[1] + far[1], eRe = from[0] - far[0], eIm = from[1] - far[1];
                from += apart;
                far += apart;
                Vector<double> bRe = from[0] + far[0], bIm = from[1] + far[1], fRe = from[0] - far[0], fIm = from[1] - far[1];
                from += apart;
                far += apart;
                Vector<double> cRe = from[0] + far[0], cIm = from[1] + far[1], gRe = from[0] - far[0], gIm = from[1] - far[1];
                from += apart;
                far += apart;
                Vector<double> dRe = from[0] + far[0], dIm = from[1] + far[1], hRe = from[0] - far[0], hIm = from[1] - far[1];

                Vector<double> evenRe = aRe + cRe, evenIm = aIm + cIm, oddRe = bRe + dRe, oddIm = bIm + dIm;
                Vector<double> evenDownRe = aRe - cRe, evenDownIm = aIm - cIm, turnedRe = bIm - dIm, turnedIm = dRe - bRe; // times −i
                (to[0], to[1]) = (evenRe + oddRe, evenIm + oddIm);
                Write(to + 2 * step, evenDownRe + turnedRe, evenDownIm + turnedIm, w + 2 * next, part > 1);
                Write(to + 4 * step, evenRe - oddRe, evenIm - oddIm, w + 4 * next, part > 1);
                Write(to + 6 * step, evenDownRe - turnedRe, evenDownIm - turnedIm, w + 6 * next, part > 1);

                (fRe, fIm) = ((fRe + fIm) * eighth, (fIm - fRe) * eighth);
                (hRe, hIm) = ((hIm - hRe) * eighth, -(hRe + hIm) * eighth);
                (evenRe, evenIm, oddRe, oddIm) = (eRe + gIm, eIm - gRe, fRe + hRe, fIm + hIm);
                (evenDownRe, evenDownIm, turnedRe, turnedIm) = (eRe - gIm, eIm + gRe, fIm - hIm, hRe - fRe);
                Write(to + step, evenRe + oddRe, evenIm + oddIm, w + next, part > 1);
                Write(to + 3 * step, evenDownRe + turnedRe, evenDownIm + turnedIm, w + 3 * next, part > 1);
                Write(to + 5 * step, evenRe - oddRe, evenIm - oddIm, w + 5 * next, part > 1);
                Write(to + 7 * step, evenDownRe - turnedRe, evenDownIm - turnedIm, w + 7 * next, part > 1);
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
    private static void Write(Vector<double>* to, Vector<double> x, Vector<double> y, double* root, bool isTurned)
    {
        if (isTurned) Write(to, x, y, new Vector<double>(root[0]), new Vector<double>(root[1]));
        else (to[0], to[1]) = (x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(Vector<double>* to, Vector<double> x, Vector<double> y, Vector<double> re, Vector<double> im) =>
        (to[0], to[1]) = (Vector.MultiplyAddEstimate(x, re, -(y * im)), Vector.MultiplyAddEstimate(x, im, y * re));
}
