using Core.Ir;
using Core.Tracing;

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
    /// <summary>Halves the range in which a place lies, for all values at once.</summary>
    Scan,
    /// <summary>As <see cref="Scan"/>, the steps written out.</summary>
    ScanUnrolled,
    /// <summary>Compares every value with every element.</summary>
    CompareAll,
    /// <summary>Sorts values and elements together.</summary>
    Sort,
}

public static partial class Np
{
    /// <summary>For each value, the place in a sorted array where it would be put to keep it sorted.</summary>
    /// <param name="sorted">The sorted array, of one axis.</param>
    /// <param name="values">The values, of any shape.</param>
    /// <param name="side">On which side of equal elements.</param>
    /// <param name="method">How to look for the places.</param>
    /// <param name="sorter">The places of the elements in sorted order, where the array is not sorted itself.</param>
    /// <exception cref="ShapeException">The sorted array has not one axis.</exception>
    /// <exception cref="DTypeException">The arrays are complex and all are compared, or the sorter holds no integers.</exception>
    public static NdArray Searchsorted(
        NdArray sorted, NdArray values, SearchSide side = SearchSide.Left, SearchMethod method = SearchMethod.Scan, NdArray? sorter = null)
    {
        if (sorted.Rank != 1) throw new ShapeException($"Searchsorted: the sorted array must have one axis, got {sorted.Type}.");
        if (sorter is not null) CheckIntegers("Searchsorted", sorter);
        if (method is SearchMethod.CompareAll && (sorted.DType.IsComplex || values.DType.IsComplex))
            throw new DTypeException($"Searchsorted: complex numbers are searched by SearchMethod.Scan or SearchMethod.Sort, got {sorted.Type} and {values.Type}.");
        return Lax.JittedOptional("searchsorted", (side, method), args =>
        {
            (DType dtype, bool weak) = ResultType(args[0]!, args[1]!);
            NdArray[] operands = [Lax.ConvertElementType(args[0]!, dtype, weak), Lax.ConvertElementType(args[1]!, dtype, weak)];
            if (args[2] is { } order) operands[0] = operands[0][order];
            return method switch
            {
                SearchMethod.Sort => Lax.Jitted("_searchsorted_sort_impl", [(int)side], a => PlacesBySorting(a[0], a[1], side), operands),
                SearchMethod.CompareAll => Lax.Jitted("_searchsorted_compare_all_impl", [(int)side], a => PlacesByComparing(a[0], a[1], side), operands),
                SearchMethod.Scan or SearchMethod.ScanUnrolled => PlacesByHalving(operands[0], operands[1], side, method is SearchMethod.ScanUnrolled),
                _ => throw new ArgumentOutOfRangeException(nameof(method)),
            };
        }, sorted, values, sorter);
    }

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

    // JAX: _searchsorted_scan_impl, which maps itself over each axis of the values: a call inside a call for each, and the innermost for all of them.
    private static NdArray PlacesByHalving(NdArray sorted, NdArray values, SearchSide side, bool unrolled)
    {
        return Level(sorted.Size == 0 ? 0 : values.Rank, [sorted, values]);

        NdArray Level(int depth, NdArray[] operands) => Lax.Jitted("_searchsorted_scan_impl", (side, unrolled, depth), args =>
            depth > 0 ? Level(depth - 1, args)
            : args[0].Size == 0 ? Filled(args[1].Shape, Scalar.Of(0), DType.I32)
            : HalveRanges(args[0], args[1], side, unrolled), operands);
    }

    private static NdArray HalveRanges(NdArray sorted, NdArray values, SearchSide side, bool unrolled)
    {
        int count = sorted.Shape[0], steps = (int)Math.Ceiling(Math.Log2(count + 1.0));
        NdArray[] init = PerValue(values.Shape, Lax.Number(Scalar.Of(0), DType.U32), Lax.Number(Scalar.Of(count), DType.U32));
        Jaxpr step = TraceScope.Trace("step", [sorted.Type, values.Type, init[0].Type, init[1].Type], args =>
        {
            (NdArray low, NdArray high) = (args[2], args[3]);
            NdArray middle = Lax.Add(low, FloorDivide(Lax.Sub(high, low), 2)), element = ElementsAt(args[0], middle);
            NdArray goesLeft = ComesBefore(args[1], element, orEqual: side is SearchSide.Left);
            return [Lax.SelectN(goesLeft, middle, low), Lax.SelectN(goesLeft, high, middle)];
        }).Jaxpr;
        NdArray[] range = Lax.Scan(new Scan(step, steps, ConstCount: 2, CarryCount: 2, Unroll: unrolled ? steps : 1), [sorted, values, .. init]);
        return Lax.ConvertElementType(range[1], DType.I32);
    }

    // JAX: _sort_lt_comparator, _sort_le_comparator. Complex numbers by their real, then by their imaginary parts.
    private static NdArray ComesBefore(NdArray x, NdArray y, bool orEqual)
    {
        ComparisonKind last = orEqual ? ComparisonKind.LeTotal : ComparisonKind.LtTotal;
        if (!x.DType.IsComplex) return Lax.Compare(last, MappedComparable(x), MappedComparable(y));
        NdArray real = MappedComparable(Real(x)), imag = MappedComparable(Imag(x)), otherReal = MappedComparable(Real(y)), otherImag = MappedComparable(Imag(y));
        NdArray byImaginary = Lax.Compare(last, imag, otherImag), smaller = Lax.Compare(ComparisonKind.LtTotal, real, otherReal);
        return Lax.BitwiseOr(smaller, Lax.BitwiseAnd(Lax.Compare(ComparisonKind.EqTotal, real, otherReal), byImaginary));
    }

    private static NdArray ElementsAt(NdArray sorted, NdArray places)
    {
        int rank = places.Rank;
        if (rank == 0) return Lax.Squeeze(Lax.DynamicSlice(sorted, [places], [1]), [0]);
        Gather gather = new(new([rank], [], [0], [], []), [1], GatherScatterMode.Clip);
        return Lax.Squeeze(Lax.Gather(sorted, Lax.InsertAxis(places, rank), gather), [rank]);
    }

    // As Comparable, of one value mapped over all axes: what does not depend on the value gets them one by one, the last first.
    private static NdArray MappedComparable(NdArray x)
    {
        if (!x.DType.IsFloat) return x;
        NdArray oneZero = Lax.SelectN(Lax.Eq(x, ConstantLike(x, 0)), x, PerValue(x.Shape, Lax.Number(Scalar.Of(0), x.DType))[0]);
        return Lax.SelectN(Lax.Compare(ComparisonKind.Ne, x, x), oneZero, PerValue(x.Shape, Lax.Number(Scalar.Of(double.NaN), x.DType))[0]);
    }

    private static NdArray[] PerValue(Shape shape, params NdArray[] numbers)
    {
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            Shape own = [.. shape.Span[axis..]];
            ValueArray<int> places = [.. Enumerable.Range(1, own.Rank - 1)];
            numbers = [.. numbers.Select(number => Lax.BroadcastInDim(number, own, places))];
        }
        return numbers;
    }
}
