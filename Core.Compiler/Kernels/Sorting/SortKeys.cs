using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>In which order elements come.</summary>
internal enum KeyOrder
{
    /// <summary>As sort has it: increasing, −0 equal to 0, NaN last.</summary>
    Increasing,

    /// <summary>As top_k has it: decreasing by the bits of floating-point numbers (IEEE 754: totalOrder), NaN first.</summary>
    DecreasingBits,

    /// <summary>As approx_max_k has it: decreasing, −0 equal to 0, NaN last.</summary>
    Decreasing,
}

/// <summary>Unsigned integers whose order is that of elements: all orders become one.</summary>
internal static unsafe class SortKeys
{
    /// <summary>Whether elements of a type have keys of 64 bits; complex numbers have one for each part.</summary>
    public static bool AreWide(DType dtype) => dtype is DType.I64 or DType.U64 or DType.F64 or DType.C128;

    /// <summary>The keys of elements that lie a stride apart, for types of up to 32 bits.</summary>
    public static void Load(byte* row, DType dtype, KeyOrder order, int stride, int count, uint* keys)
    {
        uint flip = order is KeyOrder.Increasing ? 0 : uint.MaxValue;
        switch (dtype)
        {
            case DType.F32 or DType.C64:
                for (int i = 0; i < count; i++) keys[i] = OfSingle(((uint*)row)[i * stride], order);
                break;
            case DType.BF16:
                for (int i = 0; i < count; i++) keys[i] = OfSingle((uint)((ushort*)row)[i * stride] << 16, order);
                break;
            case DType.F16:
                for (int i = 0; i < count; i++) keys[i] = OfSingle(BitConverter.SingleToUInt32Bits((float)((Half*)row)[i * stride]), order);
                break;
            case DType.I32:
                for (int i = 0; i < count; i++) keys[i] = ((uint*)row)[i * stride] ^ 0x80000000 ^ flip;
                break;
            case DType.U32:
                for (int i = 0; i < count; i++) keys[i] = ((uint*)row)[i * stride] ^ flip;
                break;
            case DType.I16:
                for (int i = 0; i < count; i++) keys[i] = (uint)(((short*)row)[i * stride] + 0x8000) ^ flip;
                break;
            case DType.U16:
                for (int i = 0; i < count; i++) keys[i] = ((ushort*)row)[i * stride] ^ flip;
                break;
            case DType.I8:
                for (int i = 0; i < count; i++) keys[i] = (uint)(((sbyte*)row)[i * stride] + 0x80) ^ flip;
                break;
            default:
                for (int i = 0; i < count; i++) keys[i] = row[i * stride] ^ flip;
                break;
        }
    }

    /// <summary>The keys of elements that lie a stride apart, for types of 64 bits.</summary>
    public static void Load(byte* row, DType dtype, KeyOrder order, int stride, int count, ulong* keys)
    {
        ulong flip = order is KeyOrder.Increasing ? 0 : ulong.MaxValue;
        switch (dtype)
        {
            case DType.I64:
                for (int i = 0; i < count; i++) keys[i] = ((ulong*)row)[i * stride] ^ 1UL << 63 ^ flip;
                break;
            case DType.U64:
                for (int i = 0; i < count; i++) keys[i] = ((ulong*)row)[i * stride] ^ flip;
                break;
            default:
                for (int i = 0; i < count; i++) keys[i] = OfDouble(((ulong*)row)[i * stride], order);
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OfSingle(uint bits, KeyOrder order)
    {
        if (order is not KeyOrder.DecreasingBits)
        {
            if ((bits & 0x7FFFFFFF) > 0x7F800000) return uint.MaxValue;
            if (bits == 0x80000000) bits = 0;
        }
        uint key = bits ^ ((uint)((int)bits >> 31) | 0x80000000);
        return order is KeyOrder.Increasing ? key : ~key;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong OfDouble(ulong bits, KeyOrder order)
    {
        if (order is not KeyOrder.DecreasingBits)
        {
            if ((bits & long.MaxValue) > 0x7FF0000000000000) return ulong.MaxValue;
            if (bits == 1UL << 63) bits = 0;
        }
        ulong key = bits ^ ((ulong)((long)bits >> 63) | 1UL << 63);
        return order is KeyOrder.Increasing ? key : ~key;
    }
}
