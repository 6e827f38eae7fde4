using Core.Tracing;
using Microsoft.Extensions.Logging;

namespace Core;

/// <summary>Verbs that change how a traced function runs, not what it computes.</summary>
public static class TracedVerbs
{
    /// <summary>
    /// Traces the function once for arguments of the same structure and types, and compiles it where it is called with data; both are kept. Inside a
    /// program it is a call of the function's name.
    /// </summary>
    /// <remarks>Threads, memory and cancellation of single calls are <see cref="VmapSettings"/>.</remarks>
    /// <param name="function">The function.</param>
    /// <param name="threads">How many threads a call may use at most; as many as there are processors if not given. The results are the same bits for any number.</param>
    /// <param name="memoryLimit">How many bytes a call may allocate, for its results and for values in between; one that needs more is refused before anything is allocated.</param>
    /// <param name="donate">
    /// The arguments, by position (from the end where negative), whose arrays the caller gives away: results are made in their memory where they have as many bytes and nobody needs the old values any more, and
    /// reading a donated array after a call is an error. JAX's <c>donate_argnums</c>.
    /// </param>
    /// <exception cref="TreeException">When it is called: there is no such argument as is to be donated.</exception>
    public static T Jit<T>(this T function, int? threads = null, long? memoryLimit = null, ValueArray<int> donate = default) where T : Traced =>
        function.Transform(new Jit((jaxpr, donated) => CompiledProgram.Compile(jaxpr, threads, memoryLimit, donated).Unchecked, donate));

    /// <summary>Tells a logger what is traced, mapped and evaluated when the function is used.</summary>
    public static T WithLogger<T>(this T function, ILogger logger) where T : Traced => function.Transform(new LogTo(logger));

    /// <summary>Notes in each equation the line of code that it comes from.</summary>
    public static T WithSources<T>(this T function) where T : Traced => function.Transform(new NoteSources());
}
