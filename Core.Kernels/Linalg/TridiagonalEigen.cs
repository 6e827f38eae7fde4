namespace Core.Kernels;

/// <summary>Eigenvalues and eigenvectors of symmetric tridiagonal matrices by implicit QL and QR steps (LAPACK: steqr).</summary>
internal static class TridiagonalEigen
{
    private const int StepsPerValue = 30;

    /// <summary>Overwrites the diagonal by the eigenvalues, ascending, and rotates the rows of a matrix along, those of the identity into the eigenvectors.</summary>
    /// <param name="d">The diagonal.</param>
    /// <param name="e">The entries beside it; overwritten.</param>
    /// <param name="z">As many rows as there are eigenvalues.</param>
    /// <returns>Whether the iteration converged.</returns>
    public static bool Compute(Span<double> d, Span<double> e, MatrixSpan<double> z)
    {
        int n = d.Length, stepsLeft = StepsPerValue * n;
        int next = 0;
        while (next < n)
        {
            // A part whose entries beside the diagonal all count.
            if (next > 0) e[next - 1] = 0;
            int start = next, end = start;
            while (end < n - 1)
            {
                double beside = Math.Abs(e[end]);
                if (beside == 0) break;
                if (beside <= Math.Sqrt(Math.Abs(d[end])) * Math.Sqrt(Math.Abs(d[end + 1])) * Field.Epsilon)
                {
                    e[end] = 0;
                    break;
                }
                end++;
            }
            next = end + 1;
            if (end == start) continue;
            bool converged = Math.Abs(d[end]) < Math.Abs(d[start]) ? Qr(d, e, z, end, start, ref stepsLeft) : Ql(d, e, z, start, end, ref stepsLeft);
            if (!converged) return false;
        }
        Sort(d, z);
        return true;
    }

    /// <summary>QL steps from the smaller end, <paramref name="l"/>, upwards.</summary>
    private static bool Ql(Span<double> d, Span<double> e, MatrixSpan<double> z, int l, int end, ref int stepsLeft)
    {
        while (l <= end)
        {
            int m = l;
            while (m < end && !IsSmall(e[m], d[m], d[m + 1])) m++;
            if (m < end) e[m] = 0;
            if (m == l)
            {
                l++;
                continue;
            }
            if (m == l + 1)
            {
                (double first, double second, double cs, double sn) = Rotations.Symmetric(d[l], e[l], d[l + 1]);
                Rotations.Apply(z.Row(l), z.Row(l + 1), cs, sn);
                (d[l], d[l + 1], e[l]) = (first, second, 0);
                l += 2;
                continue;
            }
            if (stepsLeft-- == 0) return false;
            double g = (d[l + 1] - d[l]) / (2 * e[l]), r = Field.Hypot(g, 1), s = 1, c = 1, p = 0;
            g = d[m] - d[l] + e[l] / (g + Math.CopySign(r, g));
            for (int i = m - 1; i >= l; i--)
            {
                double f = s * e[i], b = c * e[i];
                (c, s, r) = Rotations.Make(g, f);
                if (i != m - 1) e[i + 1] = r;
                g = d[i + 1] - p;
                r = (d[i] - g) * s + 2 * c * b;
                p = s * r;
                d[i + 1] = g + p;
                g = c * r - b;
                Rotations.Apply(z.Row(i), z.Row(i + 1), c, -s);
            }
            d[l] -= p;
            e[l] = g;
        }
        return true;
    }

    /// <summary>QR steps from the smaller end, <paramref name="l"/>, downwards.</summary>
    private static bool Qr(Span<double> d, Span<double> e, MatrixSpan<double> z, int l, int end, ref int stepsLeft)
    {
        while (l >= end)
        {
            int m = l;
            while (m > end && !IsSmall(e[m - 1], d[m], d[m - 1])) m--;
            if (m > end) e[m - 1] = 0;
            if (m == l)
            {
                l--;
                continue;
            }
            if (m == l - 1)
            {
                (double first, double second, double cs, double sn) = Rotations.Symmetric(d[l - 1], e[l - 1], d[l]);
                Rotations.Apply(z.Row(l - 1), z.Row(l), cs, sn);
                (d[l - 1], d[l], e[l - 1]) = (first, second, 0);
                l -= 2;
                continue;
            }
            if (stepsLeft-- == 0) return false;
            double g = (d[l - 1] - d[l]) / (2 * e[l - 1]), r = Field.Hypot(g, 1), s = 1, c = 1, p = 0;
            g = d[m] - d[l] + e[l - 1] / (g + Math.CopySign(r, g));
            for (int i = m; i < l; i++)
            {
                double f = s * e[i], b = c * e[i];
                (c, s, r) = Rotations.Make(g, f);
                if (i != m) e[i - 1] = r;
                g = d[i] - p;
                r = (d[i + 1] - g) * s + 2 * c * b;
                p = s * r;
                d[i] = g + p;
                g = c * r - b;
                Rotations.Apply(z.Row(i), z.Row(i + 1), c, s);
            }
            d[l] -= p;
            e[l - 1] = g;
        }
        return true;
    }

    private static bool IsSmall(double beside, double first, double second) =>
        beside * beside <= Field.Epsilon * Field.Epsilon * Math.Abs(first) * Math.Abs(second) + Field.SafeMinimum;

    private static void Sort(Span<double> d, MatrixSpan<double> z)
    {
        for (int i = 0; i < d.Length - 1; i++)
        {
            int smallest = i;
            for (int j = i + 1; j < d.Length; j++)
                if (d[j] < d[smallest]) smallest = j;
            if (smallest == i) continue;
            (d[i], d[smallest]) = (d[smallest], d[i]);
            z.SwapRows(i, smallest);
        }
    }
}
