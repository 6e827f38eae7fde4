using Core.Autodiff;
using Core.Tracing;

namespace Core;

public static partial class DerivativeVerbs
{
    /// <summary>The gradient of a function that gives a number, with respect to those arrays of its arguments that a selector returns.</summary>
    /// <param name="function">The function.</param>
    /// <param name="wrt">From the arguments to arrays of them, one or a tree: <c>(p, x) => (p.Weights, x)</c>. The gradient has this structure.</param>
    /// <param name="allowInt">Whether integers among the arrays have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    /// <exception cref="TreeException">When it is called: the selector returns an array that is none of the arguments', or one twice, or none.</exception>
    /// <exception cref="ShapeException">When it is called: the function does not give a number.</exception>
    /// <exception cref="DTypeException">When it is called: an array, or the result, has no derivatives.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, W>> Grad<A, W>(this Traced<Func<A, NdArray>> function, Func<A, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, W>> Grad<A, B, W>(this Traced<Func<A, B, NdArray>> function, Func<A, B, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, W>> Grad<A, B, C, W>(this Traced<Func<A, B, C, NdArray>> function, Func<A, B, C, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, W>> Grad<A, B, C, D, W>(this Traced<Func<A, B, C, D, NdArray>> function, Func<A, B, C, D, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, W>> Grad<A, B, C, D, E, W>(this Traced<Func<A, B, C, D, E, NdArray>> function, Func<A, B, C, D, E, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, W>> Grad<A, B, C, D, E, F, W>(this Traced<Func<A, B, C, D, E, F, NdArray>> function, Func<A, B, C, D, E, F, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, W>> Grad<A, B, C, D, E, F, G, W>(this Traced<Func<A, B, C, D, E, F, G, NdArray>> function, Func<A, B, C, D, E, F, G, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, W}(Traced{Func{A, NdArray}}, Func{A, W}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, W>> Grad<A, B, C, D, E, F, G, H, W>(this Traced<Func<A, B, C, D, E, F, G, H, NdArray>> function, Func<A, B, C, D, E, F, G, H, W> wrt, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, W>>(new Grad("Grad", new(false, null), ArgumentSelector.Of(wrt), false, allowInt, holomorphic));

    /// <summary>The gradient, with respect to those arrays of its arguments that a selector returns, of a function that gives a number and a second value, and that value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="wrt">From the arguments to arrays of them, one or a tree. The gradient has this structure.</param>
    /// <param name="hasAux">Must be true: says that what the function gives second is not differentiated.</param>
    /// <param name="allowInt">Whether integers among the arrays have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    public static Traced<Func<A, (W Gradient, X Aux)>> Grad<A, X, W>(this Traced<Func<A, (NdArray, X)>> function, Func<A, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, (W Gradient, X Aux)>> Grad<A, B, X, W>(this Traced<Func<A, B, (NdArray, X)>> function, Func<A, B, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, (W Gradient, X Aux)>> Grad<A, B, C, X, W>(this Traced<Func<A, B, C, (NdArray, X)>> function, Func<A, B, C, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, (W Gradient, X Aux)>> Grad<A, B, C, D, X, W>(this Traced<Func<A, B, C, D, (NdArray, X)>> function, Func<A, B, C, D, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, (W Gradient, X Aux)>> Grad<A, B, C, D, E, X, W>(this Traced<Func<A, B, C, D, E, (NdArray, X)>> function, Func<A, B, C, D, E, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, (W Gradient, X Aux)>> Grad<A, B, C, D, E, F, X, W>(this Traced<Func<A, B, C, D, E, F, (NdArray, X)>> function, Func<A, B, C, D, E, F, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, (W Gradient, X Aux)>> Grad<A, B, C, D, E, F, G, X, W>(this Traced<Func<A, B, C, D, E, F, G, (NdArray, X)>> function, Func<A, B, C, D, E, F, G, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X, W}(Traced{Func{A, ValueTuple{NdArray, X}}}, Func{A, W}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, (W Gradient, X Aux)>> Grad<A, B, C, D, E, F, G, H, X, W>(this Traced<Func<A, B, C, D, E, F, G, H, (NdArray, X)>> function, Func<A, B, C, D, E, F, G, H, W> wrt, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, (W, X)>>(new Grad("Grad", new(false, typeof((W, X))), ArgumentSelector.Of(wrt), hasAux, allowInt, holomorphic));
}
