using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Core.Compiler.Emission;

/// <summary>Elements of fewer than 32 bits.</summary>
internal static unsafe partial class Lanes256
{
    [MethodImpl(Inline)] public static Vector256<int> LoadBool(byte* address) => Vector256.GreaterThan(LoadU8(address), Vector256<int>.Zero);

    [MethodImpl(Inline)] public static Vector256<int> LoadU8(byte* address) => Widen(Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)address).AsByte()));

    [MethodImpl(Inline)] public static Vector256<int> LoadI8(byte* address) => Widen(Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)address).AsSByte()));

    [MethodImpl(Inline)] public static Vector256<int> LoadU16(byte* address) => Widen(Vector128.Load((ushort*)address));

    [MethodImpl(Inline)] public static Vector256<int> LoadI16(byte* address) => Widen(Vector128.Load((short*)address));

    [MethodImpl(Inline)] public static Vector256<float> LoadBF16(byte* address) => Vector256.ShiftLeft(LoadU16(address), 16).AsSingle();

    [MethodImpl(Inline)] public static Vector256<float> LoadF16(byte* address) => FromHalf(LoadU16(address));

    [MethodImpl(Inline)] public static void StoreBool(Vector256<int> value, byte* address) => Store8(-value, address);

    [MethodImpl(Inline)] public static void Store8(Vector256<int> value, byte* address) => *(ulong*)address = Vector128.Narrow(Narrow16(value), Vector128<short>.Zero).AsUInt64().ToScalar();

    [MethodImpl(Inline)] public static void Store16(Vector256<int> value, byte* address) => Narrow16(value).Store((short*)address);

    [MethodImpl(Inline)] public static void StoreBF16(Vector256<float> value, byte* address) => Store16(ToBFloat(value), address);

    [MethodImpl(Inline)] public static void StoreF16(Vector256<float> value, byte* address) => Store16(ToHalf(value), address);

    [MethodImpl(Inline)]
    private static Vector256<int> Widen(Vector128<ushort> a) => Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a)).AsInt32();

    [MethodImpl(Inline)]
    private static Vector256<int> Widen(Vector128<short> a) => Vector256.Create(Vector128.WidenLower(a), Vector128.WidenUpper(a));

    [MethodImpl(Inline)]
    private static Vector128<short> Narrow16(Vector256<int> a) => Vector128.Narrow(a.GetLower(), a.GetUpper());

    // To even: half of the last place, less one where the place is even. What is not a number stays one.
    [MethodImpl(Inline)]
    private static Vector256<int> ToBFloat(Vector256<float> value)
    {
        Vector256<int> bits = value.AsInt32();
        Vector256<int> rounded = bits + Vector256.Create(0x7FFF) + (Vector256.ShiftRightLogical(bits, 16) & Vector256.Create(1));
        Vector256<int> nan = bits | Vector256.Create(0x400000);
        return Vector256.ShiftRightLogical(Vector256.ConditionalSelect(Vector256.Equals(value, value).AsInt32(), rounded, nan), 16);
    }

    // The exponent moved into place and rebased by an exact multiplication, which makes subnormal numbers normal too; then infinity and NaN.
    [MethodImpl(Inline)]
    private static Vector256<float> FromHalf(Vector256<int> half)
    {
        Vector256<int> shifted = Vector256.ShiftLeft(half & Vector256.Create(0x7FFF), 13);
        Vector256<int> scaled = (shifted.AsSingle() * Vector256.Create(5.192296858534828e33f)).AsInt32();
        Vector256<int> special = Vector256.GreaterThan(shifted, Vector256.Create(0x0F7FFFFF)) & Vector256.Create(0x7F800000);
        return (scaled | special | Vector256.ShiftLeft(half & Vector256.Create(0x8000), 16)).AsSingle();
    }

    // Fabian Giesen, float_to_half_fast3_rtne: subnormal results by an addition that rounds at the right place, normal ones as integers.
    [MethodImpl(Inline)]
    private static Vector256<int> ToHalf(Vector256<float> value)
    {
        Vector256<int> sign = value.AsInt32() & Vector256.Create(int.MinValue), bits = value.AsInt32() ^ sign;
        Vector256<int> small = (bits.AsSingle() + Vector256.Create(0.5f)).AsInt32() - Vector256.Create(0x3F000000);
        Vector256<int> normal = Vector256.ShiftRightLogical(bits + Vector256.Create(unchecked((int)0xC8000FFF)) + (Vector256.ShiftRightLogical(bits, 13) & Vector256.Create(1)), 13);
        Vector256<int> nan = Vector256.ShiftRightLogical(bits, 13) & Vector256.Create(0x3FF) | Vector256.Create(0x7E00);
        Vector256<int> large = Vector256.ConditionalSelect(Vector256.GreaterThan(bits, Vector256.Create(0x7F800000)), nan, Vector256.Create(0x7C00));
        Vector256<int> result = Vector256.ConditionalSelect(Vector256.LessThan(bits, Vector256.Create(0x38800000)), small, normal);
        result = Vector256.ConditionalSelect(Vector256.LessThan(bits, Vector256.Create(0x47800000)), result, large);
        return result | Vector256.ShiftRightLogical(sign, 16);
    }
}
