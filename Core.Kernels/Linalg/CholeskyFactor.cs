using System.Numerics;

namespace Core.Kernels;

/// <summary>Triangular factors of positive definite matrices.</summary>
public static class CholeskyFactor
{
    private const int BlockSize = 64;

    /// <summary>Overwrites the lower triangle of a Hermitian matrix by L, with L · Lᴴ the matrix. Only this triangle is read; the rest stays.</summary>
    /// <returns>Whether the matrix is positive definite.</returns>
    public static bool Compute<T>(MatrixSpan<T> a) where T : unmanaged, INumberBase<T>
    {
        int n = a.Rows;
        for (int start = 0; start < n; start += BlockSize)
        {
            int width = Math.Min(BlockSize, n - start), next = start + width;
            if (!ComputeBlock(a.Block(start, start, n - start, width), width)) return false;

            // The rest less L₂₁ · L₂₁ᴴ, its lower triangle by strips of rows.
            MatrixSpan<T> below = a.Block(next, start, n - next, width), adjoint = Field.Adjoint(below);
            for (int row = 0; row < below.Rows; row += BlockSize)
            {
                int rows = Math.Min(BlockSize, below.Rows - row);
                MatrixSpan<T> product = Field.New<T>(rows, row + rows);
                MatrixProduct.Accumulate(T.One, below.Block(row, 0, rows, width), adjoint.Block(0, 0, width, row + rows), product);
                for (int i = 0; i < rows; i++)
                    for (int j = 0; j <= row + i; j++) a[next + row + i, next + j] -= product[i, j];
            }
        }
        return true;
    }

    /// <summary>Factors the upper square of a tall block and solves for what is below.</summary>
    private static bool ComputeBlock<T>(MatrixSpan<T> a, int width) where T : unmanaged, INumberBase<T>
    {
        for (int i = 0; i < a.Rows; i++)
        {
            Span<T> row = a.Row(i);
            for (int j = 0; j < Math.Min(i, width); j++)
            {
                ReadOnlySpan<T> other = a.Row(j);
                T sum = row[j];
                for (int k = 0; k < j; k++) sum -= row[k] * Field.Conj(other[k]);
                row[j] = sum / other[j];
            }
            if (i >= width) continue;
            double pivot = Field.Real(row[i]);
            for (int k = 0; k < i; k++) pivot -= Field.Real(row[k] * Field.Conj(row[k]));
            if (!(pivot > 0)) return false;
            row[i] = Field.Of<T>(Math.Sqrt(pivot));
        }
        return true;
    }

    /// <summary>Overwrites the factor R of RᵀR by that of RᵀR + w·wᵀ, by one rotation a row.</summary>
    /// <param name="r">The factor.</param>
    /// <param name="w">The vector; overwritten.</param>
    public static void Update(MatrixSpan<double> r, Span<double> w)
    {
        for (int k = 0; k < r.Rows; k++)
        {
            (double x, double y) = (r[k, k], w[k]);
            double c = 1, s = 0;
            if (y != 0)
            {
                double largest = Math.Abs(x) > Math.Abs(y) ? Math.Abs(x) : Math.Abs(y);
                x /= largest;
                y /= largest;
                double reciprocal = 1 / Math.Sqrt(x * x + y * y);
                (c, s) = (x * reciprocal, -y * reciprocal);
            }
            Span<double> row = r.Row(k);
            for (int j = 0; j < row.Length; j++) (row[j], w[j]) = (c * row[j] - s * w[j], c * w[j] + s * row[j]);
        }
    }
}
