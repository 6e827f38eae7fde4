namespace Core.Ir.Text;

/// <summary>Programs that stand among parameters as texts of their own, with their own names and programs given by let.</summary>
internal sealed partial class JaxprParser
{
    /// <summary>Reads such a text; gives the program and where it ends.</summary>
    internal (Jaxpr Jaxpr, int End) ReadText(int start)
    {
        JaxprParser inner = new(Text, this) { At = start, _depth = _depth };
        inner.FindShared();
        inner.SkipSpace();
        Jaxpr program = inner.ReadJaxpr(isTop: true);
        foreach (SharedProgram shared in inner._shared.Values) inner.Resolve(shared);
        return (program, inner.At);
    }

    /// <summary>
    /// The program given by let further out that a program of this text is. Names from there do not count here; but a program only has one for
    /// being long or used more than once, and the text would not be printed again as it was if this one were another.
    /// </summary>
    private Jaxpr Unify(Jaxpr program)
    {
        for (JaxprParser? outer = _outer; outer is not null; outer = outer._outer)
        {
            SharedProgram? match = null;
            foreach (SharedProgram shared in outer._shared.Values)
            {
                if (match is not null && (shared.IsClaimed || !match.IsClaimed)) continue;
                if (!outer.TakesInputsOf(shared, program) || outer.TryResolve(shared)?.Equals(program, Compare.UpToNames) != true) continue;
                match = shared;
            }
            if (match is null) continue;
            match.IsClaimed = true;
            return match.Jaxpr!;
        }
        return program;
    }

    /// <summary>The program with a name; null where it cannot be read now, because it uses one that is being read: then it is not a part of that one.</summary>
    private Jaxpr? TryResolve(SharedProgram shared)
    {
        if (shared.Jaxpr is { } known) return known;
        if (shared.IsBeingRead) return null;
        int depth = _depth;
        try
        {
            return Resolve(shared);
        }
        catch (ParseException)
        {
            _depth = depth; // what is wrong with it is told when it is read in its turn
            return null;
        }
    }

    /// <summary>Whether a program with a name has constants and inputs of the same types.</summary>
    private bool TakesInputsOf(SharedProgram shared, Jaxpr program)
    {
        if (shared.Jaxpr is { } known) return Match(known.ConstVars, program.ConstVars) && Match(known.Inputs, program.Inputs);
        (int at, At) = (At, shared.Start);
        try
        {
            Expect('{', "at the start of a program");
            Expect("lambda", "at the start of a program");
            Scope scope = new(unnamedResults: null);
            return Match(ReadBinders(scope, ';', "';' after the constants"), program.ConstVars) && Match(ReadBinders(scope, '.', "'.' after the inputs"), program.Inputs);
        }
        catch (ParseException)
        {
            return false;
        }
        finally
        {
            At = at;
        }

        static bool Match(ValueArray<Var> left, ValueArray<Var> right) => left.Count == right.Count && left.Zip(right, (a, b) => a.Type.Matches(b.Type)).All(same => same);
    }
}
