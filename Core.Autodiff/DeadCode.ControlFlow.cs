using Core.Ir;

namespace Core.Autodiff;

internal static partial class DeadCode
{
    // JAX: _cond_dce_rule. The branches take what any of them needs.
    private static Equation ReduceCond(Cond op, Equation equation, HashSet<Atom> used)
    {
        ValueArray<bool> outputs = UsedOutputs(equation, used);
        bool[] inputs = new bool[equation.Inputs.Count - 1];
        foreach (Jaxpr branch in op.Branches)
        {
            bool[] own = Get(branch, outputs, branch.Inputs.Count).UsedInputs;
            for (int i = 0; i < own.Length; i++) inputs[i] |= own[i];
        }
        ValueArray<Jaxpr> branches = [.. op.Branches.Select(branch => With(branch, inputs, outputs))];
        if (branches == op.Branches) return equation;
        return Reduced(equation, op with { Branches = branches }, [true, .. inputs], outputs);
    }

    // JAX: _scan_dce_rule. A value that is carried is needed if it is needed after the last step, or by a step for something that is.
    private static Equation ReduceScan(Scan op, Equation equation, HashSet<Atom> used)
    {
        ValueArray<bool> outputs = UsedOutputs(equation, used);
        bool[] inputs;
        while (true)
        {
            inputs = Get(op.Jaxpr, outputs, op.Jaxpr.Inputs.Count).UsedInputs;
            ValueArray<bool> next = [.. outputs.Select((isUsed, i) => isUsed || (i < op.CarryCount && inputs[op.ConstCount + i]))];
            if (next == outputs) break;
            outputs = next;
        }
        for (int i = 0; i < op.CarryCount; i++) inputs[op.ConstCount + i] = outputs[i];
        Jaxpr body = With(op.Jaxpr, inputs, outputs);
        if (body == op.Jaxpr) return equation;
        return Reduced(equation, op with
        {
            Jaxpr = body,
            ConstCount = inputs.Take(op.ConstCount).Count(isUsed => isUsed),
            CarryCount = outputs.Take(op.CarryCount).Count(isUsed => isUsed),
        }, inputs, outputs);
    }

    // As above; a value is needed, too, if the condition tests it.
    private static Equation ReduceWhile(While op, Equation equation, HashSet<Atom> used)
    {
        int constants = op.CondConsts + op.BodyConsts;
        bool[] tested = Get(op.CondJaxpr, [true], op.CondJaxpr.Inputs.Count).UsedInputs, stepped;
        ValueArray<bool> outputs = [.. UsedOutputs(equation, used).Select((isUsed, i) => isUsed || tested[op.CondConsts + i])];
        while (true)
        {
            stepped = Get(op.BodyJaxpr, outputs, op.BodyJaxpr.Inputs.Count).UsedInputs;
            ValueArray<bool> next = [.. outputs.Select((isUsed, i) => isUsed || stepped[op.BodyConsts + i])];
            if (next == outputs) break;
            outputs = next;
        }
        bool[] inputs = [.. tested.Take(op.CondConsts), .. stepped.Take(op.BodyConsts), .. outputs];
        Jaxpr cond = With(op.CondJaxpr, [.. inputs.Take(op.CondConsts), .. outputs], [true]), body = With(op.BodyJaxpr, inputs[op.CondConsts..], outputs);
        if (cond == op.CondJaxpr && body == op.BodyJaxpr) return equation;
        int condConsts = inputs.Take(op.CondConsts).Count(isUsed => isUsed);
        return Reduced(equation, new While(cond, condConsts, body, inputs.Take(constants).Count(isUsed => isUsed) - condConsts), inputs, outputs);
    }

    private static ValueArray<bool> UsedOutputs(Equation equation, HashSet<Atom> used) => [.. equation.Outputs.Select(used.Contains)];

    private static Equation Reduced(Equation equation, Op op, bool[] inputs, ValueArray<bool> outputs) =>
        new(op, [.. equation.Inputs.Where((_, i) => inputs[i])], [.. equation.Outputs.Where((_, i) => outputs[i])]) { Source = equation.Source };

    /// <summary>The program of some outputs, which takes some of the inputs.</summary>
    private static Jaxpr With(Jaxpr jaxpr, bool[] inputs, ValueArray<bool> outputs)
    {
        Jaxpr reduced = Get(jaxpr, outputs, 0).Jaxpr;
        if (inputs.All(isKept => isKept)) return reduced;
        return Narrowed.Get(reduced, ValueArray.Create<bool>(inputs), () =>
            new(reduced.ConstVars, [.. reduced.Inputs.Where((_, i) => inputs[i])], reduced.Equations, reduced.Outputs, reduced.HasConstants ? reduced.Constants : []));
    }

    // So that calls that share a program still do.
    private static readonly ProgramCache<ValueArray<bool>, Jaxpr> Narrowed = new();
}
