using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>The sum over some axes without those that are NaN; over all by default.</summary>
    /// <inheritdoc cref="Sum"/>
    public static NdArray Nansum(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null, NdArray? initial = null, NdArray? where = null) =>
        WithoutNan("nansum", x, axis, keepdims, dtype, initial, where, 0, (a, first, mask) => Sum(a, axis, keepdims, dtype, first, mask));

    /// <summary>The product over some axes without those that are NaN; over all by default.</summary>
    /// <inheritdoc cref="Sum"/>
    public static NdArray Nanprod(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null, NdArray? initial = null, NdArray? where = null) =>
        WithoutNan("nanprod", x, axis, keepdims, dtype, initial, where, 1, (a, first, mask) => Prod(a, axis, keepdims, dtype, first, mask));

    /// <summary>The largest over some axes that is not NaN, or NaN if all are; over all by default.</summary>
    /// <inheritdoc cref="Max"/>
    public static NdArray Nanmax(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? initial = null, NdArray? where = null) =>
        WithoutNan("nanmax", x, axis, keepdims, null, initial, where, -Inf, (a, first, mask) => Max(a, axis, keepdims, first, mask), nanIfAll: initial is null);

    /// <summary>The smallest over some axes that is not NaN, or NaN if all are; over all by default.</summary>
    /// <inheritdoc cref="Max"/>
    public static NdArray Nanmin(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? initial = null, NdArray? where = null) =>
        WithoutNan("nanmin", x, axis, keepdims, null, initial, where, Inf, (a, first, mask) => Min(a, axis, keepdims, first, mask), nanIfAll: initial is null);

    /// <summary>The mean over some axes without those that are NaN; over all by default.</summary>
    /// <inheritdoc cref="Mean"/>
    public static NdArray Nanmean(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null, NdArray? where = null)
    {
        CheckMask("Nanmean", x, where);
        return Lax.JittedOptional("nanmean", (AxisKey(x, axis, "Nanmean"), keepdims, dtype), args => Compute(args[0]!, args[1]), x, where);

        NdArray Compute(NdArray x, NdArray? where)
        {
            if (!x.DType.IsInexact) return Mean(x, axis, keepdims, dtype, where);
            DType result = dtype ?? x.DType;
            NdArray count = Sum(BitwiseNot(Isnan(x)), axis, keepdims, result, where: where);
            return Lax.Div(Nansum(x, axis, keepdims, result, where: where), count);
        }
    }

    /// <summary>The variance over some axes without those that are NaN; over all by default.</summary>
    /// <inheritdoc cref="Var"/>
    public static NdArray Nanvar(NdArray x, AxisSet? axis = null, NdArray? ddof = null, bool keepdims = false, DType? dtype = null, NdArray? where = null, NdArray? mean = null)
    {
        CheckMask("Nanvar", x, where);
        CheckVarianceType("Nanvar", x, dtype);
        return Lax.JittedOptional("nanvar", (AxisKey(x, axis, "Nanvar"), keepdims, dtype), args => Compute(args[0]!, args[1] ?? 0, args[2], args[3]), x, ddof, mean, where);

        NdArray Compute(NdArray x, NdArray ddof, NdArray? mean, NdArray? where)
        {
            DType result = dtype ?? Inexact(x.DType).RealPart, computation = Widened(dtype ?? Inexact(x.DType));
            x = Lax.ConvertElementType(x, computation);
            NdArray center = mean is null ? Nanmean(x, axis, keepdims: true, computation, where) : Lax.ConvertElementType(mean, computation);
            NdArray isNan = Isnan(x);
            NdArray squares = SquaredNorm(Where(isNan, 0, Lax.Sub(x, center)));
            NdArray normalizer = Subtract(Sum(BitwiseNot(Isnan(x)), axis, keepdims, where: where), ddof);
            NdArray isEmpty = CompareToZero(ComparisonKind.Le, normalizer);
            NdArray sum = Where(isEmpty, NaN, Sum(squares, axis, keepdims, where: where));
            NdArray divisor = Where(isEmpty, 1, normalizer);
            return Lax.ConvertElementType(Lax.Div(sum, Lax.ConvertElementType(divisor, sum.DType)), result);
        }
    }

    /// <summary>The root of the variance over some axes without those that are NaN; over all by default.</summary>
    /// <inheritdoc cref="Var"/>
    public static NdArray Nanstd(NdArray x, AxisSet? axis = null, NdArray? ddof = null, bool keepdims = false, DType? dtype = null, NdArray? where = null, NdArray? mean = null)
    {
        CheckMask("Nanstd", x, where);
        CheckVarianceType("Nanstd", x, dtype);
        return Lax.JittedOptional("nanstd", (AxisKey(x, axis, "Nanstd"), keepdims, dtype), args =>
            Lax.Unary(UnaryKind.Sqrt, Nanvar(args[0]!, axis, args[1] ?? 0, keepdims, dtype, args[3], args[2])), x, ddof, mean, where);
    }

    /// <summary>The index of the first largest along an axis that is not NaN, or -1 if all are; in row-major order by default.</summary>
    public static NdArray Nanargmax(NdArray x, int? axis = null, bool keepdims = false) =>
        Lax.Jitted("_nanargmax", (axis, keepdims), args => ArgWithoutNan(args[0], -Inf, axis, keepdims, Argmax), x);

    /// <summary>The index of the first smallest along an axis that is not NaN, or -1 if all are; in row-major order by default.</summary>
    public static NdArray Nanargmin(NdArray x, int? axis = null, bool keepdims = false) =>
        Lax.Jitted("_nanargmin", (axis, keepdims), args => ArgWithoutNan(args[0], Inf, axis, keepdims, Argmin), x);

    // JAX: _nan_reduction. The arguments of the call are in the order of their names, as keywords are.
    private static NdArray WithoutNan(
        string name, NdArray x, AxisSet? axis, bool keepdims, DType? dtype, NdArray? initial, NdArray? where, double neutral,
        Func<NdArray, NdArray?, NdArray?, NdArray> reduce, bool nanIfAll = false)
    {
        CheckMask(name, x, where);
        return Lax.JittedOptional(name, (AxisKey(x, axis, name), keepdims, dtype), args =>
        {
            NdArray a = args[0]!;
            if (!a.DType.IsInexact) return reduce(a, args[1], args[2]);
            NdArray result = reduce(Where(Isnan(a), ConstantLike(a, neutral), a), args[1], args[2]);
            return nanIfAll ? Where(All(Isnan(a), axis, keepdims), ConstantLike(a, NaN), result) : result;
        }, x, initial, where);
    }

    private static NdArray ArgWithoutNan(NdArray x, double neutral, int? axis, bool keepdims, Func<NdArray, int?, bool, NdArray> reduce)
    {
        if (!x.DType.IsInexact) return reduce(x, axis, keepdims);
        NdArray isNan = Isnan(x);
        NdArray result = reduce(Where(isNan, neutral, x), axis, keepdims);
        return Where(All(isNan, axis is { } along ? along : null, keepdims), -1, result);
    }
}
