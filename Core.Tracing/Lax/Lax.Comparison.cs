using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>An elementwise comparison of two operands of one element type.</summary>
    public static NdArray Compare(ComparisonKind kind, NdArray x, NdArray y) => Bind(new Comparison(kind), x, y);

    /// <summary>Whether elements are equal.</summary>
    public static NdArray Eq(NdArray x, NdArray y) => Compare(ComparisonKind.Eq, x, y);
}
