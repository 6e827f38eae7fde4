using System.Numerics;

namespace Core.Kernels;

/// <summary>Reduction of square matrices to Hessenberg form, zero below the first subdiagonal, by a unitary similarity.</summary>
public static class HessenbergForm
{
    /// <summary>Overwrites a matrix by H and, below the subdiagonal, the vectors of the reflections (LAPACK: gehrd).</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="taus">The factors of the reflections, one less than rows.</param>
    public static void Compute<T>(MatrixSpan<T> a, Span<T> taus) where T : unmanaged, INumberBase<T> => Compute(a, taus, 0, a.Rows);

    /// <summary>As above, for a matrix that is triangular but for the rows and columns from <paramref name="low"/> to before <paramref name="high"/>.</summary>
    internal static void Compute<T>(MatrixSpan<T> a, Span<T> taus, int low, int high) where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        taus.Clear();
        for (int k = low; k + 1 < high; k++)
        {
            int size = high - k - 1;
            T[] v = new T[size];
            a.Block(k + 1, k, size, 1).ReadColumn(0, v);
            T tau = taus[k] = Reflections.Make<T>(v);
            a.Block(k + 1, k, size, 1).WriteColumn(0, v);
            v[0] = T.One;
            Reflections.ApplyRight(v, tau, a.Block(0, k + 1, high, size));
            Reflections.ApplyLeft(v, Field.Conj(tau), a.Block(k + 1, k + 1, size, n - k - 1));
        }
    }

    /// <summary>The unitary Q out of what <see cref="Compute{T}(MatrixSpan{T}, Span{T})"/> left (LAPACK: orghr).</summary>
    internal static MatrixSpan<T> Generate<T>(MatrixSpan<T> a, ReadOnlySpan<T> taus) where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        MatrixSpan<T> q = Field.Identity<T>(n, n);
        if (n > 1) Reflections.ApplyAllLeft(a.Block(1, 0, n - 1, n - 1), taus, adjoint: false, q.Block(1, 1, n - 1, n - 1));
        return q;
    }
}
