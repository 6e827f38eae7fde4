using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Emission;

/// <summary>What kernels of 16 lanes need beyond single methods of <see cref="Vector512"/>; small enough to be inlined.</summary>
internal static unsafe partial class Lanes512
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    [MethodImpl(Inline)] public static Vector512<float> Min(Vector512<float> a, Vector512<float> b) => Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector512<double> Min(Vector512<double> a, Vector512<double> b) => Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector512<double> Max(Vector512<double> a, Vector512<double> b) => Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b);

    [MethodImpl(Inline)] public static Vector512<float> Fnma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(-a, b, c);

    [MethodImpl(Inline)] public static Vector512<double> Fnma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(-a, b, c);

    // 0x0C: into [1, 2), NaN of negative numbers, 1 of −0.
    [MethodImpl(Inline)] public static Vector512<float> Mantissa(Vector512<float> a) => Avx512F.GetMantissa(a, 0x0C);

    [MethodImpl(Inline)] public static Vector512<double> Mantissa(Vector512<double> a) => Avx512F.GetMantissa(a, 0x0C);

    [MethodImpl(Inline)] public static Vector512<int> ShiftLeft(Vector512<int> a, Vector512<int> b) => Avx512F.ShiftLeftLogicalVariable(a, b.AsUInt32());

    [MethodImpl(Inline)] public static Vector512<long> ShiftLeft(Vector512<long> a, Vector512<long> b) => Avx512F.ShiftLeftLogicalVariable(a, b.AsUInt64());

    [MethodImpl(Inline)] public static Vector512<int> ShiftRightLogical(Vector512<int> a, Vector512<int> b) => Avx512F.ShiftRightLogicalVariable(a, b.AsUInt32());

    [MethodImpl(Inline)] public static Vector512<long> ShiftRightLogical(Vector512<long> a, Vector512<long> b) => Avx512F.ShiftRightLogicalVariable(a, b.AsUInt64());

    [MethodImpl(Inline)] public static Vector512<int> ShiftRightArithmetic(Vector512<int> a, Vector512<int> b) => Avx512F.ShiftRightArithmeticVariable(a, b.AsUInt32());

    [MethodImpl(Inline)] public static Vector512<long> ShiftRightArithmetic(Vector512<long> a, Vector512<long> b) => Avx512F.ShiftRightArithmeticVariable(a, b.AsUInt64());

    // Warren, Hacker's Delight, 5-1.
    [MethodImpl(Inline)]
    public static Vector512<int> PopCount(Vector512<int> a)
    {
        a -= Vector512.ShiftRightLogical(a, 1) & Vector512.Create(0x55555555);
        a = (a & Vector512.Create(0x33333333)) + (Vector512.ShiftRightLogical(a, 2) & Vector512.Create(0x33333333));
        a = (a + Vector512.ShiftRightLogical(a, 4)) & Vector512.Create(0x0F0F0F0F);
        return Vector512.ShiftRightLogical(a * Vector512.Create(0x01010101), 24);
    }

    [MethodImpl(Inline)]
    public static Vector512<long> PopCount(Vector512<long> a)
    {
        a -= Vector512.ShiftRightLogical(a, 1) & Vector512.Create(0x5555555555555555);
        a = (a & Vector512.Create(0x3333333333333333)) + (Vector512.ShiftRightLogical(a, 2) & Vector512.Create(0x3333333333333333));
        a = (a + Vector512.ShiftRightLogical(a, 4)) & Vector512.Create(0x0F0F0F0F0F0F0F0F);
        return Vector512.ShiftRightLogical(a * Vector512.Create(0x0101010101010101), 56);
    }

    [MethodImpl(Inline)] public static Vector512<int> MinUnsigned(Vector512<int> a, Vector512<int> b) => Vector512.Min(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector512<long> MinUnsigned(Vector512<long> a, Vector512<long> b) => Vector512.Min(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector512<int> MaxUnsigned(Vector512<int> a, Vector512<int> b) => Vector512.Max(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector512<long> MaxUnsigned(Vector512<long> a, Vector512<long> b) => Vector512.Max(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector512<float> NotEqual(Vector512<float> a, Vector512<float> b) => ~Vector512.Equals(a, b);

    [MethodImpl(Inline)] public static Vector512<double> NotEqual(Vector512<double> a, Vector512<double> b) => ~Vector512.Equals(a, b);

    [MethodImpl(Inline)] public static Vector512<int> NotEqual(Vector512<int> a, Vector512<int> b) => ~Vector512.Equals(a, b);

    [MethodImpl(Inline)] public static Vector512<long> NotEqual(Vector512<long> a, Vector512<long> b) => ~Vector512.Equals(a, b);

    [MethodImpl(Inline)] public static Vector512<int> LessUnsigned(Vector512<int> a, Vector512<int> b) => Vector512.LessThan(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector512<long> LessUnsigned(Vector512<long> a, Vector512<long> b) => Vector512.LessThan(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector512<int> LessEqualUnsigned(Vector512<int> a, Vector512<int> b) => Vector512.LessThanOrEqual(a.AsUInt32(), b.AsUInt32()).AsInt32();

    [MethodImpl(Inline)] public static Vector512<long> LessEqualUnsigned(Vector512<long> a, Vector512<long> b) => Vector512.LessThanOrEqual(a.AsUInt64(), b.AsUInt64()).AsInt64();

    [MethodImpl(Inline)] public static Vector512<float> Blend(Vector512<float> otherwise, Vector512<float> then, Vector512<float> mask) => Vector512.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector512<double> Blend(Vector512<double> otherwise, Vector512<double> then, Vector512<double> mask) => Vector512.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector512<int> Blend(Vector512<int> otherwise, Vector512<int> then, Vector512<int> mask) => Vector512.ConditionalSelect(mask, then, otherwise);

    [MethodImpl(Inline)] public static Vector512<long> Blend(Vector512<long> otherwise, Vector512<long> then, Vector512<long> mask) => Vector512.ConditionalSelect(mask, then, otherwise);

    // Past the caches only where the address allows: buffers are aligned, rows in them need not be.
    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector512<float> value, float* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector512<double> value, double* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)] public static void StoreNonTemporal(Vector512<long> value, long* address) => StoreNonTemporal(value.AsInt32(), (int*)address);

    [MethodImpl(Inline)]
    public static void StoreNonTemporal(Vector512<int> value, int* address)
    {
        if (((nint)address & (sizeof(Vector512<int>) - 1)) == 0) Vector512.StoreAlignedNonTemporal(value, address);
        else Vector512.Store(value, address);
    }

    [MethodImpl(Inline)] public static Vector512<float> MaskLoad(float* address, Vector512<float> mask) => Avx512F.MaskLoad(address, mask, Vector512<float>.Zero);

    [MethodImpl(Inline)] public static Vector512<double> MaskLoad(double* address, Vector512<double> mask) => Avx512F.MaskLoad(address, mask, Vector512<double>.Zero);

    [MethodImpl(Inline)] public static Vector512<int> MaskLoad(int* address, Vector512<int> mask) => Avx512F.MaskLoad(address, mask, Vector512<int>.Zero);

    [MethodImpl(Inline)] public static Vector512<long> MaskLoad(long* address, Vector512<long> mask) => Avx512F.MaskLoad(address, mask, Vector512<long>.Zero);

    [MethodImpl(Inline)] public static Vector512<int> Count32() => Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15);

    [MethodImpl(Inline)] public static Vector512<long> Count64() => Vector512.Create(0, 1, 2, 3, 4, 5, 6, 7);

    [MethodImpl(Inline)] public static int Any(Vector512<int> mask) => Vector512.LessThanAny(mask, Vector512<int>.Zero) ? 1 : 0;

    [MethodImpl(Inline)] public static int Any(Vector512<long> mask) => Vector512.LessThanAny(mask, Vector512<long>.Zero) ? 1 : 0;

    [MethodImpl(Inline)] public static Vector512<float> LoadStridedF32(byte* address, nint stride) => Vector512.Create(Lanes256.LoadStridedF32(address, stride), Lanes256.LoadStridedF32(address + 8 * stride, stride));

    [MethodImpl(Inline)] public static Vector512<int> LoadStridedI32(byte* address, nint stride) => LoadStridedF32(address, stride).AsInt32();

    [MethodImpl(Inline)] public static Vector512<double> LoadStridedF64(byte* address, nint stride) => Vector512.Create(Lanes256.LoadStridedF64(address, stride), Lanes256.LoadStridedF64(address + 4 * stride, stride));

    [MethodImpl(Inline)] public static Vector512<long> LoadStridedI64(byte* address, nint stride) => LoadStridedF64(address, stride).AsInt64();

    [MethodImpl(Inline)] public static Vector512<double> ToDoubleLower(Vector512<int> a) => Vector512.ConvertToDouble(Vector512.WidenLower(a));

    [MethodImpl(Inline)] public static Vector512<double> ToDoubleUpper(Vector512<int> a) => Vector512.ConvertToDouble(Vector512.WidenUpper(a));

    [MethodImpl(Inline)] public static Vector512<double> ToDoubleUnsignedLower(Vector512<int> a) => Vector512.ConvertToDouble(WidenUnsignedLower(a));

    [MethodImpl(Inline)] public static Vector512<double> ToDoubleUnsignedUpper(Vector512<int> a) => Vector512.ConvertToDouble(WidenUnsignedUpper(a));

    [MethodImpl(Inline)] public static Vector512<double> ToDoubleUnsigned(Vector512<long> a) => Vector512.ConvertToDouble(a.AsUInt64());

    [MethodImpl(Inline)] public static Vector512<float> ToSingleUnsigned(Vector512<int> a) => Vector512.ConvertToSingle(a.AsUInt32());

    [MethodImpl(Inline)] public static Vector512<float> ToSingle(Vector512<long> lower, Vector512<long> upper) => Vector512.Create(Avx512DQ.ConvertToVector256Single(lower), Avx512DQ.ConvertToVector256Single(upper));

    [MethodImpl(Inline)] public static Vector512<float> ToSingleUnsigned(Vector512<long> lower, Vector512<long> upper) => Vector512.Create(Avx512DQ.ConvertToVector256Single(lower.AsUInt64()), Avx512DQ.ConvertToVector256Single(upper.AsUInt64()));

    [MethodImpl(Inline)] public static Vector512<long> WidenUnsignedLower(Vector512<int> a) => Vector512.WidenLower(a.AsUInt32()).AsInt64();

    [MethodImpl(Inline)] public static Vector512<long> WidenUnsignedUpper(Vector512<int> a) => Vector512.WidenUpper(a.AsUInt32()).AsInt64();

    [MethodImpl(Inline)] public static Vector512<long> TruncateLower(Vector512<float> a) => Vector512.ConvertToInt64Native(Vector512.WidenLower(a));

    [MethodImpl(Inline)] public static Vector512<long> TruncateUpper(Vector512<float> a) => Vector512.ConvertToInt64Native(Vector512.WidenUpper(a));

    [MethodImpl(Inline)] public static Vector512<int> Truncate(Vector512<double> lower, Vector512<double> upper) => Vector512.Narrow(Vector512.ConvertToInt64Native(lower), Vector512.ConvertToInt64Native(upper));

    [MethodImpl(Inline)] public static Vector512<float> Swap8(Vector512<float> a) => Vector512.Shuffle(a, Vector512.Create(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));

    [MethodImpl(Inline)] public static Vector512<int> Swap8(Vector512<int> a) => Vector512.Shuffle(a, Vector512.Create(8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));

    [MethodImpl(Inline)] public static Vector512<float> Swap4(Vector512<float> a) => Vector512.Shuffle(a, Vector512.Create(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));

    [MethodImpl(Inline)] public static Vector512<int> Swap4(Vector512<int> a) => Vector512.Shuffle(a, Vector512.Create(4, 5, 6, 7, 0, 1, 2, 3, 12, 13, 14, 15, 8, 9, 10, 11));

    [MethodImpl(Inline)] public static Vector512<float> Swap2(Vector512<float> a) => Vector512.Shuffle(a, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));

    [MethodImpl(Inline)] public static Vector512<int> Swap2(Vector512<int> a) => Vector512.Shuffle(a, Vector512.Create(2, 3, 0, 1, 6, 7, 4, 5, 10, 11, 8, 9, 14, 15, 12, 13));

    [MethodImpl(Inline)] public static Vector512<float> Swap1(Vector512<float> a) => Vector512.Shuffle(a, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));

    [MethodImpl(Inline)] public static Vector512<int> Swap1(Vector512<int> a) => Vector512.Shuffle(a, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));

    [MethodImpl(Inline)] public static Vector512<double> Swap4(Vector512<double> a) => Vector512.Shuffle(a, Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3));

    [MethodImpl(Inline)] public static Vector512<long> Swap4(Vector512<long> a) => Vector512.Shuffle(a, Vector512.Create(4L, 5, 6, 7, 0, 1, 2, 3));

    [MethodImpl(Inline)] public static Vector512<double> Swap2(Vector512<double> a) => Vector512.Shuffle(a, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5));

    [MethodImpl(Inline)] public static Vector512<long> Swap2(Vector512<long> a) => Vector512.Shuffle(a, Vector512.Create(2L, 3, 0, 1, 6, 7, 4, 5));

    [MethodImpl(Inline)] public static Vector512<double> Swap1(Vector512<double> a) => Vector512.Shuffle(a, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6));

    [MethodImpl(Inline)] public static Vector512<long> Swap1(Vector512<long> a) => Vector512.Shuffle(a, Vector512.Create(1L, 0, 3, 2, 5, 4, 7, 6));
}
