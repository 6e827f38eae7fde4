using Core.Ir;

namespace Core.Autodiff;

// Keys and bits have no derivatives.
internal sealed partial class JvpRules
{
    public Dual[] RandomSeed(RandomSeed op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomWrap(RandomWrap op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomUnwrap(RandomUnwrap op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomBits(RandomBits op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomSplit(RandomSplit op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomFoldIn(RandomFoldIn op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomClone(RandomClone op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomGamma(RandomGamma op, ReadOnlySpan<Dual> args) => throw op.NoDerivativeRule();

    public Dual[] Threefry2x32(Threefry2x32 op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] Iota2x32Shape(Iota2x32Shape op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RngBitGenerator(RngBitGenerator op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RngUniform(RngUniform op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable("its numbers come from outside of the program");
}
