using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Core.Compiler.Emission;
using Core.Compiler.Loops;

namespace Core.Compiler.Contraction;

/// <summary>Computes tiles of a product of matrices: <c>C = A·B</c> or <c>C += A·B</c>.</summary>
/// <param name="a">The first row of the left matrix.</param>
/// <param name="b">The first row of the right matrix, whose elements lie side by side.</param>
/// <param name="c">The first row of the tile, whose elements lie side by side.</param>
/// <param name="call">Sizes and strides.</param>
internal unsafe delegate void TileKernel(byte* a, byte* b, byte* c, TileCall* call);

/// <summary>What a <see cref="TileKernel"/> is told besides the matrices; distances are in bytes.</summary>
/// <remarks>Emitted kernels read the fields by their place: all of them have eight bytes.</remarks>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct TileCall
{
    /// <summary>How many products are summed for each element.</summary>
    public long K;

    /// <summary>From one column of A to the next.</summary>
    public long AColumn;

    /// <summary>From one row of B to the next.</summary>
    public long BRow;

    /// <summary>From one row of C to the next.</summary>
    public long CRow;

    /// <summary>1 to add to C, 0 to overwrite it.</summary>
    public long Accumulate;

    /// <summary>How many tiles are computed, at least 1.</summary>
    public long Count;

    /// <summary>From one tile's A to that of the next.</summary>
    public long NextA;

    /// <summary>From one tile's B to that of the next.</summary>
    public long NextB;

    /// <summary>From one tile to the next.</summary>
    public long NextC;

    /// <summary>Ones in the lanes of the last vector of a row that are there, where not all are.</summary>
    public byte* Mask;

    /// <summary>Where each row of B lies, from its start, for kernels that read this instead of <see cref="BRow"/>; null for others.</summary>
    public long* Steps;

    /// <summary>Rows of the tile (read by kernels that are not emitted for one size).</summary>
    public long Rows;

    /// <summary>Columns of the tile (read by kernels that are not emitted for one size).</summary>
    public long Columns;

    /// <summary>From one row of A to the next (read by kernels that are not emitted for one size).</summary>
    public long ARow;
}

/// <summary>Which kernel: all of it that is constant in its code.</summary>
/// <param name="Type">The elements.</param>
/// <param name="Width">Bits of a vector.</param>
/// <param name="Rows">Rows of the tile.</param>
/// <param name="Vectors">Vectors in each row of the tile, the last one among them.</param>
/// <param name="TailWidth">Bits of the last vector.</param>
/// <param name="Masked">Whether not all lanes of the last vector are there.</param>
/// <param name="ARow">Bytes from one row of A to the next.</param>
/// <param name="Prefetch">Whether C is fetched while the products are summed.</param>
/// <param name="Gathers">Whether the rows of B lie where <see cref="TileCall.Steps"/> says.</param>
/// <param name="Accumulates">Whether it can add to C.</param>
internal readonly record struct TileKey(LaneType Type, int Width, int Rows, int Vectors, int TailWidth, bool Masked, long ARow, bool Prefetch, bool Gathers, bool Accumulates);

/// <summary>The kernels that were made.</summary>
internal static unsafe class TileKernels
{
    private static readonly KernelCache<TileKey, TileKernel> Emitted = new(1024);

    // 64 bytes of ones and then 64 of zeros: a mask of n bytes begins n bytes before the zeros.
    private static ReadOnlySpan<byte> MaskBytes =>
    [
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    ];

    /// <summary>The kernel.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="emit">Whether code may be made while the program runs.</param>
    public static TileKernel Get(TileKey key, bool emit) => emit
        ? Emitted.Get(key, TileEmitter.Emit)
        : key.Type switch
        {
            LaneType.F32 => PortableTiles.Run<float>,
            LaneType.F64 => PortableTiles.Run<double>,
            LaneType.I32 => PortableTiles.Run<int>,
            LaneType.I64 => PortableTiles.Run<long>,
            LaneType.Mask => throw new UnsupportedException("A product of matrices of truth values is computed with integers."),
        };

    /// <summary>A mask for the first bytes of a vector.</summary>
    // The bytes are part of the program's image, which does not move.
    public static byte* Mask(int bytes) => (byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(MaskBytes)) + 64 - bytes;
}
