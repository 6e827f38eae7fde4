using Core.Ir;

namespace Core;

public static partial class Rng
{
    /// <summary>Numbers of the gamma distribution of scale 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="a">The shape of the distribution.</param>
    /// <param name="shape">The shape of the array, that of <paramref name="a"/> by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Gamma(NdArray key, NdArray a, Shape? shape = null, DType? dtype = null) => GammaOf("Gamma", key, a, shape, dtype, logSpace: false);

    /// <summary>Logarithms of numbers of the gamma distribution, which are more exact than the numbers where those are tiny.</summary>
    /// <param name="key">The key.</param>
    /// <param name="a">The shape of the distribution.</param>
    /// <param name="shape">The shape of the array, that of <paramref name="a"/> by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Loggamma(NdArray key, NdArray a, Shape? shape = null, DType? dtype = null) => GammaOf("Loggamma", key, a, shape, dtype, logSpace: true);

    /// <summary>Numbers of the beta distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="a">The first parameter.</param>
    /// <param name="b">The second parameter.</param>
    /// <param name="shape">The shape, that of the parameters by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Beta(NdArray key, NdArray a, NdArray b, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Beta", key);
        DType type = FloatType("Beta", dtype);
        CheckCast("Beta", type, a, b);
        Shape samples = SampleShape("Beta", shape, a, b);
        return Sampler("_beta", type, samples, args =>
        {
            (NdArray first, NdArray second) = (Convert(args[1], type), Convert(args[2], type));
            NdArray[] keys = SplitInto("Beta", args[0], 2);
            (first, second) = (Np.BroadcastTo(first, samples), Np.BroadcastTo(second, samples));
            NdArray logA = Loggamma(keys[0], first, samples, type), logB = Loggamma(keys[1], second, samples, type);
            NdArray largest = Lax.Binary(BinaryKind.Max, logA, logB);
            NdArray x = Lax.Unary(UnaryKind.Exp, Np.Subtract(logA, largest)), y = Lax.Unary(UnaryKind.Exp, Np.Subtract(logB, largest));
            return Np.Divide(x, Np.Add(x, y));
        }, key, a, b);
    }

    /// <summary>Vectors of the Dirichlet distribution: not negative, of sum 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="alpha">The parameters, along the last axis.</param>
    /// <param name="shape">The shape of the array of vectors, that of <paramref name="alpha"/> without its last axis by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Dirichlet(NdArray key, NdArray alpha, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Dirichlet", key);
        DType type = FloatType("Dirichlet", dtype);
        if (alpha.Rank == 0) throw new ShapeException($"Dirichlet: alpha must have an axis of parameters, got {alpha.Type}.");
        Shape parameters = alpha.Shape.Remove(alpha.Rank - 1);
        Shape samples = shape is { } wanted ? CheckShape("Dirichlet", wanted, parameters) : parameters;
        return Sampler("_dirichlet", type, samples, args =>
        {
            NdArray logs = Loggamma(args[0], Convert(args[1], type), [.. samples, args[1].Shape[^1]], type);
            // The softmax of them.
            int axis = logs.Rank - 1;
            NdArray largest = Lax.Binary(BinaryKind.Max, Number(type, -Np.Inf), Lax.Reduce(ReduceKind.Max, logs, [axis]));
            NdArray unnormalized = Lax.Unary(UnaryKind.Exp, Lax.Sub(logs, Lax.StopGradient(Lax.ExpandDims(largest, axis))));
            return Lax.Div(unnormalized, Np.Sum(unnormalized, axis, keepdims: true));
        }, key, alpha);
    }

    /// <summary>Numbers of Student's t distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="df">The degrees of freedom.</param>
    /// <param name="shape">The shape, that of <paramref name="df"/> by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray T(NdArray key, NdArray df, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("T", key);
        DType type = FloatType("T", dtype);
        Shape samples = SampleShape("T", shape, df);
        CheckCast("T", type, df);
        return Sampler("_t", type, samples, args =>
        {
            NdArray degrees = Convert(args[1], type);
            NdArray[] keys = SplitInto("T", args[0], 2);
            NdArray normal = Normal(keys[0], samples, type), half = Lax.Div(degrees, Number(type, 2));
            NdArray gamma = Gamma(keys[1], half, samples, type);
            return Np.Multiply(normal, Np.Sqrt(Np.Divide(half, gamma)));
        }, key, df);
    }

    /// <summary>Numbers of the chi-square distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="df">The degrees of freedom.</param>
    /// <param name="shape">The shape, that of <paramref name="df"/> by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Chisquare(NdArray key, NdArray df, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Chisquare", key);
        DType type = FloatType("Chisquare", dtype);
        Shape samples = SampleShape("Chisquare", shape, df);
        CheckCast("Chisquare", type, df);
        return Sampler("_chisquare", type, samples, args =>
        {
            NdArray half = Lax.Div(Convert(args[1], type), Number(type, 2));
            return Lax.Mul(Lax.Unary(UnaryKind.Exp, Loggamma(args[0], half, samples, type)), Number(type, 2));
        }, key, df);
    }

    /// <summary>Numbers of the F distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="dfnum">The degrees of freedom above the line.</param>
    /// <param name="dfden">The degrees of freedom below the line.</param>
    /// <param name="shape">The shape, that of the parameters by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray F(NdArray key, NdArray dfnum, NdArray dfden, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("F", key);
        DType type = FloatType("F", dtype);
        Shape samples = SampleShape("F", shape, dfnum, dfden);
        CheckCast("F", type, dfnum, dfden);
        return Sampler("_f", type, samples, args =>
        {
            NdArray below = Convert(args[2], type), above = Convert(args[1], type);
            NdArray[] keys = SplitInto("F", args[0], 2);
            NdArray first = Chisquare(keys[1], above, samples, type), second = Chisquare(keys[0], below, samples, type);
            return Lax.Div(Np.Divide(first, above), Np.Divide(second, below));
        }, key, dfnum, dfden);
    }

    /// <summary>Numbers whose density falls as e to the power of −|x|ᵖ.</summary>
    /// <param name="key">The key.</param>
    /// <param name="p">The power.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray GeneralizedNormal(NdArray key, NdArray p, Shape shape = default, DType? dtype = null)
    {
        CheckKey("GeneralizedNormal", key);
        DType type = FloatType("GeneralizedNormal", dtype);
        return Sampler("_generalized_normal", type, shape, args =>
        {
            NdArray keys = Split(args[0], 2);
            NdArray gamma = Gamma(keys[0], Np.Divide(1, args[1]), shape, type), sign = Rademacher(keys[1], shape, type);
            return Np.Multiply(sign, Np.FloatPower(gamma, Np.Divide(1, args[1])));
        }, key, p);
    }

    /// <summary>Points spread evenly in a ball.</summary>
    /// <param name="key">The key.</param>
    /// <param name="d">How many dimensions the ball has: the size of the last axis.</param>
    /// <param name="p">The power of the norm that makes the ball, 2 by default.</param>
    /// <param name="shape">The shape of the array of points.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Ball(NdArray key, int d, NdArray? p = null, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Ball", key);
        DType type = FloatType("Ball", dtype);
        return Lax.Jitted("_ball", [d, (int)type, .. shape], args =>
        {
            NdArray[] keys = SplitInto("Ball", args[0], 2);
            NdArray g = GeneralizedNormal(keys[0], args[1], [.. shape, d], type), e = Exponential(keys[1], shape, type);
            NdArray norm = Np.Abs(g), promoted = Convert(args[1], type); // promoted also where it is an integer, whose power is taken as it is
            NdArray sum = Np.Sum(args[1].DType.IsInteger ? Lax.Binary(BinaryKind.Pow, norm, args[1]) : Np.FloatPower(norm, promoted), ^1);
            return Np.Divide(g, Lax.ExpandDims(Np.FloatPower(Np.Add(sum, e), Np.Divide(1, args[1])), shape.Rank));
        }, key, p ?? 2);
    }

    private static NdArray GammaOf(string function, NdArray key, NdArray a, Shape? shape, DType? dtype, bool logSpace)
    {
        CheckKey(function, key);
        DType type = FloatType(function, dtype);
        Shape samples = SampleShape(function, shape, a);
        return Lax.Jitted("_gamma", [logSpace ? 1 : 0, (int)type, .. samples],
            args => Lax.RandomGamma(args[0], Np.BroadcastTo(Convert(args[1], type), samples), logSpace), key, a);
    }
}
