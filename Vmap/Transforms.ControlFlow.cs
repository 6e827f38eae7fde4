using Core.Tracing;

namespace Core;

// Control flow that programs keep: branches and loops over trees of arrays. The functions are traced; called with data they run at once.
public static partial class Transforms
{
    /// <summary>The result of one of two functions, which return the same types.</summary>
    /// <param name="predicate">A truth value; a number counts as true where it is not 0. One per example under <c>Vmap</c>, where both functions are computed and the results chosen.</param>
    /// <param name="ifTrue">The function where it is true.</param>
    /// <param name="ifFalse">The function where it is false.</param>
    /// <exception cref="ShapeException">The predicate has axes, or the results have different shapes.</exception>
    /// <exception cref="DTypeException">The results have different element types.</exception>
    /// <exception cref="TreeException">The results have different structures.</exception>
    public static R Cond<R>(NdArray predicate, Func<R> ifTrue, Func<R> ifFalse) => ControlFlow.Cond<R>(predicate, Body.Of(ifTrue), Body.Of(ifFalse), new());

    /// <inheritdoc cref="Cond{R}(NdArray, Func{R}, Func{R})"/>
    public static R Cond<A, R>(NdArray predicate, Func<A, R> ifTrue, Func<A, R> ifFalse, A a) => ControlFlow.Cond<R>(predicate, Body.Of(ifTrue), Body.Of(ifFalse), new Arguments().Add(a));

    /// <inheritdoc cref="Cond{R}(NdArray, Func{R}, Func{R})"/>
    public static R Cond<A, B, R>(NdArray predicate, Func<A, B, R> ifTrue, Func<A, B, R> ifFalse, A a, B b) =>
        ControlFlow.Cond<R>(predicate, Body.Of(ifTrue), Body.Of(ifFalse), new Arguments().Add(a).Add(b));

    /// <inheritdoc cref="Cond{R}(NdArray, Func{R}, Func{R})"/>
    public static R Cond<A, B, C, R>(NdArray predicate, Func<A, B, C, R> ifTrue, Func<A, B, C, R> ifFalse, A a, B b, C c) =>
        ControlFlow.Cond<R>(predicate, Body.Of(ifTrue), Body.Of(ifFalse), new Arguments().Add(a).Add(b).Add(c));

    /// <inheritdoc cref="Cond{R}(NdArray, Func{R}, Func{R})"/>
    public static R Cond<A, B, C, D, R>(NdArray predicate, Func<A, B, C, D, R> ifTrue, Func<A, B, C, D, R> ifFalse, A a, B b, C c, D d) =>
        ControlFlow.Cond<R>(predicate, Body.Of(ifTrue), Body.Of(ifFalse), new Arguments().Add(a).Add(b).Add(c).Add(d));

    /// <summary>The result of the function with a number, all of which return the same types. A number out of range is brought into it.</summary>
    /// <param name="index">An integer. One per example under <c>Vmap</c>, where all functions are computed and the results chosen.</param>
    /// <param name="branches">The functions.</param>
    /// <exception cref="ShapeException">The index has axes, or the results have different shapes.</exception>
    /// <exception cref="DTypeException">The index is no integer, or the results have different element types.</exception>
    /// <exception cref="TreeException">The results have different structures, or there is no function.</exception>
    public static R Switch<R>(NdArray index, IReadOnlyList<Func<R>> branches) => ControlFlow.Switch<R>(index, [.. branches.Select(Body.Of)], new());

    /// <inheritdoc cref="Switch{R}(NdArray, IReadOnlyList{Func{R}})"/>
    public static R Switch<A, R>(NdArray index, IReadOnlyList<Func<A, R>> branches, A a) => ControlFlow.Switch<R>(index, [.. branches.Select(Body.Of)], new Arguments().Add(a));

    /// <inheritdoc cref="Switch{R}(NdArray, IReadOnlyList{Func{R}})"/>
    public static R Switch<A, B, R>(NdArray index, IReadOnlyList<Func<A, B, R>> branches, A a, B b) =>
        ControlFlow.Switch<R>(index, [.. branches.Select(Body.Of)], new Arguments().Add(a).Add(b));

    /// <inheritdoc cref="Switch{R}(NdArray, IReadOnlyList{Func{R}})"/>
    public static R Switch<A, B, C, R>(NdArray index, IReadOnlyList<Func<A, B, C, R>> branches, A a, B b, C c) =>
        ControlFlow.Switch<R>(index, [.. branches.Select(Body.Of)], new Arguments().Add(a).Add(b).Add(c));

    /// <summary>A value that <paramref name="body"/> changes for as long as <paramref name="cond"/> holds, keeping its types.</summary>
    /// <param name="init">The first value; bare numbers in it take the type that the body makes of them.</param>
    /// <param name="cond">From a value to whether to go on: a bool without axes.</param>
    /// <param name="body">From a value to the next one.</param>
    /// <exception cref="DTypeException">The condition is no bool, or the body changes an element type.</exception>
    /// <exception cref="ShapeException">The body changes a shape.</exception>
    /// <exception cref="TreeException">The body changes the structure.</exception>
    public static S While<S>(S init, Func<S, NdArray> cond, Func<S, S> body) => ControlFlow.While(init, Body.Of(cond), Body.Of(body));

    /// <summary>A value that <paramref name="body"/> changes for every integer from <paramref name="lower"/> to below <paramref name="upper"/>.</summary>
    /// <param name="lower">The first integer.</param>
    /// <param name="upper">The integer before which it ends.</param>
    /// <param name="body">From the integer and the value to the next value, of the same types.</param>
    /// <param name="init">The first value.</param>
    /// <param name="unroll">How many runs a compiled loop may do at once, 0 for all; only for bounds that are known when the function is traced, which make a
    /// <c>Scan</c> of the loop rather than a <c>While</c>.</param>
    /// <exception cref="DTypeException">A bound is no integer, the bounds have different types, or the body changes an element type.</exception>
    /// <exception cref="ShapeException">A bound has axes, or the body changes a shape.</exception>
    /// <exception cref="TreeException">The body changes the structure.</exception>
    public static S Fori<S>(NdArray lower, NdArray upper, Func<NdArray, S, S> body, S init, int? unroll = null) => ControlFlow.Fori(lower, upper, body, init, unroll);

    /// <summary>A function run along the first axis of arrays, one slice at a time, which passes a value on.</summary>
    /// <param name="init">The first value; bare numbers in it take the type that the body makes of them.</param>
    /// <param name="xs">An array, or a tree of arrays of one length.</param>
    /// <param name="body">From the value and a slice to the next value, of the same types, and a further result.</param>
    /// <param name="length">How often it runs, where <paramref name="xs"/> holds no arrays.</param>
    /// <param name="reverse">Whether it starts at the end; results stay beside their slices.</param>
    /// <param name="unroll">How many runs a compiled loop may do at once, 0 for all; changes no result.</param>
    /// <returns>The last value, and the further results stacked along a new first axis.</returns>
    /// <exception cref="ShapeException">The lengths differ, an array has no axes, or the body changes a shape.</exception>
    /// <exception cref="DTypeException">The body changes an element type.</exception>
    /// <exception cref="TreeException">The body changes the structure.</exception>
    public static (C Carry, Y Stacked) Scan<C, X, Y>(C init, X xs, Func<C, X, (C Carry, Y Stacked)> body, int? length = null, bool reverse = false, int unroll = 1) =>
        ControlFlow.Scan<C, X, Y>(init, xs, Body.Of(body), length, reverse, unroll);

    /// <summary>A function run a number of times, which passes a value on.</summary>
    /// <param name="init">The first value.</param>
    /// <param name="body">From the value to the next value, of the same types, and a further result.</param>
    /// <param name="length">How often it runs.</param>
    /// <param name="reverse">Whether the further results are stacked backwards.</param>
    /// <param name="unroll">How many runs a compiled loop may do at once, 0 for all; changes no result.</param>
    /// <returns>The last value, and the further results stacked along a new first axis.</returns>
    public static (C Carry, Y Stacked) Scan<C, Y>(C init, Func<C, (C Carry, Y Stacked)> body, int length, bool reverse = false, int unroll = 1) =>
        ControlFlow.Scan<C, Y>(init, Body.Of(body), length, reverse, unroll);

    /// <summary>The results of a function for each slice along the first axis of arrays, stacked: what <c>Vmap</c> computes, one after the other.</summary>
    /// <param name="function">The function of one slice.</param>
    /// <param name="xs">An array, or a tree of arrays of one length.</param>
    /// <param name="batchSize">How many slices are computed at once, by <c>Vmap</c>; 0 for all. One at a time by default.</param>
    /// <exception cref="ShapeException">The lengths differ, or an array has no axes.</exception>
    public static R Map<A, R>(Func<A, R> function, A xs, int? batchSize = null)
    {
        if (batchSize is not { } size) return ControlFlow.Map(function, xs);
        if (size < 0) throw new ShapeException($"Map: batchSize must not be negative, got {size}. Write 0 to compute all at once.");
        Traced<Func<A, R>> mapped = TracedFunctions.Create(function).Vmap();
        return ControlFlow.MapInBatches(batch => mapped.Invoke(batch), xs, size);
    }

    /// <summary>The results of an associative function over all first elements along an axis, in a logarithmic number of steps: running sums for <c>Add</c>.</summary>
    /// <param name="function">From two arrays, or trees of arrays, to one, element by element along the axis.</param>
    /// <param name="elems">The elements, along the axis.</param>
    /// <param name="reverse">Whether it starts at the end.</param>
    /// <param name="axis">The axis.</param>
    /// <exception cref="ShapeException">The sizes differ along the axis, or the function changes a shape.</exception>
    public static T AssociativeScan<T>(Func<T, T, T> function, T elems, bool reverse = false, int axis = 0) => ControlFlow.AssociativeScan(function, elems, reverse, axis);
}
