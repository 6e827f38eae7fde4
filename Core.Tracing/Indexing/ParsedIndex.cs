namespace Core.Tracing;

/// <summary>What an index is.</summary>
internal enum IndexKind
{
    /// <summary>One place.</summary>
    One,
    /// <summary>A C# range of places.</summary>
    Range,
    /// <summary>Places in steps, as NumPy has them.</summary>
    Slice,
    /// <summary>A number of places from a computed one on.</summary>
    DynamicSlice,
    /// <summary>An array of integers, or a mask.</summary>
    Array,
    /// <summary>A truth value: an axis of size 1 or 0 that is not there yet.</summary>
    Truth,
    /// <summary>An axis of size 1 that is not there yet.</summary>
    NewAxis,
    /// <summary>All axes that the others leave.</summary>
    Ellipsis,
}

/// <summary>One index, for an axis of a known size; ranges are slices here, and masks are arrays.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Axis">The axis it is for; -1 for none.</param>
internal readonly record struct ParsedIndex(IndexKind Kind, int Axis)
{
    /// <summary>The only place, counted from the front.</summary>
    public int Place { get; init; }

    /// <summary>Where a slice starts, where it stops, and its step, as Python's <c>slice.indices</c> gives them.</summary>
    public (int Start, int Stop, int Step) Steps { get; init; }

    /// <summary>How many places a slice has.</summary>
    public int Count { get; init; }

    /// <summary>The array of integers, or the computed start of a slice.</summary>
    public NdArray? Array { get; init; }

    /// <summary>Which places of the array count from the end, where that is known beforehand.</summary>
    public NdArray? Negative { get; init; }

    /// <summary>Whether the index is a slice of static start.</summary>
    public bool IsSlice => Kind is IndexKind.Slice;

    /// <summary>A slice for an axis of a size.</summary>
    public static ParsedIndex Slice(int axis, int size, int? start = null, int? stop = null, int step = 1)
    {
        int lowest = step > 0 ? 0 : -1, highest = step > 0 ? size : size - 1;
        int first = Resolve(start, step > 0 ? 0 : size - 1), end = Resolve(stop, step > 0 ? size : -1);
        int gap = Math.Abs(step), distance = step > 0 ? end - first : first - end;
        return new(IndexKind.Slice, axis) { Steps = (first, end, step), Count = Math.Max(0, (distance + gap - 1) / gap) };

        int Resolve(int? place, int unless) => place is { } at ? Math.Clamp(at < 0 ? at + size : at, lowest, highest) : unless;
    }

    /// <summary>The start, limit and stride of a slice that only goes forwards, to be reversed where the step is negative.</summary>
    // JAX: NDIndexer.to_static_slice.
    public (int Start, int Limit, int Stride) Forwards(int size)
    {
        (int start, int stop, int step) = Steps;
        if (step > 0) return (start, Math.Max(start, stop), step);
        int first = Math.Min(size, stop + 1 + Math.Abs(start - stop - 1) % -step);
        return (first, Math.Max(first, start + 1), -step);
    }
}
