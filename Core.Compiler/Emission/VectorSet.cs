using System.Reflection;
using System.Runtime.Intrinsics;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>What is done with whole vectors besides the opcodes of <see cref="LoopCode"/>.</summary>
internal enum VectorOp : byte
{
    Create,
    Load,
    Store,
    StoreNonTemporal,

    /// <summary>The first lane.</summary>
    First,

    /// <summary>(address, mask) → vector, zero where the mask is false.</summary>
    MaskLoad,

    /// <summary>(address, mask, vector).</summary>
    MaskStore,

    /// <summary>The lanes' numbers 0, 1, …</summary>
    Count,

    /// <summary>A vector's lower lanes as vectors of a type twice as wide: of the type, the result.</summary>
    WidenLower,
    WidenUpper,

    /// <summary>Two vectors as one of a type half as wide: of the type, the result.</summary>
    Narrow,

    /// <summary>Whether a mask (I32 or I64) is true somewhere: a number that is not 0.</summary>
    Any,

    /// <summary>(address, bytes between lanes) → lanes that are apart.</summary>
    LoadStrided,

    /// <summary>The smaller number, NaN where there is one, −0 before +0.</summary>
    Smaller,
    Larger,

    /// <summary>Lane k gets lane k ^ 8.</summary>
    Swap8,
    Swap4,
    Swap2,
    Swap1,
}

/// <summary>The methods over vectors of one width that kernels are made of.</summary>
internal abstract class VectorSet
{
    private readonly MethodInfo?[] _opcodes = new MethodInfo?[256 * 4], _ops = new MethodInfo?[64 * 4], _conversions = new MethodInfo?[64 * 2];

    /// <summary>32-bit lanes of the widest vectors.</summary>
    public static int NativeLanes => Vector512.IsHardwareAccelerated ? 16 : Vector256.IsHardwareAccelerated ? 8 : 4;

    /// <summary>The vectors with so many 32-bit lanes.</summary>
    public static VectorSet For(int lanes) => lanes switch
    {
        16 => VectorSet512.Instance,
        8 => VectorSet256.Instance,
        4 => VectorSet128.Instance,
        _ => throw new ArgumentOutOfRangeException(nameof(lanes), lanes, "Vectors have 4, 8 or 16 lanes."),
    };

    /// <summary>32-bit lanes.</summary>
    public abstract int Lanes { get; }

    /// <summary>The vector of a type.</summary>
    public abstract Type VectorType(LaneType type);

    /// <summary>Whether <see cref="VectorOp.MaskLoad"/> and <see cref="VectorOp.MaskStore"/> are instructions.</summary>
    public abstract bool MasksMemory { get; }

    /// <summary>Whether narrow elements are read and written by some at a time, fast (all, or <paramref name="masked"/>).</summary>
    public abstract bool HasNarrow(DType stored, bool masked);

    /// <summary>The method of an opcode; <paramref name="type"/> is that of the operands.</summary>
    public MethodInfo Method(Opcode opcode, LaneType type) => _opcodes[(int)opcode * 4 + (int)type] ??= Resolve(opcode, type);

    public MethodInfo Method(VectorOp op, LaneType type) => _ops[(int)op * 4 + (int)type] ??= Resolve(op, type);

    /// <summary>The same bits as another type.</summary>
    public MethodInfo As(LaneType from, LaneType to) => _conversions[(int)from * 8 + (int)to] ??= ResolveAs(from, to);

    /// <summary>The processor's conversion between types whose lanes are equally wide, and from one operand or two.</summary>
    protected abstract MethodInfo Resolve(Opcode opcode, LaneType type);

    protected abstract MethodInfo Resolve(VectorOp op, LaneType type);

    protected abstract MethodInfo ResolveAs(LaneType from, LaneType to);

    /// <summary>A conversion: from the operand's registers to one register (the lower or the upper) of the result.</summary>
    public abstract Conversion Convert(Opcode opcode, LaneType from, LaneType to, bool upper);

    /// <summary>Reads elements of a narrow type that lie side by side: (address[, mask]) → vector of <see cref="LaneType.F32"/> or <see cref="LaneType.I32"/>, which masks are too.</summary>
    public abstract MethodInfo LoadNarrow(DType stored, bool masked);

    /// <summary>Writes elements of a narrow type side by side: (vector, address[, mask]).</summary>
    public abstract MethodInfo StoreNarrow(DType stored, bool masked);

    /// <summary>Reads so many lanes of any stored type that lie apart: (address, bytes between, how many) → vector.</summary>
    public abstract MethodInfo LoadSlow(DType stored, LaneType type);

    /// <summary>Writes so many lanes of any stored type: (vector, address, bytes between, how many).</summary>
    public abstract MethodInfo StoreSlow(DType stored, LaneType type);

    protected static MethodInfo One<T>(Func<T, T> method) => method.Method;

    protected static MethodInfo Two<T>(Func<T, T, T> method) => method.Method;

    protected static MethodInfo Three<T>(Func<T, T, T, T> method) => method.Method;

    protected static MethodInfo To<T, TResult>(Func<T, TResult> method) => method.Method;

    protected static MethodInfo To2<T, TResult>(Func<T, T, TResult> method) => method.Method;

    protected static MethodInfo Shift<T>(Func<T, int, T> method) => method.Method;

    protected static unsafe MethodInfo Reads<T, TVector>(Reader<T, TVector> method) where T : unmanaged => method.Method;

    protected static unsafe MethodInfo Writes<T, TVector>(Writer<T, TVector> method) where T : unmanaged => method.Method;

    protected static unsafe MethodInfo MaskReads<T, TVector>(MaskReader<T, TVector> method) where T : unmanaged => method.Method;

    protected static unsafe MethodInfo MaskWrites<T, TVector>(MaskWriter<T, TVector> method) where T : unmanaged => method.Method;

    protected static unsafe MethodInfo ReadsApart<TVector>(StridedReader<TVector> method) => method.Method;

    protected static NotSupportedException None(object operation, LaneType type) => new($"There is no vector method {operation} of {type}.");

    protected unsafe delegate TVector Reader<T, TVector>(T* address) where T : unmanaged;

    protected unsafe delegate void Writer<T, TVector>(TVector vector, T* address) where T : unmanaged;

    protected unsafe delegate TVector MaskReader<T, TVector>(T* address, TVector mask) where T : unmanaged;

    protected unsafe delegate void MaskWriter<T, TVector>(T* address, TVector mask, TVector vector) where T : unmanaged;

    protected unsafe delegate TVector StridedReader<TVector>(byte* address, nint stride);
}

/// <summary>How a conversion makes one register.</summary>
/// <param name="BothParts">Whether the method takes both registers of the operand; else it takes the one of the same part if the operand has two.</param>
/// <param name="Method">The method.</param>
internal readonly record struct Conversion(MethodInfo Method, bool BothParts);
