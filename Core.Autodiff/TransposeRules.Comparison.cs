using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] Comparison(Comparison op, Pullback args) => throw op.NotLinear();
}
