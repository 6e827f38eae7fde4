using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] AllReduce(AllReduce op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] AxisIndex(AxisIndex op, Pullback args) => throw op.NotLinear();

    public NdArray?[] AllGather(AllGather op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] AllToAll(AllToAll op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] ReduceScatter(ReduceScatter op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Ppermute(Ppermute op, Pullback args) => throw op.NoDerivativeRule();

    public NdArray?[] Pbroadcast(Pbroadcast op, Pullback args) => throw op.NoDerivativeRule();
}
