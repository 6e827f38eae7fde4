namespace Core.Kernels;

/// <summary>The real Schur form of a Hessenberg matrix by implicit double shifts (LAPACK: dlahqr).</summary>
internal static class RealSchur
{
    private const int ExceptionalPeriod = 10;

    /// <summary>Overwrites H by T = Zᵀ · H · Z, with standardized blocks of size 2 for complex pairs.</summary>
    /// <param name="h">The Hessenberg matrix; what is below its subdiagonal is cleared.</param>
    /// <param name="z">A matrix whose columns are rotated along; without rows where it is not wanted.</param>
    /// <param name="values">The eigenvalues, in the order of the diagonal.</param>
    /// <param name="low">The first row that is not triangular.</param>
    /// <param name="high">The row after the last that is not triangular.</param>
    /// <returns>Whether the iteration converged.</returns>
    public static bool Compute(MatrixSpan<double> h, MatrixSpan<double> z, Span<System.Numerics.Complex> values, int low, int high)
    {
        int n = h.Rows;
        for (int i = 0; i < n; i++)
        {
            h.Row(i)[..Math.Max(0, i - 1)].Clear();
            if (i < low || i >= high) values[i] = h[i, i];
        }
        int size = high - low, i2 = n, bottom = high - 1, sinceDeflation = 0;
        double tiny = Field.SafeMinimum * (size / Field.Precision);
        Span<double> v = stackalloc double[3];
        while (bottom >= low)
        {
            int top = low;
            bool deflated = false;
            for (int step = 0; step <= 30 * Math.Max(10, size); step++)
            {
                top = FirstOfBlock(h, low, high, bottom, tiny);
                if (top > low) h[top, top - 1] = 0;
                if (top >= bottom - 1)
                {
                    deflated = true;
                    break;
                }
                sinceDeflation++;
                var shifts = Shifts(h, top, bottom, sinceDeflation);
                int start = Start(h, top, bottom, shifts, v);
                Sweep(h, z, start, top, bottom, i2, v);
            }
            if (!deflated) return false;

            if (top == bottom) values[bottom] = h[bottom, bottom];
            else
            {
                var block = Standardize(h[bottom - 1, bottom - 1], h[bottom - 1, bottom], h[bottom, bottom - 1], h[bottom, bottom]);
                (h[bottom - 1, bottom - 1], h[bottom - 1, bottom], h[bottom, bottom - 1], h[bottom, bottom]) = (block.A, block.B, block.C, block.D);
                double imaginary = block.C == 0 ? 0 : Math.Sqrt(Math.Abs(block.B)) * Math.Sqrt(Math.Abs(block.C));
                values[bottom - 1] = new(block.A, imaginary);
                values[bottom] = new(block.D, -imaginary);
                Rotations.Apply(h.Row(bottom - 1)[(bottom + 1)..], h.Row(bottom)[(bottom + 1)..], block.Cs, block.Sn);
                Rotations.ApplyToColumns(h, bottom - 1, bottom, 0, bottom - 1, block.Cs, block.Sn);
                Rotations.ApplyToColumns(z, bottom - 1, bottom, 0, z.Rows, block.Cs, block.Sn);
            }
            sinceDeflation = 0;
            bottom = top - 1;
        }
        return true;
    }

    /// <summary>The first row of the last block whose subdiagonal all counts (Ahues and Tisseur, LAPACK working note 122).</summary>
    private static int FirstOfBlock(MatrixSpan<double> h, int low, int high, int bottom, double tiny)
    {
        int k = bottom;
        for (; k > low; k--)
        {
            double below = Math.Abs(h[k, k - 1]);
            if (below <= tiny) break;
            double test = Math.Abs(h[k - 1, k - 1]) + Math.Abs(h[k, k]);
            if (test == 0)
            {
                if (k - 2 >= low) test += Math.Abs(h[k - 1, k - 2]);
                if (k + 1 < high) test += Math.Abs(h[k + 1, k]);
            }
            if (below > Field.Precision * test) continue;
            double above = Math.Abs(h[k - 1, k]), last = Math.Abs(h[k, k]), gap = Math.Abs(h[k - 1, k - 1] - h[k, k]);
            double ab = Math.Max(below, above), ba = Math.Min(below, above), aa = Math.Max(last, gap), bb = Math.Min(last, gap), s = aa + ab;
            if (ba * (ab / s) <= Math.Max(tiny, Field.Precision * (bb * (aa / s)))) break;
        }
        return k;
    }

    private static (double R1, double I1, double R2, double I2) Shifts(MatrixSpan<double> h, int top, int bottom, int sinceDeflation)
    {
        double h11, h21, h12, h22;
        if (sinceDeflation % ExceptionalPeriod == 0)
        {
            bool atBottom = sinceDeflation % (2 * ExceptionalPeriod) == 0;
            double size = atBottom ? Math.Abs(h[bottom, bottom - 1]) + Math.Abs(h[bottom - 1, bottom - 2]) : Math.Abs(h[top + 1, top]) + Math.Abs(h[top + 2, top + 1]);
            h11 = h22 = 0.75 * size + (atBottom ? h[bottom, bottom] : h[top, top]);
            (h12, h21) = (-0.4375 * size, size);
        }
        else (h11, h21, h12, h22) = (h[bottom - 1, bottom - 1], h[bottom, bottom - 1], h[bottom - 1, bottom], h[bottom, bottom]);
        double s = Math.Abs(h11) + Math.Abs(h12) + Math.Abs(h21) + Math.Abs(h22);
        if (s == 0) return default;
        (h11, h21, h12, h22) = (h11 / s, h21 / s, h12 / s, h22 / s);
        double trace = (h11 + h22) / 2, determinant = (h11 - trace) * (h22 - trace) - h12 * h21, root = Math.Sqrt(Math.Abs(determinant));
        if (determinant >= 0) return (trace * s, root * s, trace * s, -root * s);
        double first = trace + root, second = trace - root, shift = Math.Abs(first - h22) <= Math.Abs(second - h22) ? first * s : second * s;
        return (shift, 0, shift, 0);
    }

    /// <summary>Where two small subdiagonal entries follow each other a sweep may start; the first column of its matrix is left in v.</summary>
    private static int Start(MatrixSpan<double> h, int top, int bottom, (double R1, double I1, double R2, double I2) shifts, Span<double> v)
    {
        (double r1, double i1, double r2, double i2) = shifts;
        int m = bottom - 2;
        for (; ; m--)
        {
            double h21 = h[m + 1, m], s = Math.Abs(h[m, m] - r2) + Math.Abs(i2) + Math.Abs(h21);
            h21 /= s;
            v[0] = h21 * h[m, m + 1] + (h[m, m] - r1) * ((h[m, m] - r2) / s) - i1 * (i2 / s);
            v[1] = h21 * (h[m, m] + h[m + 1, m + 1] - r1 - r2);
            v[2] = h21 * h[m + 2, m + 1];
            s = Math.Abs(v[0]) + Math.Abs(v[1]) + Math.Abs(v[2]);
            (v[0], v[1], v[2]) = (v[0] / s, v[1] / s, v[2] / s);
            if (m == top) return m;
            double diagonal = Math.Abs(h[m - 1, m - 1]) + Math.Abs(h[m, m]) + Math.Abs(h[m + 1, m + 1]);
            if (Math.Abs(h[m, m - 1]) * (Math.Abs(v[1]) + Math.Abs(v[2])) <= Field.Precision * Math.Abs(v[0]) * diagonal) return m;
        }
    }

    private static void Sweep(MatrixSpan<double> h, MatrixSpan<double> z, int start, int top, int bottom, int columns, Span<double> v)
    {
        for (int k = start; k < bottom; k++)
        {
            int count = Math.Min(3, bottom - k + 1);
            if (k > start)
                for (int i = 0; i < count; i++) v[i] = h[k + i, k - 1];
            double t1 = Reflections.Make(v[..count]);
            if (k > start)
            {
                h[k, k - 1] = v[0];
                h[k + 1, k - 1] = 0;
                if (k < bottom - 1) h[k + 2, k - 1] = 0;
            }
            else if (start > top) h[k, k - 1] *= 1 - t1; // not the sign alone: t1 may be 0
            double v2 = v[1], v3 = count == 3 ? v[2] : 0;
            for (int j = k; j < columns; j++)
            {
                double sum = h[k, j] + v2 * h[k + 1, j] + (count == 3 ? v3 * h[k + 2, j] : 0);
                sum *= t1;
                h[k, j] -= sum;
                h[k + 1, j] -= sum * v2;
                if (count == 3) h[k + 2, j] -= sum * v3;
            }
            Columns(h, 0, Math.Min(k + 3, bottom) + 1, k, count, t1, v2, v3);
            Columns(z, 0, z.Rows, k, count, t1, v2, v3);
        }
    }

    private static void Columns(MatrixSpan<double> x, int start, int end, int k, int count, double t1, double v2, double v3)
    {
        for (int j = start; j < end; j++)
        {
            Span<double> row = x.Row(j).Slice(k, count);
            double sum = (row[0] + v2 * row[1] + (count == 3 ? v3 * row[2] : 0)) * t1;
            row[0] -= sum;
            row[1] -= sum * v2;
            if (count == 3) row[2] -= sum * v3;
        }
    }

    /// <summary>The Schur form of ((a, b), (c, d)), either triangular or with equal diagonal entries and b · c negative, and the rotation (LAPACK: dlanv2).</summary>
    private static (double A, double B, double C, double D, double Cs, double Sn) Standardize(double a, double b, double c, double d)
    {
        if (c == 0) return (a, b, c, d, 1, 0);
        if (b == 0) return (d, -c, 0, a, 0, 1);
        if (a - d == 0 && double.IsNegative(b) != double.IsNegative(c)) return (a, b, c, d, 1, 0);

        double difference = a - d, p = 0.5 * difference, larger = Math.Max(Math.Abs(b), Math.Abs(c));
        double smaller = Math.Min(Math.Abs(b), Math.Abs(c)) * Math.CopySign(1, b) * Math.CopySign(1, c);
        double scale = Math.Max(Math.Abs(p), larger), z = p / scale * p + larger / scale * smaller, cs, sn, tau;
        if (z >= 4 * Field.Precision)
        {
            z = p + Math.CopySign(Math.Sqrt(scale) * Math.Sqrt(z), p);
            tau = Field.Hypot(c, z);
            return (d + z, b - c, 0, d - larger / z * smaller, z / tau, c / tau);
        }
        // Complex, or real and almost equal: make the diagonal entries equal.
        double sigma = b + c;
        tau = Field.Hypot(sigma, difference);
        cs = Math.Sqrt(0.5 * (1 + Math.Abs(sigma) / tau));
        sn = -(p / (tau * cs)) * Math.CopySign(1, sigma);
        (double aa, double bb, double cc, double dd) = (a * cs + b * sn, -a * sn + b * cs, c * cs + d * sn, -c * sn + d * cs);
        (a, b, c, d) = (aa * cs + cc * sn, bb * cs + dd * sn, -aa * sn + cc * cs, -bb * sn + dd * cs);
        double mean = 0.5 * (a + d);
        (a, d) = (mean, mean);
        if (c == 0) return (a, b, c, d, cs, sn);
        if (b == 0) return (a, -c, 0, d, -sn, cs);
        if (double.IsNegative(b) != double.IsNegative(c)) return (a, b, c, d, cs, sn);
        // Real eigenvalues: triangular after one more rotation.
        double rootB = Math.Sqrt(Math.Abs(b)), rootC = Math.Sqrt(Math.Abs(c));
        p = Math.CopySign(rootB * rootC, c);
        tau = 1 / Math.Sqrt(Math.Abs(b + c));
        double cs1 = rootB * tau, sn1 = rootC * tau;
        return (mean + p, b - c, 0, mean - p, cs * cs1 - sn * sn1, cs * sn1 + sn * cs1);
    }
}
