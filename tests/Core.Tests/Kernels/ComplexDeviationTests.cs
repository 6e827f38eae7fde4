using System.Numerics;
using Core.Kernels;

namespace Core.Tests.Kernels;

/// <summary>Where complex functions are better than JAX's, and what they do there.</summary>
public class ComplexDeviationTests
{
    [TestCase(2.5, double.NaN)]
    [TestCase(double.NaN, 2.5)]
    [TestCase(double.NaN, double.NaN)]
    [TestCase(-1e300, double.NaN)]
    public void Inverse_functions_have_no_number_beside_a_NaN_that_made_it(double x, double y)
    {
        foreach (Func<Complex, Complex> function in (Func<Complex, Complex>[])[
            SpecialFunctions.Atan, SpecialFunctions.Atanh, SpecialFunctions.Asin, SpecialFunctions.Acos, SpecialFunctions.Asinh,
            SpecialFunctions.Acosh])
        {
            Complex value = function(new(x, y));
            Assert.That(double.IsNaN(value.Real) && double.IsNaN(value.Imaginary));
        }
    }

    [Test]
    public void Far_out_atanh_is_on_the_side_of_the_imaginary_parts_sign([Values(2.5, 1e300, double.PositiveInfinity)] double x)
    {
        Assert.That(SpecialFunctions.Atanh(new(x, -0.0)).Imaginary, Is.EqualTo(-Math.PI / 2));
        Assert.That(SpecialFunctions.Atan(new(-0.0, x)).Real, Is.EqualTo(-Math.PI / 2));
    }

    [Test]
    public void Exp2_has_the_limits_of_exp()
    {
        Assert.That(SpecialFunctions.Exp2(new Complex(double.PositiveInfinity, 0)), Is.EqualTo(new Complex(double.PositiveInfinity, 0)));
        Assert.That(SpecialFunctions.Exp2(new Complex(double.NegativeInfinity, 1)), Is.EqualTo(Complex.Zero));
        Assert.That(SpecialFunctions.Exp2(new Complex(double.PositiveInfinity, 2.5)).Real, Is.EqualTo(double.NegativeInfinity));
    }

    [TestCase(1e-300, 345.7343375393868)]
    [TestCase(1e-160, 184.55338102980363)]
    public void Close_to_their_singularities_atanh_and_log1p_are_finite(double y, double expected)
    {
        Assert.That(SpecialFunctions.Atanh(new(1, y)).Real, Is.EqualTo(expected).Within(1e-13).Percent);
        Assert.That(SpecialFunctions.Log1p(new Complex(-1, y)).Real, Is.EqualTo(Math.Log(y)));
    }

    [Test]
    public void Products_that_do_not_overflow_are_finite_although_a_factor_would_be_infinite()
    {
        Assert.That(SpecialFunctions.Expm1(new Complex(800, 1e-300)).Imaginary, Is.EqualTo(2.7263745721125668e+47).Within(1e-12).Percent);
        Assert.That(SpecialFunctions.Sin(new Complex(1e-300, 800)).Real, Is.EqualTo(1.3631872860562834e+47).Within(1e-12).Percent);
        Assert.That(SpecialFunctions.Cosh(new Complex(800, 1e-300)).Imaginary, Is.EqualTo(1.3631872860562834e+47).Within(1e-12).Percent);
    }

    [Test]
    public void Tiny_numbers_are_not_flushed()
    {
        Assert.That(SpecialFunctions.Sinh(new Complex(1e-300, 1e-300)), Is.EqualTo(new Complex(1e-300, 1e-300)));
        Assert.That(SpecialFunctions.Abs(new Complex(3e-310, 4e-310)), Is.EqualTo(5e-310).Within(1e-323));
        Assert.That(SpecialFunctions.Divide(1e-310, new Complex(0, 1e-310)), Is.EqualTo(new Complex(0, -1)));
    }

    [Test]
    public void Huge_numbers_do_not_overflow_on_the_way()
    {
        Complex huge = new(1.5e308, 1.5e308);
        Assert.That(SpecialFunctions.Sqrt(huge).Real, Is.EqualTo(1.3456e154).Within(0.01).Percent);
        Assert.That(SpecialFunctions.Log(huge).Real, Is.EqualTo(709.9481).Within(1e-3));
        Assert.That(SpecialFunctions.Sign(huge).Real, Is.EqualTo(Math.Sqrt(0.5)).Within(1e-15));
        Assert.That(SpecialFunctions.Divide(huge, huge), Is.EqualTo(Complex.One));
        double root = Math.Cos(Math.PI / 8) / (Math.Sqrt(1.5e308) * Math.Sqrt(Math.Sqrt(2)));
        Assert.That(SpecialFunctions.Rsqrt(huge).Real, Is.EqualTo(root).Within(1e-12).Percent);
    }

    [Test]
    public void Atan2_of_real_numbers_is_the_angle() =>
        Assert.That(SpecialFunctions.Atan2(3, new Complex(-4, 0)).Real, Is.EqualTo(Math.Atan2(3, -4)).Within(1e-15));

    [Test]
    public void Atan2_continues_the_tangent_of_the_quotient()
    {
        Complex y = new(1, 0.3), x = new(2, -0.4);
        Complex angle = SpecialFunctions.Atan2(y, x);
        Complex tan = SpecialFunctions.Tan(angle), quotient = y / x;
        Assert.That(Complex.Abs(tan - quotient), Is.LessThan(1e-15));
    }
}
