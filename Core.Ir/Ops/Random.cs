using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>Random keys out of integers.</summary>
/// <param name="Impl">The type of the keys.</param>
public sealed record RandomSeed(DType Impl) : Op
{
    /// <inheritdoc/>
    public override string Name => "random_seed";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Integer);
        return [new(Impl, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomSeed(this, arg);
}

/// <summary>Random keys out of the words that they consist of, along the last axis.</summary>
/// <param name="Impl">The type of the keys.</param>
public sealed record RandomWrap(DType Impl) : Op
{
    /// <inheritdoc/>
    public override string Name => "random_wrap";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        (ArrayType input, int words) = (inputs[0], Impl.ByteSize / sizeof(uint));
        if (input.DType is not DType.U32 || input.Rank == 0 || input.Shape[^1] != words)
            throw new ShapeException($"random_wrap: the words of {Impl.Name} must be u32, {words} along the last axis, got {input}.");
        return [new(Impl, input.Shape.Remove(input.Rank - 1))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomWrap(this, arg);
}

/// <summary>The words that random keys consist of, u32, along a new last axis.</summary>
public sealed record RandomUnwrap : Op
{
    /// <inheritdoc/>
    public override string Name => "random_unwrap";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Key);
        return [new(DType.U32, inputs[0].Shape.Insert(inputs[0].Rank, inputs[0].DType.ByteSize / sizeof(uint)))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomUnwrap(this, arg);
}

/// <summary>Uniform random bits out of each key.</summary>
/// <param name="BitWidth">The width of the unsigned integers: 8, 16, 32 or 64.</param>
/// <param name="Shape">The shape that each key fills, behind the axes of the keys.</param>
public sealed record RandomBits(int BitWidth, Shape Shape) : Op
{
    /// <inheritdoc/>
    public override string Name => "random_bits";

    /// <summary>The element type of the result.</summary>
    public DType DType => BitWidth switch
    {
        8 => DType.U8,
        16 => DType.U16,
        32 => DType.U32,
        64 => DType.U64,
        int other => throw new DTypeException($"random_bits: bit_width must be 8, 16, 32 or 64, got {other}."),
    };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Key);
        return [new(DType, [.. inputs[0].Shape, .. Shape])];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomBits(this, arg);
}

/// <summary>New keys out of each key.</summary>
/// <param name="Shape">The shape of the new keys, behind the axes of the keys.</param>
public sealed record RandomSplit(Shape Shape) : Op
{
    /// <inheritdoc/>
    public override string Name => "random_split";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Key);
        return [new(inputs[0].DType, [.. inputs[0].Shape, .. Shape])];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomSplit(this, arg);
}

/// <summary>A new key out of a key and a number.</summary>
public sealed record RandomFoldIn : Op
{
    /// <inheritdoc/>
    public override string Name => "random_fold_in";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        CheckKind(this, inputs[0], Accepts.Key, 0, 2);
        if (inputs[1].DType is not DType.U32) throw new DTypeException($"random_fold_in: the number must be u32, got {inputs[1]}; convert it with AsType(U32).");
        return [new(inputs[0].DType, Broadcast(this, inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomFoldIn(this, arg);
}

/// <summary>The same keys, which checks of reuse take for new ones.</summary>
public sealed record RandomClone : Op
{
    /// <inheritdoc/>
    public override string Name => "random_clone";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        CheckKind(this, inputs[0], Accepts.Key);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomClone(this, arg);
}

/// <summary>Samples of gamma distributions: operands are keys and shapes of distributions, whose first axes are those of the keys.</summary>
/// <param name="LogSpace">Whether to give the logarithms of the samples.</param>
public sealed record RandomGamma(bool LogSpace) : Op
{
    /// <inheritdoc/>
    public override string Name => "random_gamma";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        CheckKind(this, inputs[0], Accepts.Key, 0, 2);
        CheckKind(this, inputs[1], Accepts.Float, 1, 2);
        (Shape keys, Shape shape) = (inputs[0].Shape, inputs[1].Shape);
        if (keys.Rank > shape.Rank || keys != Shape.Create(shape.Span[..keys.Rank]))
            throw new ShapeException($"random_gamma: the first axes of the distributions must be those of the keys, got {Join(inputs)}.");
        return [inputs[1]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RandomGamma(this, arg);
}
