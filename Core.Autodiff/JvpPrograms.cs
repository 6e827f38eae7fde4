using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Pushes tangents through whole programs: the driver of <see cref="JvpRules"/>.</summary>
internal static class JvpPrograms
{
    private static readonly JvpRules Rules = new();
    private static readonly ProgramCache<(ValueArray<bool>, ValueArray<bool>), (Jaxpr, bool[])> Known = new();

    /// <summary>Runs a program on values with tangents: each equation that a tangent reaches by its rule, the others as they are.</summary>
    // JAX: JVPTrace.process_primitive.
    public static Dual[] Run(Jaxpr jaxpr, ReadOnlySpan<Dual> inputs)
    {
        if (References.AreIn(jaxpr)) return References.RunWithTangents(jaxpr, inputs);
        Dictionary<Atom, Dual> environment = new(ReferenceEqualityComparer.Instance);
        NdArray[] constants = TraceScope.Constants(jaxpr);
        for (int i = 0; i < constants.Length; i++) environment[jaxpr.ConstVars[i]] = new(constants[i], null);
        for (int i = 0; i < inputs.Length; i++) environment[jaxpr.Inputs[i]] = inputs[i];
        foreach (Equation equation in jaxpr.Equations)
        {
            Dual[] operands = [.. equation.Inputs.Select(ValueOf)];
            Dual[] results = operands.Any(operand => operand.Tangent is not null)
                ? Apply(equation, operands)
                : [.. Lax.BindAll(equation.Op, [.. operands.Select(operand => operand.Primal)]).Select(value => new Dual(value, null))];
            for (int i = 0; i < results.Length; i++)
            {
                ArrayType type = equation.Outputs[i].Type;
                environment[equation.Outputs[i]] = new(TraceScope.WithWeakness(results[i].Primal, type.Weak), type.HasTangent() ? results[i].Tangent : null);
            }
        }
        return [.. jaxpr.Outputs.Select(ValueOf)];

        Dual ValueOf(Atom atom) => atom is Literal literal ? new(TraceScope.Number(literal), null) : environment[atom];
    }

    /// <summary>A program with tangents: after its inputs it takes the tangents of those that have one, after its results it gives theirs.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="nonzero">Which inputs have a tangent.</param>
    /// <param name="instantiate">Which results are to have a tangent even where it is zero.</param>
    /// <returns>The program, and which results have a tangent.</returns>
    // JAX: jvp_jaxpr.
    public static (Jaxpr Jaxpr, bool[] Nonzero) Get(Jaxpr jaxpr, ValueArray<bool> nonzero, ValueArray<bool> instantiate) => Known.Get(jaxpr, (nonzero, instantiate), () =>
    {
        bool[] nonzeroOutputs = [];
        ValueArray<ArrayType> types = [.. jaxpr.Inputs.Select(input => input.Type), .. jaxpr.Inputs.Where((_, i) => nonzero[i]).Select(input => input.Type)];
        Jaxpr result = TraceScope.Trace("a call", types, values =>
        {
            Dual[] inputs = new Dual[jaxpr.Inputs.Count];
            int next = inputs.Length;
            for (int i = 0; i < inputs.Length; i++) inputs[i] = new(values[i], nonzero[i] ? values[next++] : null);
            Dual[] outputs = Run(jaxpr, inputs);
            nonzeroOutputs = [.. outputs.Select((output, i) => output.Tangent is not null || (instantiate[i] && output.Primal.Type.HasTangent()))];
            return [.. outputs.Select(output => output.Primal), .. outputs.Where((_, i) => nonzeroOutputs[i]).Select(output => output.Instantiated)];
        }).Jaxpr;
        return (result, nonzeroOutputs);
    });

    private static Dual[] Apply(Equation equation, Dual[] operands) => Refusals.At(equation.Source, () => equation.Op.Accept(Rules, operands));
}
