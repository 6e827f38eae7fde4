using Core.Autodiff;
using Core.Tracing;

namespace Core;

public static partial class DerivativeVerbs
{
    /// <summary>The value and the gradient of a function that gives a number, with respect to those arrays of its arguments that a selector returns.</summary>
    /// <param name="function">The function.</param>
    /// <param name="wrt">From the arguments to arrays of them, one or a tree: <c>(p, x) => (p.Weights, x)</c>. The gradient has this structure.</param>
    /// <param name="allowInt">Whether integers among the arrays have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    /// <exception cref="TreeException">When it is called: the selector returns an array that is none of the arguments', or one twice, or none.</exception>
    /// <exception cref="ShapeException">When it is called: the function does not give a number.</exception>
    /// <exception cref="DTypeException">When it is called: an array, or the result, has no derivatives.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, (NdArray Value, W Gradient)>> ValueAndGrad<A, W>(this Traced<Func<A, NdArray>> function, Func<A, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, (NdArray Value, W Gradient)>> ValueAndGrad<A, B, W>(this Traced<Func<A, B, NdArray>> function, Func<A, B, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, (NdArray Value, W Gradient)>> ValueAndGrad<A, B, C, W>(this Traced<Func<A, B, C, NdArray>> function, Func<A, B, C, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, (NdArray Value, W Gradient)>> ValueAndGrad<A, B, C, D, W>(this Traced<Func<A, B, C, D, NdArray>> function, Func<A, B, C, D, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, (NdArray Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, W>(this Traced<Func<A, B, C, D, E, NdArray>> function, Func<A, B, C, D, E, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, (NdArray Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, F, W>(this Traced<Func<A, B, C, D, E, F, NdArray>> function, Func<A, B, C, D, E, F, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, (NdArray Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, F, G, W>(this Traced<Func<A, B, C, D, E, F, G, NdArray>> function, Func<A, B, C, D, E, F, G, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, (NdArray Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, F, G, H, W>(this Traced<Func<A, B, C, D, E, F, G, H, NdArray>> function, Func<A, B, C, D, E, F, G, H, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, (NdArray, W)>>(new Grad("ValueAndGrad", new(true, typeof((NdArray, W))), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <summary>The value and the gradient, with respect to those arrays of its arguments that a selector returns, of a function that gives a number and a second value, with that value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="wrt">From the arguments to arrays of them, one or a tree. The gradient has this structure.</param>
    /// <param name="hasAux">Must be true: says that what the function gives second is not differentiated.</param>
    /// <param name="allowInt">Whether integers among the arrays have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    public static Traced<Func<A, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, X, W>(this Traced<Func<A, (NdArray, X)>> function, Func<A, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, B, X, W>(this Traced<Func<A, B, (NdArray, X)>> function, Func<A, B, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, B, C, X, W>(this Traced<Func<A, B, C, (NdArray, X)>> function, Func<A, B, C, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, B, C, D, X, W>(this Traced<Func<A, B, C, D, (NdArray, X)>> function, Func<A, B, C, D, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, X, W>(this Traced<Func<A, B, C, D, E, (NdArray, X)>> function, Func<A, B, C, D, E, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, F, X, W>(this Traced<Func<A, B, C, D, E, F, (NdArray, X)>> function, Func<A, B, C, D, E, F, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, F, G, X, W>(this Traced<Func<A, B, C, D, E, F, G, (NdArray, X)>> function, Func<A, B, C, D, E, F, G, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="ValueAndGrad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, ((NdArray Result, X Aux) Value, W Gradient)>> ValueAndGrad<A, B, C, D, E, F, G, H, X, W>(this Traced<Func<A, B, C, D, E, F, G, H, (NdArray, X)>> function, Func<A, B, C, D, E, F, G, H, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, ((NdArray, X), W)>>(new Grad("ValueAndGrad", new(true, typeof(((NdArray, X), W))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));
}
