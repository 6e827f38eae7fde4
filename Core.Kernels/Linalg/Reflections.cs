using System.Numerics;

namespace Core.Kernels;

/// <summary>Householder reflections I − τ · v · vᴴ with v₀ = 1, one at a time and in blocks.</summary>
internal static class Reflections
{
    /// <summary>How many reflections are applied at once.</summary>
    public const int BlockSize = 32;

    /// <summary>
    /// The reflection whose adjoint maps <paramref name="x"/> to (β, 0, …, 0) with a real β: v without its first entry and β are left in x
    /// (LAPACK: larfg).
    /// </summary>
    /// <returns>τ.</returns>
    public static T Make<T>(Span<T> x) where T : unmanaged, INumberBase<T>
    {
        if (x.Length == 0) return T.Zero;
        T alpha = x[0];
        double rest = Field.Norm<T>(x[1..]);
        if (rest == 0 && Field.Imaginary(alpha) == 0) return T.Zero;
        double norm = Field.Hypot(Field.Abs(alpha), rest), beta = -Field.WithSign(norm, Field.Real(alpha));
        T tau = Field.Of<T>((beta - Field.Real(alpha)) / beta, -Field.Imaginary(alpha) / beta);
        T divisor = alpha - Field.Of<T>(beta);
        for (int i = 1; i < x.Length; i++) x[i] /= divisor;
        x[0] = Field.Of<T>(beta);
        return tau;
    }

    /// <summary>C − τ · v · (vᴴ · C).</summary>
    public static void ApplyLeft<T>(ReadOnlySpan<T> v, T tau, MatrixSpan<T> c) where T : unmanaged, INumberBase<T>
    {
        if (tau == T.Zero || c.Columns == 0) return;
        Span<T> sums = new T[c.Columns];
        for (int i = 0; i < c.Rows; i++) MatrixProduct.AddMultiple(Field.Conj(v[i]), c.Row(i), sums);
        for (int i = 0; i < c.Rows; i++) MatrixProduct.AddMultiple(-tau * v[i], sums, c.Row(i));
    }

    /// <summary>C − τ · (C · v) · vᴴ.</summary>
    public static void ApplyRight<T>(ReadOnlySpan<T> v, T tau, MatrixSpan<T> c) where T : unmanaged, INumberBase<T>
    {
        if (tau == T.Zero) return;
        Span<T> conjugate = new T[v.Length];
        for (int i = 0; i < v.Length; i++) conjugate[i] = Field.Conj(v[i]);
        for (int i = 0; i < c.Rows; i++)
        {
            Span<T> row = c.Row(i);
            T sum = T.Zero;
            for (int j = 0; j < row.Length; j++) sum += row[j] * v[j];
            MatrixProduct.AddMultiple(-tau * sum, conjugate, row);
        }
    }

    /// <summary>Q · C, or Qᴴ · C, where Q = H₀ · H₁ · … has its reflections in the columns of <paramref name="a"/>, below the diagonal.</summary>
    public static void ApplyAllLeft<T>(MatrixSpan<T> a, ReadOnlySpan<T> taus, bool adjoint, MatrixSpan<T> c) where T : unmanaged, INumberBase<T>
    {
        int blocks = (taus.Length + BlockSize - 1) / BlockSize;
        for (int k = 0; k < blocks; k++)
        {
            int start = (adjoint ? k : blocks - 1 - k) * BlockSize, width = Math.Min(BlockSize, taus.Length - start);
            MatrixSpan<T> v = Vectors(a.Block(start, start, a.Rows - start, width));
            ApplyBlock(v, taus.Slice(start, width), adjoint, c.Block(start, 0, c.Rows - start, c.Columns));
        }
    }

    /// <summary>The product of a block of reflections, or its adjoint, times C: C − V · T · (Vᴴ · C) (LAPACK: larft, larfb).</summary>
    /// <param name="v">The vectors, as columns, ones and zeros written out.</param>
    /// <param name="taus">The factors.</param>
    /// <param name="adjoint">Whether to apply the adjoint.</param>
    /// <param name="c">What to apply it to.</param>
    public static void ApplyBlock<T>(MatrixSpan<T> v, ReadOnlySpan<T> taus, bool adjoint, MatrixSpan<T> c) where T : unmanaged, INumberBase<T>
    {
        if (c.Columns == 0 || c.Rows == 0) return;
        int width = taus.Length;
        MatrixSpan<T> vAdjoint = Field.Adjoint(v), gram = Field.New<T>(width, width), t = Field.New<T>(width, width);
        MatrixProduct.Accumulate(T.One, vAdjoint, v, gram);
        for (int i = 0; i < width; i++)
        {
            t[i, i] = taus[i];
            for (int row = 0; row < i; row++)
            {
                T sum = T.Zero;
                for (int k = row; k < i; k++) sum += t[row, k] * gram[k, i];
                t[row, i] = -taus[i] * sum;
            }
        }
        MatrixSpan<T> product = Field.New<T>(width, c.Columns), scaled = Field.New<T>(width, c.Columns);
        MatrixProduct.Accumulate(T.One, vAdjoint, c, product);
        MatrixProduct.Accumulate(T.One, adjoint ? Field.Adjoint(t) : t, product, scaled);
        MatrixProduct.Accumulate(-T.One, v, scaled, c);
    }

    /// <summary>The vectors of a block with their ones, and zeros instead of what is above.</summary>
    public static MatrixSpan<T> Vectors<T>(MatrixSpan<T> a) where T : unmanaged, INumberBase<T>
    {
        MatrixSpan<T> v = Field.New<T>(a.Rows, a.Columns);
        for (int i = 0; i < a.Rows; i++)
        {
            for (int j = 0; j < Math.Min(i, a.Columns); j++) v[i, j] = a[i, j];
            if (i < a.Columns) v[i, i] = T.One;
        }
        return v;
    }
}
