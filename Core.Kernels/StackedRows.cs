namespace Core.Kernels;

/// <summary>An array that is filled row by row along its first axis, each row written once, in any order.</summary>
public sealed class StackedRows
{
    private readonly ArrayStorage _storage;
    private readonly DType _dtype;
    private readonly Shape _shape;
    private readonly int _rowBytes;

    /// <summary>Room for rows.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="row">The shape of a row.</param>
    /// <param name="count">How many rows there are.</param>
    public StackedRows(DType dtype, Shape row, int count)
    {
        (_dtype, _shape) = (dtype, row.Insert(0, count));
        _storage = ArrayData.Allocate(_dtype, _shape);
        _rowBytes = checked((int)(row.Size * dtype.ByteSize));
    }

    /// <summary>Writes a row.</summary>
    public void Write(int index, ArrayData row) => row.Bytes.CopyTo(_storage.AsBytes((long)index * _rowBytes, _rowBytes));

    /// <summary>The array, once all rows are written.</summary>
    public ArrayData ToArray() => new(_dtype, _shape, _storage);

    /// <summary>A row of an array, copied.</summary>
    public static ArrayData Read(ArrayData array, int index)
    {
        Shape shape = array.Shape.Remove(0);
        ArrayStorage storage = ArrayData.Allocate(array.DType, shape);
        int bytes = checked((int)storage.ByteLength);
        array.AsBytes((long)index * bytes, bytes).CopyTo(storage.AsSpan<byte>());
        return new(array.DType, shape, storage);
    }
}
