using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

// A line of 2n real numbers as n complex ones, z[j] = x[2j] + i x[2j + 1]. With Z their transform, that of the numbers of even index is
// E[k] = (Z[k] + conj Z[n − k]) / 2, that of the others O[k] = (Z[k] − conj Z[n − k]) / 2i, and that of all is X[k] = E[k] + exp(−πi k / n) O[k], k ≤ n,
// of which X[n − k] = conj(E[k] − exp(−πi k / n) O[k]). (Numerical Recipes, §12.3.)
internal sealed unsafe partial class FourierLanes
{
    private static Vector<double> Half => new(0.5);

    /// <summary>Makes the first half of the spectrum of a real line, one number more than lines have, of the transform of its pairs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Untangle(Vector<double>* z)
    {
        Vector<double>* low = z, high = z + 2 * _length;
        (Vector<double> even, Vector<double> odd) = (z[0], z[1]);
        (low[0], low[1], high[0], high[1]) = (even + odd, default, even - odd, default);
        fixed (double* roots = _halfRoots)
        {
            double* root = roots;
            for (low += 2, high -= 2; low < high; low += 2, high -= 2)
            {
                root += 2;
                Vector<double> evenRe = (low[0] + high[0]) * Half, evenIm = (low[1] - high[1]) * Half, re = low[1] + high[1], im = high[0] - low[0];
                Vector<double> cos = new(root[0]), sin = new(root[1]);
                Vector<double> turnedRe = re * cos - im * sin, turnedIm = re * sin + im * cos;
                (low[0], low[1], high[0], high[1]) = (evenRe + turnedRe, evenIm + turnedIm, evenRe - turnedRe, turnedIm - evenIm);
            }
        }
        if (low == high) low[1] = -low[1];
    }

    /// <summary>Undoes <see cref="Untangle"/> and exchanges real and imaginary parts, for a transform back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Entangle(Vector<double>* x)
    {
        Vector<double>* low = x, high = x + 2 * _length;
        // Neither the first number nor the last one has an imaginary part.
        (low[0], low[1]) = ((low[0] - high[0]) * Half, (low[0] + high[0]) * Half);
        fixed (double* roots = _halfRoots)
        {
            double* root = roots;
            for (low += 2, high -= 2; low < high; low += 2, high -= 2)
            {
                root += 2;
                Vector<double> evenRe = (low[0] + high[0]) * Half, evenIm = (low[1] - high[1]) * Half, re = low[0] - high[0], im = low[1] + high[1];
                Vector<double> cos = new(root[0]), sin = new(root[1]);
                Vector<double> turnedRe = re * sin - im * cos, turnedIm = re * cos + im * sin; // times i / exp(−πi k / n)
                (low[0], low[1], high[0], high[1]) = (evenIm + turnedIm, evenRe + turnedRe, turnedIm - evenIm, evenRe - turnedRe);
            }
        }
        if (low == high) (low[0], low[1]) = (-low[1], low[0]);
    }
}
