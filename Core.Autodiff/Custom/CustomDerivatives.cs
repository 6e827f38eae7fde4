using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>Calls of functions that have derivatives of their own (JAX: custom_derivatives.py).</summary>
public static class CustomDerivatives
{
    /// <summary>Calls a function whose tangents a rule computes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="rule">From its arguments and their tangents to its result and the tangent of that.</param>
    /// <param name="nondiffArgnums">The arguments that are not differentiated.</param>
    /// <param name="symbolicZeros">Whether the rule gets null for tangents that are zero, rather than zeros.</param>
    /// <param name="arguments">What the function is called with.</param>
    public static R CallJvp<R>(Body function, Body rule, ValueArray<int> nondiffArgnums, bool symbolicZeros, Arguments arguments)
    {
        CustomCall call = new("CustomJvp", function, nondiffArgnums, arguments);
        if (!TraceScope.IsTracing) return call.Evaluate<R>();
        (Jaxpr jaxpr, NdArray[] captures) = call.Trace();
        CustomJvpRule jvp = new(rule.Name, (primals, tangents) => Push(call, rule, symbolicZeros, primals, tangents)) { ConstCount = call.ConstCount };
        CustomJvpCall op = new(function.Name, jaxpr, jvp, captures.Length + call.ConstCount, symbolicZeros);
        return call.OutTree.Read<R>(Lax.BindAll(op, [.. captures, .. call.Operands]));
    }

    /// <summary>Calls a function whose cotangents a rule computes.</summary>
    /// <param name="function">The function.</param>
    /// <param name="fwd">From its arguments to its result and what its derivative needs.</param>
    /// <param name="bwd">From what the derivative needs and the cotangent of the result to the cotangent of the argument, a tuple of them where there are several.</param>
    /// <param name="tuple">The type of the tuple.</param>
    /// <param name="nondiffArgnums">The arguments that are not differentiated.</param>
    /// <param name="symbolicZeros">Whether <paramref name="bwd"/> gets null for cotangents that are zero, rather than zeros.</param>
    /// <param name="arguments">What the function is called with.</param>
    public static R CallVjp<R>(Body function, Body fwd, Body bwd, Type tuple, ValueArray<int> nondiffArgnums, bool symbolicZeros, Arguments arguments)
    {
        CustomCall call = new("CustomVjp", function, nondiffArgnums, arguments);
        if (!TraceScope.IsTracing) return call.Evaluate<R>();
        (Jaxpr jaxpr, NdArray[] captures) = call.Trace();
        CustomVjpRule rule = new(fwd.Name, Keep) { ConstCount = call.ConstCount };
        CustomVjpCall op = new(function.Name, jaxpr, rule, new(bwd.Name), captures.Length + call.ConstCount, symbolicZeros);
        return call.OutTree.Read<R>(Lax.BindAll(op, [.. captures, .. call.Operands]));

        (NdArray[], NdArray[], CustomVjpRule.PullBack) Keep(NdArray[] primals)
        {
            (NodeDef pair, NdArray[] leaves) = call.CallRule(fwd, call.Trees, call.Leaves(primals));
            int count = call.OutTree.LeafCount;
            return (leaves[..count], leaves[count..], (residuals, cotangents) => Pull(call, bwd, tuple, symbolicZeros, pair.Children[1], residuals, cotangents));
        }
    }

    private static (NdArray[], NdArray?[]) Push(CustomCall call, Body rule, bool symbolicZeros, NdArray[] primals, NdArray?[] tangents)
    {
        NdArray[] leaves = call.Leaves(primals);
        NdArray?[] given = call.Spread(tangents);
        for (int i = 0; i < given.Length && !symbolicZeros; i++)
            if (call.IsDifferentiated(i)) given[i] ??= Zeros.Of(leaves[i].Type);
        int leaf = 0;
        bool[] isThere = [.. given.Select(tangent => tangent is not null)];
        TreeDef[] tangentTrees = [.. call.Trees.Select(tree => DifferentiatedArguments.Without(tree, isThere, ref leaf))];
        (NodeDef pair, NdArray[] results) = call.CallRule(rule, [.. call.Trees, .. tangentTrees], [.. leaves, .. given.OfType<NdArray>()]);
        int count = call.OutTree.LeafCount;
        int?[] places = TangentArguments.Match(
            $"CustomJvp: the tangent that {rule.Name} gives", call.OutTree, call.OutTypes, pair.Children[1], [.. results.Skip(count).Select(result => result.Type)], "the result");
        return (results[..count], [.. places.Select((place, i) => place is { } at ? TangentArguments.As(call.OutTypes[i], results[count + at]) : null)]);
    }

    private static NdArray?[] Pull(CustomCall call, Body bwd, Type tuple, bool symbolicZeros, TreeDef residualTree, NdArray[] residuals, NdArray?[] cotangents)
    {
        NdArray?[] given = [.. cotangents];
        for (int i = 0; i < given.Length && !symbolicZeros; i++)
            if (call.OutTypes[i].HasTangent()) given[i] ??= Zeros.Of(call.OutTypes[i]);
        int leaf = 0;
        TreeDef cotangentTree = DifferentiatedArguments.Without(call.OutTree, [.. given.Select(cotangent => cotangent is not null)], ref leaf);
        (TreeDef tree, NdArray[] results) = call.Run(bwd, [residualTree, cotangentTree], [.. residuals, .. given.OfType<NdArray>()]);
        if (call.Trees.Count > 1 && tree is not NodeDef)
            throw new TreeException($"CustomVjp: {bwd.Name} must return {TreeDef.NameOf(tuple)}, a cotangent for each argument of {call.Name}; it returns {tree.Describe()}.");
        ValueArray<TreeDef> each = call.Trees.Count == 1 ? [tree] : ((NodeDef)tree).Children;
        int?[] places = TangentArguments.Match(
            $"CustomVjp: the cotangent that {bwd.Name} gives", call.Root(call.Trees), [.. call.Types], call.Root(each), [.. results.Select(result => result.Type)], "");
        for (int i = 0; i < places.Length; i++)
            if (places[i] is not null && call.IsFixed(i))
                throw new TreeException($"CustomVjp: the cotangent that {bwd.Name} gives of {call.Root(call.Trees).Paths("").ElementAt(i)} must be null: nondiffArgnums says that it is not differentiated.");
        return call.Gather([.. places.Select((place, i) => place is { } at ? TangentArguments.As(call.Types[i], results[at]) : null)]);
    }
}
