using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The Threefry-2x32 hash: two words of counts, hashed with two words of a key. Operands are two words of the key, then two of counts, all u32.</summary>
public sealed record Threefry2x32 : Op
{
    /// <inheritdoc/>
    public override string Name => "threefry2x32";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 4);
        foreach (ArrayType input in inputs)
            if (input.DType is not DType.U32) throw new DTypeException($"threefry2x32: operands must be u32, got {Join(inputs)}; convert them with AsType(U32).");
        ArrayType result = new(DType.U32, Broadcast(this, inputs));
        return [result, result];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Threefry2x32(this, arg);
}

/// <summary>The row-major place of each element of a shape, a 64-bit number: its upper words and its lower words, u32; takes no operand.</summary>
/// <param name="Shape">The shape.</param>
public sealed record Iota2x32Shape(Shape Shape) : Op
{
    /// <inheritdoc/>
    public override string Name => "iota_2x32_shape";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 0);
        ArrayType result = new(DType.U32, Shape);
        return [result, result];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Iota2x32Shape(this, arg);
}

/// <summary>The generators of random bits that programs name.</summary>
public enum RngAlgorithm
{
    /// <summary>That of the platform: Philox-4x32.</summary>
    Default,
    /// <summary>Threefry-2x32.</summary>
    ThreeFry,
    /// <summary>Philox-4x32.</summary>
    Philox,
}

/// <summary>Random bits out of a state, and the next state. The state is u32[4] or u64[2]: a key, then a counter.</summary>
/// <param name="Algorithm">The generator.</param>
/// <param name="DType">The type of the bits, unsigned integers.</param>
/// <param name="Shape">The shape of the bits.</param>
public sealed record RngBitGenerator(RngAlgorithm Algorithm, DType DType, Shape Shape) : Op
{
    /// <inheritdoc/>
    public override string Name => "rng_bit_generator";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType state = inputs[0];
        if (!state.Matches(new(DType.U32, [4])) && !state.Matches(new(DType.U64, [2])))
            throw new ShapeException($"rng_bit_generator: the state must be u32[4] or u64[2], got {state}.");
        if (DType.Kind is not DTypeKind.Unsigned) throw new DTypeException($"rng_bit_generator: dtype must be an unsigned integer, got {DType.Name}.");
        return [state, new(DType, Shape)];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RngBitGenerator(this, arg);
}

/// <summary>Uniform random numbers between two bounds, different ones each time; of no key.</summary>
/// <param name="Shape">The shape.</param>
public sealed record RngUniform(Shape Shape) : Op
{
    /// <inheritdoc/>
    public override string Name => "rng_uniform";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 2);
        CheckSameDType(this, inputs);
        CheckKind(this, inputs[0], Accepts.Integer | Accepts.Float | Accepts.Bool, 0, 2);
        if (inputs[0].Rank != 0 || inputs[1].Rank != 0) throw new ShapeException($"rng_uniform: the bounds must have no axes, got {Join(inputs)}.");
        return [new(inputs[0].DType, Shape, AllWeak(inputs))];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RngUniform(this, arg);
}
