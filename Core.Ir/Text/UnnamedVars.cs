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
    private int _inputs;

    /// <summary>A further variable called _.</summary>
    public void Add(Var var) => _vars.Add(var);

    /// <summary>Notes that the inputs end here: those have their names from operands of the call.</summary>
    public void EndInputs() => _inputs = _vars.Count;

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
    /// variable each, those that equations use first. Where it binds something else the variable has the name from an earlier output or from an input that it is as well.
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
            resolved[place] = earlier ?? _vars.Take(_inputs).LastOrDefault(var => Fits(var, place)) ?? _vars.FindLast(var => Fits(var, place)) ?? resolved[place];
        }
        return ValueArray.Create<Atom>(resolved);

        bool Fits(Var var, int place) => callOutputs is null || place >= callOutputs.Count || callOutputs[place].Type.Matches(var.Type);
    }

    /// <summary>Gives equations that use one of these variables which is no input and no output one of the same type that is: no other is called _ and used.</summary>
    public void Settle(List<Equation> equations, ValueArray<Atom> outputs)
    {
        HashSet<Atom> possible = new(outputs.Concat(_vars.Take(_inputs)), ReferenceEqualityComparer.Instance);
        if (_used.All(possible.Contains)) return;
        HashSet<Atom> later = new(equations.SelectMany(equation => equation.Outputs), ReferenceEqualityComparer.Instance); // bound by this equation or after it
        for (int i = 0; i < equations.Count; i++)
        {
            equations[i] = equations[i] with { Inputs = [.. equations[i].Inputs.Select(Settled)] };
            foreach (Var bound in equations[i].Outputs) later.Remove(bound);
        }

        Atom Settled(Atom input) => input is Var var && _used.Contains(var) && !possible.Contains(var)
            ? _vars.FindLast(other => possible.Contains(other) && !later.Contains(other) && other.Type.Matches(var.Type)) ?? input
            : input;
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

    /// <summary>The variables that a use may mean, the last first: inputs, and results; of a type of which all results are in use already, only these.</summary>
    private IEnumerable<Var> Candidates() => _vars.Where((var, i) =>
    {
        if (returned is not { } types || i < _inputs) return true;
        int count = types.Count(type => type.Matches(var.Type));
        return count > 0 && (_used.Contains(var) || _vars.Skip(_inputs).Count(other => _used.Contains(other) && other.Type.Matches(var.Type)) < count);
    }).Reverse();

    private int[] Places(ValueArray<Atom> atoms) => [.. Enumerable.Range(0, atoms.Count).Where(i => atoms[i] is Var var && _vars.Contains(var))];
}
