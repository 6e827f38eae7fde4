using System.Buffers.Binary;

namespace Core;

/// <summary>NumPy's <c>.npy</c> files: one array, exactly.</summary>
/// <remarks>
/// <para>
/// <see cref="DType.BF16"/> is written as NumPy writes ml_dtypes' <c>bfloat16</c>, as raw elements of two bytes (<c>V2</c>). The file does not
/// say what those are, so all of them are read as bf16: whoever knows that they are something else reinterprets them.
/// </para>
/// <para>
/// Random keys are written as the <see cref="DType.U32"/> words they consist of, along a trailing axis (<c>jax.random.key_data</c>), and
/// read as those: <see cref="ArrayData.Reinterpret(DType, Shape)"/> makes keys of them again.
/// </para>
/// </remarks>
public static class Npy
{
    private const int BlockSize = 1 << 24;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file, of format version 1.0 to 3.0, in either byte order, row-major or column-major.</param>
    /// <exception cref="ArrayFileException">The file cannot be opened, is damaged, or holds elements that arrays do not have.</exception>
    public static ArrayData Load(string path) => ArrayFile.Read(path, stream => Read(stream, path));

    /// <summary>Reads an array from a stream, from its position up to the end of the array; what follows is not looked at.</summary>
    /// <param name="stream">The stream; it need not seek.</param>
    /// <param name="name">What the stream is called in error messages.</param>
    /// <exception cref="ArrayFileException">The data is damaged, or holds elements that arrays do not have.</exception>
    public static ArrayData Read(Stream stream, string name)
    {
        NpyHeader header = NpyHeader.Read(stream, name);
        DType dtype = header.DType;
        ArrayStorage storage = ReadData(stream, header, name);
        if (dtype == DType.Bool) Normalise(storage.AsSpan<byte>());
        if (header.BigEndian) ReverseBytes(storage, dtype.RealPart.ByteSize);
        if (header.ColumnMajor && header.Shape.Rank > 1) storage = ToRowMajor(storage, dtype, header.Shape);
        return new(dtype, header.Shape, storage);
    }

    /// <summary>Writes a file, byte for byte as <c>numpy.save</c> does: afterwards the whole file is there or the previous one.</summary>
    /// <exception cref="ArrayFileException">The file cannot be written.</exception>
    /// <exception cref="ShapeException">The array has more than the 64 axes that NumPy allows.</exception>
    public static void Save(string path, ArrayData array) => ArrayFile.Write(path, stream => Write(stream, array));

    /// <summary>Writes an array to a stream, byte for byte as <c>numpy.save</c> does.</summary>
    /// <exception cref="ShapeException">The array has more than the 64 axes that NumPy allows.</exception>
    public static void Write(Stream stream, ArrayData array)
    {
        if (array.DType.IsKey) array = array.ToKeyWords();
        stream.Write(NpyHeader.Write(array.DType, array.Shape));
        long length = array.Shape.Size * array.DType.ByteSize;
        for (long start = 0; start < length; start += BlockSize)
            stream.Write(array.AsBytes(start, (int)Math.Min(BlockSize, length - start)));
    }

    private static ArrayStorage ReadData(Stream stream, NpyHeader header, string name)
    {
        long length = header.Shape.Size * header.DType.ByteSize;
        if (stream.CanSeek)
        {
            long there = Math.Max(0, stream.Length - stream.Position);
            if (there < length) throw EndsEarly(there);
            ArrayStorage whole = ArrayData.Allocate(header.DType, header.Shape);
            for (long start = 0; start < length; start += BlockSize)
            {
                Span<byte> block = whole.AsBytes(start, (int)Math.Min(BlockSize, length - start));
                int read = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
                if (read < block.Length) throw EndsEarly(start + read); // the file became shorter meanwhile
            }
            return whole;
        }

        // Nobody knows how much will come: no memory for the claims of a header before the data is there.
        List<byte[]> blocks = [];
        for (long start = 0; start < length; start += BlockSize)
        {
            byte[] block = new byte[(int)Math.Min(BlockSize, length - start)];
            int read = stream.ReadAtLeast(block, block.Length, throwOnEndOfStream: false);
            if (read < block.Length) throw EndsEarly(start + read);
            blocks.Add(block);
        }
        ArrayStorage storage = ArrayData.Allocate(header.DType, header.Shape);
        for (int i = 0; i < blocks.Count; i++) blocks[i].CopyTo(storage.AsBytes((long)i * BlockSize, blocks[i].Length));
        return storage;

        ArrayFileException EndsEarly(long found) => new(
            $"{name} ends early: {header.DType.Name}{header.Shape.ToBrackets()} needs {length} bytes of data, found {found}; save it again.");
    }

    /// <summary>Any byte but 0 is true in NumPy; a <see cref="bool"/> is 0 or 1.</summary>
    private static void Normalise(Span<byte> truths)
    {
        foreach (ref byte truth in truths)
            if (truth != 0) truth = 1;
    }

    private static void ReverseBytes(ArrayStorage storage, int width)
    {
        switch (width)
        {
            case 2: BinaryPrimitives.ReverseEndianness(storage.AsSpan<ushort>(), storage.AsSpan<ushort>()); break;
            case 4: BinaryPrimitives.ReverseEndianness(storage.AsSpan<uint>(), storage.AsSpan<uint>()); break;
            case 8: BinaryPrimitives.ReverseEndianness(storage.AsSpan<ulong>(), storage.AsSpan<ulong>()); break;
        }
    }

    private static ArrayStorage ToRowMajor(ArrayStorage source, DType dtype, Shape shape)
    {
        ArrayStorage target = ArrayData.Allocate(dtype, shape);
        switch (dtype.ByteSize)
        {
            case 1: ToRowMajor(source.AsSpan<byte>(), target.AsSpan<byte>(), shape); break;
            case 2: ToRowMajor(source.AsSpan<ushort>(), target.AsSpan<ushort>(), shape); break;
            case 4: ToRowMajor(source.AsSpan<uint>(), target.AsSpan<uint>(), shape); break;
            case 8: ToRowMajor(source.AsSpan<ulong>(), target.AsSpan<ulong>(), shape); break;
            case 16: ToRowMajor(source.AsSpan<UInt128>(), target.AsSpan<UInt128>(), shape); break;
        }
        return target;
    }

    private static void ToRowMajor<T>(ReadOnlySpan<T> source, Span<T> target, Shape shape)
    {
        int[] strides = new int[shape.Rank], index = new int[shape.Rank];
        for (int axis = 0, stride = 1; axis < shape.Rank; stride *= shape[axis++]) strides[axis] = stride;
        int position = 0;
        foreach (ref T element in target)
        {
            element = source[position];
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
            {
                position += strides[axis];
                if (++index[axis] < shape[axis]) break;
                position -= strides[axis] * shape[axis];
                index[axis] = 0;
            }
        }
    }
}
