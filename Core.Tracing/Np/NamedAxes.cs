using System.Collections;
using System.Runtime.CompilerServices;
using Core.Ir;

namespace Core;

/// <summary>Axes that <c>Vmap</c>s around have named: one (<c>"i"</c>) or several (<c>["i", "j"]</c>); reductions take axes of the array as well (<c>["i", 0]</c>).</summary>
[CollectionBuilder(typeof(NamedAxes), nameof(Create))]
public readonly struct NamedAxes : IEnumerable<NamedOrPositional>
{
    private NamedAxes(ValueArray<NamedOrPositional> axes, bool isBare = false) => (Axes, IsBare) = (axes, isBare);

    /// <summary>The axes, the slowest first.</summary>
    public ValueArray<NamedOrPositional> Axes { get; }

    /// <summary>Whether one axis was named by itself, not in a list.</summary>
    internal bool IsBare { get; }

    /// <summary>The given axes, the slowest first.</summary>
    public static NamedAxes Create(ReadOnlySpan<NamedOrPositional> axes) => new(ValueArray.Create(axes));

    /// <summary>One axis.</summary>
    public static implicit operator NamedAxes(string name) => new([name], isBare: true);

    /// <summary>Several axes.</summary>
    public static implicit operator NamedAxes(string[] names) => new([.. names.Select(name => (NamedOrPositional)name)]);

    /// <summary>The names; all axes must have one.</summary>
    /// <exception cref="AxesException">There is an axis without a name, or none at all.</exception>
    internal ValueArray<string> Names(string function)
    {
        if (Axes.Count == 0 || Axes.Any(axis => axis.Name is null))
            throw new AxesException($"{function}: takes the names of mapped axes, got {Axes}.");
        return [.. Axes.Select(axis => axis.Name!)];
    }

    /// <inheritdoc/>
    public IEnumerator<NamedOrPositional> GetEnumerator() => ((IEnumerable<NamedOrPositional>)Axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
