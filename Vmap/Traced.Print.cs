using Core.Tracing;

namespace Core;

/// <summary>Prints the programs of traced functions, for arguments of given types; the values of the arguments do not matter.</summary>
public static class TracedPrint
{
    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<R>(this Traced<Func<R>> function) => Console.WriteLine(new Arguments().ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, R>(this Traced<Func<A, R>> function, A a) => Console.WriteLine(new Arguments().Add(a).ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, B, R>(this Traced<Func<A, B, R>> function, A a, B b) => Console.WriteLine(new Arguments().Add(a).Add(b).ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, B, C, R>(this Traced<Func<A, B, C, R>> function, A a, B b, C c) => Console.WriteLine(new Arguments().Add(a).Add(b).Add(c).ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d) => Console.WriteLine(new Arguments().Add(a).Add(b).Add(c).Add(d).ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function, A a, B b, C c, D d, E e) => Console.WriteLine(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function, A a, B b, C c, D d, E e, F f) => Console.WriteLine(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function, A a, B b, C c, D d, E e, F f, G g) => Console.WriteLine(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).ToJaxpr(function));

    /// <summary>Prints the program for arguments like these.</summary>
    public static void Print<A, B, C, D, E, F, G, H, R>(this Traced<Func<A, B, C, D, E, F, G, H, R>> function, A a, B b, C c, D d, E e, F f, G g, H h) => Console.WriteLine(new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h).ToJaxpr(function));
}
