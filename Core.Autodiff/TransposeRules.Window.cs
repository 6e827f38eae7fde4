using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] ReduceWindow(ReduceWindow op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] ReduceWindowWith(ReduceWindowWith op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] SelectAndScatter(SelectAndScatter op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] SelectAndScatterAdd(SelectAndScatterAdd op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] SelectAndGatherAdd(SelectAndGatherAdd op, Pullback args) => throw op.NoDerivativeRule();
}
