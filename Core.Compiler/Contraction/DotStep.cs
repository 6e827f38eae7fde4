using Core.Compiler.Execution;

namespace Core.Compiler.Contraction;

/// <summary>Products of few rows with columns whose elements lie side by side: a sum along two rows of memory for each element.</summary>
internal sealed unsafe class DotStep : Step
{
    private readonly MatrixProblem _problem;
    private readonly int _width, _columns;
    private readonly long _blocks, _large; // blocks of columns, and how many of them have one more
    private readonly int _batchParts, _columnParts;
    private readonly BatchLoop[] _batch;
    private readonly DotKernel? _kernel, _small;

    /// <summary>The step for a product of at most <see cref="MostRows"/> rows, where A's columns and B's rows are an element apart.</summary>
    public DotStep(MatrixProblem problem, bool emit)
    {
        _problem = problem;
        _batch = [.. problem.Batch];
        int most = problem.M switch { 1 => 8, 2 => 6, _ => 4 };
        _blocks = (problem.N + most - 1) / most;
        _columns = (int)((problem.N + _blocks - 1) / _blocks);
        _large = problem.N - _blocks * (_columns - 1);
        long rowBytes = problem.K * problem.ElementBytes;
        _width = (int)Math.Min(TileShape.MachineWidth, rowBytes >= 64 ? 512 : rowBytes >= 32 ? 256 : 128);
        _kernel = DotKernels.Get(new(problem.Type, _width, (int)problem.M, _columns), emit);
        if (_large < _blocks) _small = DotKernels.Get(new(problem.Type, _width, (int)problem.M, _columns - 1), emit);

        int wanted = (int)Math.Clamp(Nanoseconds / 2500, 1, 32);
        _batchParts = (int)Math.Min(problem.BatchSize, wanted);
        _columnParts = (int)Math.Min(_blocks, (wanted + _batchParts - 1) / _batchParts);
    }

    /// <summary>Rows of A that are worked on at once.</summary>
    public const int MostRows = 4;

    /// <inheritdoc/>
    public override int Pieces => _batchParts * _columnParts;

    /// <inheritdoc/>
    public override double Nanoseconds => _problem.BatchSize * _problem.N * (1 + 0.02 * _problem.K * _problem.ElementBytes * (1 + _problem.M) / 2);

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [_problem.A.Buffer, _problem.B.Buffer];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [_problem.C.Buffer];

    /// <summary>Whether a product can be computed so, and is better.</summary>
    public static bool Fits(MatrixProblem problem) =>
        problem.M <= MostRows && problem.B.Row == problem.ElementBytes && problem.A.Column == problem.ElementBytes && problem.B.Column != problem.ElementBytes;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{_problem.M}×{_problem.K} · {_problem.K}×{_problem.N} of {_problem.Type}{(_problem.BatchSize == 1 ? "" : $", {_problem.BatchSize} of them")}, along rows, {_columns} at once";

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (int batchPart, int columnPart) = Math.DivRem(piece, _columnParts);
        int bytes = _problem.ElementBytes, lanes = _width / 8 / bytes;
        long tail = _problem.K % lanes;
        DotCall call = new()
        {
            K = _problem.K, Whole = (_problem.K - tail) * bytes, ARow = _problem.A.Row, BRow = _problem.B.Column, CRow = _problem.C.Row, CColumn = _problem.C.Column,
            Rows = _problem.M, Mask = tail == 0 ? null : TileKernels.Mask((int)tail * bytes),
        };
        long first = _blocks * columnPart / _columnParts, last = _blocks * (columnPart + 1) / _columnParts;
        long size = _problem.BatchSize, end = size * (batchPart + 1) / _batchParts;
        for (long index = size * batchPart / _batchParts; index < end;)
        {
            byte* a = buffers[_problem.A.Buffer] + _problem.A.Offset;
            byte* b = buffers[_problem.B.Buffer] + _problem.B.Offset;
            byte* c = buffers[_problem.C.Buffer] + _problem.C.Offset;
            long rest = index, count = 1;
            for (int loop = _batch.Length - 1; loop >= 0; loop--)
            {
                (rest, long place) = Math.DivRem(rest, _batch[loop].Size);
                if (loop == _batch.Length - 1) count = Math.Min(end - index, _batch[loop].Size - place);
                a += place * _batch[loop].A;
                b += place * _batch[loop].B;
                c += place * _batch[loop].C;
            }
            if (_blocks == 1)
            {
                // One block is the whole product: the kernel goes along the batch.
                if (_batch.Length > 0) (call.NextA, call.NextB, call.NextC) = (_batch[^1].A, _batch[^1].B, _batch[^1].C);
                (call.Count, call.Columns) = (count, _columns);
                _kernel!(a, b, c, &call);
                index += count;
                continue;
            }
            long large = Math.Clamp(_large - first, 0, last - first), start = first * (_columns - 1) + Math.Min(first, _large);
            b += start * _problem.B.Column;
            c += start * _problem.C.Column;
            Blocks(_kernel!, ref call, large, _columns, a, b, c);
            Blocks(_small, ref call, last - first - large, _columns - 1, a, b + large * _columns * _problem.B.Column, c + large * _columns * _problem.C.Column);
            index++;
        }
    }

    private void Blocks(DotKernel? kernel, ref DotCall call, long count, int columns, byte* a, byte* b, byte* c)
    {
        if (count == 0) return;
        (call.Count, call.Columns, call.NextA, call.NextB, call.NextC) = (count, columns, 0, columns * _problem.B.Column, columns * _problem.C.Column);
        fixed (DotCall* pointer = &call) kernel!(a, b, c, pointer);
    }
}
