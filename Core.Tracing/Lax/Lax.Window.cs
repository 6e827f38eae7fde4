using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>One value out of all in a window, for each of its places: pooling.</summary>
    /// <param name="x">The array.</param>
    /// <param name="init">The number to start from, neutral for the function.</param>
    /// <param name="computation">From what was reduced so far and the next number to what is reduced then; associative. <see cref="Add"/>, <see cref="Max"/> and
    /// <see cref="Min"/> with their neutral numbers have an op of their own.</param>
    /// <param name="windowDimensions">The sizes of the window.</param>
    /// <param name="windowStrides">How far apart its places lie; 1 by default.</param>
    /// <param name="padding">What is put around the array first; nothing by default.</param>
    /// <param name="baseDilation">How far apart the array's elements are put first; 1 by default.</param>
    /// <param name="windowDilation">How far apart the window's elements are put; 1 by default.</param>
    /// <exception cref="ShapeException">A list has not one entry per axis, or the function gives something else than it takes.</exception>
    public static NdArray ReduceWindow(
        NdArray x, NdArray init, Func<NdArray, NdArray, NdArray> computation, ValueArray<int> windowDimensions, ValueArray<int>? windowStrides = null, WindowPadding padding = default,
        ValueArray<int>? baseDilation = null, ValueArray<int>? windowDilation = null)
    {
        Window window = WindowOver(x, windowDimensions, windowStrides, padding, baseDilation, windowDilation);
        ReduceWindowKind? own = Reductions.KindOf(computation, init) switch
        {
            ReduceKind.Sum => ReduceWindowKind.Sum,
            ReduceKind.Max => ReduceWindowKind.Max,
            ReduceKind.Min => ReduceWindowKind.Min,
            _ => null,
        };
        if (own is { } kind) return Bind(new ReduceWindow(kind, window), x);
        Jaxpr jaxpr = Reductions.Trace(computation, args => [computation(args[0], args[1])], "ReduceWindow", init);
        return Bind(new ReduceWindowWith(jaxpr, window), x, init);
    }

    /// <summary>As the function for one array, several arrays of one shape reduced together.</summary>
    /// <param name="operands">The arrays.</param>
    /// <param name="inits">A number to start from for each.</param>
    /// <param name="computation">From what was reduced so far and the next numbers, one per array, to what is reduced then.</param>
    /// <param name="windowDimensions">The sizes of the window.</param>
    /// <param name="windowStrides">How far apart its places lie; 1 by default.</param>
    /// <param name="padding">What is put around the arrays first; nothing by default.</param>
    /// <param name="baseDilation">How far apart the arrays' elements are put first; 1 by default.</param>
    /// <param name="windowDilation">How far apart the window's elements are put; 1 by default.</param>
    /// <exception cref="ShapeException">A list has not one entry per axis, or the function gives something else than it takes.</exception>
    public static NdArray[] ReduceWindowMany(
        ReadOnlySpan<NdArray> operands, ReadOnlySpan<NdArray> inits, Func<NdArray[], NdArray[], NdArray[]> computation, ValueArray<int> windowDimensions,
        ValueArray<int>? windowStrides = null, WindowPadding padding = default, ValueArray<int>? baseDilation = null, ValueArray<int>? windowDilation = null)
    {
        Reductions.CheckCounts("ReduceWindowMany", operands, inits);
        Window window = WindowOver(operands[0], windowDimensions, windowStrides, padding, baseDilation, windowDilation);
        return BindAll(new ReduceWindowWith(Reductions.Trace(computation, "ReduceWindowMany", inits), window), [.. operands, .. inits]);
    }

    /// <summary>One value out of all along some axes, by a function of your own.</summary>
    /// <param name="x">The array.</param>
    /// <param name="init">The number to start from, neutral for the function.</param>
    /// <param name="computation">From what was reduced so far and the next number to what is reduced then; associative. The functions of <see cref="Lax"/> that have
    /// a reduction of their own give that.</param>
    /// <param name="axes">The axes that are reduced away.</param>
    /// <exception cref="ShapeException">An axis is out of range, or the function gives something else than it takes.</exception>
    public static NdArray Reduce(NdArray x, NdArray init, Func<NdArray, NdArray, NdArray> computation, ValueArray<int> axes)
    {
        if (Reductions.KindOf(computation, init) is { } kind)
        {
            NdArray reduced = Reduce(kind, x, axes);
            return ConvertElementType(reduced, reduced.DType, x.IsWeak && init.IsWeak);
        }
        Jaxpr jaxpr = Reductions.Trace(computation, args => [computation(args[0], args[1])], "Reduce", init);
        return Bind(new ReduceWith(ReduceWith.Text(Reductions.NameOf(computation)), jaxpr, axes), x, init);
    }

    /// <summary>As the function for one array, several arrays of one shape reduced together.</summary>
    /// <param name="operands">The arrays.</param>
    /// <param name="inits">A number to start from for each.</param>
    /// <param name="computation">From what was reduced so far and the next numbers, one per array, to what is reduced then.</param>
    /// <param name="axes">The axes that are reduced away.</param>
    /// <exception cref="ShapeException">An axis is out of range, or the function gives something else than it takes.</exception>
    public static NdArray[] ReduceMany(ReadOnlySpan<NdArray> operands, ReadOnlySpan<NdArray> inits, Func<NdArray[], NdArray[], NdArray[]> computation, ValueArray<int> axes)
    {
        Reductions.CheckCounts("ReduceMany", operands, inits);
        ReduceWith op = new(ReduceWith.Text(Reductions.NameOf(computation)), Reductions.Trace(computation, "ReduceMany", inits), axes);
        return BindAll(op, [.. operands, .. inits]);
    }

    /// <summary>The sums of the elements of <paramref name="source"/>, each where its window over <paramref name="operand"/> selects an element: what the derivative of pooling is.</summary>
    public static NdArray SelectAndScatterAdd(NdArray source, NdArray operand, WindowSelect select, Window window) =>
        Bind(new SelectAndScatterAdd(select, window), source, operand);

    /// <summary>For each place of a window over <paramref name="operand"/>, the element of <paramref name="tangents"/> where it selects one: what the tangent of pooling is.</summary>
    public static NdArray SelectAndGatherAdd(NdArray tangents, NdArray operand, WindowSelect select, Window window) =>
        Bind(new SelectAndGatherAdd(select, window), tangents, operand);

    private static Window WindowOver(
        NdArray x, ValueArray<int> dimensions, ValueArray<int>? strides, WindowPadding padding, ValueArray<int>? baseDilation, ValueArray<int>? windowDilation)
    {
        ValueArray<int> ones = [.. Enumerable.Repeat(1, dimensions.Count)], apart = strides ?? ones, dilation = windowDilation ?? ones;
        // What does not fit the axes is told when the op is inferred.
        bool fits = x.Rank == dimensions.Count && apart.Count == dimensions.Count && dilation.Count == dimensions.Count && !apart.Contains(0);
        return new(dimensions, apart, fits ? padding.Resolve(x.Shape, Dilated(dimensions, dilation), apart.Span) : [], baseDilation ?? ones, dilation);
    }
}
