using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Emission;

/// <summary>Has the JIT make machine code of kernels before they are called: those of one program on two threads, while others are still being emitted.</summary>
internal sealed class KernelJit : IDisposable
{
    [ThreadStatic]
    private static KernelJit? s_current;

    private readonly ConcurrentQueue<Delegate> _waiting = [];
    private Task? _helper;

    private KernelJit()
    {
    }

    /// <summary>From now on kernels that this thread makes wait for each other, until <see cref="Finish"/>.</summary>
    /// <returns>To be disposed when the program is compiled, or is not.</returns>
    public static KernelJit Start() => s_current = new();

    /// <summary>Compiles a kernel: now, or, where a program of many is being compiled, before that is done.</summary>
    public static void Prepare(Delegate kernel)
    {
        if (s_current is { } program) program.Add(kernel);
        else RuntimeHelpers.PrepareDelegate(kernel);
    }

    /// <summary>Waits until all kernels are machine code.</summary>
    public void Finish()
    {
        Drain();
        _helper?.GetAwaiter().GetResult();
    }

    /// <summary>Kernels are compiled when they are made again. What still waits is compiled when it is called.</summary>
    public void Dispose()
    {
        _waiting.Clear();
        s_current = null;
    }

    private void Add(Delegate kernel)
    {
        _waiting.Enqueue(kernel);
        if (Environment.ProcessorCount > 1 && _helper is null or { IsCompleted: true }) _helper = Task.Run(Drain);
    }

    private void Drain()
    {
        while (_waiting.TryDequeue(out Delegate? kernel)) RuntimeHelpers.PrepareDelegate(kernel);
    }
}
