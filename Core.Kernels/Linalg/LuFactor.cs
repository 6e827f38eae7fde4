using System.Numerics;

namespace Core.Kernels;

/// <summary>Triangular factors of general matrices, rows exchanged so that each pivot is the largest of its column.</summary>
public static class LuFactor
{
    private const int BlockSize = 48;

    /// <summary>Overwrites a matrix by L, below the diagonal and without its ones, and U, as LAPACK's getrf does.</summary>
    /// <param name="a">The matrix.</param>
    /// <param name="pivots">For each step, with which row it exchanged its own; as many as the smaller size.</param>
    public static void Compute<T>(MatrixSpan<T> a, Span<int> pivots) where T : unmanaged, INumberBase<T>
    {
        int steps = Math.Min(a.Rows, a.Columns);
        for (int start = 0; start < steps; start += BlockSize)
        {
            int width = Math.Min(BlockSize, steps - start), next = start + width;
            for (int k = start; k < next; k++) Step(a, k, next, pivots);

            MatrixSpan<T> right = a.Block(start, next, width, a.Columns - next);
            TriangularSystem.SolveLower(a.Block(start, start, width, width), right, unitDiagonal: true);
            MatrixProduct.Accumulate(-T.One, a.Block(next, start, a.Rows - next, width), right, a.Block(next, next, a.Rows - next, a.Columns - next));
        }
    }

    /// <summary>The permutation that row exchanges make, one after the other. As JAX's indexing does, places are counted from the end where negative, and cut off at the end.</summary>
    public static void ToPermutation(ReadOnlySpan<int> pivots, Span<int> permutation)
    {
        for (int i = 0; i < permutation.Length; i++) permutation[i] = i;
        for (int i = 0; i < pivots.Length; i++)
        {
            int place = pivots[i] < 0 ? pivots[i] + permutation.Length : pivots[i];
            int read = Math.Clamp(place, 0, permutation.Length - 1);
            (int x, int y) = (permutation[i], permutation[read]);
            permutation[i] = y;
            if (place >= 0 && place < permutation.Length) permutation[place] = x; // out of range nothing is written
        }
    }

    private static void Step<T>(MatrixSpan<T> a, int k, int end, Span<int> pivots) where T : unmanaged, INumberBase<T>
    {
        int pivot = k;
        double largest = Field.Size(a[k, k]);
        for (int i = k + 1; i < a.Rows; i++)
            if (Field.Size(a[i, k]) > largest) (largest, pivot) = (Field.Size(a[i, k]), i);
        pivots[k] = pivot;
        if (a[pivot, k] != T.Zero)
        {
            if (pivot != k) a.SwapRows(k, pivot);
            T diagonal = a[k, k];
            for (int i = k + 1; i < a.Rows; i++) a[i, k] /= diagonal;
        }
        ReadOnlySpan<T> row = a.Row(k)[(k + 1)..end];
        for (int i = k + 1; i < a.Rows; i++) MatrixProduct.AddMultiple(-a[i, k], row, a.Row(i)[(k + 1)..end]);
    }
}
