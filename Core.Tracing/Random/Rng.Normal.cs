using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Rng
{
    /// <summary>Numbers of the normal distribution of mean 0 and variance 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, floating-point or complex, f32 by default.</param>
    public static NdArray Normal(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Normal", key);
        DType type = dtype ?? Promotion.DefaultFloat(TraceScope.UsesX64);
        if (!type.IsInexact) throw new DTypeException($"Normal: dtype must be a floating-point or complex type, got {type.Name}.");
        return Sampler("_normal", type, shape, args =>
        {
            if (!type.IsComplex) return NormalReal(args[0], shape, type);
            NdArray[] keys = SplitInto("Normal", args[0], 2);
            NdArray re = Convert(NormalReal(keys[0], shape, type.RealPart), type), im = Convert(NormalReal(keys[1], shape, type.RealPart), type);
            return Np.Divide(Np.Add(re, Np.Multiply(System.Numerics.Complex.ImaginaryOne, im)), Lax.Number(SquareRootOfTwo(type.RealPart), type));
        }, key);
    }

    /// <summary>Numbers of the normal distribution between two bounds.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lower">The bound above which they are.</param>
    /// <param name="upper">The bound below which they are.</param>
    /// <param name="shape">The shape, that of the bounds by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray TruncatedNormal(NdArray key, NdArray lower, NdArray upper, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("TruncatedNormal", key);
        DType type = FloatType("TruncatedNormal", dtype);
        Shape samples = SampleShape("TruncatedNormal", shape, lower, upper);
        return Sampler("_truncated_normal", type, samples, args =>
        {
            NdArray sqrt2 = Lax.Number(SquareRootOfTwo(type), type);
            (NdArray low, NdArray high) = (Convert(args[1], type), Convert(args[2], type));
            NdArray a = Lax.Unary(UnaryKind.Erf, Lax.Div(low, sqrt2)), b = Lax.Unary(UnaryKind.Erf, Lax.Div(high, sqrt2));
            NdArray normal = Lax.Mul(sqrt2, Lax.Unary(UnaryKind.ErfInv, Uniform(args[0], samples, type, a, b)));
            return Np.Clip(normal,
                Lax.Binary(BinaryKind.NextAfter, Lax.StopGradient(low), Number(type, Np.Inf)),
                Lax.Binary(BinaryKind.NextAfter, Lax.StopGradient(high), Number(type, -Np.Inf)));
        }, key, lower, upper);
    }

    /// <summary>Numbers whose logarithms are normal, of mean 0 and deviation <paramref name="sigma"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="sigma">The deviation of the logarithms, 1 by default.</param>
    /// <param name="shape">The shape, that of <paramref name="sigma"/> by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Lognormal(NdArray key, NdArray? sigma = null, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Lognormal", key);
        DType type = FloatType("Lognormal", dtype);
        NdArray deviation = sigma ?? 1f;
        CheckCast("Lognormal", type, deviation);
        Shape samples = SampleShape("Lognormal", shape, deviation);
        NdArray converted = Convert(deviation, type);
        return Lax.Unary(UnaryKind.Exp, Np.Multiply(Normal(key, samples, type), converted));
    }

    /// <summary>Lengths of vectors of three normal numbers: speeds in a gas.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Maxwell(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Maxwell", key);
        DType type = FloatType("Maxwell", dtype);
        return Sampler("_maxwell", type, shape, args =>
        {
            NdArray normals = Normal(args[0], [.. shape, 3], type);
            return Lax.Jitted("norm", [-1], x => Lax.Unary(UnaryKind.Sqrt, Np.Sum(Lax.Mul(x[0], x[0]), ^1)), normals);
        }, key);
    }

    /// <summary>Numbers of the Maxwell distribution with a random sign, times <paramref name="scale"/>, plus <paramref name="loc"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="loc">The middle.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="shape">The shape, put before that of the parameters; theirs where it is left out.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray DoubleSidedMaxwell(NdArray key, NdArray loc, NdArray scale, Shape shape = default, DType? dtype = null)
    {
        CheckKey("DoubleSidedMaxwell", key);
        DType type = FloatType("DoubleSidedMaxwell", dtype);
        Shape parameters = Np.BroadcastShapes("DoubleSidedMaxwell", loc, scale);
        return Sampler("_double_sided_maxwell", type, shape, args =>
        {
            Shape samples = [.. shape.Rank == 0 ? parameters : shape, .. parameters]; // as JAX has it
            NdArray[] keys = SplitInto("DoubleSidedMaxwell", args[0], 2);
            NdArray maxwell = Maxwell(keys[0], samples, type), sign = Rademacher(keys[1], samples, type);
            return Np.Add(Np.Multiply(Np.Multiply(sign, maxwell), args[2]), args[1]);
        }, key, loc, scale);
    }

    /// <summary>Numbers of the inverse Gaussian distribution of a mean and scale 1.</summary>
    /// <param name="key">The key.</param>
    /// <param name="mean">The mean.</param>
    /// <param name="shape">The shape, that of the mean by default.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    public static NdArray Wald(NdArray key, NdArray mean, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Wald", key);
        DType type = FloatType("Wald", dtype);
        Shape samples = SampleShape("Wald", shape, mean);
        CheckCast("Wald", type, mean);
        return Sampler("_wald", type, samples, args =>
        {
            NdArray[] keys = SplitInto("Wald", args[0], 2);
            NdArray m = Np.BroadcastTo(Convert(args[1], type), samples);
            NdArray v = Normal(keys[0], samples, type), z = Uniform(keys[1], samples, type);
            NdArray y = Lax.IntegerPow(v, 2), ySquared = Lax.IntegerPow(y, 2), mSquared = Lax.IntegerPow(m, 2);
            NdArray root = Lax.Unary(UnaryKind.Sqrt, Np.Add(Np.Multiply(Np.Multiply(4, m), y), Np.Multiply(mSquared, ySquared)));
            NdArray x = Np.Subtract(Np.Add(m, Np.Divide(Np.Multiply(mSquared, y), 2)), Np.Multiply(Np.Divide(m, 2), root));
            NdArray isFirst = Lax.Compare(ComparisonKind.Le, z, Np.Divide(m, Np.Add(m, x)));
            return Lax.SelectN(isFirst, Np.Divide(mSquared, x), x);
        }, key, mean);
    }

    // JAX: _normal_real. The quantile of a uniform number between −1, excluded, and 1.
    private static NdArray NormalReal(NdArray key, Shape shape, DType dtype) => Sampler("_normal_real", dtype, shape, args =>
    {
        NdArray u = Uniform(args[0], shape, dtype, Number(dtype, -FloatInfo.Of(dtype).BelowOne), Number(dtype, 1));
        return Lax.Mul(Lax.Number(SquareRootOfTwo(dtype), dtype), Lax.Unary(UnaryKind.ErfInv, u));
    }, key);

    private static Scalar SquareRootOfTwo(DType dtype) => Scalar.Of(Math.Sqrt(2)).ConvertTo(dtype);
}
