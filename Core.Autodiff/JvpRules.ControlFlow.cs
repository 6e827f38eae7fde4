using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Cond(Cond op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] PlatformIndex(PlatformIndex op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] While(While op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Scan(Scan op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] CondLanes(CondLanes op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] WhileLanes(WhileLanes op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
