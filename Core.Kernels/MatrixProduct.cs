using System.Numerics;

namespace Core.Kernels;

/// <summary>Products of row-major matrices.</summary>
public static partial class MatrixProduct
{
    /// <summary>Columns of the right matrix that are worked on at a time, so that they stay in cache while the rows of the left one go by.</summary>
    private const int ColumnBlock = 512;

    /// <summary>Adds <c>left · right</c> to <paramref name="result"/>; each element's products are added in order.</summary>
    /// <param name="left">m × k.</param>
    /// <param name="right">k × n.</param>
    /// <param name="result">m × n.</param>
    /// <param name="m">Rows of the left matrix.</param>
    /// <param name="k">What is summed over.</param>
    /// <param name="n">Columns of the right matrix.</param>
    public static void Accumulate<T>(ReadOnlySpan<T> left, ReadOnlySpan<T> right, Span<T> result, int m, int k, int n) where T : unmanaged, INumberBase<T>
    {
        for (int start = 0; start < n; start += ColumnBlock)
        {
            int width = Math.Min(ColumnBlock, n - start);
            for (int row = 0; row < m; row++)
            {
                Span<T> sums = result.Slice(row * n + start, width);
                for (int i = 0; i < k; i++) AddScaled(left[row * k + i], right.Slice(i * n + start, width), sums);
            }
        }
    }

    private static void AddScaled<T>(T factor, ReadOnlySpan<T> values, Span<T> sums) where T : unmanaged, INumberBase<T>
    {
        int i = 0;
        if (Vector<T>.IsSupported)
        {
            Vector<T> factors = new(factor);
            for (; i <= values.Length - Vector<T>.Count; i += Vector<T>.Count)
                (new Vector<T>(sums[i..]) + factors * new Vector<T>(values[i..])).CopyTo(sums[i..]);
        }
        for (; i < values.Length; i++) sums[i] += factor * values[i];
    }
}
