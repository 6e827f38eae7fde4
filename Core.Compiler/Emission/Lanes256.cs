using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Emission;

/// <summary>What kernels of 8 lanes need beyond single methods of <see cref="Vector256"/>; small enough to be inlined.</summary>
internal static unsafe partial class Lanes256
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)] public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) => Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector256<double> Min(Vector256<double> a, Vector256<double> b) => Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector256<double> Max(Vector256<double> a, Vector256<double> b) => Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector256<float> Fnma(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(Inline)] public static Vector256<double> Fnma(Vector256<double> a, Vector256<double> b, Vector256<double> c) => Vector256.FusedMultiplyAdd(-a, b, c);

    // Warren, Hacker's Delight, 5-1.
    [MethodImpl(Inline)]
    public static Vector256<int> PopCount(Vector256<int> a)
    {
        a -= Vector256.ShiftRightLogical(a, 1) & Vector256.Create(0x55555555);
        a = (a & Vector256.Create(0x33333333)) + (Vector256.ShiftRightLogical(a, 2) & Vector256.Create(0x33333333));
        a = (a + Vector256.ShiftRightLogical(a, 4)) & Vector256.Create(0x0F0F0F0F);
        return Vector256.ShiftRightLogical(a * Vector256.Create(0x01010101), 24);
    }

    [MethodImpl(Inline)]
    public static Vector256<long> PopCount(Vector256<long> a)
    {
        a -= Vector256.ShiftRightLogical(a, 1) & Vector256.Create(0x5555555555555555);
        a = (a & Vector256.Create(0x3333333333333333)) + (Vector256.ShiftRightLogical(a, 2) & Vector256.Create(0x3333333333333333));
        a = (a + Vector256.ShiftRightLogical(a, 4)) & Vector256.Create(0x0F0F0F0F0F0F0F0F);
        return Vector256.ShiftRightLogical(a * Vector256.Create(0x0101010101010101), 56);
    }

    [MethodImpl(Inline)] public static Vector256<int> MinUnsigned(Vector256<int> a, Vector256<int> b) => Vector256.Min(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector256<long> MinUnsigned(Vector256<long> a, Vector256<long> b) => Vector256.Min(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector256<int> MaxUnsigned(Vector256<int> a, Vector256<int> b) => Vector256.Max(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector256<long> MaxUnsigned(Vector256<long> a, Vector256<long> b) => Vector256.Max(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector256<float> NotEqual(Vector256<float> a, Vector256<float> b) => ~Vector256.Equals(a, b);

    [MethodImpl(Inline)] public static Vector256<double> NotEqual(Vector256<double> a, Vector256<double> b) => ~Vector256.Equals(a, b);

    [MethodImpl(Inline)] public static Vector256<int> NotEqual(Vector256<int> a, Vector256<int> b) => ~Vector256.Equals(a, b);

    [MethodImpl(Inline)] public static Vector256<long> NotEqual(Vector256<long> a, Vector256<long> b) => ~Vector256.Equals(a, b);

    [MethodImpl(Inline)] public static Vector256<int> LessUnsigned(Vector256<int> a, Vector256<int> b) => Vector256.LessThan(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector256<long> LessUnsigned(Vector256<long> a, Vector256<long> b) => Vector256.LessThan(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector256<int> LessEqualUnsigned(Vector256<int> a, Vector256<int> b) => Vector256.LessThanOrEqual(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector256<long> LessEqualUnsigned(Vector256<long> a, Vector256<long> b) => Vector256.LessThanOrEqual(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector256<float> Blend(Vector256<float> otherwise, Vector256<float> then, Vector256<float> mask) => Vector256.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector256<double> Blend(Vector256<double> otherwise, Vector256<double> then, Vector256<double> mask) => Vector256.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector256<int> Blend(Vector256<int> otherwise, Vector256<int> then, Vector256<int> mask) => Vector256.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector256<long> Blend(Vector256<long> otherwise, Vector256<long> then, Vector256<long> mask) => Vector256.ConditionalSelect(mask, then, otherwise);

    // Past the caches only where the address allows: buffers are aligned, rows in them need not be.
    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector256<float> value, float* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector256<double> value, double* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector256<long> value, long* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)]
    public static void StoreNonTemporal(Vector256<int> value, int* address)
    {
        if (((nint)address & (sizeof(Vector256<int>) - 1)) == 0) Vector256.StoreAlignedNonTemporal(value, address);
        else Vector256.Store(value, address);
    }

    [MethodImpl(Inline)] public static Vector256<int> Count32() => Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7);

    [MethodImpl(Inline)] public static Vector256<long> Count64() => Vector256.Create(0L, 1, 2, 3);

    [MethodImpl(Inline)] public static int Any(Vector256<int> mask) => Vector256.LessThanAny(mask, Vector256<int>.Zero) ? 1 : 0;

    [MethodImpl(Inline)] public static int Any(Vector256<long> mask) => Vector256.LessThanAny(mask, Vector256<long>.Zero) ? 1 : 0;

    [MethodImpl(Inline)] public static Vector256<double> ToDoubleLower(Vector256<int> a) => Vector256.ConvertToDouble(Vector256.WidenLower(a));

    [MethodImpl(Inline)] public static Vector256<double> ToDoubleUpper(Vector256<int> a) => Vector256.ConvertToDouble(Vector256.WidenUpper(a));

    [MethodImpl(Inline)] public static Vector256<double> ToDoubleUnsignedLower(Vector256<int> a) => Vector256.ConvertToDouble(WidenUnsignedLower(a));

    [MethodImpl(Inline)] public static Vector256<double> ToDoubleUnsignedUpper(Vector256<int> a) => Vector256.ConvertToDouble(WidenUnsignedUpper(a));

    [MethodImpl(Inline)] public static Vector256<double> ToDoubleUnsigned(Vector256<long> a) => Vector256.ConvertToDouble(a.AsUInt64());

    [MethodImpl(Inline)] public static Vector256<float> ToSingleUnsigned(Vector256<int> a) => Vector256.ConvertToSingle(a.AsUInt32());

    [MethodImpl(Inline)] public static Vector256<long> WidenUnsignedLower(Vector256<int> a) => Vector256.WidenLower(a.AsUInt32()).AsInt64();

    [MethodImpl(Inline)] public static Vector256<long> WidenUnsignedUpper(Vector256<int> a) => Vector256.WidenUpper(a.AsUInt32()).AsInt64();

    [MethodImpl(Inline)] public static Vector256<long> TruncateLower(Vector256<float> a) => Vector256.ConvertToInt64Native(Vector256.WidenLower(a));

    [MethodImpl(Inline)] public static Vector256<long> TruncateUpper(Vector256<float> a) => Vector256.ConvertToInt64Native(Vector256.WidenUpper(a));

    [MethodImpl(Inline)] public static Vector256<int> Truncate(Vector256<double> lower, Vector256<double> upper) => Vector256.Narrow(Vector256.ConvertToInt64Native(lower), Vector256.ConvertToInt64Native(upper));

    [MethodImpl(Inline)] public static Vector256<float> Swap4(Vector256<float> a) => Vector256.Shuffle(a, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3));

    [MethodImpl(Inline)] public static Vector256<int> Swap4(Vector256<int> a) => Vector256.Shuffle(a, Vector256.Create(4, 5, 6, 7, 0, 1, 2, 3));

    [MethodImpl(Inline)] public static Vector256<float> Swap2(Vector256<float> a) => Vector256.Shuffle(a, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));

    [MethodImpl(Inline)] public static Vector256<int> Swap2(Vector256<int> a) => Vector256.Shuffle(a, Vector256.Create(2, 3, 0, 1, 6, 7, 4, 5));

    [MethodImpl(Inline)] public static Vector256<float> Swap1(Vector256<float> a) => Vector256.Shuffle(a, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    [MethodImpl(Inline)] public static Vector256<int> Swap1(Vector256<int> a) => Vector256.Shuffle(a, Vector256.Create(1, 0, 3, 2, 5, 4, 7, 6));

    [MethodImpl(Inline)] public static Vector256<double> Swap2(Vector256<double> a) => Vector256.Shuffle(a, Vector256.Create(2L, 3, 0, 1));

    [MethodImpl(Inline)] public static Vector256<long> Swap2(Vector256<long> a) => Vector256.Shuffle(a, Vector256.Create(2L, 3, 0, 1));

    [MethodImpl(Inline)] public static Vector256<double> Swap1(Vector256<double> a) => Vector256.Shuffle(a, Vector256.Create(1L, 0, 3, 2));

    [MethodImpl(Inline)] public static Vector256<long> Swap1(Vector256<long> a) => Vector256.Shuffle(a, Vector256.Create(1L, 0, 3, 2));

    [MethodImpl(Inline)]
    public static Vector256<float> LoadStridedF32(byte* address, nint stride) => Vector256.Create(
        *(float*)address, *(float*)(address + stride), *(float*)(address + 2 * stride), *(float*)(address + 3 * stride), *(float*)(address + 4 * stride), *(float*)(address + 5 * stride), *(float*)(address + 6 * stride), *(float*)(address + 7 * stride));

    [MethodImpl(Inline)] public static Vector256<int> LoadStridedI32(byte* address, nint stride) => LoadStridedF32(address, stride).AsInt32();

    [MethodImpl(Inline)]
    public static Vector256<double> LoadStridedF64(byte* address, nint stride) => Vector256.Create(
        *(double*)address, *(double*)(address + stride), *(double*)(address + 2 * stride), *(double*)(address + 3 * stride));

    [MethodImpl(Inline)] public static Vector256<long> LoadStridedI64(byte* address, nint stride) => LoadStridedF64(address, stride).AsInt64();

    [MethodImpl(Inline)] public static Vector256<int> ShiftLeft(Vector256<int> a, Vector256<int> b) => Avx2.ShiftLeftLogicalVariable(a, b.AsUInt32());

    [MethodImpl(Inline)] public static Vector256<long> ShiftLeft(Vector256<long> a, Vector256<long> b) => Avx2.ShiftLeftLogicalVariable(a, b.AsUInt64());

    [MethodImpl(Inline)] public static Vector256<int> ShiftRightLogical(Vector256<int> a, Vector256<int> b) => Avx2.ShiftRightLogicalVariable(a, b.AsUInt32());

    [MethodImpl(Inline)] public static Vector256<long> ShiftRightLogical(Vector256<long> a, Vector256<long> b) => Avx2.ShiftRightLogicalVariable(a, b.AsUInt64());

    [MethodImpl(Inline)] public static Vector256<int> ShiftRightArithmetic(Vector256<int> a, Vector256<int> b) => Avx2.ShiftRightArithmeticVariable(a, b.AsUInt32());
}
