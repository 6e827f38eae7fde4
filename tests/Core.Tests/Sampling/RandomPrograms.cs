using static Core.Np;

namespace Core.Tests.Sampling;

/// <summary>The namesakes of the entries of <c>goldens/random.txt</c>.</summary>
internal static class RandomPrograms
{
    private static readonly NdArray K = Rng.Key(42), Keys = Rng.Split(Rng.Key(7), 3);
    private static readonly NdArray V = NdArray.From<float>(0.5f, 1, 2.5f), P = NdArray.From<float>(0.25f, 0.5f, 0.75f);

    private static readonly NdArray Logits = NdArray.From<float>([0, 1, 2, 3, 0.5f, -1], [2, 3]);

    private static readonly NdArray Spread = NdArray.From<float>([2, 0.5f, 0.25f, 0.5f, 1, -0.25f, 0.25f, -0.25f, 3], [3, 3]);

    public static Dictionary<string, RandomProgram> All { get; } = new()
    {
        ["key"] = new(_ => Rng.Key(7)),
        ["key of a negative seed"] = new(_ => Rng.Key(-1)),
        ["key of a traced seed"] = new(a => Rng.Key(a[0]), NdArray.From(1234567).At(0)),
        ["rbg key"] = new(_ => Rng.Key(7, DType.KeyRbg)),
        ["key data"] = new(a => Rng.KeyData(a[0]), K),
        ["wrap key data"] = new(a => Rng.WrapKeyData(a[0]), NdArray.From<uint>(1, 2)),
        ["split"] = new(a => Rng.Split(a[0], 2), K),
        ["split in two"] = new(a => Rng.Split(a[0]) is var (x, y) ? Stack([Rng.KeyData(x), Rng.KeyData(y)]) : K, K),
        ["split of a shape"] = new(a => Rng.Split(a[0], shape: [2, 3]), K),
        ["split of an rbg key"] = new(_ => Rng.Split(Rng.Key(3, DType.KeyRbg), 3)),
        ["split of an unsafe rbg key"] = new(_ => Rng.Split(Rng.Key(3, DType.KeyUrbg), 3)),
        ["fold in"] = new(a => Rng.FoldIn(a[0], 3), K),
        ["fold in of a traced number"] = new(a => Rng.FoldIn(a[0], a[1]), K, NdArray.From(-5).At(0)),
        ["fold into an rbg key"] = new(_ => Rng.FoldIn(Rng.Key(3, DType.KeyRbg), 9)),
        ["fold into an unsafe rbg key"] = new(_ => Rng.FoldIn(Rng.Key(3, DType.KeyUrbg), 9)),
        ["clone"] = new(a => Rng.Clone(a[0]), K),
        ["bits"] = new(a => Rng.Bits(a[0], [2, 3]), K),
        ["bits of 8"] = new(a => Rng.Bits(a[0], [5], U8), K),
        ["bits of 16"] = new(a => Rng.Bits(a[0], [5], U16), K),
        ["bits of 64 x64"] = new(a => Rng.Bits(a[0], [5]), K),
        ["bits of an rbg key"] = new(_ => Rng.Bits(Rng.Key(3, DType.KeyRbg), [3, 3])),
        ["bits of 16 of an rbg key"] = new(_ => Rng.Bits(Rng.Key(3, DType.KeyRbg), [7], U16)),
        ["mapped split"] = Mapped(k => Rng.Split(k, 2), Keys),
        ["mapped fold in"] = Mapped(Rng.FoldIn, [null, 0], K, NdArray.From(0, 1, 2)),
        ["mapped normal"] = Mapped(k => Rng.Normal(k, [2]), Keys),
        ["mapped gamma"] = Mapped((k, v) => Rng.Gamma(k, v), 0, Keys, V),
        ["mapped gamma over one key"] = Mapped((k, v) => Rng.Gamma(k, v), [null, 0], K, V),
        ["mapped bits of rbg keys"] = new(_ => Map(k => Rng.Bits(k, [2]), Rng.Split(Rng.Key(3, DType.KeyRbg), 3))),
        ["mapped fold in of unsafe rbg keys"] = new(_ => Map(Rng.FoldIn, 0, Rng.Split(Rng.Key(3, DType.KeyUrbg), 3), Arange(3))),

        ["uniform"] = new(a => Rng.Uniform(a[0], [3]), K),
        ["uniform of no axes"] = new(a => Rng.Uniform(a[0]), K),
        ["uniform between"] = new(a => Rng.Uniform(a[0], [3], minval: -1.5, maxval: 2.5), K),
        ["uniform between an int and an array"] = new(a => Rng.Uniform(a[0], [2, 3], minval: -1, maxval: a[1]), K, V),
        ["uniform of bfloat16"] = new(a => Rng.Uniform(a[0], [4], BF16), K),
        ["uniform of float16"] = new(a => Rng.Uniform(a[0], [4], F16, -1.0), K),
        ["uniform x64"] = new(a => Rng.Uniform(a[0], [4]), K),
        ["uniform of an rbg key"] = new(_ => Rng.Uniform(Rng.Key(3, DType.KeyRbg), [4])),
        ["randint"] = new(a => Rng.Randint(a[0], [5], 0, 10), K),
        ["randint of no axes"] = new(a => Rng.Randint(a[0], [], -5, 7), K),
        ["randint of uint8"] = new(a => Rng.Randint(a[0], [5], 0, 256, U8), K),
        ["randint of int16"] = new(a => Rng.Randint(a[0], [5], -300, 40000, I16), K),
        ["randint of uint32"] = new(a => Rng.Randint(a[0], [5], 0, 1000, U32), K),
        ["randint of floats"] = new(a => Rng.Randint(a[0], [5], 0.0, 100.0), K),
        ["randint of arrays"] = new(a => Rng.Randint(a[0], [2, 3], 0, a[1]), K, NdArray.From(1, 10, 1000)),
        ["randint of an empty range"] = new(a => Rng.Randint(a[0], [3], 5, 5), K),
        ["randint x64"] = new(a => Rng.Randint(a[0], [5], -10, 1_000_000_000_000L), K),
        ["bernoulli"] = new(a => Rng.Bernoulli(a[0], 0.3, [6]), K),
        ["bernoulli of an array"] = new(a => Rng.Bernoulli(a[0], a[1]), K, P),
        ["bernoulli of a high range"] = new(a => Rng.Bernoulli(a[0], a[1], [2, 3], highRange: true), K, P),
        ["rademacher"] = new(a => Rng.Rademacher(a[0], [5]), K),
        ["rademacher of floats"] = new(a => Rng.Rademacher(a[0], [5], F32), K),

        ["normal"] = new(a => Rng.Normal(a[0], [2, 3]), K),
        ["normal of no axes"] = new(a => Rng.Normal(a[0]), K),
        ["normal of bfloat16"] = new(a => Rng.Normal(a[0], [4], BF16), K),
        ["normal of float16"] = new(a => Rng.Normal(a[0], [4], F16), K),
        ["normal of complex64"] = new(a => Rng.Normal(a[0], [3], C64), K),
        ["normal x64"] = new(a => Rng.Normal(a[0], [4]), K),
        ["truncated normal"] = new(a => Rng.TruncatedNormal(a[0], -1.0, 2.0, [4]), K),
        ["truncated normal of arrays"] = new(a => Rng.TruncatedNormal(a[0], -a[1], a[1]), K, V),
        ["lognormal"] = new(a => Rng.Lognormal(a[0], 2.0, [3]), K),
        ["lognormal of one"] = new(a => Rng.Lognormal(a[0]), K),
        ["maxwell"] = new(a => Rng.Maxwell(a[0], [2]), K),
        ["double sided maxwell"] = new(a => Rng.DoubleSidedMaxwell(a[0], 1.0, 2.0, [2]), K),
        ["double sided maxwell of arrays"] = new(a => Rng.DoubleSidedMaxwell(a[0], a[1], 2.0), K, V),
        ["wald"] = new(a => Rng.Wald(a[0], a[1], [2, 3]), K, V),

        ["exponential"] = new(a => Rng.Exponential(a[0], [3]), K),
        ["laplace"] = new(a => Rng.Laplace(a[0], [3]), K),
        ["laplace of bfloat16"] = new(a => Rng.Laplace(a[0], [3], BF16), K),
        ["logistic"] = new(a => Rng.Logistic(a[0], [3]), K),
        ["cauchy"] = new(a => Rng.Cauchy(a[0], [3]), K),
        ["gumbel"] = new(a => Rng.Gumbel(a[0], [3]), K),
        ["gumbel of a high range"] = new(a => Rng.Gumbel(a[0], [3], highRange: true), K),
        ["gumbel of bfloat16"] = new(a => Rng.Gumbel(a[0], [3], BF16), K),
        ["pareto"] = new(a => Rng.Pareto(a[0], a[1], [2, 3]), K, V),
        ["weibull_min"] = new(a => Rng.WeibullMin(a[0], 1.0, 2.0, [3]), K),
        ["weibull_min of arrays"] = new(a => Rng.WeibullMin(a[0], a[1], a[1], [3]), K, V),
        ["rayleigh"] = new(a => Rng.Rayleigh(a[0], a[1], [2, 3]), K, V),
        ["triangular"] = new(a => Rng.Triangular(a[0], 0.0, 0.25, 1.0, [3]), K),
        ["geometric"] = new(a => Rng.Geometric(a[0], a[1]), K, P),

        ["permutation"] = new(a => Rng.Permutation(a[0], 5), K),
        ["permutation of rows"] = new(a => Rng.Permutation(a[0], a[1]), K, Logits),
        ["permutation along an axis"] = new(a => Rng.Permutation(a[0], a[1], 1), K, Logits),
        ["independent permutation"] = new(a => Rng.Permutation(a[0], a[1], 1, independent: true), K, Logits),
        ["permutation in several rounds"] = new(a => Rng.Permutation(a[0], 2000), K),
        ["choice"] = new(a => Rng.Choice(a[0], 5), K),
        ["choice of a shape"] = new(a => Rng.Choice(a[0], 5, [2, 3]), K),
        ["choice without replacement"] = new(a => Rng.Choice(a[0], 7, [2, 3], replace: false), K),
        ["choice of rows"] = new(a => Rng.Choice(a[0], a[1], [4]), K, Logits),
        ["choice of columns without replacement"] = new(a => Rng.Choice(a[0], a[1], [2], replace: false, axis: 1), K, Logits),
        ["choice by probabilities without replacement"] = new(a => Rng.Choice(a[0], 3, [2], replace: false, p: a[1]), K, P),
        ["choice by probabilities"] = new(a => Rng.Choice(a[0], 3, [4], p: a[1]), K, P),
        ["choice of one by probabilities"] = new(a => Rng.Choice(a[0], 3, p: a[1]), K, P),
        ["choice of columns by probabilities"] = new(a => Rng.Choice(a[0], a[1], [2, 2], p: a[2], axis: 1), K, Logits, P),
        ["categorical"] = new(a => Rng.Categorical(a[0], a[1]), K, Logits),
        ["categorical along the first axis"] = new(a => Rng.Categorical(a[0], a[1], axis: 0), K, Logits),
        ["categorical of a shape"] = new(a => Rng.Categorical(a[0], a[1], shape: [4, 2]), K, Logits),
        ["categorical without replacement"] = new(a => Rng.Categorical(a[0], a[1], shape: [2, 2], replace: false), K, Logits),

        ["poisson"] = new(a => Rng.Poisson(a[0], 3.0, [5]), K),
        ["poisson of arrays"] = new(a => Rng.Poisson(a[0], a[1], [2, 3]), K, NdArray.From<float>(0, 5, 50)),
        ["poisson of no axes"] = new(a => Rng.Poisson(a[0], 20), K),
        ["poisson of int16"] = new(a => Rng.Poisson(a[0], a[1], dtype: I16), K, V),
        ["poisson x64"] = new(a => Rng.Poisson(a[0], 30.5, [3]), K),
        ["mapped poisson"] = Mapped((k, v) => Rng.Poisson(k, v, [2]), 0, Keys, NdArray.From<float>(1, 12, 100)),
        ["binomial"] = new(a => Rng.Binomial(a[0], 10, 0.3, [5]), K),
        ["binomial of arrays"] = new(a => Rng.Binomial(a[0], a[1], a[2]), K, NdArray.From<float>(5, 100, float.PositiveInfinity), P),
        ["binomial of no axes"] = new(a => Rng.Binomial(a[0], 1000.0, 0.75), K),
        ["binomial of float16"] = new(a => Rng.Binomial(a[0], 40, a[1], [3], F16), K, P),
        ["binomial x64"] = new(a => Rng.Binomial(a[0], 60, 0.5, [3]), K),
        ["multinomial"] = new(a => Rng.Multinomial(a[0], 20, a[1] / 1.5), K, P),
        ["multinomial of a shape"] = new(a => Rng.Multinomial(a[0], a[1], a[2] / 1.5, [2, 3]), K, NdArray.From<float>(7, 100), P),

        ["multivariate normal"] = new(a => Rng.MultivariateNormal(a[0], a[1], a[2], [4]), K, V, Spread),
        ["multivariate normal by eigenvectors"] = new(a => Rng.MultivariateNormal(a[0], a[1], a[2], method: CovarianceFactor.Eigh), K, V, Spread),
        ["multivariate normal by singular vectors"] = new(a => Rng.MultivariateNormal(a[0], a[1], a[2], [2], method: CovarianceFactor.Svd), K, V, Spread),
        ["multivariate normal of ints"] = new(a => Rng.MultivariateNormal(a[0], Zeros([2, 3], I32), a[1]), K, Spread),
        ["orthogonal"] = new(a => Rng.Orthogonal(a[0], 3), K),
        ["orthogonal rows"] = new(a => Rng.Orthogonal(a[0], 2, [2], m: 3), K),
        ["orthogonal columns"] = new(a => Rng.Orthogonal(a[0], 3, m: 2), K),

        ["initializer of ones"] = new(a => Initializers.Ones(a[0], [2, 3]), K),
        ["initializer of a constant"] = new(a => Initializers.Constant(2, BF16)(a[0], [2, 3]), K),
        ["initializer uniform"] = new(a => Initializers.Uniform()(a[0], [2, 3]), K),
        ["initializer normal"] = new(a => Initializers.Normal(0.5)(a[0], [2, 3], BF16), K),
        ["initializer truncated normal"] = new(a => Initializers.TruncatedNormal(0.5)(a[0], [2, 3]), K),
        ["initializer glorot uniform"] = new(a => Initializers.GlorotUniform()(a[0], [2, 3]), K),
        ["initializer he normal"] = new(a => Initializers.HeNormal()(a[0], [2, 2, 3]), K),
        ["initializer lecun normal of other axes"] = new(a => Initializers.LecunNormal(1, 0)(a[0], [2, 4, 3]), K),
        ["initializer variance scaling"] = new(a => Initializers.VarianceScaling(2, FanMode.FanGeoAvg, InitializerDistribution.Normal)(a[0], [3, 5]), K),
        ["initializer orthogonal"] = new(a => Initializers.Orthogonal(2, 0)(a[0], [2, 3, 2]), K),
        ["initializer delta orthogonal"] = new(a => Initializers.DeltaOrthogonal()(a[0], [3, 2, 2]), K),

        ["gamma"] = new(a => Rng.Gamma(a[0], 2.0, [3]), K),
        ["gamma of an array"] = new(a => Rng.Gamma(a[0], a[1], [2, 3]), K, V),
        ["gamma of bfloat16"] = new(a => Rng.Gamma(a[0], 2.0, [3], BF16), K),
        ["gamma x64"] = new(a => Rng.Gamma(a[0], 0.5, [3]), K),
        ["loggamma"] = new(a => Rng.Loggamma(a[0], a[1]), K, V),
        ["beta"] = new(a => Rng.Beta(a[0], a[1], 2.0), K, V),
        ["dirichlet"] = new(a => Rng.Dirichlet(a[0], a[1], [2]), K, V),
        ["t"] = new(a => Rng.T(a[0], a[1], [2, 3]), K, V),
        ["chisquare"] = new(a => Rng.Chisquare(a[0], a[1], [2, 3]), K, V),
        ["f"] = new(a => Rng.F(a[0], a[1], 2.0), K, V),
        ["generalized normal"] = new(a => Rng.GeneralizedNormal(a[0], 3.0, [3]), K),
        ["ball"] = new(a => Rng.Ball(a[0], 3, 2.0, [2]), K),
        ["ball of the default norm"] = new(a => Rng.Ball(a[0], 3), K),
    };

    private static RandomProgram Mapped(Func<NdArray, NdArray> f, NdArray x) => new(a => Map(f, a[0]), x);

    private static RandomProgram Mapped(Func<NdArray, NdArray, NdArray> f, Axes inAxes, NdArray x, NdArray y) => new(a => Map(f, inAxes, a[0], a[1]), x, y);

    private static NdArray Map(Func<NdArray, NdArray> f, NdArray x) => Transforms.Trace(f).Vmap().Invoke(x);

    private static NdArray Map(Func<NdArray, NdArray, NdArray> f, Axes inAxes, NdArray x, NdArray y) => Transforms.Trace(f).Vmap(inAxes).Invoke(x, y);

    private static NdArray At(this NdArray x, int i) => NdArray.Of(x[i].Data());
}

/// <summary>A function of random numbers, and what it is called with.</summary>
/// <param name="Function">The function of arrays.</param>
/// <param name="Arguments">The arrays.</param>
internal sealed record RandomProgram(Func<NdArray[], NdArray> Function, params NdArray[] Arguments)
{
    public Jaxpr Jaxpr(bool x64) => Transforms.Trace(Function, x64).ToJaxpr(Arguments);

    public NdArray Invoke(bool x64) => Transforms.Trace(Function, x64).Invoke(Arguments);
}
