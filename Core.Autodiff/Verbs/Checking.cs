using Core.Autodiff;
using Core.Tracing;

namespace Core;

// Derivatives against differences.
public static partial class DerivativeVerbs
{
    /// <summary>Checks that derivatives of the function at a point agree with differences of its values, in random directions.</summary>
    /// <param name="function">The function.</param>
    /// <param name="a">The point.</param>
    /// <param name="order">Up to which order: 2 checks the derivatives of both derivatives, too.</param>
    /// <param name="modes">Which derivatives; forwards and in reverse by default.</param>
    /// <param name="tolerance">How large differences may be, relative to 1 plus the value; by default as the element type allows.</param>
    /// <param name="step">How far apart the values lie; by default as the element type allows.</param>
    /// <exception cref="DerivativeException">A derivative differs.</exception>
    /// <exception cref="DTypeException">The arguments or the results hold no floating-point or complex numbers.</exception>
    /// <exception cref="UnsupportedException">The function uses an op that has no derivative.</exception>
    // JAX: check_grads.
    public static void CheckGrads<A, R>(
        this Traced<Func<A, R>> function, A a, int order = 1, DerivativeModes modes = DerivativeModes.Both, double? tolerance = null, double? step = null) =>
        GradientCheck.Run(function, new Arguments().Add(a), order, modes, tolerance, step);

    /// <inheritdoc cref="CheckGrads{A, R}"/>
    public static void CheckGrads<A, B, R>(
        this Traced<Func<A, B, R>> function, A a, B b, int order = 1, DerivativeModes modes = DerivativeModes.Both, double? tolerance = null, double? step = null) =>
        GradientCheck.Run(function, new Arguments().Add(a).Add(b), order, modes, tolerance, step);

    /// <inheritdoc cref="CheckGrads{A, R}"/>
    public static void CheckGrads<A, B, C, R>(
        this Traced<Func<A, B, C, R>> function, A a, B b, C c, int order = 1, DerivativeModes modes = DerivativeModes.Both, double? tolerance = null, double? step = null) =>
        GradientCheck.Run(function, new Arguments().Add(a).Add(b).Add(c), order, modes, tolerance, step);

    /// <inheritdoc cref="CheckGrads{A, R}"/>
    public static void CheckGrads<A, B, C, D, R>(
        this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d, int order = 1, DerivativeModes modes = DerivativeModes.Both, double? tolerance = null, double? step = null) =>
        GradientCheck.Run(function, new Arguments().Add(a).Add(b).Add(c).Add(d), order, modes, tolerance, step);
}
