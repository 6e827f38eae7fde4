using System.Runtime.CompilerServices;

namespace Core.Kernels;

/// <summary>Scalar special functions in double precision, with the domains and edge cases of JAX's primitives.</summary>
/// <remarks>
/// <para>Results of lower precision are computed here and rounded once. What <see cref="Math"/> computes within two units in the
/// last place (exp, log, sin, cos, tan, sinh, cosh, tanh and the inverses) is not repeated here.</para>
/// <para>Bounds named in the members are the largest errors seen against references of 40 digits and more at some thousand points, in
/// units in the last place (ulp) of the result; they assume that the platform's <see cref="Math.Exp"/>,
/// <see cref="Math.Log(double)"/> and <see cref="Math.Pow"/> are good to about one ulp. Coefficients without another source are our
/// rational interpolants at Chebyshev nodes, solved with 70 digits; they add less than 0.5 · 2⁻⁵³ to a result's error.</para>
/// </remarks>
public static partial class SpecialFunctions
{
    // Compiled code calls these millions of times from its first run on: it does not wait until the runtime finds that they are worth its best code.
    private const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;

    private const double HalfLogTwoPi = 0.9189385332046728;
    private const double SqrtTwoPi = 2.5066282746310007;
    private const double InverseSqrtTwoPi = 0.3989422804014327;

    // c₀ + c₁x + c₂x² + …
    [MethodImpl(AtOnce)]
    private static double Polynomial(double x, ReadOnlySpan<double> coefficients)
    {
        double result = coefficients[^1];
        for (int i = coefficients.Length - 2; i >= 0; i--) result = double.MultiplyAddEstimate(result, x, coefficients[i]);
        return result;
    }

    [MethodImpl(AtOnce)]
    private static double Rational(double x, ReadOnlySpan<double> numerator, ReadOnlySpan<double> denominator) =>
        Polynomial(x, numerator) / Polynomial(x, denominator);
}
