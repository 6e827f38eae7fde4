using Core.Ir;

namespace Core.Tracing;

// What loops and branches say about types that differ.
public static partial class ControlFlow
{
    /// <summary>Checks that what a body passes on has the structure and the types of what it gets.</summary>
    /// <param name="verb">The loop.</param>
    /// <param name="name">What the body calls the value.</param>
    /// <param name="tree">The structure of what it gets.</param>
    /// <param name="types">The types of what it gets.</param>
    /// <param name="nextTree">The structure of what it passes on.</param>
    /// <param name="nextTypes">The types of what it passes on.</param>
    // JAX: _check_carry_type.
    private static void CheckCarry(string verb, CarryName name, TreeDef tree, ReadOnlySpan<ArrayType> types, TreeDef nextTree, ReadOnlySpan<ArrayType> nextTypes)
    {
        if (TreeDifference.Find(tree, nextTree) is { } difference)
            throw new TreeException($"{verb}: the body must pass on a tree of the structure that it gets, but {name.At(difference.Path)} is {difference.Left}, and it passes on {difference.Right}.");
        string[] paths = [.. tree.Paths("")];
        List<Difference> differences = [];
        for (int i = 0; i < paths.Length; i++)
            if (!types[i].Matches(nextTypes[i])) differences.Add(new(name.At(paths[i]), types[i], nextTypes[i]));
        if (differences.Count == 0) return;
        string list = Listed(differences.Select(d => $"{d.Path} is {d.Left}, and it passes on {d.Right}"));
        throw TypesDiffer($"{verb}: the body must pass on the types that it gets, but {list} {Advice(differences, "in the body, or start with that type")}", differences);
    }

    /// <summary>Values that are bare numbers, and of which the body makes another type, as that type.</summary>
    // JAX: _promote_weak_typed_input.
    private static bool PromoteWeak(NdArray[] values, ReadOnlySpan<ArrayType> next)
    {
        bool changed = false;
        for (int i = 0; i < values.Length; i++)
        {
            ArrayType type = values[i].Type;
            if (!type.Weak || type.Matches(next[i])) continue;
            (DType dtype, _) = Promotion.Join([(type.DType, true), (next[i].DType, next[i].Weak)], TraceScope.UsesX64);
            values[i] = Lax.ConvertElementType(values[i], dtype);
            changed = true;
        }
        return changed;
    }

    private static string Listed(IEnumerable<string> items)
    {
        string[] all = [.. items];
        return all.Length == 1 ? all[0] + "." : "\n  * " + string.Join(";\n  * ", all) + ".\n";
    }

    private static string Advice(IReadOnlyList<Difference> differences, string where)
    {
        bool shapesDiffer = differences.Any(d => d.Left.Shape != d.Right.Shape), dtypesDiffer = differences.Any(d => d.Left.DType != d.Right.DType);
        return (shapesDiffer, dtypesDiffer) switch
        {
            (true, false) => $"Bring it to one shape, with BroadcastTo or Reshape, {where}.",
            (false, true) => $"Convert it, with AsType({Name(differences[0].Left.DType)}), {where}.",
            _ => $"Bring it to one type, with AsType and BroadcastTo, {where}.",
        };
    }

    private static string Name(DType dtype) => dtype.Name.ToUpperInvariant();

    private static VmapException TypesDiffer(string message, IReadOnlyList<Difference> differences) =>
        differences.Any(d => d.Left.Shape != d.Right.Shape) ? new ShapeException(message) : new DTypeException(message);

    /// <summary>What a body calls the value that it gets.</summary>
    /// <param name="Body">The body.</param>
    /// <param name="FromEnd">Which of its parameters it is, counted from the last, 1.</param>
    /// <param name="Part">Where the value is in what is passed on in fact.</param>
    private readonly record struct CarryName(Body Body, int FromEnd, string Part = "")
    {
        public string At(string path)
        {
            string[] names = Body.Parameters;
            string name = FromEnd <= names.Length ? names[^FromEnd] : "";
            return (name.Length == 0 ? "the value" : name) + (path.StartsWith(Part, StringComparison.Ordinal) ? path[Part.Length..] : path);
        }
    }

    private readonly record struct Difference(string Path, ArrayType Left, ArrayType Right);
}

/// <summary>Where two trees have different structures.</summary>
internal static class TreeDifference
{
    /// <summary>The first place, and what is there; null where the structures are the same.</summary>
    public static (string Path, string Left, string Right)? Find(TreeDef left, TreeDef right, string path = "")
    {
        if (left == right) return null;
        if (left is NodeDef one && right is NodeDef two && one.Type == two.Type && one.Keys == two.Keys)
        {
            for (int i = 0; i < one.Children.Count; i++)
                if (Find(one.Children[i], two.Children[i], path + one.Keys[i].Text) is { } inside) return inside;
        }
        return (path, left.Describe(), right.Describe());
    }
}
