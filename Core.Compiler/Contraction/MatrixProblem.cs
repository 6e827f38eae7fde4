using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>A matrix in a buffer; distances are in bytes.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Offset">Where the first element lies.</param>
/// <param name="Row">From one row to the next.</param>
/// <param name="Column">From one column to the next.</param>
internal readonly record struct MatrixView(int Buffer, long Offset, long Row, long Column)
{
    /// <summary>Its rows as columns.</summary>
    public MatrixView Transposed => this with { Row = Column, Column = Row };
}

/// <summary>A loop over products of matrices; distances are in bytes.</summary>
/// <param name="Size">How many.</param>
/// <param name="A">From one left matrix to the next.</param>
/// <param name="B">From one right matrix to the next.</param>
/// <param name="C">From one product to the next.</param>
internal readonly record struct BatchLoop(long Size, long A, long B, long C);

/// <summary>What every contraction comes down to: nested loops over products <c>C = A·B</c> of matrices.</summary>
/// <param name="Type">The elements.</param>
/// <param name="M">Rows of A and C.</param>
/// <param name="N">Columns of B and C.</param>
/// <param name="K">Columns of A, rows of B.</param>
/// <param name="A">The first left matrix.</param>
/// <param name="B">The first right matrix.</param>
/// <param name="C">The first product, whose elements of a row lie side by side.</param>
/// <param name="Batch">The loops, the innermost last.</param>
internal sealed record MatrixProblem(LaneType Type, long M, long N, long K, MatrixView A, MatrixView B, MatrixView C, ValueArray<BatchLoop> Batch)
{
    /// <summary>Bytes of an element.</summary>
    public int ElementBytes => Type is LaneType.F64 or LaneType.I64 ? 8 : 4;

    /// <summary>How many products of matrices there are.</summary>
    public long BatchSize
    {
        get
        {
            long size = 1;
            foreach (BatchLoop loop in Batch) size *= loop.Size;
            return size;
        }
    }

    /// <summary>Multiplications, of which each has an addition.</summary>
    public double Products => (double)BatchSize * M * N * K;
}
