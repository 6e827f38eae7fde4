using System.Collections;
using System.Runtime.CompilerServices;

namespace Core;

/// <summary>Some axes of an array: one (<c>0</c>, <c>-1</c>, <c>^1</c>), several (<c>[0, 2]</c>) or a range of them (<c>1..</c>).</summary>
[CollectionBuilder(typeof(AxisSet), nameof(Create))]
public readonly struct AxisSet : IEnumerable<int>
{
    private readonly ValueArray<int> _axes;
    private readonly Range? _range;

    private AxisSet(ValueArray<int> axes, Range? range = null) => (_axes, _range) = (axes, range);

    /// <summary>The given axes; negative ones count from the end.</summary>
    public static AxisSet Create(ReadOnlySpan<int> axes) => new(ValueArray.Create(axes));

    /// <summary>One axis; a negative one counts from the end.</summary>
    public static implicit operator AxisSet(int axis) => new([axis]);

    /// <summary>One axis, <c>^1</c> for the last.</summary>
    public static implicit operator AxisSet(Index axis) => new([axis.IsFromEnd ? -axis.Value : axis.Value]);

    /// <summary>A range of axes, <c>1..</c> for all but the first.</summary>
    public static implicit operator AxisSet(Range axes) => new([], axes);

    /// <summary>Several axes.</summary>
    public static implicit operator AxisSet(int[] axes) => Create(axes);

    /// <summary>The axes counted from the front, in the order in which they were given.</summary>
    /// <param name="rank">How many axes the array has.</param>
    /// <param name="function">The function that asks, for messages.</param>
    /// <exception cref="ShapeException">An axis is out of range or named twice.</exception>
    public ValueArray<int> Resolve(int rank, string function)
    {
        if (_range is { } range)
        {
            (int start, int end) = (range.Start.GetOffset(rank), range.End.GetOffset(rank));
            if (start < 0 || end > rank || start > end) throw new ShapeException($"{function}: the axes {range} are out of range for an array with {rank} axes.");
            return [.. Enumerable.Range(start, end - start)];
        }
        int[] axes = [.. _axes];
        for (int i = 0; i < axes.Length; i++)
        {
            axes[i] = Lax.Canonical(axes[i], rank, function);
            if (axes.AsSpan(0, i).Contains(axes[i])) throw new ShapeException($"{function}: axis {_axes[i]} is named twice in {_axes}.");
        }
        return ValueArray.Create<int>(axes);
    }

    /// <summary>The axes as they were given; of a range, none.</summary>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)_axes).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
