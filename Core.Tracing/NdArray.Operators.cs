using Core.Ir;

namespace Core;

public sealed partial class NdArray
{
    /// <summary>Elementwise sum; logical or for truth values.</summary>
    public static NdArray operator +(NdArray x, NdArray y) => Np.Add(x, y);

    /// <summary>Elementwise difference.</summary>
    public static NdArray operator -(NdArray x, NdArray y) => Np.Subtract(x, y);

    /// <summary>Elementwise product; logical and for truth values.</summary>
    public static NdArray operator *(NdArray x, NdArray y) => Np.Multiply(x, y);

    /// <summary>Elementwise quotient, floating-point also for integers.</summary>
    public static NdArray operator /(NdArray x, NdArray y) => Np.Divide(x, y);

    /// <summary>The remainder of the quotient rounded down, with the sign of y.</summary>
    public static NdArray operator %(NdArray x, NdArray y) => Np.Remainder(x, y);

    /// <summary>The negative.</summary>
    public static NdArray operator -(NdArray x) => Np.Negative(x);

    /// <summary>The array itself.</summary>
    public static NdArray operator +(NdArray x) => x;

    /// <summary>Whether elements are smaller.</summary>
    public static NdArray operator <(NdArray x, NdArray y) => Np.Less(x, y);

    /// <summary>Whether elements are larger.</summary>
    public static NdArray operator >(NdArray x, NdArray y) => Np.Greater(x, y);

    /// <summary>Whether elements are smaller or equal.</summary>
    public static NdArray operator <=(NdArray x, NdArray y) => Np.LessEqual(x, y);

    /// <summary>Whether elements are larger or equal.</summary>
    public static NdArray operator >=(NdArray x, NdArray y) => Np.GreaterEqual(x, y);

    /// <summary>Bitwise, for truth values logical, and.</summary>
    public static NdArray operator &(NdArray x, NdArray y) => Np.BitwiseAnd(x, y);

    /// <summary>Bitwise, for truth values logical, or.</summary>
    public static NdArray operator |(NdArray x, NdArray y) => Np.BitwiseOr(x, y);

    /// <summary>Bitwise, for truth values logical, exclusive or.</summary>
    public static NdArray operator ^(NdArray x, NdArray y) => Np.BitwiseXor(x, y);

    /// <summary>Bitwise, for truth values logical, not.</summary>
    public static NdArray operator ~(NdArray x) => Np.BitwiseNot(x);

    /// <summary>Logical, for integers bitwise, not.</summary>
    public static NdArray operator !(NdArray x) => Np.BitwiseNot(x);

    /// <summary>The array with its axes in reverse order.</summary>
    public NdArray T => Np.Transpose(this);

    /// <summary>The elements in row-major order in another shape; one size may be -1, and follows from the others.</summary>
    /// <exception cref="ShapeException">The sizes do not multiply to the size of the array.</exception>
    public NdArray Reshape(params ReadOnlySpan<int> sizes) => Np.Reshape(this, sizes);

    /// <summary>The numbers as another element type: rounded, wrapped around, an imaginary part dropped; as bool, whether they are not zero.</summary>
    public NdArray AsType(DType dtype) => dtype is DType.Bool && DType.IsComplex
        ? Lax.Compare(ComparisonKind.Ne, this, Lax.Number(Scalar.Of(System.Numerics.Complex.Zero), DType)) // a conversion looks at the real part alone
        : Lax.ConvertElementType(this, dtype);
}
