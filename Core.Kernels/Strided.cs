namespace Core.Kernels;

/// <summary>Copies between a contiguous array and a view of another: an offset, and a stride per axis, in elements.</summary>
/// <remarks>Transposing, broadcasting (stride 0), slicing and reversing (a negative stride) are all views.</remarks>
public static class Strided
{
    /// <summary>The elements of a view, contiguous.</summary>
    /// <param name="source">The array that is viewed.</param>
    /// <param name="shape">The shape of the view.</param>
    /// <param name="offset">The index of the view's first element in the array.</param>
    /// <param name="strides">How far apart neighbours along each axis of the view lie in the array.</param>
    public static ArrayData Read(ArrayData source, Shape shape, int offset, int[] strides)
    {
        ArrayStorage storage = ArrayData.Allocate(source.DType, shape);
        switch (source.DType.ByteSize)
        {
            case 1: Gather(source.Reinterpret<byte>(), shape, offset, strides, storage.AsSpan<byte>()); break;
            case 2: Gather(source.Reinterpret<ushort>(), shape, offset, strides, storage.AsSpan<ushort>()); break;
            case 4: Gather(source.Reinterpret<uint>(), shape, offset, strides, storage.AsSpan<uint>()); break;
            case 8: Gather(source.Reinterpret<ulong>(), shape, offset, strides, storage.AsSpan<ulong>()); break;
            default: Gather(source.Reinterpret<UInt128>(), shape, offset, strides, storage.AsSpan<UInt128>()); break;
        }
        return new(source.DType, shape, storage);
    }

    /// <summary>Writes all elements of an array into a view of a storage.</summary>
    /// <param name="source">The array whose elements are written; its shape is the view's.</param>
    /// <param name="target">The storage that is viewed.</param>
    /// <param name="offset">The index of the view's first element in the storage.</param>
    /// <param name="strides">How far apart neighbours along each axis of the view lie in the storage.</param>
    public static void Write(ArrayData source, ArrayStorage target, int offset, int[] strides)
    {
        switch (source.DType.ByteSize)
        {
            case 1: Scatter(source.Reinterpret<byte>(), source.Shape, offset, strides, target.AsSpan<byte>()); break;
            case 2: Scatter(source.Reinterpret<ushort>(), source.Shape, offset, strides, target.AsSpan<ushort>()); break;
            case 4: Scatter(source.Reinterpret<uint>(), source.Shape, offset, strides, target.AsSpan<uint>()); break;
            case 8: Scatter(source.Reinterpret<ulong>(), source.Shape, offset, strides, target.AsSpan<ulong>()); break;
            default: Scatter(source.Reinterpret<UInt128>(), source.Shape, offset, strides, target.AsSpan<UInt128>()); break;
        }
    }

    /// <summary>The array in a larger shape of the same rank, repeated along its axes of size 1; an array of no axes fills any shape.</summary>
    public static ArrayData Broadcast(ArrayData source, Shape shape)
    {
        if (source.Shape == shape) return source;
        int[] strides = new int[shape.Rank], own = source.Shape.Strides();
        for (int axis = 0; axis < own.Length; axis++)
            if (source.Shape[axis] != 1) strides[axis] = own[axis];
        return Read(source, shape, 0, strides);
    }

    /// <summary>The array with its axes in another order.</summary>
    public static ArrayData Transpose(ArrayData source, ValueArray<int> permutation)
    {
        int[] sizes = new int[permutation.Count], strides = new int[permutation.Count], own = source.Shape.Strides();
        bool same = true;
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            (sizes[axis], strides[axis]) = (source.Shape[permutation[axis]], own[permutation[axis]]);
            same &= permutation[axis] == axis;
        }
        return same ? source : Read(source, sizes, 0, strides);
    }

    private static void Gather<T>(ReadOnlySpan<T> source, Shape shape, int offset, int[] strides, Span<T> target) where T : unmanaged
    {
        if (target.IsEmpty) return;
        int rank = shape.Rank;
        if (rank == 0)
        {
            target[0] = source[offset];
            return;
        }
        int length = shape[^1], step = strides[^1];
        Rows rows = new(shape, strides, offset);
        for (int start = 0; start < target.Length; start += length)
        {
            Span<T> row = target.Slice(start, length);
            if (step == 1) source.Slice(rows.Offset, length).CopyTo(row);
            else if (step == 0) row.Fill(source[rows.Offset]);
            else
            {
                for (int i = 0, at = rows.Offset; i < row.Length; i++, at += step) row[i] = source[at];
            }
            rows.Advance();
        }
    }

    private static void Scatter<T>(ReadOnlySpan<T> source, Shape shape, int offset, int[] strides, Span<T> target) where T : unmanaged
    {
        if (source.IsEmpty) return;
        if (shape.Rank == 0)
        {
            target[offset] = source[0];
            return;
        }
        int length = shape[^1], step = strides[^1];
        Rows rows = new(shape, strides, offset);
        for (int start = 0; start < source.Length; start += length)
        {
            ReadOnlySpan<T> row = source.Slice(start, length);
            if (step == 1) row.CopyTo(target[rows.Offset..]);
            else
            {
                for (int i = 0, at = rows.Offset; i < row.Length; i++, at += step) target[at] = row[i];
            }
            rows.Advance();
        }
    }

    /// <summary>Goes over the rows, all axes but the last, of a view in row-major order.</summary>
    private struct Rows(Shape shape, int[] strides, int offset)
    {
        private readonly int[] _index = new int[Math.Max(0, shape.Rank - 1)];

        public int Offset { get; private set; } = offset;

        public void Advance()
        {
            for (int axis = _index.Length - 1; axis >= 0; axis--)
            {
                Offset += strides[axis];
                if (++_index[axis] < shape[axis]) return;
                Offset -= strides[axis] * shape[axis];
                _index[axis] = 0;
            }
        }
    }
}
