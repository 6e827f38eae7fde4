using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;

namespace Core.Tracing;

/// <summary>The codecs of types that no generated code made known, found once for each, by reflection.</summary>
[UnconditionalSuppressMessage("Trimming", "IL2060", Justification = FoundByGenerator)]
[UnconditionalSuppressMessage("Trimming", "IL2070", Justification = FoundByGenerator)]
[UnconditionalSuppressMessage("AOT", "IL3050", Justification = FoundByGenerator)]
internal static class ReflectedCodecs
{
    private const string FoundByGenerator = "Generated code makes known the types that are seen at call sites.";

    private static readonly HashSet<Type> ListInterfaces =
        [typeof(IEnumerable<>), typeof(ICollection<>), typeof(IReadOnlyCollection<>), typeof(IList<>), typeof(IReadOnlyList<>)];

    private static readonly HashSet<Type> DictionaryTypes = [typeof(Dictionary<,>), typeof(IDictionary<,>), typeof(IReadOnlyDictionary<,>)];

    /// <summary>The codec of a type.</summary>
    /// <exception cref="TreeException">The type holds arrays and is no tree.</exception>
    public static object Of(Type type)
    {
        if (type == typeof(NdArray)) return Codecs.Leaf();
        if (IsOwnTree(type)) return Call(nameof(Codecs.Type), type);
        if (type.IsSZArray) return Call(nameof(Codecs.Array), type.GetElementType()!);
        if (type.IsGenericType)
        {
            Type definition = type.GetGenericTypeDefinition();
            Type[] arguments = type.GetGenericArguments();
            if (definition.FullName!.StartsWith("System.ValueTuple`", StringComparison.Ordinal)) return Call(typeof(Tuples), nameof(Tuples.Of), arguments);
            if (definition == typeof(Nullable<>)) return Call(nameof(Codecs.Nullable), arguments);
            if (definition == typeof(List<>)) return Call(nameof(Codecs.List), arguments);
            if (definition == typeof(ImmutableArray<>)) return Call(nameof(Codecs.ImmutableArray), arguments);
            if (definition == typeof(SortedDictionary<,>)) return Call(nameof(Codecs.SortedDictionary), arguments);
            if (ListInterfaces.Contains(definition)) return Call(nameof(Codecs.Sequence), [type, .. arguments]);
            if (DictionaryTypes.Contains(definition)) return Call(nameof(Codecs.Dictionary), [type, .. arguments]);
        }
        string name = TreeDef.NameOf(type);
        if (HoldsArraysAsItems(type))
            throw new TreeException($"{name} holds arrays and is no tree: use a list, a C# array, a dictionary or a tuple.");
        if (MemberThatHoldsArrays(type) is { } member)
            throw new TreeException($"{name} holds arrays (in {member}) and is no tree: mark it [PyTree] and make it partial, or implement IPyTree<{name}>.");
        return Call(nameof(Codecs.Static), type);
    }

    private static object Call(string method, params Type[] arguments) => Call(typeof(Codecs), method, arguments);

    private static object Call(Type owner, string method, Type[] arguments) => owner.GetMethods()
        .Single(m => m.Name == method && m.IsGenericMethodDefinition && m.GetGenericArguments().Length == arguments.Length)
        .MakeGenericMethod(arguments).Invoke(null, null)!;

    private static bool IsOwnTree(Type type) =>
        type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPyTree<>) && i.GenericTypeArguments[0] == type);

    /// <summary>A member through which a type that is no tree holds arrays, which would silently be taken for constants.</summary>
    private static string? MemberThatHoldsArrays(Type type)
    {
        if (type.IsPrimitive || type.IsEnum || type == typeof(string) || typeof(Delegate).IsAssignableFrom(type)) return null;
        foreach (PropertyInfo property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance))
            if (HoldsArrays(property.PropertyType)) return property.Name;
        foreach (FieldInfo field in type.GetFields(BindingFlags.Public | BindingFlags.Instance))
            if (HoldsArrays(field.FieldType)) return field.Name;
        return null;
    }

    /// <summary>Whether a type is a collection of arrays: a queue, a set, a C# array of several dimensions.</summary>
    private static bool HoldsArraysAsItems(Type type) => type.IsArray
        ? HoldsArrays(type)
        : type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>) && HoldsArrays(i.GenericTypeArguments[0]));

    private static bool HoldsArrays(Type type) =>
        type == typeof(NdArray) || IsOwnTree(type) || (type.IsArray && HoldsArrays(type.GetElementType()!)) ||
        (!typeof(Delegate).IsAssignableFrom(type) && type.GetGenericArguments().Any(HoldsArrays));
}
