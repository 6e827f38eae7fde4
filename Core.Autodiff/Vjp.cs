using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>The derivative of a function run backwards: takes its arguments, then a cotangent of its result; gives a cotangent for each argument.</summary>
/// <param name="tuple">The type of the tuple that it returns where there are several arguments.</param>
internal sealed class Vjp(Type tuple) : FunctionTransform
{
    public override ValueArray<string> LiftParameters(ValueArray<string> inner) => [.. inner, "cotangent"];

    public override Signature Lift(Signature inner) => throw new TraceException(
        $"Vjp: the shapes of {inner.Function} were fixed at Trace, but not that of the cotangent of its result; give arguments, or types such as F32[4, 5], to ToJaxpr or Print.");

    // JAX: vjp.
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        int count = signature.Trees.Count - 1, leaves = signature.Trees.Take(count).Sum(tree => tree.LeafCount);
        Signature point = signature with
        {
            Parameters = [.. signature.Parameters.Take(count)],
            Trees = [.. signature.Trees.Take(count)],
            Leaves = [.. signature.Leaves.Take(leaves)],
        };
        DifferentiatedArguments wrt = DifferentiatedArguments.Find("Vjp", point, [.. Enumerable.Range(0, count)], allowInt: true, holomorphic: false);
        return Places.Named(point, inner, program => Derive(signature, point, wrt, program));
    }

    private TracedProgram Derive(Signature signature, Signature point, DifferentiatedArguments wrt, TracedProgram program)
    {
        int count = point.Trees.Count, leaves = point.Leaves.Count;
        ArrayType[] results = [.. program.Jaxpr.Outputs.Select(output => output.Type)];
        int?[] places = TangentArguments.Match("Vjp: the cotangent", program.OutTree, results, signature.Trees[count], signature.Leaves.Span[leaves..], "");
        int captured = program.Captures.Count;
        bool[] differentiated = [.. Enumerable.Repeat(false, captured), .. wrt.Leaves];
        ValueArray<ArrayType> inputs = [.. program.Jaxpr.Inputs.Take(captured).Select(input => input.Type), .. signature.Leaves];
        Jaxpr jaxpr = TraceScope.Trace(signature.Function, inputs, values =>
        {
            Linearized linearized = Linearized.At(program.Jaxpr, values[..(captured + leaves)], differentiated);
            NdArray?[] cotangents = [.. places.Select((place, i) => place is { } p ? TangentArguments.As(results[i], values[captured + leaves + p]) : null)];
            return linearized.Pull(cotangents);
        }).Jaxpr;
        return program with { Jaxpr = Simplify.Clean(jaxpr), OutTree = Trees.Tuple(tuple, [.. wrt.TreesOf(point)]) };
    }
}
