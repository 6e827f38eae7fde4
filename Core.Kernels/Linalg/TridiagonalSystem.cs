using System.Numerics;

namespace Core.Kernels;

/// <summary>Linear systems with tridiagonal matrices, by elimination with row exchanges (LAPACK: gtsv).</summary>
public static class TridiagonalSystem
{
    /// <summary>The precision of an element type, and its smallest number whose reciprocal does not overflow.</summary>
    public static (double Precision, double Least) LimitsOf(DType dtype) => dtype.RealPart switch
    {
        DType.F64 => (Math.ScaleB(1, -52), Math.ScaleB(1, -1022)),
        DType.F16 => (Math.ScaleB(1, -10), Math.ScaleB(1, -14)),
        DType.BF16 => (Math.ScaleB(1, -7), Math.ScaleB(1, -126)),
        _ => (Math.ScaleB(1, -23), Math.ScaleB(1, -126)),
    };

    /// <summary>Overwrites B by the X with A · X = B. The diagonals are overwritten too.</summary>
    /// <param name="lower">The lower diagonal; its first entry is not read.</param>
    /// <param name="diagonal">The main diagonal.</param>
    /// <param name="upper">The upper diagonal; its last entry is not read.</param>
    /// <param name="b">The right-hand side.</param>
    /// <param name="precision">
    /// Null where a pivot of 0 makes the system unsolvable; else pivots by which division would overflow are moved by this, relative to the
    /// largest entry of U.
    /// </param>
    /// <param name="least">By how much they are moved at least: the smallest number whose reciprocal does not overflow.</param>
    /// <returns>Whether no pivot was 0.</returns>
    public static bool Solve<T>(Span<T> lower, Span<T> diagonal, Span<T> upper, MatrixSpan<T> b, double? precision = null, double least = Field.SafeMinimum) where T : unmanaged, INumberBase<T>
    {
        int n = diagonal.Length;
        T[] second = new T[n]; // row exchanges fill a second diagonal above
        for (int i = 0; i + 1 < n; i++)
        {
            T below = lower[i + 1];
            if (Field.Size(diagonal[i]) >= Field.Size(below))
            {
                if (diagonal[i] == T.Zero)
                {
                    if (precision is null) return false;
                    continue;
                }
                T factor = below / diagonal[i];
                diagonal[i + 1] -= factor * upper[i];
                MatrixProduct.AddMultiple(-factor, b.Row(i), b.Row(i + 1));
            }
            else
            {
                T factor = diagonal[i] / below, next = diagonal[i + 1];
                diagonal[i] = below;
                diagonal[i + 1] = upper[i] - factor * next;
                upper[i] = next;
                if (i + 2 < n)
                {
                    second[i] = upper[i + 1];
                    upper[i + 1] = -factor * second[i];
                }
                b.SwapRows(i, i + 1);
                MatrixProduct.AddMultiple(-factor, b.Row(i), b.Row(i + 1));
            }
        }
        if (precision is null && n > 0 && diagonal[n - 1] == T.Zero) return false;
        double step = precision is { } relative ? Math.Max(relative * Largest<T>(diagonal, upper, second), least) : 0;

        for (int i = n - 1; i >= 0; i--)
        {
            Span<T> row = b.Row(i);
            if (i + 1 < n) MatrixProduct.AddMultiple(-upper[i], b.Row(i + 1), row);
            if (i + 2 < n) MatrixProduct.AddMultiple(-second[i], b.Row(i + 2), row);
            foreach (ref T value in row) value /= precision is null ? diagonal[i] : Moved(diagonal[i], value, step, least);
        }
        return true;
    }

    private static double Largest<T>(ReadOnlySpan<T> diagonal, ReadOnlySpan<T> upper, ReadOnlySpan<T> second) where T : unmanaged, INumberBase<T>
    {
        double largest = 0;
        for (int i = 0; i < diagonal.Length; i++)
        {
            largest = Math.Max(largest, Field.Abs(diagonal[i]));
            if (i + 1 < diagonal.Length) largest = Math.Max(largest, Field.Abs(upper[i]));
            if (i + 2 < diagonal.Length) largest = Math.Max(largest, Field.Abs(second[i]));
        }
        return largest;
    }

    /// <summary>The pivot, away from 0 until division by it does not overflow (LAPACK: lagts).</summary>
    private static T Moved<T>(T pivot, T value, double step, double least) where T : unmanaged, INumberBase<T>
    {
        double size = Field.Abs(value);
        for (step = Math.CopySign(step, Field.Real(pivot)); pivot == T.Zero || size * least > Field.Abs(pivot); step *= 2) pivot += Field.Of<T>(step);
        return pivot;
    }
}
