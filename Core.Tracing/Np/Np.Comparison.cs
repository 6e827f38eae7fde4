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
            DTypeKind.Complex => OfParts(Real(x), Imag(x)),
            _ => Full(x.Shape, false),
        };

        static NdArray OfParts(NdArray real, NdArray imag) => Lax.Binary(BinaryKind.Or, Test(real), Test(imag));
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
            return all.Size == 0 ? x : Lax.SelectN(which, y, x);
        }
    }

    /// <summary>For each element, that of the first choice whose condition is true, else the default.</summary>
    /// <param name="conditions">At least one condition, all of which broadcast together with the choices.</param>
    /// <param name="choices">One array per condition.</param>
    /// <param name="otherwise">What is chosen where no condition holds; 0 by default.</param>
    /// <exception cref="ShapeException">The lists are empty or differ in length.</exception>
    public static NdArray Select(ReadOnlySpan<NdArray> conditions, ReadOnlySpan<NdArray> choices, NdArray? otherwise = null)
    {
        if (conditions.IsEmpty || conditions.Length != choices.Length)
            throw new ShapeException($"Select: needs one choice per condition, and at least one, got {conditions.Length} conditions and {choices.Length} choices.");
        NdArray[] cases = PromoteAll([otherwise ?? 0, .. choices]);
        NdArray tests = Stack(BroadcastArrays([false, .. conditions]));
        NdArray which = Argmax(Lax.ConvertElementType(tests, DType.Bool), 0);
        NdArray[] all = BroadcastArrays([which, .. cases]);
        return Lax.SelectN(all[0], all.AsSpan(1));
    }

    private static NdArray Compare(ComparisonKind kind, NdArray x, NdArray y)
    {
        (x, y) = Promote(x, y);
        if (!x.DType.IsComplex || kind is ComparisonKind.Eq or ComparisonKind.Ne) return Lax.Compare(kind, x, y);
        // Complex numbers are ordered by their real parts, equal ones by their imaginary parts.
        NdArray equal = Lax.Eq(Real(x), Real(y)), byImaginary = Lax.Compare(kind, Imag(x), Imag(y));
        return Lax.SelectN(equal, Lax.Compare(kind, Real(x), Real(y)), byImaginary);
    }

    private static NdArray Logical(BinaryKind kind, NdArray x, NdArray y)
    {
        (x, y) = Promote(x, y);
        return Lax.Binary(kind, ToBool(x), ToBool(y));
    }

    private static NdArray ToBool(NdArray x) => x.DType is DType.Bool ? x : Lax.Compare(ComparisonKind.Ne, x, ConstantLike(x, 0));
}
