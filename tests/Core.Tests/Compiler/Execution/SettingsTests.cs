using Core.Interpreter;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Compiler.Execution;

/// <summary>What bounds calls: threads, memory, cancellation, and what they run on.</summary>
public class SettingsTests
{
    private static readonly NdArray Matrix = Reshape(Arange(64.0), [8, 8]) / 64;

    /// <summary>Takes years; each pass has a product in it.</summary>
    private static NdArray Endless(NdArray x) => While(x, v => Sum(v) < 1e30f, v => Dot(Matrix, v) * 0.1f);

    [Test]
    public void The_number_of_threads_changes_no_bit()
    {
        Traced<Func<NdArray, NdArray>> f = Trace((NdArray x) => Sum(Tanh(Dot(x, x)), axis: 0)).Jit();
        NdArray x = Reshape(Arange(300.0 * 300), [300, 300]) / 90000;
        byte[] one = new VmapSettings { Threads = 1 }.Run(() => f.Invoke(x)).Data().Bytes.ToArray();
        Assert.That(f.Invoke(x).Data().Bytes.ToArray(), Is.EqualTo(one));
    }

    [Test]
    public void A_call_that_needs_more_memory_than_there_may_be_is_refused_before_it_starts()
    {
        Traced<Func<NdArray, NdArray>> f = Trace((NdArray x) => Sort(Sort(x), descending: true) + 1f).Jit();
        NdArray x = Ones([1000]);
        string message = Assert.Throws<ResourceException>(() => new VmapSettings { MemoryLimit = 5000 }.Run(() => f.Invoke(x)))!.Message;
        Assert.That(message, Does.Match(
            @"^a call of the program needs \d+ bytes, \d+ for values in between and 4000 for its results, more than the limit of 5000\. Raise the limit, or run the batch in pieces with chunkSize or maxBytes of Vmap\.$"));
        Assert.That(f.Invoke(x)[0].Item<float>(), Is.EqualTo(2f));
        Assert.That(Assert.Throws<ResourceException>(() => Trace((NdArray x) => x + 1f).Jit(memoryLimit: 100).Invoke(x))!.Message, Is.EqualTo(
            "a call of the program needs 4000 bytes, 0 for values in between and 4000 for its results, more than the limit of 100. Raise the limit, or run the batch in pieces with chunkSize or maxBytes of Vmap."));
    }

    [Test]
    public void A_loop_ends_when_it_is_cancelled([Values] Engine engine)
    {
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(200));
        Traced<Func<NdArray, NdArray>> f = Trace(Endless).Jit();
        VmapSettings settings = new() { Cancellation = source.Token, Engine = engine };
        Assert.That(() => settings.Run(() => f.Invoke(Ones([8]))), Throws.InstanceOf<OperationCanceledException>());
    }

    [Test]
    public void What_is_cancelled_already_does_not_start()
    {
        Traced<Func<NdArray, NdArray>> f = Trace((NdArray x) => x + 1f).Jit();
        VmapSettings settings = new() { Cancellation = new CancellationToken(canceled: true) };
        Assert.That(() => settings.Run(() => f.Invoke(1f)), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(f.Invoke(1f).Item<float>(), Is.EqualTo(2f), "settings hold inside Run alone");
    }

    [Test]
    public void Compiled_functions_run_on_the_interpreter_if_wanted()
    {
        Traced<Func<NdArray, NdArray>> f = Trace((NdArray x) => Tanh(Sin(x))).Jit();
        NdArray x = Linspace(-30.0, 30.0, 999);
        ArrayData expected = Evaluate.Run(f.ToJaxpr(x), x.Data())[0];
        for (int call = 0; call < 3; call++) // the second goes by way of the call before
            Assert.That(new VmapSettings { Engine = Engine.Interpreter }.Run(() => f.Invoke(x)).Data().Bytes.SequenceEqual(expected.Bytes));
    }

    [Test]
    public void Settings_of_the_process_come_from_its_runtime_configuration()
    {
        VmapSettings settings = VmapSettings.Of(name => name switch { "Vmap.Threads" => "3", "Vmap.MemoryLimit" => 9000000000, _ => null });
        Assert.That((settings.Threads, settings.MemoryLimit), Is.EqualTo((3, 9000000000)));
        Assert.That(Assert.Throws<InvalidOperationException>(() => VmapSettings.Of(name => name == "Vmap.Threads" ? "many" : null))!.Message,
            Is.EqualTo("Vmap.Threads of the runtime configuration must be a positive whole number, got 'many'."));
    }

    [Test]
    public void Settings_that_mean_nothing_are_refused()
    {
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new VmapSettings { Threads = 0 })!.Message,
            Does.StartWith("a call needs one thread at least; leave Threads out to use all processors."));
        Assert.That(Assert.Throws<ArgumentOutOfRangeException>(() => _ = new VmapSettings { MemoryLimit = -1 })!.Message,
            Does.StartWith("a limit cannot be negative; leave MemoryLimit out to have none."));
    }
}
