using Core.Ir;

namespace Core;

public static partial class Rng
{
    /// <summary>Numbers of the exponential distribution of mean 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Exponential(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Exponential", key);
        DType type = FloatType("Exponential", dtype);
        return Sampler("_exponential", type, shape, args => Neg(Lax.Unary(UnaryKind.Log1p, Neg(Uniform(args[0], shape, type)))), key);
    }

    /// <summary>Numbers of the Laplace distribution of mean 0 and scale 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Laplace(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Laplace", key);
        DType type = FloatType("Laplace", dtype);
        return Sampler("_laplace", type, shape, args =>
        {
            DType bound = type is DType.BF16 ? DType.F32 : type; // NumPy adds bf16 and a number in f32
            NdArray u = Uniform(args[0], shape, type, Number(bound, -FloatInfo.Of(type).BelowOne), 1.0);
            return Lax.Mul(Lax.Unary(UnaryKind.Sign, u), Lax.Unary(UnaryKind.Log1p, Neg(Lax.Unary(UnaryKind.Abs, u))));
        }, key);
    }

    /// <summary>Numbers of the logistic distribution of mean 0 and scale 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Logistic(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Logistic", key);
        DType type = FloatType("Logistic", dtype);
        return Sampler("_logistic", type, shape, args =>
        {
            NdArray x = Uniform(args[0], shape, type, Number(type, FloatInfo.Of(type).Tiny), 1.0);
            return Lax.Sub(Lax.Unary(UnaryKind.Log, x), Lax.Unary(UnaryKind.Log1p, Neg(x)));
        }, key);
    }

    /// <summary>Numbers of the Cauchy distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Cauchy(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Cauchy", key);
        DType type = FloatType("Cauchy", dtype);
        return Sampler("_cauchy", type, shape, args =>
        {
            NdArray u = Uniform(args[0], shape, type, Number(type, FloatInfo.Of(type).Eps), 1.0);
            return Lax.Unary(UnaryKind.Tan, Lax.Mul(Const(u, Math.PI), Lax.Sub(u, Const(u, 0.5))));
        }, key);
    }

    /// <summary>Numbers of the Gumbel distribution; the largest of them, each with a logarithm of a probability added, is at a place with that probability.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    /// <param name="highRange">Whether to draw twice as many bits, so that the largest numbers are right too.</param>
    public static NdArray Gumbel(NdArray key, Shape shape = default, DType? dtype = null, bool highRange = false)
    {
        CheckKey("Gumbel", key);
        DType type = FloatType("Gumbel", dtype);
        FloatInfo info = FloatInfo.Of(type);
        return Lax.Jitted("_gumbel", [highRange ? 1 : 0, (int)type, .. shape], args =>
        {
            if (!highRange) return Neg(Log(Neg(Log(UniformByName(args[0], shape, type, Number(type, info.Tiny), 1.0)))));
            NdArray both = UniformByName(args[0], [2, .. shape], type, 0.0, 1.0);
            (NdArray high, NdArray low) = (Row(both, 0), Row(both, 1));
            NdArray isUpper = Np.GreaterEqual(high, 0.5);
            NdArray more = Np.Add(Np.Add(high, Np.Multiply(info.Eps, low)), Number(type, info.Tiny));
            NdArray x = Np.Where(isUpper, high, more);
            return Neg(Log(Neg(Lax.Unary(UnaryKind.Log1p, Neg(x)))));
        }, key);
    }

    /// <summary>Numbers of the Pareto distribution of scale 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="b">The shape of the distribution.</param>
    /// <param name="shape">The shape of the array, that of <paramref name="b"/> by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Pareto(NdArray key, NdArray b, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Pareto", key);
        DType type = FloatType("Pareto", dtype);
        Shape samples = SampleShape("Pareto", shape, b);
        CheckCast("Pareto", type, b);
        return Sampler("_pareto", type, samples, args =>
        {
            NdArray power = Convert(args[1], type);
            return Lax.Unary(UnaryKind.Exp, Np.Divide(Exponential(args[0], samples, type), power));
        }, key, b);
    }

    /// <summary>Numbers of the Weibull distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="concentration">The shape of the distribution.</param>
    /// <param name="shape">The shape of the array.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray WeibullMin(NdArray key, NdArray scale, NdArray concentration, Shape shape = default, DType? dtype = null)
    {
        CheckKey("WeibullMin", key);
        DType type = FloatType("WeibullMin", dtype);
        return Sampler("_weibull_min", type, shape, args =>
        {
            NdArray u = Uniform(args[0], shape, type, 0, 1);
            return Np.Multiply(Np.FloatPower(Neg(Lax.Unary(UnaryKind.Log1p, Neg(u))), Np.Divide(1.0, args[2])), args[1]);
        }, key, scale, concentration);
    }

    /// <summary>Numbers of the Rayleigh distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="shape">The shape, that of <paramref name="scale"/> by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Rayleigh(NdArray key, NdArray scale, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Rayleigh", key);
        DType type = FloatType("Rayleigh", dtype);
        Shape samples = SampleShape("Rayleigh", shape, scale);
        CheckCast("Rayleigh", type, scale);
        return Sampler("_rayleigh", type, samples, args =>
        {
            NdArray u = Uniform(args[0], samples, type);
            NdArray wide = Np.BroadcastTo(Convert(args[1], type), samples);
            return Lax.Mul(wide, Lax.Unary(UnaryKind.Sqrt, Lax.Mul(Log(u), Number(type, -2))));
        }, key, scale);
    }

    /// <summary>Numbers of the triangular distribution.</summary>
    /// <param name="key">The key.</param>
    /// <param name="left">The smallest number.</param>
    /// <param name="mode">The likeliest number.</param>
    /// <param name="right">The largest number.</param>
    /// <param name="shape">The shape, that of the parameters by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Triangular(NdArray key, NdArray left, NdArray mode, NdArray right, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Triangular", key);
        DType type = FloatType("Triangular", dtype);
        Shape samples = SampleShape("Triangular", shape, left, mode, right);
        CheckCast("Triangular", type, left, mode, right);
        (left, right, mode) = (Wide(left), Wide(right), Wide(mode));
        NdArray share = Np.Divide(Np.Subtract(mode, left), Np.Subtract(right, left));
        NdArray u = Uniform(key, samples, type);
        NdArray below = Np.Add(left, Root(Np.Multiply(Np.Multiply(u, Np.Subtract(right, left)), Np.Subtract(mode, left))));
        NdArray above = Np.Subtract(right, Root(Np.Multiply(Np.Multiply(Np.Subtract(1, u), Np.Subtract(right, left)), Np.Subtract(right, mode))));
        return Lax.SelectN(Np.Less(u, share), above, below);

        NdArray Wide(NdArray x) => Np.BroadcastTo(Convert(x, type), samples);

        static NdArray Root(NdArray x) => Lax.Unary(UnaryKind.Sqrt, x);
    }

    /// <summary>How many tries it takes until one succeeds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="p">The probability that a try succeeds.</param>
    /// <param name="shape">The shape, that of <paramref name="p"/> by default.</param>
    /// <param name="dtype">The element type, i32 by default.</param>
    public static NdArray Geometric(NdArray key, NdArray p, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Geometric", key);
        DType type = IntegerType("Geometric", dtype);
        Shape samples = SampleShape("Geometric", shape, p);
        return Sampler("_geometric", type, samples, args =>
        {
            NdArray probability = Np.PromoteInexact(args[1]);
            NdArray u = Uniform(args[0], samples, probability.DType);
            NdArray log = Log(Np.Where(Np.Equal(u, 0), 1, u));
            NdArray each = Np.BroadcastTo(Lax.Unary(UnaryKind.Log1p, Neg(probability)), samples);
            return Convert(Np.Add(Lax.Unary(UnaryKind.Floor, Lax.Div(log, each)), 1), type);
        }, key, p);
    }

    // JAX: _uniform, called with the bounds by name and so in the order of their names.
    private static NdArray UniformByName(NdArray key, Shape shape, DType dtype, NdArray minval, NdArray maxval) =>
        Lax.Jitted("_uniform", [-1, (int)dtype, .. shape], args => UniformBetween(args[0], args[2], args[1], shape, dtype), key, maxval, minval);

    private static NdArray Neg(NdArray x) => Lax.Unary(UnaryKind.Neg, x);

    private static NdArray Log(NdArray x) => Lax.Unary(UnaryKind.Log, x);
}
