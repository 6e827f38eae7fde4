using Microsoft.Extensions.Logging;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>What the library tells a logger.</summary>
public class LoggingTests
{
    [Test]
    public void Tracing_mapping_and_evaluation_are_told()
    {
        Messages logger = new();

        Trace((x, y) => Tanh(x) + y).Vmap(inAxes: [0, null], axisName: "batch").WithLogger(logger).Invoke(Ones([4, 3]), 1.0);

        Assert.Multiple(() =>
        {
            Assert.That(logger.Told, Has.Count.EqualTo(3));
            Assert.That(logger.Told[0], Is.EqualTo("Debug 1: Traced <lambda> for (f32[3], f32[]): 3 equations, 0 constants."));
            Assert.That(logger.Told[1], Is.EqualTo("Debug 2: Mapped <lambda> over an axis of size 4 (batch): 3 equations became 3."));
            Assert.That(logger.Told[2], Does.Match(@"^Debug 3: Evaluated 3 equations in [0-9.]+ ms\.$"));
        });
    }

    [Test]
    public void What_was_traced_for_the_same_types_before_is_not_traced_again()
    {
        Messages logger = new();
        var mapped = Trace(x => Tanh(x)).Vmap().Jit().WithLogger(logger);
        mapped.Invoke(Ones([4, 3]));
        logger.Told.Clear();

        mapped.Invoke(Ones([4, 3]));

        Assert.That(logger.Told, Has.None.StartsWith("Debug 2"));
    }

    [Test]
    public void Compiling_again_is_told_with_the_argument_that_changed_and_counted()
    {
        Messages logger = new();
        var f = Trace((Dictionary<string, NdArray[]> layers, int n, NdArray x) => layers.Values.Sum(layer => layer.Length) * n * x).Jit().WithLogger(logger);

        f.Invoke(new() { ["a"] = [1.0, 2.0] }, 3, Ones(2));
        f.Invoke(new() { ["a"] = [1.0, 2.0] }, 3, Ones(3));
        f.Invoke(new() { ["a"] = [1.0, 2.0] }, 3, 4.0);
        f.Invoke(new() { ["a"] = [1.0, 2.0] }, 4, 4.0);
        f.Invoke(new() { ["a"] = [1.0, 2.0, 3.0] }, 4, 4.0);
        f.Invoke(new() { ["b"] = [1.0, 2.0, 3.0] }, 4, 4.0);
        f.Invoke(new() { ["a"] = [1.0, 2.0] }, 3, Ones(2));

        Assert.That(logger.Told.Where(message => message.StartsWith("Information", StringComparison.Ordinal)), Is.EqualTo(new[]
        {
            "Information 4: Compiled <lambda> once more, 2 programs so far: x was f32[2] and is f32[3].",
            "Information 4: Compiled <lambda> once more, 3 programs so far: x was f32[3] and is f32[] (weak).",
            "Information 4: Compiled <lambda> once more, 4 programs so far: n was the int 3 and is the int 4.",
            "Information 4: Compiled <lambda> once more, 5 programs so far: layers[\"a\"] was NdArray[] of 2 and is NdArray[] of 3.",
            "Information 4: Compiled <lambda> once more, 6 programs so far: layers[\"b\"] was layers[\"a\"].",
        }));
    }

    [Test]
    public void Programs_that_are_kept_are_bounded_but_counted()
    {
        Messages logger = new();
        var f = Trace((NdArray x, int n) => x * n).Jit().WithLogger(logger);
        for (int n = 0; n < 1200; n++) f.ToJaxpr(1.0, n);

        int traced = logger.Told.Count(message => message.StartsWith("Debug 1", StringComparison.Ordinal));
        f.ToJaxpr(1.0, 1199);
        f.ToJaxpr(1.0, 0);

        Assert.That(logger.Told.Count(message => message.StartsWith("Debug 1", StringComparison.Ordinal)), Is.EqualTo(traced + 1), "the first ones are gone");
        Assert.That(logger.Told.Last(message => message.StartsWith("Information", StringComparison.Ordinal)), Does.Contain("1201 programs so far: n was the int 1199 and is the int 0."));
    }

    [Test]
    public void Nothing_is_told_without_a_logger()
    {
        Messages logger = new();
        var mapped = Trace(x => Tanh(x)).Vmap();
        mapped.WithLogger(logger).Invoke(Ones([4, 3]));
        logger.Told.Clear();

        mapped.Invoke(Ones([5, 3]));

        Assert.That(logger.Told, Is.Empty);
    }

    [Test]
    public void A_logger_that_does_not_listen_is_not_told()
    {
        Messages logger = new() { Listens = false };

        Trace(x => Tanh(x)).Vmap().WithLogger(logger).Invoke(Ones([4, 3]));

        Assert.That(logger.Told, Is.Empty);
    }

    private sealed class Messages : ILogger
    {
        public List<string> Told { get; } = [];

        public bool Listens { get; init; } = true;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => Listens;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Told.Add($"{logLevel} {eventId.Id}: {formatter(state, exception)}");
    }
}
