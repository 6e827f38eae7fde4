using Core.Kernels;

namespace Core.Tests.Kernels;

public class SpecialFunctionAccuracyTests
{
    private static readonly Dictionary<string, Func<double[], double>> Functions = new()
    {
        ["erf"] = x => SpecialFunctions.Erf(x[0]),
        ["erfc"] = x => SpecialFunctions.Erfc(x[0]),
        ["erf_inv"] = x => SpecialFunctions.ErfInv(x[0]),
        ["lgamma"] = x => SpecialFunctions.Lgamma(x[0]),
        ["lgamma_negative"] = x => SpecialFunctions.Lgamma(x[0]),
        ["digamma"] = x => SpecialFunctions.Digamma(x[0]),
        ["bessel_i0e"] = x => SpecialFunctions.BesselI0e(x[0]),
        ["bessel_i1e"] = x => SpecialFunctions.BesselI1e(x[0]),
        ["expm1"] = x => SpecialFunctions.Expm1(x[0]),
        ["log1p"] = x => SpecialFunctions.Log1p(x[0]),
        ["cbrt"] = x => SpecialFunctions.Cbrt(x[0]),
        ["exp2"] = x => SpecialFunctions.Exp2(x[0]),
        ["logistic"] = x => SpecialFunctions.Logistic(x[0]),
        ["zeta_negative"] = x => SpecialFunctions.Zeta(x[0], x[1]),
        ["digamma_negative"] = x => SpecialFunctions.Digamma(x[0]),
        ["polygamma_negative"] = x => SpecialFunctions.Polygamma(x[0], x[1]),
        ["random_gamma_grad"] = x => SpecialFunctions.RandomGammaGrad(x[0], x[1]),
        ["rsqrt"] = x => SpecialFunctions.Rsqrt(x[0]),
        ["pow"] = x => SpecialFunctions.Pow(x[0], x[1]),
        ["exp"] = x => Math.Exp(x[0]),
        ["log"] = x => Math.Log(x[0]),
        ["sin"] = x => Math.Sin(x[0]),
        ["cos"] = x => Math.Cos(x[0]),
        ["tan"] = x => Math.Tan(x[0]),
        ["asin"] = x => Math.Asin(x[0]),
        ["acos"] = x => Math.Acos(x[0]),
        ["atan"] = x => Math.Atan(x[0]),
        ["atan2"] = x => Math.Atan2(x[0], x[1]),
        ["sinh"] = x => Math.Sinh(x[0]),
        ["cosh"] = x => Math.Cosh(x[0]),
        ["tanh"] = x => Math.Tanh(x[0]),
        ["asinh"] = x => Math.Asinh(x[0]),
        ["acosh"] = x => Math.Acosh(x[0]),
        ["atanh"] = x => Math.Atanh(x[0]),
        ["zeta"] = x => SpecialFunctions.Zeta(x[0], x[1]),
        ["polygamma"] = x => SpecialFunctions.Polygamma(x[0], x[1]),
        ["igamma"] = x => SpecialFunctions.Igamma(x[0], x[1]),
        ["igammac"] = x => SpecialFunctions.Igammac(x[0], x[1]),
        ["igamma_grad_a"] = x => SpecialFunctions.IgammaGradA(x[0], x[1]),
        ["betainc"] = x => SpecialFunctions.RegularizedIncompleteBeta(x[0], x[1], x[2]),
    };

    // In ulp of the rounded reference, as docs/special-functions.md has them.
    [TestCase("erf", 3)]
    [TestCase("erfc", 4)]
    [TestCase("erf_inv", 4)]
    [TestCase("lgamma", 4)]
    [TestCase("lgamma_negative", 4)]
    [TestCase("digamma", 4)]
    [TestCase("digamma_negative", 4)]
    [TestCase("bessel_i0e", 4)]
    [TestCase("bessel_i1e", 4)]
    [TestCase("expm1", 2)]
    [TestCase("log1p", 2)]
    [TestCase("cbrt", 1)]
    [TestCase("exp2", 1)]
    [TestCase("logistic", 2)]
    [TestCase("zeta", 4)]
    [TestCase("zeta_negative", 1)]
    [TestCase("polygamma", 4)]
    [TestCase("polygamma_negative", 4)]
    [TestCase("igamma", 8)]
    [TestCase("igammac", 10)]
    [TestCase("igamma_grad_a", 10)]
    [TestCase("random_gamma_grad", 8)]
    [TestCase("betainc", 8)]
    // Those of the runtime's library, here glibc's.
    [TestCase("exp", 1)]
    [TestCase("log", 1)]
    [TestCase("sin", 1)]
    [TestCase("cos", 1)]
    [TestCase("tan", 1)]
    [TestCase("asin", 1)]
    [TestCase("acos", 1)]
    [TestCase("atan", 1)]
    [TestCase("atan2", 1)]
    [TestCase("pow", 1)]
    [TestCase("sinh", 2)]
    [TestCase("cosh", 2)]
    [TestCase("tanh", 2)]
    [TestCase("asinh", 2)]
    [TestCase("acosh", 2)]
    [TestCase("atanh", 2)]
    [TestCase("rsqrt", 2)]
    public void Values_are_within_ulps_of_the_reference(string function, double ulps) =>
        References.AssertUlps(function, ulps, Functions[function]);

    private static IEnumerable<string> Names => Functions.Keys;

    [TestCaseSource(nameof(Names))]
    public void Values_rounded_to_f32_are_within_an_ulp(string function) => References.AssertBound(function, 0.51, row =>
    {
        float expected = (float)row[^1];
        if (!float.IsFinite(expected)) return 0;
        double ulp = (double)MathF.BitIncrement(MathF.Abs(expected)) - MathF.Abs(expected);
        return Math.Abs((float)Functions[function](row[..^1]) - row[^1]) / ulp;
    });

    [Test]
    public void Erf_inverts_erf_inv() =>
        References.AssertBound("erf_inv", 8, row => References.UlpError(SpecialFunctions.Erf(SpecialFunctions.ErfInv(row[0])), row[0]));

    [TestCase(1e5, 1e5 + 300)]
    [TestCase(1e10, 1e10 - 2e5)]
    [TestCase(1e15, 1e15 + 1e7)]
    [TestCase(1e300, 1e300)]
    [TestCase(3e-310, 2.5)]
    [TestCase(0.3, 1e-300)]
    public void Igamma_and_igammac_add_up_to_one(double a, double x) =>
        Assert.That(SpecialFunctions.Igamma(a, x) + SpecialFunctions.Igammac(a, x), Is.EqualTo(1).Within(1e-15));

    [Test]
    public void Igamma_of_one_half_is_an_error_function([Values(1e-8, 0.2, 0.75, 1.1, 3, 20, 100)] double x)
    {
        Assert.That(SpecialFunctions.Igamma(0.5, x), Is.EqualTo(SpecialFunctions.Erf(Math.Sqrt(x))).Within(2e-13).Percent);
        Assert.That(SpecialFunctions.Igammac(0.5, x), Is.EqualTo(SpecialFunctions.Erfc(Math.Sqrt(x))).Within(1e-11).Percent);
        Assert.That(SpecialFunctions.Igammac(1, x), Is.EqualTo(Math.Exp(-x)).Within(2e-13).Percent);
    }

    [TestCase(1e9, 2e9, 0.3333740234375)]
    [TestCase(1e-9, 1e9, 0.0009765625)]
    [TestCase(0.7, 1e5, 0.0000152587890625)]
    [TestCase(40, 1e5, 0.0003662109375)]
    [TestCase(3, 0.2, 0.9990234375)]
    [TestCase(1e300, 1e300, 0.5)]
    public void The_incomplete_beta_function_is_symmetric(double a, double b, double x)
    {
        double sum = SpecialFunctions.RegularizedIncompleteBeta(a, b, x) + SpecialFunctions.RegularizedIncompleteBeta(b, a, 1 - x);
        Assert.That(sum, Is.EqualTo(1).Within(1e-15));
    }

    [Test]
    public void The_incomplete_beta_function_tends_to_the_incomplete_gamma_function([Values(0.01, 0.7, 3, 40, 200)] double a)
    {
        double expected = SpecialFunctions.Igamma(a, 1.2 * a);
        Assert.That(SpecialFunctions.RegularizedIncompleteBeta(a, 1e200, 1.2 * a * 1e-200), Is.EqualTo(expected).Within(1e-12).Percent);
    }

    [Test]
    public void The_zeta_function_has_its_known_values()
    {
        Assert.That(SpecialFunctions.Zeta(2, 1), Is.EqualTo(Math.PI * Math.PI / 6).Within(4e-16));
        Assert.That(SpecialFunctions.Zeta(4, 1), Is.EqualTo(Math.Pow(Math.PI, 4) / 90).Within(4e-16));
        Assert.That(SpecialFunctions.Zeta(2, 0.5), Is.EqualTo(Math.PI * Math.PI / 2).Within(2e-15));
    }

    [Test]
    public void Polygamma_does_not_overflow_before_its_value_does()
    {
        // 900! is infinite and ζ(901, 400) zero; their product is Γ(901) 400^(−901) Σ (1 + k/400)^(−901).
        double sum = Enumerable.Range(0, 100).Sum(k => Math.Pow(1 + k / 400.0, -901));
        double expected = SpecialFunctions.Lgamma(901) - 901 * Math.Log(400) + Math.Log(sum);
        Assert.That(Math.Log(-SpecialFunctions.Polygamma(900, 400)), Is.EqualTo(expected).Within(1e-11));
    }
}
