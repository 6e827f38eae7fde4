using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // JAX: defbilinear(conv_general_dilated_p, …).
    public Dual[] ConvGeneralDilated(ConvGeneralDilated op, ReadOnlySpan<Dual> args) => Bilinear(op, args);

    /// <summary>An op that is linear in each of its first two operands: da · b + a · db.</summary>
    // JAX: defbilinear.
    private static Dual[] Bilinear(Op op, ReadOnlySpan<Dual> args)
    {
        NdArray[] operands = Primals(args);
        NdArray y = Lax.Bind(op, operands);
        NdArray? left = args[0].Tangent is { } da ? Lax.Bind(op, [da, .. operands[1..]]) : null;
        NdArray? right = args[1].Tangent is { } db ? Lax.Bind(op, [operands[0], db, .. operands[2..]]) : null;
        return One(y, Sum(left, right));
    }
}
