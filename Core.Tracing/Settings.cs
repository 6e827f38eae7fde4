using Microsoft.Extensions.Logging;

namespace Core.Tracing;

/// <summary>Tells a logger what happens when a function is used.</summary>
public sealed class LogTo(ILogger logger) : FunctionTransform
{
    private readonly TraceLog _log = new(logger);

    /// <inheritdoc/>
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner) => TraceScope.WithLog(_log, () => inner(signature)) with { Log = _log };
}

/// <summary>Lets equations note the lines of code that they come from.</summary>
public sealed class NoteSources : FunctionTransform
{
    /// <inheritdoc/>
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner) => TraceScope.WithSources(() => inner(signature));
}

/// <summary>Makes bare numbers and default types 64 bits wide, as JAX does with <c>jax_enable_x64</c>.</summary>
public sealed class WideDefaults : FunctionTransform
{
    /// <inheritdoc/>
    public override bool UsesX64 => true;

    /// <inheritdoc/>
    public override TracedProgram Apply(Signature signature, Func<Signature, TracedProgram> inner) => inner(signature);
}
