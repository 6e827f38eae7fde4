using Core.Tracing;
using Microsoft.Extensions.Logging;

namespace Core;

/// <summary>Verbs that change how a traced function runs, not what it computes.</summary>
public static class TracedVerbs
{
    /// <summary>
    /// Traces the function once for arguments of the same structure and types, and keeps the program. Inside a program it is a call of the function's
    /// name; there is no compiler yet, so the interpreter runs it.
    /// </summary>
    public static T Jit<T>(this T function) where T : Traced => function.Transform(new Jit(null));

    /// <summary>Tells a logger what is traced, mapped and evaluated when the function is used.</summary>
    public static T WithLogger<T>(this T function, ILogger logger) where T : Traced => function.Transform(new LogTo(logger));

    /// <summary>Notes in each equation the line of code that it comes from.</summary>
    public static T WithSources<T>(this T function) where T : Traced => function.Transform(new NoteSources());
}
