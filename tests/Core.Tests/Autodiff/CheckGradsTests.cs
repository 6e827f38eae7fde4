using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>What the check of derivatives finds.</summary>
public class CheckGradsTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0);

    [Test]
    public void Right_derivatives_pass([Values(1, 2)] int order) => Trace(((NdArray A, NdArray B) p, NdArray n) => (Sum(Sin(p.A) * p.B), Exp(p.B) * n)).CheckGrads((X, X + 1), NdArray.From(2, 3, 4), order);

    [Test]
    public void Derivatives_of_single_precision_pass() => Trace((NdArray x) => Tanh(x) * x).CheckGrads(NdArray.From(0.5f, -1f, 2f), order: 2);

    [Test]
    public void Derivatives_of_complex_functions_pass() => Trace((NdArray z) => (Abs(z), Exp(z) * Conj(z))).CheckGrads(NdArray.From(new System.Numerics.Complex(1, 2), new(0.5, -1)), order: 2);

    [Test]
    public void A_loop_passes_forwards() => Trace((NdArray x) => While(Exp(x), y => Sum(y) < 10, y => y * 2)).CheckGrads(X, modes: DerivativeModes.Forward);

    [Test]
    public void A_wrong_tangent_is_found() => Throws<DerivativeException>(() => Trace(CustomJvp<NdArray, NdArray>(Sin, (x, dx) => (Sin(x), Sin(x) * dx))).CheckGrads(X),
        @"^CheckGrads: the tangent of result 0 is -?\d+\.\d+ at element 0, but differences of values give -?\d+\.\d+ \(tolerance 1E-05\)\.$");

    [Test]
    public void A_wrong_cotangent_is_found() => Throws<DerivativeException>(
        () => Trace(CustomVjp<NdArray, NdArray, NdArray>(Sin, x => (Sin(x), x), (x, c) => 2 * Cos(x) * c)).CheckGrads(X, modes: DerivativeModes.Reverse),
        @"^CheckGrads: the product of a direction with the cotangents is -?\d+\.\d+, but differences of values give -?\d+\.\d+ \(tolerance 1E-05\)\.$");

    [Test]
    public void A_wrong_second_derivative_is_found() => Throws<DerivativeException>(
        () => Trace(CustomJvp<NdArray, NdArray>(Sin, (x, dx) => (Sin(x), StopGradient(Cos(x)) * dx))).CheckGrads(X, order: 2),
        @"^CheckGrads: the tangent of result 1, of the derivative forwards is ");

    [Test]
    public void Integers_have_no_derivatives_to_check() => Throws<DTypeException>(() => Trace((NdArray x) => x + 1).CheckGrads(NdArray.From(1, 2)),
        "^CheckGrads: <lambda> has no derivatives: its arguments or its results hold no floating-point or complex numbers\\.$");

    private static void Throws<T>(Action action, string pattern) where T : VmapException => Assert.That(() => action(), NUnit.Framework.Throws.TypeOf<T>().With.Message.Matches(pattern));
}
