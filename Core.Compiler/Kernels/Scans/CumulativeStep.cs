using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Kernels;

/// <summary>What accumulates along an axis: from lines of elements that lie next to each other to lines of as many.</summary>
/// <typeparam name="T">What lies in memory.</typeparam>
/// <typeparam name="W">What is computed with.</typeparam>
/// <typeparam name="C">How one becomes the other.</typeparam>
/// <typeparam name="F">How numbers are put together.</typeparam>
internal sealed unsafe class CumulativeStep<T, W, C, F> : KernelStep
    where T : unmanaged where W : unmanaged where C : struct, IElement<T, W> where F : struct, IFold<W>
{
    /// <summary>How many neighbours are accumulated together, at most and at least.</summary>
    private const int MostColumns = 256, FewestColumns = 64;

    private readonly int _source, _target, _length, _inner, _columns, _blocks;
    private readonly T _identity;
    private readonly long _outer;
    private readonly bool _reverse;
    private readonly string _name;

    /// <summary>A step.</summary>
    /// <param name="source">The buffer that is read.</param>
    /// <param name="target">The buffer that is written.</param>
    /// <param name="axis">The axis in the array.</param>
    /// <param name="reverse">Whether to go from the end.</param>
    /// <param name="name">The name of the op.</param>
    /// <param name="dtype">The element type.</param>
    public CumulativeStep(int source, int target, AxisPlace axis, bool reverse, string name, DType dtype)
        : base([source], [target], PiecesOf(axis), Cost(axis) * axis.Outer * axis.Length * axis.Inner)
    {
        (_source, _target, _outer, _length, _inner, _reverse, _name) = (source, target, axis.Outer, axis.Length, axis.Inner, reverse, name);
        (_columns, _blocks) = (ColumnsOf(axis), BlocksOf(axis));
        _identity = C.Store(F.Identity(dtype));
    }

    /// <inheritdoc/>
    public override long ScratchBytes => MostColumns * sizeof(double) * 2;

    private static double Cost(AxisPlace axis) => axis.Inner > 1 ? 0.5 : RowScan.Supports<T, F, W>() ? 0.3 : 1.5;

    /// <summary>Blocks of neighbours are narrower where there are few of them, so that threads have something to share.</summary>
    private static int ColumnsOf(AxisPlace axis) => Math.Clamp((axis.Inner / 8 + 15) / 16 * 16, FewestColumns, MostColumns);

    private static int BlocksOf(AxisPlace axis) => (axis.Inner + ColumnsOf(axis) - 1) / ColumnsOf(axis);

    private static int PiecesOf(AxisPlace axis) =>
        Share.Pieces(axis.Outer * BlocksOf(axis), Cost(axis) * axis.Length * Math.Min(axis.Inner, ColumnsOf(axis)));

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_outer * _blocks, Pieces, piece);
        T* source = (T*)buffers[_source], target = (T*)buffers[_target];
        for (long unit = start; unit < end; unit++)
        {
            (long outer, long block) = Math.DivRem(unit, _blocks);
            int column = (int)block * _columns, columns = Math.Min(_columns, _inner - column);
            long first = outer * _length * _inner + column + (_reverse ? (long)(_length - 1) * _inner : 0), step = _reverse ? -_inner : _inner;
            if (_inner == 1 && RowScan.Supports<T, F, W>()) RowScan.Run<T, F, W>(source + outer * _length, target + outer * _length, _length, _reverse, _identity);
            else if (_inner == 1) Line(source + first, target + first, step);
            else if (typeof(T) == typeof(float) && F.Kind is FoldKind.Sum or FoldKind.Product)
                WideLines((float*)(source + first), (float*)(target + first), step, columns, (double*)scratch);
            else Lines(source + first, target + first, step, columns, (W*)scratch);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Line(T* source, T* target, long step)
    {
        W sum = C.Load(*source);
        *target = *source;
        for (int i = 1; i < _length; i++)
        {
            source += step;
            target += step;
            sum = F.Apply(sum, C.Load(*source));
            *target = C.Store(sum);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Lines(T* source, T* target, long step, int columns, W* sums)
    {
        for (int k = 0; k < columns; k++)
        {
            sums[k] = C.Load(source[k]);
            target[k] = source[k];
        }
        for (int i = 1; i < _length; i++)
        {
            source += step;
            target += step;
            for (int k = 0; k < columns; k++)
            {
                sums[k] = F.Apply(sums[k], C.Load(source[k]));
                target[k] = C.Store(sums[k]);
            }
        }
    }

    /// <summary>Sums and products of f32, kept in double.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void WideLines(float* source, float* target, long step, int columns, double* sums)
    {
        int width = Vector<float>.Count, half = Vector<double>.Count;
        bool isSum = F.Kind is FoldKind.Sum;
        for (int k = 0; k < columns; k++) sums[k] = target[k] = source[k];
        for (int i = 1; i < _length; i++)
        {
            source += step;
            target += step;
            int k = 0;
            for (; k + width <= columns; k += width)
            {
                Vector.Widen(Vector.Load(source + k), out Vector<double> low, out Vector<double> high);
                Vector<double> first = Vector.Load(sums + k), second = Vector.Load(sums + k + half);
                (first, second) = isSum ? (first + low, second + high) : (first * low, second * high);
                Vector.Store(first, sums + k);
                Vector.Store(second, sums + k + half);
                Vector.Store(Vector.Narrow(first, second), target + k);
            }
            for (; k < columns; k++)
            {
                sums[k] = isSum ? sums[k] + source[k] : sums[k] * source[k];
                target[k] = (float)sums[k];
            }
        }
    }

    /// <inheritdoc/>
    public override string Describe() => $"{_name} of {_outer} × {_length} × {_inner} {typeof(T).Name}{(_reverse ? ", from the end" : "")}";
}

/// <summary>An axis of an array: how many elements lie before it, along it, and within one of its steps.</summary>
internal readonly record struct AxisPlace(long Outer, int Length, int Inner)
{
    /// <summary>An axis of a shape.</summary>
    public static AxisPlace Of(Shape shape, int axis)
    {
        long outer = 1, inner = 1;
        for (int i = 0; i < axis; i++) outer *= shape[i];
        for (int i = axis + 1; i < shape.Rank; i++) inner *= shape[i];
        return new(outer, shape[axis], checked((int)inner));
    }
}

/// <summary>Makes the step of a kind for an element type.</summary>
internal readonly struct CumulativeMaker(int source, int target, AxisPlace axis, Ir.Cumulative op, DType dtype) : INumberVisitor<Execution.Step>
{
    public Execution.Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> => op.Kind switch
    {
        Ir.CumulativeKind.Sum => new CumulativeStep<T, W, C, Folds.Sum<W>>(source, target, axis, op.Reverse, op.Name, dtype),
        Ir.CumulativeKind.Prod => new CumulativeStep<T, W, C, Folds.Product<W>>(source, target, axis, op.Reverse, op.Name, dtype),
        Ir.CumulativeKind.Max => new CumulativeStep<T, W, C, Folds.Largest<W>>(source, target, axis, op.Reverse, op.Name, dtype),
        Ir.CumulativeKind.Min => new CumulativeStep<T, W, C, Folds.Smallest<W>>(source, target, axis, op.Reverse, op.Name, dtype),
        Ir.CumulativeKind.LogSumExp => throw new DTypeException("cumlogsumexp has a step of its own."),
    };
}

/// <summary>Makes the step of cumlogsumexp, which is computed in double.</summary>
internal readonly struct CumulativeLogSumExpMaker(int source, int target, AxisPlace axis, Ir.Cumulative op, DType dtype) : IRealVisitor<Execution.Step>
{
    public Execution.Step Visit<T, C>() where T : unmanaged where C : struct, IElement<T, double> =>
        new CumulativeStep<T, double, C, Folds.LogSumExp>(source, target, axis, op.Reverse, op.Name, dtype);
}
