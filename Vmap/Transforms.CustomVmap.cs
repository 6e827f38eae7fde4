using Core.Batching;
using Core.Tracing;

namespace Core;

// Functions that say themselves how they are mapped.
public static partial class Transforms
{
    /// <summary>A function that <c>Vmap</c> maps by a rule of its own, where arguments of it are mapped; it is called as before.</summary>
    /// <param name="function">The function of one example.</param>
    /// <param name="rule">
    /// Computes the results of all examples: from the size of the axis, which arrays of the arguments hold it, in order, and the arguments, in which those
    /// arrays hold it as their first axis. It returns the results and where they hold it: <c>0</c>, <c>null</c> for what all examples share, or a list as for <c>outAxes</c>.
    /// </param>
    /// <exception cref="TreeException">When it is mapped: the rule returns another structure than the function.</exception>
    /// <exception cref="AxesException">When it is mapped: the axes that the rule returns do not fit its results.</exception>
    public static Func<A, R> CustomVmap<A, R>(Func<A, R> function, Func<int, bool[], A, (R Result, Axes OutAxes)> rule) =>
        a => CustomVmaps.Call<R>(Body.Of(function), rule, (size, isMapped) => Body.Of<A, (R, Axes)>(x => rule(size, isMapped, x)), new Arguments().Add(a));

    /// <inheritdoc cref="CustomVmap{A, R}"/>
    public static Func<A, B, R> CustomVmap<A, B, R>(Func<A, B, R> function, Func<int, bool[], A, B, (R Result, Axes OutAxes)> rule) => (a, b) =>
        CustomVmaps.Call<R>(Body.Of(function), rule, (size, isMapped) => Body.Of<A, B, (R, Axes)>((x, y) => rule(size, isMapped, x, y)), new Arguments().Add(a).Add(b));

    /// <inheritdoc cref="CustomVmap{A, R}"/>
    public static Func<A, B, C, R> CustomVmap<A, B, C, R>(Func<A, B, C, R> function, Func<int, bool[], A, B, C, (R Result, Axes OutAxes)> rule) => (a, b, c) =>
        CustomVmaps.Call<R>(Body.Of(function), rule, (size, isMapped) => Body.Of<A, B, C, (R, Axes)>((x, y, z) => rule(size, isMapped, x, y, z)), new Arguments().Add(a).Add(b).Add(c));

    /// <inheritdoc cref="CustomVmap{A, R}"/>
    public static Func<A, B, C, D, R> CustomVmap<A, B, C, D, R>(Func<A, B, C, D, R> function, Func<int, bool[], A, B, C, D, (R Result, Axes OutAxes)> rule) => (a, b, c, d) =>
        CustomVmaps.Call<R>(Body.Of(function), rule, (size, isMapped) => Body.Of<A, B, C, D, (R, Axes)>((w, x, y, z) => rule(size, isMapped, w, x, y, z)),
            new Arguments().Add(a).Add(b).Add(c).Add(d));
}
