using Core.Autodiff;

namespace Core;

/// <summary>Differentiates traced functions.</summary>
public static partial class DerivativeVerbs
{
    /// <summary>The gradient of a function that gives a number, with respect to its first argument: of the argument's type.</summary>
    /// <param name="function">The function.</param>
    /// <param name="allowInt">Whether integers in the argument have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    /// <exception cref="ShapeException">When it is called: the function does not give a number.</exception>
    /// <exception cref="DTypeException">When it is called: the argument, or the result, has no derivatives.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, A>> Grad<A>(this Traced<Func<A, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, A>> Grad<A, B>(this Traced<Func<A, B, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, A>> Grad<A, B, C>(this Traced<Func<A, B, C, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, A>> Grad<A, B, C, D>(this Traced<Func<A, B, C, D, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, A>> Grad<A, B, C, D, E>(this Traced<Func<A, B, C, D, E, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, A>> Grad<A, B, C, D, E, F>(this Traced<Func<A, B, C, D, E, F, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, A>> Grad<A, B, C, D, E, F, G>(this Traced<Func<A, B, C, D, E, F, G, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, A>> Grad<A, B, C, D, E, F, G, H>(this Traced<Func<A, B, C, D, E, F, G, H, NdArray>> function, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, A>>(new Grad("Grad", new(false, null, null), [0], false, allowInt, holomorphic));

    /// <summary>The gradient, with respect to its first argument, of a function that gives a number and a second value, and that value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="hasAux">Must be true: says that what the function gives second is not differentiated.</param>
    /// <param name="allowInt">Whether integers in the argument have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    public static Traced<Func<A, (A Gradient, X Aux)>> Grad<A, X>(this Traced<Func<A, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, (A Gradient, X Aux)>> Grad<A, B, X>(this Traced<Func<A, B, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, (A Gradient, X Aux)>> Grad<A, B, C, X>(this Traced<Func<A, B, C, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, (A Gradient, X Aux)>> Grad<A, B, C, D, X>(this Traced<Func<A, B, C, D, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, (A Gradient, X Aux)>> Grad<A, B, C, D, E, X>(this Traced<Func<A, B, C, D, E, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, (A Gradient, X Aux)>> Grad<A, B, C, D, E, F, X>(this Traced<Func<A, B, C, D, E, F, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, (A Gradient, X Aux)>> Grad<A, B, C, D, E, F, G, X>(this Traced<Func<A, B, C, D, E, F, G, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, (A Gradient, X Aux)>> Grad<A, B, C, D, E, F, G, H, X>(this Traced<Func<A, B, C, D, E, F, G, H, (NdArray, X)>> function, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, (A, X)>>(new Grad("Grad", new(false, typeof((A, X)), null), [0], hasAux, allowInt, holomorphic));
}
