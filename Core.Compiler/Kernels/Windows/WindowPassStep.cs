using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>A window along one axis of an array: how many places it has there, and what it covers at each.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Places">How many places there are.</param>
/// <param name="Size">How many elements the window has.</param>
/// <param name="Stride">How far apart the places lie.</param>
/// <param name="Low">How much the array is padded in front.</param>
/// <param name="BaseDilation">How far apart the array's elements lie before that.</param>
/// <param name="WindowDilation">How far apart the window's elements lie.</param>
internal readonly record struct WindowAxis(AxisPlace Axis, int Places, int Size, int Stride, int Low, int BaseDilation, int WindowDilation)
{
    /// <summary>The index that an element of the window covers at a place, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public long IndexAt(long place, long element)
    {
        long index = place * Stride + element * WindowDilation - Low;
        if (index < 0) return -1;
        if (BaseDilation != 1)
        {
            (index, long between) = Math.DivRem(index, BaseDilation);
            if (between != 0) return -1;
        }
        return index < Axis.Length ? index : -1;
    }
}

/// <summary>Reduces the windows along one axis: windows over several axes are reduced along one after the other.</summary>
internal sealed unsafe class WindowPassStep<T, W, C, F> : KernelStep
    where T : unmanaged where W : unmanaged where C : struct, IElement<T, W> where F : struct, IFold<W>
{
    /// <summary>How many neighbours are reduced together.</summary>
    private const int Columns = 512;

    private readonly int _source, _target, _blocks;
    private readonly WindowAxis _window;
    private readonly W _identity;

    public WindowPassStep(int source, int target, WindowAxis window, DType dtype)
        : base([source], [target], Share.Pieces(Units(window), Cost(window)), Units(window) * Cost(window))
    {
        (_source, _target, _window, _identity) = (source, target, window, F.Identity(dtype));
        _blocks = Blocks(window);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => Columns * sizeof(W);

    /// <summary>Whether places lie next to each other: each element of the window covers a run for a run of places.</summary>
    private static bool IsLine(WindowAxis window) => window is { Axis.Inner: 1, BaseDilation: 1 };

    private static int Blocks(WindowAxis window) => ((IsLine(window) ? window.Places : window.Axis.Inner) + Columns - 1) / Columns;

    private static long Units(WindowAxis window) => window.Axis.Outer * (IsLine(window) ? 1 : window.Places) * Blocks(window);

    private static double Cost(WindowAxis window) => 10 + window.Size * 0.3 * Math.Min(Columns, IsLine(window) ? window.Places : window.Axis.Inner);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(Units(_window), Pieces, piece);
        T* source = (T*)buffers[_source], target = (T*)buffers[_target];
        AxisPlace axis = _window.Axis;
        W* sums = (W*)scratch;
        for (long unit = start; unit < end; unit++)
        {
            (long outer, long block) = Math.DivRem(unit, _blocks);
            int column = (int)block * Columns;
            if (IsLine(_window))
            {
                int count = Math.Min(Columns, _window.Places - column);
                Line(source + outer * axis.Length, column, count, sums);
                Store(sums, target + outer * _window.Places + column, count);
                continue;
            }
            (outer, long place) = Math.DivRem(outer, _window.Places);
            int columns = Math.Min(Columns, axis.Inner - column);
            Neighbours(source + outer * axis.Length * axis.Inner + column, place, columns, sums);
            Store(sums, target + (outer * _window.Places + place) * axis.Inner + column, columns);
        }
    }

    /// <summary>The windows of some places next to each other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Line(T* source, int place, int count, W* sums)
    {
        new Span<W>(sums, count).Fill(_identity);
        for (long element = 0; element < _window.Size; element++)
        {
            // Place p covers p · stride + shift, if that is within the line.
            long shift = element * _window.WindowDilation - _window.Low, stride = _window.Stride;
            long first = Math.Max(0, (-shift + stride - 1) / stride - place), last = Math.Min(count, (_window.Axis.Length - 1 - shift + stride) / stride - place);
            if (shift > 0) first = 0;
            if (shift >= _window.Axis.Length || first >= last) continue;
            T* read = source + (place + first) * stride + shift;
            if (stride == 1) Combine(read, sums + first, last - first);
            else for (long k = first; k < last; k++, read += stride) sums[k] = F.Apply(sums[k], C.Load(*read));
        }
    }

    /// <summary>The window of one place, for neighbours along the axes within.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Neighbours(T* source, long place, int columns, W* sums)
    {
        new Span<W>(sums, columns).Fill(_identity);
        for (long element = 0; element < _window.Size; element++)
        {
            long index = _window.IndexAt(place, element);
            if (index >= 0) Combine(source + index * _window.Axis.Inner, sums, columns);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Combine(T* source, W* sums, long count)
    {
        if (RunLoops.TryCombine<T, W, F>(source, (T*)sums, count)) return;
        for (long k = 0; k < count; k++) sums[k] = F.Apply(sums[k], C.Load(source[k]));
    }

    private static void Store(W* sums, T* target, int count)
    {
        for (int k = 0; k < count; k++) target[k] = C.Store(sums[k]);
    }

    /// <inheritdoc/>
    public override string Describe() => $"windows of {_window.Size} along {_window.Axis.Outer} × {_window.Axis.Length} × {_window.Axis.Inner} {typeof(T).Name}, {_window.Places} places";
}
