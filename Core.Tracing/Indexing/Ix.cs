using System.Runtime.CompilerServices;
using Core.Tracing;

namespace Core;

/// <summary>
/// One index of <c>x[…]</c>: an integer, <c>^1</c>, a range, an array of integers, a mask, <see cref="NewAxis"/>, <see cref="Ellipsis"/>, or a slice
/// with a step or with a start that is computed.
/// </summary>
[CollectionBuilder(typeof(IxBuilder), nameof(IxBuilder.Create))]
public readonly struct Ix
{
    private Ix(IndexKind kind, NdArray? array = null) => (Kind, Array) = (kind, array);

    /// <summary>An axis of size 1 that is not there yet.</summary>
    public static Ix NewAxis { get; } = new(IndexKind.NewAxis);

    /// <summary>All axes that the other indices leave, kept whole: NumPy's <c>...</c>.</summary>
    public static Ix Ellipsis { get; } = new(IndexKind.Ellipsis);

    internal IndexKind Kind { get; }

    /// <summary>The array, or the computed start of a slice.</summary>
    internal NdArray? Array { get; }

    /// <summary>The only place, or the first of a range.</summary>
    internal Index First { get; private init; }

    /// <summary>The place after the last of a range.</summary>
    internal Index End { get; private init; }

    /// <summary>The places of a slice as NumPy has them: from, to before, in steps of.</summary>
    internal (int? Start, int? Stop, int Step) Steps { get; private init; }

    /// <summary>How many places a slice with a computed start has.</summary>
    internal int Count { get; private init; }

    /// <summary>One place, a negative one counted from the end; the axis is dropped.</summary>
    public static implicit operator Ix(int index) => new(IndexKind.One) { First = index < 0 ? new Index(-index, fromEnd: true) : index };

    /// <summary>One place, <c>^1</c> the last; the axis is dropped.</summary>
    public static implicit operator Ix(Index index) => new(IndexKind.One) { First = index };

    /// <summary>A range of places.</summary>
    public static implicit operator Ix(Range range) => new(IndexKind.Range) { First = range.Start, End = range.End };

    /// <summary>The places that an array of integers names, or those where a mask is true. The axes of the array take the place of those indexed.</summary>
    public static implicit operator Ix(NdArray array) => new(IndexKind.Array, array);

    /// <summary>The given places.</summary>
    public static implicit operator Ix(int[] indices) => NdArray.From<int>(indices);

    /// <summary>The places where a mask is true.</summary>
    public static implicit operator Ix(bool[] mask) => NdArray.From<bool>(mask);

    /// <summary>The places from <paramref name="start"/> to before <paramref name="stop"/> in steps, as NumPy's <c>start:stop:step</c>; what is out of range is left out.</summary>
    /// <param name="start">The first place, negative from the end; null for the first, or with a negative step the last.</param>
    /// <param name="stop">The place before which to stop, negative from the end; null to go to the end.</param>
    /// <param name="step">How far apart; negative to go backwards.</param>
    /// <exception cref="ShapeException">The step is 0.</exception>
    public static Ix Slice(int? start, int? stop, int step = 1) => step != 0
        ? new(IndexKind.Slice) { Steps = (start, stop, step) }
        : throw new ShapeException("Ix.Slice: the step must not be 0.");

    /// <summary><paramref name="size"/> places from <paramref name="start"/> on, an integer that may be computed; brought within bounds.</summary>
    /// <exception cref="ShapeException">The size is negative, or the start has axes.</exception>
    /// <exception cref="DTypeException">The start is no integer.</exception>
    public static Ix DynamicSlice(NdArray start, int size)
    {
        if (size < 0) throw new ShapeException($"Ix.DynamicSlice: the size must not be negative, got {size}.");
        if (start.Rank != 0) throw new ShapeException($"Ix.DynamicSlice: the start must have no axes, got {start.Type}.");
        if (!start.DType.IsInteger) throw new DTypeException($"Ix.DynamicSlice: the start must be an integer, got {start.Type}; convert it with AsType(I32).");
        return new(IndexKind.DynamicSlice, start) { Count = size };
    }

    /// <summary>Enumerates the places that an array of integers names.</summary>
    public IEnumerator<NdArray> GetEnumerator() => (Array ?? NdArray.From<int>()).GetEnumerator();
}

/// <summary>The target of collection expressions that are indices: <c>x[[0, 2]]</c>.</summary>
public static class IxBuilder
{
    /// <summary>The places that the items name.</summary>
    public static Ix Create(ReadOnlySpan<NdArray> items) => items.IsEmpty ? NdArray.From<int>() : NdArrayBuilder.Create(items);
}
