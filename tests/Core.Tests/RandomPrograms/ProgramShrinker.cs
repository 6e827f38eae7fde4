using Core.Ir;

namespace Core.Tests.RandomPrograms;

/// <summary>Smaller programs that are like a given one: what FsCheck tries to find the smallest that still breaks a property.</summary>
internal static class ProgramShrinker
{
    /// <summary>Smaller programs, those that are much smaller first.</summary>
    public static IEnumerable<RandomProgram> Shrink(RandomProgram program) =>
        Candidates(program.Jaxpr).Select(candidate => program with { Jaxpr = candidate }).Append(program with { Seed = 0 }).Where(smaller => smaller != program);

    private static IEnumerable<Jaxpr> Candidates(Jaxpr jaxpr)
    {
        // Runs of equations whose results become inputs: half of the program, then a quarter, …, then each alone.
        for (int length = (jaxpr.Equations.Count + 1) / 2; length > 0; length /= 2)
            for (int start = 0; start < jaxpr.Equations.Count; start += length)
                yield return WithoutUnused(WithoutEquations(jaxpr, start, Math.Min(start + length, jaxpr.Equations.Count)));
        for (int i = 0; i < jaxpr.Outputs.Count; i++) yield return WithOutputs(jaxpr, [.. jaxpr.Outputs.Where((_, k) => k != i)]);
        for (int i = 0; i < jaxpr.Equations.Count; i++)
        {
            Equation equation = jaxpr.Equations[i];
            if (equation.Op is not Call call) continue;
            yield return Inlined(jaxpr, i, call.Jaxpr);
            foreach (Jaxpr inner in Candidates(call.Jaxpr))
                if (inner.Inputs.Count == call.Jaxpr.Inputs.Count && inner.Inputs.Zip(call.Jaxpr.Inputs).All(pair => pair.First.Type.Matches(pair.Second.Type)) && inner.Outputs.Count == call.Jaxpr.Outputs.Count)
                    yield return With(jaxpr, [.. jaxpr.Equations.Select((e, k) => k == i ? e with { Op = call with { Jaxpr = inner } } : e)]);
        }
        if (WithoutUnused(jaxpr) is var used && used.Inputs.Count + used.ConstVars.Count < jaxpr.Inputs.Count + jaxpr.ConstVars.Count) yield return used;
        if (jaxpr.Constants.Count > 0) yield return new([], [.. jaxpr.ConstVars, .. jaxpr.Inputs], jaxpr.Equations, jaxpr.Outputs);
    }

    private static Jaxpr With(Jaxpr jaxpr, ValueArray<Equation> equations) => new(jaxpr.ConstVars, jaxpr.Inputs, equations, jaxpr.Outputs, jaxpr.Constants);

    private static Jaxpr WithOutputs(Jaxpr jaxpr, ValueArray<Atom> outputs) => new(jaxpr.ConstVars, jaxpr.Inputs, jaxpr.Equations, outputs, jaxpr.Constants);

    private static Jaxpr WithoutEquations(Jaxpr jaxpr, int start, int end)
    {
        IEnumerable<Var> results = jaxpr.Equations.Skip(start).Take(end - start).SelectMany(equation => equation.Outputs);
        HashSet<Atom> used = Used(jaxpr);
        return new(jaxpr.ConstVars, [.. jaxpr.Inputs, .. results.Where(used.Contains)], [.. jaxpr.Equations.Take(start), .. jaxpr.Equations.Skip(end)], jaxpr.Outputs, jaxpr.Constants);
    }

    private static Jaxpr WithoutUnused(Jaxpr jaxpr)
    {
        HashSet<Atom> used = Used(jaxpr);
        int[] constants = [.. Enumerable.Range(0, jaxpr.ConstVars.Count).Where(i => used.Contains(jaxpr.ConstVars[i]))];
        return new([.. constants.Select(i => jaxpr.ConstVars[i])], [.. jaxpr.Inputs.Where(used.Contains)], jaxpr.Equations, jaxpr.Outputs,
            jaxpr.Constants.Count == 0 ? [] : [.. constants.Select(i => jaxpr.Constants[i])]);
    }

    /// <summary>The steps of a called program in the place of the call.</summary>
    private static Jaxpr Inlined(Jaxpr jaxpr, int index, Jaxpr called)
    {
        Equation call = jaxpr.Equations[index];
        Dictionary<Atom, Atom> renamed = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < called.Inputs.Count; i++) renamed[called.Inputs[i]] = call.Inputs[i];
        List<Equation> equations = [.. jaxpr.Equations.Take(index)];
        foreach (Equation inner in called.Equations)
        {
            foreach (Var output in inner.Outputs) renamed[output] = new Var(output.Type);
            equations.Add(Renamed(inner));
        }
        for (int i = 0; i < called.Outputs.Count; i++) renamed[call.Outputs[i]] = renamed.GetValueOrDefault(called.Outputs[i], called.Outputs[i]);
        equations.AddRange(jaxpr.Equations.Skip(index + 1).Select(Renamed));
        return new(jaxpr.ConstVars, jaxpr.Inputs, [.. equations], [.. jaxpr.Outputs.Select(Name)], jaxpr.Constants);

        Equation Renamed(Equation equation) => equation with { Inputs = [.. equation.Inputs.Select(Name)], Outputs = [.. equation.Outputs.Select(output => (Var)Name(output))] };

        Atom Name(Atom atom) => renamed.GetValueOrDefault(atom, atom);
    }

    private static HashSet<Atom> Used(Jaxpr jaxpr) =>
        new(jaxpr.Outputs.Concat(jaxpr.Equations.SelectMany(equation => equation.Inputs)), ReferenceEqualityComparer.Instance);
}
