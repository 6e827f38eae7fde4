namespace Core.Ir.Text;

/// <summary>
/// The variables called _ in a program that is read. A call gives the results of its program the names of what it binds, so several of
/// them are called _ where several are bound and not used; which one a use means has to follow from the types. Others that are called _
/// were dropped on purpose, and nothing uses them.
/// </summary>
/// <param name="returned">The types of the results that are called _, or null where that is not known.</param>
internal sealed class UnnamedVars(ValueArray<ArrayType>? returned)
{
    private readonly List<Var> _vars = [];
    private readonly HashSet<Var> _used = [];

    /// <summary>A further variable called _.</summary>
    public void Add(Var var) => _vars.Add(var);

    /// <summary>The variable that a use of _ means, as far as its equation does not say: the last one that the program may return.</summary>
    public Var? Find() => Candidates().FirstOrDefault() ?? _vars.LastOrDefault();

    /// <summary>The equation with other variables called _ among its operands where its types would be wrong; null where none fit.</summary>
    public Equation? ResolveOperands(Equation equation)
    {
        int[] places = Places(equation.Inputs);
        if (places.Length == 0 || _vars.Count < 2) return null;
        Var[] candidates = [.. Candidates()];
        Atom[] inputs = [.. equation.Inputs];
        return Try(0);

        Equation? Try(int next)
        {
            if (next == places.Length)
            {
                Equation candidate = equation with { Inputs = ValueArray.Create<Atom>(inputs) };
                return JaxprChecker.TypeError(candidate) is null ? candidate : null;
            }
            foreach (Var candidate in candidates)
            {
                inputs[places[next]] = candidate;
                if (Try(next + 1) is { } found) return found;
            }
            return null;
        }
    }

    /// <summary>Notes which variables an equation uses.</summary>
    public void Use(Equation equation)
    {
        if (_vars.Count == 0) return;
        foreach (int place in Places(equation.Inputs)) _used.Add((Var)equation.Inputs[place]);
    }

    /// <summary>
    /// The outputs of a program with the variables called _ told apart, of the types that the call binds. Where the call binds a _ it gave that name: to one
    /// variable each, those that equations use first. Where it binds something else the variable has the name from an earlier output that it is as well.
    /// </summary>
    /// <param name="outputs">The outputs as they were read.</param>
    /// <param name="callOutputs">What the call binds, or null where that is not known.</param>
    /// <param name="isUnnamed">Whether what the call binds is called _.</param>
    public ValueArray<Atom> ResolveOutputs(ValueArray<Atom> outputs, IReadOnlyList<Var>? callOutputs, Func<Var, bool> isUnnamed)
    {
        int[] places = Places(outputs);
        if (places.Length == 0 || _vars.Count < 2) return outputs;
        Atom[] resolved = [.. outputs];
        SortedSet<int> open = [.. places];
        foreach (Var var in _vars.OrderBy(var => _used.Contains(var) ? 0 : 1))
        {
            int place = open.Where(i => Fits(var, i) && (callOutputs is null || i >= callOutputs.Count || isUnnamed(callOutputs[i]))).DefaultIfEmpty(-1).First();
            if (place < 0) continue;
            resolved[place] = var;
            open.Remove(place);
        }
        foreach (int place in open)
        {
            Atom? earlier = places.Where(i => i < place && !open.Contains(i)).Select(i => resolved[i]).LastOrDefault(atom => Fits((Var)atom, place));
            resolved[place] = earlier ?? _vars.FindLast(var => Fits(var, place)) ?? resolved[place];
        }
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

    /// <summary>The variables that a use may mean, the last first: of a type of which all that the program returns are in use already, only these.</summary>
    private IEnumerable<Var> Candidates() => _vars.Where(var =>
    {
        if (returned is not { } types) return true;
        int count = types.Count(type => type.Matches(var.Type));
        return count > 0 && (_used.Contains(var) || _used.Count(used => used.Type.Matches(var.Type)) < count);
    }).Reverse();

    private int[] Places(ValueArray<Atom> atoms) => [.. Enumerable.Range(0, atoms.Count).Where(i => atoms[i] is Var var && _vars.Contains(var))];
}
