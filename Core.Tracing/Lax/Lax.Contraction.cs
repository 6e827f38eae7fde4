using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>Sums of products over pairs of axes.</summary>
    public static NdArray DotGeneral(NdArray lhs, NdArray rhs, DotDims dims, DotPrecision? precision = null, DType? preferredElementType = null) =>
        Bind(new DotGeneral(dims, precision, preferredElementType), lhs, rhs);
}
