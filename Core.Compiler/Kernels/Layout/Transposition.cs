using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Kernels;

/// <summary>Transposes matrices block by block, those of 32-bit elements in registers.</summary>
internal static unsafe class Transposition
{
    /// <summary>How many rows are done before the next columns: their lines of the cache stay.</summary>
    private const int Block = 16;

    /// <summary>Rows of the target out of columns of the source.</summary>
    /// <param name="source">The source, in which the elements of a column of the target follow each other.</param>
    /// <param name="from">How far apart the elements of a row of the target lie in the source.</param>
    /// <param name="target">The target.</param>
    /// <param name="to">How far apart its rows lie.</param>
    /// <param name="rows">How many rows it has.</param>
    /// <param name="columns">How long they are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<T>(T* source, long from, T* target, long to, long rows, long columns) where T : unmanaged
    {
        int size = sizeof(T) != 4 ? 0 : Avx.IsSupported ? 8 : Sse.IsSupported ? 4 : 0;
        for (long row = 0; row < rows; row += Block)
        {
            long rowEnd = Math.Min(row + Block, rows), column = 0;
            if (size > 0)
            {
                for (; column + size <= columns; column += size)
                {
                    long r = row;
                    for (; r + size <= rowEnd; r += size)
                    {
                        if (size == 8) Square8((float*)source + column * from + r, from, (float*)target + r * to + column, to);
                        else Square4((float*)source + column * from + r, from, (float*)target + r * to + column, to);
                    }
                    for (; r < rowEnd; r++)
                        for (long c = column; c < column + size; c++) target[r * to + c] = source[c * from + r];
                }
            }
            for (; column < columns; column += Block)
            {
                long columnEnd = Math.Min(column + Block, columns);
                for (long r = row; r < rowEnd; r++)
                    for (long c = column; c < columnEnd; c++) target[r * to + c] = source[c * from + r];
            }
        }
    }

    /// <summary>Eight rows and columns: pairs, quadruples, halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square8(float* source, long from, float* target, long to)
    {
        Vector256<float> a = Vector256.Load(source), b = Vector256.Load(source + from), c = Vector256.Load(source + 2 * from), d = Vector256.Load(source + 3 * from);
        source += 4 * from;
        Vector256<float> e = Vector256.Load(source), f = Vector256.Load(source + from), g = Vector256.Load(source + 2 * from), h = Vector256.Load(source + 3 * from);
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(), ab2 = Avx.UnpackHigh(a, b).AsDouble(), cd = Avx.UnpackLow(c, d).AsDouble(), cd2 = Avx.UnpackHigh(c, d).AsDouble();
        Vector256<double> ef = Avx.UnpackLow(e, f).AsDouble(), ef2 = Avx.UnpackHigh(e, f).AsDouble(), gh = Avx.UnpackLow(g, h).AsDouble(), gh2 = Avx.UnpackHigh(g, h).AsDouble();
        Halves(Avx.UnpackLow(ab, cd), Avx.UnpackLow(ef, gh), target, to);
        Halves(Avx.UnpackHigh(ab, cd), Avx.UnpackHigh(ef, gh), target + to, to);
        Halves(Avx.UnpackLow(ab2, cd2), Avx.UnpackLow(ef2, gh2), target + 2 * to, to);
        Halves(Avx.UnpackHigh(ab2, cd2), Avx.UnpackHigh(ef2, gh2), target + 3 * to, to);
    }

    /// <summary>A row out of the lower halves, and the fourth one after it out of the upper halves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Halves(Vector256<double> first, Vector256<double> second, float* target, long to)
    {
        Vector256.Store(Avx.Permute2x128(first, second, 0x20).AsSingle(), target);
        Vector256.Store(Avx.Permute2x128(first, second, 0x31).AsSingle(), target + 4 * to);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Square4(float* source, long from, float* target, long to)
    {
        Vector128<float> a = Vector128.Load(source), b = Vector128.Load(source + from), c = Vector128.Load(source + 2 * from), d = Vector128.Load(source + 3 * from);
        Vector128<float> ab = Sse.UnpackLow(a, b), ab2 = Sse.UnpackHigh(a, b), cd = Sse.UnpackLow(c, d), cd2 = Sse.UnpackHigh(c, d);
        Vector128.Store(Sse.MoveLowToHigh(ab, cd), target);
        Vector128.Store(Sse.MoveHighToLow(cd, ab), target + to);
        Vector128.Store(Sse.MoveLowToHigh(ab2, cd2), target + 2 * to);
        Vector128.Store(Sse.MoveHighToLow(cd2, ab2), target + 3 * to);
    }
}
