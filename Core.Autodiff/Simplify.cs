using Core.Ir;

namespace Core.Autodiff;

/// <summary>Puts right what differentiation leaves in a program: products with the cotangent 1 of a result, and what nobody uses.</summary>
internal static class Simplify
{
    /// <summary>The program without multiplications by one and without dead equations.</summary>
    public static Jaxpr Clean(Jaxpr jaxpr) => DeadCode.Remove(WithoutOnes(jaxpr));

    // x · 1 = x, where the 1 is a literal or one that was broadcast.
    private static Jaxpr WithoutOnes(Jaxpr jaxpr)
    {
        HashSet<Atom> ones = new(ReferenceEqualityComparer.Instance);
        Dictionary<Atom, Atom> same = new(ReferenceEqualityComparer.Instance);
        List<Equation> equations = [];
        foreach (Equation equation in jaxpr.Equations)
        {
            Atom[] inputs = [.. equation.Inputs.Select(ValueOf)];
            switch (equation.Op)
            {
                case BroadcastInDim or Reshape when IsOne(inputs[0]):
                    ones.Add(equation.Outputs[0]);
                    break;
                case Binary { Kind: BinaryKind.Mul, OutDType: null } when IsOne(inputs[1]) && IsAs(inputs[0], equation.Outputs[0]):
                    same[equation.Outputs[0]] = inputs[0];
                    continue;
                case Binary { Kind: BinaryKind.Mul, OutDType: null } when IsOne(inputs[0]) && IsAs(inputs[1], equation.Outputs[0]):
                    same[equation.Outputs[0]] = inputs[1];
                    continue;
                default:
                    break;
            }
            equations.Add(inputs.AsSpan().SequenceEqual(equation.Inputs.Span) ? equation : equation with { Inputs = ValueArray.Adopt(inputs) });
        }
        return same.Count == 0 ? jaxpr : new(jaxpr.ConstVars, jaxpr.Inputs, [.. equations], [.. jaxpr.Outputs.Select(ValueOf)], jaxpr.Constants);

        Atom ValueOf(Atom atom) => same.GetValueOrDefault(atom, atom);

        bool IsOne(Atom atom) => ones.Contains(atom) || (atom is Literal literal && literal.Value == Scalar.Of(1).ConvertTo(literal.Type.DType));

        static bool IsAs(Atom atom, Var result) => atom.Type == result.Type;
    }
}
