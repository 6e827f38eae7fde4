using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Sort(Sort op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] TopK(TopK op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] ApproxTopK(ApproxTopK op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();
}
