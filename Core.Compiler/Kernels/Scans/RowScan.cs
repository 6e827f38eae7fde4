using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Kernels;

/// <summary>
/// Sums, largest and smallest numbers along rows by vectors: those within a vector in steps of 1, 2, 4 and 8 lanes (Hillis and Steele), and what comes from the
/// vectors before. Of floating-point sums that is kept in double, so that errors do not grow with the row.
/// </summary>
internal static unsafe class RowScan
{
    /// <summary>Whether there is such a loop.</summary>
    public static bool Supports<T, F, W>() where T : unmanaged where W : unmanaged where F : struct, IFold<W> =>
        Vector128.IsHardwareAccelerated && (typeof(T) == typeof(float) || typeof(T) == typeof(int) || typeof(T) == typeof(uint)) &&
        F.Kind is FoldKind.Sum or FoldKind.Largest or FoldKind.Smallest;

    /// <summary>Scans a row, from its end where <paramref name="reverse"/> is set.</summary>
    /// <param name="source">The row.</param>
    /// <param name="target">Where the results go.</param>
    /// <param name="length">How long the row is.</param>
    /// <param name="reverse">Whether to go from the end.</param>
    /// <param name="identity">What changes nothing.</param>
    public static void Run<T, F, W>(T* source, T* target, int length, bool reverse, T identity) where T : unmanaged where W : unmanaged where F : struct, IFold<W>
    {
        if (Avx512F.IsSupported)
        {
            if (reverse) Backward512<T, F, W>(source, target, length, identity);
            else Forward512<T, F, W>(source, target, length, identity);
        }
        else if (reverse) Backward128<T, F, W>(source, target, length, identity);
        else Forward128<T, F, W>(source, target, length, identity);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward512<T, F, W>(T* source, T* target, int length, T identity) where T : unmanaged where W : unmanaged where F : struct, IFold<W>
    {
        Vector512<int> none = Vector512.Create(identity).AsInt32();
        Carried<T, F, W> carried = new(identity);
        int i = 0;
        for (; i + 16 <= length; i += 16)
        {
            Vector512<T> v = Vector512.Load(source + i);
            v = Join<T, F, W>(v, Avx512F.AlignRight32(v.AsInt32(), none, 15).As<int, T>());
            v = Join<T, F, W>(v, Avx512F.AlignRight32(v.AsInt32(), none, 14).As<int, T>());
            v = Join<T, F, W>(v, Avx512F.AlignRight32(v.AsInt32(), none, 12).As<int, T>());
            v = Join<T, F, W>(v, Avx512F.AlignRight32(v.AsInt32(), none, 8).As<int, T>());
            Vector512.Store(Join<T, F, W>(v, Vector512.Create(carried.Value)), target + i);
            carried.Add(v.GetElement(15));
        }
        for (; i < length; i++)
        {
            carried.Add(source[i]);
            target[i] = carried.Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward512<T, F, W>(T* source, T* target, int length, T identity) where T : unmanaged where W : unmanaged where F : struct, IFold<W>
    {
        Vector512<int> none = Vector512.Create(identity).AsInt32();
        Carried<T, F, W> carried = new(identity);
        int i = length;
        for (; i >= 16; i -= 16)
        {
            Vector512<T> v = Vector512.Load(source + i - 16);
            v = Join<T, F, W>(v, Avx512F.AlignRight32(none, v.AsInt32(), 1).As<int, T>());
            v = Join<T, F, W>(v, Avx512F.AlignRight32(none, v.AsInt32(), 2).As<int, T>());
            v = Join<T, F, W>(v, Avx512F.AlignRight32(none, v.AsInt32(), 4).As<int, T>());
            v = Join<T, F, W>(v, Avx512F.AlignRight32(none, v.AsInt32(), 8).As<int, T>());
            Vector512.Store(Join<T, F, W>(v, Vector512.Create(carried.Value)), target + i - 16);
            carried.Add(v.GetElement(0));
        }
        for (i--; i >= 0; i--)
        {
            carried.Add(source[i]);
            target[i] = carried.Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Forward128<T, F, W>(T* source, T* target, int length, T identity) where T : unmanaged where W : unmanaged where F : struct, IFold<W>
    {
        Vector128<T> none = Vector128.Create(identity);
        Carried<T, F, W> carried = new(identity);
        int i = 0;
        for (; i + 4 <= length; i += 4)
        {
            Vector128<T> v = Vector128.Load(source + i);
            v = Join<T, F, W>(v, Vector128.ConditionalSelect(Vector128.Create(-1, 0, 0, 0).As<int, T>(), none, Vector128.Shuffle(v.AsInt32(), Vector128.Create(0, 0, 1, 2)).As<int, T>()));
            v = Join<T, F, W>(v, Vector128.ConditionalSelect(Vector128.Create(-1, -1, 0, 0).As<int, T>(), none, Vector128.Shuffle(v.AsInt32(), Vector128.Create(0, 0, 0, 1)).As<int, T>()));
            Vector128.Store(Join<T, F, W>(v, Vector128.Create(carried.Value)), target + i);
            carried.Add(v.GetElement(3));
        }
        for (; i < length; i++)
        {
            carried.Add(source[i]);
            target[i] = carried.Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Backward128<T, F, W>(T* source, T* target, int length, T identity) where T : unmanaged where W : unmanaged where F : struct, IFold<W>
    {
        Vector128<T> none = Vector128.Create(identity);
        Carried<T, F, W> carried = new(identity);
        int i = length;
        for (; i >= 4; i -= 4)
        {
            Vector128<T> v = Vector128.Load(source + i - 4);
            v = Join<T, F, W>(v, Vector128.ConditionalSelect(Vector128.Create(0, 0, 0, -1).As<int, T>(), none, Vector128.Shuffle(v.AsInt32(), Vector128.Create(1, 2, 3, 3)).As<int, T>()));
            v = Join<T, F, W>(v, Vector128.ConditionalSelect(Vector128.Create(0, 0, -1, -1).As<int, T>(), none, Vector128.Shuffle(v.AsInt32(), Vector128.Create(2, 3, 3, 3)).As<int, T>()));
            Vector128.Store(Join<T, F, W>(v, Vector128.Create(carried.Value)), target + i - 4);
            carried.Add(v.GetElement(0));
        }
        for (i--; i >= 0; i--)
        {
            carried.Add(source[i]);
            target[i] = carried.Value;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<T> Join<T, F, W>(Vector512<T> a, Vector512<T> b) where W : unmanaged where F : struct, IFold<W> =>
        F.Kind is FoldKind.Sum ? a + b : F.Kind is FoldKind.Largest ? Vector512.Max(a, b) : Vector512.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<T> Join<T, F, W>(Vector128<T> a, Vector128<T> b) where W : unmanaged where F : struct, IFold<W> =>
        F.Kind is FoldKind.Sum ? a + b : F.Kind is FoldKind.Largest ? Vector128.Max(a, b) : Vector128.Min(a, b);

    /// <summary>What was accumulated before a vector.</summary>
    private struct Carried<T, F, W>(T identity) where T : unmanaged where W : unmanaged where F : struct, IFold<W>
    {
        private double _sum;
        private T _value = identity;

        public readonly T Value
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => typeof(T) == typeof(float) && F.Kind is FoldKind.Sum ? Unsafe.BitCast<float, T>((float)_sum) : _value;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Add(T value)
        {
            if (F.Kind is FoldKind.Sum)
            {
                if (typeof(T) == typeof(float)) _sum += Unsafe.BitCast<T, float>(value);
                else _value = Unsafe.BitCast<int, T>(Unsafe.BitCast<T, int>(_value) + Unsafe.BitCast<T, int>(value));
            }
            else _value = F.Kind is FoldKind.Largest ? Folds.Max(_value, value) : Folds.Min(_value, value);
        }
    }
}
