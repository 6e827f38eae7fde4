using Core.Compiler.Fusion;
using Core.Ir;

namespace Core.Compiler.Control;

/// <summary>
/// Branches and loops by lane whose lanes never meet, as ops on all lanes that leave out what no lane wants: cheap branches are all computed and selected from, others
/// become loops of one pass that only those lanes enter which take the branch, and a loop by lane becomes one with a condition per lane.
/// </summary>
/// <remarks>
/// <c>o = cond_lanes[branches=(f g)] i x</c> becomes <c>_, p = while (flag) { flag, p = false, f(x) }</c> from <c>i == 0, 0</c>, and the same for <c>g</c> from <c>p</c> on.
/// Such loops are one kernel each (<see cref="LaneLoops"/>) that skips blocks of lanes none of which wants it. What is left as it is runs by <see cref="LaneSteps"/>.
/// </remarks>
internal static class LaneBranches
{
    private const int CheapWeight = 64; // instructions of all branches together, below which computing them costs less than leaving them out

    /// <summary>The program with such branches and loops replaced; calls in it have been inlined.</summary>
    public static Jaxpr Lower(Jaxpr jaxpr)
    {
        if (!HasLanes(jaxpr)) return jaxpr;
        List<Equation> equations = new(jaxpr.Equations.Count);
        bool changed = false;
        foreach (Equation equation in jaxpr.Equations)
        {
            bool replaced = equation.Op switch
            {
                CondLanes op => LowerBranches(op, equation, equations),
                WhileLanes op => LowerLoop(op, equation, equations),
                _ => false,
            };
            if (!replaced) equations.Add(equation);
            changed |= replaced;
        }
        return changed ? Inliner.Inline(new(jaxpr.ConstVars, jaxpr.Inputs, [.. equations], jaxpr.Outputs, jaxpr.Constants)) : jaxpr;
    }

    private static bool HasLanes(Jaxpr jaxpr)
    {
        foreach (Equation equation in jaxpr.Equations)
            if (equation.Op is CondLanes or WhileLanes) return true;
        return false;
    }

    private static bool LowerLoop(WhileLanes op, Equation equation, List<Equation> equations)
    {
        int lanes = equation.Inputs[op.CondConsts + op.BodyConsts].Type.Shape[0];
        if (op.Sizes.Count == 0 || op.Sizes[0] != lanes) return false;
        Op loop = LaneLoops.Prepared(new While(op.DenseCond[0], op.CondConsts, op.DenseBody[0], op.BodyConsts));
        if (LaneAxes.Of(loop) is null) return false;
        equations.Add(equation with { Op = loop });
        return true;
    }

    private static bool LowerBranches(CondLanes op, Equation equation, List<Equation> equations)
    {
        Atom index = equation.Inputs[0];
        int lanes = index.Type.Shape[0], count = op.Branches.Count;
        if (op.Sizes.Count == 0 || op.Sizes[0] != lanes) return false;
        Jaxpr[] branches = new Jaxpr[count];
        int? weight = 0;
        for (int i = 0; i < count; i++)
        {
            branches[i] = LaneLoops.Prepared(op.DenseOf(i)[0]);
            weight += WeightOf(branches[i]);
        }
        List<Equation> added = [];
        if ((weight <= CheapWeight ? Selected(branches, equation, added) : Guarded(branches, equation, added)) is not { } results) return false;
        equations.AddRange(added);
        for (int i = 0; i < results.Length; i++) equations.Add(new(new Unary(UnaryKind.Copy), [results[i]], [equation.Outputs[i]]));
        return true;
    }

    /// <summary>About how many instructions a program is, or none if it is more than what clusters hold.</summary>
    private static int? WeightOf(Jaxpr jaxpr)
    {
        int weight = 0;
        foreach (Equation equation in jaxpr.Equations)
        {
            if (!Fusible.IsFusible(equation) || equation.HasEffect) return null;
            weight += Fusible.Weight(equation);
        }
        return weight;
    }

    private static Atom[] Selected(Jaxpr[] branches, Equation equation, List<Equation> added)
    {
        ValueArray<Atom> operands = [.. equation.Inputs.Skip(1)];
        Atom[] results = [];
        for (int branch = branches.Length - 1; branch >= 0; branch--)
        {
            Var[] own = Added(new Call("branch", branches[branch]), operands, equation.Outputs, added);
            if (branch == branches.Length - 1)
            {
                results = own;
                continue;
            }
            Var flag = Flag(equation.Inputs[0], branch, branches.Length - 1, added);
            for (int i = 0; i < own.Length; i++)
            {
                Var wide = new(new(DType.Bool, own[i].Type.Shape));
                added.Add(new(new BroadcastInDim(wide.Type.Shape, [0]), [flag], [wide]));
                results[i] = Added(new SelectN(), [wide, results[i], own[i]], [equation.Outputs[i]], added)[0];
            }
        }
        return results;
    }

    private static Atom[]? Guarded(Jaxpr[] branches, Equation equation, List<Equation> added)
    {
        ValueArray<Atom> operands = [.. equation.Inputs.Skip(1)];
        Atom[] results = new Atom[equation.Outputs.Count];
        foreach (Var output in equation.Outputs)
            if (output.Type.DType.IsKey || output.Type.IsRef) return null;
        for (int i = 0; i < results.Length; i++)
            results[i] = Added(new BroadcastInDim(equation.Outputs[i].Type.Shape, []), [new Literal(Scalar.Of(0), equation.Outputs[i].Type.DType)], [equation.Outputs[i]], added)[0];
        ArrayType flags = new(DType.Bool, equation.Inputs[0].Type.Shape);
        for (int branch = 0; branch < branches.Length; branch++)
        {
            // while (flag) { flag = false; values = branch(operands) }
            Var testFlag = new(flags), bodyFlag = new(flags), off = new(flags);
            Var[] constants = [.. operands.Select(operand => new Var(operand.Type))], now = Like(results), made = Like(results);
            Jaxpr test = new([], [testFlag, .. Like(results)], [], [testFlag]);
            Jaxpr body = new([], [.. constants, bodyFlag, .. now],
            [
                new(new Call("branch", branches[branch]), [.. constants], [.. made]),
                new(new BroadcastInDim(flags.Shape, []), [new Literal(Scalar.Of(false), DType.Bool)], [off]),
            ], [off, .. made]);
            Op loop = LaneLoops.Prepared(new While(test, 0, body, constants.Length));
            if (LaneAxes.Of(loop) is null) return null;
            Var flag = Flag(equation.Inputs[0], branch, branches.Length - 1, added);
            results = Added(loop, [.. operands, flag, .. results], [new Var(flags), .. equation.Outputs], added)[1..];
        }
        return results;
    }

    /// <summary>The mask of the lanes that take a branch; the last one is taken by what is out of range too.</summary>
    private static Var Flag(Atom index, int branch, int last, List<Equation> added)
    {
        ArrayType flags = new(DType.Bool, index.Type.Shape);
        if (branch < last) return Compare(ComparisonKind.Eq, branch);
        (Var below, Var above, Var flag) = (Compare(ComparisonKind.Lt, 0), Compare(ComparisonKind.Ge, last), new(flags));
        added.Add(new(new Binary(BinaryKind.Or), [below, above], [flag]));
        return flag;

        Var Compare(ComparisonKind kind, int with)
        {
            Var result = new(flags);
            added.Add(new(new Comparison(kind), [index, new Literal(Scalar.Of(with), index.Type.DType)], [result]));
            return result;
        }
    }

    private static Var[] Added(Op op, ValueArray<Atom> inputs, ValueArray<Var> like, List<Equation> added)
    {
        Var[] outputs = Like([.. like]);
        added.Add(new(op, inputs, [.. outputs]));
        return outputs;
    }

    private static Var[] Like(Atom[] atoms)
    {
        Var[] vars = new Var[atoms.Length];
        for (int i = 0; i < vars.Length; i++) vars[i] = new(atoms[i].Type);
        return vars;
    }
}
