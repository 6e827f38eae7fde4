using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Core.Compiler.Emission;

/// <summary>Elements of fewer than 32 bits.</summary>
internal static unsafe partial class Lanes128
{
    [MethodImpl(Inline)] public static Vector128<int> LoadBool(byte* address) => Vector128.GreaterThan(LoadU8(address), Vector128<int>.Zero);

    [MethodImpl(Inline)] public static Vector128<int> LoadU8(byte* address) => Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(uint*)address).AsByte())).AsInt32();

    [MethodImpl(Inline)] public static Vector128<int> LoadI8(byte* address) => Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalar(*(uint*)address).AsSByte()));

    [MethodImpl(Inline)] public static Vector128<int> LoadU16(byte* address) => Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)address).AsUInt16()).AsInt32();

    [MethodImpl(Inline)] public static Vector128<int> LoadI16(byte* address) => Vector128.WidenLower(Vector128.CreateScalar(*(ulong*)address).AsInt16());

    [MethodImpl(Inline)] public static Vector128<float> LoadBF16(byte* address) => Vector128.ShiftLeft(LoadU16(address), 16).AsSingle();

    [MethodImpl(Inline)] public static Vector128<float> LoadF16(byte* address) => FromHalf(LoadU16(address));

    [MethodImpl(Inline)] public static void StoreBool(Vector128<int> value, byte* address) => Store8(-value, address);

    [MethodImpl(Inline)] public static void Store8(Vector128<int> value, byte* address) => *(uint*)address = Vector128.Narrow(Narrow16(value), Narrow16(value)).AsUInt32().ToScalar();

    [MethodImpl(Inline)] public static void Store16(Vector128<int> value, byte* address) => *(ulong*)address = Narrow16(value).AsUInt64().ToScalar();

    [MethodImpl(Inline)] public static void StoreBF16(Vector128<float> value, byte* address) => Store16(ToBFloat(value), address);

    [MethodImpl(Inline)] public static void StoreF16(Vector128<float> value, byte* address) => Store16(ToHalf(value), address);

    [MethodImpl(Inline)]
    private static Vector128<short> Narrow16(Vector128<int> a) => Vector128.Narrow(a, a);

    // To even: half of the last place, less one where the place is even. What is not a number stays one.
    [MethodImpl(Inline)]
    private static Vector128<int> ToBFloat(Vector128<float> value)
    {
        Vector128<int> bits = value.AsInt32();
        Vector128<int> rounded = bits + Vector128.Create(0x7FFF) + (Vector128.ShiftRightLogical(bits, 16) & Vector128.Create(1));
        Vector128<int> nan = bits | Vector128.Create(0x400000);
        return Vector128.ShiftRightLogical(Vector128.ConditionalSelect(Vector128.Equals(value, value).AsInt32(), rounded, nan), 16);
    }

    // The exponent moved into place and rebased by an exact multiplication, which makes subnormal numbers normal too; then infinity and NaN.
    [MethodImpl(Inline)]
    private static Vector128<float> FromHalf(Vector128<int> half)
    {
        Vector128<int> shifted = Vector128.ShiftLeft(half & Vector128.Create(0x7FFF), 13);
        Vector128<int> scaled = (shifted.AsSingle() * Vector128.Create(5.192296858534828e33f)).AsInt32();
        Vector128<int> special = Vector128.GreaterThan(shifted, Vector128.Create(0x0F7FFFFF)) & Vector128.Create(0x7F800000);
        return (scaled | special | Vector128.ShiftLeft(half & Vector128.Create(0x8000), 16)).AsSingle();
    }

    // Fabian Giesen, float_to_half_fast3_rtne: subnormal results by an addition that rounds at the right place, normal ones as integers.
    [MethodImpl(Inline)]
    private static Vector128<int> ToHalf(Vector128<float> value)
    {
        Vector128<int> sign = value.AsInt32() & Vector128.Create(int.MinValue), bits = value.AsInt32() ^ sign;
        Vector128<int> small = (bits.AsSingle() + Vector128.Create(0.5f)).AsInt32() - Vector128.Create(0x3F000000);
        Vector128<int> normal = Vector128.ShiftRightLogical(bits + Vector128.Create(unchecked((int)0xC8000FFF)) + (Vector128.ShiftRightLogical(bits, 13) & Vector128.Create(1)), 13);
        Vector128<int> nan = Vector128.ShiftRightLogical(bits, 13) & Vector128.Create(0x3FF) | Vector128.Create(0x7E00);
        Vector128<int> large = Vector128.ConditionalSelect(Vector128.GreaterThan(bits, Vector128.Create(0x7F800000)), nan, Vector128.Create(0x7C00));
        Vector128<int> result = Vector128.ConditionalSelect(Vector128.LessThan(bits, Vector128.Create(0x38800000)), small, normal);
        result = Vector128.ConditionalSelect(Vector128.LessThan(bits, Vector128.Create(0x47800000)), result, large);
        return result | Vector128.ShiftRightLogical(sign, 16);
    }
}
