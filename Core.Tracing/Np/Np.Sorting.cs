using Core.Ir;

namespace Core;

/// <summary>On which side of equal elements <see cref="Np.Searchsorted"/> puts a value.</summary>
public enum SearchSide
{
    /// <summary>Before them.</summary>
    Left,
    /// <summary>After them.</summary>
    Right,
}

/// <summary>How <see cref="Np.Searchsorted"/> looks for places.</summary>
public enum SearchMethod
{
    /// <summary>Compares every value with every element.</summary>
    CompareAll,
    /// <summary>Sorts values and elements together.</summary>
    Sort,
}

public static partial class Np
{
    /// <summary>The array sorted along an axis, NaN last; flattened first where the axis is null.</summary>
    public static NdArray Sort(NdArray x, int? axis = -1, bool stable = true, bool descending = false) =>
        Lax.Jitted("sort", [axis ?? int.MinValue, Flag(stable), Flag(descending)], args =>
        {
            (NdArray x, int along) = Along(args[0], axis, "Sort");
            NdArray sorted = Lax.Sort(x, along, stable);
            return descending ? Lax.Rev(sorted, [along]) : sorted;
        }, x);

    /// <summary>The places along an axis in the order that sorts the array; of the flattened array where the axis is null.</summary>
    public static NdArray Argsort(NdArray x, int? axis = -1, bool stable = true, bool descending = false) =>
        Lax.Jitted("argsort", [axis ?? int.MinValue, Flag(stable), Flag(descending)], args =>
        {
            (NdArray x, int along) = Along(args[0], axis, "Argsort");
            NdArray places = Lax.Iota(DefaultInt, x.Shape, along);
            // Both backwards, so that equal elements stay in their order when the result is turned around.
            if (descending && stable) (x, places) = (Lax.Rev(x, [along]), Lax.Rev(places, [along]));
            NdArray sorted = Lax.SortAll([x, places], along, stable)[1];
            return descending ? Lax.Rev(sorted, [along]) : sorted;
        }, x);

    /// <summary>The places along an axis in the order that sorts the last key, of equal ones the one before it, and so on.</summary>
    /// <exception cref="ShapeException">There is no key, or their shapes differ.</exception>
    public static NdArray Lexsort(ReadOnlySpan<NdArray> keys, int axis = -1)
    {
        if (keys.IsEmpty) throw new ShapeException("Lexsort: needs at least one key.");
        foreach (NdArray key in keys)
            if (key.Shape != keys[0].Shape) throw new ShapeException($"Lexsort: the keys must have one shape, got {keys[0].Type} and {key.Type}.");
        return Lax.Jitted("lexsort", [axis], args =>
        {
            if (args[0].Rank == 0) return Filled([], Scalar.Of(0), DefaultInt);
            int along = Lax.Canonical(axis, args[0].Rank, "Lexsort");
            NdArray places = Lax.Iota(DefaultInt, args[0].Shape, along);
            return Lax.SortAll([.. args.Reverse(), places], along, numKeys: args.Length)[^1];
        }, keys.ToArray());
    }

    /// <summary>The array with its element <paramref name="kth"/> in sorted order in place, smaller ones before it and larger ones behind it along an axis.</summary>
    /// <exception cref="DTypeException">The array is complex.</exception>
    public static NdArray Partition(NdArray x, int kth, int axis = -1) => Lax.Jitted("partition", [kth, axis], args =>
    {
        (NdArray rows, int along, int k) = RowsToPartition(args[0], kth, axis, "Partition");
        NdArray bottom = Lax.TopK(Negated(rows), k + 1).Values, one = ConstantLike(rows, 1);
        bottom = rows.DType.Kind is DTypeKind.Unsigned ? Lax.Sub(Negative(bottom), one) : Negative(bottom);
        NdArray top = Lax.TopK(rows, rows.Shape[^1] - k - 1).Values;
        return Swapaxes(Lax.Concatenate([bottom, top], rows.Rank - 1), -1, along);
    }, x);

    /// <summary>The places along an axis in the order that <see cref="Partition"/> puts the elements in.</summary>
    /// <exception cref="DTypeException">The array is complex.</exception>
    public static NdArray Argpartition(NdArray x, int kth, int axis = -1) => Lax.Jitted("argpartition", [kth, axis], args =>
    {
        (NdArray rows, int along, int k) = RowsToPartition(args[0], kth, axis, "Argpartition");
        NdArray bottom = Lax.TopK(Negated(rows), k + 1).Indices;
        // What is not at the bottom is at the top: mark it, since equal elements cannot tell.
        int last = rows.Rank - 1, count = rows.Shape[^1];
        NdArray marks = Filled(rows.Shape, Scalar.Of(1), DefaultFloat);
        NdArray places = Lax.SelectN(bottom < 0, bottom, Lax.Add(bottom, ConstantLike(bottom, count)));
        places = Lax.ExpandDims(places, places.Rank);
        NdArray zeros = Filled([k + 1], Scalar.Of(0), DefaultFloat);
        for (int i = last - 1; i >= 0; i--) zeros = Lax.InsertAxis(zeros, 0, rows.Shape[i]);
        ValueArray<int> batch = [.. Enumerable.Range(0, last)];
        marks = Lax.Scatter(ScatterKind.Update, marks, places, zeros, new([], [last], [last], batch, batch));
        NdArray top = Lax.TopK(marks, count - k - 1).Indices;
        return Swapaxes(Lax.Concatenate([bottom, top], last), -1, along);
    }, x);

    /// <summary>For each value, the place in a sorted array where it would be put to keep it sorted.</summary>
    /// <param name="sorted">The sorted array, of one axis.</param>
    /// <param name="values">The values, of any shape.</param>
    /// <param name="side">On which side of equal elements.</param>
    /// <param name="method">How to look for the places; JAX's default, a scan, is not among them.</param>
    /// <exception cref="ShapeException">The sorted array has not one axis.</exception>
    /// <exception cref="DTypeException">All are compared, and the arrays are complex.</exception>
    public static NdArray Searchsorted(NdArray sorted, NdArray values, SearchSide side = SearchSide.Left, SearchMethod method = SearchMethod.CompareAll)
    {
        if (sorted.Rank != 1) throw new ShapeException($"Searchsorted: the sorted array must have one axis, got {sorted.Type}.");
        if (method is SearchMethod.CompareAll && (sorted.DType.IsComplex || values.DType.IsComplex))
            throw new DTypeException($"Searchsorted: complex numbers are searched by SearchMethod.Sort, got {sorted.Type} and {values.Type}.");
        return Lax.Jitted("searchsorted", [(int)side, (int)method], args =>
        {
            (DType dtype, bool weak) = ResultType(args);
            NdArray[] operands = [Lax.ConvertElementType(args[0], dtype, weak), Lax.ConvertElementType(args[1], dtype, weak)];
            return method is SearchMethod.Sort
                ? Lax.Jitted("_searchsorted_sort_impl", [(int)side], a => PlacesBySorting(a[0], a[1], side), operands)
                : Lax.Jitted("_searchsorted_compare_all_impl", [(int)side], a => PlacesByComparing(a[0], a[1], side), operands);
        }, sorted, values);
    }

    /// <summary>The different values of an array, sorted, at once.</summary>
    /// <exception cref="TraceException">The array is traced: how many there are is not known before it has values.</exception>
    public static NdArray Unique(NdArray x)
    {
        ArrayData data = x.Data("Unique");
        ArrayData sorted = Interpreter.Evaluate.Apply(new Sort(0), [data.Reshape([data.Count])])[0];
        List<int> firsts = [];
        for (int i = 0; i < sorted.Count; i++)
            if (i == 0 || !IsSame(Scalar.Of(sorted, i), Scalar.Of(sorted, i - 1))) firsts.Add(i);
        int size = sorted.DType.ByteSize;
        return NdArray.Of(ArrayData.Create<byte>(sorted.DType, [firsts.Count], [.. firsts.SelectMany(i => sorted.AsBytes((long)i * size, size).ToArray())]));

        // 0.0 and -0.0 are one value, and so are all NaN.
        static bool IsSame(Scalar a, Scalar b) =>
            a == b || (a.Kind is DTypeKind.Float or DTypeKind.Complex && (a.ToComplex() == b.ToComplex() || (double.IsNaN(a.ToDouble()) && double.IsNaN(b.ToDouble()))));
    }

    private static (NdArray X, int Axis) Along(NdArray x, int? axis, string function) =>
        axis is { } along ? (x, Lax.Canonical(along, x.Rank, function)) : (Ravel(x), 0);

    private static int Flag(bool value) => value ? 1 : 0;

    private static (NdArray Rows, int Axis, int Kth) RowsToPartition(NdArray x, int kth, int axis, string function)
    {
        if (x.DType.IsComplex) throw new DTypeException($"{function}: complex numbers have no order to take the largest by, got {x.Type}. Use Sort.");
        int along = Lax.Canonical(axis, x.Rank, function);
        return (Swapaxes(x, along, -1), along, Lax.Canonical(kth, x.Shape[along], function));
    }

    // Negating unsigned numbers would leave 0 the smallest: take −(x + 1), which wraps around.
    private static NdArray Negated(NdArray x) => Negative(x.DType.Kind is DTypeKind.Unsigned ? Lax.Add(x, ConstantLike(x, 1)) : x);

    // JAX: _searchsorted_sort_impl. The rank among all, less the rank among the values alone.
    private static NdArray PlacesBySorting(NdArray sorted, NdArray values, SearchSide side)
    {
        NdArray flat = Ravel(values);
        int count = (int)sorted.Size, queries = (int)flat.Size;
        NdArray index = side is SearchSide.Left
            ? Rank(Lax.Concatenate([flat, sorted], 0))[..queries]
            : Rank(Lax.Concatenate([sorted, flat], 0))[count..];
        return Lax.Reshape(Lax.Sub(index, Rank(Ravel(values))), values.Shape);

        static NdArray Rank(NdArray x)
        {
            NdArray places = Lax.Iota(DType.I32, x.Shape, 0);
            NdArray ranks = Filled(x.Shape, Scalar.Of(0), DType.I32);
            return ranks.At[Lax.SortAll([x, places], 0)[1]].Set(places);
        }
    }

    // JAX: _searchsorted_compare_all_impl.
    private static NdArray PlacesByComparing(NdArray sorted, NdArray values, SearchSide side)
    {
        (NdArray element, NdArray value) = (Comparable(sorted), Comparable(values));
        if (value.Rank > 0)
        {
            value = Lax.InsertAxis(value, 0);
            element = Lax.ExpandDims(element, [.. Enumerable.Range(1, value.Rank - 1)]);
        }
        NdArray before = Lax.Compare(side is SearchSide.Left ? ComparisonKind.LtTotal : ComparisonKind.LeTotal, element, value);
        return Lax.ReduceSum(Lax.ConvertElementType(before, DType.I32), [0]);
    }

    // JAX: _canonicalize_float_for_sort. One zero and one NaN.
    private static NdArray Comparable(NdArray x)
    {
        if (!x.DType.IsFloat) return x;
        NdArray oneZero = Lax.SelectN(Lax.Eq(x, ConstantLike(x, 0)), x, Filled(x.Shape, Scalar.Of(0), x.DType));
        return Lax.SelectN(Lax.Compare(ComparisonKind.Ne, x, x), oneZero, Filled(x.Shape, Scalar.Of(double.NaN), x.DType));
    }
}
