using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>How much to put before and after an axis; negative amounts cut off.</summary>
/// <param name="Low">Before the first element.</param>
/// <param name="High">After the last element.</param>
public readonly record struct EdgePadding(int Low, int High)
{
    /// <summary>Low and high as a pair: <c>(1, 2)</c>.</summary>
    public static implicit operator EdgePadding((int Low, int High) pair) => new(pair.Low, pair.High);

    /// <summary><c>(1, 2)</c>.</summary>
    public override string ToString() => $"({Low}, {High})";
}

/// <summary>A window that moves over an array: one entry per axis in each list.</summary>
/// <param name="Dimensions">The sizes of the window.</param>
/// <param name="Strides">How far apart neighbouring windows lie.</param>
/// <param name="Padding">What is put around the array first; it holds no elements.</param>
/// <param name="BaseDilation">How far apart the elements of the array are put first; 1 leaves them as they are.</param>
/// <param name="WindowDilation">How far apart the elements of the window are put; 1 leaves them as they are.</param>
public sealed record Window(
    ValueArray<int> Dimensions, ValueArray<int> Strides, ValueArray<EdgePadding> Padding, ValueArray<int> BaseDilation, ValueArray<int> WindowDilation)
{
    /// <summary>A window without dilation.</summary>
    public Window(ValueArray<int> dimensions, ValueArray<int> strides, ValueArray<EdgePadding> padding)
        : this(dimensions, strides, padding, Ones(dimensions.Count), Ones(dimensions.Count)) { }

    /// <summary>The window with an axis put in, along which it does nothing: its size is 1.</summary>
    public Window Insert(int axis) => new(
        Put(Dimensions, axis, 1), Put(Strides, axis, 1), Put(Padding, axis, default), Put(BaseDilation, axis, 1), Put(WindowDilation, axis, 1));

    /// <summary>How many places there are for the window along each axis.</summary>
    /// <exception cref="ShapeException">A list has not one entry per axis, or an entry is out of range.</exception>
    internal Shape Places(Op op, ArrayType input)
    {
        CheckPerAxis(op, "window_dimensions", Dimensions.Count, input);
        CheckPerAxis(op, "window_strides", Strides.Count, input);
        CheckPerAxis(op, "padding", Padding.Count, input);
        CheckPerAxis(op, "base_dilation", BaseDilation.Count, input);
        CheckPerAxis(op, "window_dilation", WindowDilation.Count, input);
        CheckPositive(op, "window_dimensions", Dimensions);
        CheckPositive(op, "window_strides", Strides);
        CheckPositive(op, "base_dilation", BaseDilation);
        CheckPositive(op, "window_dilation", WindowDilation);
        int[] sizes = new int[input.Rank];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            long padded = Dilated(input.Shape[axis], BaseDilation[axis]) + Padding[axis].Low + Padding[axis].High;
            sizes[axis] = CountPlaces(padded, Dilated(Dimensions[axis], WindowDilation[axis]), Strides[axis]);
        }
        return sizes;
    }

    /// <summary>The size of an axis whose elements are put <paramref name="dilation"/> apart.</summary>
    internal static long Dilated(int size, int dilation) => size == 0 ? 0 : 1 + (long)dilation * (size - 1);

    /// <summary>How many places there are for a window along an axis.</summary>
    internal static int CountPlaces(long size, long window, int stride) => size < window ? 0 : checked((int)((size - window) / stride + 1));

    /// <summary>Checks that every entry is at least 1.</summary>
    internal static void CheckPositive(Op op, string name, ValueArray<int> values)
    {
        foreach (int value in values)
            if (value < 1) throw new ShapeException($"{op.Name}: {name} must be positive, got {values}.");
    }

    private static ValueArray<int> Ones(int count) => [.. Enumerable.Repeat(1, count)];

    private static ValueArray<T> Put<T>(ValueArray<T> items, int place, T item) => [.. items.Take(place), item, .. items.Skip(place)];
}

/// <summary>The reductions over windows that have an op of their own.</summary>
public enum ReduceWindowKind
{
    /// <summary>The sum; 0 of nothing.</summary>
    Sum,
    /// <summary>The largest; the smallest value of the type of nothing.</summary>
    Max,
    /// <summary>The smallest; the largest value of the type of nothing.</summary>
    Min,
}

/// <summary>One value out of all in a window, for each of its places: pooling.</summary>
/// <param name="Kind">Which reduction.</param>
/// <param name="Window">The window.</param>
public sealed record ReduceWindow(ReduceWindowKind Kind, Window Window) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        ReduceWindowKind.Sum => "reduce_window_sum",
        ReduceWindowKind.Max => "reduce_window_max",
        ReduceWindowKind.Min => "reduce_window_min",
    };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Kind is ReduceWindowKind.Sum ? Accepts.Number : Accepts.Any);
        return [inputs[0] with { Shape = Window.Places(this, inputs[0]) }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ReduceWindow(this, arg);
}

/// <summary>
/// One value out of all in a window, for each of its places, by a program of the user's own; several arrays are reduced together. The operands
/// are followed by as many initial values.
/// </summary>
/// <param name="Jaxpr">From what was reduced so far and the next elements, one of each per operand and without axes, to what is reduced then.</param>
/// <param name="Window">The window.</param>
public sealed record ReduceWindowWith(Jaxpr Jaxpr, Window Window) : Op
{
    /// <inheritdoc/>
    public override string Name => "reduce_window";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        int count = ComputationTyping.CheckFold(this, Jaxpr, inputs);
        Shape shape = Window.Places(this, inputs[0]);
        ArrayType[] results = new ArrayType[count];
        for (int i = 0; i < count; i++) results[i] = new(inputs[i].DType, shape);
        return ValueArray.Adopt(results);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ReduceWindowWith(this, arg);
}
