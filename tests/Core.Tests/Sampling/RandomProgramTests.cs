using System.Globalization;

namespace Core.Tests.Sampling;

/// <summary>The functions of Rng give the programs and the numbers of their jax.random namesakes, which <c>goldens/random.txt</c> and <c>random_numbers.txt</c> hold.</summary>
public class RandomProgramTests
{
    private static readonly Dictionary<string, string> Programs = GoldenFile.Read("random.txt"), Numbers = GoldenFile.Read("random_numbers.txt");

    private static IEnumerable<string> Names => Programs.Keys;

    // All but those of eigenvectors, whose signs are a library's choice.
    private static IEnumerable<string> NumberNames => Numbers.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_sampler_gives_the_program_of_its_namesake(string name) =>
        Assert.That(RandomPrograms.All[name].Jaxpr(UsesX64(name)).ToString(), Is.EqualTo(Programs[name]));

    [TestCaseSource(nameof(NumberNames))]
    public void A_sampler_gives_the_numbers_of_its_namesake(string name)
    {
        string[] golden = Numbers[name].Split(' ');
        NdArray samples = RandomPrograms.All[name].Invoke(UsesX64(name));
        if (samples.DType.IsKey) samples = Rng.KeyData(samples);
        Assert.That(samples.Type.ToString(), Is.EqualTo(golden[0]));
        double[] wanted = [.. golden.Skip(1).Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
        double tolerance = samples.DType switch
        {
            DType.F64 => 1e-12,
            DType.F16 => 4e-3,
            DType.BF16 => 3e-2,
            DType.F32 or DType.C64 => 2e-6,
            _ => 0,
        };
        Assert.That(Doubles(samples), Is.EqualTo(wanted).Within(tolerance).Percent.Or.EqualTo(wanted).Within(tolerance));
    }

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(RandomPrograms.All.Keys, Is.EquivalentTo(Programs.Keys));

    [Test]
    public void Factors_by_eigenvectors_give_the_covariance([Values(CovarianceFactor.Eigh, CovarianceFactor.Svd)] CovarianceFactor method)
    {
        double[] wanted = [2, 0.5, 0.5, 1];
        NdArray samples = Rng.MultivariateNormal(Rng.Key(1), NdArray.From<float>(3, -1), NdArray.From<float>([2, 0.5f, 0.5f, 1], [2, 2]), [4000], method: method);
        double[] means = Doubles(Np.Mean(samples, 0)), covariance = Doubles(Np.Cov(samples, rowvar: false));
        Assert.That(means, Is.EqualTo((double[])[3, -1]).Within(0.1));
        Assert.That(covariance, Is.EqualTo(wanted).Within(0.15));
    }

    private static bool UsesX64(string name) => name.EndsWith("x64", StringComparison.Ordinal);

    private static double[] Doubles(NdArray x) => x.DType.IsComplex
        ? [.. x.AsSpan<Complex64>().ToArray().SelectMany(z => new double[] { z.Real, z.Imaginary })]
        : x.AsType(DType.F64).ToArray<double>();
}
