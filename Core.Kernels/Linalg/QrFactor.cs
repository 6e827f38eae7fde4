using System.Numerics;

namespace Core.Kernels;

/// <summary>Factors with orthonormal columns, by Householder reflections, stored and signed as LAPACK does.</summary>
public static class QrFactor
{
    /// <summary>Overwrites a matrix by R and, below the diagonal, the vectors of the reflections whose product is Q (LAPACK: geqrf).</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="taus">The factors of the reflections; as many as the smaller size.</param>
    public static void Compute<T>(MatrixSpan<T> a, Span<T> taus) where T : unmanaged, INumberBase<T>
    {
        for (int start = 0; start < taus.Length; start += Reflections.BlockSize)
        {
            int width = Math.Min(Reflections.BlockSize, taus.Length - start), rows = a.Rows - start;
            MatrixSpan<T> panel = a.Block(start, start, rows, width);
            for (int j = 0; j < width; j++) taus[start + j] = Step(panel, j, j, width);
            MatrixSpan<T> right = a.Block(start, start + width, rows, a.Columns - start - width);
            if (right.Columns > 0) Reflections.ApplyBlock(Reflections.Vectors(panel), taus.Slice(start, width), adjoint: true, right);
        }
    }

    /// <summary>As <see cref="Compute"/>, columns exchanged so that the diagonal of R does not increase (LAPACK: geqp3).</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="order">Not 0 for columns that come first in any case; overwritten by the columns in their new order, counted from 1.</param>
    /// <param name="taus">The factors of the reflections.</param>
    public static void ComputePivoted<T>(MatrixSpan<T> a, Span<long> order, Span<T> taus) where T : unmanaged, INumberBase<T>
    {
        int n = a.Columns, first = 0;
        for (int j = 0; j < n; j++)
        {
            bool comesFirst = order[j] != 0;
            order[j] = j + 1;
            if (!comesFirst) continue;
            if (j != first)
            {
                a.SwapColumns(j, first);
                (order[j], order[first]) = (order[first], j + 1);
            }
            first++;
        }
        int step = 0;
        for (; step < Math.Min(first, taus.Length); step++) taus[step] = Step(a, step, step, n);

        double[] norms = new double[n], exact = new double[n];
        T[] column = new T[a.Rows];
        for (int j = step; j < n; j++) norms[j] = exact[j] = NormBelow(a, step, j, column);
        for (; step < taus.Length; step++)
        {
            int pivot = step;
            for (int j = step + 1; j < n; j++)
                if (norms[j] > norms[pivot]) pivot = j;
            if (pivot != step)
            {
                a.SwapColumns(pivot, step);
                (order[pivot], order[step]) = (order[step], order[pivot]);
                (norms[pivot], exact[pivot]) = (norms[step], exact[step]);
            }
            taus[step] = Step(a, step, step, n);
            for (int j = step + 1; j < n; j++) Downdate(a, step, j, norms, exact, column);
        }
    }

    /// <summary>Overwrites the reflections by the first columns of their product Q (LAPACK: orgqr).</summary>
    /// <param name="a">What <see cref="Compute"/> left, at least as many rows as columns.</param>
    /// <param name="taus">The factors of the reflections, at most as many as columns.</param>
    public static void Generate<T>(MatrixSpan<T> a, ReadOnlySpan<T> taus) where T : unmanaged, INumberBase<T>
    {
        MatrixSpan<T> q = Field.Identity<T>(a.Rows, a.Columns);
        Reflections.ApplyAllLeft(a, taus, adjoint: false, q);
        q.CopyTo(a);
    }

    /// <summary>Overwrites C by Q · C, Qᴴ · C, C · Q or C · Qᴴ (LAPACK: ormqr).</summary>
    /// <param name="a">What <see cref="Compute"/> left.</param>
    /// <param name="taus">The factors of the reflections.</param>
    /// <param name="left">Whether Q stands left of C.</param>
    /// <param name="adjoint">Whether it is Qᴴ.</param>
    /// <param name="c">C.</param>
    public static void Multiply<T>(MatrixSpan<T> a, ReadOnlySpan<T> taus, bool left, bool adjoint, MatrixSpan<T> c) where T : unmanaged, INumberBase<T>
    {
        if (left)
        {
            Reflections.ApplyAllLeft(a, taus, adjoint, c);
            return;
        }
        MatrixSpan<T> transposed = Field.Adjoint(c); // C · Q = (Qᴴ · Cᴴ)ᴴ
        Reflections.ApplyAllLeft(a, taus, !adjoint, transposed);
        Field.Adjoint(transposed).CopyTo(c);
    }

    /// <summary>One reflection that clears a column below a row, applied to the columns behind it up to an end.</summary>
    private static T Step<T>(MatrixSpan<T> a, int row, int column, int end) where T : unmanaged, INumberBase<T>
    {
        MatrixSpan<T> below = a.Block(row, 0, a.Rows - row, a.Columns);
        T[] v = new T[below.Rows];
        below.ReadColumn(column, v);
        T tau = Reflections.Make<T>(v);
        below.WriteColumn(column, v);
        v[0] = T.One;
        Reflections.ApplyLeft(v, Field.Conj(tau), below.Block(0, column + 1, below.Rows, end - column - 1));
        return tau;
    }

    /// <summary>The norm of what is left of a column after a step, recomputed where cancellation took the digits (LAPACK: laqp2; LAPACK working note 176).</summary>
    private static void Downdate<T>(MatrixSpan<T> a, int step, int j, double[] norms, double[] exact, T[] column) where T : unmanaged, INumberBase<T>
    {
        if (norms[j] == 0) return;
        double ratio = Field.Abs(a[step, j]) / norms[j], left = Math.Max(0, 1 - ratio * ratio), drift = norms[j] / exact[j];
        if (left * drift * drift <= Math.Sqrt(Field.Epsilon)) norms[j] = exact[j] = step + 1 < a.Rows ? NormBelow(a, step + 1, j, column) : 0;
        else norms[j] *= Math.Sqrt(left);
    }

    private static double NormBelow<T>(MatrixSpan<T> a, int row, int j, T[] column) where T : unmanaged
    {
        Span<T> part = column.AsSpan(0, a.Rows - row);
        a.Block(row, 0, part.Length, a.Columns).ReadColumn(j, part);
        return Field.Norm<T>(part);
    }
}
