using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>A new mutable reference whose first value is the operand.</summary>
/// <param name="Kind">What the reference is for, in JAX's words; <c>None</c> for nothing special.</param>
/// <param name="MemorySpace">Where its values are kept, in JAX's words; <c>None</c> for anywhere.</param>
public sealed record NewRef(string Kind = "None", string MemorySpace = "None") : Op
{
    /// <inheritdoc/>
    public override string Name => "new_ref";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        return [inputs[0] with { IsRef = true }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.NewRef(this, arg);
}

/// <summary>A new mutable reference without a first value; takes no operand. Read before it is written, it holds zeros here.</summary>
/// <param name="Type">The type of its values.</param>
/// <param name="MemorySpace">Where they are kept, in JAX's words; <c>None</c> for anywhere.</param>
public sealed record EmptyRef(ArrayType Type, string MemorySpace = "None") : Op
{
    /// <inheritdoc/>
    public override string Name => "empty_ref";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 0);
        return [Type with { IsRef = true }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.EmptyRef(this, arg);
}

/// <summary>The last value of a reference, which is not used any more.</summary>
public sealed record Freeze : Op
{
    /// <inheritdoc/>
    public override string Name => "freeze";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        RefAccess.CheckRef(this, inputs[0]);
        return [inputs[0].Content];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Freeze(this, arg);
}

/// <summary>Ends the use of a reference; gives nothing.</summary>
public sealed record FreeRef : Op
{
    /// <inheritdoc/>
    public override string Name => "free_ref";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        RefAccess.CheckRef(this, inputs[0]);
        return [];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.FreeRef(this, arg);
}

/// <summary>What reads or writes a part of a reference. The operands are the reference, the value where one is written, and those of the indexers.</summary>
/// <param name="Indexers">The part: each indexer takes a part of what the one before it takes. None for all of it.</param>
public abstract record RefAccess(ValueArray<RefIndexer> Indexers) : Op
{
    /// <inheritdoc/>
    public sealed override bool TakesRefs => true;

    /// <summary>How many operands come before those of the indexers.</summary>
    public abstract int FirstIndex { get; }

    /// <summary>The type of the part.</summary>
    /// <param name="inputs">The types of the operands.</param>
    private protected ArrayType PartType(ReadOnlySpan<ArrayType> inputs)
    {
        int operands = 0;
        foreach (RefIndexer indexer in Indexers) operands += indexer.OperandCount;
        CheckArity(this, inputs, FirstIndex + operands);
        CheckRef(this, inputs[0]);
        for (int i = 1; i < inputs.Length; i++)
            if (inputs[i].IsRef) throw new DTypeException($"{Name}: a reference holds an array, got a reference of type {inputs[i]} as operand {i}; read it first.");
        ArrayType part = inputs[0].Content;
        int next = FirstIndex;
        foreach (RefIndexer indexer in Indexers)
        {
            part = part with { Shape = indexer.PartShape(this, part, inputs.Slice(next, indexer.OperandCount)) };
            next += indexer.OperandCount;
        }
        return part;
    }

    /// <summary>The type of the part, into which the value fits.</summary>
    private protected ArrayType WrittenType(ReadOnlySpan<ArrayType> inputs)
    {
        ArrayType part = PartType(inputs);
        if (!part.Matches(inputs[1])) throw new ShapeException($"{Name}: a value of type {part} is needed for this part of {inputs[0]}, got {inputs[1]}.");
        return part;
    }

    internal static void CheckRef(Op op, ArrayType input)
    {
        if (!input.IsRef) throw new DTypeException($"{op.Name}: operand 0 must be a mutable reference, got {input}.");
    }
}

/// <summary>The value of a part of a reference. Printed as <c>y:f32[3] &lt;- x[0,:]</c>.</summary>
/// <param name="Indexers">The part.</param>
public sealed record RefGet(ValueArray<RefIndexer> Indexers) : RefAccess(Indexers)
{
    /// <inheritdoc/>
    public override string Name => "get";

    /// <inheritdoc/>
    public override int FirstIndex => 1;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs) => [PartType(inputs)];

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RefGet(this, arg);
}

/// <summary>Writes a value into a part of a reference and gives the one that was there. Printed as <c>y:f32[3], x[0,:] &lt;- x[0,:], v</c>, or <c>x[0,:] &lt;- v</c>.</summary>
/// <param name="Indexers">The part.</param>
public sealed record RefSwap(ValueArray<RefIndexer> Indexers) : RefAccess(Indexers)
{
    /// <inheritdoc/>
    public override string Name => "swap";

    /// <inheritdoc/>
    public override int FirstIndex => 2;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs) => [WrittenType(inputs)];

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RefSwap(this, arg);
}

/// <summary>Adds a value to a part of a reference; gives nothing. Printed as <c>x[0,:] += v</c>.</summary>
/// <param name="Indexers">The part.</param>
public sealed record RefAddUpdate(ValueArray<RefIndexer> Indexers) : RefAccess(Indexers)
{
    /// <inheritdoc/>
    public override string Name => "addupdate";

    /// <inheritdoc/>
    public override int FirstIndex => 2;

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        WrittenType(inputs);
        return [];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.RefAddUpdate(this, arg);
}
