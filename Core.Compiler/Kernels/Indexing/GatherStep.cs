using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Kernels;

/// <summary>Windows of an array, one for each index: rows and other runs as copies, elements one by one.</summary>
internal sealed unsafe class GatherStep<T> : KernelStep where T : unmanaged
{
    /// <summary>How many windows ahead memory is asked for.</summary>
    private const int Ahead = 8;

    /// <summary>How many bytes ahead memory is asked for that is written; what was not in use for a while comes as slowly as what is read.</summary>
    private const int WriteAhead = 4096;

    /// <summary>Runs of fewer bytes are read element by element.</summary>
    private const int ShortRun = 16;

    /// <summary>The bytes of a cache line, and how many of a window memory is asked for ahead.</summary>
    private const int Line = 64, MostAhead = 512;

    private readonly int _operand, _indices, _target;
    private readonly WindowPlan _plan;
    private readonly T _fill;
    private readonly long _runs; // of a window
    private readonly int _run; // elements

    public GatherStep(int operand, int indices, int target, WindowPlan plan, T fill)
        : base([operand, indices], [target], Share.Pieces(plan.Places, Cost(plan)), plan.Places * Cost(plan))
    {
        (_operand, _indices, _target, _plan, _fill) = (operand, indices, target, plan, fill);
        _run = plan.WindowSizes[^1];
        _runs = plan.WindowCount / Math.Max(1, _run);
    }

    /// <inheritdoc/>
    public override long ScratchBytes => WindowStarts.ScratchBytes(_plan);

    private static double Cost(WindowPlan plan) => 2 + (plan.HasRuns
        ? plan.WindowCount / Math.Max(1, plan.WindowSizes[^1]) * 2 + plan.WindowCount * sizeof(T) * 0.03
        : plan.WindowCount);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_plan.Places, Pieces, piece);
        T* source = (T*)buffers[_operand], target = (T*)buffers[_target];
        if (_plan.IsPlain)
        {
            Plain(source, (int*)buffers[_indices], target, start, end);
            return;
        }
        if (_plan.IsPlainRows && _run * sizeof(T) >= ShortRun)
        {
            PlainRows(source, (int*)buffers[_indices], target, start, end);
            return;
        }
        WindowStarts windows = new(_plan, buffers[_indices], scratch, start);
        for (long first = start; first < end; first += WindowStarts.Block)
        {
            int count = (int)Math.Min(WindowStarts.Block, end - first);
            windows.Fill(first, count);
            if (!_plan.HasRuns || _run * sizeof(T) < ShortRun) Elements(source, target, windows.Starts, windows.Packed, count);
            else if (_runs == 1) Rows(source, target, windows.Starts, windows.Packed, count);
            else Windows(source, target, windows.Starts, windows.Packed, count);
        }
    }

    /// <summary>Single elements by a number each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Plain(T* source, int* indices, T* target, long start, long end)
    {
        (int last, long stride) = ((int)_plan.PartLast[0], _plan.PartStrides[0]);
        T fill = _fill;
        if (_plan.Clips)
        {
            for (long i = start; i < end; i++) target[i] = source[Math.Min(Math.Max(indices[i], 0), last) * stride];
        }
        else
        {
            for (long i = start; i < end; i++) target[i] = (uint)indices[i] <= (uint)last ? source[indices[i] * stride] : fill;
        }
    }

    /// <summary>Rows by a number each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void PlainRows(T* source, int* indices, T* target, long start, long end)
    {
        (long last, long stride, long step, long bytes) = (_plan.PartLast[0], _plan.PartStrides[0], _plan.PlaceStrides[0], (long)_run * sizeof(T));
        (bool clips, bool areLines) = (_plan.Clips, Vector512.IsHardwareAccelerated && bytes % Line == 0 && bytes <= MostAhead);
        long near = Math.Min(bytes, MostAhead);
        T* to = target + start * step;
        for (long i = start; i < end; i++, to += step)
        {
            byte* next = (byte*)(source + Math.Min(Math.Max(indices[Math.Min(i + Ahead, end - 1)], 0), last) * stride);
            long index = clips ? Math.Min(Math.Max(indices[i], 0), last) : indices[i];
            byte* from = (byte*)(source + index * stride);
            if (areLines && (ulong)index <= (ulong)last)
            {
                for (long line = 0; line < bytes; line += Line)
                {
                    if (Sse.IsSupported)
                    {
                        Sse.Prefetch0(next + line);
                        Sse.Prefetch0((byte*)to + WriteAhead + line);
                    }
                    Vector512.Store(Vector512.Load(from + line), (byte*)to + line);
                }
                continue;
            }
            if (Sse.IsSupported)
                for (long line = 0; line < near; line += Line) Sse.Prefetch0(next + line);
            if ((ulong)index <= (ulong)last) CopyLoops.CopyRun(from, (byte*)to, bytes);
            else CopyLoops.Fill(to, _run, _fill);
        }
    }

    /// <summary>Windows that are one run.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Rows(T* source, T* target, long* starts, long* packed, int count)
    {
        int run = _run;
        long bytes = (long)run * sizeof(T);
        for (int i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + Ahead < count && starts[i + Ahead] != WindowStarts.Outside)
                for (long line = 0; line < Math.Min(bytes, MostAhead); line += Line) Sse.Prefetch0((byte*)(source + starts[i + Ahead]) + line);
            T* to = target + packed[i];
            if (starts[i] != WindowStarts.Outside) CopyLoops.CopyRun((byte*)(source + starts[i]), (byte*)to, bytes);
            else CopyLoops.Fill(to, run, _fill);
        }
    }

    /// <summary>Windows of several runs.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Windows(T* source, T* target, long* starts, long* packed, int count)
    {
        int outer = _plan.WindowSizes.Length - 1;
        int[] sizes = _plan.WindowSizes;
        long[] from = _plan.WindowStrides, to = _plan.PackedStrides;
        long* place = stackalloc long[outer];
        for (int i = 0; i < count; i++)
        {
            bool isInside = starts[i] != WindowStarts.Outside;
            T* read = source + (isInside ? starts[i] : 0), write = target + packed[i];
            new Span<long>(place, outer).Clear();
            for (long run = 0; run < _runs; run++)
            {
                if (isInside) CopyLoops.CopyRun((byte*)read, (byte*)write, (long)_run * sizeof(T));
                else CopyLoops.Fill(write, _run, _fill);
                for (int axis = outer - 1; axis >= 0; axis--)
                {
                    read += from[axis];
                    write += to[axis];
                    if (++place[axis] < sizes[axis]) break;
                    read -= from[axis] * sizes[axis];
                    write -= to[axis] * sizes[axis];
                    place[axis] = 0;
                }
            }
        }
    }

    /// <summary>Windows whose elements lie apart: one element of all of them after the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Elements(T* source, T* target, long* starts, long* packed, int count)
    {
        int axes = _plan.WindowSizes.Length;
        long* place = stackalloc long[axes];
        new Span<long>(place, axes).Clear();
        for (long element = 0; element < _plan.WindowCount; element++)
        {
            for (int i = 0; i < count; i++) target[packed[i]] = starts[i] != WindowStarts.Outside ? source[starts[i]] : _fill;
            for (int axis = axes - 1; axis >= 0; axis--)
            {
                source += _plan.WindowStrides[axis];
                target += _plan.PackedStrides[axis];
                if (++place[axis] < _plan.WindowSizes[axis]) break;
                source -= _plan.WindowStrides[axis] * _plan.WindowSizes[axis];
                target -= _plan.PackedStrides[axis] * _plan.WindowSizes[axis];
                place[axis] = 0;
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() =>
        $"gather {_plan.Places} windows of {_plan.WindowCount} × {sizeof(T)} bytes ({(_plan.HasRuns ? $"runs of {_run}" : "elements")}) from {_operand} at {_indices} to {_target}";
}
