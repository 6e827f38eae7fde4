using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] Cond(Cond op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] PlatformIndex(PlatformIndex op, Pullback args) => throw op.NotLinear();

    public NdArray?[] While(While op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Scan(Scan op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] CondLanes(CondLanes op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] WhileLanes(WhileLanes op, Pullback args) => throw op.NoDerivativeRule();
}
