using Core.Tracing;

namespace Core;

/// <summary>Makes programs of traced functions, for arguments of given types; the values of the arguments do not matter.</summary>
public static class TracedToJaxpr
{
    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<R>(this Traced<Func<R>> function) => new Arguments().ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, R>(this Traced<Func<A, R>> function, A a) => new Arguments().Add(a).ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, B, R>(this Traced<Func<A, B, R>> function, A a, B b) => new Arguments().Add(a).Add(b).ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, B, C, R>(this Traced<Func<A, B, C, R>> function, A a, B b, C c) => new Arguments().Add(a).Add(b).Add(c).ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d) => new Arguments().Add(a).Add(b).Add(c).Add(d).ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function, A a, B b, C c, D d, E e) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function, A a, B b, C c, D d, E e, F f) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function, A a, B b, C c, D d, E e, F f, G g) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).ToJaxpr(function);

    /// <summary>The program for arguments like these.</summary>
    public static Jaxpr ToJaxpr<A, B, C, D, E, F, G, H, R>(this Traced<Func<A, B, C, D, E, F, G, H, R>> function, A a, B b, C c, D d, E e, F f, G g, H h) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h).ToJaxpr(function);
}
