using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>x + y; logical or for truth values.</summary>
    public static NdArray Add(NdArray x, NdArray y) => Arithmetic(BinaryKind.Add, BinaryKind.Or, x, y);

    /// <summary>x − y.</summary>
    public static NdArray Subtract(NdArray x, NdArray y) => Arithmetic(BinaryKind.Sub, null, x, y);

    /// <summary>x · y, element by element; logical and for truth values.</summary>
    public static NdArray Multiply(NdArray x, NdArray y) => Arithmetic(BinaryKind.Mul, BinaryKind.And, x, y);

    /// <summary>x / y, floating-point also for integers.</summary>
    public static NdArray Divide(NdArray x, NdArray y) => Inexact(BinaryKind.Div, x, y);

    /// <summary>The larger of x and y; NaN if either is.</summary>
    public static NdArray Maximum(NdArray x, NdArray y) => Arithmetic(BinaryKind.Max, null, x, y);

    /// <summary>The smaller of x and y; NaN if either is.</summary>
    public static NdArray Minimum(NdArray x, NdArray y) => Arithmetic(BinaryKind.Min, null, x, y);

    /// <summary>The angle of the point (x, y); the first argument is y.</summary>
    public static NdArray Arctan2(NdArray y, NdArray x) => Inexact(BinaryKind.Atan2, y, x);

    /// <summary>The neighbour of x in the direction of y.</summary>
    public static NdArray Nextafter(NdArray x, NdArray y) => Inexact(BinaryKind.NextAfter, x, y);

    /// <summary>x to the power of y, floating-point.</summary>
    public static NdArray FloatPower(NdArray x, NdArray y) => Inexact(BinaryKind.Pow, x, y);

    /// <summary>−x.</summary>
    public static NdArray Negative(NdArray x) => Lax.Unary(UnaryKind.Neg, x);

    /// <summary>|x|.</summary>
    public static NdArray Abs(NdArray x) => x.DType.Kind is DTypeKind.Bool or DTypeKind.Unsigned ? x : Lax.Unary(UnaryKind.Abs, x);

    /// <summary>−1, 0 or 1.</summary>
    public static NdArray Sign(NdArray x) => Lax.Unary(UnaryKind.Sign, x);

    /// <summary>x².</summary>
    public static NdArray Square(NdArray x) => Lax.Unary(UnaryKind.Square, x.DType is DType.Bool ? Lax.ConvertElementType(x, DefaultInt) : x);

    /// <summary>1 / x.</summary>
    public static NdArray Reciprocal(NdArray x) => Lax.IntegerPow(PromoteInexact(x), -1);

    /// <summary>The largest integer not above x.</summary>
    public static NdArray Floor(NdArray x) => x.DType.IsInexact ? Lax.Unary(UnaryKind.Floor, x) : x;

    /// <summary>The smallest integer not below x.</summary>
    public static NdArray Ceil(NdArray x) => x.DType.IsInexact ? Lax.Unary(UnaryKind.Ceil, x) : x;

    /// <summary>The square root.</summary>
    public static NdArray Sqrt(NdArray x) => Inexact(UnaryKind.Sqrt, x);

    /// <summary>The cube root.</summary>
    public static NdArray Cbrt(NdArray x) => Inexact(UnaryKind.Cbrt, x);

    /// <summary>eˣ.</summary>
    public static NdArray Exp(NdArray x) => Inexact(UnaryKind.Exp, x);

    /// <summary>2ˣ.</summary>
    public static NdArray Exp2(NdArray x) => Inexact(UnaryKind.Exp2, x);

    /// <summary>eˣ − 1.</summary>
    public static NdArray Expm1(NdArray x) => Inexact(UnaryKind.Expm1, x);

    /// <summary>The natural logarithm.</summary>
    public static NdArray Log(NdArray x) => Inexact(UnaryKind.Log, x);

    /// <summary>log(1 + x).</summary>
    public static NdArray Log1p(NdArray x) => Inexact(UnaryKind.Log1p, x);

    /// <summary>The sine.</summary>
    public static NdArray Sin(NdArray x) => Inexact(UnaryKind.Sin, x);

    /// <summary>The cosine.</summary>
    public static NdArray Cos(NdArray x) => Inexact(UnaryKind.Cos, x);

    /// <summary>The tangent.</summary>
    public static NdArray Tan(NdArray x) => Inexact(UnaryKind.Tan, x);

    /// <summary>The arc sine.</summary>
    public static NdArray Arcsin(NdArray x) => Inexact(UnaryKind.Asin, x);

    /// <summary>The arc cosine.</summary>
    public static NdArray Arccos(NdArray x) => Inexact(UnaryKind.Acos, x);

    /// <summary>The arc tangent.</summary>
    public static NdArray Arctan(NdArray x) => Inexact(UnaryKind.Atan, x);

    /// <summary>The hyperbolic sine.</summary>
    public static NdArray Sinh(NdArray x) => Inexact(UnaryKind.Sinh, x);

    /// <summary>The hyperbolic cosine.</summary>
    public static NdArray Cosh(NdArray x) => Inexact(UnaryKind.Cosh, x);

    /// <summary>The hyperbolic tangent.</summary>
    public static NdArray Tanh(NdArray x) => Inexact(UnaryKind.Tanh, x);

    /// <summary>The inverse hyperbolic sine.</summary>
    public static NdArray Arcsinh(NdArray x) => Inexact(UnaryKind.Asinh, x);

    /// <summary>The inverse hyperbolic cosine.</summary>
    public static NdArray Arccosh(NdArray x) => Lax.Jitted("arccosh", args =>
    {
        NdArray result = Inexact(UnaryKind.Acosh, args[0]);
        // Of complex numbers NumPy takes the branch with a real part that is not negative.
        return result.DType.IsComplex ? Where(Less(Real(result), 0), Lax.Unary(UnaryKind.Neg, result), result) : result;
    }, x);

    /// <summary>The inverse hyperbolic tangent.</summary>
    public static NdArray Arctanh(NdArray x) => Inexact(UnaryKind.Atanh, x);

    /// <summary>The error function.</summary>
    public static NdArray Erf(NdArray x) => Inexact(UnaryKind.Erf, x);

    /// <summary>The real part; the array itself where it is real.</summary>
    public static NdArray Real(NdArray x) => x.DType.IsComplex ? Lax.Unary(UnaryKind.Real, x) : x;

    /// <summary>The imaginary part; zeros where the array is real.</summary>
    public static NdArray Imag(NdArray x) => x.DType.IsComplex ? Lax.Unary(UnaryKind.Imag, x) : ZerosLike(x);

    /// <summary>The complex conjugate; the array itself where it is real.</summary>
    public static NdArray Conj(NdArray x) => x.DType.IsComplex ? Lax.Bind(new Conj(x.DType), x) : x;

    /// <summary>Bitwise, for truth values logical, not.</summary>
    public static NdArray BitwiseNot(NdArray x) => Lax.Unary(UnaryKind.Not, x);

    /// <summary>Bitwise, for truth values logical, and.</summary>
    public static NdArray BitwiseAnd(NdArray x, NdArray y) => Arithmetic(BinaryKind.And, null, x, y);

    /// <summary>Bitwise, for truth values logical, or.</summary>
    public static NdArray BitwiseOr(NdArray x, NdArray y) => Arithmetic(BinaryKind.Or, null, x, y);

    /// <summary>Bitwise, for truth values logical, exclusive or.</summary>
    public static NdArray BitwiseXor(NdArray x, NdArray y) => Arithmetic(BinaryKind.Xor, null, x, y);

    /// <summary>The array itself, which differentiation takes for a constant.</summary>
    public static NdArray StopGradient(NdArray x) => Lax.StopGradient(x);

    private static NdArray Arithmetic(BinaryKind kind, BinaryKind? ofBools, NdArray x, NdArray y)
    {
        (x, y) = Promote(x, y);
        return Lax.Binary(x.DType is DType.Bool ? ofBools ?? kind : kind, x, y);
    }

    private static NdArray Inexact(BinaryKind kind, NdArray x, NdArray y)
    {
        (x, y) = PromoteInexact(x, y);
        return Lax.Binary(kind, x, y);
    }

    private static NdArray Inexact(UnaryKind kind, NdArray x) => Lax.Unary(kind, PromoteInexact(x));
}
