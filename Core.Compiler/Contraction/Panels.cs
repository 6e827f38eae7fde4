using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Contraction;

/// <summary>Copies parts of matrices into panels: for each step of k the elements that a kernel takes at once lie side by side.</summary>
internal static unsafe class Panels
{
    /// <summary>Bytes behind a panel that a copy may write before what belongs there is written.</summary>
    public const int Slack = 64;

    /// <summary>Makes one panel.</summary>
    /// <param name="source">The first element.</param>
    /// <param name="kStride">Bytes from one step of k to the next.</param>
    /// <param name="stride">Bytes from one element of a step to the next.</param>
    /// <param name="k">Steps.</param>
    /// <param name="count">Elements in each step.</param>
    /// <param name="target">Where the panel is written, and <see cref="Slack"/> bytes behind it may be.</param>
    /// <param name="targetCount">Elements between the steps of the panel: those beyond <paramref name="count"/> are not read and may be anything.</param>
    /// <param name="elementBytes">4 or 8.</param>
    public static void Pack(byte* source, long kStride, long stride, long k, int count, byte* target, int targetCount, int elementBytes)
    {
        if (elementBytes == 4) Pack((float*)source, kStride / 4, stride / 4, k, count, (float*)target, targetCount);
        else Pack((double*)source, kStride / 8, stride / 8, k, count, (double*)target, targetCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(float* source, long kStride, long stride, long steps, int count, float* target, int targetCount)
    {
        if (stride == 1)
        {
            CopyRows(source, kStride, steps, count, target, targetCount);
            return;
        }
        long k = 0;
        if (kStride == 1 && Avx.IsSupported)
        {
            // Blocks of 8 or 16 steps, from the last to the first: the vectors may reach into the next step, whose first elements are written afterwards.
            if (TileShape.MachineWidth == 512 && (count > 8 || targetCount % 16 == 0))
            {
                for (; k + 16 <= steps; k += 16)
                    for (int i = (count - 1) / 16 * 16; i >= 0; i -= 16) Transposes.Block16(source + i * stride + k, stride, Math.Min(16, count - i), target + k * targetCount + i, targetCount);
            }
            else
            {
                for (; k + 8 <= steps; k += 8)
                    for (int i = (count - 1) / 8 * 8; i >= 0; i -= 8) Transposes.Block8(source + i * stride + k, stride, Math.Min(8, count - i), target + k * targetCount + i, targetCount);
            }
        }
        Elements(source, kStride, stride, k, steps, count, target, targetCount);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Pack(double* source, long kStride, long stride, long steps, int count, double* target, int targetCount)
    {
        if (stride == 1)
        {
            CopyRows(source, kStride, steps, count, target, targetCount);
            return;
        }
        long k = 0;
        if (kStride == 1 && Avx.IsSupported)
        {
            for (; k + 4 <= steps; k += 4)
                for (int i = (count - 1) / 4 * 4; i >= 0; i -= 4) Transposes.Block4(source + i * stride + k, stride, Math.Min(4, count - i), target + k * targetCount + i, targetCount);
        }
        Elements(source, kStride, stride, k, steps, count, target, targetCount);
    }

    private static void CopyRows<T>(T* source, long kStride, long steps, int count, T* target, int targetCount) where T : unmanaged
    {
        int lanes = Vector256<T>.Count;
        for (long k = 0; k < steps; k++)
        {
            int i = 0;
            for (; i + lanes <= count; i += lanes) Vector256.Load(source + i).Store(target + i);
            for (; i < count; i++) target[i] = source[i];
            source += kStride;
            target += targetCount;
        }
    }

    private static void Elements<T>(T* source, long kStride, long stride, long from, long steps, int count, T* target, int targetCount) where T : unmanaged
    {
        for (long k = from; k < steps; k++)
        {
            T* row = target + k * targetCount;
            T* column = source + k * kStride;
            for (int i = 0; i < count; i++) row[i] = column[i * stride];
        }
    }
}
