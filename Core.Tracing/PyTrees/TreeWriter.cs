using Core.Tracing;

namespace Core;

/// <summary>Takes trees apart: collects their arrays and their structure.</summary>
public sealed class TreeWriter
{
    private readonly List<NdArray> _leaves = [];
    private readonly List<(Type Type, TreeKey Key, List<(TreeKey Key, TreeDef Child)> Outer)> _open = [];
    private readonly TreeMatcher? _matcher;
    private List<(TreeKey Key, TreeDef Child)> _children = [];
    private TreeKey _key;

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
        TreeCodec<T>? codec = null;
        for (int i = 0; i < items.Length; i++)
        {
            if (_matcher is null) _key = TreeKey.At(i);
            else if (items[i] is NdArray array)
            {
                _matcher.Leaf(array);
                continue;
            }
            (codec ??= Codecs.Of<T>()).Write(this, items[i]);
        }
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
        Write(default(TreeKey), value);
        TreeDef tree = _children[^1].Child;
        _children.Clear();
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
        _children.Add((key, tree));
    }

    internal void Leaf(NdArray array)
    {
        if (_matcher is not null)
        {
            _matcher.Leaf(array);
            return;
        }
        _leaves.Add(array);
        _children.Add((_key, new LeafDef()));
    }

    internal void Static(object? value)
    {
        if (_matcher is not null) _matcher.Static(value);
        else _children.Add((_key, new StaticDef(value)));
    }

    /// <summary>Starts a container, whose children are written next.</summary>
    internal void BeginNode(Type type)
    {
        if (_matcher is not null)
        {
            _matcher.Begin(type);
            return;
        }
        _open.Add((type, _key, _children));
        _children = [];
    }

    /// <summary>Ends the container that was started last.</summary>
    internal void EndNode()
    {
        if (_matcher is not null)
        {
            _matcher.End();
            return;
        }
        (Type type, TreeKey key, List<(TreeKey, TreeDef)> outer) = _open[^1];
        _open.RemoveAt(_open.Count - 1);
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
