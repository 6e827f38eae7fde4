using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Core.Tracing;

namespace Core;

/// <summary>
/// Trees of arrays: an array, or tuples, C# arrays, lists, dictionaries and <see cref="PyTreeAttribute"/> types of trees. Other C# values in
/// them belong to the structure.
/// </summary>
public static class PyTree
{
    /// <summary>The arrays of a tree, in order.</summary>
    public static NdArray[] Leaves<T>(T tree) => TreeWriter.Flatten(tree).Leaves;

    /// <summary>The tree with a function applied to each of its arrays.</summary>
    public static T Map<T>(Func<NdArray, NdArray> function, T tree)
    {
        (TreeDef structure, NdArray[] leaves) = TreeWriter.Flatten(tree);
        return new TreeReader([.. leaves.Select(function)]).Read<T>(structure);
    }

    /// <summary>Two trees of one structure, with a function applied to each pair of their arrays.</summary>
    /// <exception cref="TreeException">The structures differ.</exception>
    public static T Map<T>(Func<NdArray, NdArray, NdArray> function, T tree, T other)
    {
        (TreeDef structure, NdArray[] leaves) = TreeWriter.Flatten(tree);
        (TreeDef second, NdArray[] others) = TreeWriter.Flatten(other);
        if (structure != second)
            throw new TreeException($"PyTree.Map: the trees must have one structure; the first has {structure.Describe()}, the second {second.Describe()}.");
        return new TreeReader([.. leaves.Zip(others, function)]).Read<T>(structure);
    }

    /// <summary>The sum of a function over all arrays of a tree.</summary>
    public static NdArray Sum<T>(T tree, Func<NdArray, NdArray> function)
    {
        NdArray[] leaves = Leaves(tree);
        return leaves.Length == 0 ? 0.0 : leaves.Select(function).Aggregate((sum, x) => sum + x);
    }

    // What generated code calls, so that no codec has to be made by reflection at run time.

    /// <summary>Makes known how to take a list apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterList<TItem>() => Codecs<List<TItem>>.Instance ??= new SequenceCodec<List<TItem>, TItem>(items => [.. items]);

    /// <summary>Makes known how to take a C# array apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterArray<TItem>() => Codecs<TItem[]>.Instance ??= new SequenceCodec<TItem[], TItem>(items => items);

    /// <summary>Makes known how to take a dictionary apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterDictionary<TKey, TValue>() where TKey : notnull =>
        Codecs<Dictionary<TKey, TValue>>.Instance ??= new DictionaryCodec<Dictionary<TKey, TValue>, TKey, TValue>(items => items);

    /// <summary>Makes known how to take a pair apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B>() => Codecs<(A, B)>.Instance ??= Tuples.Of<A, B>();

    /// <summary>Makes known how to take a triple apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C>() => Codecs<(A, B, C)>.Instance ??= Tuples.Of<A, B, C>();

    /// <summary>Makes known how to take a quadruple apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C, D>() => Codecs<(A, B, C, D)>.Instance ??= Tuples.Of<A, B, C, D>();

    /// <summary>Makes known how to take a type of one's own apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterType<T>() where T : IPyTree<T> => Codecs<T>.Instance ??= new PyTreeCodec<T>();

    internal static TreeCodec<T> Codec<T>() => Codecs<T>.Instance ??= (TreeCodec<T>)Reflected(typeof(T));

    /// <summary>The codec of a type that no generated code made known: found once, by reflection.</summary>
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = "Generated code registers the types that are seen at call sites.")]
    private static object Reflected(Type type)
    {
        if (type == typeof(NdArray)) return new LeafCodec();
        if (type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPyTree<>) && i.GenericTypeArguments[0] == type))
            return Activator.CreateInstance(typeof(PyTreeCodec<>).MakeGenericType(type))!;
        if (type.IsArray && type.GetArrayRank() == 1) return Call(nameof(ArrayOf), type.GetElementType()!);
        if (type.IsGenericType)
        {
            Type definition = type.GetGenericTypeDefinition();
            Type[] arguments = type.GetGenericArguments();
            if (definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal))
                return typeof(Tuples).GetMethods().Single(m => m.Name == "Of" && m.GetGenericArguments().Length == arguments.Length).MakeGenericMethod(arguments).Invoke(null, null)!;
            if (definition == typeof(List<>)) return Call(nameof(ListOf), arguments);
            if (definition == typeof(ImmutableArray<>)) return Call(nameof(ImmutableArrayOf), arguments);
            if (definition == typeof(IReadOnlyList<>) || definition == typeof(IList<>) || definition == typeof(IEnumerable<>) ||
                definition == typeof(ICollection<>) || definition == typeof(IReadOnlyCollection<>)) return Call(nameof(SequenceOf), [type, .. arguments]);
            if (definition == typeof(Dictionary<,>) || definition == typeof(IDictionary<,>) || definition == typeof(IReadOnlyDictionary<,>))
                return Call(nameof(DictionaryOf), [type, .. arguments]);
            if (definition == typeof(SortedDictionary<,>)) return Call(nameof(SortedDictionaryOf), arguments);
        }
        if (Holder(type) is { } member)
            throw new TreeException(
                $"{TreeDef.NameOf(type)} holds arrays (in {member}) and is no tree: mark it [PyTree] and make it partial, or implement IPyTree<{TreeDef.NameOf(type)}>.");
        return Activator.CreateInstance(typeof(StaticCodec<>).MakeGenericType(type))!;

        static object Call(string method, params Type[] arguments) =>
            typeof(PyTree).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(arguments).Invoke(null, null)!;
    }

    private static SequenceCodec<TItem[], TItem> ArrayOf<TItem>() => new(items => items);

    private static SequenceCodec<List<TItem>, TItem> ListOf<TItem>() => new(items => [.. items]);

    private static SequenceCodec<ImmutableArray<TItem>, TItem> ImmutableArrayOf<TItem>() => new(items => [.. items]);

    private static SequenceCodec<T, TItem> SequenceOf<T, TItem>() where T : IEnumerable<TItem> => new(items => (T)(object)new List<TItem>(items));

    private static DictionaryCodec<T, TKey, TValue> DictionaryOf<T, TKey, TValue>() where T : IEnumerable<KeyValuePair<TKey, TValue>> where TKey : notnull =>
        new(items => (T)(object)items);

    private static DictionaryCodec<SortedDictionary<TKey, TValue>, TKey, TValue> SortedDictionaryOf<TKey, TValue>() where TKey : notnull => new(items => new(items));

    /// <summary>A member through which a type that is no tree holds arrays, which would silently be taken for constants.</summary>
    private static string? Holder(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type)) return null;
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (property.PropertyType == typeof(NdArray) || property.PropertyType.GetGenericArguments().Contains(typeof(NdArray)) || property.PropertyType == typeof(NdArray[]))
                return property.Name;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            if (field.FieldType == typeof(NdArray) || field.FieldType.GetGenericArguments().Contains(typeof(NdArray)) || field.FieldType == typeof(NdArray[]))
                return field.Name;
        return null;
    }

    /// <summary>The codec of a type, once it is known.</summary>
    private static class Codecs<T>
    {
        public static TreeCodec<T>? Instance { get; set; }
    }
}
