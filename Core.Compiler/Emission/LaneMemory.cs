using System.Reflection;
using System.Runtime.CompilerServices;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Reads and writes lanes one by one: any stored type, any distance, some or all lanes, vectors of any width.</summary>
internal static unsafe class LaneMemory
{
    private delegate TVector Reads<TVector>(byte* address, nint stride, nint count);

    private delegate void Writes<TVector>(TVector vector, byte* address, nint stride, nint count);

    /// <summary>The method that reads elements of a stored type into a vector.</summary>
    public static MethodInfo Loader<TSingle, TDouble, TInt, TLong>(DType stored, LaneType type)
        where TSingle : unmanaged where TDouble : unmanaged where TInt : unmanaged where TLong : unmanaged => stored switch
        {
            DType.Bool => ((Reads<TInt>)LoadBool<TInt>).Method,
            DType.I8 => ((Reads<TInt>)Load<TInt, sbyte>).Method,
            DType.U8 => ((Reads<TInt>)Load<TInt, byte>).Method,
            DType.I16 => ((Reads<TInt>)Load<TInt, short>).Method,
            DType.U16 => ((Reads<TInt>)Load<TInt, ushort>).Method,
            DType.BF16 => ((Reads<TSingle>)LoadBF16<TSingle>).Method,
            DType.F16 => ((Reads<TSingle>)LoadF16<TSingle>).Method,
            DType.F32 => ((Reads<TSingle>)Load32<TSingle>).Method,
            DType.I32 or DType.U32 => ((Reads<TInt>)Load32<TInt>).Method,
            DType.F64 => ((Reads<TDouble>)Load64<TDouble>).Method,
            DType.I64 or DType.U64 => ((Reads<TLong>)Load64<TLong>).Method,
            _ => throw new NotSupportedException($"Elements of {stored.Name} are not read into lanes of {type}."),
        };

    /// <summary>The method that writes a vector as elements of a stored type.</summary>
    public static MethodInfo Storer<TSingle, TDouble, TInt, TLong>(DType stored, LaneType type)
        where TSingle : unmanaged where TDouble : unmanaged where TInt : unmanaged where TLong : unmanaged => stored switch
        {
            DType.Bool => ((Writes<TInt>)StoreBool<TInt>).Method,
            DType.I8 or DType.U8 => ((Writes<TInt>)Store8<TInt>).Method,
            DType.I16 or DType.U16 => ((Writes<TInt>)Store16<TInt>).Method,
            DType.BF16 => ((Writes<TSingle>)StoreBF16<TSingle>).Method,
            DType.F16 => ((Writes<TSingle>)StoreF16<TSingle>).Method,
            DType.F32 => ((Writes<TSingle>)Store32<TSingle>).Method,
            DType.I32 or DType.U32 => ((Writes<TInt>)Store32<TInt>).Method,
            DType.F64 => ((Writes<TDouble>)Store64<TDouble>).Method,
            DType.I64 or DType.U64 => ((Writes<TLong>)Store64<TLong>).Method,
            _ => throw new NotSupportedException($"Lanes of {type} are not written as elements of {stored.Name}."),
        };

    /// <summary>The method that reads one narrow element as an <see cref="int"/> or a <see cref="float"/>.</summary>
    public static MethodInfo Reader(DType stored) => stored switch
    {
        DType.Bool => ((One<int>)ReadBool).Method,
        DType.I8 => ((One<int>)ReadI8).Method,
        DType.U8 => ((One<int>)ReadU8).Method,
        DType.I16 => ((One<int>)ReadI16).Method,
        DType.U16 => ((One<int>)ReadU16).Method,
        DType.BF16 => ((One<float>)ReadBF16).Method,
        DType.F16 => ((One<float>)ReadF16).Method,
        _ => throw new NotSupportedException($"Elements of {stored.Name} are not narrow."),
    };

    private delegate T One<T>(byte* address);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadBool(byte* address) => *address != 0 ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadI8(byte* address) => *(sbyte*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadU8(byte* address) => *address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadI16(byte* address) => *(short*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int ReadU16(byte* address) => *(ushort*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ReadBF16(byte* address) => *(BFloat16*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float ReadF16(byte* address) => (float)*(Half*)address;

    private static TVector LoadBool<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) ((int*)&result)[i] = ReadBool(address + i * stride);
        return result;
    }

    private static TVector Load<TVector, T>(byte* address, nint stride, nint count) where TVector : unmanaged where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) ((int*)&result)[i] = int.CreateTruncating(*(T*)(address + i * stride));
        return result;
    }

    private static TVector LoadBF16<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) ((float*)&result)[i] = *(BFloat16*)(address + i * stride);
        return result;
    }

    private static TVector LoadF16<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) ((float*)&result)[i] = (float)*(Half*)(address + i * stride);
        return result;
    }

    private static TVector Load32<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) ((int*)&result)[i] = *(int*)(address + i * stride);
        return result;
    }

    private static TVector Load64<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(long));
        for (nint i = 0; i < count; i++) ((long*)&result)[i] = *(long*)(address + i * stride);
        return result;
    }

    private static void StoreBool<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) address[i * stride] = (byte)-((int*)&vector)[i];
    }

    private static void Store8<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) address[i * stride] = (byte)((int*)&vector)[i];
    }

    private static void Store16<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) *(short*)(address + i * stride) = (short)((int*)&vector)[i];
    }

    private static void StoreBF16<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) *(BFloat16*)(address + i * stride) = (BFloat16)((float*)&vector)[i];
    }

    private static void StoreF16<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) *(Half*)(address + i * stride) = (Half)((float*)&vector)[i];
    }

    private static void Store32<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) *(int*)(address + i * stride) = ((int*)&vector)[i];
    }

    private static void Store64<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(long));
        for (nint i = 0; i < count; i++) *(long*)(address + i * stride) = ((long*)&vector)[i];
    }
}
