using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Core.Compiler.Emission;
using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>Computes sums of products of a few rows with a few others, all of whose elements lie side by side.</summary>
/// <param name="a">The first of the rows on the left.</param>
/// <param name="b">The first of the rows on the right.</param>
/// <param name="c">Where the sum of the first rows is written.</param>
/// <param name="call">Sizes and strides.</param>
internal unsafe delegate void DotKernel(byte* a, byte* b, byte* c, DotCall* call);

/// <summary>What a <see cref="DotKernel"/> is told besides the rows; distances are in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct DotCall
{
    /// <summary>Elements of a row.</summary>
    public long K;

    /// <summary>Bytes of a row that are whole vectors.</summary>
    public long Whole;

    /// <summary>Ones in the lanes of the last vector that are there; null where all vectors are whole.</summary>
    public byte* Mask;

    /// <summary>From one row on the left to the next.</summary>
    public long ARow;

    /// <summary>From one row on the right to the next.</summary>
    public long BRow;

    /// <summary>From the sums of one row on the left to those of the next.</summary>
    public long CRow;

    /// <summary>From the sum with one row on the right to that with the next.</summary>
    public long CColumn;

    /// <summary>How many blocks are computed, at least 1.</summary>
    public long Count;

    /// <summary>From one block's left rows to those of the next.</summary>
    public long NextA;

    /// <summary>From one block's right rows to those of the next.</summary>
    public long NextB;

    /// <summary>From one block's sums to those of the next.</summary>
    public long NextC;

    /// <summary>Rows on the left (read by kernels that are not emitted for one size).</summary>
    public long Rows;

    /// <summary>Rows on the right (read by kernels that are not emitted for one size).</summary>
    public long Columns;
}

/// <summary>Which kernel.</summary>
/// <param name="Type">The elements.</param>
/// <param name="Width">Bits of a vector.</param>
/// <param name="Rows">Rows on the left.</param>
/// <param name="Columns">Rows on the right.</param>
internal readonly record struct DotKey(LaneType Type, int Width, int Rows, int Columns);

/// <summary>The kernels that were made.</summary>
internal static unsafe class DotKernels
{
    private static readonly KernelCache<DotKey, DotKernel> Emitted = new(1024);

    /// <summary>The kernel.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="emit">Whether code may be made while the program runs.</param>
    public static DotKernel Get(DotKey key, bool emit) => emit
        ? Emitted.Get(key, DotEmitter.Emit)
        : key.Type switch
        {
            LaneType.F32 => Portable<float>,
            LaneType.F64 => Portable<double>,
            LaneType.I32 => Portable<int>,
            LaneType.I64 => Portable<long>,
            LaneType.Mask => throw new UnsupportedException("A product of matrices of truth values is computed with integers."),
        };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Portable<T>(byte* a, byte* b, byte* c, DotCall* call) where T : unmanaged, INumberBase<T>
    {
        for (long count = call->Count; count > 0; count--)
        {
            for (long i = 0; i < call->Rows; i++)
            {
                for (long j = 0; j < call->Columns; j++)
                    *(T*)(c + i * call->CRow + j * call->CColumn) = Dot((T*)(a + i * call->ARow), (T*)(b + j * call->BRow), call->K);
            }
            a += call->NextA;
            b += call->NextB;
            c += call->NextC;
        }
    }

    private static T Dot<T>(T* a, T* b, long k) where T : unmanaged, INumberBase<T>
    {
        Vector<T> first = default, second = default, third = default, fourth = default;
        int width = Vector<T>.Count;
        long i = 0;
        for (; i + 4 * width <= k; i += 4 * width)
        {
            first = PortableTiles.MultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), first);
            second = PortableTiles.MultiplyAdd(Vector.Load(a + i + width), Vector.Load(b + i + width), second);
            third = PortableTiles.MultiplyAdd(Vector.Load(a + i + 2 * width), Vector.Load(b + i + 2 * width), third);
            fourth = PortableTiles.MultiplyAdd(Vector.Load(a + i + 3 * width), Vector.Load(b + i + 3 * width), fourth);
        }
        for (; i + width <= k; i += width) first = PortableTiles.MultiplyAdd(Vector.Load(a + i), Vector.Load(b + i), first);
        T sum = Vector.Sum(first + second + (third + fourth));
        for (; i < k; i++) sum += a[i] * b[i];
        return sum;
    }
}
