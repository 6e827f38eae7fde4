using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>Whether elements are equal.</summary>
    public static NdArray Equal(NdArray x, NdArray y) => Compare(ComparisonKind.Eq, x, y);

    /// <summary>Whether elements differ; true where either is NaN.</summary>
    public static NdArray NotEqual(NdArray x, NdArray y) => Compare(ComparisonKind.Ne, x, y);

    /// <summary>Whether x &gt; y.</summary>
    public static NdArray Greater(NdArray x, NdArray y) => Compare(ComparisonKind.Gt, x, y);

    /// <summary>Whether x ≥ y.</summary>
    public static NdArray GreaterEqual(NdArray x, NdArray y) => Compare(ComparisonKind.Ge, x, y);

    /// <summary>Whether x &lt; y.</summary>
    public static NdArray Less(NdArray x, NdArray y) => Compare(ComparisonKind.Lt, x, y);

    /// <summary>Whether x ≤ y.</summary>
    public static NdArray LessEqual(NdArray x, NdArray y) => Compare(ComparisonKind.Le, x, y);

    /// <summary>Whether x is not zero and y is not zero.</summary>
    public static NdArray LogicalAnd(NdArray x, NdArray y) => Logical(BinaryKind.And, x, y);

    /// <summary>Whether x is not zero or y is not zero.</summary>
    public static NdArray LogicalOr(NdArray x, NdArray y) => Logical(BinaryKind.Or, x, y);

    /// <summary>Whether exactly one of x and y is not zero.</summary>
    public static NdArray LogicalXor(NdArray x, NdArray y) => Logical(BinaryKind.Xor, x, y);

    /// <summary>Whether x is zero.</summary>
    public static NdArray LogicalNot(NdArray x) => BitwiseNot(ToBool(x));

    /// <summary>Whether x is not a number.</summary>
    public static NdArray Isnan(NdArray x) => Lax.Compare(ComparisonKind.Ne, x, x);

    /// <summary>Whether x is neither infinite nor NaN.</summary>
    public static NdArray Isfinite(NdArray x) => x.DType.Kind switch
    {
        DTypeKind.Float => Lax.Unary(UnaryKind.IsFinite, x),
        DTypeKind.Complex => Lax.Binary(BinaryKind.And, Isfinite(Real(x)), Isfinite(Imag(x))),
        _ => Full(x.Shape, true),
    };

    /// <summary>Whether x is infinite.</summary>
    public static NdArray Isinf(NdArray x)
    {
        return Lax.Jitted("isinf", args => Test(args[0]), x);

        static NdArray Test(NdArray x) => x.DType.Kind switch
        {
            DTypeKind.Float => Lax.Eq(Lax.Unary(UnaryKind.Abs, x), ConstantLike(x, Inf)),
            DTypeKind.Complex => Lax.Binary(BinaryKind.Or, Test(Real(x)), Test(Imag(x))),
            _ => Full(x.Shape, false),
        };
    }

    /// <summary>For each element, that of <paramref name="x"/> where <paramref name="condition"/> is true, else that of <paramref name="y"/>.</summary>
    public static NdArray Where(NdArray condition, NdArray x, NdArray y)
    {
        return Lax.Jitted("_where", Select, condition, x, y);

        static NdArray Select(NdArray[] args)
        {
            (NdArray which, NdArray x, NdArray y) = (ToBool(args[0]), args[1], args[2]);
            (DType dtype, bool weak) = ResultType(x, y);
            (x, y) = (Lax.ConvertElementType(x, dtype, weak), Lax.ConvertElementType(y, dtype, weak));
            Shape cases = BroadcastShapes("Where", x, y), all = which.Rank == 0 ? cases : BroadcastShapes("Where", which, x, y);
            if (which.Rank > 0) which = BroadcastTo(which, all);
            (x, y) = (BroadcastTo(x, all), BroadcastTo(y, all));
            return Lax.SelectN(which, y, x);
        }
    }

    /// <summary>Whether all elements are equal within |x − y| ≤ atol + rtol · |y|, at once. NaN equals nothing.</summary>
    /// <exception cref="TraceException">An array is traced: use <c>All(Abs(x - y) &lt;= atol + rtol * Abs(y))</c>.</exception>
    public static bool AllClose(NdArray x, NdArray y, double rtol = 1e-5, double atol = 1e-8) =>
        (bool)All(LogicalOr(Equal(x, y), LogicalAnd(Isfinite(y), LessEqual(Abs(Subtract(x, y)), Add(atol, Multiply(rtol, Abs(y)))))));

    /// <summary>Whether shapes and all elements are equal, at once.</summary>
    /// <exception cref="TraceException">An array is traced: use <c>All(Equal(x, y))</c>.</exception>
    public static bool ArrayEqual(NdArray x, NdArray y) => x.Shape == y.Shape && (bool)All(Equal(x, y));

    private static NdArray Compare(ComparisonKind kind, NdArray x, NdArray y)
    {
        (x, y) = Promote(x, y);
        return Lax.Compare(kind, x, y);
    }

    private static NdArray Logical(BinaryKind kind, NdArray x, NdArray y)
    {
        (x, y) = Promote(x, y);
        return Lax.Binary(kind, ToBool(x), ToBool(y));
    }

    private static NdArray ToBool(NdArray x) => x.DType is DType.Bool ? x : Lax.Compare(ComparisonKind.Ne, x, ConstantLike(x, 0));
}
