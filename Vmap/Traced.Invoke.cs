using Core.Tracing;

namespace Core;

/// <summary>Calls traced functions: at once, or inside another function that is being traced.</summary>
public static class TracedInvoke
{
    /// <summary>Calls the function.</summary>
    public static R Invoke<R>(this Traced<Func<R>> function) =>
        RepeatedCall.Of(function).TryInvoke(out R result) ? result : new Arguments().Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, R>(this Traced<Func<A, R>> function, A a) =>
        RepeatedCall.Of(function).Add(a).TryInvoke(out R result) ? result : new Arguments().Add(a).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, R>(this Traced<Func<A, B, R>> function, A a, B b) =>
        RepeatedCall.Of(function).Add(a).Add(b).TryInvoke(out R result) ? result : new Arguments().Add(a).Add(b).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, R>(this Traced<Func<A, B, C, R>> function, A a, B b, C c) =>
        RepeatedCall.Of(function).Add(a).Add(b).Add(c).TryInvoke(out R result) ? result : new Arguments().Add(a).Add(b).Add(c).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d) =>
        RepeatedCall.Of(function).Add(a).Add(b).Add(c).Add(d).TryInvoke(out R result) ? result : new Arguments().Add(a).Add(b).Add(c).Add(d).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function, A a, B b, C c, D d, E e) =>
        RepeatedCall.Of(function).Add(a).Add(b).Add(c).Add(d).Add(e).TryInvoke(out R result) ? result : new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function, A a, B b, C c, D d, E e, F f) =>
        RepeatedCall.Of(function).Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).TryInvoke(out R result) ? result : new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function, A a, B b, C c, D d, E e, F f, G g) =>
        RepeatedCall.Of(function).Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).TryInvoke(out R result) ? result : new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Invoke<R>(function);

    /// <summary>Calls the function.</summary>
    public static R Invoke<A, B, C, D, E, F, G, H, R>(this Traced<Func<A, B, C, D, E, F, G, H, R>> function, A a, B b, C c, D d, E e, F f, G g, H h) =>
        RepeatedCall.Of(function).Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h).TryInvoke(out R result) ? result : new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h).Invoke<R>(function);
}
