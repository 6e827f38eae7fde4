using System.Collections;
using System.Runtime.CompilerServices;

namespace Core;

/// <summary>
/// Which axis of each argument or result <c>Vmap</c> maps: an axis for all (<c>0</c>, <c>-1</c>, <c>^1</c>), <c>null</c> for what is not mapped, or a
/// list or dictionary of axes, as a prefix of the tree: <c>[null, 0, [1, 2]]</c>, <c>new() { ["a"] = 0 }</c>. Left out it is axis 0.
/// </summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public readonly struct Axes : IEnumerable<Axes>, IEquatable<Axes>
{
    private enum Form : byte { LeftOut, NotMapped, Axis, List, Dictionary }

    private readonly Form _form;
    private readonly int _axis;
    private readonly Axes[]? _items; // never changed; of this very type, so nothing generic over it, which would have to be compiled when it is first used
    private readonly ValueArray<string> _keys;

    private Axes(Form form, int axis = 0, Axes[]? items = null, ValueArray<string> keys = default) =>
        (_form, _axis, _items, _keys) = (form, axis, items, keys);

    /// <summary>Axis 0; what initializers <c>new() { ["a"] = 0 }</c> start from.</summary>
    public Axes() : this(Form.LeftOut) { }

    /// <summary>Adds a key to a dictionary of axes.</summary>
    public Axes this[string key]
    {
        init => this = new(Form.Dictionary, 0, [.. _items ?? [], value], [.. _keys, key]);
    }

    /// <summary>An axis, a negative one counted from the end; or null for not mapped.</summary>
    public static implicit operator Axes(int? axis) => axis is { } given ? new(Form.Axis, given) : new(Form.NotMapped);

    /// <summary>An axis, <c>^1</c> for the last.</summary>
    public static implicit operator Axes(Index axis) => new(Form.Axis, axis.IsFromEnd ? -axis.Value : axis.Value);

    /// <summary>One entry per child, by position.</summary>
    public static Axes Create(ReadOnlySpan<Axes> items)
    {
        Axes[] own = new Axes[items.Length];
        for (int i = 0; i < own.Length; i++) own[i] = items[i];
        return new(Form.List, 0, own);
    }

    /// <summary>Whether these are axes for children, rather than one for all.</summary>
    internal bool IsNested => _form is Form.List or Form.Dictionary;

    /// <summary>Whether the children are named by key.</summary>
    internal bool IsDictionary => _form is Form.Dictionary;

    /// <summary>Whether nothing was written.</summary>
    internal bool IsLeftOut => _form is Form.LeftOut;

    /// <summary>The axis for all; null where it is not mapped. Meaningless for nested axes.</summary>
    internal int? Leaf => _form switch { Form.NotMapped => null, _ => _axis };

    /// <summary>The entries of nested axes.</summary>
    internal Axes[] Items => _items!;

    /// <summary>The keys of a dictionary's entries.</summary>
    internal ValueArray<string> Keys => _keys;

    /// <summary>Enumerates the entries.</summary>
    public IEnumerator<Axes> GetEnumerator()
    {
        for (int i = 0; i < _items?.Length; i++) yield return _items[i];
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public bool Equals(Axes other) => _form == other._form && _axis == other._axis && this.SequenceEqual(other) && _keys == other._keys;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Axes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_form, _axis, _items?.Length, _keys);

    /// <summary>Whether the axes are the same.</summary>
    public static bool operator ==(Axes left, Axes right) => left.Equals(right);

    /// <summary>Whether the axes differ.</summary>
    public static bool operator !=(Axes left, Axes right) => !left.Equals(right);

    /// <summary>As C# writes them: <c>[null, 0]</c>.</summary>
    public override string ToString() => _form switch
    {
        Form.NotMapped => "null",
        Form.List => $"[{string.Join(", ", _items!)}]",
        Form.Dictionary => $"{{ {string.Join(", ", _keys.Zip(_items!, (key, axes) => $"[\"{key}\"] = {axes}"))} }}",
        _ => PythonText.Of(_axis),
    };
}
