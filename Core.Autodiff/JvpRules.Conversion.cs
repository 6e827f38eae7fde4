using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // JAX: _convert_element_type_jvp_rule.
    public Dual[] ConvertElementType(ConvertElementType op, ReadOnlySpan<Dual> args) =>
        One(Lax.Bind(op, args[0].Primal), op.NewDType.IsInexact ? Lax.Bind(op, args[0].Tangent!) : null);

    // JAX: defjvp_zero(bitcast_convert_type_p).
    public Dual[] BitcastConvertType(BitcastConvertType op, ReadOnlySpan<Dual> args) => Constant(op, args);
}
