using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>Loops over contiguous runs of numbers by vectors.</summary>
internal static unsafe class RunLoops
{
    /// <summary>Combines a run into another, where there is a vector loop for it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryCombine<T, W, F>(T* updates, T* target, long count) where T : unmanaged where W : unmanaged where F : struct, IFold<W>
    {
        if (typeof(T) != typeof(W) || !Vector<T>.IsSupported || F.Kind is FoldKind.Other) return false;
        long i = 0;
        for (; i + Vector<T>.Count <= count; i += Vector<T>.Count) Vector.Store(Apply<T, W, F>(Vector.Load(target + i), Vector.Load(updates + i)), target + i);
        for (; i < count; i++) ((W*)target)[i] = F.Apply(((W*)target)[i], ((W*)updates)[i]);
        return true;
    }

    /// <summary>Combines two vectors; for folds that have a kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Apply<T, W, F>(Vector<T> a, Vector<T> b) where W : unmanaged where F : struct, IFold<W>
    {
        if (F.Kind is FoldKind.Sum) return a + b;
        if (F.Kind is FoldKind.Product) return a * b;
        return F.Kind is FoldKind.Largest ? Vector.Max(a, b) : Vector.Min(a, b);
    }
}
