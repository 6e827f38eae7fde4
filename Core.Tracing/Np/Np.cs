using Core.Tracing;

namespace Core;

/// <summary>
/// NumPy's functions under their own names in PascalCase, with NumPy's broadcasting and JAX's type promotion. Traced, each gives
/// the program of its <c>jax.numpy</c> namesake. One file a group of functions.
/// </summary>
public static partial class Np
{
    /// <summary>Truth values.</summary>
    public static DTypeName Bool => new(DType.Bool);

    /// <summary>8-bit signed integers.</summary>
    public static DTypeName I8 => new(DType.I8);

    /// <summary>16-bit signed integers.</summary>
    public static DTypeName I16 => new(DType.I16);

    /// <summary>32-bit signed integers.</summary>
    public static DTypeName I32 => new(DType.I32);

    /// <summary>64-bit signed integers.</summary>
    public static DTypeName I64 => new(DType.I64);

    /// <summary>8-bit unsigned integers.</summary>
    public static DTypeName U8 => new(DType.U8);

    /// <summary>16-bit unsigned integers.</summary>
    public static DTypeName U16 => new(DType.U16);

    /// <summary>32-bit unsigned integers.</summary>
    public static DTypeName U32 => new(DType.U32);

    /// <summary>64-bit unsigned integers.</summary>
    public static DTypeName U64 => new(DType.U64);

    /// <summary>16-bit floating-point numbers with the range of 32-bit ones.</summary>
    public static DTypeName BF16 => new(DType.BF16);

    /// <summary>16-bit floating-point numbers.</summary>
    public static DTypeName F16 => new(DType.F16);

    /// <summary>32-bit floating-point numbers.</summary>
    public static DTypeName F32 => new(DType.F32);

    /// <summary>64-bit floating-point numbers.</summary>
    public static DTypeName F64 => new(DType.F64);

    /// <summary>Complex numbers of two 32-bit parts.</summary>
    public static DTypeName C64 => new(DType.C64);

    /// <summary>Complex numbers of two 64-bit parts.</summary>
    public static DTypeName C128 => new(DType.C128);

    /// <summary>π.</summary>
    public const double Pi = Math.PI;

    /// <summary>e, the base of the natural logarithm.</summary>
    public const double E = Math.E;

    /// <summary>Infinity.</summary>
    public const double Inf = double.PositiveInfinity;

    /// <summary>Not a number.</summary>
    public const double NaN = double.NaN;

    /// <summary>The element type that the arrays promote to, and whether it is weak.</summary>
    /// <exception cref="DTypeException">There is none.</exception>
    public static (DType DType, bool Weak) ResultType(params ReadOnlySpan<NdArray> arrays)
    {
        (DType, bool)[] types = new (DType, bool)[arrays.Length];
        for (int i = 0; i < types.Length; i++) types[i] = (arrays[i].DType, arrays[i].IsWeak);
        return Promotion.Join(types, TraceScope.UsesX64);
    }

    private static DType DefaultFloat => Promotion.DefaultFloat(TraceScope.UsesX64);

    private static DType DefaultInt => Promotion.DefaultInt(TraceScope.UsesX64);

    /// <summary>A number of the element type of an array.</summary>
    private static NdArray ConstantLike(NdArray x, double value) => Lax.Number(Scalar.Of(value), x.DType);

    /// <summary>Both operands in their common element type and with the same number of axes, or none.</summary>
    private static (NdArray X, NdArray Y) Promote(NdArray x, NdArray y)
    {
        (DType dtype, bool weak) = ResultType(x, y);
        return SameRank(Lax.ConvertElementType(x, dtype, weak), Lax.ConvertElementType(y, dtype, weak));
    }

    /// <summary>As <see cref="Promote"/>, in a floating-point or complex type.</summary>
    internal static (NdArray X, NdArray Y) PromoteInexact(NdArray x, NdArray y)
    {
        (DType dtype, bool weak) = ResultType(x, y);
        dtype = Inexact(dtype);
        return SameRank(Lax.ConvertElementType(x, dtype, weak), Lax.ConvertElementType(y, dtype, weak));
    }

    /// <summary>As <see cref="Promote"/>, truth values as integers.</summary>
    private static (NdArray X, NdArray Y) PromoteNumeric(NdArray x, NdArray y)
    {
        (DType dtype, bool weak) = ResultType(x, y);
        if (dtype is DType.Bool) dtype = DefaultInt;
        return SameRank(Lax.ConvertElementType(x, dtype, weak), Lax.ConvertElementType(y, dtype, weak));
    }

    private static NdArray PromoteNumeric(NdArray x) => x.DType is DType.Bool ? Lax.ConvertElementType(x, DefaultInt, x.IsWeak) : x;

    internal static NdArray PromoteInexact(NdArray x) => Lax.ConvertElementType(x, Inexact(x.DType), x.IsWeak);

    private static (NdArray X, NdArray Y) SameRank(NdArray x, NdArray y)
    {
        if (x.Rank == y.Rank || x.Rank == 0 || y.Rank == 0) return (x, y);
        int rank = Math.Max(x.Rank, y.Rank);
        return (ToRank(x, rank), ToRank(y, rank));
    }

    private static NdArray ToRank(NdArray x, int rank) => x.Rank == rank ? x : Lax.ExpandDims(x, [.. Enumerable.Range(0, rank - x.Rank)]);

    private static DType Inexact(DType dtype) => Promotion.Inexact(dtype, TraceScope.UsesX64);
}
