namespace Core;

public sealed partial class NdArray
{
    /// <summary>A part of the array: an integer drops an axis, a range keeps part of one, <see cref="Ix.NewAxis"/> puts in one of size 1.</summary>
    /// <remarks>Axes that no index is given for are kept whole: <c>x[1..3, ^1]</c>.</remarks>
    /// <exception cref="ShapeException">There are more indices than axes, or one is out of range.</exception>
    [System.Runtime.CompilerServices.IndexerName("At")] // Item is the method that reads a number
    public NdArray this[params ReadOnlySpan<Ix> indices]
    {
        get
        {
            int[] start = new int[Rank], limit = [.. Shape];
            List<int> dropped = [], added = [];
            int axis = 0, place = 0;
            foreach (Ix index in indices)
            {
                if (index.IsNewAxis)
                {
                    added.Add(place++);
                    continue;
                }
                if (axis == Rank) throw new ShapeException($"[...]: {Type} has {Rank} axes, got more indices than that.");
                (start[axis], limit[axis]) = index.Resolve(Shape[axis], axis, Type);
                if (index.Drops) dropped.Add(axis);
                else place++;
                axis++;
            }
            NdArray part = start.AsSpan().IndexOfAnyExcept(0) < 0 && Shape == (Shape)limit
                ? this
                : Lax.Slice(this, ValueArray.Create<int>(start), ValueArray.Create<int>(limit));
            return Lax.ExpandDims(Lax.Squeeze(part, [.. dropped]), [.. added]);
        }
    }

    /// <summary>The parts of the array along its first axis, one after the other.</summary>
    /// <exception cref="ShapeException">The array has no axes.</exception>
    public IEnumerable<NdArray> Rows()
    {
        if (Rank == 0) throw new ShapeException($"Rows() needs an array with at least one axis, got {Type}.");
        return All();

        IEnumerable<NdArray> All()
        {
            for (int i = 0; i < Shape[0]; i++) yield return this[i];
        }
    }

    /// <summary>Enumerates <see cref="Rows"/>, for <c>foreach</c>.</summary>
    public IEnumerator<NdArray> GetEnumerator() => Rows().GetEnumerator();
}

/// <summary>One index of <c>x[…]</c>: an integer, <c>^1</c>, a range, or <see cref="NewAxis"/>.</summary>
public readonly struct Ix
{
    private enum Kind { One, Range, NewAxis }

    private readonly Kind _kind;
    private readonly Range _range;

    private Ix(Kind kind, Range range) => (_kind, _range) = (kind, range);

    /// <summary>An axis of size 1 that is not there yet.</summary>
    public static Ix NewAxis { get; } = new(Kind.NewAxis, default);

    internal bool IsNewAxis => _kind is Kind.NewAxis;

    internal bool Drops => _kind is Kind.One;

    /// <summary>One place, a negative one counted from the end; the axis is dropped.</summary>
    public static implicit operator Ix(int index) => index < 0 ? new(Kind.One, new Index(-index, fromEnd: true)..) : new(Kind.One, index..);

    /// <summary>One place, <c>^1</c> the last; the axis is dropped.</summary>
    public static implicit operator Ix(Index index) => new(Kind.One, index..);

    /// <summary>A range of places.</summary>
    public static implicit operator Ix(Range range) => new(Kind.Range, range);

    /// <summary>The first place and the one after the last, along an axis of a size.</summary>
    internal (int Start, int Limit) Resolve(int size, int axis, Ir.ArrayType type)
    {
        int start = _range.Start.GetOffset(size);
        if (_kind is Kind.One)
            return start >= 0 && start < size ? (start, start + 1) : throw new ShapeException($"[...]: index {Text(_range.Start)} is out of range for axis {axis} of {type}.");
        int limit = _range.End.GetOffset(size);
        return start >= 0 && start <= limit && limit <= size ? (start, limit) : throw new ShapeException($"[...]: the range {_range} is out of range for axis {axis} of {type}.");
    }

    private static string Text(Index index) => index.IsFromEnd ? $"^{index.Value}" : $"{index.Value}";
}
