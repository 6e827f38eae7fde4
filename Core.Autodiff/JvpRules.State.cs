using System.Diagnostics;
using Core.Ir;

namespace Core.Autodiff;

// References are values where rules are asked (see References): these ops are not met.
internal sealed partial class JvpRules
{
    public Dual[] NewRef(NewRef op, ReadOnlySpan<Dual> args) => throw NoReferences(op);

    public Dual[] EmptyRef(EmptyRef op, ReadOnlySpan<Dual> args) => throw NoReferences(op);

    public Dual[] Freeze(Freeze op, ReadOnlySpan<Dual> args) => throw NoReferences(op);

    public Dual[] FreeRef(FreeRef op, ReadOnlySpan<Dual> args) => throw NoReferences(op);

    public Dual[] RefGet(RefGet op, ReadOnlySpan<Dual> args) => throw NoReferences(op);

    public Dual[] RefSwap(RefSwap op, ReadOnlySpan<Dual> args) => throw NoReferences(op);

    public Dual[] RefAddUpdate(RefAddUpdate op, ReadOnlySpan<Dual> args) => throw NoReferences(op);

    private static UnreachableException NoReferences(Op op) => new($"{op.Name} is differentiated as values that are passed on.");
}
