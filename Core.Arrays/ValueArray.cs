using System.Collections;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace Core;

/// <summary>An immutable array that compares by value, so that records which hold one do too; <c>default</c> is empty.</summary>
/// <remarks>Safe to share between threads.</remarks>
[CollectionBuilder(typeof(ValueArray), nameof(ValueArray.Create))]
public readonly struct ValueArray<T> : IEquatable<ValueArray<T>>, IReadOnlyList<T>
{
    private readonly ImmutableArray<T> _items;

    internal ValueArray(ImmutableArray<T> items) => _items = items;

    private ImmutableArray<T> Items => _items.IsDefault ? [] : _items;

    /// <summary>The elements.</summary>
    public ReadOnlySpan<T> Span => Items.AsSpan();

    /// <summary>How many elements there are.</summary>
    public int Count => _items.IsDefault ? 0 : _items.Length;

    /// <summary>The element at <paramref name="index"/>.</summary>
    public T this[int index] => Items[index];

    /// <summary>Whether the arrays have equal elements in the same order.</summary>
    public static bool operator ==(ValueArray<T> left, ValueArray<T> right) => left.Equals(right);

    /// <summary>Whether the arrays differ in an element or in length.</summary>
    public static bool operator !=(ValueArray<T> left, ValueArray<T> right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(ValueArray<T> other) => _items.Equals(other._items) || Span.SequenceEqual(other.Span);

    /// <summary>Whether it is this very array: one of equal elements may be another. Quicker than to compare the elements.</summary>
    public bool IsSame(ValueArray<T> other) => _items == other._items;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ValueArray<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (T item in Span) hash.Add(item);
        return hash.ToHashCode();
    }

    /// <summary>Enumerates the elements without allocating.</summary>
    public ImmutableArray<T>.Enumerator GetEnumerator() => Items.GetEnumerator();

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => ((IEnumerable<T>)Items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Items).GetEnumerator();

    /// <summary>The elements as Python writes a tuple: <c>(1, 2)</c>, <c>(1,)</c>, <c>()</c>.</summary>
    public override string ToString() => Count == 1 ? $"({this[0]},)" : $"({string.Join(", ", Items)})";
}

/// <summary>Creates <see cref="ValueArray{T}"/>s; the target of collection expressions.</summary>
public static class ValueArray
{
    /// <summary>An array of the given elements, copied.</summary>
    public static ValueArray<T> Create<T>(ReadOnlySpan<T> items) => new([.. items]);

    /// <summary>Takes over <paramref name="items"/>, which the caller does not change any more.</summary>
    public static ValueArray<T> Adopt<T>(T[] items) => new(ImmutableCollectionsMarshal(items));

    private static ImmutableArray<T> ImmutableCollectionsMarshal<T>(T[] items) =>
        System.Runtime.InteropServices.ImmutableCollectionsMarshal.AsImmutableArray(items);
}
