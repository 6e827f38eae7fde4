namespace Core.Kernels;

/// <summary>An array that is filled row by row along its first axis.</summary>
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

    /// <summary>Rows that start as those of an array.</summary>
    public StackedRows(ArrayData start) : this(start.DType, start.Shape.Remove(0), start.Shape[0]) => start.Bytes.CopyTo(_storage.AsSpan<byte>());

    /// <summary>Writes a row.</summary>
    public void Write(int index, ArrayData row) => row.Bytes.CopyTo(_storage.AsBytes((long)index * _rowBytes, _rowBytes));

    /// <summary>Writes the rows of an array to the given places.</summary>
    public void Write(ReadOnlySpan<int> indices, ArrayData rows)
    {
        for (int i = 0; i < indices.Length; i++) rows.AsBytes((long)i * _rowBytes, _rowBytes).CopyTo(_storage.AsBytes((long)indices[i] * _rowBytes, _rowBytes));
    }

    /// <summary>The array, which shows what is written to it later.</summary>
    public ArrayData ToArray() => new(_dtype, _shape, _storage);

    /// <summary>A row of an array, copied.</summary>
    public static ArrayData Read(ArrayData array, int index) => Read(array, [index]).Reshape(array.Shape.Remove(0));

    /// <summary>Rows of an array, copied.</summary>
    public static ArrayData Read(ArrayData array, ReadOnlySpan<int> indices)
    {
        StackedRows rows = new(array.DType, array.Shape.Remove(0), indices.Length);
        for (int i = 0; i < indices.Length; i++) array.AsBytes((long)indices[i] * rows._rowBytes, rows._rowBytes).CopyTo(rows._storage.AsBytes((long)i * rows._rowBytes, rows._rowBytes));
        return rows.ToArray();
    }
}
