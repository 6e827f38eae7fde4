using System.Text;
using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

/// <summary>How many examples the arguments of a mapped function hold.</summary>
internal static class MappedSizes
{
    /// <summary>The axes counted from the front.</summary>
    /// <exception cref="AxesException">An array has no such axis.</exception>
    public static ValueArray<int?> Canonical(ValueArray<int?> axes, Signature signature)
    {
        int?[] canonical = new int?[axes.Count];
        for (int i = 0; i < canonical.Length; i++)
        {
            if (axes[i] is not { } axis) continue;
            ArrayType type = signature.Leaves[i];
            if (axis < -type.Rank || axis >= type.Rank)
            {
                int needed = axis < 0 ? -axis : axis + 1;
                throw new AxesException(
                    $"Vmap: inAxes maps {signature.LeafPaths.ElementAt(i)} along axis {axis}, which needs at least {needed} {(needed == 1 ? "axis" : "axes")}, but it is {type}. " +
                    "Write null for what is not mapped.");
            }
            canonical[i] = axis < 0 ? axis + type.Rank : axis;
        }
        return ValueArray.Create<int?>(canonical);
    }

    /// <summary>The common size of the mapped axes.</summary>
    /// <exception cref="AxesException">The sizes differ, or nothing says what it is.</exception>
    public static int Common(ValueArray<int?> axes, int? axisSize, Signature signature)
    {
        int[] sizes = [.. axes.Select((axis, i) => axis is { } a ? signature.Leaves[i].Shape[a] : -1)];
        int[] mapped = [.. sizes.Where(size => size >= 0)];
        if (axisSize is < 0) throw new AxesException($"Vmap: axisSize must not be negative, got {axisSize}.");
        if (mapped.Length == 0)
        {
            if (axisSize is { } given) return given;
            throw new AxesException(signature.Leaves.Count == 0
                ? $"Vmap: {signature.Function} is called without arrays, so nothing says how many examples there are. Give axisSize: Vmap(…, axisSize: 8)."
                : $"Vmap: inAxes maps no argument of {signature.Function} ({string.Join(", ", signature.Parameters)}), so nothing says how many examples there are. Map one, or give axisSize: Vmap(…, axisSize: 8).");
        }
        int common = axisSize ?? mapped[0];
        return mapped.All(size => size == common) ? common : throw Inconsistent(axes, sizes, axisSize, signature);
    }

    // JAX: _mapped_axis_size_error. The sizes by how often they occur, one example of each.
    private static AxesException Inconsistent(ValueArray<int?> axes, int[] sizes, int? axisSize, Signature signature)
    {
        string[] paths = [.. signature.LeafPaths];
        StringBuilder text = new("Vmap: the mapped axes must have one size, but");
        if (axisSize is { } given) text.Append($"\n  * axisSize is {given};");
        var groups = sizes.Select((size, i) => (size, i)).Where(p => p.size >= 0).GroupBy(p => p.size).OrderByDescending(g => g.Count()).ToList();
        for (int g = 0; g < groups.Count; g++)
        {
            int count = groups[g].Count(), first = groups[g].First().i;
            string example = $"axis {axes[first]} of {paths[first]} of type {signature.Leaves[first]}";
            string who = count == 1 ? "one axis has" : g == 0 ? $"most axes ({count} of them) have" : $"some axes ({count} of them) have";
            text.Append($"\n  * {who} size {groups[g].Key}{(count == 1 ? ": " : ", e.g. ")}{example}{(g < groups.Count - 1 ? ";" : ".")}");
        }
        if (Suggestion(axes, sizes, axisSize, signature) is { } suggestion) text.Append($"\nTo map only what has size {suggestion.Size}, write inAxes: {suggestion.Axes}.");
        return new(text.ToString());
    }

    /// <summary>Axes for the arguments that fit together, where each argument as a whole does or does not.</summary>
    private static (int Size, string Axes)? Suggestion(ValueArray<int?> axes, int[] sizes, int? axisSize, Signature signature)
    {
        // The last argument is the data most often; its size decides where none was given.
        List<(int Start, int Count)> arguments = [];
        int start = 0;
        foreach (TreeDef tree in signature.Trees)
        {
            arguments.Add((start, tree.LeafCount));
            start += tree.LeafCount;
        }
        int wanted = axisSize ?? sizes.Last(size => size >= 0);
        string[] entries = new string[arguments.Count];
        bool any = false;
        for (int i = 0; i < entries.Length; i++)
        {
            ReadOnlySpan<int> own = sizes.AsSpan(arguments[i].Start, arguments[i].Count);
            bool all = own.Length > 0 && own.IndexOfAnyExcept(wanted) < 0;
            any |= all;
            entries[i] = all ? $"{axes[arguments[i].Start]}" : "null";
            if (all && axes.Span.Slice(arguments[i].Start, arguments[i].Count).IndexOfAnyExcept(axes[arguments[i].Start]) >= 0) return null; // no one axis to write
        }
        return any ? (wanted, $"[{string.Join(", ", entries)}]") : null;
    }
}
