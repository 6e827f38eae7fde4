using System.Globalization;

namespace Core.Tracing;

/// <summary>The structure of a tree of arrays without the arrays; compares by value.</summary>
public abstract record TreeDef
{
    private protected TreeDef() { }

    /// <summary>How many arrays a tree of this structure holds.</summary>
    public abstract int LeafCount { get; }

    /// <summary>Takes a tree apart into its structure and its arrays.</summary>
    public static (TreeDef Tree, NdArray[] Leaves) Of<T>(T value) => TreeWriter.Flatten(value);

    /// <summary>The tree of this structure that holds the given arrays.</summary>
    public T Read<T>(NdArray[] leaves) => new TreeReader(leaves).Read<T>(this);

    /// <summary>Where each array is, from <paramref name="root"/>: <c>layers[0].Weights</c>.</summary>
    public IEnumerable<string> Paths(string root)
    {
        if (this is LeafDef) yield return root;
        if (this is not NodeDef node) yield break;
        for (int i = 0; i < node.Children.Count; i++)
            foreach (string path in node.Children[i].Paths(root + node.Keys[i].Text)) yield return path;
    }

    /// <summary>What it is, for messages: <c>an array</c>, <c>List&lt;Layer&gt; of 2</c>.</summary>
    public string Describe() => this switch
    {
        LeafDef => "an array",
        StaticDef { Value: { } value } => $"the {NameOf(value.GetType())} {value}",
        NodeDef node => $"{NameOf(node.Type)} of {node.Children.Count}",
        _ => "null",
    };

    /// <summary>A type as C# writes it.</summary>
    public static string NameOf(Type type)
    {
        if (type.IsArray) return $"{NameOf(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        if (!type.IsGenericType) return Keywords.GetValueOrDefault(type, type.Name);
        string arguments = string.Join(", ", type.GetGenericArguments().Select(NameOf));
        return type.Name.StartsWith("ValueTuple", StringComparison.Ordinal) ? $"({arguments})" : $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{arguments}>";
    }

    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(bool)] = "bool", [typeof(int)] = "int", [typeof(long)] = "long", [typeof(float)] = "float", [typeof(double)] = "double", [typeof(string)] = "string",
    };
}

/// <summary>An array.</summary>
public sealed record LeafDef : TreeDef
{
    /// <inheritdoc/>
    public override int LeafCount => 1;
}

/// <summary>A C# value that is no array and belongs to the structure.</summary>
/// <param name="Value">The value; compares with <see cref="object.Equals(object)"/>.</param>
public sealed record StaticDef(object? Value) : TreeDef
{
    /// <inheritdoc/>
    public override int LeafCount => 0;
}

/// <summary>A container.</summary>
/// <param name="Type">The type of the container.</param>
/// <param name="Keys">How each child is reached.</param>
/// <param name="Children">What it contains, in the order of <paramref name="Keys"/>.</param>
public sealed record NodeDef(Type Type, ValueArray<TreeKey> Keys, ValueArray<TreeDef> Children) : TreeDef
{
    /// <inheritdoc/>
    public override int LeafCount { get; } = Children.Sum(child => child.LeafCount);
}

/// <summary>How a child of a container is reached.</summary>
/// <param name="Text">As C# writes it: <c>[0]</c>, <c>["a"]</c>, <c>.Weights</c>.</param>
/// <param name="Name">The key of a dictionary, as text, or the name of a member; null for a position.</param>
/// <param name="Value">The key of a dictionary; null for a member or a position.</param>
public sealed record TreeKey(string Text, string? Name, object? Value = null)
{
    /// <summary>A place in a list.</summary>
    public static TreeKey At(int index) => new($"[{index}]", null);

    /// <summary>A member of an object.</summary>
    public static TreeKey Member(string name) => new("." + name, name);

    /// <summary>A key of a dictionary.</summary>
    public static TreeKey Of(object key)
    {
        string text = Convert.ToString(key, CultureInfo.InvariantCulture)!;
        return new(key is string ? $"[\"{text}\"]" : $"[{text}]", text, key);
    }
}
