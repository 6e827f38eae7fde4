using Core.Tracing;

namespace Core;

/// <summary>What starts everything: functions that trace functions. Meant for <c>using static Core.Transforms</c>.</summary>
public static partial class Transforms
{
    /// <summary>
    /// A function to trace: map it with <c>Vmap</c>, print its program, call it. The C# function runs when the program is needed, once each time, on values
    /// that stand for its arguments.
    /// </summary>
    /// <param name="function">A function of up to eight arguments, each an array or a tree of arrays; other C# values in them are fixed when it is traced.</param>
    /// <exception cref="TraceException">It returns nothing, or takes more than eight arguments, or takes some by reference.</exception>
    public static Traced<F> Trace<F>(F function) where F : Delegate => TracedFunctions.Create(function);

    // Lambdas without parameter types, of arrays only.

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, R>> Trace<R>(Func<NdArray, R> function) => TracedFunctions.Create(function);

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, R> function) => TracedFunctions.Create(function);

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, R> function) => TracedFunctions.Create(function);

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, R> function) => TracedFunctions.Create(function);

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, R> function) => TracedFunctions.Create(function);

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R> function) => TracedFunctions.Create(function);

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R> function) => TracedFunctions.Create(function);

    /// <inheritdoc cref="Trace{F}(F)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R> function) => TracedFunctions.Create(function);

    // Shapes fixed at Trace: no arguments later.

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, R>> Trace<A, R>(Func<A, R> function, A a) => TracedFunctions.Create(function, new Arguments().Add(a));

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, R>> Trace<A, B, R>(Func<A, B, R> function, A a, B b) => TracedFunctions.Create(function, new Arguments().Add(a).Add(b));

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, R>> Trace<A, B, C, R>(Func<A, B, C, R> function, A a, B b, C c) => TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c));

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, R>> Trace<A, B, C, D, R>(Func<A, B, C, D, R> function, A a, B b, C c, D d) => TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d));

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, R>> Trace<A, B, C, D, E, R>(Func<A, B, C, D, E, R> function, A a, B b, C c, D d, E e) => TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e));

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, F, R>> Trace<A, B, C, D, E, F, R>(Func<A, B, C, D, E, F, R> function, A a, B b, C c, D d, E e, F f) => TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f));

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, F, G, R>> Trace<A, B, C, D, E, F, G, R>(Func<A, B, C, D, E, F, G, R> function, A a, B b, C c, D d, E e, F f, G g) => TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g));

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, F, G, H, R>> Trace<A, B, C, D, E, F, G, H, R>(Func<A, B, C, D, E, F, G, H, R> function, A a, B b, C c, D d, E e, F f, G g, H h) => TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h));
}
