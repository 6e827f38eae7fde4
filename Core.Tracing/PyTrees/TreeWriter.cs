using Core.Tracing;

namespace Core;

/// <summary>Takes trees apart: collects their arrays and their structure.</summary>
public sealed class TreeWriter
{
    private readonly List<NdArray> _leaves = [];
    private List<(TreeKey Key, TreeDef Child)> _children = [];
    private TreeKey _key;

    /// <summary>The arrays so far, in order.</summary>
    internal NdArray[] Leaves => [.. _leaves];

    /// <summary>Writes a member of the container.</summary>
    public void Write<T>(string member, T value) => Write(TreeKey.Member(member), value);

    /// <summary>Writes a child of the container.</summary>
    internal void Write<T>(TreeKey key, T value)
    {
        _key = key;
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
        Write(default(TreeKey), value);
        TreeDef tree = _children[^1].Child;
        _children.Clear();
        return tree;
    }

    internal void Leaf(NdArray array)
    {
        _leaves.Add(array);
        _children.Add((_key, new LeafDef()));
    }

    internal void Static(object? value) => _children.Add((_key, new StaticDef(value)));

    internal void Node(Type type, Action<TreeWriter> writeChildren)
    {
        (List<(TreeKey, TreeDef)> outer, TreeKey key) = (_children, _key);
        _children = [];
        writeChildren(this);
        NodeDef node = new(type, [.. _children.Select(c => c.Key)], [.. _children.Select(c => c.Child)]);
        _children = outer;
        _children.Add((key, node));
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
