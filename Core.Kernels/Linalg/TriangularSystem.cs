using System.Numerics;

namespace Core.Kernels;

/// <summary>Linear systems with triangular matrices.</summary>
public static class TriangularSystem
{
    private const int BlockSize = 48;

    /// <summary>Overwrites B by the X with op(A) · X = B, or X · op(A) = B. Of A only the named triangle is read.</summary>
    /// <param name="a">The triangular matrix A.</param>
    /// <param name="b">The right-hand side.</param>
    /// <param name="leftSide">Whether A stands left of X.</param>
    /// <param name="lower">Whether A is lower triangular.</param>
    /// <param name="transpose">Whether op transposes.</param>
    /// <param name="conjugate">Whether op conjugates.</param>
    /// <param name="unitDiagonal">Whether the diagonal of A is taken for ones.</param>
    public static void Solve<T>(MatrixSpan<T> a, MatrixSpan<T> b, bool leftSide, bool lower, bool transpose, bool conjugate, bool unitDiagonal)
        where T : unmanaged, INumberBase<T>
    {
        // X · op(A) = B is op(A)ᵀ · Xᵀ = Bᵀ.
        bool flip = transpose == leftSide;
        MatrixSpan<T> matrix = flip || conjugate ? Copy(a, flip, conjugate) : a;
        MatrixSpan<T> right = leftSide ? b : Copy(b, transpose: true, conjugate: false);
        if (lower != flip) SolveLower(matrix, right, unitDiagonal);
        else SolveUpper(matrix, right, unitDiagonal);
        if (!leftSide) Copy(right, transpose: true, conjugate: false).CopyTo(b);
    }

    /// <summary>Overwrites B by the X with L · X = B.</summary>
    internal static void SolveLower<T>(MatrixSpan<T> a, MatrixSpan<T> b, bool unitDiagonal) where T : unmanaged, INumberBase<T>
    {
        for (int start = 0; start < a.Rows; start += BlockSize)
        {
            int width = Math.Min(BlockSize, a.Rows - start);
            MatrixProduct.Accumulate(-T.One, a.Block(start, 0, width, start), b.Block(0, 0, start, b.Columns), b.Block(start, 0, width, b.Columns));
            for (int i = start; i < start + width; i++)
            {
                for (int k = start; k < i; k++) MatrixProduct.AddMultiple(-a[i, k], b.Row(k), b.Row(i));
                if (!unitDiagonal) Divide(b.Row(i), a[i, i]);
            }
        }
    }

    /// <summary>Overwrites B by the X with U · X = B.</summary>
    internal static void SolveUpper<T>(MatrixSpan<T> a, MatrixSpan<T> b, bool unitDiagonal) where T : unmanaged, INumberBase<T>
    {
        for (int end = a.Rows; end > 0; end -= BlockSize)
        {
            int start = Math.Max(0, end - BlockSize), done = a.Rows - end;
            MatrixProduct.Accumulate(-T.One, a.Block(start, end, end - start, done), b.Block(end, 0, done, b.Columns), b.Block(start, 0, end - start, b.Columns));
            for (int i = end - 1; i >= start; i--)
            {
                for (int k = i + 1; k < end; k++) MatrixProduct.AddMultiple(-a[i, k], b.Row(k), b.Row(i));
                if (!unitDiagonal) Divide(b.Row(i), a[i, i]);
            }
        }
    }

    private static void Divide<T>(Span<T> row, T by) where T : unmanaged, INumberBase<T>
    {
        for (int j = 0; j < row.Length; j++) row[j] /= by;
    }

    private static MatrixSpan<T> Copy<T>(MatrixSpan<T> x, bool transpose, bool conjugate) where T : unmanaged
    {
        MatrixSpan<T> copy = transpose ? Field.New<T>(x.Columns, x.Rows) : Field.New<T>(x.Rows, x.Columns);
        for (int i = 0; i < x.Rows; i++)
        {
            for (int j = 0; j < x.Columns; j++)
            {
                T value = conjugate ? Field.Conj(x[i, j]) : x[i, j];
                if (transpose) copy[j, i] = value;
                else copy[i, j] = value;
            }
        }
        return copy;
    }
}
