using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Core;

/// <summary>The sizes of an array's axes, <c>[2, 3]</c>; a scalar has none. Immutable, compares by value.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>, IReadOnlyList<int>
{
    private readonly ValueArray<int> _sizes;

    private Shape(ValueArray<int> sizes) => _sizes = sizes;

    /// <summary>A shape of the given sizes.</summary>
    /// <exception cref="ShapeException">A size is negative.</exception>
    public static Shape Create(ReadOnlySpan<int> sizes) => new(Checked(ValueArray.Create(sizes)));

    /// <summary>The shape of no axes.</summary>
    public static Shape Scalar => default;

    /// <summary>A shape of one axis.</summary>
    public static implicit operator Shape(int size) => [size];

    /// <summary>A shape of the given sizes.</summary>
    public static implicit operator Shape(int[] sizes) => Create(sizes);

    /// <summary>A shape of the given sizes.</summary>
    public static implicit operator Shape(ValueArray<int> sizes) => new(Checked(sizes));

    /// <summary>The sizes as a span.</summary>
    public static implicit operator ReadOnlySpan<int>(Shape shape) => shape.Span;

    /// <summary>The sizes as a value array.</summary>
    public static implicit operator ValueArray<int>(Shape shape) => shape._sizes;

    /// <summary>How many axes there are.</summary>
    public int Rank => _sizes.Count;

    /// <summary>How many elements an array of this shape has.</summary>
    /// <exception cref="ShapeException">There are 2⁶³ elements or more.</exception>
    public long Size
    {
        get
        {
            long size = 1;
            bool tooLarge = false;
            foreach (int n in _sizes)
            {
                if (n == 0) return 0; // however large the other axes are
                tooLarge |= Math.BigMul(size, n, out size) != 0 || size < 0;
            }
            return tooLarge ? throw new ShapeException($"shape {this} has 2^63 elements or more; expected fewer.") : size;
        }
    }

    /// <summary>The sizes.</summary>
    public ReadOnlySpan<int> Span => _sizes.Span;

    /// <summary>The size of axis <paramref name="axis"/>, counted from 0.</summary>
    public int this[int axis] => _sizes[axis];

    /// <summary>The size of an axis, <c>^1</c> for the last.</summary>
    public int this[Index axis] => _sizes[axis.GetOffset(Rank)];

    int IReadOnlyCollection<int>.Count => Rank;

    /// <summary>The shape with an axis of size <paramref name="size"/> put in at <paramref name="axis"/>.</summary>
    public Shape Insert(int axis, int size) => [.. Span[..axis], size, .. Span[axis..]];

    /// <summary>The shape without axis <paramref name="axis"/>.</summary>
    public Shape Remove(int axis) => [.. Span[..axis], .. Span[(axis + 1)..]];

    /// <summary>The shape with axis <paramref name="axis"/> of size <paramref name="size"/>.</summary>
    public Shape With(int axis, int size) => [.. Span[..axis], size, .. Span[(axis + 1)..]];

    /// <summary>How far apart neighbours along each axis lie in a row-major buffer, in elements.</summary>
    public int[] Strides()
    {
        int[] strides = new int[Rank];
        int stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= this[axis];
        }
        return strides;
    }

    /// <summary>Whether the sizes are equal.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether the sizes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(Shape other) => _sizes.Equals(other._sizes);

    /// <summary>Whether it is this very shape: one of equal sizes may be another. Quicker than to compare the sizes.</summary>
    public bool IsSame(Shape other) => _sizes.IsSame(other._sizes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _sizes.GetHashCode();

    /// <summary>Enumerates the sizes without allocating.</summary>
    public ImmutableArray<int>.Enumerator GetEnumerator() => _sizes.GetEnumerator();

    IEnumerator<int> IEnumerable<int>.GetEnumerator() => ((IEnumerable<int>)_sizes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)_sizes).GetEnumerator();

    /// <summary>The sizes as Python writes them: <c>(2, 3)</c>, <c>(2,)</c>, <c>()</c>.</summary>
    public override string ToString() => _sizes.ToString();

    /// <summary>The sizes between brackets, as types print them: <c>[2,3]</c>.</summary>
    public string ToBrackets()
    {
        DefaultInterpolatedStringHandler text = new(2, Rank, CultureInfo.InvariantCulture);
        text.AppendLiteral("[");
        for (int axis = 0; axis < Rank; axis++)
        {
            if (axis > 0) text.AppendLiteral(",");
            text.AppendFormatted(this[axis]);
        }
        text.AppendLiteral("]");
        return text.ToStringAndClear();
    }

    private static ValueArray<int> Checked(ValueArray<int> sizes)
    {
        foreach (int size in sizes)
            if (size < 0) throw new ShapeException($"sizes of axes must not be negative, got {sizes}.");
        return sizes;
    }
}
