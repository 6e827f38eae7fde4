using System.Runtime.Intrinsics;

namespace Core.Compiler.Contraction;

/// <summary>How a product of matrices is cut into tiles whose sums fit into the registers.</summary>
/// <param name="Width">Bits of a vector.</param>
/// <param name="Vectors">Vectors in each row of a tile.</param>
/// <param name="Rows">Rows of the larger tiles; the others have one less.</param>
/// <param name="RowTiles">Tiles that the rows are cut into.</param>
/// <param name="LargeTiles">How many of them, in front, have <paramref name="Rows"/> rows.</param>
/// <param name="ColumnTiles">Tiles that the columns are cut into.</param>
/// <param name="TailVectors">Vectors in each row of the last of those.</param>
/// <param name="TailWidth">Bits of the last of those vectors.</param>
/// <param name="TailBytes">Bytes of it that are columns of the matrix.</param>
/// <param name="LastRow">Where the last tile begins if all tiles have <paramref name="Rows"/> rows, so that the last one computes some again; else 0.</param>
internal readonly record struct TileShape(
    int Width, int Vectors, int Rows, long RowTiles, long LargeTiles, long ColumnTiles, int TailVectors, int TailWidth, int TailBytes, long LastRow = 0)
{
    /// <summary>Bits of the widest vectors of this machine.</summary>
    public static int MachineWidth { get; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    private static readonly bool s_manyRegisters = MachineWidth == 512 || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;

    /// <summary>Bytes of a row of a tile.</summary>
    public int RowBytes => Vectors * Width / 8;

    /// <summary>Whether the last column tile differs from the others.</summary>
    public bool HasTail => TailVectors != Vectors || TailBytes != Width / 8;

    /// <summary>The tiles for a product.</summary>
    /// <param name="m">Rows.</param>
    /// <param name="n">Columns.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    /// <param name="wide">Prefers few rows of many vectors: what is best where both matrices are copied into panels.</param>
    /// <param name="crowded">Rows of the result lie a multiple of a page apart: more than eight push each other out of the first cache.</param>
    public static TileShape Choose(long m, long n, int elementBytes, bool wide, bool crowded = false)
    {
        int width = MachineWidth, lanes = width / 8 / elementBytes;
        long inRow = (n + lanes - 1) / lanes;
        int vectors = (int)Math.Min(inRow, Preferred(m, inRow, wide, crowded)), most = MostRows(vectors);
        long rowTiles = (m + most - 1) / most, columnTiles = (inRow + vectors - 1) / vectors;
        int rows = (int)((m + rowTiles - 1) / rowTiles);
        long large = m - rowTiles * (rows - 1);
        long tailColumns = n - (columnTiles - 1) * vectors * lanes;
        int tailVectors = (int)((tailColumns + lanes - 1) / lanes), tailBytes = (int)(tailColumns - (tailVectors - 1) * lanes) * elementBytes;
        int tailWidth = tailBytes <= 16 ? 128 : tailBytes <= 32 ? 256 : 512;
        return new(width, vectors, rows, rowTiles, large, columnTiles, tailVectors, tailWidth, tailBytes);
    }

    /// <summary>The first row of a tile.</summary>
    public long RowOf(long tile) => LastRow > 0 && tile == RowTiles - 1 ? LastRow : tile * (Rows - 1) + Math.Min(tile, LargeTiles);

    /// <summary>
    /// Tiles of one size, for which there is one kernel to be made, if that makes few rows more: the last one overlaps the one before, and writes the same
    /// numbers there.
    /// </summary>
    /// <param name="m">Rows.</param>
    public TileShape Overlapping(long m) => LargeTiles == RowTiles || (RowTiles - LargeTiles) * 50 > m ? this : this with { LargeTiles = RowTiles, LastRow = m - Rows };

    /// <summary>The kernel for tiles of this shape.</summary>
    /// <param name="problem">The product.</param>
    /// <param name="rows">Rows of the tile.</param>
    /// <param name="tail">Whether it is the last column tile.</param>
    /// <param name="aRow">Bytes from one row of A to the next.</param>
    /// <param name="prefetch">Whether C is fetched before.</param>
    /// <param name="gathers">Whether the rows of B lie anywhere.</param>
    /// <param name="accumulates">Whether it is called for parts of the sums.</param>
    public TileKey Key(MatrixProblem problem, int rows, bool tail, long aRow, bool prefetch, bool gathers, bool accumulates)
    {
        int vectors = tail ? TailVectors : Vectors, tailWidth = tail ? TailWidth : Width;
        bool masked = tail && TailBytes != TailWidth / 8;
        return new(problem.Type, vectors == 1 ? tailWidth : Width, rows, vectors, tailWidth, masked, rows == 1 ? 0 : aRow, prefetch, gathers, accumulates);
    }

    // With 32 registers 28 hold sums: 14x2, 9x3, 6x4, …; with 16 of them 12: 12x1, 6x2, 4x3.
    private static int MostRows(int vectors) => s_manyRegisters
        ? vectors switch { 1 => 24, 2 => 14, 3 => 9, 4 => 6, 5 => 4, 6 => 4, 7 => 3, _ => 2 }
        : vectors switch { 1 => 12, 2 => 6, 3 => 4, 4 => 2, _ => 1 };

    private static int Preferred(long m, long inRow, bool wide, bool crowded)
    {
        if (s_manyRegisters)
        {
            if (wide) return inRow is 2 or 4 or 8 ? 2 : 3; // few columns are cut evenly
            if (m <= 9) return m switch { <= 2 => 8, 3 => 6, 4 => 6, 5 => 4, 6 => 4, _ => 3 };
            return inRow == 3 ? 3 : crowded && inRow > 3 ? 4 : 2;
        }
        return m switch { 1 => 6, 2 => 4, <= 4 => 3, _ => inRow == 3 && wide ? 3 : 2 };
    }
}
