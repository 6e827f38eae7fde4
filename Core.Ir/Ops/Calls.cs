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
