using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>The gradient of a function that gives a number.</summary>
/// <param name="verb">The verb, for messages.</param>
/// <param name="result">How the derivatives are given.</param>
/// <param name="wrt">What to differentiate with respect to.</param>
/// <param name="hasAux">Whether the function gives a second value, which is not differentiated.</param>
/// <param name="allowInt">Whether integers in the arguments have the derivative null.</param>
/// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
internal sealed class Grad(string verb, GradResult result, Wrt wrt, bool hasAux, bool allowInt, bool holomorphic) : FunctionTransform
{
    /// <summary>With respect to whole arguments.</summary>
    public Grad(string verb, GradResult result, ValueArray<int> argnums, bool hasAux, bool allowInt, bool holomorphic)
        : this(verb, result, new WrtArguments(argnums, result.Grads), hasAux, allowInt, holomorphic) { }

    /// <summary>With respect to the arrays that a selector picks.</summary>
    public Grad(string verb, GradResult result, ArgumentSelector selector, bool hasAux, bool allowInt, bool holomorphic)
        : this(verb, result, new WrtPicked(selector), hasAux, allowInt, holomorphic) { }

    // JAX: value_and_grad.
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        Gradient gradient = wrt.Of(verb, signature, allowInt, holomorphic);
        return Places.Named(signature, inner, program => Derive(signature, gradient, program));
    }

    private TracedProgram Derive(Signature signature, Gradient gradient, TracedProgram program)
    {
        CheckResult(signature, program);
        int captured = program.Captures.Count;
        bool[] differentiated = new bool[captured + signature.Leaves.Count];
        int[] order = [.. gradient.Leaves.Order()]; // cotangents come in the order of the arguments
        foreach (int leaf in order) differentiated[captured + leaf] = true;
        ValueArray<ArrayType> inputs = [.. program.Jaxpr.Inputs.Take(captured).Select(input => input.Type), .. signature.Leaves];
        (Jaxpr jaxpr, _) = TraceScope.Trace(signature.Function, inputs, values =>
        {
            Linearized linearized = Linearized.At(program.Jaxpr, values, differentiated);
            NdArray?[] cotangents = new NdArray?[linearized.Outputs.Length];
            cotangents[0] = Zeros.Full(linearized.Outputs[0].Type, 1);
            NdArray[] pulled = linearized.Pull(cotangents);
            NdArray[] gradients = [.. gradient.Leaves.Select(leaf => pulled[Array.BinarySearch(order, leaf)])];
            return result.WithValue ? [.. linearized.Outputs, .. gradients] : [.. gradients, .. linearized.Outputs[1..]];
        });
        return program with { Jaxpr = Simplify.Clean(jaxpr), OutTree = OutTree(gradient.Tree, program.OutTree) };
    }

    // (value, gradients), ((value, aux), gradients), (gradients, aux): as JAX gives them.
    private TreeDef OutTree(TreeDef gradient, TreeDef outTree) => (result.WithValue, hasAux) switch
    {
        (true, _) => Trees.Pair(result.Pair!, outTree, gradient),
        (false, true) => Trees.Pair(result.Pair!, gradient, ((NodeDef)outTree).Children[1]),
        (false, false) => gradient,
    };

    // JAX: _check_scalar, _check_output_dtype_grad.
    private void CheckResult(Signature signature, TracedProgram program)
    {
        TreeDef tree = program.OutTree;
        if (hasAux)
        {
            if (tree is not NodeDef { Children.Count: 2 } pair)
                throw new TreeException($"{verb}: with hasAux: true, {signature.Function} must return a pair, a number and what goes with it; it returns {tree.Describe()}.");
            tree = pair.Children[0];
        }
        if (tree is not LeafDef)
            throw new TreeException($"{verb}: {signature.Function} must return one number, but returns {tree.Describe()}. Return what is to be differentiated, and write hasAux: true for a second value beside it.");
        ArrayType type = program.Jaxpr.Outputs[0].Type;
        if (type.Rank != 0)
            throw new ShapeException($"{verb}: {signature.Function} must return a number, of shape (), but returns {type}. Sum it, or use Jacrev for all its derivatives.");
        if (!type.HasTangent())
            throw new DTypeException($"{verb}: {signature.Function} must return a floating-point number, but returns {type}.");
        if (type.DType.IsComplex && !holomorphic)
            throw new DTypeException($"{verb}: {signature.Function} must return a real number, but returns {type}. Take its real part, or write holomorphic: true where it is a function of complex numbers.");
        if (!type.DType.IsComplex && holomorphic)
            throw new DTypeException($"{verb}: with holomorphic: true, {signature.Function} must return a complex number, but returns {type}.");
    }
}

/// <summary>How derivatives are given.</summary>
/// <param name="WithValue">Whether after the value.</param>
/// <param name="Pair">The type of the tuple, where there is one.</param>
/// <param name="Grads">The type that holds the derivatives with respect to several arguments; null where there is one, whose type they have.</param>
internal readonly record struct GradResult(bool WithValue, Type? Pair, Type? Grads = null);

/// <summary>Makes structures.</summary>
internal static class Trees
{
    /// <summary>The structure of a tuple of two.</summary>
    public static NodeDef Pair(Type type, TreeDef first, TreeDef second) => new(type, [TreeKey.Member("Item1"), TreeKey.Member("Item2")], [first, second]);

    /// <summary>The structure of a tuple of several, of one alone without it.</summary>
    public static TreeDef Tuple(Type type, ValueArray<TreeDef> children) =>
        children.Count == 1 ? children[0] : new NodeDef(type, [.. children.Select((_, i) => TreeKey.Member($"Item{i + 1}"))], children);
}
