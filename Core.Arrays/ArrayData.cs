using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Core;

/// <summary>An array's values: an element type, a shape, and the elements in row-major order.</summary>
/// <remarks>Immutable and safe to share between threads; nothing to dispose.</remarks>
[DebuggerDisplay("{DebuggerText,nq}")]
public sealed class ArrayData
{
    private readonly ArrayStorage _storage;

    /// <summary>Takes over a storage, which nobody writes any more.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="storage">The elements, <c>shape.Size · dtype.ByteSize</c> bytes.</param>
    /// <exception cref="ShapeException">The storage has another size.</exception>
    public ArrayData(DType dtype, Shape shape, ArrayStorage storage)
    {
        // A shape may have up to 2^63 elements, of several bytes each.
        if (Math.BigMul(shape.Size, dtype.ByteSize, out long needed) != 0 || storage.ByteLength != needed)
            throw new ShapeException($"{dtype.Name}{shape.ToBrackets()} needs {(Int128)shape.Size * dtype.ByteSize} bytes, got {storage.ByteLength}.");
        (DType, Shape, _storage) = (dtype, shape, storage);
    }

    private ArrayData(ArrayStorage storage, DType dtype, Shape shape) => (DType, Shape, _storage) = (dtype, shape, storage);

    /// <summary>The element type.</summary>
    public DType DType { get; }

    /// <summary>The shape.</summary>
    public Shape Shape { get; }

    /// <summary>How many elements there are.</summary>
    public int Count => (int)Shape.Size;

    /// <summary>The elements' bytes.</summary>
    public ReadOnlySpan<byte> Bytes => _storage.AsSpan<byte>();

    /// <summary>A run of the elements' bytes; there may be more of them than <see cref="Bytes"/> can hold.</summary>
    public ReadOnlySpan<byte> AsBytes(long start, int length) => _storage.AsBytes(start, length);

    /// <summary>The first byte, for <c>fixed</c>. It must not be written, and the array must be kept alive (<see cref="GC.KeepAlive"/>) while the pointer is used.</summary>
    public ref readonly byte GetPinnableReference() => ref _storage.GetPinnableReference();

    /// <summary>Gives the array's memory away, for another of as many bytes: this one cannot be read afterwards.</summary>
    /// <exception cref="ResourceException">It was given away before.</exception>
    public ArrayStorage TakeStorage() => _storage.Take();

    /// <summary>Memory for an array that a kernel is about to fill.</summary>
    /// <exception cref="ShapeException">The array would have 2³¹ elements or more.</exception>
    public static ArrayStorage Allocate(DType dtype, Shape shape) => shape.Size <= int.MaxValue
        ? ArrayStorage.Allocate(shape.Size * dtype.ByteSize)
        : throw new ShapeException($"arrays have fewer than 2^31 elements, got {dtype.Name}{shape.ToBrackets()}.");

    /// <summary>An array that compiled code is about to fill, not cleared: from <see cref="NativePool"/> if it is large.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="byteLength">How many bytes its elements take; the caller has counted them.</param>
    public static ArrayData AllocateResult(DType dtype, Shape shape, long byteLength) => new(ArrayStorage.AllocateResult(byteLength), dtype, shape);

    /// <summary>An array of the given elements in row-major order, copied.</summary>
    /// <exception cref="ShapeException">The number of elements is not the shape's.</exception>
    public static ArrayData Create<T>(Shape shape, ReadOnlySpan<T> elements) where T : unmanaged => Create(DTypes.Of<T>(), shape, elements);

    /// <summary>An array whose elements have the bytes of <paramref name="elements"/>, copied.</summary>
    public static ArrayData Create<T>(DType dtype, Shape shape, ReadOnlySpan<T> elements) where T : unmanaged
    {
        ReadOnlySpan<byte> bytes = MemoryMarshal.AsBytes(elements);
        if (bytes.Length != (Int128)shape.Size * dtype.ByteSize)
            throw new ShapeException($"shape {shape} has {shape.Size} elements, got {bytes.Length / dtype.ByteSize}.");
        ArrayStorage storage = Allocate(dtype, shape);
        bytes.CopyTo(storage.AsSpan<byte>());
        return new(dtype, shape, storage);
    }

    /// <summary>An array that <paramref name="fill"/> writes, element by element, every one of them.</summary>
    public static ArrayData Create<T>(DType dtype, Shape shape, Action<Span<T>> fill) where T : unmanaged
    {
        ArrayStorage storage = Allocate(dtype, shape);
        fill(storage.AsSpan<T>());
        return new(dtype, shape, storage);
    }

    /// <summary>The elements, in row-major order, as their own C# type.</summary>
    /// <exception cref="DTypeException"><typeparamref name="T"/> is not the C# type of this array's elements.</exception>
    public ReadOnlySpan<T> AsSpan<T>() where T : unmanaged => DTypes.TryGet(typeof(T)) == DType
        ? _storage.AsSpan<T>()
        : throw new DTypeException($"the array holds {DType.Name}, not {typeof(T).Name}; read it as its own type or convert it with AsType first.");

    /// <summary>The elements' bytes seen as <typeparamref name="T"/>, whatever the element type is.</summary>
    public ReadOnlySpan<T> Reinterpret<T>() where T : unmanaged => _storage.AsSpan<T>();

    /// <summary>The same elements in another shape of the same size; shares the memory.</summary>
    /// <exception cref="ShapeException">The shape has another size.</exception>
    public ArrayData Reshape(Shape shape) => shape.Size == Count
        ? new(DType, shape, _storage)
        : throw new ShapeException($"shape {shape} has {shape.Size} elements, got {DType.Name}{Shape.ToBrackets()} of {Count}.");

    /// <summary>The same bytes as elements of another type; shares the memory.</summary>
    /// <exception cref="ShapeException">The elements would need another number of bytes.</exception>
    public ArrayData Reinterpret(DType dtype, Shape shape) => new(dtype, shape, _storage);

    /// <summary>The words that random keys consist of, along a trailing axis; shares the memory.</summary>
    public ArrayData ToKeyWords() => Reinterpret(DType.U32, Shape.Insert(Shape.Rank, DType.ByteSize / DType.U32.ByteSize));

    /// <summary>The value as NumPy prints it.</summary>
    public override string ToString() => ArrayFormatter.Format(this);

    private string DebuggerText => ArrayFormatter.Summarise(this);
}
