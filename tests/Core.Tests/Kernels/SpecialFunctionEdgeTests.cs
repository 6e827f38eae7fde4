using Core.Kernels;

namespace Core.Tests.Kernels;

public class SpecialFunctionEdgeTests
{
    private static readonly Dictionary<string, Func<double[], double>> Functions = new()
    {
        ["erf"] = x => SpecialFunctions.Erf(x[0]),
        ["erfc"] = x => SpecialFunctions.Erfc(x[0]),
        ["erf_inv"] = x => SpecialFunctions.ErfInv(x[0]),
        ["lgamma"] = x => SpecialFunctions.Lgamma(x[0]),
        ["digamma"] = x => SpecialFunctions.Digamma(x[0]),
        ["bessel_i0e"] = x => SpecialFunctions.BesselI0e(x[0]),
        ["bessel_i1e"] = x => SpecialFunctions.BesselI1e(x[0]),
        ["expm1"] = x => SpecialFunctions.Expm1(x[0]),
        ["log1p"] = x => SpecialFunctions.Log1p(x[0]),
        ["cbrt"] = x => SpecialFunctions.Cbrt(x[0]),
        ["exp2"] = x => SpecialFunctions.Exp2(x[0]),
        ["logistic"] = x => SpecialFunctions.Logistic(x[0]),
        ["sign"] = x => SpecialFunctions.Sign(x[0]),
        ["rsqrt"] = x => SpecialFunctions.Rsqrt(x[0]),
        ["round_away"] = x => SpecialFunctions.RoundHalfAwayFromZero(x[0]),
        ["round_even"] = x => SpecialFunctions.RoundHalfToEven(x[0]),
        ["pow"] = x => SpecialFunctions.Pow(x[0], x[1]),
        ["rem"] = x => SpecialFunctions.Rem(x[0], x[1]),
        ["nextafter"] = x => SpecialFunctions.NextAfter(x[0], x[1]),
        ["zeta"] = x => SpecialFunctions.Zeta(x[0], x[1]),
        ["polygamma"] = x => SpecialFunctions.Polygamma(x[0], x[1]),
        ["igamma"] = x => SpecialFunctions.Igamma(x[0], x[1]),
        ["igammac"] = x => SpecialFunctions.Igammac(x[0], x[1]),
        ["igamma_grad_a"] = x => SpecialFunctions.IgammaGradA(x[0], x[1]),
        ["betainc"] = x => SpecialFunctions.RegularizedIncompleteBeta(x[0], x[1], x[2]),
        ["integer_pow"] = x => SpecialFunctions.IntegerPow(x[0], (int)x[1]),
    };

    private static IEnumerable<string> Names => Functions.Keys;

    [TestCaseSource(nameof(Names))]
    public void NaN_infinities_zeros_and_poles_are_jaxs(string name)
    {
        int count = 0;
        foreach (double[] row in References.Rows("jax_edges", name))
        {
            double actual = Functions[name](row[..^1]), expected = row[^1];
            string description = string.Join(' ', row.Select(References.Text));
            count++;
            if (double.IsFinite(expected) && expected != 0) Assert.That(actual, Is.EqualTo(expected).Within(1e-7).Percent, description);
            else Assert.That(References.Text(actual), Is.EqualTo(References.Text(expected)), description);
        }
        Assert.That(count, Is.GreaterThan(20));
    }

    [TestCase(5e-324, 5e-324)]
    [TestCase(-1e-310, -1e-310)]
    public void Subnormal_numbers_are_not_flushed(double x, double expected)
    {
        Assert.That(SpecialFunctions.Expm1(x), Is.EqualTo(expected));
        Assert.That(SpecialFunctions.Log1p(x), Is.EqualTo(expected));
        Assert.That(Math.Pow(SpecialFunctions.Cbrt(x) * 1e100, 3), Is.EqualTo(x * 1e300).Within(1e-12).Percent);
        Assert.That(SpecialFunctions.Sign(x), Is.EqualTo(Math.Sign(x)));
    }

    [TestCase(double.MaxValue, 5.643803094122362e102)]
    [TestCase(-1.7e308, -5.539658256754465e+102)]
    public void The_cube_root_of_the_largest_numbers_is_finite(double x, double expected) =>
        Assert.That(SpecialFunctions.Cbrt(x), Is.EqualTo(expected).Within(1e-13).Percent);

    [TestCase(-745, 5e-324)]
    [TestCase(-744, 1e-323)]
    [TestCase(37, 1)]
    public void The_logistic_function_reaches_its_ends_late(double x, double expected) =>
        Assert.That(SpecialFunctions.Logistic(x), Is.EqualTo(expected));

    [TestCase(2, 1e300, 1e-300)]
    [TestCase(1e300, 1, 1)]
    [TestCase(1e300, 2, 0)]
    [TestCase(1e300, 0.5, double.PositiveInfinity)]
    public void Zeta_is_finite_where_it_can_be(double s, double q, double expected) =>
        Assert.That(SpecialFunctions.Zeta(s, q), Is.EqualTo(expected).Within(1e-13).Percent);

    [TestCase(1e308, 1e308)]
    [TestCase(1e308, 3)]
    [TestCase(3, 1e308)]
    [TestCase(1e-308, 1e308)]
    [TestCase(1e-308, 1e-308)]
    [TestCase(1e8, 1e8)]
    public void Incomplete_functions_stay_in_range_for_extreme_arguments(double a, double x)
    {
        Assert.That(SpecialFunctions.Igamma(a, x), Is.InRange(0.0, 1.0));
        Assert.That(SpecialFunctions.Igammac(a, x), Is.InRange(0.0, 1.0));
        Assert.That(SpecialFunctions.IgammaGradA(a, x), Is.LessThanOrEqualTo(0.0));
        foreach (double p in (double[])[1e-300, 1e-16, 0.3, 0.5, 1 - 1e-16])
            Assert.That(SpecialFunctions.RegularizedIncompleteBeta(a, x, p), Is.InRange(0.0, 1.0));
    }
}
