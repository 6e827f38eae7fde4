using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Contraction;

/// <summary>Transposes small blocks in registers.</summary>
internal static unsafe class Transposes
{
    /// <summary>Up to 16 rows of 16 elements each become 16 rows of 16, the missing ones 0.</summary>
    /// <param name="source">The first row.</param>
    /// <param name="stride">From one row to the next.</param>
    /// <param name="rows">How many there are.</param>
    /// <param name="target">The first row of the result; all rows are written in order, 16 elements each.</param>
    /// <param name="targetStride">From one row of it to the next.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block16(float* source, long stride, int rows, float* target, long targetStride)
    {
        Vector512<float> r0 = Row(0), r1 = Row(1), r2 = Row(2), r3 = Row(3), r4 = Row(4), r5 = Row(5), r6 = Row(6), r7 = Row(7);
        Vector512<float> r8 = Row(8), r9 = Row(9), r10 = Row(10), r11 = Row(11), r12 = Row(12), r13 = Row(13), r14 = Row(14), r15 = Row(15);
        Pairs(ref r0, ref r1, ref r2, ref r3);
        Pairs(ref r4, ref r5, ref r6, ref r7);
        Pairs(ref r8, ref r9, ref r10, ref r11);
        Pairs(ref r12, ref r13, ref r14, ref r15);
        Quarters(ref r0, ref r4, ref r8, ref r12);
        Quarters(ref r1, ref r5, ref r9, ref r13);
        Quarters(ref r2, ref r6, ref r10, ref r14);
        Quarters(ref r3, ref r7, ref r11, ref r15);
        r0.Store(target);
        r1.Store(target + targetStride);
        r2.Store(target + 2 * targetStride);
        r3.Store(target + 3 * targetStride);
        r4.Store(target + 4 * targetStride);
        r5.Store(target + 5 * targetStride);
        r6.Store(target + 6 * targetStride);
        r7.Store(target + 7 * targetStride);
        r8.Store(target + 8 * targetStride);
        r9.Store(target + 9 * targetStride);
        r10.Store(target + 10 * targetStride);
        r11.Store(target + 11 * targetStride);
        r12.Store(target + 12 * targetStride);
        r13.Store(target + 13 * targetStride);
        r14.Store(target + 14 * targetStride);
        r15.Store(target + 15 * targetStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector512<float> Row(int i) => i < rows ? Vector512.Load(source + i * stride) : Vector512<float>.Zero;

        // The 4x4 blocks of four rows, each transposed in its 128 bits.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Pairs(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
        {
            Vector512<double> ab = Avx512F.UnpackLow(a, b).AsDouble(), ab2 = Avx512F.UnpackHigh(a, b).AsDouble();
            Vector512<double> cd = Avx512F.UnpackLow(c, d).AsDouble(), cd2 = Avx512F.UnpackHigh(c, d).AsDouble();
            a = Avx512F.UnpackLow(ab, cd).AsSingle();
            b = Avx512F.UnpackHigh(ab, cd).AsSingle();
            c = Avx512F.UnpackLow(ab2, cd2).AsSingle();
            d = Avx512F.UnpackHigh(ab2, cd2).AsSingle();
        }

        // The 128-bit parts of four vectors as a 4x4 matrix, transposed.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Quarters(ref Vector512<float> a, ref Vector512<float> b, ref Vector512<float> c, ref Vector512<float> d)
        {
            Vector512<float> ab = Avx512F.Shuffle4x128(a, b, 0x88), ab2 = Avx512F.Shuffle4x128(a, b, 0xdd);
            Vector512<float> cd = Avx512F.Shuffle4x128(c, d, 0x88), cd2 = Avx512F.Shuffle4x128(c, d, 0xdd);
            a = Avx512F.Shuffle4x128(ab, cd, 0x88);
            b = Avx512F.Shuffle4x128(ab2, cd2, 0x88);
            c = Avx512F.Shuffle4x128(ab, cd, 0xdd);
            d = Avx512F.Shuffle4x128(ab2, cd2, 0xdd);
        }
    }

    /// <summary>Up to 8 rows of 8 elements each become 8 rows of 8, the missing ones 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block8(float* source, long stride, int rows, float* target, long targetStride)
    {
        Vector256<float> r0 = Row(0), r1 = Row(1), r2 = Row(2), r3 = Row(3), r4 = Row(4), r5 = Row(5), r6 = Row(6), r7 = Row(7);
        Pairs(ref r0, ref r1, ref r2, ref r3);
        Pairs(ref r4, ref r5, ref r6, ref r7);
        Avx.Permute2x128(r0, r4, 0x20).Store(target);
        Avx.Permute2x128(r1, r5, 0x20).Store(target + targetStride);
        Avx.Permute2x128(r2, r6, 0x20).Store(target + 2 * targetStride);
        Avx.Permute2x128(r3, r7, 0x20).Store(target + 3 * targetStride);
        Avx.Permute2x128(r0, r4, 0x31).Store(target + 4 * targetStride);
        Avx.Permute2x128(r1, r5, 0x31).Store(target + 5 * targetStride);
        Avx.Permute2x128(r2, r6, 0x31).Store(target + 6 * targetStride);
        Avx.Permute2x128(r3, r7, 0x31).Store(target + 7 * targetStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector256<float> Row(int i) => i < rows ? Vector256.Load(source + i * stride) : Vector256<float>.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static void Pairs(ref Vector256<float> a, ref Vector256<float> b, ref Vector256<float> c, ref Vector256<float> d)
        {
            Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), ab2 = Avx.UnpackHigh(a, b).AsDouble();
            Vector256<double> cd = Avx.UnpackLow(c, d).AsDouble(), cd2 = Avx.UnpackHigh(c, d).AsDouble();
            a = Avx.UnpackLow(ab, cd).AsSingle();
            b = Avx.UnpackHigh(ab, cd).AsSingle();
            c = Avx.UnpackLow(ab2, cd2).AsSingle();
            d = Avx.UnpackHigh(ab2, cd2).AsSingle();
        }
    }

    /// <summary>Up to 4 rows of 4 elements each become 4 rows of 4, the missing ones 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Block4(double* source, long stride, int rows, double* target, long targetStride)
    {
        Vector256<double> r0 = Row(0), r1 = Row(1), r2 = Row(2), r3 = Row(3);
        Vector256<double> ab = Avx.UnpackLow(r0, r1), ab2 = Avx.UnpackHigh(r0, r1), cd = Avx.UnpackLow(r2, r3), cd2 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(ab, cd, 0x20).Store(target);
        Avx.Permute2x128(ab2, cd2, 0x20).Store(target + targetStride);
        Avx.Permute2x128(ab, cd, 0x31).Store(target + 2 * targetStride);
        Avx.Permute2x128(ab2, cd2, 0x31).Store(target + 3 * targetStride);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        Vector256<double> Row(int i) => i < rows ? Vector256.Load(source + i * stride) : Vector256<double>.Zero;
    }
}
