using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>A function with its derivative along a direction: takes its arguments, then a tangent for each; gives its result and the tangent of it.</summary>
/// <param name="pair">The type of the tuple that it returns.</param>
internal sealed class Jvp(Type pair) : FunctionTransform
{
    public override ValueArray<string> LiftParameters(ValueArray<string> inner) => [.. inner, .. inner.Select(name => "d" + name)];

    public override Signature LiftStructure(Signature inner)
    {
        TreeDef[] tangents = DifferentiatedArguments.Find("Jvp", inner, [.. Enumerable.Range(0, inner.Trees.Count)], allowInt: true, holomorphic: false).TreesOf(inner);
        return inner with
        {
            Parameters = LiftParameters(inner.Parameters),
            Trees = [.. inner.Trees, .. tangents],
            Leaves = [.. inner.Leaves, .. inner.Leaves.Where(leaf => leaf.HasTangent())],
        };
    }

    // JAX: jvp.
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        int count = signature.Trees.Count / 2, leaves = signature.Trees.Take(count).Sum(tree => tree.LeafCount);
        Signature point = signature with
        {
            Parameters = [.. signature.Parameters.Take(count)],
            Trees = [.. signature.Trees.Take(count)],
            Leaves = [.. signature.Leaves.Take(leaves)],
        };
        int?[] places = TangentArguments.Match(
            "Jvp: the tangent", Root(point.Parameters, point.Trees), point.Leaves.Span, Root(point.Parameters, [.. signature.Trees.Skip(count)]), signature.Leaves.Span[leaves..], "");
        return Places.Named(point, inner, program => Derive(signature, places, program));
    }

    private TracedProgram Derive(Signature signature, int?[] places, TracedProgram program)
    {
        int captured = program.Captures.Count, leaves = places.Length;
        ValueArray<ArrayType> inputs = [.. program.Jaxpr.Inputs.Take(captured).Select(input => input.Type), .. signature.Leaves];
        bool[] hasTangent = [];
        Jaxpr jaxpr = TraceScope.Trace(signature.Function, inputs, values =>
        {
            Dual[] arguments = new Dual[captured + leaves];
            for (int i = 0; i < arguments.Length; i++)
            {
                NdArray? tangent = i >= captured && places[i - captured] is { } place ? values[captured + leaves + place] : null;
                arguments[i] = new(values[i], tangent is null ? null : TangentArguments.As(values[i].Type, tangent));
            }
            Dual[] results = JvpPrograms.Run(program.Jaxpr, arguments);
            hasTangent = [.. results.Select(result => result.Primal.Type.HasTangent())];
            return [.. results.Select(result => result.Primal), .. results.Where((_, i) => hasTangent[i]).Select(result => result.Instantiated)];
        }).Jaxpr;
        int leaf = 0;
        TreeDef tangents = DifferentiatedArguments.Without(program.OutTree, hasTangent, ref leaf);
        return program with { Jaxpr = ReverseRule.Refuse("Jvp", Simplify.Clean(jaxpr)), OutTree = Trees.Pair(pair, program.OutTree, tangents) };
    }

    private static NodeDef Root(ValueArray<string> parameters, ValueArray<TreeDef> trees) => new(typeof(object[]), [.. parameters.Select(name => new TreeKey(name, name))], trees);
}
