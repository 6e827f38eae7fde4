using Core.Autodiff;
using Core.Tracing;

namespace Core;

// Functions that say themselves what their derivatives are.
public static partial class Transforms
{
    /// <summary>A function whose forward derivative, and by it the reverse one, is computed by a rule; it is called as before.</summary>
    /// <param name="function">The function.</param>
    /// <param name="rule">
    /// From the arguments and then their tangents, of the same types, to what the function gives and the tangent of that. It must be linear in the tangents. Integers have
    /// none: null stands in their place, and for results in any place where the tangent is zero.
    /// </param>
    /// <param name="nondiffArgnums">The arguments that are not differentiated: their tangents are null, and derivatives with respect to them zero.</param>
    /// <param name="symbolicZeros">Whether the rule gets null for tangents that are zero, rather than zeros.</param>
    /// <exception cref="TreeException">When it is called: there is no argument that <paramref name="nondiffArgnums"/> names; when it is differentiated: the rule gives another structure.</exception>
    /// <exception cref="ShapeException">When it is differentiated: the rule gives arrays of another shape.</exception>
    /// <exception cref="DTypeException">When it is differentiated: the rule gives arrays of another element type.</exception>
    // JAX: custom_jvp.
    public static Func<A, R> CustomJvp<A, R>(
        Func<A, R> function, Func<A, A, (R Result, R Tangent)> rule, ValueArray<int> nondiffArgnums = default, bool symbolicZeros = false) =>
        a => CustomDerivatives.CallJvp<R>(Body.Of(function), Body.Of(rule), nondiffArgnums, symbolicZeros, new Arguments().Add(a));

    /// <inheritdoc cref="CustomJvp{A, R}"/>
    public static Func<A, B, R> CustomJvp<A, B, R>(
        Func<A, B, R> function, Func<A, B, A, B, (R Result, R Tangent)> rule, ValueArray<int> nondiffArgnums = default, bool symbolicZeros = false) =>
        (a, b) => CustomDerivatives.CallJvp<R>(Body.Of(function), Body.Of(rule), nondiffArgnums, symbolicZeros, new Arguments().Add(a).Add(b));

    /// <inheritdoc cref="CustomJvp{A, R}"/>
    public static Func<A, B, C, R> CustomJvp<A, B, C, R>(
        Func<A, B, C, R> function, Func<A, B, C, A, B, C, (R Result, R Tangent)> rule, ValueArray<int> nondiffArgnums = default, bool symbolicZeros = false) =>
        (a, b, c) => CustomDerivatives.CallJvp<R>(Body.Of(function), Body.Of(rule), nondiffArgnums, symbolicZeros, new Arguments().Add(a).Add(b).Add(c));

    /// <summary>A function whose reverse derivative is computed by a rule in two parts; it is called as before, and has no forward derivative.</summary>
    /// <param name="function">The function.</param>
    /// <param name="fwd">From the arguments to what the function gives, and what <paramref name="bwd"/> needs: any tree.</param>
    /// <param name="bwd">
    /// From what it needs and the cotangent of the result, of the type of the result, to the cotangent of the argument, of its type. Null stands for zero, and in the place of
    /// integers, which have none.
    /// </param>
    /// <param name="symbolicZeros">Whether <paramref name="bwd"/> gets null for cotangents that are zero, rather than zeros.</param>
    /// <exception cref="TreeException">When it is differentiated: <paramref name="fwd"/> or <paramref name="bwd"/> gives another structure.</exception>
    /// <exception cref="ShapeException">When it is differentiated: one of them gives arrays of another shape.</exception>
    /// <exception cref="DTypeException">When it is differentiated: one of them gives arrays of another element type.</exception>
    /// <exception cref="UnsupportedException">When it is differentiated forwards.</exception>
    // JAX: custom_vjp.
    public static Func<A, R> CustomVjp<A, S, R>(Func<A, R> function, Func<A, (R Result, S Residuals)> fwd, Func<S, R, A> bwd, bool symbolicZeros = false) =>
        a => CustomDerivatives.CallVjp<R>(Body.Of(function), Body.Of(fwd), Body.Of(bwd), typeof(A), [], symbolicZeros, new Arguments().Add(a));

    /// <summary>A function of several arguments whose reverse derivative is computed by a rule in two parts; it is called as before, and has no forward derivative.</summary>
    /// <param name="function">The function.</param>
    /// <param name="fwd">From the arguments to what the function gives, and what <paramref name="bwd"/> needs: any tree.</param>
    /// <param name="bwd">
    /// From what it needs and the cotangent of the result, of the type of the result, to a cotangent of each argument, of its type. Null stands for zero, and in the place of
    /// integers, which have none.
    /// </param>
    /// <param name="nondiffArgnums">The arguments that are not differentiated: their cotangents must be null.</param>
    /// <param name="symbolicZeros">Whether <paramref name="bwd"/> gets null for cotangents that are zero, rather than zeros.</param>
    /// <exception cref="TreeException">
    /// When it is called: there is no argument that <paramref name="nondiffArgnums"/> names; when it is differentiated: <paramref name="fwd"/> or <paramref name="bwd"/> gives another
    /// structure.
    /// </exception>
    /// <exception cref="ShapeException">When it is differentiated: one of them gives arrays of another shape.</exception>
    /// <exception cref="DTypeException">When it is differentiated: one of them gives arrays of another element type.</exception>
    /// <exception cref="UnsupportedException">When it is differentiated forwards.</exception>
    public static Func<A, B, R> CustomVjp<A, B, S, R>(
        Func<A, B, R> function, Func<A, B, (R Result, S Residuals)> fwd, Func<S, R, (A, B)> bwd, ValueArray<int> nondiffArgnums = default, bool symbolicZeros = false) =>
        (a, b) => CustomDerivatives.CallVjp<R>(Body.Of(function), Body.Of(fwd), Body.Of(bwd), typeof((A, B)), nondiffArgnums, symbolicZeros, new Arguments().Add(a).Add(b));

    /// <inheritdoc cref="CustomVjp{A, B, S, R}"/>
    public static Func<A, B, C, R> CustomVjp<A, B, C, S, R>(
        Func<A, B, C, R> function, Func<A, B, C, (R Result, S Residuals)> fwd, Func<S, R, (A, B, C)> bwd, ValueArray<int> nondiffArgnums = default, bool symbolicZeros = false) =>
        (a, b, c) => CustomDerivatives.CallVjp<R>(Body.Of(function), Body.Of(fwd), Body.Of(bwd), typeof((A, B, C)), nondiffArgnums, symbolicZeros, new Arguments().Add(a).Add(b).Add(c));

    /// <inheritdoc cref="CustomVjp{A, B, S, R}"/>
    public static Func<A, B, C, D, R> CustomVjp<A, B, C, D, S, R>(
        Func<A, B, C, D, R> function, Func<A, B, C, D, (R Result, S Residuals)> fwd, Func<S, R, (A, B, C, D)> bwd, ValueArray<int> nondiffArgnums = default, bool symbolicZeros = false) =>
        (a, b, c, d) => CustomDerivatives.CallVjp<R>(
            Body.Of(function), Body.Of(fwd), Body.Of(bwd), typeof((A, B, C, D)), nondiffArgnums, symbolicZeros, new Arguments().Add(a).Add(b).Add(c).Add(d));
}
