using System.Runtime.CompilerServices;

namespace Core.Compiler.Emission;

/// <summary>Reads and writes lanes one by one: any stored type, any distance, some or all lanes, vectors of any width.</summary>
internal static unsafe class LaneMemory
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadBool(byte* address) => *address != 0 ? -1 : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadI8(byte* address) => *(sbyte*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadU8(byte* address) => *address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadI16(byte* address) => *(short*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int ReadU16(byte* address) => *(ushort*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReadBF16(byte* address) => *(BFloat16*)address;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float ReadF16(byte* address) => (float)*(Half*)address;

    public static TVector LoadBool<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) ((int*)&result)[i] = ReadBool(address + i * stride);
        return result;
    }

    public static TVector Load<TVector, T>(byte* address, nint stride, nint count) where TVector : unmanaged where T : unmanaged, System.Numerics.IBinaryInteger<T>
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) ((int*)&result)[i] = int.CreateTruncating(*(T*)(address + i * stride));
        return result;
    }

    public static TVector LoadBF16<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) ((float*)&result)[i] = *(BFloat16*)(address + i * stride);
        return result;
    }

    public static TVector LoadF16<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) ((float*)&result)[i] = (float)*(Half*)(address + i * stride);
        return result;
    }

    public static TVector Load32<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) ((int*)&result)[i] = *(int*)(address + i * stride);
        return result;
    }

    public static TVector Load64<TVector>(byte* address, nint stride, nint count) where TVector : unmanaged
    {
        TVector result = default;
        count = Math.Min(count, sizeof(TVector) / sizeof(long));
        for (nint i = 0; i < count; i++) ((long*)&result)[i] = *(long*)(address + i * stride);
        return result;
    }

    public static void StoreBool<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) address[i * stride] = (byte)-((int*)&vector)[i];
    }

    public static void Store8<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) address[i * stride] = (byte)((int*)&vector)[i];
    }

    public static void Store16<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) *(short*)(address + i * stride) = (short)((int*)&vector)[i];
    }

    public static void StoreBF16<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) *(BFloat16*)(address + i * stride) = (BFloat16)((float*)&vector)[i];
    }

    public static void StoreF16<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(float));
        for (nint i = 0; i < count; i++) *(Half*)(address + i * stride) = (Half)((float*)&vector)[i];
    }

    public static void Store32<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(int));
        for (nint i = 0; i < count; i++) *(int*)(address + i * stride) = ((int*)&vector)[i];
    }

    public static void Store64<TVector>(TVector vector, byte* address, nint stride, nint count) where TVector : unmanaged
    {
        count = Math.Min(count, sizeof(TVector) / sizeof(long));
        for (nint i = 0; i < count; i++) *(long*)(address + i * stride) = ((long*)&vector)[i];
    }
}
