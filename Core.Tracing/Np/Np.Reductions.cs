using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Np
{
    /// <summary>The sum over some axes; over all by default. Small integers and truth values are summed as i32.</summary>
    public static NdArray Sum(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null) =>
        Reduce(ReduceKind.Sum, "Sum", x, axis, keepdims, dtype, promoteIntegers: true, widenHalves: dtype is null);

    /// <summary>The product over some axes; over all by default. Small integers and truth values are multiplied as i32.</summary>
    public static NdArray Prod(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null) =>
        Reduce(ReduceKind.Prod, "Prod", x, axis, keepdims, dtype, promoteIntegers: true, widenHalves: dtype is null);

    /// <summary>The largest over some axes; over all by default. NaN if any is.</summary>
    public static NdArray Max(NdArray x, AxisSet? axis = null, bool keepdims = false) => Reduce(ReduceKind.Max, "Max", x, axis, keepdims);

    /// <summary>The smallest over some axes; over all by default. NaN if any is.</summary>
    public static NdArray Min(NdArray x, AxisSet? axis = null, bool keepdims = false) => Reduce(ReduceKind.Min, "Min", x, axis, keepdims);

    /// <summary>Whether all over some axes are not zero; over all by default.</summary>
    public static NdArray All(NdArray x, AxisSet? axis = null, bool keepdims = false) =>
        Reduce(ReduceKind.And, "All", Lax.ConvertElementType(Real(x), DType.Bool), axis, keepdims);

    /// <summary>Whether any over some axes is not zero; over all by default.</summary>
    public static NdArray Any(NdArray x, AxisSet? axis = null, bool keepdims = false) =>
        Reduce(ReduceKind.Or, "Any", Lax.ConvertElementType(Real(x), DType.Bool), axis, keepdims);

    /// <summary>The mean over some axes; over all by default. Floating-point also for integers.</summary>
    public static NdArray Mean(NdArray x, AxisSet? axis = null, bool keepdims = false)
    {
        DType result = Inexact(x.DType), computation = Widened(result);
        long count = 1;
        foreach (int i in Axes(x, axis, "Mean")) count *= x.Shape[i];
        NdArray normalizer = Lax.Number(Scalar.Of((double)count), computation);
        return Lax.ConvertElementType(Lax.Div(Sum(x, axis, keepdims, computation), normalizer), result);
    }

    /// <summary>The index of the first largest along an axis; in row-major order by default. NaN counts as the largest.</summary>
    public static NdArray Argmax(NdArray x, int? axis = null, bool keepdims = false) => ArgReduce(ArgReduceKind.Max, "Argmax", x, axis, keepdims);

    /// <summary>The index of the first smallest along an axis; in row-major order by default. NaN counts as the smallest.</summary>
    public static NdArray Argmin(NdArray x, int? axis = null, bool keepdims = false) => ArgReduce(ArgReduceKind.Min, "Argmin", x, axis, keepdims);

    /// <summary>Running sums along an axis; in row-major order by default.</summary>
    public static NdArray Cumsum(NdArray x, int? axis = null) => Cumulative(CumulativeKind.Sum, "cumsum", x, axis);

    /// <summary>Running products along an axis; in row-major order by default.</summary>
    public static NdArray Cumprod(NdArray x, int? axis = null) => Cumulative(CumulativeKind.Prod, "cumprod", x, axis);

    private static NdArray Reduce(ReduceKind kind, string function, NdArray x, AxisSet? axis, bool keepdims, DType? dtype = null, bool promoteIntegers = false, bool widenHalves = false)
    {
        ValueArray<int> axes = Axes(x, axis, function);
        if (kind is ReduceKind.Max or ReduceKind.Min)
            foreach (int i in axes)
                if (x.Shape[i] == 0) throw new ShapeException($"{function}: nothing has no {(kind is ReduceKind.Max ? "largest" : "smallest")}: axis {i} of {x.Type} is empty.");
        if (promoteIntegers && x.DType is DType.Bool) x = Lax.ConvertElementType(x, DefaultInt); // first, whatever the type of the result
        DType result = dtype ?? (promoteIntegers ? PromoteInteger(x.DType) : x.DType);
        DType computation = widenHalves ? Widened(result) : result;
        // A strong type, whatever the operand's is: in JAX too a sum of weak numbers is strong.
        NdArray reduced = Lax.Reduce(kind, Lax.ConvertElementType(x, computation), axes);
        if (keepdims) reduced = Lax.ExpandDims(reduced, [.. axes.Order()]);
        return Lax.ConvertElementType(reduced, result);
    }

    private static NdArray ArgReduce(ArgReduceKind kind, string function, NdArray x, int? axis, bool keepdims)
    {
        int rank = x.Rank;
        int along = axis is { } given ? Lax.Canonical(given, rank, function) : 0;
        NdArray result = Lax.ArgReduce(kind, axis is null ? Ravel(x) : x, along, DefaultInt);
        if (!keepdims) return result;
        return axis is null ? Lax.ExpandDims(result, [.. Enumerable.Range(0, rank)]) : Lax.ExpandDims(result, along);
    }

    private static NdArray Cumulative(CumulativeKind kind, string name, NdArray x, int? axis)
    {
        int along = axis is { } given ? Lax.Canonical(given, x.Rank, name) : -1;
        return Lax.Jitted(name, [along], args =>
        {
            NdArray operand = along < 0 ? Ravel(args[0]) : args[0];
            if (operand.DType is DType.Bool) operand = Lax.ConvertElementType(operand, DefaultInt);
            return Lax.Cumulative(kind, operand, Math.Max(0, along));
        }, x);
    }

    private static ValueArray<int> Axes(NdArray x, AxisSet? axis, string function) => axis?.Resolve(x.Rank, function) ?? [.. Enumerable.Range(0, x.Rank)];

    private static DType PromoteInteger(DType dtype)
    {
        bool x64 = TraceScope.UsesX64;
        int width = x64 ? 64 : 32;
        return dtype.Kind switch
        {
            DTypeKind.Bool => DefaultInt,
            DTypeKind.Signed when dtype.BitWidth < width => DefaultInt,
            DTypeKind.Unsigned when dtype.BitWidth < width => x64 ? DType.U64 : DType.U32,
            _ => dtype,
        };
    }

    private static DType Widened(DType dtype) => dtype is DType.F16 or DType.BF16 ? DType.F32 : dtype;
}
