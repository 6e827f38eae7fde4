using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The numbers as another element type; the array itself where that changes nothing.</summary>
    public static NdArray ConvertElementType(NdArray x, DType dtype, bool weak = false) =>
        x.DType == dtype && x.IsWeak == weak ? x : Bind(new ConvertElementType(dtype, weak), x);
}
