using Core.Ir;

namespace Core;

/// <summary>The bins of a histogram: a number of bins of one width, 10 by default, or their edges.</summary>
public readonly struct HistogramBins
{
    private readonly int _count;

    private HistogramBins(int count, NdArray? edges) => (_count, Edges) = (count, edges);

    /// <summary>How many bins.</summary>
    internal int Count => _count == 0 ? 10 : _count;

    /// <summary>The edges, where they are given.</summary>
    internal NdArray? Edges { get; }

    /// <summary>A number of bins of one width.</summary>
    /// <exception cref="ShapeException">It is not positive.</exception>
    public static implicit operator HistogramBins(int count) => count > 0
        ? new(count, null)
        : throw new ShapeException($"HistogramBins: there must be at least one bin, got {count}.");

    /// <summary>The edges of the bins, increasing, of one axis: one more than bins.</summary>
    /// <exception cref="ShapeException">The array has not one axis.</exception>
    public static implicit operator HistogramBins(NdArray edges) => edges.Rank == 1
        ? new(0, edges)
        : throw new ShapeException($"HistogramBins: the edges must have one axis, got {edges.Type}.");
}

public static partial class Np
{
    /// <summary>How often each integer occurs, i32; or the sums of their weights.</summary>
    /// <param name="x">Integers or truth values, of one axis; negative ones count as 0.</param>
    /// <param name="weights">The weights, of the shape of <paramref name="x"/>.</param>
    /// <param name="minlength">How many counts there are at least.</param>
    /// <param name="length">How many counts there are; larger integers are left out. By default as many as the integers need.</param>
    /// <exception cref="DTypeException">The numbers are no integers.</exception>
    /// <exception cref="ShapeException">There is not one axis, or the weights have another shape.</exception>
    /// <exception cref="TraceException">The integers are traced and <paramref name="length"/> is not given.</exception>
    // JAX: bincount.
    public static NdArray Bincount(NdArray x, NdArray? weights = null, int minlength = 0, int? length = null)
    {
        if (x.DType is DType.Bool) x = Lax.ConvertElementType(x, DType.I32);
        CheckIntegers("Bincount", x);
        if (x.Rank != 1) throw new ShapeException($"Bincount: needs an array with one axis, got {x.Type}; use Ravel(x).");
        if (weights is not null && weights.Shape != x.Shape) throw new ShapeException($"Bincount: weights must have the shape of {x.Type}, got {weights.Type}.");
        if (length is null && x.IsTraced)
            throw new TraceException($"Bincount: integers of type {x.Type} are being traced; how many counts they need is not known before they have values. Give length.");
        int count = length ?? Math.Max(minlength, x.Size == 0 ? 0 : Math.Max(0, (int)Max(x)) + 1);
        NdArray each = weights ?? Lax.Number(Scalar.Of(1), DefaultInt);
        return Zeros([count], each.DType).At[Clip(x, 0)].Add(each, GatherScatterMode.FillOrDrop);
    }

    /// <summary>The edges of the bins of <see cref="Histogram"/>.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="bins">How many bins, or their edges.</param>
    /// <param name="range">Two numbers, the first and the last edge where only the number of bins is given; the smallest and the largest number by default.</param>
    /// <exception cref="ShapeException">The range has not two numbers.</exception>
    // JAX: histogram_bin_edges.
    public static NdArray HistogramBinEdges(NdArray x, HistogramBins bins = default, NdArray? range = null)
    {
        DType dtype = Inexact(x.DType);
        if (bins.Edges is { } edges) return AsType(edges, dtype);
        if (range is not null && range.Shape != [2]) throw new ShapeException($"HistogramBinEdges: the range must be two numbers, got {range.Type}.");
        NdArray ends = range is null ? FromItems(dtype, Min(x), Max(x)) : AsType(range, dtype);
        // Where all numbers are one, the bins are around it.
        NdArray first = Where(Equal(Ptp(ends), 0), Subtract(ends[0], 0.5), ends[0]), last = Where(Equal(Ptp(ends), 0), Add(ends[1], 0.5), ends[1]);
        return Linspace(first, last, bins.Count + 1, dtype: dtype);
    }

    /// <summary>How many numbers lie in each of a row of bins, or the sums of their weights, and the edges of the bins.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="bins">How many bins, or their edges. The last edge belongs to its bin, others to the bin after them.</param>
    /// <param name="range">Two numbers, the first and the last edge where only the number of bins is given.</param>
    /// <param name="weights">The weights, of the shape of <paramref name="x"/>.</param>
    /// <param name="density">Whether to divide so that the integral over the bins is 1.</param>
    /// <exception cref="ShapeException">The weights have another shape, or the range has not two numbers.</exception>
    // JAX: histogram.
    public static (NdArray Counts, NdArray Edges) Histogram(NdArray x, HistogramBins bins = default, NdArray? range = null, NdArray? weights = null, bool density = false)
    {
        if (weights is null)
        {
            x = PromoteInexact(x);
            weights = OnesLike(x);
        }
        else
        {
            if (weights.Shape != x.Shape) throw new ShapeException($"Histogram: weights must have the shape of {x.Type}, got {weights.Type}.");
            (x, weights) = PromoteInexact(x, weights);
        }
        NdArray edges = HistogramBinEdges(x, bins, range);
        int count = edges.Shape[0];
        NdArray place = Searchsorted(edges, x, SearchSide.Right);
        place = Where(Equal(x, edges[count - 1]), count - 1, place);
        NdArray counts = Part(Zeros([count], weights.DType).At[place].Add(weights), 0, 1, count);
        if (density)
        {
            NdArray widths = Diff(edges);
            counts = Divide(Divide(counts, widths), Sum(counts));
        }
        return (counts, edges);
    }

    /// <summary>How many points of a plane lie in each of a grid of bins, or the sums of their weights, and the edges of the bins along both axes.</summary>
    /// <param name="x">The first coordinates, of one axis.</param>
    /// <param name="y">The second coordinates, as many.</param>
    /// <param name="bins">How many bins along both axes, or their edges.</param>
    /// <param name="range">For each axis, the first and the last edge, or null.</param>
    /// <param name="weights">The weight of each point.</param>
    /// <param name="density">Whether to divide so that the integral over the bins is 1.</param>
    public static (NdArray Counts, NdArray XEdges, NdArray YEdges) Histogram2d(
        NdArray x, NdArray y, HistogramBins bins = default, NdArray?[]? range = null, NdArray? weights = null, bool density = false) =>
        Histogram2d(x, y, [bins, bins], range, weights, density);

    /// <summary>As with one kind of bins for both axes; with bins for each.</summary>
    /// <inheritdoc cref="Histogram2d(NdArray, NdArray, HistogramBins, NdArray?[], NdArray?, bool)"/>
    // JAX: histogram2d.
    public static (NdArray Counts, NdArray XEdges, NdArray YEdges) Histogram2d(
        NdArray x, NdArray y, ReadOnlySpan<HistogramBins> bins, NdArray?[]? range = null, NdArray? weights = null, bool density = false)
    {
        if (x.Rank != 1 || x.Shape != y.Shape) throw new ShapeException($"Histogram2d: x and y must have one axis of one size, got {x.Type} and {y.Type}.");
        (NdArray counts, NdArray[] edges) = Histogramdd(Transpose(FromItems(ResultType(x, y).DType, x, y)), bins, range, weights, density);
        return (counts, edges[0], edges[1]);
    }

    /// <summary>How many points of a space lie in each of a grid of bins, or the sums of their weights, and the edges of the bins along each axis.</summary>
    /// <param name="sample">The points, one per row.</param>
    /// <param name="bins">How many bins along every axis, or their edges.</param>
    /// <param name="range">For each axis, the first and the last edge, or null.</param>
    /// <param name="weights">The weight of each point.</param>
    /// <param name="density">Whether to divide so that the integral over the bins is 1.</param>
    /// <exception cref="ShapeException">The points have not two axes, or there is not one weight for each, or one range for each axis.</exception>
    public static (NdArray Counts, NdArray[] Edges) Histogramdd(NdArray sample, HistogramBins bins = default, NdArray?[]? range = null, NdArray? weights = null, bool density = false)
    {
        if (sample.Rank != 2) throw new ShapeException($"Histogramdd: needs points in rows, two axes, got {sample.Type}.");
        return Histogramdd(sample, [.. Enumerable.Repeat(bins, sample.Shape[1])], range, weights, density);
    }

    /// <summary>As with one kind of bins for all axes; with bins for each.</summary>
    /// <inheritdoc cref="Histogramdd(NdArray, HistogramBins, NdArray?[], NdArray?, bool)"/>
    // JAX: histogramdd.
    public static (NdArray Counts, NdArray[] Edges) Histogramdd(
        NdArray sample, ReadOnlySpan<HistogramBins> bins, NdArray?[]? range = null, NdArray? weights = null, bool density = false)
    {
        if (sample.Rank != 2) throw new ShapeException($"Histogramdd: needs points in rows, two axes, got {sample.Type}.");
        (int points, int rank) = (sample.Shape[0], sample.Shape[1]);
        if (bins.Length != rank) throw new ShapeException($"Histogramdd: needs bins for each of the {rank} axes of the points, got {bins.Length}.");
        if (range is not null && range.Length != rank) throw new ShapeException($"Histogramdd: needs a range or null for each of the {rank} axes of the points, got {range.Length}.");
        if (weights is not null && weights.Shape != [points]) throw new ShapeException($"Histogramdd: needs one weight for each of the {points} points, got {weights.Type}.");
        if (weights is null) sample = PromoteInexact(sample);
        else
        {
            (DType dtype, bool weak) = ResultType(sample, weights);
            (sample, weights) = (Lax.ConvertElementType(sample, Inexact(dtype), weak), Lax.ConvertElementType(weights, Inexact(dtype), weak));
        }
        NdArray[] places = new NdArray[rank], edges = new NdArray[rank];
        for (int i = 0; i < rank; i++)
        {
            edges[i] = HistogramBinEdges(At(sample, 1, i), bins[i], range?[i]);
            NdArray place = Searchsorted(edges[i], At(sample, 1, i), SearchSide.Right);
            places[i] = Where(Equal(At(sample, 1, i), edges[i][edges[i].Shape[0] - 1]), Subtract(place, 1), place);
        }
        // One more bin at either end, for what is out of range.
        Shape sizes = [.. edges.Select(e => e.Shape[0] + 1)];
        NdArray[] widths = [.. edges.Select(e => Diff(e))];
        NdArray counts = Bincount(RavelMultiIndex(places, sizes, IndexMode.Clip), weights, length: (int)sizes.Size);
        counts = Lax.Reshape(counts, sizes);
        counts = counts[[.. Enumerable.Repeat((Ix)(1..^1), rank)]];
        if (density)
        {
            counts = Lax.ConvertElementType(counts, sample.DType);
            counts = Divide(counts, Sum(counts));
            foreach (NdArray width in OpenMesh(widths)) counts = Divide(counts, width);
        }
        return (counts, edges);
    }

    /// <summary>The arrays one after the other along a new first axis, as <c>jnp.array([…])</c> joins traced ones.</summary>
    private static NdArray FromItems(DType dtype, params NdArray[] items) =>
        Lax.Concatenate(Array.ConvertAll(items, item => Lax.InsertAxis(AsType(item, dtype), 0)), 0);

    /// <summary>The numbers as another element type; those that are known, at once.</summary>
    private static NdArray AsType(NdArray x, DType dtype) => x.Value switch
    {
        Literal literal => Lax.Number(literal.Value, dtype),
        ArrayData data when data.DType != dtype => NdArray.Of(Interpreter.Evaluate.Apply(new ConvertElementType(dtype, false), [data])[0]),
        _ => Lax.ConvertElementType(x, dtype),
    };
}
