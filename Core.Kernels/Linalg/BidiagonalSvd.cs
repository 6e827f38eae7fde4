namespace Core.Kernels;

/// <summary>Singular values and vectors of upper bidiagonal matrices by implicit QR steps, small values as exact as large ones (LAPACK: bdsqr).</summary>
internal ref struct BidiagonalSvd
{
    private const int StepsPerValue = 6;

    private readonly Span<double> _d, _e;
    private readonly MatrixSpan<double> _u, _v;
    private readonly double _tolerance, _threshold;

    private BidiagonalSvd(Span<double> d, Span<double> e, MatrixSpan<double> u, MatrixSpan<double> v)
    {
        _d = d;
        _e = e;
        _u = u;
        _v = v;
        int n = d.Length;
        _tolerance = Math.Max(10, Math.Min(100, Math.Pow(Field.Epsilon, -0.125))) * Field.Epsilon;
        double smallest = Math.Abs(d[0]), mu = smallest;
        for (int i = 1; i < n && smallest != 0; i++)
        {
            mu = Math.Abs(d[i]) * (mu / (mu + Math.Abs(e[i - 1])));
            smallest = Math.Min(smallest, mu);
        }
        _threshold = Math.Max(_tolerance * (smallest / Math.Sqrt(n)), StepsPerValue * ((double)n * (n * Field.SafeMinimum)));
    }

    /// <summary>Overwrites the diagonal by the singular values, descending.</summary>
    /// <param name="d">The diagonal.</param>
    /// <param name="e">The entries above it; overwritten.</param>
    /// <param name="u">Rows that are rotated as the rows of the matrix: those of the identity become the left singular vectors.</param>
    /// <param name="v">Rows that are rotated as its columns: those of the identity become the right singular vectors.</param>
    /// <returns>Whether the iteration converged.</returns>
    public static bool Compute(Span<double> d, Span<double> e, MatrixSpan<double> u, MatrixSpan<double> v)
    {
        if (d.Length == 0) return true;
        BidiagonalSvd svd = new(d, e, u, v);
        if (!svd.Iterate()) return false;
        svd.Order();
        return true;
    }

    private readonly bool Iterate()
    {
        Span<double> d = _d, e = _e;
        long stepsLeft = (long)StepsPerValue * d.Length * d.Length;
        int oldStart = -1, oldEnd = -1, end = d.Length - 1;
        bool down = true;
        while (end > 0)
        {
            if (stepsLeft < 0) return false;

            // The part from start to end whose entries above the diagonal all count.
            double largest = Math.Abs(d[end]);
            int start = end - 1;
            for (; start >= 0; start--)
            {
                double beside = Math.Abs(e[start]);
                if (beside <= _threshold)
                {
                    e[start] = 0;
                    break;
                }
                largest = Math.Max(largest, Math.Max(Math.Abs(d[start]), beside));
            }
            start++;
            if (start == end)
            {
                end--;
                continue;
            }
            if (start == end - 1)
            {
                var pair = Rotations.Singular(d[start], e[start], d[end]);
                (d[start], e[start], d[end]) = (pair.Larger, 0, pair.Smaller);
                Rotations.Apply(_v.Row(start), _v.Row(end), pair.CosRight, pair.SinRight);
                Rotations.Apply(_u.Row(start), _u.Row(end), pair.CosLeft, pair.SinLeft);
                end -= 2;
                continue;
            }

            // A new part is chased from its larger end to its smaller one.
            if (start > oldEnd || end < oldStart) down = Math.Abs(d[start]) >= Math.Abs(d[end]);
            if (!IsUnsplit(start, end, down, out double smallest)) continue;
            (oldStart, oldEnd) = (start, end);

            double shift = 0;
            if (d.Length * _tolerance * (smallest / largest) > Math.Max(Field.Epsilon, 0.01 * _tolerance))
            {
                double first = Math.Abs(down ? d[start] : d[end]);
                shift = down ? Rotations.SingularValues(d[end - 1], e[end - 1], d[end]).Smaller : Rotations.SingularValues(d[start], e[start], d[start + 1]).Smaller;
                if (first > 0 && shift / first * (shift / first) < Field.Epsilon) shift = 0;
            }
            stepsLeft -= end - start;
            if (shift == 0 && down) StepDown(start, end);
            else if (shift == 0) StepUp(start, end);
            else if (down) StepDown(start, end, shift);
            else StepUp(start, end, shift);
            int last = down ? end - 1 : start;
            if (Math.Abs(e[last]) <= _threshold) e[last] = 0;
        }
        return true;
    }

    /// <summary>Clears the first entry that is small for its neighbours; where there is none, bounds the smallest singular value of the part.</summary>
    private readonly bool IsUnsplit(int start, int end, bool down, out double smallest)
    {
        Span<double> d = _d, e = _e;
        (int first, int last) = down ? (start, end - 1) : (end - 1, start);
        double mu = Math.Abs(down ? d[start] : d[end]);
        smallest = mu;
        if (Math.Abs(e[last]) <= _tolerance * Math.Abs(down ? d[end] : d[start]))
        {
            e[last] = 0;
            return false;
        }
        for (int i = first; down ? i <= last : i >= last; i += down ? 1 : -1)
        {
            if (Math.Abs(e[i]) <= _tolerance * mu)
            {
                e[i] = 0;
                return false;
            }
            mu = Math.Abs(d[down ? i + 1 : i]) * (mu / (mu + Math.Abs(e[i])));
            smallest = Math.Min(smallest, mu);
        }
        return true;
    }

    /// <summary>A step without shift, which keeps small values exact (Demmel and Kahan).</summary>
    private readonly void StepDown(int start, int end)
    {
        Span<double> d = _d, e = _e;
        double c = 1, oldC = 1, s = 0, oldS = 0;
        for (int i = start; i < end; i++)
        {
            (c, s, double r) = Rotations.Make(d[i] * c, e[i]);
            if (i > start) e[i - 1] = oldS * r;
            (oldC, oldS, d[i]) = Rotations.Make(oldC * r, d[i + 1] * s);
            Rotations.Apply(_v.Row(i), _v.Row(i + 1), c, s);
            Rotations.Apply(_u.Row(i), _u.Row(i + 1), oldC, oldS);
        }
        double h = d[end] * c;
        d[end] = h * oldC;
        e[end - 1] = h * oldS;
    }

    private readonly void StepUp(int start, int end)
    {
        Span<double> d = _d, e = _e;
        double c = 1, oldC = 1, s = 0, oldS = 0;
        for (int i = end; i > start; i--)
        {
            (c, s, double r) = Rotations.Make(d[i] * c, e[i - 1]);
            if (i < end) e[i] = oldS * r;
            (oldC, oldS, d[i]) = Rotations.Make(oldC * r, d[i - 1] * s);
            Rotations.Apply(_u.Row(i - 1), _u.Row(i), c, -s);
            Rotations.Apply(_v.Row(i - 1), _v.Row(i), oldC, -oldS);
        }
        double h = d[start] * c;
        d[start] = h * oldC;
        e[start] = h * oldS;
    }

    private readonly void StepDown(int start, int end, double shift)
    {
        Span<double> d = _d, e = _e;
        double f = (Math.Abs(d[start]) - shift) * (Math.CopySign(1, d[start]) + shift / d[start]), g = e[start];
        for (int i = start; i < end; i++)
        {
            (double cr, double sr, double r) = Rotations.Make(f, g);
            if (i > start) e[i - 1] = r;
            f = cr * d[i] + sr * e[i];
            e[i] = cr * e[i] - sr * d[i];
            g = sr * d[i + 1];
            d[i + 1] = cr * d[i + 1];
            (double cl, double sl, d[i]) = Rotations.Make(f, g);
            f = cl * e[i] + sl * d[i + 1];
            d[i + 1] = cl * d[i + 1] - sl * e[i];
            if (i < end - 1)
            {
                g = sl * e[i + 1];
                e[i + 1] = cl * e[i + 1];
            }
            Rotations.Apply(_v.Row(i), _v.Row(i + 1), cr, sr);
            Rotations.Apply(_u.Row(i), _u.Row(i + 1), cl, sl);
        }
        e[end - 1] = f;
    }

    private readonly void StepUp(int start, int end, double shift)
    {
        Span<double> d = _d, e = _e;
        double f = (Math.Abs(d[end]) - shift) * (Math.CopySign(1, d[end]) + shift / d[end]), g = e[end - 1];
        for (int i = end; i > start; i--)
        {
            (double cr, double sr, double r) = Rotations.Make(f, g);
            if (i < end) e[i] = r;
            f = cr * d[i] + sr * e[i - 1];
            e[i - 1] = cr * e[i - 1] - sr * d[i];
            g = sr * d[i - 1];
            d[i - 1] = cr * d[i - 1];
            (double cl, double sl, d[i]) = Rotations.Make(f, g);
            f = cl * e[i - 1] + sl * d[i - 1];
            d[i - 1] = cl * d[i - 1] - sl * e[i - 1];
            if (i > start + 1)
            {
                g = sl * e[i - 2];
                e[i - 2] = cl * e[i - 2];
            }
            Rotations.Apply(_v.Row(i - 1), _v.Row(i), cl, -sl);
            Rotations.Apply(_u.Row(i - 1), _u.Row(i), cr, -sr);
        }
        e[start] = f;
    }

    /// <summary>Makes the values positive and sorts them, the largest first.</summary>
    private readonly void Order()
    {
        Span<double> d = _d;
        for (int i = 0; i < d.Length; i++)
        {
            if (d[i] >= 0 && !(d[i] == 0 && double.IsNegative(d[i]))) continue;
            d[i] = -d[i];
            foreach (ref double x in _v.Row(i)) x = -x;
        }
        for (int end = d.Length - 1; end > 0; end--)
        {
            int smallest = 0;
            for (int j = 1; j <= end; j++)
                if (d[j] <= d[smallest]) smallest = j;
            if (smallest == end) continue;
            (d[smallest], d[end]) = (d[end], d[smallest]);
            _u.SwapRows(smallest, end);
            _v.SwapRows(smallest, end);
        }
    }
}
