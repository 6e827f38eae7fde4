namespace Core.Ir.Text;

/// <summary>
/// The variables called _ in a program that is read. A call gives the results of its program the names of what it binds, so several of
/// them are called _ where several are bound and not used; which one a use means has to follow from the types.
/// </summary>
internal sealed class UnnamedVars
{
    private readonly List<Var> _vars = [];

    /// <summary>A further variable called _.</summary>
    public void Add(Var var) => _vars.Add(var);

    /// <summary>The equation with other variables called _ among its operands, so that its types are right; null where none are.</summary>
    public Equation? ResolveOperands(Equation equation)
    {
        int[] places = [.. Enumerable.Range(0, equation.Inputs.Count).Where(i => equation.Inputs[i] is Var var && _vars.Contains(var))];
        if (places.Length == 0 || _vars.Count < 2) return null;
        Atom[] inputs = [.. equation.Inputs];
        return Try(0);

        Equation? Try(int next)
        {
            if (next == places.Length)
            {
                Equation candidate = equation with { Inputs = ValueArray.Create<Atom>(inputs) };
                return JaxprChecker.TypeError(candidate) is null ? candidate : null;
            }
            for (int i = _vars.Count - 1; i >= 0; i--)
            {
                inputs[places[next]] = _vars[i];
                if (Try(next + 1) is { } found) return found;
            }
            return null;
        }
    }

    /// <summary>The outputs of a program with the variables called _ told apart: each of them once, where the call binds its type.</summary>
    public ValueArray<Atom> ResolveOutputs(ValueArray<Atom> outputs, IReadOnlyList<Var>? callOutputs)
    {
        int[] places = [.. Enumerable.Range(0, outputs.Count).Where(i => outputs[i] is Var var && _vars.Contains(var))];
        if (places.Length == 0 || _vars.Count < 2) return outputs;
        Atom[] resolved = [.. outputs];
        HashSet<int> open = [.. places];
        foreach (Var var in _vars)
        {
            int place = places.Where(open.Contains).Where(i => Fits(var, i)).DefaultIfEmpty(-1).First();
            if (place < 0) continue;
            resolved[place] = var;
            open.Remove(place);
        }
        // The same result twice: any variable of the type will do.
        foreach (int place in open) resolved[place] = _vars.FindLast(var => Fits(var, place)) ?? resolved[place];
        return ValueArray.Create<Atom>(resolved);

        bool Fits(Var var, int place) => callOutputs is null || place >= callOutputs.Count || callOutputs[place].Type.Matches(var.Type);
    }

    /// <summary>Marks those that nothing uses: in a nested program only what is dropped on purpose is called _ and not used.</summary>
    public void DropUnused(List<Equation> equations, ValueArray<Atom> outputs)
    {
        if (_vars.Count == 0) return;
        HashSet<Atom> used = new(ReferenceEqualityComparer.Instance);
        foreach (Atom output in outputs) used.Add(output);
        foreach (Equation equation in equations)
            foreach (Atom input in equation.Inputs) used.Add(input);
        foreach (Var var in _vars)
            if (!used.Contains(var)) var.Drop();
    }
}
