using Core.Ir;

namespace Core.Autodiff;

/// <summary>Takes out of the body of a loop what is the same in all steps, out of the calls in it too.</summary>
internal static class LoopInvariants
{
    private static readonly ProgramCache<ValueArray<bool>, (Jaxpr, Jaxpr)> Known = new();

    /// <summary>A body taken apart.</summary>
    /// <param name="jaxpr">The body.</param>
    /// <param name="same">Which inputs are the same in all steps.</param>
    /// <returns>The program of what is the same, which takes those inputs; and the body, which takes what that gives, then all inputs.</returns>
    // JAX: _scan_known_hoisting.
    public static (Jaxpr Outside, Jaxpr Body) Get(Jaxpr jaxpr, ValueArray<bool> same) => Known.Get(jaxpr, same, () =>
    {
        Hoist hoist = new([.. jaxpr.Inputs.Where((_, i) => same[i]), .. jaxpr.ConstVars]);
        foreach (Equation equation in jaxpr.Equations) hoist.Add(equation);
        return hoist.Take(jaxpr, same);
    });

    private sealed class Hoist(IEnumerable<Atom> same)
    {
        private readonly HashSet<Atom> _same = new(same, ReferenceEqualityComparer.Instance);
        private readonly Dictionary<Atom, Atom> _forwarded = new(ReferenceEqualityComparer.Instance);
        private readonly List<Equation> _outside = [], _inside = [];

        public void Add(Equation equation)
        {
            Atom[] inputs = [.. equation.Inputs.Select(ValueOf)];
            if (!inputs.AsSpan().SequenceEqual(equation.Inputs.Span)) equation = equation with { Inputs = ValueArray.Adopt(inputs) };
            if (equation.HasEffect) _inside.Add(equation);
            else if (equation.Inputs.All(IsSame))
            {
                _outside.Add(equation);
                _same.UnionWith(equation.Outputs);
            }
            else if (equation.Op is Call or ClosedCall) AddCall(equation);
            else _inside.Add(equation);
        }

        private void AddCall(Equation equation)
        {
            bool[] flags = [.. equation.Inputs.Select(IsSame)];
            (Jaxpr outside, Jaxpr body) = Get(equation.Op.Jaxprs[0], ValueArray.Create<bool>(flags));
            Atom[] inputs = [.. equation.Inputs];
            if (outside.Outputs.Count > 0)
            {
                Var[] values = [.. outside.Outputs.Select(output => new Var(output.Type))];
                _outside.Add(With(equation, outside, [.. equation.Inputs.Where((_, i) => flags[i])], [.. values]));
                _same.UnionWith(values);
                inputs = [.. values, .. inputs];
                equation = With(equation, body, [.. inputs], equation.Outputs);
            }
            // What the call only hands on is the same where the operand is.
            for (int i = 0; i < body.Outputs.Count; i++)
                if (body.Outputs[i] is Var output && body.Inputs.Span.IndexOf(output) is >= 0 and int input && IsSame(inputs[input]) && inputs[input].Type == equation.Outputs[i].Type)
                    _forwarded[equation.Outputs[i]] = inputs[input];
            _inside.Add(equation);
        }

        public (Jaxpr Outside, Jaxpr Body) Take(Jaxpr jaxpr, ValueArray<bool> same)
        {
            Atom[] outputs = [.. jaxpr.Outputs.Select(ValueOf)];
            KeepViews(outputs);
            HashSet<Atom> computed = new(_outside.SelectMany(equation => equation.Outputs), ReferenceEqualityComparer.Instance);
            Var[] values = [.. _inside.SelectMany(equation => equation.Inputs).Concat(outputs).Where(computed.Contains).Distinct<Atom>(ReferenceEqualityComparer.Instance).Cast<Var>()];
            Jaxpr outside = new(jaxpr.ConstVars, [.. jaxpr.Inputs.Where((_, i) => same[i])], [.. _outside], [.. values], jaxpr.Constants);
            bool isAsItWas = values.Length == 0 && _forwarded.Count == 0;
            return (DeadCode.Remove(outside), isAsItWas ? jaxpr : new(jaxpr.ConstVars, [.. values, .. jaxpr.Inputs], [.. _inside], [.. outputs], jaxpr.Constants));
        }

        // A broadcast is cheaper made in each step than read; it stays where nothing outside needs it.
        private void KeepViews(Atom[] outputs)
        {
            HashSet<Atom> needed = new(outputs, ReferenceEqualityComparer.Instance);
            for (int i = _outside.Count - 1; i >= 0; i--)
            {
                Equation equation = _outside[i];
                if (equation.Op is BroadcastInDim or Iota or Reshape or Squeeze && !equation.Outputs.Any(needed.Contains))
                {
                    _outside.RemoveAt(i);
                    _inside.Insert(0, equation);
                }
                else
                    needed.UnionWith(equation.Inputs);
            }
        }

        private static Equation With(Equation equation, Jaxpr jaxpr, ValueArray<Atom> inputs, ValueArray<Var> outputs) => equation with
        {
            Op = equation.Op is Call call ? call with { Jaxpr = jaxpr, DonatedInvars = [] } : new ClosedCall(jaxpr),
            Inputs = inputs,
            Outputs = outputs,
        };

        private bool IsSame(Atom atom) => atom is Literal || _same.Contains(atom);

        private Atom ValueOf(Atom atom) => _forwarded.GetValueOrDefault(atom, atom);
    }
}
