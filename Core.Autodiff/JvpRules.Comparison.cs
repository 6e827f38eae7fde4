using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Comparison(Comparison op, ReadOnlySpan<Dual> args) => Constant(op, args);
}
