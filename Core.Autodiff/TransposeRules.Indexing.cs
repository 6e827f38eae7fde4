using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] Gather(Gather op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Scatter(Scatter op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] DynamicSlice(DynamicSlice op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] DynamicUpdateSlice(DynamicUpdateSlice op, Pullback args) => throw op.NoDerivativeRule();
}
