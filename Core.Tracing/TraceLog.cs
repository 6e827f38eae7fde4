using Core.Ir;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Core.Tracing;

/// <summary>What this library tells a logger: what was traced, mapped and evaluated. Silent where no logger was given.</summary>
public sealed partial class TraceLog(ILogger logger)
{
    private static int s_withoutCode; // 1 when it was told, which is once

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

    /// <summary>A function that is compiled was called with arguments for which there is no program yet: what of them changed, and how often that happened.</summary>
    internal void Retraced(string function, int programs, Signature before, Signature now)
    {
        if (!logger.IsEnabled(LogLevel.Information)) return;
        string change = Change(before, now);
        LogRetraced(function, programs, change);
    }

    /// <summary>A program was evaluated.</summary>
    public void Evaluated(Jaxpr jaxpr, TimeSpan elapsed)
    {
        if (logger.IsEnabled(LogLevel.Debug)) LogEvaluated(jaxpr.Equations.Count, elapsed.TotalMilliseconds);
    }

    /// <summary>A program was compiled in a process that makes no code at run time.</summary>
    public void CompiledWithoutCode()
    {
        if (logger.IsEnabled(LogLevel.Information) && Interlocked.Exchange(ref s_withoutCode, 1) == 0) LogWithoutCode();
    }

    /// <summary>Whether evaluations are told, so that it pays to time them.</summary>
    internal bool IsEnabled => logger.IsEnabled(LogLevel.Debug);

    [LoggerMessage(EventId = 1, Level = LogLevel.Debug, Message = "Traced {Function} for ({Arguments}): {Equations} equations, {Constants} constants.")]
    private partial void LogTraced(string function, string arguments, int equations, int constants);

    [LoggerMessage(EventId = 2, Level = LogLevel.Debug, Message = "Mapped {Function} over an axis of size {AxisSize} ({AxisName}): {Equations} equations became {BatchedEquations}.")]
    private partial void LogBatched(string function, int axisSize, string axisName, int equations, int batchedEquations);

    private static string Change(Signature before, Signature now)
    {
        for (int i = 0; i < now.Trees.Count; i++)
            if (Change(now.Parameters[i], before.Trees[i], now.Trees[i]) is { } change) return change;
        string[] paths = [.. now.LeafPaths];
        for (int i = 0; i < now.Leaves.Count; i++)
            if (before.Leaves[i] != now.Leaves[i]) return $"{paths[i]} was {before.Leaves[i]}{Weak(before.Leaves[i])} and is {now.Leaves[i]}{Weak(now.Leaves[i])}";
        return "the named axes or the 64-bit setting around it changed";

        static string Weak(ArrayType type) => type.Weak ? " (weak)" : "";
    }

    // The innermost part of an argument that has another structure.
    private static string? Change(string path, TreeDef before, TreeDef now)
    {
        if (before == now) return null;
        if (before is not NodeDef old || now is not NodeDef node || old.Type != node.Type || old.Children.Count != node.Children.Count)
            return $"{path} was {before.Describe()} and is {now.Describe()}";
        for (int i = 0; i < node.Children.Count; i++)
        {
            string child = path + node.Keys[i].Text;
            if (old.Keys[i] != node.Keys[i]) return $"{child} was {path}{old.Keys[i].Text}";
            if (Change(child, old.Children[i], node.Children[i]) is { } change) return change;
        }
        return null;
    }

    [LoggerMessage(EventId = 5, Level = LogLevel.Information, Message = "No code is made at run time in this process: compiled programs run on loops that were compiled before, which takes several times as long.")]
    private partial void LogWithoutCode();

    [LoggerMessage(EventId = 4, Level = LogLevel.Information, Message = "Compiled {Function} once more, {Programs} programs so far: {Change}.")]
    private partial void LogRetraced(string function, int programs, string change);

    [LoggerMessage(EventId = 3, Level = LogLevel.Debug, Message = "Evaluated {Equations} equations in {Milliseconds:F3} ms.")]
    private partial void LogEvaluated(int equations, double milliseconds);
}
