using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _convert_element_type_transpose_rule.
    public NdArray?[] ConvertElementType(ConvertElementType op, Pullback args) =>
        Only(Lax.Bind(new ConvertElementType(args.Types[0].DType, args.Types[0].Weak), args.Cotangent));

    public NdArray?[] BitcastConvertType(BitcastConvertType op, Pullback args) => throw op.NotLinear();
}
