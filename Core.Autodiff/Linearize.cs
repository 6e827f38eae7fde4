using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>A function that gives, after its result, what its derivative at the point needs; the derivative is kept here. For one use.</summary>
internal sealed class Linearize : FunctionTransform
{
    private Linearized? _linearized;
    private TreeDef? _outTree;
    private bool[] _differentiated = [];
    private ArrayType[] _inputs = [], _outputs = [];
    private bool _x64;

    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner) => Places.Named(signature, inner, program => Derive(signature, program));

    private TracedProgram Derive(Signature signature, TracedProgram program)
    {
        int captured = program.Captures.Count;
        _differentiated = [.. signature.Leaves.Select(leaf => leaf.HasTangent())];
        _inputs = [.. signature.Leaves];
        _outputs = [.. program.Jaxpr.Outputs.Select(output => output.Type)];
        (_outTree, _x64) = (program.OutTree, TraceScope.UsesX64);
        Jaxpr jaxpr = TraceScope.Trace(signature.Function, [.. program.Jaxpr.Inputs.Select(input => input.Type)], values =>
        {
            _linearized = Linearized.At(program.Jaxpr, values, [.. Enumerable.Repeat(false, captured), .. _differentiated]);
            return [.. _linearized.Outputs, .. _linearized.Residuals];
        }).Jaxpr;
        TreeDef residuals = new NodeDef(typeof(NdArray[]), [.. _linearized!.Residuals.Select((_, i) => TreeKey.At(i))], [.. _linearized.Residuals.Select(_ => new LeafDef())]);
        return program with { Jaxpr = DeadCode.Remove(jaxpr), OutTree = Trees.Pair(typeof(object[]), program.OutTree, residuals) };
    }

    /// <summary>Calls a function.</summary>
    /// <returns>Its result, and its derivative at the arguments.</returns>
    public static (R Value, LinearMap Map) Call<R>(Traced function, Arguments arguments)
    {
        Linearize transform = new();
        (TreeDef tree, NdArray[] leaves) = arguments.InvokeFlat(function.Transform(transform));
        TreeDef inTree = arguments.Tree(function.Parameters);
        int count = transform._outTree!.LeafCount;
        Linearized linearized = new(leaves[..count], transform._linearized!.Jaxpr, leaves[count..], transform._linearized.Nonzero);
        LinearMap map = new(linearized, inTree, transform._inputs, transform._differentiated, transform._outTree, transform._outputs, transform._x64);
        return (transform._outTree.Read<R>(leaves[..count]), map);
    }
}

/// <summary>The derivative of a function at a point, on trees.</summary>
internal sealed class LinearMap(Linearized linearized, TreeDef inTree, ArrayType[] inputs, bool[] differentiated, TreeDef outTree, ArrayType[] outputs, bool x64)
{
    /// <summary>The tangent of the result for a tangent of the arguments; a tuple of them where there are several.</summary>
    public R Push<R>(params ReadOnlySpan<(TreeDef Tree, NdArray[] Leaves)> tangents)
    {
        ReverseRule.Refuse("Linearize", linearized.Jaxpr);
        NdArray[] leaves = [.. tangents.ToArray().SelectMany(tangent => tangent.Leaves)];
        NodeDef root = (NodeDef)inTree;
        TreeDef given = new NodeDef(root.Type, root.Keys, [.. tangents.ToArray().Select(tangent => tangent.Tree)]);
        int?[] places = TangentArguments.Match("Linearize: the tangent", inTree, inputs, given, [.. leaves.Select(leaf => leaf.Type)], "");
        return TraceScope.WithX64(x64, () =>
        {
            NdArray[] all = [.. inputs.Select((type, i) => places[i] is { } place ? TangentArguments.As(type, leaves[place]) : Zeros.Of(type)).Where((_, i) => differentiated[i])];
            NdArray?[] pushed = linearized.Push(all);
            bool[] hasTangent = [.. outputs.Select(output => output.HasTangent())];
            int leaf = 0;
            TreeDef tree = DifferentiatedArguments.Without(outTree, hasTangent, ref leaf);
            return tree.Read<R>([.. pushed.Select((tangent, i) => tangent ?? Zeros.Of(outputs[i])).Where((_, i) => hasTangent[i])]);
        });
    }

    /// <summary>The cotangents of the arguments for a cotangent of the result; a tuple of them where there are several.</summary>
    public T Pull<T>((TreeDef Tree, NdArray[] Leaves) cotangent)
    {
        int?[] places = TangentArguments.Match("Vjp: the cotangent", outTree, outputs, cotangent.Tree, [.. cotangent.Leaves.Select(leaf => leaf.Type)], "");
        return TraceScope.WithX64(x64, () =>
        {
            NdArray[] pulled = linearized.Pull([.. places.Select((place, i) => place is { } p ? TangentArguments.As(outputs[i], cotangent.Leaves[p]) : null)]);
            int leaf = 0;
            NodeDef tree = (NodeDef)DifferentiatedArguments.Without(inTree, differentiated, ref leaf);
            return Trees.Tuple(typeof(T), tree.Children).Read<T>(pulled);
        });
    }
}
