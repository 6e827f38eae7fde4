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
    /// <summary>How many neighbours are accumulated together.</summary>
    private const int Columns = 256;

    private readonly int _source, _target, _length, _inner, _blocks;
    private readonly long _outer;
    private readonly bool _reverse;
    private readonly string _name;

    /// <summary>A step.</summary>
    /// <param name="source">The buffer that is read.</param>
    /// <param name="target">The buffer that is written.</param>
    /// <param name="axis">The axis in the array.</param>
    /// <param name="reverse">Whether to go from the end.</param>
    /// <param name="name">The name of the op.</param>
    public CumulativeStep(int source, int target, AxisPlace axis, bool reverse, string name)
        : base([source], [target], PiecesOf(axis), Cost(axis) * axis.Outer * axis.Length * axis.Inner)
    {
        (_source, _target, _outer, _length, _inner, _reverse, _name) = (source, target, axis.Outer, axis.Length, axis.Inner, reverse, name);
        _blocks = BlocksOf(axis);
    }

    /// <inheritdoc/>
    public override int ScratchBytes => Columns * sizeof(W);

    private static double Cost(AxisPlace axis) => axis.Inner == 1 ? 1.5 : 0.7;

    private static int BlocksOf(AxisPlace axis) => (axis.Inner + Columns - 1) / Columns;

    private static int PiecesOf(AxisPlace axis) =>
        Share.Pieces(axis.Outer * BlocksOf(axis), Cost(axis) * axis.Length * Math.Min(axis.Inner, Columns));

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        (long start, long end) = Share.Of(_outer * _blocks, Pieces, piece);
        T* source = (T*)buffers[_source], target = (T*)buffers[_target];
        for (long unit = start; unit < end; unit++)
        {
            (long outer, long block) = Math.DivRem(unit, _blocks);
            int column = (int)block * Columns, columns = Math.Min(Columns, _inner - column);
            long first = outer * _length * _inner + column + (_reverse ? (long)(_length - 1) * _inner : 0), step = _reverse ? -_inner : _inner;
            if (_inner == 1) Line(source + first, target + first, step);
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
internal readonly struct CumulativeMaker(int source, int target, AxisPlace axis, Ir.Cumulative op) : INumberVisitor<Execution.Step>
{
    public Execution.Step Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W> => op.Kind switch
    {
        Ir.CumulativeKind.Sum => new CumulativeStep<T, W, C, Folds.Sum<W>>(source, target, axis, op.Reverse, op.Name),
        Ir.CumulativeKind.Prod => new CumulativeStep<T, W, C, Folds.Product<W>>(source, target, axis, op.Reverse, op.Name),
        Ir.CumulativeKind.Max => new CumulativeStep<T, W, C, Folds.Largest<W>>(source, target, axis, op.Reverse, op.Name),
        Ir.CumulativeKind.Min => new CumulativeStep<T, W, C, Folds.Smallest<W>>(source, target, axis, op.Reverse, op.Name),
        Ir.CumulativeKind.LogSumExp => throw new DTypeException("cumlogsumexp has a step of its own."),
    };
}

/// <summary>Makes the step of cumlogsumexp, which is computed in double.</summary>
internal readonly struct CumulativeLogSumExpMaker(int source, int target, AxisPlace axis, Ir.Cumulative op) : IRealVisitor<Execution.Step>
{
    public Execution.Step Visit<T, C>() where T : unmanaged where C : struct, IElement<T, double> =>
        new CumulativeStep<T, double, C, Folds.LogSumExp>(source, target, axis, op.Reverse, op.Name);
}
