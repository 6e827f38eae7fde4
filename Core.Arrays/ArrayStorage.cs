using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Core;

/// <summary>The memory behind arrays: one contiguous, writable run of bytes. What allocates it is this type's business alone.</summary>
/// <remarks>
/// Kernels write into a storage once, then hand it to an <see cref="ArrayData"/>, which only reads; from then on it may be shared between threads.
/// Other memory (pooled, aligned, huge pages) is a subclass.
/// </remarks>
public abstract class ArrayStorage
{
    private protected ArrayStorage(long byteLength) => ByteLength = byteLength;

    /// <summary>How many bytes there are.</summary>
    public long ByteLength { get; }

    /// <summary>The first byte.</summary>
    private protected abstract ref byte Origin { get; }

    /// <summary>Memory on the managed heap, not cleared.</summary>
    /// <param name="byteLength">How many bytes are needed.</param>
    public static ArrayStorage Allocate(long byteLength) => new ManagedStorage(byteLength);

    /// <summary>Memory for the result of compiled code, not cleared: from <see cref="NativePool"/> if it is large.</summary>
    /// <param name="byteLength">How many bytes are needed.</param>
    public static ArrayStorage AllocateResult(long byteLength) => byteLength < NativePool.SmallestBlock ? new ManagedStorage(byteLength) : new PooledStorage(byteLength);

    /// <summary>The first byte, for <c>fixed</c>; the storage must be kept alive (<see cref="GC.KeepAlive"/>) while the pointer is used.</summary>
    public virtual ref byte GetPinnableReference() => ref Origin;

    /// <summary>The bytes as elements of <typeparamref name="T"/>.</summary>
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

    /// <summary>Whole words, so that every element type is aligned and arrays may exceed 2 GiB.</summary>
    private sealed class ManagedStorage(long byteLength) : ArrayStorage(byteLength)
    {
        private readonly UInt128[] _words = GC.AllocateUninitializedArray<UInt128>(checked((int)((byteLength + 15) / 16)));

        private protected override ref byte Origin => ref Unsafe.As<UInt128, byte>(ref MemoryMarshal.GetArrayDataReference(_words));
    }

    /// <summary>A block of <see cref="NativePool"/>, given back when nobody uses the storage.</summary>
    /// <remarks>
    /// A span does not keep a native block alive, and spans go where nobody knows of them. So whoever asks for one gets a managed copy; compiled code,
    /// which holds on to the storage while it works, reads and writes the block itself.
    /// </remarks>
    private sealed unsafe class PooledStorage : ArrayStorage
    {
        private readonly nint _block;
        private ManagedStorage? _copy;

        public PooledStorage(long byteLength) : base(byteLength) => _block = NativePool.RentFor(this, byteLength);

        public override ref byte GetPinnableReference() => ref *(byte*)_block;

        private protected override ref byte Origin => ref (Volatile.Read(ref _copy) ?? Copy()).GetPinnableReference();

        private ManagedStorage Copy()
        {
            ManagedStorage copy = new(ByteLength);
            fixed (byte* target = copy) Buffer.MemoryCopy((byte*)_block, target, ByteLength, ByteLength);
            GC.KeepAlive(this);
            return Interlocked.CompareExchange(ref _copy, copy, null) ?? copy; // whoever was first has given out spans
        }
    }
}
