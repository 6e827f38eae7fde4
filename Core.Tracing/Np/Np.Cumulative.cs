using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>Running sums along an axis; in row-major order by default.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="dtype">The element type to sum in and of the result.</param>
    public static NdArray Cumsum(NdArray x, int? axis = null, DType? dtype = null) => RunningCall(CumulativeKind.Sum, "cumsum", x, axis, dtype);

    /// <summary>Running products along an axis; in row-major order by default.</summary>
    /// <inheritdoc cref="Cumsum"/>
    public static NdArray Cumprod(NdArray x, int? axis = null, DType? dtype = null) => RunningCall(CumulativeKind.Prod, "cumprod", x, axis, dtype);

    /// <summary>Running sums along an axis, NaN counting 0; in row-major order by default.</summary>
    /// <inheritdoc cref="Cumsum"/>
    public static NdArray Nancumsum(NdArray x, int? axis = null, DType? dtype = null) => RunningCall(CumulativeKind.Sum, "nancumsum", x, axis, dtype, 0);

    /// <summary>Running products along an axis, NaN counting 1; in row-major order by default.</summary>
    /// <inheritdoc cref="Cumsum"/>
    public static NdArray Nancumprod(NdArray x, int? axis = null, DType? dtype = null) => RunningCall(CumulativeKind.Prod, "nancumprod", x, axis, dtype, 1);

    /// <summary>Running sums along an axis, small integers as i32.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axis; it may be left out where there is only one.</param>
    /// <param name="dtype">The element type to sum in and of the result.</param>
    /// <param name="includeInitial">Whether a 0 comes first.</param>
    /// <exception cref="ShapeException">There are no axes, or several and none is named.</exception>
    public static NdArray CumulativeSum(NdArray x, int? axis = null, DType? dtype = null, bool includeInitial = false)
    {
        int along = OnlyAxis("CumulativeSum", x, axis);
        NdArray result = Lax.Jitted("_cumsum_with_promotion", (along, dtype), args => Running(CumulativeKind.Sum, args[0], along, dtype, promoteIntegers: true), x);
        return includeInitial ? StartingWith(0, result, along) : result;
    }

    /// <summary>Running products along an axis.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axis; it may be left out where there is only one.</param>
    /// <param name="dtype">The element type to multiply in and of the result.</param>
    /// <param name="includeInitial">Whether a 1 comes first.</param>
    /// <exception cref="ShapeException">There are no axes, or several and none is named.</exception>
    public static NdArray CumulativeProd(NdArray x, int? axis = null, DType? dtype = null, bool includeInitial = false)
    {
        int along = OnlyAxis("CumulativeProd", x, axis);
        NdArray result = Running(CumulativeKind.Prod, x, along, dtype);
        return includeInitial ? StartingWith(1, result, along) : result;
    }

    private static NdArray RunningCall(CumulativeKind kind, string name, NdArray x, int? axis, DType? dtype, double? inPlaceOfNan = null) =>
        Lax.Jitted(name, (axis, dtype), args =>
        {
            NdArray a = args[0];
            if (axis is null || a.Rank == 0) a = Ravel(a);
            return Running(kind, a, Lax.Canonical(axis ?? 0, a.Rank, name), dtype, inPlaceOfNan);
        }, x);

    // JAX: _cumulative_reduction
    private static NdArray Running(CumulativeKind kind, NdArray x, int axis, DType? dtype, double? inPlaceOfNan = null, bool promoteIntegers = false)
    {
        if (inPlaceOfNan is { } value) x = Where(Isnan(x), ConstantLike(x, value), x);
        DType result = dtype ?? (promoteIntegers || x.DType is DType.Bool ? PromoteInteger(x.DType) : x.DType), computation = result;
        if (result is DType.Bool)
        {
            if (x.DType is not DType.Bool) x = NotEqual(x, 0);
            computation = DefaultInt;
        }
        return Lax.ConvertElementType(Lax.Cumulative(kind, Lax.ConvertElementType(x, computation), axis), result);
    }

    private static int OnlyAxis(string function, NdArray x, int? axis)
    {
        if (x.Rank == 0) throw new ShapeException($"{function}: the array needs at least one axis, got {x.Type}.");
        if (axis is null && x.Rank > 1) throw new ShapeException($"{function}: {x.Type} has {x.Rank} axes, so axis must name one.");
        return Lax.Canonical(axis ?? 0, x.Rank, function);
    }

    private static NdArray StartingWith(int first, NdArray x, int axis) =>
        Lax.Concatenate([Filled(x.Shape.With(axis, 1), Scalar.Of(first), x.DType), x], axis);
}
