using Core.Autodiff;

namespace Core;

public static partial class DerivativeVerbs
{
    /// <summary>The value and the gradient of a function that gives a number, with respect to its first argument: of the argument's type.</summary>
    /// <param name="function">The function.</param>
    /// <param name="allowInt">Whether integers in the argument have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    /// <exception cref="ShapeException">When it is called: the function does not give a number.</exception>
    /// <exception cref="DTypeException">When it is called: the argument, or the result, has no derivatives.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, (NdArray Value, A Gradient)>> ValueAndGrad<A>(this Traced<Func<A, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, (NdArray Value, A Gradient)>> ValueAndGrad<A, B>(this Traced<Func<A, B, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, (NdArray Value, A Gradient)>> ValueAndGrad<A, B, C>(this Traced<Func<A, B, C, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, (NdArray Value, A Gradient)>> ValueAndGrad<A, B, C, D>(this Traced<Func<A, B, C, D, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, (NdArray Value, A Gradient)>> ValueAndGrad<A, B, C, D, E>(this Traced<Func<A, B, C, D, E, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, (NdArray Value, A Gradient)>> ValueAndGrad<A, B, C, D, E, F>(this Traced<Func<A, B, C, D, E, F, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, (NdArray Value, A Gradient)>> ValueAndGrad<A, B, C, D, E, F, G>(this Traced<Func<A, B, C, D, E, F, G, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, (NdArray Value, A Gradient)>> ValueAndGrad<A, B, C, D, E, F, G, H>(this Traced<Func<A, B, C, D, E, F, G, H, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, (NdArray, A)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, A)), null), [0], false, allowInt, holomorphic));

    /// <summary>The value and the gradient, with respect to its first argument, of a function that gives a number and a second value, and that value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="hasAux">Must be true: says that what the function gives second is not differentiated.</param>
    /// <param name="allowInt">Whether integers in the argument have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    public static Traced<Func<A, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, X>(this Traced<Func<A, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, B, X>(this Traced<Func<A, B, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, B, C, X>(this Traced<Func<A, B, C, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, B, C, D, X>(this Traced<Func<A, B, C, D, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, B, C, D, E, X>(this Traced<Func<A, B, C, D, E, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, B, C, D, E, F, X>(this Traced<Func<A, B, C, D, E, F, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, B, C, D, E, F, G, X>(this Traced<Func<A, B, C, D, E, F, G, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, ((NdArray Result, X Aux) Value, A Gradient)>> ValueAndGrad<A, B, C, D, E, F, G, H, X>(this Traced<Func<A, B, C, D, E, F, G, H, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, ((NdArray, X), A)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), A)), null), [0], hasAux, allowInt, holomorphic));
}
