namespace Core.Compiler.Contraction;

/// <summary>How the right matrices of a product are read.</summary>
internal enum RightPanels
{
    /// <summary>Where they lie.</summary>
    Direct,

    /// <summary>Each piece copies the columns that it works on into panels.</summary>
    Private,

    /// <summary>A step before copies the matrix into panels.</summary>
    Shared,
}

/// <summary>Everything that is decided about a product of matrices before it runs.</summary>
/// <param name="Shape">The tiles.</param>
/// <param name="Right">How the right matrices are read.</param>
/// <param name="PackLeft">Whether pieces copy the rows that they work on into panels.</param>
/// <param name="Depth">How many steps of k are taken at once.</param>
/// <param name="RowTiles">How many tiles one below the other are computed before the next ones to the right.</param>
/// <param name="ColumnTiles">How many tiles side by side a piece copies into panels at once.</param>
/// <param name="BatchParts">Pieces that the batch is cut into.</param>
/// <param name="RowParts">Pieces that the rows are cut into.</param>
/// <param name="ColumnParts">Pieces that the columns are cut into.</param>
internal readonly record struct TilePlan(
    TileShape Shape, RightPanels Right, bool PackLeft, long Depth, long RowTiles, long ColumnTiles, int BatchParts, int RowParts, int ColumnParts)
{
    private const long CacheBytes = 256 << 10, PanelBytes = 1 << 20, SmallBytes = 64 << 10;

    /// <summary>The plan for a product.</summary>
    /// <param name="problem">The product.</param>
    public static TilePlan Choose(MatrixProblem problem)
    {
        (long m, long n, long k, int bytes) = (problem.M, problem.N, problem.K, problem.ElementBytes);
        long batch = problem.BatchSize, rightBytes = k * n * bytes;
        bool sideBySide = problem.B.Column == bytes || n == 1, sharedRight = true;
        foreach (BatchLoop loop in problem.Batch) sharedRight &= loop.B == 0;

        // Rows of A that lie a multiple of a page apart push each other out of the first cache.
        bool crowded = m > 8 && n >= 64 && problem.A.Row % 4096 == 0 && problem.A.Row != 0 && k * bytes >= 2048;
        bool direct = problem.Gathered is { } gathered ? gathered.IsOneRun : sideBySide && (m <= 48 || rightBytes <= (bytes == 8 ? 600_000 : 1_700_000));
        bool large = !direct && m > 48, left = large && (problem.Gathered is null || n >= 256) && m * k * bytes > SmallBytes;
        TileShape shape = TileShape.Choose(m, n, bytes, large, problem.C.Row % 4096 == 0 && problem.C.Row != 0 && k < 64);
        bool packLeft = crowded || left;
        RightPanels right = direct ? RightPanels.Direct
            : problem.Gathered is null && sharedRight && (m > 192 || (batch > 1 && m * batch > 192)) ? RightPanels.Shared : RightPanels.Private;

        long depth = DepthOf(problem, direct, large);
        long rowTiles = packLeft
            ? Math.Max(1, (large ? 96 : 192) / shape.Rows)
            : Math.Max(1, CacheBytes / Math.Max(1, shape.Rows * depth * bytes));
        long columnTiles = right == RightPanels.Private ? Math.Max(1, PanelBytes / Math.Max(1, shape.RowBytes * depth)) : shape.ColumnTiles;
        columnTiles = Math.Min(columnTiles, shape.ColumnTiles);

        if (!packLeft && depth >= k) shape = shape.Overlapping(m);
        (int batchParts, int rowParts, int columnParts) = Parts(problem, shape, right);
        return new(shape, right, packLeft, depth, rowTiles, columnTiles, batchParts, rowParts, columnParts);
    }

    // Whole where it fits; a few rows of A over a large B stream B's rows and keep C in cache.
    private static long DepthOf(MatrixProblem problem, bool direct, bool large)
    {
        long k = Math.Max(1, problem.K), most = large ? 512 : 256;
        if (direct && problem.M <= 2 && k * problem.N * problem.ElementBytes > 512 << 10) return Math.Min(k, 8);
        if (direct && k <= 1024) return k;
        long parts = (k + most - 1) / most, depth = (k + parts - 1) / parts;
        return parts == 1 ? k : (depth + 3) / 4 * 4;
    }

    private static (int Batch, int Rows, int Columns) Parts(MatrixProblem problem, TileShape shape, RightPanels right)
    {
        // A piece should take a few microseconds at least; more pieces than threads even out what they get done.
        double nanoseconds = problem.Products / (problem.ElementBytes == 8 ? 25 : 50) + 0.05 * problem.ElementBytes * problem.K * problem.N;
        int wanted = (int)Math.Clamp(nanoseconds / 2500, 1, 32);
        int batch = (int)Math.Min(problem.BatchSize, wanted);
        wanted = (wanted + batch - 1) / batch;
        if (wanted == 1) return (batch, 1, 1);
        if (right == RightPanels.Private || shape.RowTiles < 2 * wanted)
        {
            int columns = (int)Math.Min(shape.ColumnTiles, wanted);
            int rows = right == RightPanels.Private ? 1 : (int)Math.Min(shape.RowTiles, (wanted + columns - 1) / columns);
            return (batch, rows, columns);
        }
        return (batch, (int)Math.Min(shape.RowTiles, wanted), 1);
    }
}
