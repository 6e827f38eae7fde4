using System.Text;
using Core.Ir;

namespace Core.Tracing;

/// <summary>A rule in C# by which a function is mapped over an axis.</summary>
/// <param name="Name">The name of the rule, as programs print it.</param>
/// <param name="Apply">Computes the results for all examples.</param>
public sealed record CustomVmapRule(string Name, CustomVmapRule.Function Apply) : CustomRule(Name)
{
    /// <summary>Computes the results for all examples.</summary>
    /// <param name="axisSize">How many examples there are.</param>
    /// <param name="isMapped">Which operands hold a value for each.</param>
    /// <param name="operands">The operands; those hold the mapped axis as their first.</param>
    /// <returns>The results, and the mapped axis of each; null where all examples share it.</returns>
    public delegate (NdArray[] Results, ValueArray<int?> Axes) Function(int axisSize, bool[] isMapped, NdArray[] operands);
}

/// <summary>Calls of functions that are mapped over an axis by a rule of their own (JAX: custom_batching.py).</summary>
public static class CustomVmapCalls
{
    /// <summary>Calls a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="rule">The rule, for its name.</param>
    /// <param name="ruleFor">The rule for an axis size, and which arrays of the arguments are mapped; it gives the results and a value that says how they are mapped.</param>
    /// <param name="axesOf">The mapped axes of the arrays of the results, out of that value and the structure of the results.</param>
    /// <param name="arguments">What the function is called with.</param>
    public static R Call<R>(Body function, Delegate rule, Func<int, bool[], Body> ruleFor, Func<object?, TreeDef, ValueArray<int?>> axesOf, Arguments arguments)
    {
        (ValueArray<TreeDef> trees, ValueArray<ArrayType> types) = arguments.Structure;
        string name = FlatFunction.NameOf(rule.Method);
        TreeDef? outTree = null;
        (Jaxpr jaxpr, NdArray[] captures) = TraceScope.TraceClosed("a function with a rule of its own", types, leaves =>
        {
            (outTree, NdArray[] results) = function.Call(trees, leaves);
            return results;
        });
        CustomVmapRule batching = new($"<function {name} at 0xXXXXXXXXXXXX>", Map);
        string inTree = $"PyTreeDef(([{string.Join(", ", captures.Select(_ => "*"))}], {Tuple(trees)}))", resultTree = $"PyTreeDef({TextOf(outTree!)})";
        NdArray[] outputs = Lax.BindAll(new CustomVmapCall(jaxpr, batching, inTree, resultTree), [.. captures, .. arguments.Leaves]);
        return new TreeReader(outputs).Read<R>(outTree!);

        (NdArray[], ValueArray<int?>) Map(int axisSize, bool[] isMapped, NdArray[] operands)
        {
            int captured = captures.Length;
            if (isMapped.AsSpan(0, captured).Contains(true))
                throw new UnsupportedException($"CustomVmap: the function of the rule {name} closes over a value that differs between examples, which the rule does not get. Pass it as an argument.");
            (TreeDef tree, NdArray[] results) = ruleFor(axisSize, isMapped[captured..]).Call(trees, operands[captured..]);
            // The rule returns a tuple of the results and the axes; the axes are no array, so they are part of the structure.
            NodeDef pair = (NodeDef)tree;
            if (pair.Children[0] != outTree)
                throw new TreeException(
                    $"CustomVmap: the rule {name} returns {TextOf(pair.Children[0])}, but the function it is for returns {TextOf(outTree!)}; return the same structure.");
            return (results, axesOf((pair.Children[1] as StaticDef)?.Value, outTree!));
        }
    }

    private static string Tuple(ValueArray<TreeDef> items) => items.Count == 1 ? $"({TextOf(items[0])},)" : $"({string.Join(", ", items.Select(TextOf))})";

    /// <summary>A structure as JAX prints it: <c>(*, {'a': *})</c>.</summary>
    private static string TextOf(TreeDef tree)
    {
        if (tree is LeafDef) return "*";
        if (tree is not NodeDef node) return "None";
        if (node.Type.Name.StartsWith("ValueTuple", StringComparison.Ordinal)) return Tuple(node.Children);
        string children = string.Join(", ", node.Children.Select(TextOf));
        if (node.Keys.All(key => key.Name is null)) return $"[{children}]";
        if (node.Keys.Any(key => key.Text.StartsWith('.'))) return $"CustomNode({TreeDef.NameOf(node.Type)}[()], [{children}])";
        StringBuilder text = new("{");
        for (int i = 0; i < node.Keys.Count; i++)
        {
            string key = node.Keys[i].Value is string name ? $"'{name}'" : node.Keys[i].Name!;
            text.Append(i == 0 ? "" : ", ").Append(key).Append(": ").Append(TextOf(node.Children[i]));
        }
        return text.Append('}').ToString();
    }
}
