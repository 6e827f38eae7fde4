namespace Core;

/// <summary>Adds <c>Vmap</c> to traced functions.</summary>
public static class VmapExtensions
{
    /// <summary>Maps a function over an axis of its arguments: what it does for one example, for all of them at once.</summary>
    /// <param name="function">The function of one example.</param>
    /// <param name="inAxes">Which axis of each argument holds the examples; null for what all share. A prefix of the arguments: one axis for all, or one entry per
    /// argument, and so on inwards. Axis 0 of everything by default.</param>
    /// <param name="outAxes">Where the results hold the examples; null for results that are the same for all. A prefix of the results; axis 0 by default.</param>
    /// <param name="axisName">A name by which <c>Psum</c> and its like call the axis inside the function.</param>
    /// <param name="axisSize">How many examples there are; needed where no argument is mapped.</param>
    /// <param name="spmdAxisName">The mesh axis over which the examples are spread, for programs with shardings.</param>
    /// <param name="sumMatch">Whether results that differ are added up where <paramref name="outAxes"/> is null.</param>
    /// <param name="chunkSize">How many examples are computed at a time, for functions that need much memory; all of them by default.</param>
    /// <param name="branches">What becomes of <c>Cond</c>, <c>Switch</c> and <c>While</c> that differ between examples: JAX's program, which computes everything for all, or
    /// one in which each example does its own alone.</param>
    /// <param name="x64">Whether bare numbers and default types are 64 bits wide, in the function and in the rules of all that is done with it.</param>
    /// <exception cref="AxesException">When it is called: the axes do not fit the arguments or results.</exception>
    public static T Vmap<T>(this T function, Axes inAxes = default, Axes outAxes = default, string? axisName = null, int? axisSize = null,
        string? spmdAxisName = null, bool sumMatch = false, int? chunkSize = null, Branches branches = Branches.Select, bool x64 = false) where T : Traced
    {
        if (axisSize is < 0) throw new AxesException($"Vmap: axisSize must not be negative, got {axisSize}.");
        if (chunkSize is < 1) throw new AxesException($"Vmap: chunkSize must be at least 1, got {chunkSize}.");
        return function.Transform(new Batching.Vmap(inAxes, outAxes, axisName, axisSize, spmdAxisName, sumMatch, chunkSize, branches, x64));
    }
}
