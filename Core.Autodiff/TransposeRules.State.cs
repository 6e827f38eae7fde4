using Core.Ir;

namespace Core.Autodiff;

// References are values where programs are differentiated (see References): no linear program has them.
internal sealed partial class TransposeRules
{
    public NdArray?[] NewRef(NewRef op, Pullback args) => throw op.NotLinear();

    public NdArray?[] EmptyRef(EmptyRef op, Pullback args) => throw op.NotLinear();

    public NdArray?[] Freeze(Freeze op, Pullback args) => throw op.NotLinear();

    public NdArray?[] FreeRef(FreeRef op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RefGet(RefGet op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RefSwap(RefSwap op, Pullback args) => throw op.NotLinear();

    public NdArray?[] RefAddUpdate(RefAddUpdate op, Pullback args) => throw op.NotLinear();
}
