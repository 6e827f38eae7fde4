using Core.Autodiff;

namespace Core;

/// <summary>Adds derivatives of functions that give arrays to traced functions.</summary>
public static class JacobianVerbs
{
    /// <summary>All derivatives of a function that gives an array, with respect to its first argument, computed forwards, along each direction of the argument: for few inputs and many results.</summary>
    /// <returns>A tree as the argument: for each of its arrays, the result's axes and then the array's.</returns>
    /// <exception cref="DTypeException">When it is called: an array of the argument, or the result, is not of real floating-point numbers.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, A>> Jacfwd<A>(this Traced<Func<A, NdArray>> function) =>
        function.TransformTo<Func<A, A>>(new Jacobian("Jacfwd", forward: true, [0], null));

    /// <inheritdoc cref="Jacfwd{A}(Traced{Func{A, NdArray}})"/>
    public static Traced<Func<A, B, A>> Jacfwd<A, B>(this Traced<Func<A, B, NdArray>> function) =>
        function.TransformTo<Func<A, B, A>>(new Jacobian("Jacfwd", forward: true, [0], null));

    /// <inheritdoc cref="Jacfwd{A}(Traced{Func{A, NdArray}})"/>
    public static Traced<Func<A, B, C, A>> Jacfwd<A, B, C>(this Traced<Func<A, B, C, NdArray>> function) =>
        function.TransformTo<Func<A, B, C, A>>(new Jacobian("Jacfwd", forward: true, [0], null));

    /// <inheritdoc cref="Jacfwd{A}(Traced{Func{A, NdArray}})"/>
    public static Traced<Func<A, B, C, D, A>> Jacfwd<A, B, C, D>(this Traced<Func<A, B, C, D, NdArray>> function) =>
        function.TransformTo<Func<A, B, C, D, A>>(new Jacobian("Jacfwd", forward: true, [0], null));

    /// <summary>All derivatives of a function that gives an array, with respect to several arguments, computed forwards, along each direction of the arguments: for few inputs and many results.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argnums">The places of the arguments, from the end where negative.</param>
    /// <exception cref="TreeException">When it is called: there is no argument at a place.</exception>
    public static Traced<Func<A, Grads>> Jacfwd<A>(this Traced<Func<A, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, Grads>>(new Jacobian("Jacfwd", forward: true, [.. argnums], typeof(Grads)));

    /// <inheritdoc cref="Jacfwd{A}(Traced{Func{A, NdArray}}, int[])"/>
    public static Traced<Func<A, B, Grads>> Jacfwd<A, B>(this Traced<Func<A, B, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, B, Grads>>(new Jacobian("Jacfwd", forward: true, [.. argnums], typeof(Grads)));

    /// <inheritdoc cref="Jacfwd{A}(Traced{Func{A, NdArray}}, int[])"/>
    public static Traced<Func<A, B, C, Grads>> Jacfwd<A, B, C>(this Traced<Func<A, B, C, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, B, C, Grads>>(new Jacobian("Jacfwd", forward: true, [.. argnums], typeof(Grads)));

    /// <inheritdoc cref="Jacfwd{A}(Traced{Func{A, NdArray}}, int[])"/>
    public static Traced<Func<A, B, C, D, Grads>> Jacfwd<A, B, C, D>(this Traced<Func<A, B, C, D, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, B, C, D, Grads>>(new Jacobian("Jacfwd", forward: true, [.. argnums], typeof(Grads)));

    /// <summary>All derivatives of a function that gives an array, with respect to its first argument, computed backwards, from each element of the result: for many inputs and few results.</summary>
    /// <returns>A tree as the argument: for each of its arrays, the result's axes and then the array's.</returns>
    /// <exception cref="DTypeException">When it is called: an array of the argument, or the result, is not of real floating-point numbers.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<A, A>> Jacrev<A>(this Traced<Func<A, NdArray>> function) =>
        function.TransformTo<Func<A, A>>(new Jacobian("Jacrev", forward: false, [0], null));

    /// <inheritdoc cref="Jacrev{A}(Traced{Func{A, NdArray}})"/>
    public static Traced<Func<A, B, A>> Jacrev<A, B>(this Traced<Func<A, B, NdArray>> function) =>
        function.TransformTo<Func<A, B, A>>(new Jacobian("Jacrev", forward: false, [0], null));

    /// <inheritdoc cref="Jacrev{A}(Traced{Func{A, NdArray}})"/>
    public static Traced<Func<A, B, C, A>> Jacrev<A, B, C>(this Traced<Func<A, B, C, NdArray>> function) =>
        function.TransformTo<Func<A, B, C, A>>(new Jacobian("Jacrev", forward: false, [0], null));

    /// <inheritdoc cref="Jacrev{A}(Traced{Func{A, NdArray}})"/>
    public static Traced<Func<A, B, C, D, A>> Jacrev<A, B, C, D>(this Traced<Func<A, B, C, D, NdArray>> function) =>
        function.TransformTo<Func<A, B, C, D, A>>(new Jacobian("Jacrev", forward: false, [0], null));

    /// <summary>All derivatives of a function that gives an array, with respect to several arguments, computed backwards, from each element of the result: for many inputs and few results.</summary>
    /// <param name="function">The function.</param>
    /// <param name="argnums">The places of the arguments, from the end where negative.</param>
    /// <exception cref="TreeException">When it is called: there is no argument at a place.</exception>
    public static Traced<Func<A, Grads>> Jacrev<A>(this Traced<Func<A, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, Grads>>(new Jacobian("Jacrev", forward: false, [.. argnums], typeof(Grads)));

    /// <inheritdoc cref="Jacrev{A}(Traced{Func{A, NdArray}}, int[])"/>
    public static Traced<Func<A, B, Grads>> Jacrev<A, B>(this Traced<Func<A, B, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, B, Grads>>(new Jacobian("Jacrev", forward: false, [.. argnums], typeof(Grads)));

    /// <inheritdoc cref="Jacrev{A}(Traced{Func{A, NdArray}}, int[])"/>
    public static Traced<Func<A, B, C, Grads>> Jacrev<A, B, C>(this Traced<Func<A, B, C, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, B, C, Grads>>(new Jacobian("Jacrev", forward: false, [.. argnums], typeof(Grads)));

    /// <inheritdoc cref="Jacrev{A}(Traced{Func{A, NdArray}}, int[])"/>
    public static Traced<Func<A, B, C, D, Grads>> Jacrev<A, B, C, D>(this Traced<Func<A, B, C, D, NdArray>> function, int[] argnums) =>
        function.TransformTo<Func<A, B, C, D, Grads>>(new Jacobian("Jacrev", forward: false, [.. argnums], typeof(Grads)));

    /// <summary>The second derivatives of a function with respect to its first argument, an array: of the result's axes, then twice the array's.</summary>
    /// <remarks>Backwards, then forwards over that: <c>Jacrev().Jacfwd()</c>.</remarks>
    /// <exception cref="DTypeException">When it is called: the argument, or the result, is not of real floating-point numbers.</exception>
    /// <exception cref="UnsupportedException">When it is called: the function uses an op that has no derivative.</exception>
    public static Traced<Func<NdArray, NdArray>> Hessian(this Traced<Func<NdArray, NdArray>> function) => function.Jacrev().Jacfwd();

    /// <inheritdoc cref="Hessian(Traced{Func{NdArray, NdArray}})"/>
    public static Traced<Func<NdArray, B, NdArray>> Hessian<B>(this Traced<Func<NdArray, B, NdArray>> function) => function.Jacrev().Jacfwd();

    /// <inheritdoc cref="Hessian(Traced{Func{NdArray, NdArray}})"/>
    public static Traced<Func<NdArray, B, C, NdArray>> Hessian<B, C>(this Traced<Func<NdArray, B, C, NdArray>> function) => function.Jacrev().Jacfwd();

    /// <inheritdoc cref="Hessian(Traced{Func{NdArray, NdArray}})"/>
    public static Traced<Func<NdArray, B, C, D, NdArray>> Hessian<B, C, D>(this Traced<Func<NdArray, B, C, D, NdArray>> function) => function.Jacrev().Jacfwd();
}
