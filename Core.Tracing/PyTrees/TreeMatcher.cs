using Core.Ir;

namespace Core.Tracing;

/// <summary>Compares the arguments of a call with those of a call that was made before, and collects their data: what a repeated call needs, without making structures.</summary>
internal sealed class TreeMatcher
{
    private readonly TreeWriter _writer;
    private CompiledSignature _expected = null!;
    private ArrayData?[] _data = [];
    private (NodeDef Node, int Next)[] _open = new (NodeDef, int)[8];
    private int _depth, _leaf, _argument;
    private TreeDef? _root;

    public TreeMatcher() => _writer = new(this);

    /// <summary>Whether everything so far was as expected.</summary>
    public bool Matches { get; private set; }

    /// <summary>The data of the arrays, once all arguments were compared.</summary>
    public ReadOnlySpan<ArrayData> Data => _data.AsSpan(0, _leaf)!;

    /// <summary>Whether all arguments were as expected.</summary>
    public bool IsComplete => Matches && _argument == _expected.Trees.Count;

    /// <summary>Starts to compare a call.</summary>
    public void Start(CompiledSignature expected)
    {
        _expected = expected;
        if (_data.Length < expected.Leaves.Length) _data = new ArrayData[expected.Leaves.Length];
        (_depth, _leaf, _argument, Matches) = (0, 0, 0, true);
    }

    /// <summary>Compares an argument.</summary>
    public void Add<T>(T argument)
    {
        if (!Matches || _argument >= _expected.Trees.Count)
        {
            Matches = false;
            return;
        }
        _root = _expected.Trees[_argument++];
        if (argument is NdArray array) Leaf(array);
        else Codecs.Of<T>().Write(_writer, argument);
    }

    /// <summary>Lets go of the arrays.</summary>
    public void Clear() => Array.Clear(_data, 0, _leaf);

    internal void Leaf(NdArray array)
    {
        if (Next() is LeafDef) Take(array);
        else Matches = false;
    }

    /// <summary>Compares a tree that was taken apart before.</summary>
    internal void Tree(TreeDef tree, ReadOnlySpan<NdArray> leaves)
    {
        Matches &= tree.Equals(Next());
        if (!Matches) return;
        foreach (NdArray leaf in leaves) Take(leaf);
    }

    internal void Static(object? value)
    {
        if (Next() is not StaticDef { Value: var known } || !Equals(known, value)) Matches = false;
    }

    internal void Begin(Type type)
    {
        NodeDef node = Next() as NodeDef ?? NoNode;
        Matches &= node.Type == type;
        if (_depth == _open.Length) Array.Resize(ref _open, 2 * _depth);
        _open[_depth++] = (node, 0);
    }

    internal void End()
    {
        (NodeDef node, int next) = _open[--_depth];
        Matches &= next == node.Children.Count;
    }

    /// <summary>The key of the child that comes next, where the keys depend on the value.</summary>
    internal void Key(TreeKey key)
    {
        if (_depth == 0) return;
        (NodeDef node, int next) = _open[_depth - 1];
        Matches &= next < node.Keys.Count && node.Keys[next] == key;
    }

    private void Take(NdArray array)
    {
        ArrayData? data = array.Value as ArrayData ?? (array.Value as Literal)?.ToArray();
        if (_leaf >= _expected.Leaves.Length || data is null || !SameType(array.Type, _expected.Leaves[_leaf])) Matches = false;
        else _data[_leaf++] = data;
    }

    private static readonly NodeDef NoNode = new(typeof(void), [], []);

    private TreeDef? Next()
    {
        if (_depth == 0)
        {
            TreeDef? root = _root;
            _root = null;
            return root;
        }
        ref (NodeDef Node, int Next) open = ref _open[_depth - 1];
        return open.Next < open.Node.Children.Count ? open.Node.Children[open.Next++] : null;
    }

    private static bool SameType(in ArrayType a, in ArrayType b) => a.DType == b.DType && a.Weak == b.Weak && a.Shape == b.Shape;
}

/// <summary>What a compiled function was called with, and its machine code: a call with the same goes straight to it.</summary>
internal sealed class CompiledSignature(ValueArray<TreeDef> trees, ValueArray<ArrayType> leaves, Func<ReadOnlySpan<ArrayData>, ArrayData[]> run, TreeDef outTree, bool[] weak)
{
    public ValueArray<TreeDef> Trees => trees;

    public ArrayType[] Leaves { get; } = [.. leaves];

    /// <summary>Calls the machine code.</summary>
    public R Invoke<R>(ReadOnlySpan<ArrayData> data)
    {
        ArrayData[] results = run(data);
        if (typeof(R) == typeof(NdArray) && results.Length == 1) return (R)(object)new NdArray(results[0], weak[0]);
        NdArray[] arrays = new NdArray[results.Length];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = new(results[i], weak[i]);
        return new TreeReader(arrays).Read<R>(outTree);
    }
}

/// <summary>Calls of compiled functions with arguments like those of the call before.</summary>
public readonly ref struct RepeatedCall
{
    [ThreadStatic]
    private static TreeMatcher? s_matcher;

    private readonly TreeMatcher? _matcher;
    private readonly CompiledSignature? _signature;

    private RepeatedCall(TreeMatcher matcher, CompiledSignature signature) => (_matcher, _signature) = (matcher, signature);

    /// <summary>Starts a call.</summary>
    public static RepeatedCall Of(Traced function)
    {
        if (function.Repeated is not { } signature || !TraceScope.IsPlain) return default;
        TreeMatcher matcher = s_matcher ?? new();
        s_matcher = null; // codecs are user code, which may call
        matcher.Start(signature);
        return new(matcher, signature);
    }

    /// <summary>Adds an argument.</summary>
    public RepeatedCall Add<T>(T argument)
    {
        _matcher?.Add(argument);
        return this;
    }

    /// <summary>Makes the call, if the arguments have the structure and the types of those of the call before.</summary>
    public bool TryInvoke<R>(out R result)
    {
        result = default!;
        if (_matcher is null) return false;
        try
        {
            if (!_matcher.IsComplete) return false;
            result = _signature!.Invoke<R>(_matcher.Data);
            return true;
        }
        finally
        {
            _matcher.Clear();
            s_matcher = _matcher;
        }
    }
}
