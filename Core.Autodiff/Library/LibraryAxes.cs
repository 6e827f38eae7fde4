using Core.Ir;

namespace Core.Autodiff;

/// <summary>
/// Whether the arguments of a library function have the axes that its derivative takes them to have: of numbers, arrays that are broadcast to each other as NumPy does;
/// of a matrix, a stack of which the last two axes are the matrix. A program for many examples that was read from text may have them elsewhere, and moves them first.
/// </summary>
internal static class LibraryAxes
{
    /// <summary>Whether the last two axes of the argument are the matrix.</summary>
    public static bool AreOfStacks(CustomJvpCall op)
    {
        int batch = op.Jaxpr.Inputs[^1].Type.Rank - 2;
        return batch >= 0 && !Any(op.Jaxpr, other => other is Transpose transpose && transpose.Permutation.Count == batch + 2 && !transpose.Permutation.Take(batch).Index().All(axis => axis.Item == axis.Index));
    }

    /// <summary>Whether the arguments are broadcast to each other by their last axes.</summary>
    public static bool AreOfNumbers(CustomJvpCall op)
    {
        Jaxpr jaxpr = op.Jaxpr;
        if (Any(jaxpr, other => other is Transpose)) return false;
        Shape shape = jaxpr.Outputs[0].Type.Shape;
        return jaxpr.Inputs.Skip(op.ConstCount).All(input => input.Type.Rank == 0 || input.Type.Shape == shape || IsBroadcastByLastAxes(jaxpr, input));
    }

    private static bool Any(Jaxpr jaxpr, Func<Op, bool> predicate) => jaxpr.Equations.Any(equation => predicate(equation.Op) || equation.Op.Jaxprs.Any(inner => Any(inner, predicate)));

    private static bool IsBroadcastByLastAxes(Jaxpr jaxpr, Atom input)
    {
        Shape shape = input.Type.Shape;
        HashSet<Atom> alike = new(ReferenceEqualityComparer.Instance) { input }; // of the same axes
        foreach (Equation equation in jaxpr.Equations)
        {
            int place = Array.FindIndex<Atom>([.. equation.Inputs], alike.Contains);
            if (place < 0) continue;
            Shape result = equation.Outputs[0].Type.Shape;
            int added = result.Rank - shape.Rank;
            bool isByLastAxes = equation.Op switch
            {
                BroadcastInDim broadcast => broadcast.BroadcastDimensions.Index().All(axis => axis.Item == axis.Index + added),
                Reshape => added >= 0 && result.Take(added).All(size => size == 1) && result.Skip(added).SequenceEqual(shape),
                Call or ClosedCall => IsBroadcastByLastAxes(equation.Op.Jaxprs[0], equation.Op.Jaxprs[0].Inputs[place]),
                _ => true,
            };
            if (!isByLastAxes) return false;
            alike.UnionWith(equation.Outputs.Where(output => output.Type.Shape == shape));
        }
        return true;
    }
}
