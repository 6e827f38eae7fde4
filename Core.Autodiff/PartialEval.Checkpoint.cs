using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

internal static partial class PartialEval
{
    private static readonly ProgramCache<(ValueArray<bool> Unknown, string Policy), KeptParts> Keeping = new();

    // Nothing but the operands is kept, and what the policy says: the rest computes again what else it needs of what is known.
    // JAX: remat_partial_eval.
    private static NdArray[] SplitCheckpoint(Checkpoint op, NdArray[] operands)
    {
        bool[] unknown = [.. operands.Select(TraceScope.IsOfInnermost)];
        NdArray[] known = [.. operands.Where((_, i) => !unknown[i])];
        if (new CheckpointPolicy(op.Policy) is { KeepsAny: true } policy) return SplitKeeping(op, policy, operands, unknown, known);
        SplitProgram split = Get(op.Jaxpr, ValueArray.Create<bool>(unknown));
        Jaxpr first = DeadCode.Remove(split.Known, [.. split.Known.Outputs.Select((_, i) => split.IsResult(i))]);
        (NdArray[] results, _) = split.Resolve(known, TraceScope.Call(first, known), resultsOnly: true);

        (Jaxpr again, bool[] used) = DeadCode.RemoveWithInputs(op.Jaxpr, op.Jaxpr.Inputs.Count, split.UnknownOutputs);
        NdArray[] needed = [.. operands.Where((_, i) => used[i])];
        return split.Merge(results, TraceScope.Stage(op with { Jaxpr = again, Differentiated = true, PreventCse = PreventCse.Of(op, used) }, needed));
    }

    private static NdArray[] SplitKeeping(Checkpoint op, CheckpointPolicy policy, NdArray[] operands, bool[] unknown, NdArray[] known)
    {
        KeptParts parts = Keeping.Get(op.Jaxpr, (ValueArray.Create<bool>(unknown), op.Policy), () => Keep(Flattened(op.Jaxpr), ValueArray.Create<bool>(unknown), policy));
        NdArray[] computed = TraceScope.Call(parts.First, known), kept = computed[parts.ResultCount..];
        NdArray[] all = [.. known, .. operands.Where((_, i) => unknown[i])];
        NdArray[] needed = [.. kept, .. all.Where((_, i) => parts.UsedOperands[i])];
        string preventCse = op.PreventCse.StartsWith('(') ? "True" : op.PreventCse; // a value per operand: these are others
        NdArray[] rest = TraceScope.Stage(op with { Jaxpr = parts.Again, Differentiated = true, PreventCse = preventCse }, needed);
        return Merge(ValueArray.Create<bool>(parts.UnknownOutputs), computed[..parts.ResultCount], rest);
    }

    private static KeptParts Keep(Jaxpr jaxpr, ValueArray<bool> unknown, CheckpointPolicy policy)
    {
        Parts parts = Take(jaxpr, unknown, [.. jaxpr.Outputs.Select(_ => false)]);
        Jaxpr known = parts.Known;
        HashSet<Equation> keepers = [.. known.Equations.Where(policy.Keeps)];
        Var[] kept = [.. keepers.SelectMany(equation => equation.Outputs)];
        Jaxpr again = new(
            known.ConstVars, [.. kept, .. known.Inputs], [.. known.Equations.Where(equation => !keepers.Contains(equation))], [.. known.Outputs.Skip(parts.KnownCount)], known.Constants);
        int own = again.Inputs.Count;
        Jaxpr whole = TraceScope.Trace("a call", [.. again.Inputs.Select(input => input.Type), .. parts.Rest.Inputs.Skip(parts.Residuals).Select(input => input.Type)], values =>
            TraceScope.Call(parts.Rest, [.. TraceScope.Call(again, values.AsSpan(0, own)), .. values[own..]])).Jaxpr;
        (whole, bool[] used) = DeadCode.RemoveWithInputs(whole, whole.Inputs.Count);
        Jaxpr first = DeadCode.Remove(new(known.ConstVars, known.Inputs, known.Equations, [.. known.Outputs.Take(parts.KnownCount), .. kept.Where((_, i) => used[i])], known.Constants));
        return new KeptParts(first, parts.KnownCount, whole, used[kept.Length..], parts.UnknownOutputs);
    }

    /// <summary>A program without calls, so that a policy sees what is in them.</summary>
    private static Jaxpr Flattened(Jaxpr jaxpr)
    {
        return jaxpr.Equations.Any(equation => equation.Op is Call or ClosedCall)
            ? TraceScope.Trace("a call", [.. jaxpr.Inputs.Select(input => input.Type)], inputs => Run(jaxpr, inputs)).Jaxpr
            : jaxpr;

        static NdArray[] Run(Jaxpr jaxpr, NdArray[] inputs)
        {
            Dictionary<Atom, NdArray> values = new(ReferenceEqualityComparer.Instance);
            NdArray[] constants = TraceScope.Constants(jaxpr);
            for (int i = 0; i < constants.Length; i++) values[jaxpr.ConstVars[i]] = constants[i];
            for (int i = 0; i < inputs.Length; i++) values[jaxpr.Inputs[i]] = inputs[i];
            foreach (Equation equation in jaxpr.Equations)
            {
                NdArray[] operands = [.. equation.Inputs.Select(Of)];
                NdArray[] results = equation.Op is Call or ClosedCall ? Run(equation.Op.Jaxprs[0], operands) : Lax.BindAll(equation.Op, operands);
                for (int i = 0; i < results.Length; i++) values[equation.Outputs[i]] = TraceScope.WithWeakness(results[i], equation.Outputs[i].Type.Weak);
            }
            return [.. jaxpr.Outputs.Select(Of)];

            NdArray Of(Atom atom) => atom is Literal literal ? TraceScope.Number(literal) : values[atom];
        }
    }

    /// <summary>A program taken apart, of which some values are kept and the others computed again.</summary>
    /// <param name="first">From the known inputs to the known results, then what is kept.</param>
    /// <param name="resultCount">How many results are known.</param>
    /// <param name="again">From what is kept, the known inputs and the unknown ones, of those two what is used, to the other results.</param>
    /// <param name="usedOperands">Which of the known inputs, then of the unknown ones, it uses.</param>
    /// <param name="unknownOutputs">Which results it gives.</param>
    private sealed class KeptParts(Jaxpr first, int resultCount, Jaxpr again, bool[] usedOperands, bool[] unknownOutputs)
    {
        public Jaxpr First => first;

        public int ResultCount => resultCount;

        public Jaxpr Again => again;

        public bool[] UsedOperands => usedOperands;

        public bool[] UnknownOutputs => unknownOutputs;
    }
}
