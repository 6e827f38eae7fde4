using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Gather(Gather op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Scatter(Scatter op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] DynamicSlice(DynamicSlice op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] DynamicUpdateSlice(DynamicUpdateSlice op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
