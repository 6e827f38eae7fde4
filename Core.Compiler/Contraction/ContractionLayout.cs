using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>The axes of one contraction while operands are copied and axes merged until nested loops over products of matrices remain.</summary>
internal sealed class ContractionLayout
{
    private const int FewRows = 16, FewColumns = 64;

    private readonly ContractionBuilder _builder;
    private StridedOperand _lhs, _rhs;
    private List<ContractionAxis> _batch, _rows, _columns, _sums;

    /// <summary>The axes of each kind, in the order of the result.</summary>
    public ContractionLayout(
        ContractionBuilder builder, StridedOperand lhs, StridedOperand rhs, List<ContractionAxis> batch, List<ContractionAxis> rows,
        List<ContractionAxis> columns, List<ContractionAxis> sums)
    {
        (_builder, _lhs, _rhs) = (builder, lhs, rhs);
        (_batch, _rows, _columns, _sums) = (batch, rows, columns, sums);
    }

    /// <summary>Adds the steps.</summary>
    /// <param name="output">The buffer of the result.</param>
    /// <param name="dtype">The type of the result.</param>
    /// <param name="count">How many elements it has.</param>
    public void Multiply(int output, DType dtype, long count)
    {
        if (dtype.IsComplex)
        {
            MultiplyComplex(output, dtype);
            return;
        }
        DType computed = ContractionBuilder.Computed(_lhs.DType, _rhs.DType, dtype);
        (_lhs, _rhs) = (Real(_lhs, left: true), Real(_rhs, left: false));
        if (!Same(_lhs.DType, computed)) CopyLeft(computed);
        if (!Same(_rhs.DType, computed)) CopyRight(computed);
        bool convert = !Same(computed, dtype);
        int sums = convert ? _builder.Workspace(computed, count) : output;
        Matrices(sums, computed);
        if (convert) _builder.Add(new ConvertStep(sums, 0, output, [new(count, computed.ByteSize, dtype.ByteSize)], ElementRows.Between(computed, dtype), $"{computed.Name} to {dtype.Name}"));
    }

    private static bool Same(DType have, DType computed) => have == computed || (have.IsInteger && computed.IsInteger && have.ByteSize == computed.ByteSize);

    /// <summary>The real parts of an operand.</summary>
    private StridedOperand Real(StridedOperand operand, bool left)
    {
        if (!operand.DType.IsComplex) return operand;
        Each(axis => left ? axis with { A = 2 * axis.A } : axis with { B = 2 * axis.B });
        return operand with { DType = operand.DType.RealPart, Offset = 2 * operand.Offset };
    }

    private void Each(Func<ContractionAxis, ContractionAxis> change)
    {
        foreach (List<ContractionAxis> axes in (ReadOnlySpan<List<ContractionAxis>>)[_batch, _rows, _columns, _sums])
            for (int i = 0; i < axes.Count; i++) axes[i] = change(axes[i]);
    }

    /// <summary>Merges axes until one of each kind remains, besides the batch.</summary>
    private void Matrices(int output, DType computed)
    {
        OrderSums();
        if (!MergesLeft(_sums)) CopyLeft(computed);
        if (!MergesRight(_sums)) CopyRight(computed);
        _sums = ContractionAxis.Merge(_sums);
        _rows = ContractionAxis.Merge(_rows);
        if (_rows.Count > 1 && _rows[^1].Size < FewRows && ContractionBuilder.Count(_columns) > 1)
        {
            CopyLeft(computed);
            _rows = ContractionAxis.Merge(_rows);
        }
        _columns = ContractionAxis.Merge(_columns);
        if (_columns.Count > 1 && _columns[^1].Size < FewColumns && ContractionBuilder.Count(_rows) > 1)
        {
            CopyRight(computed);
            _columns = ContractionAxis.Merge(_columns);
        }
        List<ContractionAxis> loops = [.. _batch];
        for (int i = 0; i < _rows.Count - 1; i++) loops.Add(_rows[i]);
        for (int i = 0; i < _columns.Count - 1; i++) loops.Add(_columns[i]);
        loops = ContractionAxis.Merge(loops);

        ContractionAxis none = new(1, 0, 0, 0), row = _rows.Count > 0 ? _rows[^1] : none, column = _columns.Count > 0 ? _columns[^1] : none;
        ContractionAxis sum = _sums.Count > 0 ? _sums[^1] : none;
        int bytes = computed.ByteSize;
        LaneType type = computed switch { DType.F32 => LaneType.F32, DType.F64 => LaneType.F64, DType.I64 => LaneType.I64, _ => LaneType.I32 };
        MatrixView a = new(_lhs.Buffer, _lhs.Offset * bytes, row.A * bytes, sum.A * bytes), b = new(_rhs.Buffer, _rhs.Offset * bytes, sum.B * bytes, column.B * bytes);
        MatrixView c = new(output, 0, row.C * bytes, column.C * bytes);
        MatrixProblem problem = new(
            type, row.Size, column.Size, sum.Size, a, b, c, [.. loops.Select(loop => new BatchLoop(loop.Size, loop.A * bytes, loop.B * bytes, loop.C * bytes))]);
        _builder.Multiply(problem);
    }

    // Sums may be taken in any order: that of the operand whose copy would cost more.
    private void OrderSums()
    {
        _sums.RemoveAll(axis => axis.Size == 1);
        if (_sums.Count < 2) return;
        List<ContractionAxis> left = [.. _sums.OrderByDescending(axis => Math.Abs(axis.A))], right = [.. _sums.OrderByDescending(axis => Math.Abs(axis.B))];
        _sums = Cost(left) <= Cost(right) ? left : right;

        long Cost(List<ContractionAxis> sums)
        {
            long depth = ContractionBuilder.Count(sums), count = ContractionBuilder.Count(_batch) * depth;
            return (MergesLeft(sums) ? 0 : count * ContractionBuilder.Count(_rows)) + (MergesRight(sums) ? 0 : count * ContractionBuilder.Count(_columns));
        }
    }

    private static bool MergesLeft(List<ContractionAxis> sums) => ContractionAxis.Merge([.. sums.Select(axis => axis with { B = 0 })]).Count < 2;

    private static bool MergesRight(List<ContractionAxis> sums) => ContractionAxis.Merge([.. sums.Select(axis => axis with { A = 0 })]).Count < 2;

    /// <summary>Copies the left operand to batch × rows × sums in row-major order.</summary>
    private void CopyLeft(DType dtype)
    {
        long stride = 1;
        List<CopyLoop> loops = [];
        foreach (List<ContractionAxis> axes in (ReadOnlySpan<List<ContractionAxis>>)[_sums, _rows, _batch])
        {
            for (int i = axes.Count - 1; i >= 0; i--)
            {
                if (axes[i].A == 0) continue;
                loops.Insert(0, new(axes[i].Size, axes[i].A * _lhs.DType.ByteSize, stride * dtype.ByteSize));
                (axes[i], stride) = (axes[i] with { A = stride }, stride * axes[i].Size);
            }
        }
        _lhs = Copy(_lhs, dtype, loops, stride, "left operand");
    }

    /// <summary>Copies the right operand to batch × sums × columns in row-major order.</summary>
    private void CopyRight(DType dtype)
    {
        long stride = 1;
        List<CopyLoop> loops = [];
        foreach (List<ContractionAxis> axes in (ReadOnlySpan<List<ContractionAxis>>)[_columns, _sums, _batch])
        {
            for (int i = axes.Count - 1; i >= 0; i--)
            {
                if (axes[i].B == 0) continue;
                loops.Insert(0, new(axes[i].Size, axes[i].B * _rhs.DType.ByteSize, stride * dtype.ByteSize));
                (axes[i], stride) = (axes[i] with { B = stride }, stride * axes[i].Size);
            }
        }
        _rhs = Copy(_rhs, dtype, loops, stride, "right operand");
    }

    private StridedOperand Copy(StridedOperand operand, DType dtype, List<CopyLoop> loops, long count, string what)
    {
        int copy = _builder.Workspace(dtype, count);
        ElementRow row = ElementRows.Between(operand.DType, dtype);
        _builder.Add(new ConvertStep(operand.Buffer, operand.Offset * operand.DType.ByteSize, copy, [.. loops], row, $"{what}, {operand.DType.Name} to {dtype.Name}"));
        return operand with { Buffer = copy, DType = dtype, Offset = 0 };
    }

    /// <summary>
    /// Complex numbers as real ones: each of the right operand becomes a block [x y; −y x], so that rows of pairs times such blocks are rows of pairs again.
    /// </summary>
    private void MultiplyComplex(int output, DType dtype)
    {
        DType real = dtype.RealPart;
        ToComplex(ref _lhs, left: true);
        ToComplex(ref _rhs, left: false);
        OrderSums();
        // Pairs must lie side by side along the sums on the left.
        if (!MergesLeft(_sums) || (_sums.Count > 0 && _sums[^1].A != 1)) CopyLeft(dtype);

        long columns = Math.Max(1, ContractionBuilder.Count(_columns)), stride = 1;
        List<CopyLoop> loops = [];
        int bytes = real.ByteSize;
        foreach (List<ContractionAxis> axes in (ReadOnlySpan<List<ContractionAxis>>)[_columns, _sums, _batch])
        {
            for (int i = axes.Count - 1; i >= 0; i--)
            {
                // A column has 2 numbers, a row 4 for each column.
                long factor = axes == _columns ? 2 : 4;
                if (axes == _batch && axes[i].B == 0) continue;
                loops.Insert(0, new(axes[i].Size, axes[i].B * 2 * bytes, stride * factor * bytes));
                (axes[i], stride) = (axes[i] with { B = stride * factor }, stride * axes[i].Size);
            }
        }
        int blocks = _builder.Workspace(real, 4 * stride);
        _builder.Add(new ConvertStep(_rhs.Buffer, _rhs.Offset * 2 * bytes, blocks, [.. loops], ElementRows.Blocks(dtype), "right operand as blocks", 2 * columns * bytes));
        _rhs = _rhs with { Buffer = blocks, DType = real, Offset = 0 };

        Each(axis => axis with { A = 2 * axis.A, C = 2 * axis.C });
        _lhs = _lhs with { DType = real, Offset = 2 * _lhs.Offset };
        _sums = ContractionAxis.Merge(_sums);
        _sums.Add(new(2, 1, 2 * columns, 0));
        _columns.Add(new(2, 0, 1, 1));
        Matrices(output, real);

        void ToComplex(ref StridedOperand operand, bool left)
        {
            if (!operand.DType.IsComplex && operand.DType != real) Convert(real, ref operand);
            if (operand.DType != dtype) Convert(dtype, ref operand);

            void Convert(DType to, ref StridedOperand operand)
            {
                if (left) CopyLeft(to);
                else CopyRight(to);
                operand = left ? _lhs : _rhs;
            }
        }
    }
}
