using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Contraction;

/// <summary>Sums across the lanes of four vectors at once.</summary>
internal static unsafe class DotSums
{
    /// <summary>The first half of a vector plus the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<T> Halve512<T>(Vector512<T> x) => x.GetLower() + x.GetUpper();

    /// <summary>The first half of a vector plus the second.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Halve256<T>(Vector256<T> x) => x.GetLower() + x.GetUpper();

    /// <summary>Writes the sums of the first few of four vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<T>(Vector128<T> a, Vector128<T> b, Vector128<T> c, Vector128<T> d, byte* target, nint distance, int count) where T : unmanaged
    {
        if (Sse2.IsSupported && (typeof(T) == typeof(float) || typeof(T) == typeof(int)))
        {
            Vector128<float> ab = Pairs(a.AsSingle(), b.AsSingle()), cd = Pairs(c.AsSingle(), d.AsSingle());
            Vector128<T> sums = Sse.MoveLowToHigh(ab, cd).As<float, T>() + Sse.MoveHighToLow(cd, ab).As<float, T>();
            if (count == 4 && distance == sizeof(T))
            {
                sums.Store((T*)target);
                return;
            }
            for (int i = 0; i < count; i++) *(T*)(target + i * distance) = sums.GetElement(i);
            return;
        }
        *(T*)target = Vector128.Sum(a);
        if (count > 1) *(T*)(target + distance) = Vector128.Sum(b);
        if (count > 2) *(T*)(target + 2 * distance) = Vector128.Sum(c);
        if (count > 3) *(T*)(target + 3 * distance) = Vector128.Sum(d);

        // Of x0 x1 x2 x3 and y0 …: x0 + x2, y0 + y2, x1 + x3, y1 + y3.
        static Vector128<float> Pairs(Vector128<float> x, Vector128<float> y) =>
            (Sse.UnpackLow(x, y).As<float, T>() + Sse.UnpackHigh(x, y).As<float, T>()).AsSingle();
    }
}
