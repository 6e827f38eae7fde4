using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The reductions.</summary>
public enum ReduceKind
{
    /// <summary>The sum; 0 of nothing.</summary>
    Sum,
    /// <summary>The product; 1 of nothing.</summary>
    Prod,
    /// <summary>The largest; the smallest value of the type of nothing.</summary>
    Max,
    /// <summary>The smallest; the largest value of the type of nothing.</summary>
    Min,
    /// <summary>Bitwise, for bool logical, or.</summary>
    Or,
    /// <summary>Bitwise, for bool logical, and.</summary>
    And,
    /// <summary>Bitwise, for bool logical, exclusive or.</summary>
    Xor,
}

/// <summary>One value out of all along some axes.</summary>
/// <param name="Kind">Which reduction.</param>
/// <param name="Axes">The axes that are reduced away.</param>
public sealed record Reduce(ReduceKind Kind, ValueArray<int> Axes) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        ReduceKind.Sum => "reduce_sum",
        ReduceKind.Prod => "reduce_prod",
        ReduceKind.Max => "reduce_max",
        ReduceKind.Min => "reduce_min",
        ReduceKind.Or => "reduce_or",
        ReduceKind.And => "reduce_and",
        ReduceKind.Xor => "reduce_xor",
    };

    /// <summary>The op of two operands that a reduction repeats.</summary>
    public static BinaryKind StepOf(ReduceKind kind) => kind switch
    {
        ReduceKind.Sum => BinaryKind.Add,
        ReduceKind.Prod => BinaryKind.Mul,
        ReduceKind.Max => BinaryKind.Max,
        ReduceKind.Min => BinaryKind.Min,
        ReduceKind.Or => BinaryKind.Or,
        ReduceKind.And => BinaryKind.And,
        ReduceKind.Xor => BinaryKind.Xor,
    };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Kind switch
        {
            ReduceKind.Sum or ReduceKind.Prod => Accepts.Number,
            ReduceKind.Max or ReduceKind.Min => Accepts.Any,
            ReduceKind.Or or ReduceKind.And or ReduceKind.Xor => Accepts.Bool | Accepts.Integer,
        });
        CheckAxes(this, "axes", Axes, inputs[0].Rank, inputs[0]);
        bool logical = Kind is ReduceKind.Or or ReduceKind.And or ReduceKind.Xor;
        return [new(inputs[0].DType, Without(inputs[0].Shape, Axes), inputs[0].Weak && !logical)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Reduce(this, arg);
}

/// <summary>Which extreme to look for.</summary>
public enum ArgReduceKind
{
    /// <summary>The largest; NaN counts as larger than all.</summary>
    Max,
    /// <summary>The smallest; NaN counts as smaller than all.</summary>
    Min,
}

/// <summary>The index of the first extreme along an axis.</summary>
/// <param name="Kind">Which extreme.</param>
/// <param name="Axis">The axis, which is reduced away; not empty.</param>
/// <param name="IndexDType">The integer type of the result.</param>
public sealed record ArgReduce(ArgReduceKind Kind, int Axis, DType IndexDType) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        ArgReduceKind.Max => "argmax",
        ArgReduceKind.Min => "argmin",
    };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Any & ~Accepts.Complex);
        CheckAxis(this, "axes", Axis, inputs[0]);
        if (!IndexDType.IsInteger) throw new DTypeException($"{Name}: index_dtype must be an integer type, got {IndexDType.Name}.");
        if (inputs[0].Shape[Axis] == 0) throw new ShapeException($"{Name}: the reduced axis must not be empty, got axis {Axis} of {inputs[0]}.");
        return [new(IndexDType, inputs[0].Shape.Remove(Axis))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ArgReduce(this, arg);
}

/// <summary>The reductions that are done step by step.</summary>
public enum CumulativeKind
{
    /// <summary>Running sums.</summary>
    Sum,
    /// <summary>Running products.</summary>
    Prod,
    /// <summary>Running maxima.</summary>
    Max,
    /// <summary>Running minima.</summary>
    Min,
    /// <summary>Running log Σ exp.</summary>
    LogSumExp,
}

/// <summary>At each place along an axis, the reduction of all up to and with it.</summary>
/// <param name="Kind">Which reduction.</param>
/// <param name="Axis">The axis.</param>
/// <param name="Reverse">Whether to go from the last to the first.</param>
public sealed record Cumulative(CumulativeKind Kind, int Axis, bool Reverse = false) : Op
{
    /// <inheritdoc/>
    public override string Name => Kind switch
    {
        CumulativeKind.Sum => "cumsum",
        CumulativeKind.Prod => "cumprod",
        CumulativeKind.Max => "cummax",
        CumulativeKind.Min => "cummin",
        CumulativeKind.LogSumExp => "cumlogsumexp",
    };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Kind switch
        {
            CumulativeKind.Sum or CumulativeKind.Prod => Accepts.Number,
            CumulativeKind.Max or CumulativeKind.Min => Accepts.Number & ~Accepts.Complex,
            CumulativeKind.LogSumExp => Accepts.Float,
        });
        CheckAxis(this, "axis", Axis, inputs[0]);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Cumulative(this, arg);
}
