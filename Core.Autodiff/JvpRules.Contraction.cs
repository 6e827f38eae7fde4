using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // da · b + a · db
    // JAX: defbilinear(dot_general_p, …).
    public Dual[] DotGeneral(DotGeneral op, ReadOnlySpan<Dual> args) => Bilinear(op, args);

    // JAX: _ragged_dot_general_jvp_rule.
    public Dual[] RaggedDotGeneral(RaggedDotGeneral op, ReadOnlySpan<Dual> args) => Bilinear(op, args);
}
