using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Np
{
    /// <summary>The sum over some axes; over all by default. Small integers and truth values are summed as i32.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="keepdims">Whether the result keeps them, with size 1.</param>
    /// <param name="dtype">The element type to sum in and of the result.</param>
    /// <param name="initial">A number to start with.</param>
    /// <param name="where">Which elements to sum, bool; it broadcasts to the shape of <paramref name="x"/>.</param>
    /// <param name="promoteIntegers">Whether small integers are summed as i32.</param>
    public static NdArray Sum(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null, NdArray? initial = null, NdArray? where = null, bool promoteIntegers = true) =>
        Reduce(ReduceKind.Sum, "Sum", PromoteNumeric(x), axis, keepdims, dtype, initial, where, promoteIntegers, widenHalves: dtype is null);

    /// <summary>The product over some axes; over all by default. Small integers and truth values are multiplied as i32.</summary>
    /// <inheritdoc cref="Sum"/>
    public static NdArray Prod(NdArray x, AxisSet? axis = null, bool keepdims = false, DType? dtype = null, NdArray? initial = null, NdArray? where = null, bool promoteIntegers = true) =>
        Reduce(ReduceKind.Prod, "Prod", PromoteNumeric(x), axis, keepdims, dtype, initial, where, promoteIntegers, widenHalves: dtype is null);

    /// <summary>The largest over some axes; over all by default. NaN if any is.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="keepdims">Whether the result keeps them, with size 1.</param>
    /// <param name="initial">A number that counts too; needed with <paramref name="where"/>.</param>
    /// <param name="where">Which elements count, bool; it broadcasts to the shape of <paramref name="x"/>.</param>
    /// <exception cref="ShapeException">There are no elements, and no initial number.</exception>
    public static NdArray Max(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? initial = null, NdArray? where = null) =>
        Reduce(ReduceKind.Max, "Max", x, axis, keepdims, null, initial, where);

    /// <summary>The smallest over some axes; over all by default. NaN if any is.</summary>
    /// <inheritdoc cref="Max"/>
    public static NdArray Min(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? initial = null, NdArray? where = null) =>
        Reduce(ReduceKind.Min, "Min", x, axis, keepdims, null, initial, where);

    /// <summary>The largest over some axes; another name of <see cref="Max"/>.</summary>
    /// <inheritdoc cref="Max"/>
    public static NdArray Amax(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? initial = null, NdArray? where = null) => Max(x, axis, keepdims, initial, where);

    /// <summary>The smallest over some axes; another name of <see cref="Min"/>.</summary>
    /// <inheritdoc cref="Max"/>
    public static NdArray Amin(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? initial = null, NdArray? where = null) => Min(x, axis, keepdims, initial, where);

    /// <summary>Whether all over some axes are not zero; over all by default.</summary>
    /// <param name="x">The numbers or truth values.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="keepdims">Whether the result keeps them, with size 1.</param>
    /// <param name="where">Which elements count, bool; it broadcasts to the shape of <paramref name="x"/>.</param>
    public static NdArray All(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? where = null) =>
        Reduce(ReduceKind.And, "All", Lax.ConvertElementType(Real(x), DType.Bool), axis, keepdims, where: where);

    /// <summary>Whether any over some axes is not zero; over all by default.</summary>
    /// <inheritdoc cref="All"/>
    public static NdArray Any(NdArray x, AxisSet? axis = null, bool keepdims = false, NdArray? where = null) =>
        Reduce(ReduceKind.Or, "Any", Lax.ConvertElementType(Real(x), DType.Bool), axis, keepdims, where: where);

    /// <summary>How many over some axes are not zero, i32; over all by default.</summary>
    public static NdArray CountNonzero(NdArray x, AxisSet? axis = null, bool keepdims = false) =>
        Lax.Jitted("count_nonzero", (AxisKey(x, axis, "CountNonzero"), keepdims), args =>
            Sum(Lax.Compare(ComparisonKind.Ne, args[0], ConstantLike(args[0], 0)), axis, keepdims, DefaultInt), x);

    /// <summary>The largest less the smallest over some axes; over all by default.</summary>
    public static NdArray Ptp(NdArray x, AxisSet? axis = null, bool keepdims = false) =>
        Lax.Jitted("_ptp", (AxisKey(x, axis, "Ptp"), keepdims), args => Lax.Sub(Max(args[0], axis, keepdims), Min(args[0], axis, keepdims)), x);

    /// <summary>The index of the first largest along an axis; in row-major order by default. NaN counts as the largest.</summary>
    public static NdArray Argmax(NdArray x, int? axis = null, bool keepdims = false) => ArgReduce(ArgReduceKind.Max, "Argmax", x, axis, keepdims);

    /// <summary>The index of the first smallest along an axis; in row-major order by default. NaN counts as the smallest.</summary>
    public static NdArray Argmin(NdArray x, int? axis = null, bool keepdims = false) => ArgReduce(ArgReduceKind.Min, "Argmin", x, axis, keepdims);

    private static NdArray Reduce(
        ReduceKind kind, string function, NdArray x, AxisSet? axis, bool keepdims, DType? dtype = null, NdArray? initial = null, NdArray? where = null,
        bool promoteIntegers = false, bool widenHalves = false)
    {
        ValueArray<int> axes = Axes(x, axis, function);
        CheckMask(function, x, where);
        if (initial is { Rank: > 0 }) throw new ShapeException($"{function}: initial must be one number, got {initial.Type}.");
        if (kind is ReduceKind.Max or ReduceKind.Min && initial is null)
        {
            string extreme = kind is ReduceKind.Max ? "largest" : "smallest";
            if (where is not null) throw new ShapeException($"{function}: with where there may be no element, so initial must say what the {extreme} is then.");
            foreach (int i in axes)
                if (x.Shape[i] == 0) throw new ShapeException($"{function}: nothing has no {extreme}: axis {i} of {x.Type} is empty; give initial.");
        }
        if (promoteIntegers && x.DType is DType.Bool) x = Lax.ConvertElementType(x, DefaultInt); // first, whatever the type of the result
        DType result = dtype ?? (promoteIntegers ? PromoteInteger(x.DType) : x.DType);
        DType computation = widenHalves ? Widened(result) : result;
        // A strong type, whatever the operand's is: in JAX too a sum of weak numbers is strong.
        x = Lax.ConvertElementType(x, computation);
        ReduceKind effective = (kind, computation) switch
        {
            (ReduceKind.Sum, DType.Bool) => ReduceKind.Or,
            (ReduceKind.Prod, DType.Bool) => ReduceKind.And,
            _ => kind,
        };
        if (where is not null) x = Where(where, x, Lax.Number(IdentityOf(effective, computation), computation));
        NdArray reduced = Lax.Reduce(effective, x, axes);
        if (initial is not null) reduced = Lax.Binary(Ir.Reduce.StepOf(effective), Lax.ConvertElementType(initial, computation), reduced);
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

    /// <summary>What a reduction of nothing gives.</summary>
    private static Scalar IdentityOf(ReduceKind kind, DType dtype) => kind switch
    {
        ReduceKind.Sum or ReduceKind.Xor => Scalar.Of(0),
        ReduceKind.Prod => Scalar.Of(1),
        ReduceKind.And => dtype is DType.Bool ? Scalar.Of(true) : Scalar.Of(-1),
        ReduceKind.Or => Scalar.Of(false),
        ReduceKind.Max => dtype.IsInteger ? Scalar.Of((long)Iinfo(dtype).Min) : dtype is DType.Bool ? Scalar.Of(false) : Scalar.Of(-Inf),
        ReduceKind.Min => dtype.IsInteger ? Scalar.Of((ulong)Iinfo(dtype).Max) : dtype is DType.Bool ? Scalar.Of(true) : Scalar.Of(Inf),
    };

    private static void CheckMask(string function, NdArray x, NdArray? where)
    {
        if (where is { DType: not DType.Bool }) throw new DTypeException($"{function}: where must be bool, got {where.Type} for {x.Type}; compare it with a number first.");
    }

    private static ValueArray<int> Axes(NdArray x, AxisSet? axis, string function) => axis?.Resolve(x.Rank, function) ?? [.. Enumerable.Range(0, x.Rank)];

    /// <summary>The axes as a part of a key for programs; null for all of them.</summary>
    private static ValueArray<int>? AxisKey(NdArray x, AxisSet? axis, string function) => axis?.Resolve(x.Rank, function);

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
