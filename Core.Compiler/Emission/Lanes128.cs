using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Core.Compiler.Emission;

/// <summary>What kernels of 4 lanes need beyond single methods of <see cref="Vector128"/>; small enough to be inlined.</summary>
internal static unsafe partial class Lanes128
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)] public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) => Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector128<double> Min(Vector128<double> a, Vector128<double> b) => Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector128<double> Max(Vector128<double> a, Vector128<double> b) => Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector128<float> Fnma(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(Inline)] public static Vector128<double> Fnma(Vector128<double> a, Vector128<double> b, Vector128<double> c) => Vector128.FusedMultiplyAdd(-a, b, c);

    // Warren, Hacker's Delight, 5-1.
    [MethodImpl(Inline)]
    public static Vector128<int> PopCount(Vector128<int> a)
    {
        a -= Vector128.ShiftRightLogical(a, 1) & Vector128.Create(0x55555555);
        a = (a & Vector128.Create(0x33333333)) + (Vector128.ShiftRightLogical(a, 2) & Vector128.Create(0x33333333));
        a = (a + Vector128.ShiftRightLogical(a, 4)) & Vector128.Create(0x0F0F0F0F);
        return Vector128.ShiftRightLogical(a * Vector128.Create(0x01010101), 24);
    }

    [MethodImpl(Inline)]
    public static Vector128<long> PopCount(Vector128<long> a)
    {
        a -= Vector128.ShiftRightLogical(a, 1) & Vector128.Create(0x5555555555555555);
        a = (a & Vector128.Create(0x3333333333333333)) + (Vector128.ShiftRightLogical(a, 2) & Vector128.Create(0x3333333333333333));
        a = (a + Vector128.ShiftRightLogical(a, 4)) & Vector128.Create(0x0F0F0F0F0F0F0F0F);
        return Vector128.ShiftRightLogical(a * Vector128.Create(0x0101010101010101), 56);
    }

    [MethodImpl(Inline)] public static Vector128<int> MinUnsigned(Vector128<int> a, Vector128<int> b) => Vector128.Min(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector128<long> MinUnsigned(Vector128<long> a, Vector128<long> b) => Vector128.Min(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector128<int> MaxUnsigned(Vector128<int> a, Vector128<int> b) => Vector128.Max(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector128<long> MaxUnsigned(Vector128<long> a, Vector128<long> b) => Vector128.Max(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector128<float> NotEqual(Vector128<float> a, Vector128<float> b) => ~Vector128.Equals(a, b);

    [MethodImpl(Inline)] public static Vector128<double> NotEqual(Vector128<double> a, Vector128<double> b) => ~Vector128.Equals(a, b);

    [MethodImpl(Inline)] public static Vector128<int> NotEqual(Vector128<int> a, Vector128<int> b) => ~Vector128.Equals(a, b);

    [MethodImpl(Inline)] public static Vector128<long> NotEqual(Vector128<long> a, Vector128<long> b) => ~Vector128.Equals(a, b);

    [MethodImpl(Inline)] public static Vector128<int> LessUnsigned(Vector128<int> a, Vector128<int> b) => Vector128.LessThan(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector128<long> LessUnsigned(Vector128<long> a, Vector128<long> b) => Vector128.LessThan(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector128<int> LessEqualUnsigned(Vector128<int> a, Vector128<int> b) => Vector128.LessThanOrEqual(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector128<long> LessEqualUnsigned(Vector128<long> a, Vector128<long> b) => Vector128.LessThanOrEqual(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector128<float> Blend(Vector128<float> otherwise, Vector128<float> then, Vector128<float> mask) => Vector128.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector128<double> Blend(Vector128<double> otherwise, Vector128<double> then, Vector128<double> mask) => Vector128.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector128<int> Blend(Vector128<int> otherwise, Vector128<int> then, Vector128<int> mask) => Vector128.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector128<long> Blend(Vector128<long> otherwise, Vector128<long> then, Vector128<long> mask) => Vector128.ConditionalSelect(mask, then, otherwise);

    // Past the caches only where the address allows: buffers are aligned, rows in them need not be.
    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector128<float> value, float* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector128<double> value, double* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector128<long> value, long* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)]
    public static void StoreNonTemporal(Vector128<int> value, int* address)
    {
        if (((nint)address & (sizeof(Vector128<int>) - 1)) == 0) Vector128.StoreAlignedNonTemporal(value, address);
        else Vector128.Store(value, address);
    }

    [MethodImpl(Inline)] public static Vector128<int> Count32() => Vector128.Create(0, 1, 2, 3);

    [MethodImpl(Inline)] public static Vector128<long> Count64() => Vector128.Create(0L, 1);

    [MethodImpl(Inline)] public static int Any(Vector128<int> mask) => Vector128.LessThanAny(mask, Vector128<int>.Zero) ? 1 : 0;

    [MethodImpl(Inline)] public static int Any(Vector128<long> mask) => Vector128.LessThanAny(mask, Vector128<long>.Zero) ? 1 : 0;

    [MethodImpl(Inline)] public static Vector128<double> ToDoubleLower(Vector128<int> a) => Vector128.ConvertToDouble(Vector128.WidenLower(a));

    [MethodImpl(Inline)] public static Vector128<double> ToDoubleUpper(Vector128<int> a) => Vector128.ConvertToDouble(Vector128.WidenUpper(a));

    [MethodImpl(Inline)] public static Vector128<double> ToDoubleUnsignedLower(Vector128<int> a) => Vector128.ConvertToDouble(WidenUnsignedLower(a));

    [MethodImpl(Inline)] public static Vector128<double> ToDoubleUnsignedUpper(Vector128<int> a) => Vector128.ConvertToDouble(WidenUnsignedUpper(a));

    [MethodImpl(Inline)] public static Vector128<double> ToDoubleUnsigned(Vector128<long> a) => Vector128.ConvertToDouble(a.AsUInt64());

    [MethodImpl(Inline)] public static Vector128<float> ToSingleUnsigned(Vector128<int> a) => Vector128.ConvertToSingle(a.AsUInt32());

    [MethodImpl(Inline)] public static Vector128<long> WidenUnsignedLower(Vector128<int> a) => Vector128.WidenLower(a.AsUInt32()).AsInt64();

    [MethodImpl(Inline)] public static Vector128<long> WidenUnsignedUpper(Vector128<int> a) => Vector128.WidenUpper(a.AsUInt32()).AsInt64();

    [MethodImpl(Inline)] public static Vector128<long> TruncateLower(Vector128<float> a) => Vector128.ConvertToInt64Native(Vector128.WidenLower(a));

    [MethodImpl(Inline)] public static Vector128<long> TruncateUpper(Vector128<float> a) => Vector128.ConvertToInt64Native(Vector128.WidenUpper(a));

    [MethodImpl(Inline)] public static Vector128<int> Truncate(Vector128<double> lower, Vector128<double> upper) => Vector128.Narrow(Vector128.ConvertToInt64Native(lower), Vector128.ConvertToInt64Native(upper));

    [MethodImpl(Inline)] public static Vector128<float> Swap2(Vector128<float> a) => Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1));

    [MethodImpl(Inline)] public static Vector128<int> Swap2(Vector128<int> a) => Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1));

    [MethodImpl(Inline)] public static Vector128<float> Swap1(Vector128<float> a) => Vector128.Shuffle(a, Vector128.Create(1, 0, 3, 2));

    [MethodImpl(Inline)] public static Vector128<int> Swap1(Vector128<int> a) => Vector128.Shuffle(a, Vector128.Create(1, 0, 3, 2));

    [MethodImpl(Inline)] public static Vector128<double> Swap1(Vector128<double> a) => Vector128.Shuffle(a, Vector128.Create(1L, 0));

    [MethodImpl(Inline)] public static Vector128<long> Swap1(Vector128<long> a) => Vector128.Shuffle(a, Vector128.Create(1L, 0));

    [MethodImpl(Inline)]
    public static Vector128<float> LoadStridedF32(byte* address, nint stride) => Vector128.Create(
        *(float*)address, *(float*)(address + stride), *(float*)(address + 2 * stride), *(float*)(address + 3 * stride));

    [MethodImpl(Inline)] public static Vector128<int> LoadStridedI32(byte* address, nint stride) => LoadStridedF32(address, stride).AsInt32();

    [MethodImpl(Inline)]
    public static Vector128<double> LoadStridedF64(byte* address, nint stride) => Vector128.Create(
        *(double*)address, *(double*)(address + stride));

    [MethodImpl(Inline)] public static Vector128<long> LoadStridedI64(byte* address, nint stride) => LoadStridedF64(address, stride).AsInt64();
}
