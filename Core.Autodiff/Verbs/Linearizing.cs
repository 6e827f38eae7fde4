using Core.Autodiff;
using Core.Tracing;

namespace Core;

// Derivatives at a point, as functions.
public static partial class DerivativeVerbs
{
    /// <summary>Calls the function, and gives its result and its derivative at the arguments: a linear function from tangents of them to one of the result.</summary>
    /// <remarks>What of the function does not depend on tangents is computed once, here.</remarks>
    /// <exception cref="UnsupportedException">The function uses an op that has no derivative.</exception>
    public static (R Value, Func<A, R> Tangent) Linearize<A, R>(this Traced<Func<A, R>> function, A a)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a));
        return (value, (da) => map.Push<R>(TreeDef.Of(da)));
    }

    /// <inheritdoc cref="Linearize{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<A, B, R> Tangent) Linearize<A, B, R>(this Traced<Func<A, B, R>> function, A a, B b)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b));
        return (value, (da, db) => map.Push<R>(TreeDef.Of(da), TreeDef.Of(db)));
    }

    /// <inheritdoc cref="Linearize{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<A, B, C, R> Tangent) Linearize<A, B, C, R>(this Traced<Func<A, B, C, R>> function, A a, B b, C c)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c));
        return (value, (da, db, dc) => map.Push<R>(TreeDef.Of(da), TreeDef.Of(db), TreeDef.Of(dc)));
    }

    /// <inheritdoc cref="Linearize{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<A, B, C, D, R> Tangent) Linearize<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d));
        return (value, (da, db, dc, dd) => map.Push<R>(TreeDef.Of(da), TreeDef.Of(db), TreeDef.Of(dc), TreeDef.Of(dd)));
    }

    /// <inheritdoc cref="Linearize{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<A, B, C, D, E, R> Tangent) Linearize<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function, A a, B b, C c, D d, E e)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e));
        return (value, (da, db, dc, dd, de) => map.Push<R>(TreeDef.Of(da), TreeDef.Of(db), TreeDef.Of(dc), TreeDef.Of(dd), TreeDef.Of(de)));
    }

    /// <inheritdoc cref="Linearize{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<A, B, C, D, E, F, R> Tangent) Linearize<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function, A a, B b, C c, D d, E e, F f)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f));
        return (value, (da, db, dc, dd, de, df) => map.Push<R>(TreeDef.Of(da), TreeDef.Of(db), TreeDef.Of(dc), TreeDef.Of(dd), TreeDef.Of(de), TreeDef.Of(df)));
    }

    /// <inheritdoc cref="Linearize{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<A, B, C, D, E, F, G, R> Tangent) Linearize<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function, A a, B b, C c, D d, E e, F f, G g)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g));
        return (value, (da, db, dc, dd, de, df, dg) => map.Push<R>(TreeDef.Of(da), TreeDef.Of(db), TreeDef.Of(dc), TreeDef.Of(dd), TreeDef.Of(de), TreeDef.Of(df), TreeDef.Of(dg)));
    }

    /// <inheritdoc cref="Linearize{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<A, B, C, D, E, F, G, H, R> Tangent) Linearize<A, B, C, D, E, F, G, H, R>(this Traced<Func<A, B, C, D, E, F, G, H, R>> function, A a, B b, C c, D d, E e, F f, G g, H h)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h));
        return (value, (da, db, dc, dd, de, df, dg, dh) => map.Push<R>(TreeDef.Of(da), TreeDef.Of(db), TreeDef.Of(dc), TreeDef.Of(dd), TreeDef.Of(de), TreeDef.Of(df), TreeDef.Of(dg), TreeDef.Of(dh)));
    }

    /// <summary>Calls the function, and gives its result and its derivative at the arguments run backwards: from a cotangent of the result to one for each argument.</summary>
    /// <remarks>What of the function does not depend on cotangents is computed once, here.</remarks>
    /// <exception cref="UnsupportedException">The function uses an op that has no derivative, or, when the derivative is called, none in reverse.</exception>
    public static (R Value, Func<R, A> Pullback) Vjp<A, R>(this Traced<Func<A, R>> function, A a)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a));
        return (value, cotangent => map.Pull<A>(TreeDef.Of(cotangent)));
    }

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<R, (A, B)> Pullback) Vjp<A, B, R>(this Traced<Func<A, B, R>> function, A a, B b)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b));
        return (value, cotangent => map.Pull<(A, B)>(TreeDef.Of(cotangent)));
    }

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<R, (A, B, C)> Pullback) Vjp<A, B, C, R>(this Traced<Func<A, B, C, R>> function, A a, B b, C c)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c));
        return (value, cotangent => map.Pull<(A, B, C)>(TreeDef.Of(cotangent)));
    }

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<R, (A, B, C, D)> Pullback) Vjp<A, B, C, D, R>(this Traced<Func<A, B, C, D, R>> function, A a, B b, C c, D d)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d));
        return (value, cotangent => map.Pull<(A, B, C, D)>(TreeDef.Of(cotangent)));
    }

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<R, (A, B, C, D, E)> Pullback) Vjp<A, B, C, D, E, R>(this Traced<Func<A, B, C, D, E, R>> function, A a, B b, C c, D d, E e)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e));
        return (value, cotangent => map.Pull<(A, B, C, D, E)>(TreeDef.Of(cotangent)));
    }

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<R, (A, B, C, D, E, F)> Pullback) Vjp<A, B, C, D, E, F, R>(this Traced<Func<A, B, C, D, E, F, R>> function, A a, B b, C c, D d, E e, F f)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f));
        return (value, cotangent => map.Pull<(A, B, C, D, E, F)>(TreeDef.Of(cotangent)));
    }

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<R, (A, B, C, D, E, F, G)> Pullback) Vjp<A, B, C, D, E, F, G, R>(this Traced<Func<A, B, C, D, E, F, G, R>> function, A a, B b, C c, D d, E e, F f, G g)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g));
        return (value, cotangent => map.Pull<(A, B, C, D, E, F, G)>(TreeDef.Of(cotangent)));
    }

    /// <inheritdoc cref="Vjp{A, R}(Traced{Func{A, R}}, A)"/>
    public static (R Value, Func<R, (A, B, C, D, E, F, G, H)> Pullback) Vjp<A, B, C, D, E, F, G, H, R>(this Traced<Func<A, B, C, D, E, F, G, H, R>> function, A a, B b, C c, D d, E e, F f, G g, H h)
    {
        (R value, LinearMap map) = Autodiff.Linearize.Call<R>(function, new Arguments().Add(a).Add(b).Add(c).Add(d).Add(e).Add(f).Add(g).Add(h));
        return (value, cotangent => map.Pull<(A, B, C, D, E, F, G, H)>(TreeDef.Of(cotangent)));
    }
}
