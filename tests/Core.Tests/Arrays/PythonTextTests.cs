using System.Numerics;
using FsCheck;
using FsCheck.Fluent;

namespace Core.Tests.Arrays;

/// <summary>The texts are what Python's <c>repr</c> writes.</summary>
public class PythonTextTests
{
    [TestCase(0.0, "0.0")]
    [TestCase(-0.0, "-0.0")]
    [TestCase(1.0, "1.0")]
    [TestCase(2.0, "2.0")]
    [TestCase(-3.0, "-3.0")]
    [TestCase(0.5, "0.5")]
    [TestCase(0.1, "0.1")]
    [TestCase(1e-05, "1e-05")]
    [TestCase(0.0001, "0.0001")]
    [TestCase(0.00012345, "0.00012345")]
    [TestCase(123456789.0, "123456789.0")]
    [TestCase(1e15, "1000000000000000.0")]
    [TestCase(9007199254740993.0, "9007199254740992.0")]
    [TestCase(1e16, "1e+16")]
    [TestCase(1.5e16, "1.5e+16")]
    [TestCase(123456789012345680.0, "1.2345678901234568e+17")]
    [TestCase(1e22, "1e+22")]
    [TestCase(1e23, "1e+23")]
    [TestCase(5e-324, "5e-324")]
    [TestCase(1.7976931348623157e308, "1.7976931348623157e+308")]
    [TestCase(2.2250738585072014e-308, "2.2250738585072014e-308")]
    [TestCase(2.9802322387695312e-08, "2.9802322387695312e-08")]
    [TestCase(4.1045368012983762e-289, "4.1045368012983762e-289")]
    [TestCase(0.3333333333333333, "0.3333333333333333")]
    [TestCase(100.25, "100.25")]
    [TestCase(-1e-7, "-1e-07")]
    [TestCase(1e100, "1e+100")]
    [TestCase(double.NaN, "nan")]
    [TestCase(double.PositiveInfinity, "inf")]
    [TestCase(double.NegativeInfinity, "-inf")]
    public void A_number_has_its_shortest_digits(double value, string expected) => Assert.That(PythonText.Of(value), Is.EqualTo(expected));

    [TestCase(1, 2, "(1+2j)")]
    [TestCase(0, 2, "2j")]
    [TestCase(-0.0, 2, "(-0+2j)")]
    [TestCase(0, 0, "0j")]
    [TestCase(0, -0.0, "-0j")]
    [TestCase(-0.0, -0.0, "(-0-0j)")]
    [TestCase(1.5, -0.5, "(1.5-0.5j)")]
    [TestCase(1e16, 1e-5, "(1e+16+1e-05j)")]
    [TestCase(-1, 1e300, "(-1+1e+300j)")]
    [TestCase(double.NaN, 1, "(nan+1j)")]
    [TestCase(1, double.NaN, "(1+nanj)")]
    [TestCase(0, double.NaN, "nanj")]
    [TestCase(1, double.PositiveInfinity, "(1+infj)")]
    [TestCase(double.NegativeInfinity, double.NegativeInfinity, "(-inf-infj)")]
    public void A_complex_number_is_a_sum(double real, double imaginary, string expected) =>
        Assert.That(PythonText.Of(new Complex(real, imaginary)), Is.EqualTo(expected));

    [TestCase(0, "0")]
    [TestCase(long.MinValue, "-9223372036854775808")]
    public void An_integer_is_its_digits(long value, string expected) => Assert.That(PythonText.Of(value), Is.EqualTo(expected));

    [Test]
    public void An_unsigned_integer_is_its_digits() => Assert.That(PythonText.Of(ulong.MaxValue), Is.EqualTo("18446744073709551615"));

    [Test]
    public void Every_power_of_two_is_read_back() => Assert.That(
        Enumerable.Range(-1074, 2098).Select(e => Math.ScaleB(1, e))
            .Where(value => !(PythonText.TryParse(PythonText.Of(value), out double read) && read == value)),
        Is.Empty);

    [Test]
    public void Every_number_is_read_back() => Prop.ForAll<long>(bits =>
    {
        double value = BitConverter.Int64BitsToDouble(unchecked(bits * (long)0x9E3779B97F4A7C15)); // FsCheck's integers are small
        return PythonText.TryParse(PythonText.Of(value), out double read) && Scalar.Of(read) == Scalar.Of(double.IsNaN(value) ? double.NaN : value);
    }).QuickCheckThrowOnFailure();

    [Test]
    public void Every_complex_number_is_read_back() => Prop.ForAll<double, double>((real, imaginary) =>
        PythonText.TryParse(PythonText.Of(new Complex(real, imaginary)), out Complex read) && Scalar.Of(read) == Scalar.Of(new Complex(real, imaginary)))
        .QuickCheckThrowOnFailure();

    [TestCase("")]
    [TestCase("x")]
    [TestCase("1,5")]
    [TestCase("1 ")]
    [TestCase("Infinity")]
    [TestCase("1e999")]
    public void What_is_no_number_is_not_read(string text) => Assert.That(PythonText.TryParse(text, out double _), Is.False);

    [TestCase("")]
    [TestCase("j")]
    [TestCase("1")]
    [TestCase("(1+2)")]
    [TestCase("(1+j)")]
    [TestCase("1+xj")]
    [TestCase("x+1j")]
    public void What_is_no_complex_number_is_not_read(string text) => Assert.That(PythonText.TryParse(text, out Complex _), Is.False);

    [TestCase("1e-05j", 0, 1e-5)]
    [TestCase("(1e-05-1e+20j)", 1e-5, -1e20)]
    [TestCase("-2j", 0, -2)]
    public void Signs_of_exponents_do_not_split_a_complex_number(string text, double real, double imaginary)
    {
        bool read = PythonText.TryParse(text, out Complex value);
        Assert.That((read, value), Is.EqualTo((true, new Complex(real, imaginary))));
    }
}
