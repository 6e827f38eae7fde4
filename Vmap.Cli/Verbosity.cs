using Core.Tracing;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Vmap.Cli;

/// <summary>What <c>--verbose</c> asks for: the messages of the library on standard error.</summary>
internal static class Verbosity
{
    /// <summary>Runs a verb, telling what happens meanwhile if somebody wants to know.</summary>
    public static int Run(bool verbose, Func<int> verb)
    {
        if (!verbose) return verb();
        using ILoggerFactory factory = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(LogLevel.Debug)
            .AddSimpleConsole(options => (options.SingleLine, options.ColorBehavior) = (true, Terminal.ErrorShowsColour ? LoggerColorBehavior.Enabled : LoggerColorBehavior.Disabled))
            .AddConsole(options => options.LogToStandardErrorThreshold = LogLevel.Trace));
        return TraceScope.WithLog(new TraceLog(factory.CreateLogger("vmap")), verb);
    }
}
