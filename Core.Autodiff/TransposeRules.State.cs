using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] NewRef(NewRef op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] EmptyRef(EmptyRef op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Freeze(Freeze op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] FreeRef(FreeRef op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] RefGet(RefGet op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] RefSwap(RefSwap op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] RefAddUpdate(RefAddUpdate op, Pullback args) => throw op.NoDerivativeRule();
}
