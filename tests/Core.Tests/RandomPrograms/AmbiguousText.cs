using Core.Ir;

namespace Core.Tests.RandomPrograms;

/// <summary>
/// Programs whose text has more than one meaning. A call gives the results of its program the names of what it binds, so that several variables there may be
/// called _; where one of them is used, the text does not say which, unless the types do.
/// </summary>
internal static class AmbiguousText
{
    /// <summary>Whether the text of a program may mean another one.</summary>
    public static bool Has(Jaxpr program)
    {
        HashSet<Atom> used = Used(program);
        return Has(program, new(program.Equations.SelectMany(equation => equation.Outputs).Where(output => !used.Contains(output)), ReferenceEqualityComparer.Instance), isTop: true);
    }

    private static bool Has(Jaxpr program, HashSet<Atom> unnamed, bool isTop)
    {
        HashSet<Atom> used = Used(program);
        if (!isTop)
        {
            Var[] bound = [.. program.Inputs.Concat(program.Equations.SelectMany(equation => equation.Outputs)).Where(output => output.IsDropped || unnamed.Contains(output))];
            if (bound.Length > 1 && bound.Any(used.Contains)) return true;
        }
        foreach (Equation equation in program.Equations)
        {
            if (equation.Op is not Call { Jaxpr: var inner }) continue;
            HashSet<Atom> innerUnnamed = new(ReferenceEqualityComparer.Instance);
            for (int i = 0; i < equation.Outputs.Count; i++)
                if (equation.Outputs[i].IsDropped || unnamed.Contains(equation.Outputs[i])) innerUnnamed.Add(inner.Outputs[i]);
            if (Has(inner, innerUnnamed, isTop: false)) return true;
        }
        return false;
    }

    private static HashSet<Atom> Used(Jaxpr program) =>
        new(program.Outputs.Concat(program.Equations.SelectMany(equation => equation.Inputs)), ReferenceEqualityComparer.Instance);
}
