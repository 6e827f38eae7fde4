using Core.Tracing;

namespace Core;

/// <summary>Calls traced functions: at once, or inside another function that is being traced.</summary>
public static class TracedInvoke
{
    /// <summary>Calls the function.</summary>
    public static R Invoke<R>(this Traced<Func<R>> function) => new Arguments().Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, R>(this Traced<Func<A, R>> function, A a) => new Arguments().Add(a).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, R>(this Traced<Func<A, B, R>> function, A a, B b) => new Arguments().Add(a).Add(b).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, R>(this Traced<Func<A, B, C, R>> function, A a, B b, C c) => new Arguments().Add(a).Add(b).Add(c).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d) => new Arguments().Add(a).Add(b).Add(c).Add(d).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function, A a, B b, C c, D d, E e) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function, A a, B b, C c, D d, E e, F f) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function, A a, B b, C c, D d, E e, F f, G g) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, F, G, H, R>(this Traced<Func<A, B, C, D, E, F, G, H, R>> function, A a, B b, C c, D d, E e, F f, G g, H h) => new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h).Invoke<R>(function);
}
