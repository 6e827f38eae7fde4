using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // da · b + a · db
    // JAX: defbilinear(dot_general_p, …).
    public Dual[] DotGeneral(DotGeneral op, ReadOnlySpan<Dual> args)
    {
        (NdArray a, NdArray b) = (args[0].Primal, args[1].Primal);
        NdArray y = Lax.Bind(op, a, b);
        return One(y, Sum(args[0].Tangent is { } da ? Lax.Bind(op, da, b) : null, args[1].Tangent is { } db ? Lax.Bind(op, a, db) : null));
    }

    public Dual[] RaggedDotGeneral(RaggedDotGeneral op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
