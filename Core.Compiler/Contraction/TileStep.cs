using Core.Compiler.Execution;

namespace Core.Compiler.Contraction;

/// <summary>Products of matrices, tile by tile.</summary>
internal sealed unsafe class TileStep : Step
{
    private readonly MatrixProblem _problem;
    private readonly TilePlan _plan;
    private readonly TileShape _shape;
    private readonly int _panels;
    private readonly int _columns; // of a tile
    private readonly long _leftBytes; // of scratch
    private readonly bool _single; // one tile is the whole product
    private readonly BatchLoop[] _batch;
    private readonly TileKernel?[] _kernels = new TileKernel?[4]; // rows less by one or not · last column tile or not

    /// <summary>The step for a product.</summary>
    /// <param name="problem">The product.</param>
    /// <param name="plan">How it is computed.</param>
    /// <param name="panels">The buffer of the panels of the right matrix, if they are shared.</param>
    /// <param name="emit">Whether code may be made while the program runs.</param>
    public TileStep(MatrixProblem problem, TilePlan plan, int panels, bool emit)
    {
        (_problem, _plan, _shape, _panels) = (problem, plan, plan.Shape, panels);
        _columns = _shape.RowBytes / problem.ElementBytes;
        _batch = [.. problem.Batch];
        _single = _shape.RowTiles == 1 && _shape.ColumnTiles == 1 && plan.Depth >= problem.K && plan.Right == RightPanels.Direct && !plan.PackLeft && _batch.Length > 0;
        if (plan.PackLeft) _leftBytes = (plan.RowTiles * _shape.Rows * plan.Depth * problem.ElementBytes + Panels.Slack + 63) / 64 * 64;
        ScratchBytes = _leftBytes + (plan.Right == RightPanels.Private ? plan.ColumnTiles * _shape.RowBytes * plan.Depth + Panels.Slack : 0);

        // Rows of a large result are not in cache, and too far apart for the processor to foresee.
        bool prefetch = plan.PackLeft || (problem.K >= 8 && problem.BatchSize * problem.M * problem.N * problem.ElementBytes > 512 << 10);
        long aRow = plan.PackLeft ? problem.ElementBytes : problem.A.Row;
        for (int small = 0; small < 2; small++)
        {
            if (small == 0 ? _shape.LargeTiles == 0 : _shape.LargeTiles == _shape.RowTiles) continue;
            for (int tail = 0; tail < 2; tail++)
            {
                if (tail == 1 ? !_shape.HasTail : _shape.HasTail && _shape.ColumnTiles == 1) continue;
                _kernels[small * 2 + tail] = TileKernels.Get(_shape.Key(problem, _shape.Rows - small, tail == 1, aRow, prefetch, problem.Gathered is not null && plan.Right == RightPanels.Direct, plan.Depth < problem.K), emit);
            }
        }
    }

    /// <inheritdoc/>
    public override int Pieces => _plan.BatchParts * _plan.RowParts * _plan.ColumnParts;

    /// <inheritdoc/>
    public override double Nanoseconds => _problem.Products / (_problem.ElementBytes == 8 ? 25 : 50) +
        0.05 * _problem.ElementBytes * _problem.BatchSize * (_problem.M * _problem.N + _problem.K * Math.Min(_problem.M, _problem.N));

    /// <inheritdoc/>
    public override long ScratchBytes { get; }

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [_problem.A.Buffer, _plan.Right == RightPanels.Shared ? _panels : _problem.B.Buffer];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [_problem.C.Buffer];

    /// <inheritdoc/>
    public override string Describe() =>
        $"{_problem.M}×{_problem.K} · {_problem.K}×{_problem.N} of {_problem.Type}{(_problem.BatchSize == 1 ? "" : $", {_problem.BatchSize} of them")}, " +
        $"tiles of {_shape.Rows}×{_columns}{(_plan.PackLeft ? ", left copied" : "")}{(_plan.Right == RightPanels.Direct ? "" : ", right copied")}";

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (int rest, int columnPart) = Math.DivRem(piece, _plan.ColumnParts);
        (int batchPart, int rowPart) = Math.DivRem(rest, _plan.RowParts);
        long size = _problem.BatchSize, end = size * (batchPart + 1) / _plan.BatchParts;
        byte* a = buffers[_problem.A.Buffer] + _problem.A.Offset;
        byte* b = buffers[_problem.B.Buffer] + _problem.B.Offset;
        byte* c = buffers[_problem.C.Buffer] + _problem.C.Offset;
        byte* panels = _plan.Right == RightPanels.Shared ? buffers[_panels] : scratch + _leftBytes;
        Part part = new()
        {
            FirstRow = _shape.RowTiles * rowPart / _plan.RowParts, LastRow = _shape.RowTiles * (rowPart + 1) / _plan.RowParts,
            FirstColumn = _shape.ColumnTiles * columnPart / _plan.ColumnParts, LastColumn = _shape.ColumnTiles * (columnPart + 1) / _plan.ColumnParts,
            Left = scratch, Right = panels,
        };
        for (long index = size * batchPart / _plan.BatchParts; index < end;)
        {
            long rest2 = index, inner = 0;
            part.A = a;
            part.B = b;
            part.C = c;
            for (int loop = _batch.Length - 1; loop >= 0; loop--)
            {
                (rest2, long place) = Math.DivRem(rest2, _batch[loop].Size);
                if (loop == _batch.Length - 1) inner = place;
                part.A += place * _batch[loop].A;
                part.B += place * _batch[loop].B;
                part.C += place * _batch[loop].C;
            }
            if (_single)
            {
                long count = Math.Min(end - index, _batch[^1].Size - inner);
                Single(part, count);
                index += count;
            }
            else
            {
                Product(part);
                index++;
            }
        }
    }

    /// <summary>What a piece computes of one product: tiles, where the matrices lie, and where panels do.</summary>
    private struct Part
    {
        public long FirstRow, LastRow, FirstColumn, LastColumn;
        public byte* A, B, C, Left, Right;
    }

    /// <summary>A run of products of one tile each.</summary>
    private void Single(in Part part, long count)
    {
        TileCall call = new() { K = _problem.K, AColumn = _problem.A.Column, BRow = _problem.B.Row, CRow = _problem.C.Row, Count = count, ARow = _problem.A.Row };
        (call.NextA, call.NextB, call.NextC) = (_batch[^1].A, _batch[^1].B, _batch[^1].C);
        (call.Rows, call.Columns) = (_shape.Rows, _problem.N);
        call.Mask = TileKernels.Mask(_shape.TailBytes);
        if (_problem.Gathered is { } gathered) call.Steps = gathered.Steps;
        _kernels[_shape.HasTail ? 1 : 0]!(part.A, part.B, part.C, &call);
    }

    private void Product(in Part part)
    {
        long depth = _plan.Depth, k = _problem.K, tileBytes = _shape.RowBytes;
        int bytes = _problem.ElementBytes;
        TileCall call = new()
        {
            AColumn = _problem.A.Column, BRow = _plan.Right == RightPanels.Direct ? _problem.B.Row : tileBytes, CRow = _problem.C.Row,
            ARow = _plan.PackLeft ? bytes : _problem.A.Row, Mask = TileKernels.Mask(_shape.TailBytes),
        };
        for (long firstColumn = part.FirstColumn; firstColumn < part.LastColumn; firstColumn += _plan.ColumnTiles)
        {
            long lastColumn = Math.Min(part.LastColumn, firstColumn + _plan.ColumnTiles);
            for (long start = 0; start < k; start += depth)
            {
                call.K = Math.Min(depth, k - start);
                call.Accumulate = start > 0 ? 1 : 0;
                byte* b = _plan.Right switch
                {
                    RightPanels.Direct => part.B + start * _problem.B.Row + firstColumn * tileBytes,
                    RightPanels.Private => part.Right,
                    RightPanels.Shared => part.Right + firstColumn * tileBytes * k + start * tileBytes,
                };
                long nextB = _plan.Right switch { RightPanels.Direct => tileBytes, RightPanels.Private => tileBytes * call.K, RightPanels.Shared => tileBytes * k };
                if (_plan.Right == RightPanels.Private) PackRight(part.B, start, firstColumn, lastColumn, call.K, part.Right);
                else if (_problem.Gathered is { } gathered) call.Steps = gathered.Steps + start;
                if (_shape.RowTiles == 1 && !_plan.PackLeft)
                    AcrossColumns(ref call, part.A + start * _problem.A.Column, b, nextB, part.C, firstColumn, lastColumn);
                else
                    Blocks(ref call, part, start, b, nextB, firstColumn, lastColumn);
            }
        }
    }

    /// <summary>The tiles of some columns, for one range of k, in blocks of rows.</summary>
    private void Blocks(ref TileCall call, in Part part, long start, byte* b, long nextB, long firstColumn, long lastColumn)
    {
        int bytes = _problem.ElementBytes;
        for (long first = part.FirstRow; first < part.LastRow; first += _plan.RowTiles)
        {
            long last = Math.Min(part.LastRow, first + _plan.RowTiles), row = _shape.RowOf(first), large = Math.Clamp(_shape.LargeTiles - first, 0, last - first);
            byte* a = part.A + row * _problem.A.Row + start * _problem.A.Column;
            long aRow = _problem.A.Row, overlap = _shape.LastRow > 0 && last == _shape.RowTiles ? 1 : 0;
            if (_plan.PackLeft)
            {
                PackLeft(a, first, last, call.K, part.Left);
                a = part.Left;
                aRow = call.K * bytes;
            }
            for (long column = firstColumn; column < lastColumn; column++)
            {
                int tail = Columns(ref call, column);
                byte* right = b + (column - firstColumn) * nextB;
                byte* c = part.C + row * _problem.C.Row + column * _shape.RowBytes;
                if (large > overlap) Rows(ref call, 0, tail, large - overlap, a, aRow, right, c);
                if (overlap > 0) Rows(ref call, 0, tail, 1, a + (_shape.LastRow - row) * aRow, aRow, right, c + (_shape.LastRow - row) * _problem.C.Row);
                long done = large * _shape.Rows;
                if (large < last - first) Rows(ref call, 1, tail, last - first - large, a + done * aRow, aRow, right, c + done * _problem.C.Row);
            }
        }
    }

    private void Rows(ref TileCall call, int small, int tail, long count, byte* a, long aRow, byte* b, byte* c)
    {
        call.Rows = _shape.Rows - small;
        call.Count = count;
        call.NextA = call.Rows * aRow;
        call.NextB = 0;
        call.NextC = call.Rows * call.CRow;
        if (_plan.PackLeft) call.AColumn = call.Rows * _problem.ElementBytes;
        fixed (TileCall* pointer = &call) _kernels[small * 2 + tail]!(a, b, c, pointer);
    }

    /// <summary>The tiles side by side where there is but one row of them.</summary>
    private void AcrossColumns(ref TileCall call, byte* a, byte* b, long nextB, byte* c, long first, long last)
    {
        call.Rows = _shape.Rows;
        call.NextA = 0;
        call.NextB = nextB;
        call.NextC = _shape.RowBytes;
        long full = _shape.HasTail ? Math.Min(last, _shape.ColumnTiles - 1) - first : last - first;
        fixed (TileCall* pointer = &call)
        {
            if (full > 0)
            {
                (call.Count, call.Columns) = (full, _columns);
                _kernels[0]!(a, b, c + first * _shape.RowBytes, pointer);
            }
            if (full == last - first) return;
            call.Count = 1;
            int tail = Columns(ref call, last - 1);
            _kernels[tail]!(a, b + full * nextB, c + (last - 1) * _shape.RowBytes, pointer);
        }
    }

    /// <summary>1 if a column of tiles is the last and differs from the others, else 0.</summary>
    private int Columns(ref TileCall call, long column)
    {
        bool tail = _shape.HasTail && column == _shape.ColumnTiles - 1;
        call.Columns = tail ? _problem.N - column * _columns : _columns;
        return tail ? 1 : 0;
    }

    private void PackRight(byte* b, long start, long first, long last, long k, byte* target)
    {
        b += start * _problem.B.Row;
        for (long column = first; column < last; column++)
        {
            int columns = (int)Math.Min(_columns, _problem.N - column * _columns);
            if (_problem.Gathered is not { } gathered)
                Panels.Pack(b + column * _columns * _problem.B.Column, _problem.B.Row, _problem.B.Column, k, columns, target, _columns, _problem.ElementBytes);
            else if (_problem.ElementBytes == 4) gathered.Pack(b, start, k, column * _columns, columns, (float*)target, _columns);
            else gathered.Pack(b, start, k, column * _columns, columns, (double*)target, _columns);
            target += k * _shape.RowBytes;
        }
    }

    private void PackLeft(byte* a, long first, long last, long k, byte* target)
    {
        for (long tile = first; tile < last; tile++)
        {
            int rows = tile < _shape.LargeTiles ? _shape.Rows : _shape.Rows - 1;
            Panels.Pack(a, _problem.A.Column, _problem.A.Row, k, rows, target, rows, _problem.ElementBytes);
            a += rows * _problem.A.Row;
            target += rows * k * _problem.ElementBytes;
        }
    }
}
