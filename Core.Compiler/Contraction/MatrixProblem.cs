using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

/// <summary>A right matrix whose rows lie anywhere, in runs of columns: what a convolution's window covers.</summary>
internal sealed unsafe class GatheredMatrix
{
    private readonly long[] _steps, _runs;

    /// <summary>The matrix.</summary>
    /// <param name="steps">Where each row lies, in bytes from the start.</param>
    /// <param name="runs">Where each run of columns lies in a row, in bytes; in a run the elements lie side by side.</param>
    /// <param name="runLength">Columns in a run.</param>
    public GatheredMatrix(ReadOnlySpan<long> steps, ReadOnlySpan<long> runs, int runLength)
    {
        // Kernels read them where they are.
        _steps = GC.AllocateUninitializedArray<long>(steps.Length, pinned: true);
        steps.CopyTo(_steps);
        _runs = runs.ToArray();
        RunLength = runLength;
    }

    /// <summary>Columns in a run.</summary>
    public int RunLength { get; }

    /// <summary>Whether all columns are one run.</summary>
    public bool IsOneRun => _runs.Length == 1;

    /// <summary>Where each row lies.</summary>
    public long* Steps => (long*)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_steps));

    /// <summary>Copies some columns of some rows into a panel.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="firstRow">The first row.</param>
    /// <param name="rows">How many.</param>
    /// <param name="firstColumn">The first column.</param>
    /// <param name="columns">How many.</param>
    /// <param name="target">The panel.</param>
    /// <param name="targetColumns">Elements from one row of the panel to the next; what is behind the columns is not read.</param>
    public void Pack<T>(byte* matrix, long firstRow, long rows, long firstColumn, int columns, T* target, int targetColumns) where T : unmanaged
    {
        long firstRun = firstColumn / RunLength;
        int skip = (int)(firstColumn - firstRun * RunLength);
        for (long row = firstRow; row < firstRow + rows; row++)
        {
            byte* source = matrix + _steps[row];
            int done = 0, from = skip;
            for (long run = firstRun; done < columns; run++)
            {
                int count = Math.Min(columns - done, RunLength - from);
                T* elements = (T*)(source + _runs[run]) + from;
                for (int i = 0; i < count; i++) target[done + i] = elements[i];
                (done, from) = (done + count, 0);
            }
            target += targetColumns;
        }
    }
}

/// <summary>What every contraction comes down to: nested loops over products <c>C = A·B</c> of matrices.</summary>
/// <param name="Type">The elements.</param>
/// <param name="M">Rows of A and C.</param>
/// <param name="N">Columns of B and C.</param>
/// <param name="K">Columns of A, rows of B.</param>
/// <param name="A">The first left matrix.</param>
/// <param name="B">The first right matrix.</param>
/// <param name="C">The first product, whose elements of a row lie side by side.</param>
/// <param name="Batch">The loops, the innermost last.</param>
/// <param name="Gathered">Where the rows of B lie, if not one distance apart.</param>
internal sealed record MatrixProblem(LaneType Type, long M, long N, long K, MatrixView A, MatrixView B, MatrixView C, ValueArray<BatchLoop> Batch, GatheredMatrix? Gathered = null)
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
