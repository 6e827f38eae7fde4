namespace Core.Compiler.Fusion;

/// <summary>Which element of an array each point of a domain stands for: for each axis of the array, an offset plus coefficients times the indices of the domain.</summary>
/// <remarks>Compares by value. A cell per axis and dimension, and a last one per axis for the offset. Axes of size 1 have no coefficients.</remarks>
internal sealed class IndexMap : IEquatable<IndexMap>
{
    private readonly long[] _cells;

    private IndexMap(int rank, int dims, long[] cells) => (Rank, Dims, _cells) = (rank, dims, cells);

    /// <summary>A map to the first element, to be filled in.</summary>
    public IndexMap(int rank, int dims) : this(rank, dims, new long[rank * (dims + 1)]) { }

    /// <summary>How many axes the array has.</summary>
    public int Rank { get; }

    /// <summary>How many dimensions the domain has.</summary>
    public int Dims { get; }

    /// <summary>What is added to an axis' index.</summary>
    public ref long Offset(int axis) => ref _cells[axis * (Dims + 1) + Dims];

    /// <summary>How far an axis' index moves with a dimension.</summary>
    public ref long this[int axis, int dim] => ref _cells[axis * (Dims + 1) + dim];

    /// <summary>The row of an axis: coefficients, then the offset.</summary>
    public Span<long> Row(int axis) => _cells.AsSpan(axis * (Dims + 1), Dims + 1);

    /// <summary>Whether the element depends on a dimension.</summary>
    public bool DependsOn(int dim)
    {
        for (int axis = 0; axis < Rank; axis++)
            if (this[axis, dim] != 0) return true;
        return false;
    }

    /// <summary>The map over a domain with more dimensions, added at the end.</summary>
    public IndexMap Widen(int dims)
    {
        if (dims == Dims) return this;
        IndexMap wide = new(Rank, dims);
        for (int axis = 0; axis < Rank; axis++)
        {
            Row(axis)[..Dims].CopyTo(wide.Row(axis));
            wide.Offset(axis) = Offset(axis);
        }
        return wide;
    }

    /// <summary>The map over the domain whose dimension <paramref name="dim"/> is cut into two: one of its size divided by <paramref name="inner"/>, then one of that size.</summary>
    public IndexMap Cut(int dim, long inner)
    {
        IndexMap cut = new(Rank, Dims + 1);
        for (int axis = 0; axis < Rank; axis++)
        {
            Span<long> from = Row(axis), to = cut.Row(axis);
            from[..(dim + 1)].CopyTo(to);
            from[dim..].CopyTo(to[(dim + 1)..]);
            to[dim] *= inner;
        }
        return cut;
    }

    /// <summary>Where the element lies in a row-major array: strides per dimension, then the offset.</summary>
    public long[] Flatten(Shape shape)
    {
        long[] flat = new long[Dims + 1];
        long stride = 1;
        for (int axis = Rank - 1; axis >= 0; axis--)
        {
            Span<long> row = Row(axis);
            for (int i = 0; i < row.Length; i++) flat[i] += row[i] * stride;
            stride *= shape[axis];
        }
        return flat;
    }

    /// <inheritdoc/>
    public bool Equals(IndexMap? other) => other is not null && Rank == other.Rank && Dims == other.Dims && _cells.AsSpan().SequenceEqual(other._cells);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndexMap);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (long cell in _cells) hash.Add(cell);
        return hash.ToHashCode();
    }
}
