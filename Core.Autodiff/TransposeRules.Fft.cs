using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] Fft(Fft op, Pullback args) => throw op.NoDerivativeRule();
}
