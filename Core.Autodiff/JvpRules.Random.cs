using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

// Keys and bits have no derivatives; samples have, as functions of what their distributions depend on.
internal sealed partial class JvpRules
{
    public Dual[] RandomSeed(RandomSeed op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomWrap(RandomWrap op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomUnwrap(RandomUnwrap op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomBits(RandomBits op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomSplit(RandomSplit op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomFoldIn(RandomFoldIn op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RandomClone(RandomClone op, ReadOnlySpan<Dual> args) => Constant(op, args);

    // The sample x stays at its place of the distribution, P(a, x): dx = −da · ∂P/∂a / ∂P/∂x. Of the logarithm it is dx / x.
    // JAX: _gamma_grad, which has an op for the quotient.
    public Dual[] RandomGamma(RandomGamma op, ReadOnlySpan<Dual> args)
    {
        (NdArray keys, NdArray a) = (args[0].Primal, args[1].Primal);
        NdArray sample = Lax.Bind(op, keys, a), x = sample;
        if (op.LogSpace)
        {
            x = Exp(sample);
            x = Select(Eq(x, Const(x, 0)), FullLike(x, Np.Finfo(a.DType).SmallestNormal), x); // where it was rounded to 0
        }
        NdArray slope = Neg(Div(Lax.Binary(BinaryKind.IgammaGradA, a, x), GammaDensity(a, x)));
        return One(sample, Mul(args[1].Instantiated, op.LogSpace ? Div(slope, x) : slope));
    }

    public Dual[] Threefry2x32(Threefry2x32 op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] Iota2x32Shape(Iota2x32Shape op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RngBitGenerator(RngBitGenerator op, ReadOnlySpan<Dual> args) => Constant(op, args);

    public Dual[] RngUniform(RngUniform op, ReadOnlySpan<Dual> args) => throw op.NotDifferentiable("its numbers come from outside of the program");
}
