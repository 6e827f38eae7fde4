using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

internal static partial class PartialEval
{
    // What is known is computed by the branch that is taken, too, which gives the residuals of all branches: zeros for those of others. An operand that a branch
    // only hands on is no residual: the rest takes it as it is.
    // JAX: _cond_partial_eval.
    private static NdArray[]? SplitCond(Cond op, NdArray[] operands)
    {
        bool[] unknown = [.. operands.Select(TraceScope.IsOfInnermost)];
        if (unknown[0]) return null;
        ValueArray<bool> own = [.. unknown.Skip(1)];
        ValueArray<bool> unknownOutputs = UnknownOutputs(op.Branches, own);
        Parts[] parts = [.. op.Branches.Select(branch => Take(branch, own, unknownOutputs))];
        int[] handed = [.. parts.SelectMany(part => part.Handed).OfType<int>().Distinct().Order()];
        parts = [.. parts.Select(part => part.Taking(handed))];
        if (parts.Any(part => part.Known.Outputs.Skip(part.KnownCount).Any(residual => residual.Type.DType.IsKey))) return SplitWhole(op, operands, unknown, op with { Branches = [.. parts.Select(part => part.ResultsOnly)] }, unknownOutputs);

        (ValueArray<ArrayType> residuals, int[][] places) = Join(parts);
        Cond known = op with { Branches = [.. parts.Select((part, i) => WithAllResiduals(part, residuals, places[i]))] };
        NdArray[] knownOperands = [.. operands.Where((_, i) => !unknown[i])];
        NdArray[] results = known.Branches[0].Outputs.Count == 0 && !known.HasEffect ? [] : Lax.BindAll(known, knownOperands);
        int count = parts[0].KnownCount;

        Cond rest = op with { Branches = [.. parts.Select((part, i) => TakingAllResiduals(part, residuals, places[i]))] };
        NdArray[] others = TraceScope.Stage(rest, [operands[0], .. results[count..], .. handed.Select(input => knownOperands[1 + input]), .. operands.Skip(1).Where((_, i) => own[i])]);
        return Merge(unknownOutputs, results[..count], others);
    }

    private static ValueArray<bool> UnknownOutputs(IEnumerable<Jaxpr> branches, ValueArray<bool> unknown)
    {
        bool[] outputs = [];
        foreach (Jaxpr branch in branches)
        {
            bool[] own = Take(branch, unknown, [.. branch.Outputs.Select(_ => false)]).UnknownOutputs;
            outputs = outputs.Length == 0 ? own.ToArray() : [.. outputs.Zip(own, (x, y) => x || y)];
        }
        return ValueArray.Create<bool>(outputs);
    }

    // Residuals of one type share a place.
    // JAX: _merge_branch_residuals.
    private static (ValueArray<ArrayType> Types, int[][] Places) Join(Parts[] parts)
    {
        List<(ArrayType Type, int Number)> all = [];
        int[][] places = new int[parts.Length][];
        for (int b = 0; b < parts.Length; b++)
        {
            List<(ArrayType Type, int Number)> own = [];
            foreach (Atom residual in parts[b].Known.Outputs.Skip(parts[b].KnownCount))
            {
                ArrayType type = residual.Type with { Weak = false };
                own.Add((type, own.Count(item => item.Type == type)));
            }
            all.AddRange(own.Where(item => !all.Contains(item)));
            places[b] = [.. own.Select(item => all.IndexOf(item))];
        }
        return ([.. all.Select(item => item.Type)], places);
    }

    // JAX: _join_cond_outputs.
    private static Jaxpr WithAllResiduals(Parts part, ValueArray<ArrayType> residuals, int[] places) =>
        TraceScope.Trace("a branch", [.. part.Known.Inputs.Select(input => input.Type)], values =>
        {
            NdArray[] results = TraceScope.Call(part.Known, values);
            return [
                .. results[..part.KnownCount],
                .. residuals.Select((type, place) => Array.IndexOf(places, place) is >= 0 and int own ? results[part.KnownCount + own] : Zeros.Of(type)),
            ];
        }).Jaxpr;

    // JAX: _join_cond_pe_staged_jaxpr_inputs.
    private static Jaxpr TakingAllResiduals(Parts part, ValueArray<ArrayType> residuals, int[] places)
    {
        Jaxpr rest = part.Rest;
        Var[] inputs = [.. residuals.Select((type, place) => Array.IndexOf(places, place) is >= 0 and int own ? rest.Inputs[own] : new Var(type))];
        return new(rest.ConstVars, [.. inputs, .. rest.Inputs.Skip(places.Length)], rest.Equations, rest.Outputs, rest.Constants);
    }

    // What is known runs alone; the loop in the rest computes it again, for the number of steps is not known before.
    // JAX: _while_partial_eval.
    private static NdArray[]? SplitWhile(While op, NdArray[] operands)
    {
        bool[] unknown = [.. operands.Select(TraceScope.IsOfInnermost)];
        ValueArray<bool> carry = UnknownCarry(op.BodyJaxpr, [.. unknown.Skip(op.CondConsts).Take(op.BodyConsts)], [.. unknown.Skip(op.CondConsts + op.BodyConsts)], []);
        Jaxpr? cond = KnownCondition(op.CondJaxpr, [.. unknown.Take(op.CondConsts), .. carry]);
        if (cond is null) return null;
        bool[] unknownConsts = unknown[..(op.CondConsts + op.BodyConsts)];
        int condConsts = op.CondConsts - unknownConsts.Take(op.CondConsts).Count(isUnknown => isUnknown), bodyConsts = unknownConsts.Count(isUnknown => !isUnknown) - condConsts;
        Jaxpr body = Take(op.BodyJaxpr, [.. unknownConsts.Skip(op.CondConsts), .. carry], carry).ResultsOnly;
        return SplitWhole(op, operands, [.. unknownConsts, .. carry], new While(cond, condConsts, body, bodyConsts), carry);
    }

    // As above, for lanes.
    private static NdArray[] SplitLanes(CondLanes op, NdArray[] operands)
    {
        bool[] unknown = [.. operands.Select(TraceScope.IsOfInnermost)];
        ValueArray<bool> own = [.. unknown.Skip(1)], unknownOutputs = UnknownOutputs(op.Jaxprs, own);
        CondLanes known = op with
        {
            Branches = [.. op.Branches.Select(branch => Take(branch, own, unknownOutputs).ResultsOnly)],
            Dense = [.. op.Dense.Select(branch => Take(branch, own, unknownOutputs).ResultsOnly)],
            PerLane = [.. op.PerLane.Where((_, i) => !own[i])],
        };
        return SplitWhole(op, operands, unknown, known, unknownOutputs);
    }

    private static NdArray[]? SplitLanes(WhileLanes op, NdArray[] operands)
    {
        bool[] unknown = [.. operands.Select(TraceScope.IsOfInnermost)];
        int constants = op.CondConsts + op.BodyConsts;
        ValueArray<bool> bodyConsts = [.. unknown.Skip(op.CondConsts).Take(op.BodyConsts)], carry = [.. unknown.Skip(constants)];
        foreach (Jaxpr body in (Jaxpr[])[op.BodyJaxpr, .. op.DenseBody]) carry = UnknownCarry(body, bodyConsts, carry, []);
        ValueArray<bool> tested = [.. unknown.Take(op.CondConsts), .. carry], stepped = [.. bodyConsts, .. carry];
        Jaxpr? cond = KnownCondition(op.CondJaxpr, tested);
        Jaxpr?[] dense = [.. op.DenseCond.Select(jaxpr => KnownCondition(jaxpr, tested))];
        if (cond is null || dense.Contains(null) || carry.All(isUnknown => isUnknown)) return null;
        WhileLanes known = new(
            cond, unknown.Take(op.CondConsts).Count(isUnknown => !isUnknown), Take(op.BodyJaxpr, stepped, carry).ResultsOnly, bodyConsts.Count(isUnknown => !isUnknown),
            [.. op.PerLane.Where((_, i) => !unknown[i])], op.Sizes, [.. dense.OfType<Jaxpr>()], [.. op.DenseBody.Select(body => Take(body, stepped, carry).ResultsOnly)]);
        return SplitWhole(op, operands, [.. unknown[..constants], .. carry], known, carry);
    }

    /// <summary>The condition of a loop, if it depends on nothing unknown.</summary>
    private static Jaxpr? KnownCondition(Jaxpr cond, ValueArray<bool> unknown)
    {
        Parts parts = Take(cond, unknown, [false]);
        return parts.UnknownOutputs[0] ? null : parts.ResultsOnly;
    }

    /// <summary>Computes what is known by an op of its own, and all else, what is known included, by the op as it is.</summary>
    private static NdArray[] SplitWhole(Op op, NdArray[] operands, bool[] unknown, Op known, ValueArray<bool> unknownOutputs)
    {
        bool isNeeded = unknownOutputs.Contains(false) || known.HasEffect;
        NdArray[] results = isNeeded ? Lax.BindAll(known, [.. operands.Where((_, i) => !unknown[i])]) : [];
        return Merge(unknownOutputs, results, [.. TraceScope.Stage(op, operands).Where((_, i) => unknownOutputs[i])]);
    }

    /// <summary>Which values of a loop are unknown: those that are when it starts, and those that the body makes so.</summary>
    private static ValueArray<bool> UnknownCarry(Jaxpr body, ValueArray<bool> consts, ValueArray<bool> carry, ValueArray<bool> slices)
    {
        while (true)
        {
            bool[] outputs = Take(body, [.. consts, .. carry, .. slices], [.. carry, .. Enumerable.Repeat(false, body.Outputs.Count - carry.Count)]).UnknownOutputs;
            ValueArray<bool> next = [.. outputs.Take(carry.Count)];
            if (next == carry) return carry;
            carry = next;
        }
    }

    private static NdArray[] Merge(ValueArray<bool> unknownOutputs, NdArray[] known, NdArray[] unknown)
    {
        int nextKnown = 0, nextUnknown = 0;
        return [.. unknownOutputs.Select(isUnknown => isUnknown ? unknown[nextUnknown++] : known[nextKnown++])];
    }

    // The rule of the function is for maps; backwards it is the function's steps that run.
    private static NdArray[] SplitCustomVmap(CustomVmapCall op, NdArray[] operands) =>
        SplitCall(op, operands, (known, jaxpr) => TraceScope.Call(jaxpr, known), jaxpr => new ClosedCall(jaxpr));
}
