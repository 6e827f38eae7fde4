using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] AllReduce(AllReduce op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] AxisIndex(AxisIndex op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] AllGather(AllGather op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] AllToAll(AllToAll op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] ReduceScatter(ReduceScatter op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Ppermute(Ppermute op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Pbroadcast(Pbroadcast op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
