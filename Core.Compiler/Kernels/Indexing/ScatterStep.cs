using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>
/// Windows of updates combined into an array that has the operand's values already. Places may occur twice, so that their order counts: pieces share the
/// elements of windows, or ranges of the array, but never the places.
/// </summary>
/// <typeparam name="T">What lies in memory.</typeparam>
/// <typeparam name="W">What is computed with.</typeparam>
/// <typeparam name="C">How one becomes the other.</typeparam>
/// <typeparam name="F">How an element and an update are put together.</typeparam>
internal sealed unsafe class ScatterStep<T, W, C, F> : KernelStep
    where T : unmanaged where W : unmanaged where C : struct, IElement<T, W> where F : struct, IFold<W>
{
    /// <summary>Pieces look at all indices: more of them than this cost more than they bring.</summary>
    private const int MostPieces = 8;

    /// <summary>Single elements of an array that a cache holds take no longer than a look at their indices.</summary>
    private const long NearBytes = 4 << 20;

    private readonly int _indices, _updates, _target, _run;
    private readonly WindowPlan _plan;
    private readonly long _runs, _elements;
    private readonly bool _isWrite;

    /// <summary>A step.</summary>
    /// <param name="indices">The buffer of the indices.</param>
    /// <param name="updates">The buffer of the updates.</param>
    /// <param name="target">The buffer of the array.</param>
    /// <param name="plan">How they relate.</param>
    /// <param name="elements">How many elements the array has.</param>
    /// <param name="isWrite">Whether updates take the place of elements.</param>
    public ScatterStep(int indices, int updates, int target, WindowPlan plan, long elements, bool isWrite)
        : base([indices, updates, target], [target], PiecesOf(plan, elements * sizeof(T)), plan.Places * Cost(plan))
    {
        (_indices, _updates, _target, _plan, _elements, _isWrite) = (indices, updates, target, plan, elements, isWrite);
        _run = plan.WindowSizes[^1];
        _runs = plan.WindowCount / Math.Max(1, _run);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => WindowStarts.ScratchBytes(_plan);

    private static double Cost(WindowPlan plan) => plan.IsPlain ? 1.5 : 3 + plan.WindowCount * 0.5;

    private static int PiecesOf(WindowPlan plan, long bytes) => plan.IsBatched
        ? Share.Pieces(plan.PlaceSizes[0], plan.Places / plan.PlaceSizes[0] * Cost(plan))
        : plan.WindowCount == 1 && bytes <= NearBytes ? 1
        : plan.WindowCount == 1 || plan.IsAligned ? Math.Min(MostPieces, Share.Pieces(plan.Places, Cost(plan))) : 1;

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        // Pieces never write the same element: they have batches of their own, or parts of the array in which windows start, where
        // two windows are the same or apart, or parts of each window.
        (long low, long high, long from, long to, long place, long end) = (0, _elements, 0, _runs > 1 ? _runs : _run, 0, _plan.Places);
        if (_plan.IsBatched)
        {
            (place, end) = Share.Of(_plan.PlaceSizes[0], Pieces, piece);
            long each = _plan.Places / _plan.PlaceSizes[0];
            (place, end) = (place * each, end * each);
        }
        else if (_plan.WindowCount == 1 || (_plan.IsAligned && _plan.Places >= 4 * MostPieces)) (low, high) = Share.Of(_elements, Pieces, piece);
        else (from, to) = Share.Of(to, Pieces, piece);
        if (from == to) return;
        if (_plan.IsPlain && !_plan.Clips)
        {
            Plain((int*)buffers[_indices], (T*)buffers[_updates], (T*)buffers[_target], low, high);
            return;
        }
        WindowStarts windows = new(_plan, buffers[_indices], scratch, place);
        T* updates = (T*)buffers[_updates], target = (T*)buffers[_target];
        for (long first = place; first < end; first += WindowStarts.Block)
        {
            int count = (int)Math.Min(WindowStarts.Block, end - first);
            windows.Fill(first, count);
            if (_runs > 1) Windows(updates, target, windows.Starts, windows.Packed, count, from, to, low, high);
            else Lines(updates, target, windows.Starts, windows.Packed, count, from, to, low, high);
        }
    }

    /// <summary>Single elements by a number each, for this piece's part of the array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Plain(int* indices, T* updates, T* target, long low, long high)
    {
        long stride = _plan.PartStrides[0], last = _plan.PartLast[0], first = (low + stride - 1) / stride, count = Math.Min((high + stride - 1) / stride, last + 1) - first;
        if (count <= 0) return;
        bool isWrite = _isWrite;
        for (long i = 0; i < _plan.Places; i++)
        {
            long place = indices[i] - first;
            if ((ulong)place >= (ulong)count) continue;
            T* element = target + (first + place) * stride;
            *element = isWrite ? updates[i] : C.Store(F.Apply(C.Load(*element), C.Load(updates[i])));
        }
    }

    /// <summary>Windows of one axis, of which this piece has a part.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Lines(T* updates, T* target, long* starts, long* packed, int count, long from, long to, long low, long high)
    {
        long stride = _plan.WindowStrides[^1], step = _plan.PackedStrides[^1];
        for (int i = 0; i < count; i++)
            if (starts[i] >= low && starts[i] < high) Line(updates + packed[i] + from * step, step, target + starts[i] + from * stride, stride, to - from);
    }

    /// <summary>Windows of several axes, of which this piece has some lines.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Windows(T* updates, T* target, long* starts, long* packed, int count, long from, long to, long low, long high)
    {
        int outer = _plan.WindowSizes.Length - 1;
        long stride = _plan.WindowStrides[^1], step = _plan.PackedStrides[^1];
        for (int i = 0; i < count; i++)
        {
            if (starts[i] < low || starts[i] >= high) continue;
            for (long line = from; line < to; line++)
            {
                T* write = target + starts[i], read = updates + packed[i];
                long rest = line;
                for (int axis = outer - 1; axis >= 0; axis--)
                {
                    (rest, long place) = Math.DivRem(rest, _plan.WindowSizes[axis]);
                    write += place * _plan.WindowStrides[axis];
                    read += place * _plan.PackedStrides[axis];
                }
                Line(read, step, write, stride, _run);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Line(T* updates, long step, T* target, long stride, long count)
    {
        if (_isWrite)
        {
            if (step == 1 && stride == 1) CopyLoops.CopyRun((byte*)updates, (byte*)target, count * sizeof(T));
            else for (long k = 0; k < count; k++) target[k * stride] = updates[k * step];
            return;
        }
        if (step == 1 && stride == 1 && RunLoops.TryCombine<T, W, F>(updates, target, count)) return;
        for (long k = 0; k < count; k++) target[k * stride] = C.Store(F.Apply(C.Load(target[k * stride]), C.Load(updates[k * step])));
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"scatter ({(_isWrite ? "write" : typeof(F).Name)}) {_plan.Places} windows of {_plan.WindowCount} × {sizeof(T)} bytes at {_indices} from {_updates} to {_target}";
}
