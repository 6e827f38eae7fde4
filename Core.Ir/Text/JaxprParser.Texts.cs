namespace Core.Ir.Text;

/// <summary>Programs that stand among parameters as texts of their own, with their own names and programs given by let.</summary>
internal sealed partial class JaxprParser
{
    private readonly List<Jaxpr> _texts = [];

    /// <summary>Reads such a text; gives the program and where it ends.</summary>
    internal (Jaxpr Jaxpr, int End) ReadText(int start)
    {
        JaxprParser inner = new(Text) { At = start, _depth = _depth };
        inner.FindShared();
        inner.SkipSpace();
        Jaxpr program = inner.ReadJaxpr(isTop: true);
        int end = inner.At;
        foreach (SharedProgram shared in inner._shared.Values) inner.Resolve(shared);
        program = inner.Unify(program);
        _texts.Add(program);
        return (program, end);
    }

    /// <summary>
    /// The program with those of its texts that it gives names by let: a text does not use the names from outside, but its programs are named there where they
    /// are long or used more than once, and would not be printed as they were if they were others.
    /// </summary>
    private Jaxpr Unify(Jaxpr top) => _texts.Count == 0 ? top : new Unification(top, [.. _shared.Values.Select(shared => shared.Jaxpr!)], _texts).Apply();

    /// <summary>
    /// Finds which programs of texts are which named ones. Names are given in the order in which programs are first met going through the program level
    /// by level, so the next name is that of the next program that has one; what is met again is one that was named before, but different programs of
    /// one text stay different.
    /// </summary>
    private sealed class Unification
    {
        private readonly Jaxpr _top;
        private readonly List<Jaxpr> _named;
        private readonly Dictionary<Jaxpr, Jaxpr> _textOf = new(ReferenceEqualityComparer.Instance);
        private readonly Dictionary<Jaxpr, Jaxpr> _same = new(ReferenceEqualityComparer.Instance), _rebuilt = new(ReferenceEqualityComparer.Instance);
        private readonly HashSet<(Jaxpr Named, Jaxpr Text)> _taken = [];
        private int _next;

        public Unification(Jaxpr top, List<Jaxpr> named, List<Jaxpr> texts)
        {
            (_top, _named) = (top, named);
            foreach (Jaxpr text in texts) Collect(text, text);
        }

        public Jaxpr Apply()
        {
            Queue<Jaxpr> queue = new([_top]);
            HashSet<Jaxpr> met = new(ReferenceEqualityComparer.Instance) { _top };
            while (queue.TryDequeue(out Jaxpr? jaxpr))
            {
                foreach (Equation equation in jaxpr.Equations)
                {
                    foreach (Jaxpr inner in equation.Op.Jaxprs)
                    {
                        Jaxpr program = Find(inner);
                        if (met.Add(program)) queue.Enqueue(program);
                    }
                }
            }
            return Rebuild(_top);
        }

        private void Collect(Jaxpr jaxpr, Jaxpr text)
        {
            if (!_textOf.TryAdd(jaxpr, text)) return;
            foreach (Equation equation in jaxpr.Equations)
                foreach (Jaxpr inner in equation.Op.Jaxprs) DeepRecursion.Run(() => Collect(inner, text));
        }

        private Jaxpr Find(Jaxpr program)
        {
            if (_same.TryGetValue(program, out Jaxpr? known)) return known;
            Jaxpr found = program;
            if (!_textOf.TryGetValue(program, out Jaxpr? text))
            {
                if (_next < _named.Count && _named[_next] == program) _next++;
            }
            else if (_next < _named.Count && IsSame(_named[_next], program)) found = _named[_next++];
            else
            {
                for (int i = 0; i < _next; i++)
                {
                    if (_taken.Contains((_named[i], text)) || !IsSame(_named[i], program)) continue;
                    found = _named[i];
                    break;
                }
            }
            if (text is not null && found != program) _taken.Add((found, text));
            return _same[program] = found;
        }

        private static bool IsSame(Jaxpr named, Jaxpr program) =>
            named.Inputs.Count == program.Inputs.Count && named.Equations.Count == program.Equations.Count && named.Equals(program, Compare.UpToNames);

        private Jaxpr Rebuild(Jaxpr jaxpr)
        {
            if (_rebuilt.TryGetValue(jaxpr, out Jaxpr? known)) return known;
            return _rebuilt[jaxpr] = DeepRecursion.Run(() =>
            {
                bool changed = false;
                Equation[] equations = new Equation[jaxpr.Equations.Count];
                for (int i = 0; i < equations.Length; i++)
                {
                    Equation equation = jaxpr.Equations[i];
                    Jaxpr[] inner = [.. equation.Op.Jaxprs.Select(program => Rebuild(_same.GetValueOrDefault(program, program)))];
                    bool same = inner.Zip(equation.Op.Jaxprs, ReferenceEquals).All(equal => equal);
                    changed |= !same;
                    equations[i] = same ? equation : equation with { Op = equation.Op.WithJaxprs(ValueArray.Adopt(inner)) };
                }
                return changed ? new(jaxpr.ConstVars, jaxpr.Inputs, ValueArray.Adopt(equations), jaxpr.Outputs, jaxpr.Constants) : jaxpr;
            });
        }
    }
}
