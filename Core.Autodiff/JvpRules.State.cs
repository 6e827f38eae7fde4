using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] NewRef(NewRef op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] EmptyRef(EmptyRef op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Freeze(Freeze op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] FreeRef(FreeRef op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] RefGet(RefGet op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] RefSwap(RefSwap op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] RefAddUpdate(RefAddUpdate op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
