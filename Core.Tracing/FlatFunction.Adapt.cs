using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using System.Reflection;

namespace Core.Tracing;

// How a delegate of each number of parameters is called with the trees that its arguments are made of.
internal sealed partial class FlatFunction
{
    private const string FoundByGenerator = "Generated code makes known what is seen at call sites.";

    /// <summary>How to call delegates of the types that generated code made known.</summary>
    private static readonly ConcurrentDictionary<Type, Func<Delegate, FlatCall>> Adapters = [];

    /// <summary>Makes known how to call delegates of a type, so that it is not found by reflection.</summary>
    public static void Register<F>(Func<F, FlatCall> adapt) where F : Delegate => Adapters.TryAdd(typeof(F), function => adapt((F)function));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = FoundByGenerator)]
    [UnconditionalSuppressMessage("Trimming", "IL2060", Justification = FoundByGenerator)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = FoundByGenerator)]
    private static FlatCall AdaptByReflection(Delegate function, Type[] types)
    {
        // A delegate type of the user's own is called through the Func of its signature.
        Type func = Expression.GetFuncType(types);
        Delegate typed = function.GetType() == func ? function : Delegate.CreateDelegate(func, function, "Invoke");
        if (Adapters.TryGetValue(func, out Func<Delegate, FlatCall>? adapt)) return adapt(typed);
        return (FlatCall)typeof(FlatFunction).GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(m => m.Name == nameof(Adapt) && m.GetGenericArguments().Length == types.Length)
            .MakeGenericMethod(types).Invoke(null, [typed])!;
    }

    public static FlatCall Adapt<R>(Func<R> f) => (_, _, w) => w.Root(f());

    public static FlatCall Adapt<A, R>(Func<A, R> f) => (r, t, w) => w.Root(f(r.Read<A>(t[0])));

    public static FlatCall Adapt<A, B, R>(Func<A, B, R> f) => (r, t, w) => w.Root(f(r.Read<A>(t[0]), r.Read<B>(t[1])));

    public static FlatCall Adapt<A, B, C, R>(Func<A, B, C, R> f) => (r, t, w) =>
        w.Root(f(r.Read<A>(t[0]), r.Read<B>(t[1]), r.Read<C>(t[2])));

    public static FlatCall Adapt<A, B, C, D, R>(Func<A, B, C, D, R> f) => (r, t, w) =>
        w.Root(f(r.Read<A>(t[0]), r.Read<B>(t[1]), r.Read<C>(t[2]), r.Read<D>(t[3])));

    public static FlatCall Adapt<A, B, C, D, E, R>(Func<A, B, C, D, E, R> f) => (r, t, w) =>
        w.Root(f(r.Read<A>(t[0]), r.Read<B>(t[1]), r.Read<C>(t[2]), r.Read<D>(t[3]), r.Read<E>(t[4])));

    public static FlatCall Adapt<A, B, C, D, E, F, R>(Func<A, B, C, D, E, F, R> f) => (r, t, w) =>
        w.Root(f(r.Read<A>(t[0]), r.Read<B>(t[1]), r.Read<C>(t[2]), r.Read<D>(t[3]), r.Read<E>(t[4]), r.Read<F>(t[5])));

    public static FlatCall Adapt<A, B, C, D, E, F, G, R>(Func<A, B, C, D, E, F, G, R> f) => (r, t, w) =>
        w.Root(f(r.Read<A>(t[0]), r.Read<B>(t[1]), r.Read<C>(t[2]), r.Read<D>(t[3]), r.Read<E>(t[4]), r.Read<F>(t[5]), r.Read<G>(t[6])));

    public static FlatCall Adapt<A, B, C, D, E, F, G, H, R>(Func<A, B, C, D, E, F, G, H, R> f) => (r, t, w) =>
        w.Root(f(
            r.Read<A>(t[0]), r.Read<B>(t[1]), r.Read<C>(t[2]), r.Read<D>(t[3]), r.Read<E>(t[4]), r.Read<F>(t[5]), r.Read<G>(t[6]), r.Read<H>(t[7])));
}
