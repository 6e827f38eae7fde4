using Core.Autodiff;

namespace Core;

public static partial class DerivativeVerbs
{
    /// <summary>The gradient of a function that gives a number, with respect to several arguments.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argnums">The places of the arguments, from the end where negative.</param>
    /// <param name="allowInt">Whether integers in the arguments have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    /// <exception cref="TreeException">When it is called: there is no argument at a place.</exception>
    /// <exception cref="ShapeException">When it is called: the function does not give a number.</exception>
    /// <exception cref="DTypeException">When it is called: an argument, or the result, has no derivatives.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, Grads>> Grad<A>(this Traced<Func<A, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, int[], bool, bool)"/>
    public static Traced<Func<A, B, Grads>> Grad<A, B>(this Traced<Func<A, B, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, int[], bool, bool)"/>
    public static Traced<Func<A, B, C, Grads>> Grad<A, B, C>(this Traced<Func<A, B, C, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, int[], bool, bool)"/>
    public static Traced<Func<A, B, C, D, Grads>> Grad<A, B, C, D>(this Traced<Func<A, B, C, D, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, int[], bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, Grads>> Grad<A, B, C, D, E>(this Traced<Func<A, B, C, D, E, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, int[], bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, Grads>> Grad<A, B, C, D, E, F>(this Traced<Func<A, B, C, D, E, F, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, int[], bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, Grads>> Grad<A, B, C, D, E, F, G>(this Traced<Func<A, B, C, D, E, F, G, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A}(Traced{Func{A, NdArray}}, int[], bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, Grads>> Grad<A, B, C, D, E, F, G, H>(this Traced<Func<A, B, C, D, E, F, G, H, NdArray>> function, int[] argnums, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, Grads>>(new Grad("Grad", new(false, null, typeof(Grads)), [.. argnums], false, allowInt, holomorphic));

    /// <summary>The gradient, with respect to several arguments, of a function that gives a number and a second value, and that value.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argnums">The places of the arguments, from the end where negative.</param>
    /// <param name="hasAux">Must be true: says that what the function gives second is not differentiated.</param>
    /// <param name="allowInt">Whether integers in the arguments have the derivative null; else they are an error.</param>
    /// <param name="holomorphic">Whether the function is one of complex numbers, with complex derivatives.</param>
    public static Traced<Func<A, (Grads Gradient, X Aux)>> Grad<A, X>(this Traced<Func<A, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, int[], bool, bool, bool)"/>
    public static Traced<Func<A, B, (Grads Gradient, X Aux)>> Grad<A, B, X>(this Traced<Func<A, B, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, int[], bool, bool, bool)"/>
    public static Traced<Func<A, B, C, (Grads Gradient, X Aux)>> Grad<A, B, C, X>(this Traced<Func<A, B, C, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, int[], bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, (Grads Gradient, X Aux)>> Grad<A, B, C, D, X>(this Traced<Func<A, B, C, D, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, int[], bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, (Grads Gradient, X Aux)>> Grad<A, B, C, D, E, X>(this Traced<Func<A, B, C, D, E, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, int[], bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, (Grads Gradient, X Aux)>> Grad<A, B, C, D, E, F, X>(this Traced<Func<A, B, C, D, E, F, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, int[], bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, (Grads Gradient, X Aux)>> Grad<A, B, C, D, E, F, G, X>(this Traced<Func<A, B, C, D, E, F, G, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));

    /// <inheritdoc cref="Grad{A, X}(Traced{Func{A, ValueTuple{NdArray, X}}}, int[], bool, bool, bool)"/>
    public static Traced<Func<A, B, C, D, E, F, G, H, (Grads Gradient, X Aux)>> Grad<A, B, C, D, E, F, G, H, X>(this Traced<Func<A, B, C, D, E, F, G, H, (NdArray, X)>> function, int[] argnums, bool hasAux, bool allowInt = false, bool holomorphic = false) =>
        function.TransformTo<Func<A, B, C, D, E, F, G, H, (Grads, X)>>(new Grad("Grad", new(false, typeof((Grads, X)), typeof(Grads)), [.. argnums], hasAux, allowInt, holomorphic));
}
