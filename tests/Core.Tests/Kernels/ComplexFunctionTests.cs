using System.Numerics;
using Core.Kernels;

namespace Core.Tests.Kernels;

public class ComplexFunctionTests
{
    private static readonly Dictionary<string, Func<Complex, Complex>> Functions = new()
    {
        ["exp"] = SpecialFunctions.Exp,
        ["expm1"] = SpecialFunctions.Expm1,
        ["exp2"] = SpecialFunctions.Exp2,
        ["log"] = SpecialFunctions.Log,
        ["log1p"] = SpecialFunctions.Log1p,
        ["logistic"] = SpecialFunctions.Logistic,
        ["sqrt"] = SpecialFunctions.Sqrt,
        ["rsqrt"] = SpecialFunctions.Rsqrt,
        ["square"] = SpecialFunctions.Square,
        ["sign"] = SpecialFunctions.Sign,
        ["sin"] = SpecialFunctions.Sin,
        ["cos"] = SpecialFunctions.Cos,
        ["tan"] = SpecialFunctions.Tan,
        ["sinh"] = SpecialFunctions.Sinh,
        ["cosh"] = SpecialFunctions.Cosh,
        ["tanh"] = SpecialFunctions.Tanh,
        ["asin"] = SpecialFunctions.Asin,
        ["acos"] = SpecialFunctions.Acos,
        ["atan"] = SpecialFunctions.Atan,
        ["asinh"] = SpecialFunctions.Asinh,
        ["acosh"] = SpecialFunctions.Acosh,
        ["atanh"] = SpecialFunctions.Atanh,
    };

    private static readonly Dictionary<string, Func<Complex, Complex, Complex>> Operators = new()
    {
        ["mul"] = SpecialFunctions.Multiply,
        ["div"] = SpecialFunctions.Divide,
        ["pow"] = SpecialFunctions.Pow,
    };

    private static IEnumerable<string> Names => Functions.Keys;

    private static IEnumerable<string> OperatorNames => Operators.Keys;

    [TestCase("exp", 3)]
    [TestCase("exp2", 5)]
    [TestCase("log", 3)]
    [TestCase("log1p", 5)]
    [TestCase("sqrt", 3)]
    [TestCase("rsqrt", 5)]
    [TestCase("sign", 3)]
    [TestCase("sin", 4)]
    [TestCase("cos", 4)]
    [TestCase("tan", 8)]
    [TestCase("sinh", 4)]
    [TestCase("cosh", 4)]
    [TestCase("tanh", 8)]
    [TestCase("asin", 5)]
    [TestCase("acos", 5)]
    [TestCase("atan", 5)]
    [TestCase("asinh", 5)]
    [TestCase("acosh", 5)]
    [TestCase("atanh", 5)]
    public void Each_part_is_within_ulps_of_the_reference(string function, double ulps) =>
        References.AssertParts("complex_" + function, ulps, z => Functions[function](new(z[0], z[1])));

    [TestCase("expm1", 6)]
    [TestCase("logistic", 8)]
    public void The_error_is_small_against_the_absolute_value(string function, double bound) =>
        References.AssertNorm("complex_" + function, bound, z => Functions[function](new(z[0], z[1])));

    [Test]
    public void Products_are_within_two_ulps() =>
        References.AssertParts("complex_multiply", 2, z => SpecialFunctions.Multiply(new(z[0], z[1]), new(z[2], z[3])));

    [Test]
    public void Quotients_are_within_four_ulps() =>
        References.AssertParts("complex_divide", 4, z => SpecialFunctions.Divide(new(z[0], z[1]), new(z[2], z[3])));

    [Test]
    public void Powers_are_accurate_against_the_absolute_value() =>
        References.AssertNorm("complex_pow", 30, z => SpecialFunctions.Pow(new Complex(z[0], z[1]), new Complex(z[2], z[3])));

    [Test]
    public void Integer_powers_are_accurate_against_the_absolute_value() =>
        References.AssertNorm("complex_integer_pow", 10, z => SpecialFunctions.IntegerPow(new Complex(z[0], z[1]), (int)z[2]));

    [TestCaseSource(nameof(Names))]
    public void NaN_infinities_zeros_and_cuts_are_jaxs(string name) =>
        AssertEdges(name, row => Functions[name](new(row[0], row[1])));

    [TestCaseSource(nameof(OperatorNames))]
    public void NaN_infinities_and_zeros_of_operators_are_jaxs(string name) =>
        AssertEdges(name, row => Operators[name](new(row[0], row[1]), new(row[2], row[3])));

    [Test]
    public void The_absolute_values_edges_are_jaxs()
    {
        foreach (double[] row in References.Rows("jax_complex_edges", "abs"))
            Assert.That(SpecialFunctions.Abs(new Complex(row[0], row[1])), Is.EqualTo(row[2]).Within(1e-13).Percent);
    }

    private static void AssertEdges(string name, Func<double[], Complex> function)
    {
        int count = 0;
        foreach (double[] row in References.Rows("jax_complex_edges", name))
        {
            Complex actual = function(row[..^2]);
            double size = Math.Max(Size(row[^2]), Size(row[^1]));
            Assert.That(actual.Real, Is.EqualTo(row[^2]).Within(1e-12 * size), () => Describe(row));
            Assert.That(actual.Imaginary, Is.EqualTo(row[^1]).Within(1e-12 * size), () => Describe(row));
            count++;
        }
        Assert.That(count, Is.GreaterThan(50));

        static double Size(double x) => double.IsFinite(x) ? Math.Abs(x) : 0;
        string Describe(double[] row) => $"{name} {string.Join(' ', row.Select(References.Text))}";
    }
}
