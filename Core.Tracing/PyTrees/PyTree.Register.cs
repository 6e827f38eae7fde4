using System.Collections.Immutable;
using System.ComponentModel;
using Core.Tracing;

namespace Core;

// What generated code calls when a program starts, so that no codec has to be made by reflection while it runs.
public static partial class PyTree
{
    /// <summary>Makes known that values of a type are no trees: they belong to the structure. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterStatic<T>() => Codecs<T>.Instance ??= Codecs.Static<T>();

    /// <summary>Makes known how to take a type of one's own apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterType<T>() where T : IPyTree<T> => Codecs<T>.Instance ??= Codecs.Type<T>();

    /// <summary>Makes known how to take a nullable struct apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterNullable<T>() where T : struct => Codecs<T?>.Instance ??= Codecs.Nullable<T>();

    /// <summary>Makes known how to take a C# array apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterArray<TItem>() => Codecs<TItem[]>.Instance ??= Codecs.Array<TItem>();

    /// <summary>Makes known how to take a list apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterList<TItem>() => Codecs<List<TItem>>.Instance ??= Codecs.List<TItem>();

    /// <summary>Makes known how to take an immutable array apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterImmutableArray<TItem>() => Codecs<ImmutableArray<TItem>>.Instance ??= Codecs.ImmutableArray<TItem>();

    /// <summary>Makes known how to take an interface of lists apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterSequence<T, TItem>() where T : IEnumerable<TItem> => Codecs<T>.Instance ??= Codecs.Sequence<T, TItem>();

    /// <summary>Makes known how to take a dictionary, or an interface of dictionaries, apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterDictionary<T, TKey, TValue>() where T : IEnumerable<KeyValuePair<TKey, TValue>> where TKey : notnull =>
        Codecs<T>.Instance ??= Codecs.Dictionary<T, TKey, TValue>();

    /// <summary>Makes known how to take a sorted dictionary apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterSortedDictionary<TKey, TValue>() where TKey : notnull =>
        Codecs<SortedDictionary<TKey, TValue>>.Instance ??= Codecs.SortedDictionary<TKey, TValue>();

    /// <summary>Makes known how to take a tuple of one apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A>() => Codecs<ValueTuple<A>>.Instance ??= Tuples.Of<A>();

    /// <summary>Makes known how to take a tuple of two apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B>() => Codecs<(A, B)>.Instance ??= Tuples.Of<A, B>();

    /// <summary>Makes known how to take a tuple of three apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C>() => Codecs<(A, B, C)>.Instance ??= Tuples.Of<A, B, C>();

    /// <summary>Makes known how to take a tuple of four apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C, D>() => Codecs<(A, B, C, D)>.Instance ??= Tuples.Of<A, B, C, D>();

    /// <summary>Makes known how to take a tuple of five apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C, D, E>() => Codecs<(A, B, C, D, E)>.Instance ??= Tuples.Of<A, B, C, D, E>();

    /// <summary>Makes known how to take a tuple of six apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C, D, E, F>() => Codecs<(A, B, C, D, E, F)>.Instance ??= Tuples.Of<A, B, C, D, E, F>();

    /// <summary>Makes known how to take a tuple of seven apart. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C, D, E, F, G>() => Codecs<(A, B, C, D, E, F, G)>.Instance ??= Tuples.Of<A, B, C, D, E, F, G>();

    /// <summary>Makes known how to take a longer tuple apart, which C# nests in its eighth item. Generated code calls this.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public static void RegisterTuple<A, B, C, D, E, F, G, H>() where H : struct =>
        Codecs<ValueTuple<A, B, C, D, E, F, G, H>>.Instance ??= Tuples.Of<A, B, C, D, E, F, G, H>();
}
