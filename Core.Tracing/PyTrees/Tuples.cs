namespace Core.Tracing;

/// <summary>The codecs of tuples, by arity.</summary>
internal static class Tuples
{
    public static TreeCodec<ValueTuple<A>> Of<A>() => new TupleCodec<ValueTuple<A>>(
        (w, t) => w.Write("Item1", t.Item1), r => new(r.Next<A>()));

    public static TreeCodec<(A, B)> Of<A, B>() => new TupleCodec<(A, B)>(
        (w, t) => { w.Write("Item1", t.Item1); w.Write("Item2", t.Item2); },
        r => (r.Next<A>(), r.Next<B>()));

    public static TreeCodec<(A, B, C)> Of<A, B, C>() => new TupleCodec<(A, B, C)>(
        (w, t) => { w.Write("Item1", t.Item1); w.Write("Item2", t.Item2); w.Write("Item3", t.Item3); },
        r => (r.Next<A>(), r.Next<B>(), r.Next<C>()));

    public static TreeCodec<(A, B, C, D)> Of<A, B, C, D>() => new TupleCodec<(A, B, C, D)>(
        (w, t) => { w.Write("Item1", t.Item1); w.Write("Item2", t.Item2); w.Write("Item3", t.Item3); w.Write("Item4", t.Item4); },
        r => (r.Next<A>(), r.Next<B>(), r.Next<C>(), r.Next<D>()));

    public static TreeCodec<(A, B, C, D, E)> Of<A, B, C, D, E>() => new TupleCodec<(A, B, C, D, E)>(
        (w, t) =>
        {
            w.Write("Item1", t.Item1); w.Write("Item2", t.Item2); w.Write("Item3", t.Item3); w.Write("Item4", t.Item4); w.Write("Item5", t.Item5);
        },
        r => (r.Next<A>(), r.Next<B>(), r.Next<C>(), r.Next<D>(), r.Next<E>()));

    public static TreeCodec<(A, B, C, D, E, F)> Of<A, B, C, D, E, F>() => new TupleCodec<(A, B, C, D, E, F)>(
        (w, t) =>
        {
            w.Write("Item1", t.Item1); w.Write("Item2", t.Item2); w.Write("Item3", t.Item3); w.Write("Item4", t.Item4); w.Write("Item5", t.Item5);
            w.Write("Item6", t.Item6);
        },
        r => (r.Next<A>(), r.Next<B>(), r.Next<C>(), r.Next<D>(), r.Next<E>(), r.Next<F>()));

    public static TreeCodec<(A, B, C, D, E, F, G)> Of<A, B, C, D, E, F, G>() => new TupleCodec<(A, B, C, D, E, F, G)>(
        (w, t) =>
        {
            w.Write("Item1", t.Item1); w.Write("Item2", t.Item2); w.Write("Item3", t.Item3); w.Write("Item4", t.Item4); w.Write("Item5", t.Item5);
            w.Write("Item6", t.Item6); w.Write("Item7", t.Item7);
        },
        r => (r.Next<A>(), r.Next<B>(), r.Next<C>(), r.Next<D>(), r.Next<E>(), r.Next<F>(), r.Next<G>()));

    /// <summary>Longer tuples, which C# nests in their eighth item.</summary>
    public static TreeCodec<ValueTuple<A, B, C, D, E, F, G, H>> Of<A, B, C, D, E, F, G, H>() where H : struct => new TupleCodec<ValueTuple<A, B, C, D, E, F, G, H>>(
        (w, t) =>
        {
            w.Write("Item1", t.Item1); w.Write("Item2", t.Item2); w.Write("Item3", t.Item3); w.Write("Item4", t.Item4); w.Write("Item5", t.Item5);
            w.Write("Item6", t.Item6); w.Write("Item7", t.Item7); w.Write("Rest", t.Rest);
        },
        r => new(r.Next<A>(), r.Next<B>(), r.Next<C>(), r.Next<D>(), r.Next<E>(), r.Next<F>(), r.Next<G>(), r.Next<H>()));
}
