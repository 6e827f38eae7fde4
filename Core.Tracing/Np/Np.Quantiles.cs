using Core.Ir;

namespace Core;

/// <summary>What <see cref="Np.Quantile"/> gives between two elements.</summary>
public enum QuantileMethod
{
    /// <summary>The number in proportion between them.</summary>
    Linear,
    /// <summary>The smaller one.</summary>
    Lower,
    /// <summary>The larger one.</summary>
    Higher,
    /// <summary>The number in the middle between them.</summary>
    Midpoint,
    /// <summary>The nearer one; the smaller one in the middle.</summary>
    Nearest,
    /// <summary>The smallest one up to which as large a part of all weight lies; the only one that takes weights.</summary>
    InvertedCdf,
}

public static partial class Np
{
    /// <summary>The numbers below which given parts of an array lie, over some axes; over all by default. NaN where there is one.</summary>
    /// <param name="x">Real numbers.</param>
    /// <param name="q">The parts, from 0 to 1: a number, or several along one axis, which comes first in the result.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="method">What is taken between two elements.</param>
    /// <param name="keepdims">Whether the result keeps the axes, with size 1.</param>
    /// <param name="weights">The weights of the elements, of the shape of <paramref name="x"/> or of the axes; only for <see cref="QuantileMethod.InvertedCdf"/>.</param>
    /// <exception cref="DTypeException">Numbers are complex.</exception>
    /// <exception cref="ShapeException"><paramref name="q"/> has more than one axis, or the weights have another shape.</exception>
    /// <exception cref="UnsupportedException">There are weights, and the method takes none.</exception>
    public static NdArray Quantile(NdArray x, NdArray q, AxisSet? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepdims = false, NdArray? weights = null) =>
        QuantileCall("Quantile", "quantile", x, q, axis, method, keepdims, weights, withoutNan: false);

    /// <summary>As <see cref="Quantile"/>, of the elements that are not NaN; NaN where all are.</summary>
    /// <inheritdoc cref="Quantile"/>
    public static NdArray Nanquantile(NdArray x, NdArray q, AxisSet? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepdims = false, NdArray? weights = null) =>
        QuantileCall("Nanquantile", "nanquantile", x, q, axis, method, keepdims, weights, withoutNan: true);

    /// <summary>As <see cref="Quantile"/>, the parts from 0 to 100.</summary>
    /// <inheritdoc cref="Quantile"/>
    public static NdArray Percentile(NdArray x, NdArray q, AxisSet? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepdims = false, NdArray? weights = null)
    {
        CheckQuantile("Percentile", x, q, axis, method, weights);
        return Lax.JittedOptional("percentile", (AxisKey(x, axis, "Percentile"), method, keepdims), args =>
            Quantile(args[0]!, Divide(PromoteInexact(args[1]!), 100), axis, method, keepdims, args[2]), x, q, weights);
    }

    /// <summary>As <see cref="Nanquantile"/>, the parts from 0 to 100.</summary>
    /// <inheritdoc cref="Quantile"/>
    public static NdArray Nanpercentile(NdArray x, NdArray q, AxisSet? axis = null, QuantileMethod method = QuantileMethod.Linear, bool keepdims = false, NdArray? weights = null)
    {
        CheckQuantile("Nanpercentile", x, q, axis, method, weights);
        return Lax.JittedOptional("nanpercentile", (AxisKey(x, axis, "Nanpercentile"), method, keepdims), args =>
            Nanquantile(args[0]!, Divide(PromoteInexact(args[1]!), 100), axis, method, keepdims, args[2]), x, q, weights);
    }

    /// <summary>The number in the middle over some axes, or between the two there; over all by default. NaN where there is one.</summary>
    /// <param name="x">Real numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="keepdims">Whether the result keeps the axes, with size 1.</param>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static NdArray Median(NdArray x, AxisSet? axis = null, bool keepdims = false)
    {
        RequireReal("Median", x);
        return Lax.Jitted("median", (AxisKey(x, axis, "Median"), keepdims), args => Quantile(args[0], 0.5, axis, QuantileMethod.Midpoint, keepdims), x);
    }

    /// <summary>As <see cref="Median"/>, of the elements that are not NaN; NaN where all are.</summary>
    /// <inheritdoc cref="Median"/>
    public static NdArray Nanmedian(NdArray x, AxisSet? axis = null, bool keepdims = false)
    {
        RequireReal("Nanmedian", x);
        return Lax.Jitted("nanmedian", (AxisKey(x, axis, "Nanmedian"), keepdims), args => Nanquantile(args[0], 0.5, axis, QuantileMethod.Midpoint, keepdims), x);
    }

    private static NdArray QuantileCall(
        string function, string name, NdArray x, NdArray q, AxisSet? axis, QuantileMethod method, bool keepdims, NdArray? weights, bool withoutNan)
    {
        CheckQuantile(function, x, q, axis, method, weights);
        return Lax.JittedOptional(name, (AxisKey(x, axis, function), method, keepdims), args =>
        {
            (NdArray rows, NdArray? weightRows, int along, int[]? kept) = QuantileRows(function, args[0]!, axis, keepdims, args[2]);
            NdArray result = QuantileAlong(rows, args[1]!, along, method, keepdims, withoutNan, weightRows);
            if (keepdims && kept is not null) result = Lax.Reshape(result, [.. args[1]!.Shape, .. kept]);
            return Lax.ConvertElementType(result, rows.DType);
        }, x, q, weights);
    }

    // The array with the axes brought together into one, and the sizes of all axes that are kept where that one does not stand for them.
    private static (NdArray X, NdArray? Weights, int Axis, int[]? Kept) QuantileRows(string function, NdArray x, AxisSet? axis, bool keepdims, NdArray? weights)
    {
        ValueArray<int> axes = Axes(x, axis, function);
        if (weights is null) x = PromoteInexact(x);
        else
        {
            (DType dtype, bool weak) = ResultType(x, weights);
            (x, weights) = (Lax.ConvertElementType(x, Inexact(dtype), weak), Lax.ConvertElementType(weights, Inexact(dtype), weak));
            if (weights.Shape != x.Shape) weights = Lax.BroadcastInDim(weights, x.Shape, axes);
        }
        if (axis is null) return (Ravel(x), weights is null ? null : Ravel(weights), 0, keepdims ? [.. Enumerable.Repeat(1, x.Rank)] : null);
        if (axes.Count == 1) return (x, weights, axes[0], null);
        int[] order = [.. Enumerable.Range(0, x.Rank)], others = [.. order.Where(i => !axes.Contains(i))];
        for (int i = 0; i < others.Length; i++) (order[i], order[others[i]]) = (order[others[i]], order[i]);
        Shape rows = [.. others.Select(i => x.Shape[i]), axes.Aggregate(1, (size, i) => size * x.Shape[i])];
        ValueArray<int> permutation = ValueArray.Create<int>(order);
        return (Lax.Reshape(x, rows, permutation), weights is null ? null : Lax.Reshape(weights, rows, permutation), rows.Rank - 1,
            [.. x.Shape.Select((size, i) => axes.Contains(i) ? 1 : size)]);
    }

    // JAX: _quantile.
    private static NdArray QuantileAlong(NdArray x, NdArray q, int axis, QuantileMethod method, bool keepdims, bool withoutNan, NdArray? weights)
    {
        NdArray isNaN = Isnan(x);
        x = Where(withoutNan ? isNaN : Any(isNaN, axis, keepdims: true), NaN, x); // NaN with a plus sign are sorted to the end
        if (weights is null) x = Lax.Sort(x, axis);
        else if (Lax.SortAll([x, weights], axis) is [var sorted, var moved]) (x, weights) = (sorted, moved);
        (NdArray low, NdArray high, NdArray lowWeight, NdArray highWeight) = withoutNan
            ? AmongNumbers(x, q, axis, keepdims)
            : AmongAll(x, q, axis, keepdims);
        return method switch
        {
            QuantileMethod.Linear => Lax.Add(Lax.Mul(Lax.ConvertElementType(low, q.DType), lowWeight), Lax.Mul(Lax.ConvertElementType(high, q.DType), highWeight)),
            QuantileMethod.Lower => low,
            QuantileMethod.Higher => high,
            QuantileMethod.Nearest => NearerOf(low, high, highWeight),
            QuantileMethod.Midpoint => Lax.Mul(Lax.Add(low, high), ConstantLike(low, 0.5)),
            QuantileMethod.InvertedCdf => ByWeight(x, q, axis, keepdims, withoutNan, weights ?? Filled(x.Shape, Scalar.Of(1.0), x.DType)),
        };

        static NdArray NearerOf(NdArray low, NdArray high, NdArray highWeight)
        {
            NdArray isLow = Lax.Compare(ComparisonKind.Le, highWeight, ConstantLike(highWeight, 0.5));
            return Lax.SelectN(isLow, high, low);
        }
    }

    private static (NdArray Low, NdArray High, NdArray LowWeight, NdArray HighWeight) AmongAll(NdArray x, NdArray q, int axis, bool keepdims)
    {
        NdArray count = ConstantLike(q, x.Shape[axis]), one = ConstantLike(q, 1);
        NdArray place = Lax.Mul(q, Lax.Sub(count, one));
        NdArray low = Lax.Unary(UnaryKind.Floor, place), high = Lax.Unary(UnaryKind.Ceil, place);
        NdArray highWeight = Lax.Sub(place, low), lowWeight = Lax.Sub(one, highWeight);
        low = Lax.Clamp(ConstantLike(low, 0), low, Lax.Sub(count, one));
        high = Lax.Clamp(ConstantLike(high, 0), high, Lax.Sub(count, one));
        (low, high) = (Lax.ConvertElementType(low, DefaultInt), Lax.ConvertElementType(high, DefaultInt));
        GatherDimensionNumbers dims = new(
            [.. Enumerable.Range(q.Rank, keepdims ? x.Rank : x.Rank - 1)], keepdims ? [] : [axis], [axis]);
        NdArray lowValue = Lax.Gather(x, Lax.ExpandDims(low, low.Rank), dims, x.Shape.With(axis, 1));
        NdArray highValue = Lax.Gather(x, Lax.ExpandDims(high, high.Rank), dims, x.Shape.With(axis, 1));
        if (q.Rank == 1)
            (lowWeight, highWeight) = (Lax.BroadcastInDim(lowWeight, lowValue.Shape, [0]), Lax.BroadcastInDim(highWeight, highValue.Shape, [0]));
        return (lowValue, highValue, lowWeight, highWeight);
    }

    private static (NdArray Low, NdArray High, NdArray LowWeight, NdArray HighWeight) AmongNumbers(NdArray x, NdArray q, int axis, bool keepdims)
    {
        NdArray count = Sum(Lax.Unary(UnaryKind.Not, Isnan(x)), axis, keepdims, q.DType), one = ConstantLike(q, 1);
        Shape reduced = count.Shape;
        int rank = q.Rank;
        Shape result = [.. q.Shape, .. reduced];
        q = Lax.ExpandDims(q, [.. Enumerable.Range(rank, reduced.Rank)]);
        count = Lax.ExpandDims(count, [.. Enumerable.Range(0, rank)]);
        NdArray place = Lax.Mul(q, Lax.Sub(count, one));
        NdArray low = Lax.Unary(UnaryKind.Floor, place), high = Lax.Unary(UnaryKind.Ceil, place);
        NdArray highWeight = Lax.Sub(place, low), lowWeight = Lax.Sub(one, highWeight);
        low = Lax.Max(ConstantLike(low, 0), Lax.Min(low, Lax.Sub(count, one)));
        high = Lax.Max(ConstantLike(high, 0), Lax.Min(high, Lax.Sub(count, one)));
        (low, high) = (Lax.ConvertElementType(low, DefaultInt), Lax.ConvertElementType(high, DefaultInt));
        List<Ix> index = [.. Enumerable.Range(0, reduced.Rank).Select(dim => (Ix)Lax.Iota(DefaultInt, result, dim + rank))];
        if (!keepdims) index.Insert(axis, low);
        index[axis] = low;
        NdArray lowValue = x[index.ToArray()];
        index[axis] = high;
        return (lowValue, x[index.ToArray()], lowWeight, highWeight);
    }

    private static NdArray ByWeight(NdArray x, NdArray q, int axis, bool keepdims, bool withoutNan, NdArray weights)
    {
        int rank = q.Rank;
        int[] first = [.. Enumerable.Range(0, rank)];
        NdArray zeros = Filled(weights.Shape, Scalar.Of(0), weights.DType);
        NdArray isBad = Lax.BitwiseOr(Lax.Compare(ComparisonKind.Lt, weights, zeros), Isnan(weights)), isNaN = Isnan(x);
        NdArray sums = Cumsum(Lax.SelectN(Lax.BitwiseOr(isBad, isNaN), weights, zeros), axis);
        NdArray total = SliceAlong(sums, x.Shape[axis] - 1, x.Shape[axis], axis);
        if (!keepdims) total = Lax.Squeeze(total, [axis]);
        NdArray totals = Lax.ExpandDims(total, first), parts = Lax.Reshape(q, [.. q.Shape, .. Enumerable.Repeat(1, total.Rank)]);
        NdArray target = Lax.Mul(parts, totals);
        if (!keepdims) target = Lax.ExpandDims(target, axis + rank);
        NdArray isBelow = Lax.Compare(ComparisonKind.Lt, Lax.ExpandDims(sums, first), target);
        NdArray place = Sum(Lax.ConvertElementType(isBelow, DefaultInt), axis + rank, keepdims);
        NdArray count = withoutNan ? Sum(Lax.Unary(UnaryKind.Not, isNaN), axis, keepdims, q.DType) : Filled(total.Shape, Scalar.Of(x.Shape[axis]), q.DType);
        NdArray last = Lax.ConvertElementType(Lax.Sub(count, ConstantLike(count, 1)), DefaultInt);
        last = Lax.ConvertElementType(Lax.ExpandDims(last, first), place.DType);
        place = Lax.Max(ConstantLike(place, 0), Lax.Min(place, last));
        if (keepdims) place = Lax.Squeeze(place, [rank + axis]);
        NdArray result;
        if (rank == 0) result = Lax.Squeeze(TakeAlongAxis(x, Lax.ExpandDims(place, axis), axis), [axis]);
        else
        {
            int[] order = [.. Enumerable.Range(rank, axis), .. first, .. Enumerable.Range(rank + axis, place.Rank - rank - axis)];
            result = TakeAlongAxis(x, Lax.Transpose(place, ValueArray.Create<int>(order)), axis);
            result = Lax.Transpose(result, [.. Enumerable.Range(0, order.Length).Select(i => Array.IndexOf(order, i))]);
        }
        if (keepdims) result = Lax.ExpandDims(result, rank + axis);
        NdArray isEmpty = Lax.Eq(count, Filled(count.Shape, Scalar.Of(0), count.DType));
        NdArray anyBad = Any(isBad, axis, keepdims);
        NdArray isNone = Lax.BitwiseOr(anyBad, withoutNan ? isEmpty : Any(isNaN, axis, keepdims));
        return Where(Lax.ExpandDims(isNone, first), Filled(result.Shape, Scalar.Of(NaN), result.DType), result);
    }

    private static void CheckQuantile(string function, NdArray x, NdArray q, AxisSet? axis, QuantileMethod method, NdArray? weights)
    {
        RequireReal(function, x);
        RequireReal(function, q);
        if (q.Rank > 1) throw new ShapeException($"{function}: q must be a number, or have one axis, got {q.Type}; use Ravel(q).");
        if (weights is null) return;
        RequireReal(function, weights);
        if (method is not QuantileMethod.InvertedCdf)
            throw new UnsupportedException($"{function}: the method {method} takes no weights; QuantileMethod.InvertedCdf does.");
        if (weights.Shape == x.Shape) return;
        if (axis is null) throw new ShapeException($"{function}: weights of another shape, {weights.Type} for {x.Type}, need an axis.");
        ValueArray<int> axes = Axes(x, axis, function);
        if (weights.Shape != Shape.Create([.. axes.Select(i => x.Shape[i])]))
            throw new ShapeException($"{function}: weights must have the shape of {x.Type} or that of its axes {axes}, got {weights.Type}.");
    }
}
