using System.Numerics;

namespace Core.Kernels;

public static partial class MatrixProduct
{
    /// <summary>Adds <c>factor · left · right</c> to <paramref name="result"/>, all of them parts of matrices that do not overlap.</summary>
    public static void Accumulate<T>(T factor, MatrixSpan<T> left, MatrixSpan<T> right, MatrixSpan<T> result) where T : unmanaged, INumberBase<T>
    {
        for (int start = 0; start < right.Columns; start += ColumnBlock)
        {
            int width = Math.Min(ColumnBlock, right.Columns - start);
            for (int row = 0; row < left.Rows; row++)
            {
                ReadOnlySpan<T> factors = left.Row(row);
                Span<T> sums = result.Row(row).Slice(start, width);
                for (int i = 0; i < factors.Length; i++) AddScaled(factor * factors[i], right.Row(i).Slice(start, width), sums);
            }
        }
    }

    /// <summary>Adds multiples of a row to another.</summary>
    internal static void AddMultiple<T>(T factor, ReadOnlySpan<T> values, Span<T> sums) where T : unmanaged, INumberBase<T> => AddScaled(factor, values, sums);
}
