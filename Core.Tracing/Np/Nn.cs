using Core.Ir;
using static Core.Np;

namespace Core;

/// <summary>Functions of neural networks. Traced, each gives the program of its <c>jax.nn</c> namesake.</summary>
public static partial class Nn
{
    /// <summary>The array itself; traced, a call that says so.</summary>
    public static NdArray Identity(NdArray x) => Lax.Jitted("identity", args => args[0], x);

    /// <summary>1 / (1 + e⁻ˣ).</summary>
    public static NdArray Sigmoid(NdArray x) => Lax.Unary(UnaryKind.Logistic, x);

    /// <summary>x · sigmoid(x).</summary>
    public static NdArray Silu(NdArray x) => Lax.Jitted("silu", args => args[0] * Sigmoid(args[0]), x);

    /// <summary>x · sigmoid(x); another name of <see cref="Silu"/>.</summary>
    public static NdArray Swish(NdArray x) => Silu(x);

    /// <summary>x where it is positive, else alpha · (eˣ − 1).</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="alpha">1 by default.</param>
    public static NdArray Elu(NdArray x, NdArray? alpha = null) => Lax.JittedOptional("elu", false, args =>
    {
        NdArray a = args[0]!, positive = Greater(a, 0);
        // The exponential is taken of 0 where it is not chosen, so that it does not overflow there.
        return Where(positive, a, (args[1] ?? 1.0) * Expm1(Where(Greater(a, 0), 0.0, a)));
    }, x, alpha);

    /// <summary>The elu that keeps mean 0 and variance 1 (Klambauer et al., 2017).</summary>
    public static NdArray Selu(NdArray x) => Lax.Jitted("selu", args => 1.0507009873554805 * Elu(args[0], 1.6732632423543772), x);

    /// <summary>max(x, 0) + min(alpha · (e^(x / alpha) − 1), 0).</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="alpha">1 by default.</param>
    public static NdArray Celu(NdArray x, NdArray? alpha = null) => Lax.JittedOptional("celu", false, args =>
    {
        NdArray scale = args[1] ?? 1.0;
        return Maximum(args[0]!, 0.0) + scale * Expm1(Minimum(args[0]!, 0.0) / scale);
    }, x, alpha);

    /// <summary>x · Φ(x) with the normal distribution Φ, or its approximation by a hyperbolic tangent.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="approximate">Whether to approximate.</param>
    public static NdArray Gelu(NdArray x, bool approximate = true)
    {
        x = PromoteInexact(x);
        if (!approximate)
        {
            NdArray half = 0.5 * x;
            return Copy(half * Lax.Unary(UnaryKind.Erfc, -x * Lax.Number(Scalar.Of(Math.Sqrt(0.5)), x.DType)));
        }
        NdArray inner = Lax.Number(Scalar.Of(Math.Sqrt(2 / Math.PI)), x.DType) * (x + 0.044715 * Power(x, 3));
        return x * (0.5 * (1.0 + Np.Tanh(inner)));
    }

    /// <summary>x where it is not negative, else x times a small slope.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="negativeSlope">0.01 by default.</param>
    public static NdArray LeakyRelu(NdArray x, NdArray? negativeSlope = null) => Lax.JittedOptional("leaky_relu", false, args =>
        Where(GreaterEqual(args[0]!, 0), args[0]!, (args[1] ?? 0.01) * args[0]!), x, negativeSlope);

    /// <summary>x brought between −1 and 1.</summary>
    public static NdArray HardTanh(NdArray x) => Lax.Jitted("hard_tanh", args =>
    {
        NdArray high = Greater(args[0], 1);
        return Where(high, 1, Where(Less(args[0], -1), -1, args[0]));
    }, x);

    /// <summary>(x + √(x² + b)) / 2.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="b">4 by default.</param>
    public static NdArray Squareplus(NdArray x, NdArray? b = null) => Lax.JittedOptional("squareplus", false, args =>
        (args[0]! + Sqrt(Square(args[0]!) + (args[1] ?? 4))) / 2, x, b);

    /// <summary>0 up to −1, x from 1 on, a parabola between.</summary>
    public static NdArray SparsePlus(NdArray x) => Lax.Jitted("sparse_plus", args =>
    {
        NdArray low = LessEqual(args[0], -1.0), high = GreaterEqual(args[0], 1.0);
        return Where(low, 0.0, Where(high, args[0], Power(args[0] + 1.0, 2) / 4));
    }, x);

    /// <summary>0 up to −1, 1 from 1 on, a line between.</summary>
    public static NdArray SparseSigmoid(NdArray x) => Lax.Jitted("sparse_sigmoid", args => 0.5 * Clip(args[0] + 1.0, 0.0, 2.0), x);

    /// <summary>x / (|x| + 1).</summary>
    public static NdArray SoftSign(NdArray x) => Lax.Jitted("soft_sign", args => args[0] / (Abs(args[0]) + 1), x);

    /// <summary>The first half along an axis times the sigmoid of the second half.</summary>
    /// <param name="x">The array.</param>
    /// <param name="axis">The axis, of even size.</param>
    /// <exception cref="ShapeException">The size is odd.</exception>
    public static NdArray Glu(NdArray x, int axis = -1)
    {
        int along = Lax.Canonical(axis, x.Rank, "Glu");
        if (x.Shape[along] % 2 != 0) throw new ShapeException($"Glu: the size of axis {axis} must be even, got {x.Type}.");
        return Lax.Jitted("glu", axis, args =>
        {
            NdArray[] halves = Split(args[0], 2, along);
            return halves[0] * Sigmoid(halves[1]);
        }, x);
    }

    /// <summary>Classes as vectors of one 1 among zeros.</summary>
    /// <param name="x">The classes, integers; of others all are zeros.</param>
    /// <param name="numClasses">How many classes there are.</param>
    /// <param name="dtype">The element type of the result; f32 by default.</param>
    /// <param name="axis">The place of the new axis in the result.</param>
    public static NdArray OneHot(NdArray x, int numClasses, DType? dtype = null, int axis = -1)
    {
        DType result = dtype ?? ResultType(1.0).DType;
        int along = Lax.Canonical(axis, x.Rank + 1, "OneHot");
        return Lax.Jitted("_one_hot", (numClasses, result, axis), args =>
        {
            NdArray given = Lax.ExpandDims(args[0], along);
            NdArray classes = Lax.Iota(given.DType, Shape.Create([.. Enumerable.Repeat(1, given.Rank)]).With(along, numClasses), along);
            return Lax.ConvertElementType(Equal(given, classes), result);
        }, x);
    }

    /// <summary>The numbers less their mean, divided by the root of their variance, along some axes.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes; the last one by default.</param>
    /// <param name="mean">The mean, if it is known.</param>
    /// <param name="variance">The variance, if it is known.</param>
    /// <param name="epsilon">What is added to the variance; 1e-5 by default.</param>
    /// <param name="where">Which elements count, bool.</param>
    /// <param name="stable">Whether the variance is computed from the distances from the mean, not from the squares.</param>
    public static NdArray Standardize(
        NdArray x, AxisSet? axis = null, NdArray? mean = null, NdArray? variance = null, NdArray? epsilon = null, NdArray? where = null, bool stable = false)
    {
        AxisSet along = axis ?? -1;
        return Lax.JittedOptional("standardize", (along.Resolve(x.Rank, "Standardize"), stable), args =>
        {
            (NdArray a, NdArray? center, NdArray? spread, NdArray? mask) = (args[0]!, args[2], args[3], args[4]);
            center ??= Mean(a, along, keepdims: true, where: mask);
            if (spread is null && stable) spread = Mean(Square(a - center), along, keepdims: true, where: mask);
            else if (spread is null) spread = Clip(Mean(Square(a), along, keepdims: true, where: mask) - Square(center), 0);
            return (a - center) * Lax.Unary(UnaryKind.Rsqrt, spread + (args[1] ?? 1e-5));
        }, x, epsilon, mean, variance, where);
    }
}
