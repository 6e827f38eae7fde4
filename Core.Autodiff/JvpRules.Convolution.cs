using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] ConvGeneralDilated(ConvGeneralDilated op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
