using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Core.Tracing;

namespace Core;

/// <summary>Takes trees apart: collects their arrays and their structure.</summary>
public sealed class TreeWriter
{
    private static readonly TreeKey NoKey = new("", null);

    private readonly List<NdArray> _leaves = [];
    private readonly Stack<Container> _outer = [];
    private readonly TreeMatcher? _matcher;
    private Container _container = new(typeof(void), NoKey);
    private TreeKey _key = NoKey;

    /// <summary>Writes into new structures.</summary>
    public TreeWriter() { }

    /// <summary>Compares what is written with a structure that is known; makes none.</summary>
    internal TreeWriter(TreeMatcher matcher) => _matcher = matcher;

    /// <summary>The arrays so far, in order.</summary>
    internal NdArray[] Leaves => [.. _leaves];

    /// <summary>Writes a member of the container.</summary>
    public void Write<T>(string member, T value)
    {
        if (_matcher is null) _key = TreeKey.Member(member);
        else if (value is NdArray array)
        {
            _matcher.Leaf(array);
            return;
        }
        Codecs.Of<T>().Write(this, value);
    }

    /// <summary>Writes the items of a sequence.</summary>
    internal void WriteItems<T>(ReadOnlySpan<T> items)
    {
        if (_matcher is not null && typeof(T) == typeof(NdArray))
        {
            _matcher.Leaves(MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<T, NdArray?>(ref MemoryMarshal.GetReference(items)), items.Length));
            return;
        }
        TreeCodec<T> codec = Codecs.Of<T>();
        for (int i = 0; i < items.Length; i++)
        {
            if (_matcher is null) _key = TreeKey.At(i);
            codec.Write(this, items[i]);
        }
    }

    /// <summary>Where a structure is compared: compares a dictionary in the order of the keys that are expected, so that none has to be found.</summary>
    internal bool TryMatch<TKey, TValue>(Dictionary<TKey, TValue> dictionary) where TKey : notnull
    {
        if (_matcher is null) return false;
        int count = 0;
        for (; _matcher.TryKey(out TKey? key) && dictionary.TryGetValue(key, out TValue? child); count++)
        {
            if (child is NdArray array) _matcher.Leaf(array);
            else Codecs.Of<TValue>().Write(this, child);
        }
        if (count != dictionary.Count) _matcher.Fail();
        return true;
    }

    /// <summary>Writes a child of the container.</summary>
    internal void Write<T>(TreeKey key, T value)
    {
        _key = key;
        _matcher?.Key(key);
        Codecs.Of<T>().Write(this, value);
    }

    /// <summary>Takes a tree apart.</summary>
    internal static (TreeDef Tree, NdArray[] Leaves) Flatten<T>(T value)
    {
        TreeWriter writer = new();
        TreeDef tree = writer.Root(value);
        return (tree, writer.Leaves);
    }

    /// <summary>Takes a further tree apart, whose arrays follow those so far.</summary>
    internal TreeDef Root<T>(T value)
    {
        Write(NoKey, value);
        TreeDef tree = _container.Children[^1];
        _container = new(typeof(void), NoKey);
        return tree;
    }

    /// <summary>Writes a child of the container that was taken apart before.</summary>
    internal void Write(TreeKey key, TreeDef tree, ReadOnlySpan<NdArray> leaves)
    {
        if (_matcher is not null)
        {
            _matcher.Key(key);
            _matcher.Tree(tree, ref leaves);
            return;
        }
        _leaves.AddRange(leaves);
        _container.Add(key, tree);
    }

    internal void Leaf(NdArray array)
    {
        if (_matcher is not null)
        {
            _matcher.Leaf(array);
            return;
        }
        _leaves.Add(array);
        _container.Add(_key, new LeafDef());
    }

    internal void Static(object? value)
    {
        if (_matcher is not null) _matcher.Static(value);
        else _container.Add(_key, new StaticDef(value));
    }

    /// <summary>Starts a container, whose children are written next.</summary>
    internal void BeginNode(Type type)
    {
        if (_matcher is not null)
        {
            _matcher.Begin(type);
            return;
        }
        _outer.Push(_container);
        _container = new(type, _key);
    }

    /// <summary>Ends the container that was started last.</summary>
    internal void EndNode()
    {
        if (_matcher is not null)
        {
            _matcher.Close();
            return;
        }
        Container ended = _container;
        _container = _outer.Pop();
        _container.Add(ended.Key, new NodeDef(ended.Type, [.. ended.Keys], [.. ended.Children]));
    }

    /// <summary>A container that is being written.</summary>
    private sealed class Container(Type type, TreeKey key)
    {
        public Type Type => type;
        public TreeKey Key => key;
        public List<TreeKey> Keys { get; } = [];
        public List<TreeDef> Children { get; } = [];

        public void Add(TreeKey childKey, TreeDef child)
        {
            Keys.Add(childKey);
            Children.Add(child);
        }
    }
}

/// <summary>Puts trees together again out of their structure and arrays.</summary>
public sealed class TreeReader
{
    private readonly NdArray[] _leaves;
    private int _nextLeaf;
    private ValueArray<TreeDef> _children;
    private int _nextChild;

    internal TreeReader(NdArray[] leaves) => _leaves = leaves;

    /// <summary>The next child of the container.</summary>
    public T Next<T>() => Read<T>(_children[_nextChild++]);

    /// <summary>The structures and arrays of the children that are left.</summary>
    internal (TreeDef Tree, NdArray[] Leaves)[] Rest()
    {
        List<(TreeDef, NdArray[])> rest = [];
        while (_nextChild < _children.Count)
        {
            TreeDef tree = _children[_nextChild++];
            rest.Add((tree, _leaves[_nextLeaf..(_nextLeaf + tree.LeafCount)]));
            _nextLeaf += tree.LeafCount;
        }
        return [.. rest];
    }

    internal T Read<T>(TreeDef tree) => Codecs.Of<T>().Read(this, tree);

    internal NdArray Leaf() => _leaves[_nextLeaf++];

    internal T Node<T>(TreeDef tree, Func<TreeReader, T> read)
    {
        (ValueArray<TreeDef> outer, int next) = (_children, _nextChild);
        (_children, _nextChild) = (((NodeDef)tree).Children, 0);
        T result = read(this);
        (_children, _nextChild) = (outer, next);
        return result;
    }
}
