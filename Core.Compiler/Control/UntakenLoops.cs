using Core.Ir;

namespace Core.Compiler.Control;

/// <summary>
/// Mapping a branch over examples makes both branches run for all of them and selects afterwards. A loop that is only selected from need not run for the lanes that
/// select something else: this pass puts it into a loop of one pass that only those lanes enter which want its result.
/// </summary>
/// <remarks>
/// <c>o = loop(x); select_n c y o</c> becomes <c>_, o = while (flag) { flag, o = false, loop(o) }</c> from <c>c == 1, x</c>. Lanes outside keep <c>x</c>, which nobody looks at.
/// Done where the loop's lanes never meet, so that a block of lanes none of which wants it costs a comparison.
/// </remarks>
internal static class UntakenLoops
{
    /// <summary>The program with loops skipped where their result is not selected.</summary>
    public static Jaxpr Skip(Jaxpr jaxpr)
    {
        bool some = false;
        foreach (Equation equation in jaxpr.Equations) some |= equation.Op is Scan or While;
        if (!some) return jaxpr;

        Dictionary<Var, List<Equation>> users = [];
        foreach (Equation equation in jaxpr.Equations)
        {
            foreach (Atom input in equation.Inputs)
            {
                if (input is not Var var) continue;
                if (!users.TryGetValue(var, out List<Equation>? list)) users[var] = list = [];
                list.Add(equation);
            }
        }
        HashSet<Var> returned = [.. jaxpr.Outputs.OfType<Var>()];
        Dictionary<Equation, List<Equation>> before = new(ReferenceEqualityComparer.Instance);
        HashSet<Equation> replaced = new(ReferenceEqualityComparer.Instance);
        foreach (Equation equation in jaxpr.Equations)
        {
            if (equation.Op is not (Scan or While) || Selection(equation, users, returned) is not { } selection || Guarded(equation, selection) is not { } guarded) continue;
            replaced.Add(equation);
            if (before.TryGetValue(selection.By, out List<Equation>? others)) others.AddRange(guarded); // both branches are loops
            else before[selection.By] = guarded;
        }
        if (replaced.Count == 0) return jaxpr;
        List<Equation> equations = [];
        foreach (Equation equation in jaxpr.Equations)
        {
            if (before.TryGetValue(equation, out List<Equation>? guarded)) equations.AddRange(guarded);
            if (!replaced.Contains(equation)) equations.Add(equation);
        }
        return new(jaxpr.ConstVars, jaxpr.Inputs, [.. equations], jaxpr.Outputs, jaxpr.Constants);
    }

    /// <summary>The one equation that selects the one result that is used of a loop, and as which case.</summary>
    private static (Equation By, int Case, int Output)? Selection(Equation loop, Dictionary<Var, List<Equation>> users, HashSet<Var> returned)
    {
        (Equation, int, int)? found = null;
        for (int i = 0; i < loop.Outputs.Count; i++)
        {
            Var output = loop.Outputs[i];
            if (returned.Contains(output)) return null;
            if (!users.TryGetValue(output, out List<Equation>? by)) continue;
            if (found is not null || by is not [{ Op: SelectN } select]) return null;
            int place = -1;
            for (int k = 0; k < select.Inputs.Count; k++)
            {
                if (!ReferenceEquals(select.Inputs[k], output)) continue;
                if (place >= 0 || k == 0) return null;
                place = k - 1;
            }
            if (select.Inputs[0] is not Var || select.Inputs[0].Type.Shape != output.Type.Shape) return null;
            found = (select, place, i);
        }
        return found;
    }

    private static List<Equation>? Guarded(Equation loop, (Equation By, int Case, int Output) selection)
    {
        Shape lanes = loop.Outputs[selection.Output].Type.Shape;
        Op op = LaneLoops.Prepared(loop.Op);
        (int first, int carried) = op switch
        {
            Scan { ConstCount: var consts, CarryCount: var count } => (consts, count),
            While loopOp => (loopOp.CondConsts + loopOp.BodyConsts, loopOp.BodyJaxpr.Outputs.Count),
            _ => (0, 0),
        };
        if (selection.Output >= carried || op is Scan { Length: < 4 } || LaneAxes.Of(op) is not { IsFlat: true } axes || axes.Lanes != lanes.Size) return null;

        // The mask of the lanes that take this case.
        Atom which = selection.By.Inputs[0];
        List<Equation> equations = [];
        ArrayType flags = new(DType.Bool, lanes);
        Var flag = new(flags);
        int last = selection.By.Inputs.Count - 2;
        equations.Add(which.Type.DType is DType.Bool
            ? selection.Case == 1 ? new(new Unary(UnaryKind.Copy), [which], [flag]) : new(new Unary(UnaryKind.Not), [which], [flag])
            : new(new Comparison(selection.Case == 0 ? ComparisonKind.Le : selection.Case == last ? ComparisonKind.Ge : ComparisonKind.Eq),
                [which, new Literal(Scalar.Of(selection.Case), which.Type.DType)], [flag]));

        // while (flag) { flag = false; value = loop(value) }, the loop's other operands as constants.
        Var value = loop.Outputs[selection.Output];
        int carry = first + selection.Output;
        Var testFlag = new(flags), testValue = new(value.Type), bodyFlag = new(flags), bodyValue = new(value.Type), off = new(flags);
        List<Var> constants = [];
        List<Atom> operands = [], inner = [];
        for (int i = 0; i < loop.Inputs.Count; i++)
        {
            if (i == carry) inner.Add(bodyValue);
            else if (loop.Inputs[i] is Literal literal) inner.Add(literal);
            else
            {
                Var constant = new(loop.Inputs[i].Type);
                constants.Add(constant);
                operands.Add(loop.Inputs[i]);
                inner.Add(constant);
            }
        }
        List<Var> results = [];
        foreach (Var output in loop.Outputs) results.Add(new(output.Type));
        Jaxpr test = new([], [testFlag, testValue], [], [testFlag]);
        Jaxpr body = new([], [.. constants, bodyFlag, bodyValue],
        [
            new(op, [.. inner], [.. results]),
            new(new BroadcastInDim(lanes, []), [new Literal(Scalar.Of(false), DType.Bool)], [off]),
        ], [off, results[selection.Output]]);
        equations.Add(new(new While(test, 0, body, constants.Count), [.. operands, flag, loop.Inputs[carry]], [new Var(flags, isDropped: true), value]));
        return equations;
    }
}
