using System.Numerics;
using System.Runtime.CompilerServices;
using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>
/// The index that each place of a window selects; -1 where that is padding, which stands for the value that anything else is preferred to. The first of equal
/// ones is selected, and what follows a NaN is preferred to it, as x ≥ y is false for both.
/// </summary>
internal sealed unsafe class SelectStep<T, W, C>(int source, int target, WindowPlaces places, bool largest, bool fromExtreme, DType dtype)
    : KernelStep([source], [target], Share.Pieces(places.PlaceCount, places.WindowSize * 3), places.PlaceCount * (double)places.WindowSize * 3)
    where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W>
{
    /// <inheritdoc/>
    public override long ScratchBytes => (long)places.WindowSize * sizeof(int);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(places.PlaceCount, Pieces, piece);
        T* values = (T*)buffers[source];
        int* selected = (int*)buffers[target];
        Span<int> covered = new(scratch, places.WindowSize);
        W outside = largest ? Folds.Largest<W>.Identity(dtype) : Folds.Smallest<W>.Identity(dtype);
        for (int place = (int)start; place < end; place++)
        {
            places.AtPlace(place, covered);
            int best = -1;
            W value = outside;
            for (int i = 0; i < covered.Length; i++)
            {
                if (fromExtreme && covered[i] < 0) continue;
                W candidate = covered[i] < 0 ? outside : C.Load(values[covered[i]]);
                bool keep = (i > 0 || fromExtreme) && !W.IsNaN(value) && !W.IsNaN(candidate) &&
                    !(largest ? Folds.IsGreater(candidate, value) : Folds.IsGreater(value, candidate));
                if (!keep) (best, value) = (covered[i], candidate);
            }
            selected[place] = best;
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"select the {(largest ? "largest" : "smallest")} of {places.WindowSize} at {places.PlaceCount} places, {typeof(T).Name}";
}

/// <summary>Adds numbers up at the indices that are selected; elements that no index names are 0.</summary>
internal sealed unsafe class AddAtStep<T, W, C>(int numbers, int selected, int target, int count, ArrayTypeSize size)
    : KernelStep([numbers, selected], [target], 1, count * 2.0 + size.Count * 0.2) where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        T* from = (T*)buffers[numbers], to = (T*)buffers[target];
        int* places = (int*)buffers[selected];
        new Span<T>(to, size.Count).Clear();
        for (int i = 0; i < count; i++)
            if (places[i] >= 0) to[places[i]] = C.Store(unchecked(C.Load(to[places[i]]) + C.Load(from[i])));
    }

    /// <inheritdoc/>
    public override string Describe() => $"add {count} {typeof(T).Name} at selected places of {size.Count}";
}

/// <summary>Reads the elements at the indices that are selected; 0 where an index is -1.</summary>
internal sealed unsafe class TakeStep(int source, int selected, int target, int count, int width)
    : KernelStep([source, selected], [target], Share.Pieces(count, 2), count * 2.0)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(count, Pieces, piece);
        LaneElements.Take(buffers[source], new((int*)buffers[selected] + start, (int)(end - start)), buffers[target] + start * width, width);
    }

    /// <inheritdoc/>
    public override string Describe() => $"take {count} × {width} bytes at selected places";
}
