using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    public Dual[] Fft(Fft op, ReadOnlySpan<Dual> args) => Linear(op, args);
}
