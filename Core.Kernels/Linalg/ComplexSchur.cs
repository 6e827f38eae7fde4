using System.Numerics;

namespace Core.Kernels;

/// <summary>The Schur form of a complex Hessenberg matrix by implicit single shifts (LAPACK: zlahqr).</summary>
internal static class ComplexSchur
{
    private const int ExceptionalPeriod = 10;

    /// <summary>Overwrites H by the upper triangular T = Zᴴ · H · Z.</summary>
    /// <param name="h">The Hessenberg matrix; what is below its subdiagonal is cleared.</param>
    /// <param name="z">A matrix whose columns are rotated along; without rows where it is not wanted.</param>
    /// <param name="values">The eigenvalues, in the order of the diagonal.</param>
    /// <param name="low">The first row that is not triangular.</param>
    /// <param name="high">The row after the last that is not triangular.</param>
    /// <returns>Whether the iteration converged.</returns>
    public static bool Compute(MatrixSpan<Complex> h, MatrixSpan<Complex> z, Span<Complex> values, int low, int high)
    {
        int n = h.Rows;
        for (int i = 0; i < n; i++)
        {
            h.Row(i)[..Math.Max(0, i - 1)].Clear();
            if (i < low || i >= high) values[i] = h[i, i];
        }
        // Subdiagonal entries that are real.
        for (int i = low + 1; i < high; i++)
        {
            Complex entry = h[i, i - 1];
            if (entry.Imaginary == 0) continue;
            Complex phase = Complex.Conjugate(entry / Field.Abs(entry));
            h[i, i - 1] = Field.Abs(entry);
            ScaleRow(h, i, i, phase);
            ScaleColumn(h, i, 0, Math.Min(n, i + 2), Complex.Conjugate(phase));
            ScaleColumn(z, i, 0, z.Rows, Complex.Conjugate(phase));
        }

        int size = high - low, bottom = high - 1, sinceDeflation = 0;
        double tiny = Field.SafeMinimum * (size / Field.Precision);
        while (bottom >= low)
        {
            int top = low;
            bool deflated = false;
            for (int step = 0; step <= 30 * Math.Max(10, size); step++)
            {
                top = FirstOfBlock(h, low, high, bottom, tiny);
                if (top > low) h[top, top - 1] = 0;
                if (top >= bottom)
                {
                    deflated = true;
                    break;
                }
                Complex shift = Shift(h, top, bottom, ++sinceDeflation);
                Sweep(h, z, top, bottom, shift);
            }
            if (!deflated) return false;
            values[bottom] = h[bottom, bottom];
            sinceDeflation = 0;
            bottom = top - 1;
        }
        return true;
    }

    private static int FirstOfBlock(MatrixSpan<Complex> h, int low, int high, int bottom, double tiny)
    {
        int k = bottom;
        for (; k > low; k--)
        {
            double below = Field.Size(h[k, k - 1]);
            if (below <= tiny) break;
            double test = Field.Size(h[k - 1, k - 1]) + Field.Size(h[k, k]);
            if (test == 0)
            {
                if (k - 2 >= low) test += Math.Abs(h[k - 1, k - 2].Real);
                if (k + 1 < high) test += Math.Abs(h[k + 1, k].Real);
            }
            if (Math.Abs(h[k, k - 1].Real) > Field.Precision * test) continue;
            double above = Field.Size(h[k - 1, k]), last = Field.Size(h[k, k]), gap = Field.Size(h[k - 1, k - 1] - h[k, k]);
            double ab = Math.Max(below, above), ba = Math.Min(below, above), aa = Math.Max(last, gap), bb = Math.Min(last, gap), s = aa + ab;
            if (ba * (ab / s) <= Math.Max(tiny, Field.Precision * (bb * (aa / s)))) break;
        }
        return k;
    }

    /// <summary>Wilkinson's shift, and another one now and then where that does not help.</summary>
    private static Complex Shift(MatrixSpan<Complex> h, int top, int bottom, int sinceDeflation)
    {
        if (sinceDeflation % (2 * ExceptionalPeriod) == 0) return 0.75 * Math.Abs(h[bottom, bottom - 1].Real) + h[bottom, bottom];
        if (sinceDeflation % ExceptionalPeriod == 0) return 0.75 * Math.Abs(h[top + 1, top].Real) + h[top, top];
        Complex t = h[bottom, bottom], u = Complex.Sqrt(h[bottom - 1, bottom]) * Complex.Sqrt(h[bottom, bottom - 1]);
        double s = Field.Size(u);
        if (s == 0) return t;
        Complex x = 0.5 * (h[bottom - 1, bottom - 1] - t);
        double sx = Field.Size(x);
        s = Math.Max(s, sx);
        Complex y = s * Complex.Sqrt(x / s * (x / s) + u / s * (u / s));
        if (sx > 0 && (x / sx).Real * y.Real + (x / sx).Imaginary * y.Imaginary < 0) y = -y;
        return t - u * (u / (x + y));
    }

    private static void Sweep(MatrixSpan<Complex> h, MatrixSpan<Complex> z, int top, int bottom, Complex shift)
    {
        // Where two small subdiagonal entries follow each other the sweep may start.
        Span<Complex> v = stackalloc Complex[2];
        int start = bottom - 1;
        for (; ; start--)
        {
            Complex h11 = h[start, start] - shift;
            double h21 = h[start + 1, start].Real, s = Field.Size(h11) + Math.Abs(h21);
            h11 /= s;
            h21 /= s;
            (v[0], v[1]) = (h11, h21);
            if (start == top) break;
            double before = h[start, start - 1].Real;
            if (Math.Abs(before) * Math.Abs(h21) <= Field.Precision * (Field.Size(h11) * (Field.Size(h[start, start]) + Field.Size(h[start + 1, start + 1])))) break;
        }

        int n = h.Columns;
        for (int k = start; k < bottom; k++)
        {
            if (k > start) (v[0], v[1]) = (h[k, k - 1], h[k + 1, k - 1]);
            Complex t1 = Reflections.Make(v);
            if (k > start) (h[k, k - 1], h[k + 1, k - 1]) = (v[0], 0);
            Complex v2 = v[1], v2Conj = Complex.Conjugate(v2), t1Conj = Complex.Conjugate(t1);
            double t2 = (t1 * v2).Real;
            for (int j = k; j < n; j++)
            {
                Complex sum = t1Conj * h[k, j] + t2 * h[k + 1, j];
                h[k, j] -= sum;
                h[k + 1, j] -= sum * v2;
            }
            Columns(h, Math.Min(k + 2, bottom) + 1, k, t1, t2, v2Conj);
            Columns(z, z.Rows, k, t1, t2, v2Conj);
            if (k == start && start > top)
            {
                // The sweep starts inside the block: scale so that the entry in front stays real.
                Complex phase = 1 - t1;
                phase /= Field.Abs(phase);
                h[start + 1, start] *= Complex.Conjugate(phase);
                if (start + 2 <= bottom) h[start + 2, start + 1] *= phase;
                for (int j = start; j <= bottom; j++)
                {
                    if (j == start + 1) continue;
                    ScaleRow(h, j, j + 1, phase);
                    ScaleColumn(h, j, 0, j, Complex.Conjugate(phase));
                    ScaleColumn(z, j, 0, z.Rows, Complex.Conjugate(phase));
                }
            }
        }
        Complex last = h[bottom, bottom - 1];
        if (last.Imaginary == 0) return;
        double size = Field.Abs(last);
        h[bottom, bottom - 1] = size;
        last /= size;
        ScaleRow(h, bottom, bottom + 1, Complex.Conjugate(last));
        ScaleColumn(h, bottom, 0, bottom, last);
        ScaleColumn(z, bottom, 0, z.Rows, last);
    }

    private static void Columns(MatrixSpan<Complex> x, int end, int k, Complex t1, double t2, Complex v2Conj)
    {
        for (int j = 0; j < end; j++)
        {
            Complex sum = t1 * x[j, k] + t2 * x[j, k + 1];
            x[j, k] -= sum;
            x[j, k + 1] -= sum * v2Conj;
        }
    }

    private static void ScaleRow(MatrixSpan<Complex> x, int row, int start, Complex factor)
    {
        foreach (ref Complex value in x.Row(row)[start..]) value *= factor;
    }

    private static void ScaleColumn(MatrixSpan<Complex> x, int column, int start, int end, Complex factor)
    {
        for (int i = start; i < end; i++) x[i, column] *= factor;
    }
}
