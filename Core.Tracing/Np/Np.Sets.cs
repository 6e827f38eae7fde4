using Core.Ir;

namespace Core;

/// <summary>How <see cref="Np.Isin"/> looks for elements.</summary>
public enum IsinMethod
{
    /// <summary>Compares all with all.</summary>
    CompareAll,
    /// <summary>Searches the sorted elements by halves.</summary>
    BinarySearch,
    /// <summary>Sorts both together.</summary>
    Sort,
}

// Arrays as sets: of different values, sorted. Traced, the number of values must be given.
public static partial class Np
{
    /// <summary>For each element, whether it is among others.</summary>
    /// <param name="element">The elements to ask for.</param>
    /// <param name="testElements">The others.</param>
    /// <param name="invert">Whether to ask for what is not among them.</param>
    /// <param name="assumeUnique">Whether you promise that no element occurs twice, for <see cref="IsinMethod.Sort"/>.</param>
    /// <param name="method">How to look.</param>
    // JAX: isin.
    public static NdArray Isin(NdArray element, NdArray testElements, bool invert = false, bool assumeUnique = false, IsinMethod method = IsinMethod.CompareAll) =>
        Lax.Reshape(IsAmong(element, testElements, invert, assumeUnique, method), element.Shape);

    /// <summary>The first of the different values of an array, sorted.</summary>
    /// <param name="x">The array.</param>
    /// <param name="size">How many values; the first ones where there are more.</param>
    /// <param name="fillValue">What follows where there are fewer; the smallest value by default.</param>
    /// <param name="axis">The axis along which whole parts are compared; null for the elements of the flattened array.</param>
    /// <param name="equalNan">Whether all NaN are one value.</param>
    /// <exception cref="ShapeException">The size is negative.</exception>
    public static NdArray Unique(NdArray x, int size, NdArray? fillValue = null, int? axis = null, bool equalNan = true) =>
        UniqueOf("Unique", x, axis, size, fillValue, equalNan).Values;

    /// <summary>The different values of an array, sorted, the place of the first of each, which of them each element is, and how often each occurs.</summary>
    /// <param name="x">The array.</param>
    /// <param name="size">How many values; the first ones where there are more. By default as many as there are, at once.</param>
    /// <param name="fillValue">What follows where there are fewer; the smallest value by default.</param>
    /// <param name="equalNan">Whether all NaN are one value.</param>
    /// <exception cref="TraceException">The array is traced and <paramref name="size"/> is not given.</exception>
    public static (NdArray Values, NdArray Indices, NdArray InverseIndices, NdArray Counts) UniqueAll(NdArray x, int? size = null, NdArray? fillValue = null, bool equalNan = false)
    {
        UniqueParts parts = UniqueOf("UniqueAll", x, null, size, fillValue, equalNan, withIndex: true, withInverse: true, withCounts: true);
        return (parts.Values, parts.Indices!, parts.Inverse!, parts.Counts!);
    }

    /// <summary>The different values of an array, sorted, and how often each occurs.</summary>
    /// <inheritdoc cref="UniqueAll"/>
    public static (NdArray Values, NdArray Counts) UniqueCounts(NdArray x, int? size = null, NdArray? fillValue = null, bool equalNan = false)
    {
        UniqueParts parts = UniqueOf("UniqueCounts", x, null, size, fillValue, equalNan, withCounts: true);
        return (parts.Values, parts.Counts!);
    }

    /// <summary>The different values of an array, sorted, and which of them each element is.</summary>
    /// <inheritdoc cref="UniqueAll"/>
    public static (NdArray Values, NdArray InverseIndices) UniqueInverse(NdArray x, int? size = null, NdArray? fillValue = null, bool equalNan = false)
    {
        UniqueParts parts = UniqueOf("UniqueInverse", x, null, size, fillValue, equalNan, withInverse: true);
        return (parts.Values, parts.Inverse!);
    }

    /// <summary>The different values of an array, sorted.</summary>
    /// <inheritdoc cref="UniqueAll"/>
    public static NdArray UniqueValues(NdArray x, int? size = null, NdArray? fillValue = null, bool equalNan = false) => UniqueOf("UniqueValues", x, null, size, fillValue, equalNan).Values;

    /// <summary>The different values of two arrays together, sorted.</summary>
    /// <param name="x">An array.</param>
    /// <param name="y">Another.</param>
    /// <param name="size">How many values; the first ones where there are more. By default as many as there are, at once.</param>
    /// <param name="fillValue">What follows where there are fewer; the smallest value by default.</param>
    /// <exception cref="TraceException">An array is traced and <paramref name="size"/> is not given.</exception>
    // JAX: union1d.
    public static NdArray Union1d(NdArray x, NdArray y, int? size = null, NdArray? fillValue = null) =>
        UniqueOf("Union1d", Concatenate([x, y], axis: null), null, size, fillValue, equalNan: true).Values;

    /// <summary>The different values of an array that are not in another, sorted.</summary>
    /// <param name="x">The array.</param>
    /// <param name="y">The other.</param>
    /// <param name="size">How many values; the first ones where there are more. By default as many as there are, at once.</param>
    /// <param name="fillValue">What follows where there are fewer; 0 by default.</param>
    /// <exception cref="TraceException">An array is traced and <paramref name="size"/> is not given.</exception>
    // JAX: setdiff1d.
    public static NdArray Setdiff1d(NdArray x, NdArray y, int? size = null, NdArray? fillValue = null)
    {
        CheckSize("Setdiff1d", size, fillValue);
        (NdArray a, NdArray b) = (Ravel(x), Ravel(y));
        NdArray fill = AsType(fillValue ?? 0, a.DType);
        if (a.Size == 0) return Full([size ?? 0], fill);
        a = UniqueOf("Setdiff1d", a, null, size is null ? null : size == 0 ? 0 : (int)a.Size, null, equalNan: true).Values;
        NdArray mask = IsAmong(a, b, invert: true, assumeUnique: false, IsinMethod.CompareAll);
        if (size is not { } count) return MaskAlong(a, ConcreteMask(mask, "Setdiff1d"), 0);
        if (count == 0) return Full([0], fill);
        // What follows the different values is no value of the array.
        NdArray different = Subtract((int)a.Size + 1, Sum(Equal(a, a[0])));
        mask = Where(Less(Arange((int)a.Size), different), mask, false);
        NdArray isValue = Less(Arange(count), Sum(mask));
        return Where(isValue, a[Nonzero(mask, count)[0]], fill);
    }

    /// <summary>The values that two arrays have in common, sorted.</summary>
    /// <param name="x">An array.</param>
    /// <param name="y">Another.</param>
    /// <param name="assumeUnique">Whether you promise that neither holds a value twice.</param>
    /// <param name="size">How many values; the first ones where there are more. By default as many as there are, at once.</param>
    /// <param name="fillValue">What follows where there are fewer; the smallest value in common by default.</param>
    /// <exception cref="TraceException">An array is traced and <paramref name="size"/> is not given.</exception>
    // JAX: intersect1d.
    public static NdArray Intersect1d(NdArray x, NdArray y, bool assumeUnique = false, int? size = null, NdArray? fillValue = null)
    {
        CheckSize("Intersect1d", size, fillValue);
        (NdArray a, NdArray b) = RavelTogether(x, y);
        if (size is { } count)
            return Lax.Jitted("_intersect1d_size", (assumeUnique, count, Known("Intersect1d", fillValue)), args => CommonTo(args[0], args[1], fillValue, assumeUnique, count), a, b);
        RequireValues("Intersect1d", a, b);
        if (!assumeUnique) (a, b) = (Unique(a), Unique(b));
        NdArray sorted = Sort(Concatenate([a, b]));
        int last = Math.Max(0, sorted.Shape[0] - 1);
        return MaskAlong(Part(sorted, 0, 0, last), ConcreteMask(Equal(Part(sorted, 0, Math.Min(1, sorted.Shape[0]), sorted.Shape[0]), Part(sorted, 0, 0, last)), "Intersect1d"), 0);
    }

    /// <summary>The values that are in one of two arrays and not in the other, sorted.</summary>
    /// <inheritdoc cref="Intersect1d"/>
    // JAX: setxor1d.
    public static NdArray Setxor1d(NdArray x, NdArray y, bool assumeUnique = false, int? size = null, NdArray? fillValue = null)
    {
        CheckSize("Setxor1d", size, fillValue);
        (NdArray a, NdArray b) = RavelTogether(x, y);
        if (size is { } count)
            return Lax.JittedOptional("_setxor1d_size", (assumeUnique, count), args => InOneOf(args[0]!, args[1]!, args[2], assumeUnique, count), a, b, fillValue);
        RequireValues("Setxor1d", a, b);
        if (!assumeUnique) (a, b) = (Unique(a), Unique(b));
        NdArray sorted = Concatenate([a, b]);
        if (sorted.Size == 0) return sorted;
        sorted = Sort(sorted);
        int size1 = sorted.Shape[0];
        NdArray changes = Concatenate([true, NotEqual(Part(sorted, 0, 1, size1), Part(sorted, 0, 0, size1 - 1)), true], axis: null);
        return MaskAlong(sorted, ConcreteMask(BitwiseAnd(Part(changes, 0, 1, size1 + 1), Part(changes, 0, 0, size1)), "Setxor1d"), 0);
    }

    private sealed record UniqueParts(NdArray Values, NdArray? Indices, NdArray? Inverse, NdArray? Counts, NdArray? Count);

    // JAX: unique.
    private static UniqueParts UniqueOf(
        string function, NdArray x, int? axis, int? size, NdArray? fillValue, bool equalNan, bool withIndex = false, bool withInverse = false, bool withCounts = false)
    {
        CheckSize(function, size, fillValue);
        if (size is null) RequireValues(function, x);
        int along = axis is { } given ? Lax.Canonical(given, x.Rank, function) : 0;
        UniqueParts parts = UniqueAlong(function, axis is null ? Ravel(x) : x, along, size, fillValue, equalNan, withIndex, withInverse, withCounts, withCount: false);
        return parts.Inverse is { } inverse && axis is null ? parts with { Inverse = Lax.Reshape(inverse, x.Shape) } : parts;
    }

    // JAX: _unique.
    private static UniqueParts UniqueAlong(
        string function, NdArray x, int axis, int? size, NdArray? fillValue, bool equalNan, bool withIndex, bool withInverse, bool withCounts, bool withCount)
    {
        if (x.Shape[axis] == 0 && size > 0 && fillValue is null) throw new ShapeException($"{function}: there is no value in {x.Type} to fill {size} places with; give fillValue.");
        NdArray[] sorted = Lax.JittedAll("_unique_sorted_mask", (axis, equalNan), args => SortedMask(args[0], axis, equalNan), x);
        (NdArray values, NdArray mask, NdArray order) = (sorted[0], sorted[1], sorted[2]);
        bool any = values.Size > 0;
        NdArray places = size is { } count ? Nonzero(mask, count)[0] : NonzeroNow(mask)[0];
        NdArray result = any ? values[places] : values;
        if (size is { } filled && fillValue is not null)
        {
            NdArray fill = AsType(fillValue, result.DType);
            result = result.Shape[0] > 0
                ? Where(Lax.ExpandDims(Less(Arange(filled), Sum(mask)), [.. Enumerable.Range(1, result.Rank - 1)]), result, fill)
                : Full([filled, .. result.Shape.Span[1..]], fill);
        }
        NdArray? index = null, inverse = null, counts = null;
        if (withIndex) index = any ? order[places] : order;
        if (withInverse && any)
        {
            NdArray numbers = Subtract(Cumsum(mask), 1);
            inverse = Zeros(mask.Shape, DefaultInt).At[order].Set(numbers);
        }
        else if (withInverse) inverse = Zeros([x.Shape[axis]], DefaultInt);
        if (withCounts)
        {
            if (!any) counts = x.Shape[axis] > 0 ? Full([1], Lax.Number(Scalar.Of(x.Shape[axis]), DefaultInt)) : Zeros([0], DefaultInt);
            else if (size is { } number)
            {
                NdArray starts = Nonzero(mask, number + 1)[0];
                starts = starts.At[1..].Set(Where(Part(starts, 0, 1, number + 1), Part(starts, 0, 1, number + 1), (int)mask.Size));
                counts = Diff(starts);
            }
            else counts = Diff(Append(NonzeroNow(mask)[0], (int)mask.Size));
        }
        return new(Moveaxis(result, 0, axis), index, inverse, counts, withCount ? Sum(mask) : null);
    }

    // JAX: _unique_sorted_mask. The sorted parts, which of them are the first of their kind, and where they come from.
    private static NdArray[] SortedMask(NdArray x, int axis, bool equalNan)
    {
        NdArray parts = Moveaxis(x, axis, 0);
        if (parts.DType.IsComplex) parts = Where(Isnan(parts), ConstantLike(parts, NaN), parts);
        int size = parts.Shape[0], each = 1;
        foreach (int other in parts.Shape.Span[1..]) each *= other;
        NdArray order;
        if (each == 0) (size, order) = (1, Zeros([1], DefaultInt));
        else
        {
            NdArray keys = Lax.Rev(Transpose(Lax.Reshape(parts, [size, each])), [0]);
            order = Lax.Jitted("lexsort", (-1, true), args =>
            {
                NdArray[] rows = [.. Enumerable.Range(0, each).Select(i => Lax.Squeeze(SliceAlong(args[0], i, i + 1, 0), [0]))];
                Array.Reverse(rows);
                return Lax.SortAll([.. rows, Lax.Iota(DefaultInt, [size], 0)], 0, numKeys: each)[^1];
            }, keys);
        }
        if (parts.Shape[0] > 0 || each == 0) parts = parts[order];
        if (parts.Size == 0) return [parts, Filled([size], Scalar.Of(false), DType.Bool), order];
        NdArray mask = Filled([size], Scalar.Of(true), DType.Bool), later = Part(parts, 0, 1, size), earlier = Part(parts, 0, 0, size - 1);
        NdArray differs = Lax.Compare(ComparisonKind.Ne, later, earlier);
        if (parts.DType.IsInexact && equalNan) differs = BitwiseAnd(differs, BitwiseNot(BitwiseAnd(Isnan(later), Isnan(earlier))));
        return [parts, mask.At[1..].Set(Any(differs, Enumerable.Range(1, parts.Rank - 1).ToArray())), order];
    }

    // JAX: _in1d.
    private static NdArray IsAmong(NdArray element, NdArray others, bool invert, bool assumeUnique, IsinMethod method) => Lax.Jitted("_in1d", (invert, assumeUnique, method), args =>
    {
        (NdArray a, NdArray b) = RavelTogether(args[0], args[1]);
        if (a.Size == 0 || b.Size == 0) return Filled(a.Shape, Scalar.Of(invert), DType.Bool);
        switch (method)
        {
            case IsinMethod.CompareAll:
                (NdArray column, NdArray row) = (Lax.ExpandDims(a, 1), Lax.ExpandDims(b, 0));
                return invert ? All(NotEqual(column, row), -1) : Any(Equal(column, row), -1);
            case IsinMethod.BinarySearch:
                NdArray sorted = Lax.Sort(b);
                NdArray found = sorted[Searchsorted(sorted, a)];
                return invert ? NotEqual(a, found) : Equal(a, found);
            default:
                NdArray? back = null;
                if (!assumeUnique)
                {
                    UniqueParts parts = UniqueAlong("Isin", a, 0, (int)a.Size, Max(b), equalNan: true, withIndex: false, withInverse: true, withCounts: false, withCount: false);
                    (a, back) = (parts.Values, parts.Inverse);
                }
                NdArray[] both = Lax.SortAll([Concatenate([a, b]), Arange((int)(a.Size + b.Size))], 0);
                int size = both[0].Shape[0];
                NdArray marks = Filled(a.Shape, Scalar.Of(invert), DType.Bool);
                NdArray places = Part(both[1], 0, 0, size - 1), later = Part(both[0], 0, 1, size), earlier = Part(both[0], 0, 0, size - 1);
                marks = marks.At[places].Set(invert ? NotEqual(later, earlier) : Equal(later, earlier), GatherScatterMode.FillOrDrop);
                return back is null ? marks : marks[back];
        }
    }, element, others);

    // JAX: _intersect1d_size.
    private static NdArray CommonTo(NdArray a, NdArray b, NdArray? fillValue, bool assumeUnique, int size)
    {
        NdArray sorted, mask;
        if (assumeUnique)
        {
            _ = (Arange((int)a.Size), Arange((int)b.Size));
            sorted = Lax.SortAll([Concatenate([a, b]), Arange((int)(a.Size + b.Size))], 0)[0];
            mask = Filled(sorted.Shape, Scalar.Of(true), DType.Bool);
        }
        else
        {
            UniqueParts first = UniqueAlong("Intersect1d", a, 0, (int)a.Size, 0, equalNan: true, withIndex: true, withInverse: false, withCounts: false, withCount: true);
            UniqueParts second = UniqueAlong("Intersect1d", b, 0, (int)b.Size, 0, equalNan: true, withIndex: true, withInverse: false, withCounts: false, withCount: true);
            NdArray all = OneAfterTheOther(first, second);
            mask = Less(Arange((int)all.Size), Add(first.Count!, second.Count!));
            sorted = Lax.SortAll([BitwiseNot(mask), all, Arange((int)all.Size)], 0, numKeys: 2)[1];
        }
        int last = sorted.Shape[0];
        NdArray isCommon = BitwiseAnd(Equal(Part(sorted, 0, 1, last), Part(sorted, 0, 0, last - 1)), Part(mask, 0, 1, last));
        return ChosenOf(sorted, isCommon, fillValue, size);
    }

    // JAX: _setxor1d_size.
    private static NdArray InOneOf(NdArray a, NdArray b, NdArray? fillValue, bool assumeUnique, int size)
    {
        NdArray sorted, changes;
        if (assumeUnique)
        {
            _ = Concatenate([a, b]);
            sorted = Sort(Concatenate([a, b]));
            changes = Concatenate([sorted.Size > 0, Steps(sorted), true], axis: null);
        }
        else
        {
            UniqueParts first = UniqueAlong("Setxor1d", a, 0, (int)a.Size, null, equalNan: true, withIndex: false, withInverse: false, withCounts: false, withCount: true);
            UniqueParts second = UniqueAlong("Setxor1d", b, 0, (int)b.Size, null, equalNan: true, withIndex: false, withInverse: false, withCounts: false, withCount: true);
            NdArray all = OneAfterTheOther(first, second), count = Add(first.Count!, second.Count!);
            int total = (int)all.Size;
            NdArray mask = Less(Arange(total + 1), Add(count, 1));
            sorted = Lax.SortAll([BitwiseNot(Part(mask, 0, 1, total + 1)), all], 0, numKeys: 2)[1];
            changes = BitwiseAnd(mask, Concatenate([sorted.Size > 0, Steps(sorted), false], axis: null).At[count].Set(true));
        }
        int last = changes.Shape[0];
        return ChosenOf(sorted, BitwiseAnd(Part(changes, 0, 1, last), Part(changes, 0, 0, last - 1)), fillValue, size);

        static NdArray Steps(NdArray sorted) => NotEqual(Part(sorted, 0, 1, sorted.Shape[0]), Part(sorted, 0, 0, sorted.Shape[0] - 1));
    }

    private static NdArray ChosenOf(NdArray sorted, NdArray isChosen, NdArray? fillValue, int size)
    {
        NdArray count = Sum(isChosen);
        NdArray values = sorted.Size > 0
            ? sorted.At[Nonzero(isChosen, size, (int)sorted.Size)[0]].Get(GatherScatterMode.FillOrDrop, Scalar.Of(0))
            : Zeros([size], sorted.DType);
        if (fillValue is not null) return Where(Less(Arange(size), count), values, fillValue);
        values = Where(Less(Arange(size), count), values, Max(values));
        return Where(Less(Arange(size), count), values, Min(values));
    }

    private static NdArray OneAfterTheOther(UniqueParts first, UniqueParts second)
    {
        NdArray all = Zeros([(int)(first.Values.Size + second.Values.Size)], ResultType(first.Values, second.Values).DType);
        all = Lax.DynamicUpdateSlice(all, first.Values, [0]);
        return Lax.DynamicUpdateSlice(all, second.Values, [first.Count!]);
    }

    // A number that is part of a program rather than an argument of it, to tell programs apart by.
    private static string? Known(string function, NdArray? fillValue) => fillValue switch
    {
        null => null,
        { IsTraced: true } => throw new TraceException($"{function}: fillValue must be known when the function is traced, got {fillValue.Type}. Use a C# number."),
        _ => $"{fillValue.Type} {Scalar.Of(fillValue.Data(function), 0)}",
    };

    private static (NdArray X, NdArray Y) RavelTogether(NdArray x, NdArray y)
    {
        (DType dtype, bool weak) = ResultType(x, y);
        (x, y) = (Lax.ConvertElementType(x, dtype, weak), Lax.ConvertElementType(y, dtype, weak));
        return (Ravel(x), Ravel(y));
    }

    private static void RequireValues(string function, params ReadOnlySpan<NdArray> arrays)
    {
        foreach (NdArray x in arrays)
            if (x.IsTraced) throw new TraceException($"{function}: an array of type {x.Type} is being traced; how many values it has is not known before it has values. Give size.");
    }
}
