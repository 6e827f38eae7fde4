using System.Numerics;

namespace Core.Kernels;

/// <summary>Singular values and vectors: reduction to bidiagonal form by reflections, then implicit QR steps.</summary>
public static class SingularValues
{
    /// <summary>The decomposition A = U · diag(s) · Vᴴ.</summary>
    /// <param name="a">A, at least one row and column; overwritten.</param>
    /// <param name="s">The singular values, descending; as many as the smaller size.</param>
    /// <param name="u">Takes U, all columns or as many as singular values; without columns where vectors are not wanted.</param>
    /// <param name="vAdjoint">Takes Vᴴ, all rows or as many as singular values; without rows where vectors are not wanted.</param>
    /// <returns>Whether the matrix is finite and the iteration converged.</returns>
    public static bool Compute<T>(MatrixSpan<T> a, Span<double> s, MatrixSpan<T> u, MatrixSpan<T> vAdjoint) where T : unmanaged, INumberBase<T>
    {
        double largest = 0;
        for (int i = 0; i < a.Rows; i++)
            foreach (T value in a.Row(i)) largest = Math.Max(largest, Field.Size(value));
        if (!double.IsFinite(largest)) return false;
        int exponent = largest != 0 && largest is < 1e-140 or > 1e140 ? Math.ILogB(largest) : 0;
        if (exponent != 0)
        {
            for (int i = 0; i < a.Rows; i++)
                foreach (ref T value in a.Row(i)) value = Field.Of<T>(Math.ScaleB(Field.Real(value), -exponent), Math.ScaleB(Field.Imaginary(value), -exponent));
        }

        bool wanted = u.Columns > 0 || vAdjoint.Rows > 0, converged;
        if (a.Rows >= a.Columns) converged = Tall(a, s, u, wanted ? vAdjoint : default, wanted, isAdjoint: false);
        else
        {
            // Aᴴ = V · diag(s) · Uᴴ.
            MatrixSpan<T> v = Field.New<T>(vAdjoint.Columns, vAdjoint.Rows), uAdjoint = Field.New<T>(u.Columns, u.Rows);
            converged = Tall(Field.Adjoint(a), s, v, uAdjoint, wanted, isAdjoint: true);
            if (wanted)
            {
                Field.Adjoint(v).CopyTo(vAdjoint);
                Field.Adjoint(uAdjoint).CopyTo(u);
            }
        }
        for (int i = 0; i < s.Length && exponent != 0; i++) s[i] = Math.ScaleB(s[i], exponent);
        return converged;
    }

    // Where the matrix is the adjoint of the one to decompose, LAPACK's steps for that one are done: they give its signs.
    private static bool Tall<T>(MatrixSpan<T> a, Span<double> s, MatrixSpan<T> u, MatrixSpan<T> vAdjoint, bool wanted, bool isAdjoint) where T : unmanaged, INumberBase<T>
    {
        (int m, int n) = (a.Rows, a.Columns);
        if (m < (typeof(T) == typeof(Complex) ? n * 17 / 9 : n * 11 / 6)) return Bidiagonal(a, s, u, vAdjoint, wanted, isAdjoint);

        // Many more rows than columns: R of A = Q · R has the same values, and U = Q · U of R.
        T[] taus = new T[n];
        QrFactor.Compute(a, taus);
        MatrixSpan<T> r = Field.New<T>(n, n), ofR = wanted ? Field.New<T>(n, n) : default;
        for (int i = 0; i < n; i++) a.Row(i)[i..].CopyTo(r.Row(i)[i..]);
        if (!isAdjoint)
        {
            if (!Bidiagonal(r, s, ofR, vAdjoint, wanted, isAdjoint: false)) return false;
        }
        else
        {
            MatrixSpan<T> left = wanted ? Field.New<T>(n, n) : default, rightAdjoint = wanted ? Field.New<T>(n, n) : default;
            if (!Bidiagonal(Field.Adjoint(r), s, left, rightAdjoint, wanted, isAdjoint: false)) return false;
            if (wanted)
            {
                ofR = Field.Adjoint(rightAdjoint);
                Field.Adjoint(left).CopyTo(vAdjoint);
            }
        }
        if (!wanted) return true;
        Field.Identity<T>(m, u.Columns).CopyTo(u);
        ofR.CopyTo(u.Block(0, 0, n, n));
        Reflections.ApplyAllLeft(a, taus, adjoint: false, u);
        return true;
    }

    /// <summary>A = Q · B · Pᴴ with a real upper bidiagonal B (LAPACK: gebrd), then B's decomposition.</summary>
    private static bool Bidiagonal<T>(MatrixSpan<T> a, Span<double> s, MatrixSpan<T> u, MatrixSpan<T> vAdjoint, bool wanted, bool isAdjoint) where T : unmanaged, INumberBase<T>
    {
        (int m, int n) = (a.Rows, a.Columns);
        double[] e = new double[Math.Max(0, n - 1)];
        T[] tauQ = new T[n], tauP = new T[Math.Max(0, n - 1)];
        MatrixSpan<T> p = Field.New<T>(Math.Max(0, n - 1), Math.Max(0, n - 1)); // the vectors of P's reflections, as columns
        for (int k = 0; k < n; k++)
        {
            T[] v = new T[m - k];
            a.Block(k, 0, m - k, n).ReadColumn(k, v);
            tauQ[k] = Reflections.Make<T>(v);
            a.Block(k, 0, m - k, n).WriteColumn(k, v);
            s[k] = Field.Real(v[0]);
            v[0] = T.One;
            Reflections.ApplyLeft(v, Field.Conj(tauQ[k]), a.Block(k, k + 1, m - k, n - k - 1));
            if (k == n - 1) break;

            T[] w = new T[n - k - 1];
            for (int j = 0; j < w.Length; j++) w[j] = Field.Conj(a[k, k + 1 + j]);
            tauP[k] = Reflections.Make<T>(w);
            e[k] = Field.Real(w[0]);
            w[0] = T.One;
            p.Block(k, k, w.Length, 1).WriteColumn(0, w);
            Reflections.ApplyRight(w, tauP[k], a.Block(k + 1, k + 1, m - k - 1, n - k - 1));
        }

        int rows = wanted ? n : 0;
        MatrixSpan<double> left = Field.Identity<double>(n, rows), right = Field.Identity<double>(n, rows); // singular vectors of B, as rows
        bool converged = isAdjoint ? OfLower(s, e, right, left) : BidiagonalSvd.Compute(s, e, left, right);
        if (!converged) return false;
        if (!wanted) return true;

        Field.Identity<T>(m, u.Columns).CopyTo(u);
        MatrixSpan<T> vectors = Field.New<T>(n, n);
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                u[i, j] = Field.Of<T>(left[j, i]);
                vectors[i, j] = Field.Of<T>(right[j, i]);
            }
        }
        Reflections.ApplyAllLeft(a, tauQ, adjoint: false, u);
        if (n > 1) Reflections.ApplyAllLeft(p, tauP, adjoint: false, vectors.Block(1, 0, n - 1, n));
        Field.Adjoint(vectors).CopyTo(vAdjoint);
        return true;
    }

    /// <summary>The decomposition of a lower bidiagonal matrix: rotations of its rows make it an upper one (LAPACK: bdsdc).</summary>
    private static bool OfLower(Span<double> d, Span<double> e, MatrixSpan<double> left, MatrixSpan<double> right)
    {
        (double C, double S)[] rotations = new (double, double)[e.Length];
        for (int i = 0; i < e.Length; i++)
        {
            (double c, double s, d[i]) = Rotations.Make(d[i], e[i]);
            e[i] = s * d[i + 1];
            d[i + 1] *= c;
            rotations[i] = (c, s);
        }
        if (!BidiagonalSvd.Compute(d, e, left, right)) return false;
        if (left.Columns > 0)
            for (int i = e.Length - 1; i >= 0; i--) Rotations.ApplyToColumns(left, i, i + 1, 0, left.Rows, rotations[i].C, -rotations[i].S);
        return true;
    }
}
