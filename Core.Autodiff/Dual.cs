using Core.Ir;
using Core.Tracing;

namespace Core.Autodiff;

/// <summary>A value and its tangent, the derivative along the direction in which the inputs move.</summary>
/// <param name="Primal">The value.</param>
/// <param name="Tangent">The tangent, of the value's type; null where it is zero: always for integers, truth values and keys.</param>
internal readonly record struct Dual(NdArray Primal, NdArray? Tangent)
{
    /// <summary>The tangent as an array, zeros where it is zero.</summary>
    public NdArray Instantiated => Tangent ?? Zeros.Of(Primal.Type);
}

/// <summary>Derivatives that are zero, where an array is needed.</summary>
internal static class Zeros
{
    /// <summary>Zeros of a type.</summary>
    // JAX: zeros_like_aval.
    public static NdArray Of(ArrayType type) => Full(type, 0);

    /// <summary>An array of one number, as weak as the type is.</summary>
    // JAX: full_like.
    public static NdArray Full(ArrayType type, double value) => Lax.BroadcastInDim(TraceScope.WithWeakness(Lax.Number(Scalar.Of(value), type.DType), type.Weak), type.Shape, []);

    /// <summary>Whether values of a type have derivatives: floating-point and complex numbers do.</summary>
    public static bool HasTangent(this ArrayType type) => type.DType.IsInexact;
}
