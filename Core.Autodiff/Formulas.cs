using Core.Ir;

namespace Core.Autodiff;

/// <summary>What the formulas of rules are made of.</summary>
internal static class Formulas
{
    /// <summary>A number of the element type of x.</summary>
    // JAX: _const, _one.
    public static NdArray Const(NdArray x, double value) => Lax.Number(Scalar.Of(value), x.DType);

    /// <summary>An array of one number, as x is one.</summary>
    // JAX: full_like.
    public static NdArray FullLike(NdArray x, double value) => Zeros.Full(x.Type, value);

    public static NdArray Add(NdArray x, NdArray y) => Lax.Add(x, y);

    public static NdArray Sub(NdArray x, NdArray y) => Lax.Sub(x, y);

    public static NdArray Mul(NdArray x, NdArray y) => Lax.Mul(x, y);

    public static NdArray Div(NdArray x, NdArray y) => Lax.Div(x, y);

    public static NdArray Neg(NdArray x) => Lax.Unary(UnaryKind.Neg, x);

    public static NdArray Square(NdArray x) => Lax.Unary(UnaryKind.Square, x);

    public static NdArray Exp(NdArray x) => Lax.Unary(UnaryKind.Exp, x);

    public static NdArray Log(NdArray x) => Lax.Unary(UnaryKind.Log, x);

    public static NdArray Rsqrt(NdArray x) => Lax.Unary(UnaryKind.Rsqrt, x);

    public static NdArray Lgamma(NdArray x) => Lax.Unary(UnaryKind.Lgamma, x);

    public static NdArray Eq(NdArray x, NdArray y) => Lax.Eq(x, y);

    public static NdArray Gt(NdArray x, NdArray y) => Lax.Compare(ComparisonKind.Gt, x, y);

    public static NdArray Lt(NdArray x, NdArray y) => Lax.Compare(ComparisonKind.Lt, x, y);

    public static NdArray Ge(NdArray x, NdArray y) => Lax.Compare(ComparisonKind.Ge, x, y);

    public static NdArray And(NdArray x, NdArray y) => Lax.BitwiseAnd(x, y);

    /// <summary>Elements of the second array where the condition holds, else of the third.</summary>
    // JAX: select.
    public static NdArray Select(NdArray condition, NdArray whereTrue, NdArray whereFalse) => Lax.SelectN(condition, whereFalse, whereTrue);

    /// <summary>x with ones where it is 0, to divide by or to take the logarithm of.</summary>
    // JAX: _replace_zero.
    public static NdArray ReplaceZero(NdArray x) => Select(Eq(x, Const(x, 0)), FullLike(x, 1), x);

    /// <summary>x in a larger shape, by NumPy's broadcasting.</summary>
    // JAX: _maybe_broadcast.
    public static NdArray BroadcastTo(NdArray x, Shape shape)
    {
        if (x.Shape == shape) return x;
        int[] same = [.. Enumerable.Range(0, x.Rank).Where(axis => x.Shape[axis] == shape[axis])];
        return Lax.BroadcastInDim(Lax.Reshape(x, [.. same.Select(axis => shape[axis])]), shape, [.. same]);
    }

    /// <summary>A cotangent of what an operand was broadcast to, as one of the operand: sums along the axes that were repeated.</summary>
    // JAX: _unbroadcast.
    public static NdArray Unbroadcast(ArrayType operand, NdArray cotangent)
    {
        if (operand.Shape == cotangent.Shape) return cotangent;
        ValueArray<int> axes = [.. Enumerable.Range(0, cotangent.Rank).Where(axis => operand.Rank == 0 || operand.Shape[axis] != cotangent.Shape[axis])];
        NdArray sum = Lax.ReduceSum(cotangent, axes);
        return operand.Rank == 0 ? sum : Lax.Reshape(sum, operand.Shape);
    }
}
