using Core.Ir;

namespace Core.Autodiff;

/// <summary>Removes equations whose results nobody uses, in programs inside ops too.</summary>
internal static partial class DeadCode
{
    private static readonly ProgramCache<(ValueArray<bool> Outputs, int Droppable), (Jaxpr, bool[])> Known = new();

    /// <summary>The program without what is not needed for the outputs that are used, which are its outputs then; all inputs stay.</summary>
    public static Jaxpr Remove(Jaxpr jaxpr, ReadOnlySpan<bool> usedOutputs) => Get(jaxpr, ValueArray.Create(usedOutputs), 0).Jaxpr;

    /// <summary>The program without what is not needed for its outputs.</summary>
    public static Jaxpr Remove(Jaxpr jaxpr) => Get(jaxpr, [.. jaxpr.Outputs.Select(_ => true)], 0).Jaxpr;

    /// <summary>The program without what is not needed for its outputs, inputs included.</summary>
    /// <param name="jaxpr">The program.</param>
    /// <param name="droppable">How many of the first inputs are dropped if they are not used.</param>
    /// <param name="usedOutputs">Which outputs are used; all by default.</param>
    /// <returns>The program, and which inputs are left.</returns>
    // JAX: dce_jaxpr.
    public static (Jaxpr Jaxpr, bool[] UsedInputs) RemoveWithInputs(Jaxpr jaxpr, int droppable, ReadOnlySpan<bool> usedOutputs = default) =>
        Get(jaxpr, usedOutputs.IsEmpty ? [.. jaxpr.Outputs.Select(_ => true)] : ValueArray.Create(usedOutputs), droppable);

    private static (Jaxpr Jaxpr, bool[] UsedInputs) Get(Jaxpr jaxpr, ValueArray<bool> usedOutputs, int droppable) => Known.Get(jaxpr, (usedOutputs, droppable), () =>
    {
        HashSet<Atom> used = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < usedOutputs.Count; i++)
            if (usedOutputs[i]) used.Add(jaxpr.Outputs[i]);
        List<Equation> kept = [];
        bool changed = false;
        for (int i = jaxpr.Equations.Count - 1; i >= 0; i--)
        {
            Equation equation = jaxpr.Equations[i];
            bool isUsed = equation.Outputs.Any(used.Contains) || equation.HasEffect;
            if (isUsed)
            {
                Equation needed = Reduce(equation, used);
                changed |= !ReferenceEquals(needed, equation);
                kept.Add(needed);
                foreach (Atom input in needed.Inputs) used.Add(input);
            }
            changed |= !isUsed;
        }
        bool[] usedInputs = [.. jaxpr.Inputs.Select((input, i) => i >= droppable || used.Contains(input))];
        bool[] usedConstants = [.. jaxpr.ConstVars.Select(used.Contains)];
        if (!changed && usedInputs.All(isUsed => isUsed) && usedOutputs.All(isUsed => isUsed) && usedConstants.All(isUsed => isUsed)) return (jaxpr, usedInputs);
        kept.Reverse();
        Jaxpr result = new(
            [.. jaxpr.ConstVars.Where((_, i) => usedConstants[i])], [.. jaxpr.Inputs.Where((_, i) => usedInputs[i])], [.. kept],
            [.. jaxpr.Outputs.Where((_, i) => usedOutputs[i])], jaxpr.HasConstants ? [.. jaxpr.Constants.Where((_, i) => usedConstants[i])] : []);
        return (result, usedInputs);
    });

    // An op that holds programs and is not named here stays as it is.
    private static Equation Reduce(Equation equation, HashSet<Atom> used) => equation.Op switch
    {
        Call call => ReduceCall(equation, used, (jaxpr, inputs) => call with { Jaxpr = jaxpr, DonatedInvars = [.. call.DonatedInvars.Where((_, i) => inputs[i])] }),
        ClosedCall => ReduceCall(equation, used, (jaxpr, _) => new ClosedCall(jaxpr)),
        Cond cond => ReduceCond(cond, equation, used),
        Scan scan => ReduceScan(scan, equation, used),
        While loop => ReduceWhile(loop, equation, used),
        Checkpoint { PreventCse: "True" or "False" } call => ReduceCall(equation, used, (jaxpr, _) => call with { Jaxpr = jaxpr }),
        _ => equation,
    };

    // JAX: dce_jaxpr_pjit_rule, dce_jaxpr_closed_call_rule, remat_dce.
    private static Equation ReduceCall(Equation equation, HashSet<Atom> used, Func<Jaxpr, bool[], Op> with)
    {
        Jaxpr jaxpr = equation.Op.Jaxprs[0];
        bool[] outputs = [.. equation.Outputs.Select(used.Contains)];
        (Jaxpr reduced, bool[] inputs) = Get(jaxpr, ValueArray.Create<bool>(outputs), jaxpr.Inputs.Count);
        if (reduced == jaxpr) return equation;
        return new(with(reduced, inputs), [.. equation.Inputs.Where((_, i) => inputs[i])], [.. equation.Outputs.Where((_, i) => outputs[i])]) { Source = equation.Source };
    }
}
