using System.Reflection;

namespace Core.Compiler.Emission;

/// <summary>Which method of <see cref="LaneMemory"/> reads or writes a stored type.</summary>
internal static unsafe class MemoryMethods
{
    private delegate TVector Reads<TVector>(byte* address, nint stride, nint count);

    private delegate void Writes<TVector>(TVector vector, byte* address, nint stride, nint count);

    /// <summary>The method that reads elements of a stored type into a vector.</summary>
    public static MethodInfo Loader<TSingle, TDouble, TInt, TLong>(DType stored)
        where TSingle : unmanaged where TDouble : unmanaged where TInt : unmanaged where TLong : unmanaged => stored switch
        {
            DType.Bool => ((Reads<TInt>)LaneMemory.LoadBool<TInt>).Method,
            DType.I8 => ((Reads<TInt>)LaneMemory.Load<TInt, sbyte>).Method,
            DType.U8 => ((Reads<TInt>)LaneMemory.Load<TInt, byte>).Method,
            DType.I16 => ((Reads<TInt>)LaneMemory.Load<TInt, short>).Method,
            DType.U16 => ((Reads<TInt>)LaneMemory.Load<TInt, ushort>).Method,
            DType.BF16 => ((Reads<TSingle>)LaneMemory.LoadBF16<TSingle>).Method,
            DType.F16 => ((Reads<TSingle>)LaneMemory.LoadF16<TSingle>).Method,
            DType.F32 => ((Reads<TSingle>)LaneMemory.Load32<TSingle>).Method,
            DType.I32 or DType.U32 => ((Reads<TInt>)LaneMemory.Load32<TInt>).Method,
            DType.F64 => ((Reads<TDouble>)LaneMemory.Load64<TDouble>).Method,
            DType.I64 or DType.U64 => ((Reads<TLong>)LaneMemory.Load64<TLong>).Method,
            _ => throw new NotSupportedException($"Elements of {stored.Name} are not read into lanes."),
        };

    /// <summary>The method that writes a vector as elements of a stored type.</summary>
    public static MethodInfo Storer<TSingle, TDouble, TInt, TLong>(DType stored)
        where TSingle : unmanaged where TDouble : unmanaged where TInt : unmanaged where TLong : unmanaged => stored switch
        {
            DType.Bool => ((Writes<TInt>)LaneMemory.StoreBool<TInt>).Method,
            DType.I8 or DType.U8 => ((Writes<TInt>)LaneMemory.Store8<TInt>).Method,
            DType.I16 or DType.U16 => ((Writes<TInt>)LaneMemory.Store16<TInt>).Method,
            DType.BF16 => ((Writes<TSingle>)LaneMemory.StoreBF16<TSingle>).Method,
            DType.F16 => ((Writes<TSingle>)LaneMemory.StoreF16<TSingle>).Method,
            DType.F32 => ((Writes<TSingle>)LaneMemory.Store32<TSingle>).Method,
            DType.I32 or DType.U32 => ((Writes<TInt>)LaneMemory.Store32<TInt>).Method,
            DType.F64 => ((Writes<TDouble>)LaneMemory.Store64<TDouble>).Method,
            DType.I64 or DType.U64 => ((Writes<TLong>)LaneMemory.Store64<TLong>).Method,
            _ => throw new NotSupportedException($"Lanes are not written as elements of {stored.Name}."),
        };

    /// <summary>The method that reads one narrow element as an <see cref="int"/> or a <see cref="float"/>.</summary>
    public static MethodInfo Reader(DType stored) => stored switch
    {
        DType.Bool => ((One<int>)LaneMemory.ReadBool).Method,
        DType.I8 => ((One<int>)LaneMemory.ReadI8).Method,
        DType.U8 => ((One<int>)LaneMemory.ReadU8).Method,
        DType.I16 => ((One<int>)LaneMemory.ReadI16).Method,
        DType.U16 => ((One<int>)LaneMemory.ReadU16).Method,
        DType.BF16 => ((One<float>)LaneMemory.ReadBF16).Method,
        DType.F16 => ((One<float>)LaneMemory.ReadF16).Method,
        _ => throw new NotSupportedException($"Elements of {stored.Name} are not narrow."),
    };

    private delegate T One<T>(byte* address);
}
