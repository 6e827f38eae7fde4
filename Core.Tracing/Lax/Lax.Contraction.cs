using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>Sums of products over pairs of axes.</summary>
    public static NdArray DotGeneral(NdArray lhs, NdArray rhs, DotDims dims, DotPrecision? precision = null, DType? preferredElementType = null) =>
        Bind(new DotGeneral(dims, precision, preferredElementType), lhs, rhs);

    /// <summary>The rows of a matrix in groups, each multiplied with a matrix of its own: <c>[m, k]</c> with <c>[g, k, n]</c> to <c>[m, n]</c>.</summary>
    /// <param name="lhs">The matrix.</param>
    /// <param name="rhs">A matrix per group.</param>
    /// <param name="groupSizes">How many rows each group has, one after the other; rows behind the last group give zeros.</param>
    /// <param name="precision">How exactly to multiply.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result; the operands' by default.</param>
    public static NdArray RaggedDot(NdArray lhs, NdArray rhs, NdArray groupSizes, DotPrecision? precision = null, DType? preferredElementType = null) =>
        RaggedDotGeneral(lhs, rhs, groupSizes, new(new([1], [1]), 0, 0), precision, preferredElementType);

    /// <summary>Sums of products over pairs of axes, one axis of the left operand being cut into groups of given sizes.</summary>
    public static NdArray RaggedDotGeneral(
        NdArray lhs, NdArray rhs, NdArray groupSizes, RaggedDotDims dims, DotPrecision? precision = null, DType? preferredElementType = null) =>
        Bind(new RaggedDotGeneral(dims, precision, preferredElementType), lhs, rhs, groupSizes);
}
