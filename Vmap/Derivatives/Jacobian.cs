using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>All derivatives of a function that gives an array: forwards, along each direction of the arguments; or backwards, from each element of the result.</summary>
/// <param name="verb">The verb, for messages.</param>
/// <param name="forward">Whether forwards.</param>
/// <param name="argnums">The arguments to differentiate with respect to.</param>
/// <param name="grads">The type that holds the derivatives with respect to several arguments; null where there is one, whose type they have.</param>
// JAX: jacfwd, jacrev.
internal sealed class Jacobian(string verb, bool forward, ValueArray<int> argnums, Type? grads) : FunctionTransform
{
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner)
    {
        int[] places = signature.Places(verb, argnums);
        int[] leaves = [.. places.SelectMany(signature.LeavesOf)];
        string[] paths = [.. signature.LeafPaths];
        foreach (int leaf in leaves)
            if (!signature.Leaves[leaf].DType.IsFloat)
                throw new DTypeException($"{verb}: {paths[leaf]} is {signature.Leaves[leaf]}, and only real floating-point arrays have derivatives here. Convert it with AsType, or leave it out of argnums.");
        return Places.Named(signature, inner, program => Derive(signature, places, leaves, program));
    }

    private TracedProgram Derive(Signature signature, int[] places, int[] leaves, TracedProgram program)
    {
        if (program.OutTree is not LeafDef)
            throw new TreeException($"{verb}: {signature.Function} must return one array, but returns {program.OutTree.Describe()}.");
        ArrayType output = program.Jaxpr.Outputs[0].Type;
        if (!output.DType.IsFloat) throw new DTypeException($"{verb}: {signature.Function} must return real floating-point numbers, but returns {output}.");

        int captured = program.Captures.Count;
        int[] inputs = [.. leaves.Select(leaf => leaf + captured)];
        (Jaxpr jaxpr, _) = TraceScope.Trace(signature.Function, [.. program.Jaxpr.Inputs.Select(input => input.Type)], values =>
            inputs.Length == 0 ? [] : forward ? Forward(program.Jaxpr, values, inputs, output) : Backward(program.Jaxpr, values, inputs, output));
        TreeDef tree = grads is { } several
            ? new NodeDef(several, [.. places.Select((_, i) => TreeKey.At(i))], [.. places.Select(place => signature.Trees[place])])
            : signature.Trees[places[0]];
        return program with { Jaxpr = jaxpr.Simplified(), OutTree = tree };
    }

    // The derivatives along each element of each input, of which they become the last axes.
    private static NdArray[] Forward(Jaxpr jaxpr, NdArray[] values, int[] inputs, ArrayType output)
    {
        Jaxpr jvp = jaxpr.Jvp(inputs);
        int[] order = [.. inputs.Order()], sizes = [.. inputs.Select(input => (int)values[input].Size)];
        int size = sizes.Sum();
        NdArray[] directions = new NdArray[order.Length];
        int from = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            ArrayType type = values[inputs[i]].Type;
            NdArray ones = Np.Eye(size, sizes[i], -from, type.DType);
            directions[Array.IndexOf(order, inputs[i])] = Lax.Reshape(ones, type.Shape.Insert(0, size));
            from += sizes[i];
        }
        Axes[] inAxes = [.. values.Select(_ => (Axes)(int?)null), .. directions.Select(_ => (Axes)0)];
        NdArray tangents = jvp.ToTraced().Vmap(Axes.Create(inAxes), Axes.Create([(int?)null, -1]), axisSize: size).InvokeFlat([.. values, .. directions])[1];
        ValueArray<int> parts = [.. sizes];
        NdArray[] each = inputs.Length == 1 ? [tangents] : Lax.Split(tangents, parts, output.Rank);
        return [.. each.Select((part, i) => Lax.Reshape(part, [.. output.Shape, .. values[inputs[i]].Shape]))];
    }

    // The gradients of each element of the result, of which its axes become the first.
    private static NdArray[] Backward(Jaxpr jaxpr, NdArray[] values, int[] inputs, ArrayType output)
    {
        Jaxpr vjp = jaxpr.Vjp(inputs);
        int[] order = [.. inputs.Order()];
        int size = (int)output.Size;
        NdArray directions = Lax.Reshape(Np.Eye(size, dtype: output.DType), output.Shape.Insert(0, size));
        Axes[] inAxes = [.. values.Select(_ => (Axes)(int?)null), 0];
        NdArray[] gradients = vjp.ToTraced().Vmap(Axes.Create(inAxes), 0, axisSize: size).InvokeFlat([.. values, directions]);
        return [.. inputs.Select(input => Lax.Reshape(gradients[Array.IndexOf(order, input)], [.. output.Shape, .. values[input].Shape]))];
    }
}
