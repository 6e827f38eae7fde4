using Core.Tracing;

namespace Core.Batching;

/// <summary>Matches axes, as a prefix, with the trees that they are for.</summary>
internal static class AxesMatching
{
    /// <summary>The axis of every array in the arguments, in order.</summary>
    /// <exception cref="AxesException">The axes are no prefix of the arguments.</exception>
    public static ValueArray<int?> OfArguments(Axes inAxes, Signature signature)
    {
        int count = signature.Parameters.Count;
        if (inAxes.IsNested && !inAxes.IsDictionary && inAxes.Items.Length != count)
        {
            string arguments = count == 1 ? "1 argument" : $"{count} arguments";
            throw new AxesException(
                $"Vmap: inAxes has {Entries(inAxes)}, but {signature.Function} takes {arguments} ({string.Join(", ", signature.Parameters)}). Write one entry per argument, " +
                $"null for those that are not mapped: {Suggestion(inAxes, signature)}.");
        }
        NodeDef root = new(typeof(object[]), [.. signature.Parameters.Select(TreeKey.Member)], signature.Trees);
        List<int?> leaves = [];
        if (!inAxes.IsNested) Fill(inAxes.Leaf, root, leaves);
        else
        {
            for (int i = 0; i < count; i++)
            {
                if (inAxes.IsDictionary)
                {
                    int place = inAxes.Keys.Span.IndexOf(signature.Parameters[i]);
                    if (place < 0) throw KeysDiffer("inAxes", "the arguments of " + signature.Function, inAxes, root);
                    Match(inAxes.Items[place], signature.Trees[i], "inAxes", signature.Parameters[i], leaves);
                }
                else Match(inAxes.Items[i], signature.Trees[i], "inAxes", signature.Parameters[i], leaves);
            }
            if (inAxes.IsDictionary && inAxes.Keys.Count != count) throw KeysDiffer("inAxes", "the arguments of " + signature.Function, inAxes, root);
        }
        return [.. leaves];
    }

    /// <summary>The axis of every array in the results, in order.</summary>
    /// <exception cref="AxesException">The axes are no prefix of the results.</exception>
    public static ValueArray<int?> OfResults(Axes outAxes, TreeDef tree)
    {
        List<int?> leaves = [];
        Match(outAxes, tree, "outAxes", "the result", leaves);
        return [.. leaves];
    }

    private static void Match(Axes axes, TreeDef tree, string which, string path, List<int?> leaves)
    {
        if (!axes.IsNested)
        {
            if (tree is StaticDef { Value: not null } && !axes.IsLeftOut && axes.Leaf is { } axis)
                throw new AxesException($"Vmap: {which} maps {path} along axis {axis}, but it is {tree.Describe()}, not an array. Write null for it.");
            Fill(axes.Leaf, tree, leaves);
            return;
        }
        if (tree is not NodeDef node)
            throw new AxesException($"Vmap: {which} has {axes} for {path}, but that is {tree.Describe()}, not a container. Write one axis or null for it.");
        if (axes.IsDictionary)
        {
            HashSet<string> names = [.. node.Keys.Select(key => key.Name ?? key.Text)];
            if (!names.SetEquals(axes.Keys)) throw KeysDiffer(which, path, axes, node);
            for (int i = 0; i < node.Children.Count; i++)
            {
                TreeKey key = node.Keys[i];
                Match(axes.Items[axes.Keys.Span.IndexOf(key.Name ?? key.Text)], node.Children[i], which, path + key.Text, leaves);
            }
            return;
        }
        if (axes.Items.Length != node.Children.Count)
            throw new AxesException(
                $"Vmap: {which} has {Entries(axes)}, {axes}, for {path}, but that is {node.Describe()}. Write one entry for each, or one axis for all.");
        for (int i = 0; i < node.Children.Count; i++) Match(axes.Items[i], node.Children[i], which, path + node.Keys[i].Text, leaves);
    }

    private static void Fill(int? axis, TreeDef tree, List<int?> leaves)
    {
        for (int i = 0; i < tree.LeafCount; i++) leaves.Add(axis);
    }

    private static AxesException KeysDiffer(string which, string path, Axes axes, NodeDef node) => new(
        $"Vmap: {which} has the keys {string.Join(", ", axes.Keys.Order(StringComparer.Ordinal))} for {path}, which has " +
        $"{string.Join(", ", node.Keys.Select(key => key.Name ?? key.Text).Order(StringComparer.Ordinal))}. Write one entry per key, null for those that are not mapped.");

    private static string Entries(Axes axes) => axes.Items.Length == 1 ? "1 entry" : $"{axes.Items.Length} entries";

    /// <summary>The entries that were written, and null for the rest.</summary>
    private static string Suggestion(Axes axes, Signature signature)
    {
        IEnumerable<string> written = axes.Take(signature.Parameters.Count).Select(item => item.ToString());
        // Arguments given for the first ones only: mapping the last alone is what is meant most often.
        int missing = signature.Parameters.Count - axes.Items.Length;
        return missing <= 0 ? $"[{string.Join(", ", written)}]" : $"[{string.Join(", ", [.. Enumerable.Repeat("null", missing), .. written])}]";
    }
}
