using System.Collections.Immutable;

namespace Core.Tracing;

/// <summary>The codec of a type, once it is known.</summary>
internal static class Codecs<T>
{
    public static TreeCodec<T>? Instance { get; set; }
}

/// <summary>How to take values of each kind of type apart.</summary>
internal static class Codecs
{
    /// <summary>The codec of a type: the one that generated code made known, or else one found by reflection.</summary>
    /// <exception cref="TreeException">The type holds arrays and is no tree.</exception>
    public static TreeCodec<T> Of<T>() => Codecs<T>.Instance ??= (TreeCodec<T>)ReflectedCodecs.Of(typeof(T));

    public static TreeCodec<NdArray?> Leaf() => new LeafCodec();

    public static TreeCodec<T> Static<T>() => new StaticCodec<T>();

    public static TreeCodec<T> Type<T>() where T : IPyTree<T> => new PyTreeCodec<T>();

    public static TreeCodec<T?> Nullable<T>() where T : struct => new NullableCodec<T>();

    public static TreeCodec<TItem[]> Array<TItem>() => new SequenceCodec<TItem[], TItem>(items => items);

    public static TreeCodec<List<TItem>> List<TItem>() => new SequenceCodec<List<TItem>, TItem>(items => [.. items]);

    public static TreeCodec<ImmutableArray<TItem>> ImmutableArray<TItem>() => new SequenceCodec<ImmutableArray<TItem>, TItem>(items => [.. items]);

    /// <summary>The codec of an interface that <see cref="List{T}"/> implements; what is read is a list.</summary>
    public static TreeCodec<T> Sequence<T, TItem>() where T : IEnumerable<TItem> => new SequenceCodec<T, TItem>(items => (T)(object)new List<TItem>(items));

    /// <summary>The codec of a dictionary, or of an interface that it implements; what is read is a dictionary.</summary>
    public static TreeCodec<T> Dictionary<T, TKey, TValue>() where T : IEnumerable<KeyValuePair<TKey, TValue>> where TKey : notnull =>
        new DictionaryCodec<T, TKey, TValue>(items => (T)(object)items);

    public static TreeCodec<SortedDictionary<TKey, TValue>> SortedDictionary<TKey, TValue>() where TKey : notnull =>
        new DictionaryCodec<SortedDictionary<TKey, TValue>, TKey, TValue>(items => new(items));
}
