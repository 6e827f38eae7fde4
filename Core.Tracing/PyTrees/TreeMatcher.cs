using System.Diagnostics.CodeAnalysis;
using Core.Ir;

namespace Core.Tracing;

/// <summary>Compares the arguments of a call with those of a call that was made before, and collects their data: what a repeated call needs, without making structures.</summary>
internal sealed class TreeMatcher
{
    private readonly TreeWriter _writer;
    private object[] _expected = [];
    private ArrayData?[] _data = [];
    private int _next, _leaf;

    public TreeMatcher() => _writer = new(this);

    /// <summary>The data of the arrays, once all arguments were compared.</summary>
    public ReadOnlySpan<ArrayData> Data => _data.AsSpan(0, _leaf)!;

    /// <summary>Whether all arguments were as expected.</summary>
    public bool IsComplete => _next == _expected.Length;

    // Where something is not as expected, nothing more is.
    private bool Matches => _next >= 0;

    /// <summary>Whether a call is being compared, or made.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Starts to compare a call.</summary>
    public void Start(CompiledSignature expected)
    {
        IsBusy = true;
        _expected = expected.Parts;
        if (_data.Length < _expected.Length) _data = new ArrayData[_expected.Length];
        (_next, _leaf) = (0, 0);
    }

    /// <summary>Compares an argument.</summary>
    public void Add<T>(T argument)
    {
        if (argument is NdArray array) Leaf(array);
        else if (Matches) Codecs.Of<T>().Write(_writer, argument);
    }

    /// <summary>Ends the call and lets go of the arrays.</summary>
    public void End()
    {
        Array.Clear(_data, 0, _leaf);
        IsBusy = false;
    }

    internal void Leaf(NdArray array)
    {
        if (Next() is ExpectedLeaf expected && (array.Value as ArrayData ?? NumberIn(array)) is { } data && expected.Fits(array)) _data[_leaf++] = data;
        else Fail();
    }

    /// <summary>Compares several arrays, some of which may be missing.</summary>
    internal void Leaves(ReadOnlySpan<NdArray?> arrays)
    {
        // As one by one, but where they stand is kept in registers.
        (object[] expected, ArrayData?[] found, int next, int leaf) = (_expected, _data, _next, _leaf);
        foreach (NdArray? array in arrays)
        {
            object? part = (uint)next < (uint)expected.Length ? expected[next++] : null;
            if (array is null && part is StaticDef { Value: null }) continue;
            if (array is null || part is not ExpectedLeaf type || (array.Value as ArrayData ?? NumberIn(array)) is not { } data || !type.Fits(array))
            {
                _leaf = leaf;
                Fail();
                return;
            }
            found[leaf++] = data;
        }
        (_next, _leaf) = (next, leaf);
    }

    internal void Static(object? value)
    {
        if (Next() is not StaticDef { Value: var known } || !Equals(known, value)) Fail();
    }

    internal void Begin(Type type)
    {
        if (Next() is not NodeDef node || node.Type != type) Fail();
    }

    internal void Close()
    {
        if (Next() != CompiledSignature.End) Fail();
    }

    /// <summary>The key of the child that comes next, where the keys depend on the value.</summary>
    internal void Key(TreeKey key)
    {
        if (key.Value is not null && !key.Equals(Next())) Fail();
    }

    /// <summary>The key of a dictionary that is expected next, if one is.</summary>
    internal bool TryKey<TKey>([NotNullWhen(true)] out TKey? key)
    {
        key = default;
        if ((uint)_next >= (uint)_expected.Length || _expected[_next] is not TreeKey { Value: TKey expected }) return false;
        (key, _next) = (expected, _next + 1);
        return true;
    }

    /// <summary>Says that something is not as expected.</summary>
    internal void Fail() => _next = -1;

    /// <summary>Compares a tree that was taken apart before.</summary>
    internal void Tree(TreeDef tree, ref ReadOnlySpan<NdArray> leaves)
    {
        switch (tree)
        {
            case StaticDef { Value: var value }:
                Static(value);
                break;
            case NodeDef node:
                Begin(node.Type);
                for (int i = 0; i < node.Children.Count; i++)
                {
                    Key(node.Keys[i]);
                    Tree(node.Children[i], ref leaves);
                }
                Close();
                break;
            default:
                Leaf(leaves[0]);
                leaves = leaves[1..];
                break;
        }
    }

    private static ArrayData? NumberIn(NdArray array) => (array.Value as Literal)?.ToArray();

    private object? Next() => (uint)_next < (uint)_expected.Length ? _expected[_next++] : null;
}

/// <summary>The type of an array that is expected.</summary>
internal sealed class ExpectedLeaf(ArrayType type)
{
    private readonly DType _dtype = type.DType;
    private readonly bool _weak = type.Weak;
    private Shape _shape = type.Shape; // the last one of these sizes that was met: arrays are met again, and then it is the very same

    /// <summary>Whether an array has the type.</summary>
    public bool Fits(NdArray array)
    {
        if (array.DType != _dtype || array.IsWeak != _weak) return false;
        Shape shape = array.Shape;
        if (shape.IsSame(_shape)) return true;
        if (shape != _shape) return false;
        _shape = shape;
        return true;
    }
}

/// <summary>What a compiled function was called with, and its machine code: a call with the same goes straight to it.</summary>
internal sealed class CompiledSignature
{
    private readonly CompiledCall _call;
    private readonly TreeDef _outTree;

    public CompiledSignature(Signature signature, CompiledCall call, TreeDef outTree)
    {
        (_call, _outTree) = (call, outTree);
        List<object> parts = [];
        int leaf = 0;
        foreach (TreeDef tree in signature.Trees) Add(tree);
        Parts = [.. parts];

        void Add(TreeDef tree)
        {
            if (tree is not NodeDef node)
            {
                parts.Add(tree is LeafDef ? new ExpectedLeaf(signature.Leaves[leaf++]) : tree);
                return;
            }
            parts.Add(node);
            foreach ((TreeKey key, TreeDef child) in node.Keys.Zip(node.Children))
            {
                if (key.Value is not null) parts.Add(key);
                Add(child);
            }
            parts.Add(End);
        }
    }

    /// <summary>The end of a container.</summary>
    public static object End { get; } = new();

    /// <summary>What the arguments consist of, in the order in which they are taken apart: containers, keys of dictionaries, arrays, other values, and where containers end.</summary>
    public object[] Parts { get; }

    /// <summary>Calls the machine code.</summary>
    public R Invoke<R>(ReadOnlySpan<ArrayData> data) =>
        typeof(R) == typeof(NdArray) && _outTree is LeafDef ? (R)(object)_call.InvokeOne(data) : new TreeReader(_call.Invoke(data)).Read<R>(_outTree);
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
        if (function.Repeated is not { } signature || !TraceScope.IsPlain || VmapSettings.Current.Engine is not Engine.Jit) return default;
        // Codecs are user code, which may call.
        if (s_matcher is not { IsBusy: false } matcher) s_matcher = matcher = new();
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
            _matcher.End();
        }
    }
}
