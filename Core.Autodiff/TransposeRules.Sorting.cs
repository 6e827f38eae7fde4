using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    public NdArray?[] Sort(Sort op, Pullback args) => throw op.NotLinear();

    public NdArray?[] TopK(TopK op, Pullback args) => throw op.NotLinear();

    public NdArray?[] ApproxTopK(ApproxTopK op, Pullback args) => throw op.NotLinear();
}
