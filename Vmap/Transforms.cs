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
    /// <param name="x64">Whether bare numbers and default types are 64 bits wide, in the function and in the rules of all that is done with it.</param>
    /// <exception cref="TraceException">It returns nothing, or takes more than eight arguments, or takes some by reference.</exception>
    public static Traced<F> Trace<F>(F function, bool x64 = false) where F : Delegate => With(TracedFunctions.Create(function), x64);

    // Lambdas without parameter types, of arrays only.

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, R>> Trace<R>(Func<NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    /// <inheritdoc cref="Trace{F}(F, bool)"/>
    public static Traced<Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R>> Trace<R>(Func<NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, NdArray, R> function, bool x64 = false) => With(TracedFunctions.Create(function), x64);

    // Shapes fixed at Trace: no arguments later.

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, R>> Trace<A, R>(Func<A, R> function, A a, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a)), x64);

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, R>> Trace<A, B, R>(Func<A, B, R> function, A a, B b, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a).Add(b)), x64);

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, R>> Trace<A, B, C, R>(Func<A, B, C, R> function, A a, B b, C c, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c)), x64);

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, R>> Trace<A, B, C, D, R>(Func<A, B, C, D, R> function, A a, B b, C c, D d, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d)), x64);

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, R>> Trace<A, B, C, D, E, R>(Func<A, B, C, D, E, R> function, A a, B b, C c, D d, E e, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e)), x64);

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, F, R>> Trace<A, B, C, D, E, F, R>(Func<A, B, C, D, E, F, R> function, A a, B b, C c, D d, E e, F f, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f)), x64);

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, F, G, R>> Trace<A, B, C, D, E, F, G, R>(Func<A, B, C, D, E, F, G, R> function, A a, B b, C c, D d, E e, F f, G g, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g)), x64);

    /// <summary>A function to trace for arguments of the types of these: no arguments are needed to print its program.</summary>
    public static Traced<Func<A, B, C, D, E, F, G, H, R>> Trace<A, B, C, D, E, F, G, H, R>(Func<A, B, C, D, E, F, G, H, R> function, A a, B b, C c, D d, E e, F f, G g, H h, bool x64 = false) => With(TracedFunctions.Create(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h)), x64);

    private static Traced<F> With<F>(Traced<F> traced, bool x64) where F : Delegate => x64 ? traced.Transform(new WideDefaults()) : traced;
}
