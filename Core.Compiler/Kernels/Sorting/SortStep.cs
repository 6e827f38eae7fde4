namespace Core.Compiler.Kernels;

/// <summary>Sorts rows of several arrays together, by one or more of them.</summary>
internal sealed unsafe class SortStep : KernelStep
{
    private readonly (int Source, int Target, DType DType)[] _operands;
    private readonly int _keys, _rows, _length;
    private readonly DType[] _keyTypes;

    /// <summary>A step.</summary>
    /// <param name="operands">What is sorted, the keys first.</param>
    /// <param name="keys">How many keys there are.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="length">How long they are.</param>
    public SortStep((int Source, int Target, DType DType)[] operands, int keys, int rows, int length)
        : base(
            [.. operands.Select(operand => operand.Source)], [.. operands.Select(operand => operand.Target)],
            Share.Pieces(rows, RowOrder.Nanoseconds(length) * keys), rows * RowOrder.Nanoseconds(length) * keys)
    {
        (_operands, _keys, _rows, _length) = (operands, keys, rows, length);
        _keyTypes = [.. operands.Take(keys).Select(operand => operand.DType)];
    }

    /// <inheritdoc/>
    public override long ScratchBytes => RowOrder.ScratchBytes(_length);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_rows, Pieces, piece);
        nint* keys = stackalloc nint[_keys];
        for (long row = start; row < end; row++)
        {
            for (int i = 0; i < _keys; i++) keys[i] = (nint)(buffers[_operands[i].Source] + row * _length * _operands[i].DType.ByteSize);
            int* order = RowOrder.Find(new ReadOnlySpan<nint>(keys, _keys), _keyTypes, KeyOrder.Increasing, _length, scratch);
            foreach ((int source, int target, DType dtype) in _operands)
                Pick.Run(buffers[source] + row * _length * dtype.ByteSize, buffers[target] + row * _length * dtype.ByteSize, dtype.ByteSize, order, _length);
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"sort {_rows} rows of {_length} × ({string.Join(", ", _operands.Select(operand => operand.DType.Name))}) by {_keys}";
}

/// <summary>The first elements of each row in an order, and their places.</summary>
internal sealed unsafe class FirstStep(int source, int values, int places, DType dtype, KeyOrder order, int rows, int length, int kept)
    : KernelStep([source], [values, places], Share.Pieces(rows, Cost(dtype, kept, length)), rows * Cost(dtype, kept, length))
{
    private static double Cost(DType dtype, int kept, int length) => FirstFew.Suits(dtype, kept, length) ? 50 + length * 1.5 : RowOrder.Nanoseconds(length);

    /// <inheritdoc/>
    public override long ScratchBytes => RowOrder.ScratchBytes(length);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(rows, Pieces, piece);
        int width = dtype.ByteSize;
        for (long row = start; row < end; row++)
        {
            byte* from = buffers[source] + row * length * width;
            int* found = FirstFew.Suits(dtype, kept, length)
                ? FirstFew.Find(from, dtype, order, length, kept, scratch)
                : RowOrder.Find([(nint)from], [dtype], order, length, scratch);
            Pick.Run(from, buffers[values] + row * kept * width, width, found, kept);
            new ReadOnlySpan<int>(found, kept).CopyTo(new Span<int>((int*)buffers[places] + row * kept, kept));
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"first {kept} of {rows} rows of {length} × {dtype.Name}, {order}";
}

/// <summary>Elements in an order.</summary>
internal static unsafe class Pick
{
    /// <summary>Writes the elements at the given places one after the other.</summary>
    public static void Run(byte* source, byte* target, int width, int* order, int count)
    {
        switch (width)
        {
            case 1: Run(source, target, order, count); break;
            case 2: Run((ushort*)source, (ushort*)target, order, count); break;
            case 4: Run((uint*)source, (uint*)target, order, count); break;
            case 8: Run((ulong*)source, (ulong*)target, order, count); break;
            default: Run((UInt128*)source, (UInt128*)target, order, count); break;
        }
    }

    private static void Run<T>(T* source, T* target, int* order, int count) where T : unmanaged
    {
        for (int i = 0; i < count; i++) target[i] = source[order[i]];
    }
}
