using Core.Compiler.Emission;
using Core.Tests.Laws;
using Core.Tests.Soak;
using Core.Tracing;
using Microsoft.Extensions.Logging;

namespace Core.Tests.Compiler.Execution;

/// <summary>In a process that makes no code at run time compiled programs run on loops that were compiled before: contractions and loops too.</summary>
internal sealed class NoDynamicCodeTests
{
    /// <summary>The variable that tells a process to be such a one.</summary>
    public const string Variable = "VMAP_TEST_NO_CODE";

    private const int RandomPrograms = 60;

    [Test]
    public void Without_dynamic_code_all_ops_compute_what_the_interpreter_does() =>
        Assert.That(StartupHook.Run(0, (Variable, "1")), Is.EqualTo("told once, all agree"));

    /// <summary>What is different, of samples of all ops and some random programs; or that all agree.</summary>
    public static string Differences()
    {
        if (KernelCompiler.HasDynamicCode) return "there is dynamic code";
        Lines lines = new();
        List<string> found = [];
        TraceScope.WithLog(new TraceLog(lines), () =>
        {
            foreach (OpSample sample in OpSamples.All)
                if (sample.NamedAxes.Count == 0 && sample.IsUnique) Compare($"{sample}", () => SoakCase.Of(sample, 5));
            for (int seed = 0; seed < RandomPrograms; seed++)
            {
                int number = seed;
                Compare($"seed {seed}", () => SoakCase.Of(number));
            }
            return true;
        });
        if (KernelCompiler.Kernels.Any(kernel => kernel.IlBytes > 0)) found.Add("a kernel has code");
        found.Insert(0, lines.Count == 1 ? "told once, " : $"told {lines.Count} times, ");
        return found.Count == 1 ? found[0] + "all agree" : string.Join('\n', found);

        void Compare(string name, Func<SoakCase?> make)
        {
            try
            {
                if (make() is not { } program) return;
                (Outcome outcome, string message) = Agreement.Of(program.Jaxpr, program.Inputs(), new Random(1));
                if (outcome is Outcome.Different) found.Add($"{name}: {message}");
            }
            catch (Exception e)
            {
                found.Add($"{name}: {e}");
            }
        }
    }

    /// <summary>Counts lines about code.</summary>
    private sealed class Lines : ILogger
    {
        public int Count { get; private set; }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel == LogLevel.Information;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Count += formatter(state, exception).StartsWith("No code is made", StringComparison.Ordinal) ? 1 : 0;
    }
}
