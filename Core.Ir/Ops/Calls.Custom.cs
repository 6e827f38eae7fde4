namespace Core.Ir;

/// <summary>A function of the user's that stands for the rule of a pass in one call. A program that was read from text knows only its name.</summary>
/// <param name="Name">The name of the function, as programs print it.</param>
public record CustomRule(string Name)
{
    /// <summary>The name.</summary>
    public sealed override string ToString() => Name;
}

/// <summary>A call of a program that has a forward derivative of its own.</summary>
/// <param name="FunctionName">The name of the function.</param>
/// <param name="Jaxpr">The program.</param>
/// <param name="Jvp">The derivative.</param>
/// <param name="ConstCount">How many of the first operands are values that the function closes over.</param>
/// <param name="SymbolicZeros">Whether the derivative is told which tangents are zero.</param>
public sealed record CustomJvpCall(string FunctionName, Jaxpr Jaxpr, CustomRule Jvp, int ConstCount = 0, bool SymbolicZeros = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "custom_jvp_call";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        Programs.CheckConstants(this, "num_consts", ConstCount, Jaxpr.Inputs.Count);
        return Programs.InferCall(this, Jaxpr, inputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.CustomJvpCall(this, arg);
}

/// <summary>A call of a program that has a reverse derivative of its own.</summary>
/// <param name="FunctionName">The name of the function.</param>
/// <param name="Jaxpr">The program.</param>
/// <param name="Fwd">What computes the results, and what the derivative needs.</param>
/// <param name="Bwd">From cotangents of the results to those of the arguments.</param>
/// <param name="ConstCount">How many of the first operands are values that the function closes over.</param>
/// <param name="SymbolicZeros">Whether the derivative is told which arguments are not differentiated.</param>
public sealed record CustomVjpCall(string FunctionName, Jaxpr Jaxpr, CustomRule Fwd, CustomRule Bwd, int ConstCount = 0, bool SymbolicZeros = false) : Op
{
    /// <inheritdoc/>
    public override string Name => "custom_vjp_call";

    /// <inheritdoc/>
    public override bool TakesRefs => true;

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        Programs.CheckConstants(this, "num_consts", ConstCount, Jaxpr.Inputs.Count);
        return Programs.InferCall(this, Jaxpr, inputs);
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.CustomVjpCall(this, arg);
}

/// <summary>A call of a program that is mapped over an axis by a rule of its own.</summary>
/// <param name="Jaxpr">The program.</param>
/// <param name="Rule">What maps it.</param>
/// <param name="InTree">The structure of the values that the function closes over and of its arguments, in JAX's words.</param>
/// <param name="OutTree">The structure of its results, in JAX's words.</param>
public sealed record CustomVmapCall(Jaxpr Jaxpr, CustomRule Rule, string InTree, string OutTree) : Op
{
    /// <inheritdoc/>
    public override string Name => "custom_vmap_call";

    /// <inheritdoc/>
    public override ValueArray<Jaxpr> Jaxprs => [Jaxpr];

    /// <inheritdoc/>
    public override Op WithJaxprs(ValueArray<Jaxpr> jaxprs) => this with { Jaxpr = jaxprs[0] };

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs) => Programs.InferCall(this, Jaxpr, inputs);

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.CustomVmapCall(this, arg);
}
