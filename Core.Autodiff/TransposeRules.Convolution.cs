using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] ConvGeneralDilated(ConvGeneralDilated op, Pullback args) => throw op.NoDerivativeRule();
}
