using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>A call of a program that is compiled as one: what <c>Jit</c> leaves in a program around it. Printed as <c>jit</c>.</summary>
/// <param name="FunctionName">The name of the function.</param>
/// <param name="Jaxpr">The program.</param>
/// <param name="DonatedInvars">Which arguments the call may overwrite; empty where none.</param>
/// <param name="KeepUnused">Whether arguments that are not used are passed all the same.</param>
public sealed record Call(string FunctionName, Jaxpr Jaxpr, ValueArray<bool> DonatedInvars = default, bool KeepUnused = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "jit";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, Jaxpr.Inputs.Count);
        for (int i = 0; i < inputs.Length; i++)
            if (!inputs[i].Matches(Jaxpr.Inputs[i].Type))
                throw new ShapeException($"jit: argument {i} of {FunctionName} must be {Jaxpr.Inputs[i].Type}, got {inputs[i]}.");
        ArrayType[] outputs = new ArrayType[Jaxpr.Outputs.Count];
        for (int i = 0; i < outputs.Length; i++) outputs[i] = Jaxpr.Outputs[i].Type;
        return ValueArray.Adopt(outputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Call(this, arg);
}

/// <summary>A call of a program that passes see through, without a name. Printed as <c>closed_call</c>.</summary>
/// <param name="Jaxpr">The program.</param>
public sealed record ClosedCall(Jaxpr Jaxpr) : Op
{
    /// <inheritdoc/>
    public override string Name => "closed_call";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => new ClosedCall(jaxprs[0]);

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs) => Programs.InferCall(this, Jaxpr, inputs);

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.ClosedCall(this, arg);
}

/// <summary>A call of a program whose values are computed again where they are needed for derivatives, rather than kept. Printed as <c>remat2</c>.</summary>
/// <param name="Jaxpr">The program.</param>
/// <param name="Differentiated">Whether it came out of differentiation.</param>
/// <param name="Policy">Which values are kept all the same, in JAX's words.</param>
/// <param name="PreventCse">Whether a compiler must not merge what is computed again with what was computed before: <c>True</c>, <c>False</c> or one of them per operand.</param>
public sealed record Checkpoint(Jaxpr Jaxpr, bool Differentiated = false, string Policy = "None", string PreventCse = "True") : Op
{
    /// <inheritdoc/>
    public override string Name => "remat2";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs) => Programs.InferCall(this, Jaxpr, inputs);

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Checkpoint(this, arg);
}

/// <summary>The operand, with a name by which the policies of <see cref="Checkpoint"/> refer to it.</summary>
/// <param name="Label">The name.</param>
public sealed record Named(string Label) : Op
{
    /// <inheritdoc/>
    public override string Name => "name";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        return [inputs[0]];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Named(this, arg);
}

/// <summary>The operands, all of which a compiler must have computed before it uses any of the results.</summary>
public sealed record OptimizationBarrier : Op
{
    /// <inheritdoc/>
    public override string Name => "optimization_barrier";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs) => ValueArray.Create(inputs);

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.OptimizationBarrier(this, arg);
}

/// <summary>
/// Ends the evaluation with an error where a predicate is true; gives nothing. Operands are a bool for each kind of error, an i32 code for each, and the
/// numbers that belong to the messages.
/// </summary>
/// <param name="Debug">Whether it counts only where errors are collected, and does nothing when the program is run as it is.</param>
public sealed record Check(bool Debug = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "check";

    /// <summary>How many kinds of errors there are: a predicate for each comes first.</summary>
    public static int KindCount(ReadOnlySpan<ArrayType> inputs)
    {
        int count = 0;
        while (count < inputs.Length && inputs[count].DType is DType.Bool) count++;
        return count;
    }

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        int kinds = KindCount(inputs);
        for (int i = 0; i < kinds; i++)
            if (kinds + i >= inputs.Length || inputs[kinds + i].DType is not DType.I32)
                throw new DTypeException($"check: takes a bool and then an i32 for each kind of error, got {(inputs.IsEmpty ? "nothing" : Join(inputs))}.");
        return [];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Check(this, arg);
}
