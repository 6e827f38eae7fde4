using static Core.Np;

namespace Core;

// Functions that have a derivative of their own at the kink, or are made of such.
public static partial class Nn
{
    /// <summary>max(x, 0).</summary>
    // JAX: relu.defjvps: dx where x > 0, so 0 at 0.
    public static NdArray Relu(NdArray x) => Lax.CustomJvp(
        "relu", "jvp", args => Lax.Jitted("relu", own => Maximum(own[0], 0), args), (args, _, tangents) => Pass(args[0] > 0, tangents[0]!), x);

    /// <summary>min(max(x, 0), 6).</summary>
    // JAX: relu6.defjvps: dx where 0 < x < 6.
    public static NdArray Relu6(NdArray x) => Lax.CustomJvp(
        "relu6", "jvp", args => Lax.Jitted("relu6", own => Minimum(Maximum(own[0], 0), 6), args), (args, _, tangents) => Pass((args[0] > 0) & (args[0] < 6), tangents[0]!), x);

    private static NdArray Pass(NdArray condition, NdArray tangent) =>
        Lax.SelectN(condition, Lax.BroadcastInDim(Lax.Number(Scalar.Of(0), tangent.DType), tangent.Shape, []), tangent);

    /// <summary>log(1 + eˣ).</summary>
    public static NdArray Softplus(NdArray x) => Lax.Jitted("softplus", args => Logaddexp(args[0], 0), x);

    /// <summary>log(sigmoid(x)).</summary>
    public static NdArray LogSigmoid(NdArray x) => Lax.Jitted("log_sigmoid", args => -Softplus(-args[0]), x);

    /// <summary>relu6(x + 3) / 6.</summary>
    public static NdArray HardSigmoid(NdArray x) => Lax.Jitted("hard_sigmoid", args => Relu6(args[0] + 3.0) / 6.0, x);

    /// <summary>x · hard_sigmoid(x).</summary>
    public static NdArray HardSilu(NdArray x) => Lax.Jitted("hard_silu", args => args[0] * HardSigmoid(args[0]), x);

    /// <summary>x · hard_sigmoid(x); another name of <see cref="HardSilu"/>.</summary>
    public static NdArray HardSwish(NdArray x) => HardSilu(x);

    /// <summary>x · tanh(softplus(x)).</summary>
    public static NdArray Mish(NdArray x) => Lax.Jitted("mish", args => args[0] * Np.Tanh(Softplus(args[0])), x);

    /// <summary>log(1 − e⁻ˣ) for positive x, exact also where x is tiny or large (Mächler, "Accurately computing log(1 − exp(−|a|))", 2012).</summary>
    public static NdArray Log1mexp(NdArray x) => Lax.CustomJvp("log1mexp", "jvp", args => Lax.Jitted("log1mexp", own =>
    {
        NdArray c = Log(2.0);
        return Where(Less(own[0], c), Log(-Expm1(-own[0])), Log1p(-Exp(-own[0])));
    }, args), (args, _, tangents) => tangents[0]! / Expm1(args[0]), x);
}
