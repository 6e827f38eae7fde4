using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Core.Tracing;

/// <summary>What this library tells a logger: what was traced, mapped and evaluated. Silent where no logger was given.</summary>
public sealed partial class TraceLog(ILogger logger)
{
    /// <summary>Tells nobody.</summary>
    public static TraceLog Silent { get; } = new(NullLogger.Instance);

    /// <summary>A function was traced.</summary>
    internal void Traced(string function, Signature signature, Jaxpr jaxpr)
    {
        if (!logger.IsEnabled(LogLevel.Debug)) return;
        string arguments = string.Join(", ", signature.Leaves);
        LogTraced(function, arguments, jaxpr.Equations.Count, jaxpr.ConstVars.Count);
    }

    /// <summary>A program was mapped over an axis.</summary>
    public void Batched(string function, int axisSize, string? axisName, Jaxpr example, Jaxpr batched)
    {
        if (logger.IsEnabled(LogLevel.Debug)) LogBatched(function, axisSize, axisName ?? "without a name", example.Equations.Count, batched.Equations.Count);
    }

    /// <summary>A program was evaluated.</summary>
    public void Evaluated(Jaxpr jaxpr, TimeSpan elapsed)
    {
        if (logger.IsEnabled(LogLevel.Debug)) LogEvaluated(jaxpr.Equations.Count, elapsed.TotalMilliseconds);
    }

    /// <summary>Whether evaluations are told, so that it pays to time them.</summary>
    internal bool IsEnabled => logger.IsEnabled(LogLevel.Debug);

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Traced {Function} for ({Arguments}): {Equations} equations, {Constants} constants.")]
    private partial void LogTraced(string function, string arguments, int equations, int constants);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Mapped {Function} over an axis of size {AxisSize} ({AxisName}): {Equations} equations became {BatchedEquations}.")]
    private partial void LogBatched(string function, int axisSize, string axisName, int equations, int batchedEquations);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "Evaluated {Equations} equations in {Milliseconds:F3} ms.")]
    private partial void LogEvaluated(int equations, double milliseconds);
}
