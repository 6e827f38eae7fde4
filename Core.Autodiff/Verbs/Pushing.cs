using Core.Autodiff;

namespace Core;

// Derivatives along directions, forwards and backwards.
public static partial class DerivativeVerbs
{
    /// <summary>The function with its derivative along a direction: takes its arguments, then a tangent for each; gives its result and the tangent of it.</summary>
    /// <remarks>A tangent has the type of its argument. Integers have none: null stands in their place, and may stand for any tangent that is zero.</remarks>
    /// <exception cref="TreeException">When it is called: a tangent has another structure than its argument.</exception>
    /// <exception cref="ShapeException">When it is called: a tangent has another shape than its argument.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, A, (R Value, R Tangent)>> Jvp<A, R>(this Traced<Func<A, R>> function) =>
        function.TransformTo<Func<A, A, (R, R)>>(new Jvp(typeof((R, R))));

    /// <inheritdoc cref="Jvp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, A, B, (R Value, R Tangent)>> Jvp<A, B, R>(this Traced<Func<A, B, R>> function) =>
        function.TransformTo<Func<A, B, A, B, (R, R)>>(new Jvp(typeof((R, R))));

    /// <inheritdoc cref="Jvp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, C, A, B, C, (R Value, R Tangent)>> Jvp<A, B, C, R>(this Traced<Func<A, B, C, R>> function) =>
        function.TransformTo<Func<A, B, C, A, B, C, (R, R)>>(new Jvp(typeof((R, R))));

    /// <inheritdoc cref="Jvp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, C, D, A, B, C, D, (R Value, R Tangent)>> Jvp<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function) =>
        function.TransformTo<Func<A, B, C, D, A, B, C, D, (R, R)>>(new Jvp(typeof((R, R))));

    /// <summary>The derivative of the function run backwards: takes its arguments, then a cotangent of its result; gives a cotangent for each argument.</summary>
    /// <remarks>A cotangent has the type of what it belongs to. Integers have none: null stands in their place, and may stand for any cotangent that is zero.</remarks>
    /// <exception cref="TreeException">When it is called: the cotangent has another structure than the result.</exception>
    /// <exception cref="ShapeException">When it is called: the cotangent has another shape than the result.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative, or none in reverse.</exception>
    public static Traced<Func<A, R, A>> Vjp<A, R>(this Traced<Func<A, R>> function) =>
        function.TransformTo<Func<A, R, A>>(new Vjp(typeof(A)));

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, R, (A, B)>> Vjp<A, B, R>(this Traced<Func<A, B, R>> function) =>
        function.TransformTo<Func<A, B, R, (A, B)>>(new Vjp(typeof((A, B))));

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, C, R, (A, B, C)>> Vjp<A, B, C, R>(this Traced<Func<A, B, C, R>> function) =>
        function.TransformTo<Func<A, B, C, R, (A, B, C)>>(new Vjp(typeof((A, B, C))));

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, C, D, R, (A, B, C, D)>> Vjp<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function) =>
        function.TransformTo<Func<A, B, C, D, R, (A, B, C, D)>>(new Vjp(typeof((A, B, C, D))));

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, C, D, E, R, (A, B, C, D, E)>> Vjp<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function) =>
        function.TransformTo<Func<A, B, C, D, E, R, (A, B, C, D, E)>>(new Vjp(typeof((A, B, C, D, E))));

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, C, D, E, F, R, (A, B, C, D, E, F)>> Vjp<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function) =>
        function.TransformTo<Func<A, B, C, D, E, F, R, (A, B, C, D, E, F)>>(new Vjp(typeof((A, B, C, D, E, F))));

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}})"/>
    public static Traced<Func<A, B, C, D, E, F, G, R, (A, B, C, D, E, F, G)>> Vjp<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, R, (A, B, C, D, E, F, G)>>(new Vjp(typeof((A, B, C, D, E, F, G))));
}
