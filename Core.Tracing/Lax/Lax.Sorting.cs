using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The array sorted along an axis: NaN last, -0.0 equal to 0.0, complex numbers by real, then by imaginary part.</summary>
    public static NdArray Sort(NdArray x, int dimension = -1, bool isStable = true) =>
        Bind(new Sort(Canonical(dimension, x.Rank, "Sort"), isStable), x);

    /// <summary>The arrays in the order that sorts the first of them along an axis; the next keys tell equal ones apart, the others follow.</summary>
    /// <exception cref="ShapeException">The shapes differ, or <paramref name="numKeys"/> is not from 1 to the number of arrays.</exception>
    public static NdArray[] SortAll(ReadOnlySpan<NdArray> operands, int dimension = -1, bool isStable = true, int numKeys = 1) =>
        operands.IsEmpty
            ? throw new ShapeException("SortAll: needs at least one array.")
            : BindAll(new Sort(Canonical(dimension, operands[0].Rank, "SortAll"), isStable, numKeys), operands);

    /// <summary>The k largest elements along an axis, the largest first, and their places as i32; of equal ones, the first.</summary>
    public static (NdArray Values, NdArray Indices) TopK(NdArray x, int k, int axis = -1) =>
        BindAll(new TopK(k, Canonical(axis, x.Rank, "TopK")), x) is [var values, var indices] ? (values, indices) : default;

    /// <summary>The k largest elements along an axis and their places, on some hardware only most of them.</summary>
    public static (NdArray Values, NdArray Indices) ApproxMaxK(
        NdArray x, int k, int reductionDimension = -1, double recallTarget = 0.95, int reductionInputSizeOverride = -1, bool aggregateToTopK = true) =>
        ApproxTopK(x, new(k, reductionDimension, recallTarget, IsMaxK: true, reductionInputSizeOverride, aggregateToTopK));

    /// <summary>The k smallest elements along an axis and their places, on some hardware only most of them.</summary>
    public static (NdArray Values, NdArray Indices) ApproxMinK(
        NdArray x, int k, int reductionDimension = -1, double recallTarget = 0.95, int reductionInputSizeOverride = -1, bool aggregateToTopK = true) =>
        ApproxTopK(x, new(k, reductionDimension, recallTarget, IsMaxK: false, reductionInputSizeOverride, aggregateToTopK));

    private static (NdArray Values, NdArray Indices) ApproxTopK(NdArray x, ApproxTopK op) => BindAll(op, x) is [var values, var indices] ? (values, indices) : default;
}
