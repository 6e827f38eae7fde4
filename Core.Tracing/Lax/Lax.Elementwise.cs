using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>A number of an element type, rounded to it.</summary>
    public static NdArray Number(Scalar value, DType dtype) => new(new Literal(value.ConvertTo(dtype), dtype));

    /// <summary>An elementwise function of one operand.</summary>
    public static NdArray Unary(UnaryKind kind, NdArray x) => Bind(new Unary(kind), x);

    /// <summary>An elementwise function of two operands of one element type.</summary>
    public static NdArray Binary(BinaryKind kind, NdArray x, NdArray y) => Bind(new Binary(kind), x, y);

    /// <summary>x + y.</summary>
    public static NdArray Add(NdArray x, NdArray y) => Binary(BinaryKind.Add, x, y);

    /// <summary>x − y.</summary>
    public static NdArray Sub(NdArray x, NdArray y) => Binary(BinaryKind.Sub, x, y);

    /// <summary>x · y.</summary>
    public static NdArray Mul(NdArray x, NdArray y) => Binary(BinaryKind.Mul, x, y);

    /// <summary>x / y; for integers rounded towards zero.</summary>
    public static NdArray Div(NdArray x, NdArray y) => Binary(BinaryKind.Div, x, y);

    /// <summary>The larger of x and y; NaN if either is.</summary>
    public static NdArray Max(NdArray x, NdArray y) => Binary(BinaryKind.Max, x, y);

    /// <summary>The smaller of x and y; NaN if either is.</summary>
    public static NdArray Min(NdArray x, NdArray y) => Binary(BinaryKind.Min, x, y);

    /// <summary>Bitwise, for truth values logical, and.</summary>
    public static NdArray BitwiseAnd(NdArray x, NdArray y) => Binary(BinaryKind.And, x, y);

    /// <summary>Bitwise, for truth values logical, or.</summary>
    public static NdArray BitwiseOr(NdArray x, NdArray y) => Binary(BinaryKind.Or, x, y);

    /// <summary>Bitwise, for truth values logical, exclusive or.</summary>
    public static NdArray BitwiseXor(NdArray x, NdArray y) => Binary(BinaryKind.Xor, x, y);

    /// <summary>x to the power of a constant integer.</summary>
    public static NdArray IntegerPow(NdArray x, int y) => Bind(new IntegerPow(y), x);

    /// <summary>For each element, the one of the case that <paramref name="which"/> names; false, or 0, names the first.</summary>
    public static NdArray SelectN(NdArray which, params ReadOnlySpan<NdArray> cases) => Bind(new SelectN(), [which, .. cases]);

    /// <summary><paramref name="x"/> brought between <paramref name="low"/> and <paramref name="high"/>.</summary>
    public static NdArray Clamp(NdArray low, NdArray x, NdArray high) => Bind(new Clamp(), low, x, high);

    /// <summary>The array itself, which differentiation takes for a constant.</summary>
    public static NdArray StopGradient(NdArray x) => Unary(UnaryKind.StopGradient, x);

    /// <summary>The array rounded to the precision of a narrower floating-point format.</summary>
    public static NdArray ReducePrecision(NdArray x, int exponentBits, int mantissaBits) => Bind(new ReducePrecision(exponentBits, mantissaBits), x);
}
