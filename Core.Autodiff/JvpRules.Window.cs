using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] ReduceWindow(ReduceWindow op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] ReduceWindowWith(ReduceWindowWith op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] SelectAndScatter(SelectAndScatter op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] SelectAndScatterAdd(SelectAndScatterAdd op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] SelectAndGatherAdd(SelectAndGatherAdd op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
