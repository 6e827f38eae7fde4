using Core.Tracing;

namespace Core.Batching;

/// <summary>Functions that are mapped over an axis by a rule of their own.</summary>
public static class CustomVmaps
{
    /// <summary>Calls such a function.</summary>
    /// <param name="function">The function.</param>
    /// <param name="rule">The rule, for its name.</param>
    /// <param name="ruleFor">The rule for an axis size, and which arrays of the arguments are mapped: it returns the results and their <see cref="Axes"/>.</param>
    /// <param name="arguments">What the function is called with.</param>
    public static R Call<R>(Body function, Delegate rule, Func<int, bool[], Body> ruleFor, Arguments arguments) =>
        CustomVmapCalls.Call<R>(function, rule, ruleFor, AxesOf, arguments);

    private static ValueArray<int?> AxesOf(object? axes, TreeDef results) => AxesMatching.OfResults(axes is Axes given ? given : default, results);
}
