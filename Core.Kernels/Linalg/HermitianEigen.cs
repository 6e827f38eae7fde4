using System.Numerics;

namespace Core.Kernels;

/// <summary>Eigenvalues and eigenvectors of Hermitian matrices: reduction to tridiagonal form, then implicit QL and QR steps.</summary>
public static class HermitianEigen
{
    /// <summary>Reduces one triangle of a Hermitian matrix to a real tridiagonal T = Qᴴ · A · Q (LAPACK: sytrd, hetrd). The other triangle stays.</summary>
    /// <param name="a">The matrix; T and the vectors of the reflections afterwards.</param>
    /// <param name="lower">Which triangle is read and written.</param>
    /// <param name="diagonal">The diagonal of T.</param>
    /// <param name="beside">The entries beside the diagonal, one less.</param>
    /// <param name="taus">The factors of the reflections, one less.</param>
    public static void ToTridiagonal<T>(MatrixSpan<T> a, bool lower, Span<double> diagonal, Span<double> beside, Span<T> taus) where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        // The upper triangle, read backwards, is a lower one.
        MatrixSpan<T> full = Field.New<T>(n, n);
        for (int i = 0; i < n; i++)
        {
            full[i, i] = Field.Of<T>(Field.Real(At(a, i, i)));
            for (int j = 0; j < i; j++)
            {
                full[i, j] = At(a, i, j);
                full[j, i] = Field.Conj(full[i, j]);
            }
        }
        Reduce(full, diagonal, beside, taus);
        for (int i = 0; i < n; i++)
            for (int j = 0; j <= i; j++) At(a, i, j) = full[i, j];
        if (lower) return;
        diagonal.Reverse();
        beside.Reverse();
        taus.Reverse();

        ref T At(MatrixSpan<T> x, int i, int j) => ref lower ? ref x[i, j] : ref x[n - 1 - i, n - 1 - j];
    }

    /// <summary>Overwrites a Hermitian matrix by its eigenvectors, as columns.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="lower">Which triangle is read.</param>
    /// <param name="values">The eigenvalues, ascending.</param>
    /// <returns>Whether the matrix is finite and the iteration converged.</returns>
    public static bool Compute<T>(MatrixSpan<T> a, bool lower, Span<double> values) where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        MatrixSpan<T> work = Field.New<T>(n, n);
        double largest = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                work[i, j] = lower ? a[i, j] : a[n - 1 - i, n - 1 - j];
                largest = Math.Max(largest, i == j ? Math.Abs(Field.Real(work[i, i])) : Field.Size(work[i, j]));
            }
        }
        if (!double.IsFinite(largest)) return false;

        // Numbers so large or small that their squares are not finite or not exact are scaled.
        int exponent = largest != 0 && largest is < 1e-140 or > 1e140 ? Math.ILogB(largest) : 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                if (exponent != 0) work[i, j] = Field.Of<T>(Math.ScaleB(Field.Real(work[i, j]), -exponent), Math.ScaleB(Field.Imaginary(work[i, j]), -exponent));
                work[j, i] = i == j ? Field.Of<T>(Field.Real(work[i, i])) : Field.Conj(work[i, j]);
            }
        }
        double[] beside = new double[Math.Max(0, n - 1)];
        T[] taus = new T[Math.Max(0, n - 1)];
        Reduce(work, values, beside, taus);

        if (!lower)
        {
            values.Reverse();
            Array.Reverse(beside);
        }
        MatrixSpan<double> rows = Field.Identity<double>(n, n); // eigenvectors of the tridiagonal matrix, as rows
        if (!TridiagonalEigen.Compute(values, beside, rows)) return false;
        MatrixSpan<T> vectors = Field.New<T>(n, n);
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) vectors[i, j] = Field.Of<T>(rows[j, lower ? i : n - 1 - i]);
        if (n > 1) Reflections.ApplyAllLeft(work.Block(1, 0, n - 1, n - 1), taus, adjoint: false, vectors.Block(1, 0, n - 1, n));
        for (int i = 0; i < n; i++) vectors.Row(lower ? i : n - 1 - i).CopyTo(a.Row(i));
        if (exponent != 0)
            for (int i = 0; i < n; i++) values[i] = Math.ScaleB(values[i], exponent);
        return true;
    }

    /// <summary>Reduces a matrix of which both triangles are there: each reflection from both sides, as one update of rank 2.</summary>
    private static void Reduce<T>(MatrixSpan<T> a, Span<double> diagonal, Span<double> beside, Span<T> taus) where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        T[] vector = new T[n], product = new T[n], conjugate = new T[n];
        for (int k = 0; k + 1 < n; k++)
        {
            int size = n - k - 1;
            MatrixSpan<T> rest = a.Block(k + 1, k + 1, size, size);
            Span<T> v = vector.AsSpan(0, size), w = product.AsSpan(0, size), vConj = conjugate.AsSpan(0, size);
            a.Block(k + 1, k, size, 1).ReadColumn(0, v);
            T tau = taus[k] = Reflections.Make(v);
            a.Block(k + 1, k, size, 1).WriteColumn(0, v);
            beside[k] = Field.Real(v[0]);
            a[k + 1, k] = Field.Of<T>(beside[k]);
            diagonal[k] = Field.Real(a[k, k]);
            if (tau == T.Zero) continue;

            // w = τ·A·v − ½·τ·(wᴴ·v)·v;  A − v·wᴴ − w·vᴴ.
            v[0] = T.One;
            T overlap = T.Zero;
            for (int i = 0; i < size; i++)
            {
                Span<T> row = rest.Row(i);
                T sum = T.Zero;
                for (int j = 0; j < size; j++) sum += row[j] * v[j];
                w[i] = tau * sum;
                overlap += Field.Conj(w[i]) * v[i];
            }
            T half = Field.Of<T>(-0.5) * tau * overlap;
            for (int i = 0; i < size; i++)
            {
                w[i] += half * v[i];
                vConj[i] = Field.Conj(v[i]);
            }
            Span<T> wConj = new T[size];
            for (int i = 0; i < size; i++) wConj[i] = Field.Conj(w[i]);
            for (int i = 0; i < size; i++)
            {
                MatrixProduct.AddMultiple(-v[i], wConj, rest.Row(i));
                MatrixProduct.AddMultiple(-w[i], vConj, rest.Row(i));
                rest[i, i] = Field.Of<T>(Field.Real(rest[i, i]));
            }
        }
        if (n > 0) diagonal[n - 1] = Field.Real(a[n - 1, n - 1]);
    }
}
