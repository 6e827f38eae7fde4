using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Rng
{
    /// <summary>Numbers of the Poisson distribution, for Threefry keys.</summary>
    /// <param name="key">The key.</param>
    /// <param name="lam">The mean.</param>
    /// <param name="shape">The shape, that of <paramref name="lam"/> by default.</param>
    /// <param name="dtype">The element type, an integer type, i32 by default.</param>
    /// <exception cref="UnsupportedException">The key is of another type.</exception>
    public static NdArray Poisson(NdArray key, NdArray lam, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Poisson", key);
        if (key.DType is not DType.KeyFry) throw new UnsupportedException($"Poisson: takes Threefry keys, got {key.Type}; make one with Rng.Key(seed).");
        DType type = IntegerType("Poisson", dtype);
        Shape samples = SampleShape("Poisson", shape, lam);
        NdArray means = Convert(Np.BroadcastTo(lam, samples), DType.F32);
        return Sampler("_poisson", type, samples, args =>
        {
            NdArray mean = args[1];
            NdArray isSmall = Np.BitwiseOr(IsNaN(mean), Np.Less(mean, 10));
            NdArray small = Lax.SelectN(isSmall, FilledLike(mean, 0), mean), large = Lax.SelectN(isSmall, mean, FilledLike(mean, 1e5));
            NdArray few = PoissonByProducts(args[0], small, samples, type), many = PoissonByRejection(args[0], large, samples, type);
            NdArray result = Lax.SelectN(isSmall, many, few);
            return Lax.SelectN(Np.Equal(mean, 0), result, Np.ZerosLike(result));
        }, key, means);
    }

    // JAX: _poisson_knuth. How many uniform numbers can be multiplied before the product is below e^(−λ).
    private static NdArray PoissonByProducts(NdArray key, NdArray mean, Shape shape, DType dtype) => Sampler("_poisson_knuth", dtype, shape, args =>
    {
        NdArray lam = args[1], limit = Lax.Number(Integer(Range(dtype).Largest), dtype);
        PyTree.RegisterTuple<NdArray, NdArray, NdArray, NdArray>();
        (NdArray I, NdArray Count, NdArray Key, NdArray Log) init = (0, Filled(shape, 0, dtype), args[0], Filled(shape, 0, DType.F32));
        NdArray count = ControlFlow.While(
            init,
            Body.Of(((NdArray I, NdArray Count, NdArray Key, NdArray Log) s) => Np.BitwiseAnd(Np.Any(Np.Greater(s.Log, Neg(lam))), Np.Less(s.I, limit))),
            Body.Of(((NdArray I, NdArray Count, NdArray Key, NdArray Log) s) =>
            {
                NdArray[] keys = SplitInto("Poisson", s.Key, 2);
                NdArray goesOn = Np.Greater(s.Log, Neg(lam));
                NdArray counted = Lax.SelectN(goesOn, s.Count, Np.Add(s.Count, 1));
                NdArray u = Uniform(keys[1], shape, DType.F32);
                return (Np.Add(s.I, 1), counted, keys[0], Np.Add(s.Log, Log(u)));
            })).Count;
        return Np.Subtract(count, 1);
    }, key, mean);

    // JAX: _poisson_rejection (Hörmann, "The transformed rejection method for generating Poisson random variables", 1993).
    private static NdArray PoissonByRejection(NdArray key, NdArray mean, Shape shape, DType dtype) => Sampler("_poisson_rejection", dtype, shape, args =>
    {
        NdArray lam = args[1], limit = Lax.Number(Integer(Range(dtype).Largest), dtype);
        NdArray logLam = Log(lam);
        NdArray b = 0.931 + 2.53 * Lax.Unary(UnaryKind.Sqrt, lam), a = -0.059 + 0.02483 * b;
        NdArray inverseAlpha = 1.1239 + 1.1328 / (b - 3.4), vr = 0.9277 - 3.6224 / (b - 2);
        PyTree.RegisterTuple<NdArray, NdArray, NdArray, NdArray>();
        (NdArray I, NdArray K, NdArray Accepted, NdArray Key) init = (0, Filled(shape, -1, DType.F32), Filled(shape, 0, DType.Bool), args[0]);
        NdArray count = ControlFlow.While(
            init,
            Body.Of(((NdArray I, NdArray K, NdArray Accepted, NdArray Key) s) => Np.BitwiseAnd(Np.Any(Np.BitwiseNot(s.Accepted)), Np.Less(s.I, limit))),
            Body.Of(((NdArray I, NdArray K, NdArray Accepted, NdArray Key) s) =>
            {
                NdArray[] keys = SplitInto("Poisson", s.Key, 3);
                NdArray u = Uniform(keys[1], shape, DType.F32) - 0.5, v = Uniform(keys[2], shape, DType.F32);
                NdArray shifted = 0.5 - Np.Abs(u);
                NdArray k = Lax.Unary(UnaryKind.Floor, (2 * a / shifted + b) * u + lam + 0.43);
                NdArray left = Log(v * inverseAlpha / (a / (shifted * shifted) + b));
                NdArray right = -lam + k * logLam - Lax.Unary(UnaryKind.Lgamma, k + 1);
                NdArray atOnce = Np.BitwiseAnd(Np.GreaterEqual(shifted, 0.07), Np.LessEqual(v, vr));
                NdArray rejected = Np.BitwiseOr(Np.Less(k, 0), Np.BitwiseAnd(Np.Less(shifted, 0.013), Np.Greater(v, shifted)));
                NdArray later = Np.LessEqual(left, right);
                NdArray accepted = Np.BitwiseOr(atOnce, Np.BitwiseAnd(Np.BitwiseNot(rejected), later));
                NdArray kept = Lax.SelectN(accepted, s.K, k), all = Np.BitwiseOr(s.Accepted, accepted);
                return (Np.Add(s.I, 1), kept, all, keys[0]);
            })).K;
        return Convert(count, dtype);
    }, key, mean);

    private static NdArray IsNaN(NdArray x) => Lax.Compare(ComparisonKind.Ne, x, x);

    private static NdArray Filled(Shape shape, double value, DType dtype) => Lax.BroadcastInDim(Lax.Number(Scalar.Of(value), dtype), shape, []);

    // JAX: lax.full_like. As weak as the array.
    private static NdArray FilledLike(NdArray like, double value) =>
        Lax.BroadcastInDim(new(new Literal(like.IsWeak ? Scalar.Of(value) : Scalar.Of(value).ConvertTo(like.DType), like.DType, like.IsWeak)), like.Shape, []);
}
