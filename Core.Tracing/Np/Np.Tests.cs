using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>Whether x is plus infinity.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static NdArray Isposinf(NdArray x) => IsInfinity("Isposinf", x, Inf);

    /// <summary>Whether x is minus infinity.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static NdArray Isneginf(NdArray x) => IsInfinity("Isneginf", x, -Inf);

    /// <summary>Whether the imaginary part is not zero.</summary>
    public static NdArray Iscomplex(NdArray x) => Lax.Jitted("iscomplex", args => CompareToZero(ComparisonKind.Ne, Imag(args[0])), x);

    /// <summary>Whether the imaginary part is zero.</summary>
    public static NdArray Isreal(NdArray x) => Lax.Jitted("isreal", args => CompareToZero(ComparisonKind.Eq, Imag(args[0])), x);

    /// <summary>Whether the element type is complex.</summary>
    public static bool Iscomplexobj(NdArray x) => x.DType.IsComplex;

    /// <summary>Whether the element type is not complex.</summary>
    public static bool Isrealobj(NdArray x) => !x.DType.IsComplex;

    /// <summary>Whether the array has no axes.</summary>
    public static bool Isscalar(NdArray x) => x.Rank == 0;

    /// <summary>Whether elements are equal within |x − y| ≤ atol + rtol · |y|.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="y">The numbers to compare with.</param>
    /// <param name="rtol">The tolerance relative to y; 1e-5 by default.</param>
    /// <param name="atol">The absolute tolerance; 1e-8 by default.</param>
    /// <param name="equalNan">Whether NaN equals NaN.</param>
    public static NdArray Isclose(NdArray x, NdArray y, NdArray? rtol = null, NdArray? atol = null, bool equalNan = false)
    {
        return Lax.JittedOptional("isclose", equalNan, args => Compute(args[0]!, args[1]!, args[2] ?? 1e-5, args[3] ?? 1e-8, equalNan), x, y, rtol, atol);

        static NdArray Compute(NdArray x, NdArray y, NdArray rtol, NdArray atol, bool equalNan)
        {
            (x, y) = Promote(x, y);
            (x, y) = PromoteInexact(x, y);
            (rtol, atol) = (Lax.ConvertElementType(rtol, x.DType.RealPart), Lax.ConvertElementType(atol, x.DType.RealPart));
            NdArray bothNan = LogicalAnd(Isnan(x), Isnan(y)), finite = Isfinite(y);
            NdArray near = Lax.Compare(ComparisonKind.Le, Lax.Unary(UnaryKind.Abs, Lax.Sub(x, y)), Lax.Add(atol, Lax.Mul(rtol, Lax.Unary(UnaryKind.Abs, y))));
            NdArray result = LogicalOr(Lax.Eq(x, y), LogicalAnd(finite, near));
            return equalNan ? LogicalOr(result, bothNan) : result;
        }
    }

    /// <summary>Whether all elements are equal within |x − y| ≤ atol + rtol · |y|, at once.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="y">The numbers to compare with.</param>
    /// <param name="rtol">The tolerance relative to y.</param>
    /// <param name="atol">The absolute tolerance.</param>
    /// <param name="equalNan">Whether NaN equals NaN.</param>
    /// <exception cref="TraceException">An array is traced: use <c>All(Isclose(x, y))</c>.</exception>
    public static bool AllClose(NdArray x, NdArray y, double rtol = 1e-5, double atol = 1e-8, bool equalNan = false) =>
        (bool)All(Isclose(x, y, rtol, atol, equalNan));

    /// <summary>Whether shapes and all elements are equal, at once.</summary>
    /// <param name="x">An array.</param>
    /// <param name="y">The array to compare with.</param>
    /// <param name="equalNan">Whether NaN equals NaN.</param>
    /// <exception cref="TraceException">An array is traced: use <c>All(Equal(x, y))</c>.</exception>
    public static bool ArrayEqual(NdArray x, NdArray y, bool equalNan = false)
    {
        if (x.Shape != y.Shape) return false;
        NdArray equal = Equal(x, y);
        return (bool)All(equalNan ? LogicalOr(equal, LogicalAnd(Isnan(x), Isnan(y))) : equal);
    }

    /// <summary>Whether arrays broadcast together and all elements are equal then, at once.</summary>
    /// <exception cref="TraceException">An array is traced: use <c>All(Equal(x, y))</c>.</exception>
    public static bool ArrayEquiv(NdArray x, NdArray y)
    {
        for (int axis = 1; axis <= Math.Min(x.Rank, y.Rank); axis++)
            if (x.Shape[^axis] is var size && y.Shape[^axis] is var other && size != other && size != 1 && other != 1) return false;
        return (bool)All(Equal(x, y));
    }

    private static NdArray CompareToZero(ComparisonKind kind, NdArray x) => Lax.Compare(kind, x, ConstantLike(x, 0));

    private static NdArray IsInfinity(string function, NdArray x, double infinity)
    {
        RequireReal(function, x);
        return x.DType.IsFloat ? Lax.Eq(x, ConstantLike(x, infinity)) : Full(x.Shape, false);
    }
}
