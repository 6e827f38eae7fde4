using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Core.Tracing;

/// <summary>Takes values of a type apart and puts them together again.</summary>
internal abstract class TreeCodec<T>
{
    public abstract void Write(TreeWriter writer, T value);

    public abstract T Read(TreeReader reader, TreeDef tree);
}

/// <summary>An array: a leaf; null is nothing.</summary>
internal sealed class LeafCodec : TreeCodec<NdArray?>
{
    public override void Write(TreeWriter writer, NdArray? value)
    {
        if (value is null) writer.Static(null);
        else writer.Leaf(value);
    }

    public override NdArray? Read(TreeReader reader, TreeDef tree) => tree is LeafDef ? reader.Leaf() : null;
}

/// <summary>A C# value that is no array: part of the structure.</summary>
internal sealed class StaticCodec<T> : TreeCodec<T>
{
    public override void Write(TreeWriter writer, T value)
    {
        if (value is NdArray)
            throw new TreeException($"An array stands where {TreeDef.NameOf(typeof(T))} is declared, so it would be a constant: declare it as NdArray.");
        writer.Static(value);
    }

    public override T Read(TreeReader reader, TreeDef tree) => (T)((StaticDef)tree).Value!;
}

/// <summary>A container; null is nothing.</summary>
internal abstract class NodeCodec<T> : TreeCodec<T>
{
    public sealed override void Write(TreeWriter writer, T value)
    {
        if (value is null)
        {
            writer.Static(null);
            return;
        }
        writer.BeginNode(typeof(T));
        WriteChildren(writer, value);
        writer.EndNode();
    }

    public sealed override T Read(TreeReader reader, TreeDef tree) => tree is StaticDef ? default! : reader.Node(tree, r => ReadChildren(r, (NodeDef)tree));

    protected abstract void WriteChildren(TreeWriter writer, [DisallowNull] T value);

    protected abstract T ReadChildren(TreeReader reader, NodeDef tree);
}

/// <summary>A type that says itself what its children are.</summary>
internal sealed class PyTreeCodec<T> : NodeCodec<T> where T : IPyTree<T>
{
    // The ReadTree of an abstract type is written by hand and knows what derives from it; that of another gives the type itself.
    private static readonly bool ReadsItself = !typeof(T).IsAbstract;

    protected override void WriteChildren(TreeWriter writer, T value)
    {
        if (ReadsItself && value.GetType() is var actual && actual != typeof(T))
            throw new TreeException(
                $"{TreeDef.NameOf(actual)} stands where {TreeDef.NameOf(typeof(T))} is declared, and would be read as one: declare it as {TreeDef.NameOf(actual)}.");
        value.WriteTree(writer);
    }

    protected override T ReadChildren(TreeReader reader, NodeDef tree) => T.ReadTree(reader);
}

/// <summary>A struct that may be missing; null is nothing.</summary>
internal sealed class NullableCodec<T> : TreeCodec<T?> where T : struct
{
    public override void Write(TreeWriter writer, T? value)
    {
        if (value is { } present) Codecs.Of<T>().Write(writer, present);
        else writer.Static(null);
    }

    public override T? Read(TreeReader reader, TreeDef tree) => tree is StaticDef { Value: null } ? null : Codecs.Of<T>().Read(reader, tree);
}

/// <summary>A list, an array, or another sequence of <typeparamref name="TItem"/>.</summary>
internal sealed class SequenceCodec<T, TItem>(Func<TItem[], T> create) : NodeCodec<T> where T : IEnumerable<TItem>
{
    protected override void WriteChildren(TreeWriter writer, T value) => writer.WriteItems(value switch
    {
        TItem[] array => array,
        List<TItem> list => CollectionsMarshal.AsSpan(list),
        _ => (ReadOnlySpan<TItem>)value.ToArray(),
    });

    protected override T ReadChildren(TreeReader reader, NodeDef tree)
    {
        TItem[] items = new TItem[tree.Children.Count];
        for (int i = 0; i < items.Length; i++) items[i] = reader.Next<TItem>();
        return create(items);
    }
}

/// <summary>A dictionary, its children in the order of their keys.</summary>
internal sealed class DictionaryCodec<T, TKey, TValue>(Func<Dictionary<TKey, TValue>, T> create) : NodeCodec<T>
    where T : IEnumerable<KeyValuePair<TKey, TValue>> where TKey : notnull
{
    // Ordinal, so that the order of the leaves is the same everywhere.
    private static readonly IComparer<TKey> Order = typeof(TKey) == typeof(string) ? (IComparer<TKey>)StringComparer.Ordinal : Comparer<TKey>.Default;

    private static readonly bool HasOrder = typeof(TKey).IsAssignableTo(typeof(IComparable<TKey>)) || typeof(TKey).IsAssignableTo(typeof(IComparable));

    protected override void WriteChildren(TreeWriter writer, T value)
    {
        if (!HasOrder)
            throw new TreeException(
                $"{TreeDef.NameOf(typeof(T))}: keys of type {TreeDef.NameOf(typeof(TKey))} have no order, which the arrays of a tree need: use strings or integers.");
        if (value is Dictionary<TKey, TValue> known && known.Comparer == EqualityComparer<TKey>.Default && writer.TryMatch(known)) return;
        foreach ((TKey key, TValue child) in value.OrderBy(pair => pair.Key, Order)) writer.Write(TreeKey.Of(key), child);
    }

    protected override T ReadChildren(TreeReader reader, NodeDef tree)
    {
        Dictionary<TKey, TValue> items = [];
        foreach (TreeKey key in tree.Keys) items.Add((TKey)key.Value!, reader.Next<TValue>());
        return create(items);
    }
}

/// <summary>A tuple, read and written by functions that know its arity.</summary>
internal sealed class TupleCodec<T>(Action<TreeWriter, T> write, Func<TreeReader, T> read) : NodeCodec<T>
{
    protected override void WriteChildren(TreeWriter writer, T value) => write(writer, value);

    protected override T ReadChildren(TreeReader reader, NodeDef tree) => read(reader);
}
