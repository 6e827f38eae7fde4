using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Emission;

/// <summary>Elements of fewer than 32 bits.</summary>
internal static unsafe partial class Lanes512
{
    [MethodImpl(Inline)] public static Vector512<int> LoadBool(byte* address) => Vector512.GreaterThan(LoadU8(address), Vector512<int>.Zero);

    [MethodImpl(Inline)] public static Vector512<int> LoadU8(byte* address) => Widen8(Vector128.Load(address)).AsInt32();

    [MethodImpl(Inline)] public static Vector512<int> LoadI8(byte* address) => Widen8(Vector128.Load((sbyte*)address));

    [MethodImpl(Inline)] public static Vector512<int> LoadU16(byte* address) => Widen16(Vector256.Load((ushort*)address)).AsInt32();

    [MethodImpl(Inline)] public static Vector512<int> LoadI16(byte* address) => Widen16(Vector256.Load((short*)address));

    [MethodImpl(Inline)] public static Vector512<float> LoadBF16(byte* address) => Vector512.ShiftLeft(LoadU16(address), 16).AsSingle();

    [MethodImpl(Inline)] public static Vector512<float> LoadF16(byte* address) => FromHalf(LoadU16(address));

    [MethodImpl(Inline)] public static Vector512<int> LoadBool(byte* address, Vector512<int> mask) => Vector512.GreaterThan(LoadU8(address, mask), Vector512<int>.Zero);

    [MethodImpl(Inline)] public static Vector512<int> LoadU8(byte* address, Vector512<int> mask) => Widen8(Avx512BW.VL.MaskLoad(address, Avx512F.ConvertToVector128Byte(mask), Vector128<byte>.Zero)).AsInt32();

    [MethodImpl(Inline)] public static Vector512<int> LoadI8(byte* address, Vector512<int> mask) => Widen8(Avx512BW.VL.MaskLoad((sbyte*)address, Avx512F.ConvertToVector128SByte(mask), Vector128<sbyte>.Zero));

    [MethodImpl(Inline)] public static Vector512<int> LoadU16(byte* address, Vector512<int> mask) => Widen16(Avx512BW.VL.MaskLoad((ushort*)address, Avx512F.ConvertToVector256Int16(mask).AsUInt16(), Vector256<ushort>.Zero)).AsInt32();

    [MethodImpl(Inline)] public static Vector512<int> LoadI16(byte* address, Vector512<int> mask) => Widen16(Avx512BW.VL.MaskLoad((short*)address, Avx512F.ConvertToVector256Int16(mask), Vector256<short>.Zero));

    [MethodImpl(Inline)] public static Vector512<float> LoadBF16(byte* address, Vector512<int> mask) => Vector512.ShiftLeft(LoadU16(address, mask), 16).AsSingle();

    [MethodImpl(Inline)] public static Vector512<float> LoadF16(byte* address, Vector512<int> mask) => FromHalf(LoadU16(address, mask));

    [MethodImpl(Inline)] public static void StoreBool(Vector512<int> value, byte* address) => Store8(-value, address);

    [MethodImpl(Inline)] public static void Store8(Vector512<int> value, byte* address) => Narrow8(value).Store(address);

    [MethodImpl(Inline)] public static void Store16(Vector512<int> value, byte* address) => Narrow16(value).Store((short*)address);

    [MethodImpl(Inline)] public static void StoreBF16(Vector512<float> value, byte* address) => Store16(ToBFloat(value), address);

    [MethodImpl(Inline)] public static void StoreF16(Vector512<float> value, byte* address) => Store16(ToHalf(value), address);

    [MethodImpl(Inline)] public static void StoreBool(Vector512<int> value, byte* address, Vector512<int> mask) => Store8(-value, address, mask);

    [MethodImpl(Inline)] public static void Store8(Vector512<int> value, byte* address, Vector512<int> mask) => Avx512BW.VL.MaskStore(address, Avx512F.ConvertToVector128Byte(mask), Narrow8(value));

    [MethodImpl(Inline)] public static void Store16(Vector512<int> value, byte* address, Vector512<int> mask) => Avx512BW.VL.MaskStore((short*)address, Avx512F.ConvertToVector256Int16(mask), Narrow16(value));

    [MethodImpl(Inline)] public static void StoreBF16(Vector512<float> value, byte* address, Vector512<int> mask) => Store16(ToBFloat(value), address, mask);

    [MethodImpl(Inline)] public static void StoreF16(Vector512<float> value, byte* address, Vector512<int> mask) => Store16(ToHalf(value), address, mask);

    [MethodImpl(Inline)] private static Vector512<uint> Widen8(Vector128<byte> a) => Avx512F.ConvertToVector512UInt32(a);

    [MethodImpl(Inline)] private static Vector512<int> Widen8(Vector128<sbyte> a) => Avx512F.ConvertToVector512Int32(a);

    [MethodImpl(Inline)] private static Vector512<uint> Widen16(Vector256<ushort> a) => Avx512F.ConvertToVector512UInt32(a);

    [MethodImpl(Inline)] private static Vector512<int> Widen16(Vector256<short> a) => Avx512F.ConvertToVector512Int32(a);

    [MethodImpl(Inline)] private static Vector128<byte> Narrow8(Vector512<int> a) => Avx512F.ConvertToVector128Byte(a);

    [MethodImpl(Inline)] private static Vector256<short> Narrow16(Vector512<int> a) => Avx512F.ConvertToVector256Int16(a);

    // To even: half of the last place, less one where the place is even. What is not a number stays one.
    [MethodImpl(Inline)]
    private static Vector512<int> ToBFloat(Vector512<float> value)
    {
        Vector512<int> bits = value.AsInt32();
        Vector512<int> rounded = bits + Vector512.Create(0x7FFF) + (Vector512.ShiftRightLogical(bits, 16) & Vector512.Create(1));
        Vector512<int> nan = bits | Vector512.Create(0x400000);
        return Vector512.ShiftRightLogical(Vector512.ConditionalSelect(Vector512.Equals(value, value).AsInt32(), rounded, nan), 16);
    }

    // The exponent moved into place and rebased by an exact multiplication, which makes subnormal numbers normal too; then infinity and NaN.
    [MethodImpl(Inline)]
    private static Vector512<float> FromHalf(Vector512<int> half)
    {
        Vector512<int> shifted = Vector512.ShiftLeft(half & Vector512.Create(0x7FFF), 13);
        Vector512<int> scaled = (shifted.AsSingle() * Vector512.Create(5.192296858534828e33f)).AsInt32();
        Vector512<int> special = Vector512.GreaterThan(shifted, Vector512.Create(0x0F7FFFFF)) & Vector512.Create(0x7F800000);
        return (scaled | special | Vector512.ShiftLeft(half & Vector512.Create(0x8000), 16)).AsSingle();
    }

    // Fabian Giesen, float_to_half_fast3_rtne: subnormal results by an addition that rounds at the right place, normal ones as integers.
    [MethodImpl(Inline)]
    private static Vector512<int> ToHalf(Vector512<float> value)
    {
        Vector512<int> sign = value.AsInt32() & Vector512.Create(int.MinValue), bits = value.AsInt32() ^ sign;
        Vector512<int> small = (bits.AsSingle() + Vector512.Create(0.5f)).AsInt32() - Vector512.Create(0x3F000000);
        Vector512<int> normal = Vector512.ShiftRightLogical(bits + Vector512.Create(unchecked((int)0xC8000FFF)) + (Vector512.ShiftRightLogical(bits, 13) & Vector512.Create(1)), 13);
        Vector512<int> nan = Vector512.ShiftRightLogical(bits, 13) & Vector512.Create(0x3FF) | Vector512.Create(0x7E00);
        Vector512<int> large = Vector512.ConditionalSelect(Vector512.GreaterThan(bits, Vector512.Create(0x7F800000)), nan, Vector512.Create(0x7C00));
        Vector512<int> result = Vector512.ConditionalSelect(Vector512.LessThan(bits, Vector512.Create(0x38800000)), small, normal);
        result = Vector512.ConditionalSelect(Vector512.LessThan(bits, Vector512.Create(0x47800000)), result, large);
        return result | Vector512.ShiftRightLogical(sign, 16);
    }
}
