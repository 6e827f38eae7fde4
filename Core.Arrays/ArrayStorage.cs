using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Core;

/// <summary>The memory behind arrays: one contiguous, writable run of bytes. Where it lies is this type's business alone.</summary>
/// <remarks>
/// Kernels write into a storage once, then hand it to an <see cref="ArrayData"/>, which only reads; from then on it may be shared between threads.
/// <para>
/// The bytes lie on the managed heap, or in a block of <see cref="NativePool"/> that is given back when nobody uses the storage. A span does not keep a native block
/// alive, and spans go where nobody knows of them. So whoever asks for one gets a managed copy; compiled code, which holds on to the storage while it works, reads and
/// writes the block itself.
/// </para>
/// </remarks>
public sealed unsafe class ArrayStorage
{
    private const int LineBytes = 64, LargeObject = 85_000; // from that size on, the collector leaves objects in their place

    // Whole words, so that every element type is aligned and arrays may exceed 2 GiB.
    private readonly nint _block; // 0 where there is none
    private readonly ArrayStorage? _owner; // whom the block is rented for, if it gave it away
    private readonly nint _skipped; // bytes of the words before the first one, so that it starts a cache line
    private UInt128[]? _words; // null where there is a block and nobody asked for a span
    private bool _isTaken;

    private ArrayStorage(long byteLength, bool isPooled)
    {
        ByteLength = byteLength;
        if (isPooled)
        {
            _block = NativePool.RentFor(this, byteLength);
            return;
        }
        _words = Words(byteLength < LargeObject ? byteLength : byteLength + LineBytes);
        // A vector that crosses a line is two accesses. What is small moves, so where it lies now says nothing.
        if (byteLength >= LargeObject) _skipped = (nint)(-(long)Unsafe.AsPointer(ref FirstOf(_words)) & (LineBytes - 1));
    }

    private ArrayStorage(ArrayStorage before)
    {
        (ByteLength, _block) = (before.ByteLength, before._block);
        if (_block != 0) _owner = before._owner ?? before;
        else (_words, _skipped) = (before._words, before._skipped);
    }

    /// <summary>How many bytes there are.</summary>
    public long ByteLength { get; }

    private ref byte Origin => ref FirstOf(_isTaken ? throw Taken() : Volatile.Read(ref _words) ?? Copy());

    /// <summary>Memory on the managed heap, not cleared.</summary>
    /// <param name="byteLength">How many bytes are needed.</param>
    public static ArrayStorage Allocate(long byteLength) => new(byteLength, isPooled: false);

    /// <summary>Memory for the result of compiled code, not cleared: from <see cref="NativePool"/> if it is large.</summary>
    /// <param name="byteLength">How many bytes are needed.</param>
    public static ArrayStorage AllocateResult(long byteLength) => new(byteLength, byteLength >= NativePool.SmallestBlock);

    /// <summary>The first byte, for <c>fixed</c>; the storage must be kept alive (<see cref="GC.KeepAlive"/>) while the pointer is used.</summary>
    /// <exception cref="ResourceException">The memory was given away.</exception>
    public ref byte GetPinnableReference()
    {
        if (_isTaken) throw Taken();
        return ref (_block != 0 ? ref *(byte*)_block : ref FirstOf(_words!));
    }

    /// <summary>Gives the memory away, to be written anew: this storage cannot be used afterwards.</summary>
    /// <returns>A storage of the same memory.</returns>
    /// <exception cref="ResourceException">It was given away before.</exception>
    public ArrayStorage Take() => Interlocked.Exchange(ref _isTaken, true) ? throw Taken() : new(this);

    /// <summary>The bytes as elements of <typeparamref name="T"/>.</summary>
    /// <exception cref="ResourceException">The memory was given away.</exception>
    public Span<T> AsSpan<T>() where T : unmanaged =>
        MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref Origin), checked((int)(ByteLength / Unsafe.SizeOf<T>())));

    /// <summary>A run of the bytes; there may be more of them than one span can hold.</summary>
    /// <param name="start">Where the run starts.</param>
    /// <param name="length">How many bytes it has.</param>
    public Span<byte> AsBytes(long start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start, ByteLength - length);
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref Origin, (nint)start), length);
    }

    private UInt128[] Copy()
    {
        UInt128[] copy = Words(ByteLength);
        fixed (UInt128* target = copy) Buffer.MemoryCopy((byte*)_block, target, ByteLength, ByteLength);
        GC.KeepAlive(this);
        return Interlocked.CompareExchange(ref _words, copy, null) ?? copy; // whoever was first has given out spans
    }

    private static ResourceException Taken() =>
        new("the array was donated to a compiled call, which made a result in its memory; use that result, or do not donate the argument.");

    private static UInt128[] Words(long byteLength) => GC.AllocateUninitializedArray<UInt128>(checked((int)((byteLength + 15) / 16)));

    private ref byte FirstOf(UInt128[] words) => ref Unsafe.AddByteOffset(ref Unsafe.As<UInt128, byte>(ref MemoryMarshal.GetArrayDataReference(words)), _skipped);
}
