using System.Globalization;

namespace Core;

/// <summary>What runs compiled functions.</summary>
public enum Engine
{
    /// <summary>Machine code.</summary>
    Jit,

    /// <summary>The definitions of the ops, one after the other: slow, and easy to follow in a debugger.</summary>
    Interpreter,
}

/// <summary>How programs run: on how many threads, with how much memory, until when, by what.</summary>
/// <remarks>
/// Settings hold for what <see cref="Run{T}"/> calls, on its thread; there are none that change for all threads at once. A process starts with those of its
/// <c>runtimeconfig.json</c>: <c>Vmap.Threads</c> and <c>Vmap.MemoryLimit</c> among its <c>configProperties</c>. <c>DOTNET_PROCESSOR_COUNT</c> says how many processors there are, as it does everywhere in .NET.
/// </remarks>
public sealed record VmapSettings
{
    private static readonly Lazy<VmapSettings> Process = new(() => Of(AppContext.GetData));

    [ThreadStatic]
    private static VmapSettings? s_current;

    private readonly int _threads = Environment.ProcessorCount;
    private readonly long? _memoryLimit;

    /// <summary>The settings of what runs on this thread.</summary>
    public static VmapSettings Current => s_current ?? Process.Value;

    /// <summary>What functions run on that have been compiled with <c>Jit</c>; machine code unless said otherwise.</summary>
    public Engine Engine { get; init; }

    /// <summary>How many threads a call may use at most, 1 or more; as many as there are processors unless said otherwise. The results are the same bits for any number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is less than one.</exception>
    public int Threads
    {
        get => _threads;
        init => _threads = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Threads), value, "a call needs one thread at least; leave Threads out to use all processors.");
    }

    /// <summary>How many bytes a call of compiled code may allocate, for what it returns and for what it needs in between; one that needs more is refused before it starts. No limit unless said otherwise.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative.</exception>
    public long? MemoryLimit
    {
        get => _memoryLimit;
        init => _memoryLimit = value is null or >= 0 ? value : throw new ArgumentOutOfRangeException(nameof(MemoryLimit), value, "a limit cannot be negative; leave MemoryLimit out to have none.");
    }

    /// <summary>Ends what runs, where it can be interrupted: between steps, parts of steps, and passes of loops.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>Calls <paramref name="body"/> with these settings.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public T Run<T>(Func<T> body)
    {
        VmapSettings? before = s_current;
        s_current = this;
        try
        {
            return body();
        }
        finally
        {
            s_current = before;
        }
    }

    /// <inheritdoc cref="Run{T}"/>
    public void Run(Action body) => Run<object?>(() =>
    {
        body();
        return null;
    });

    /// <summary>Throws if what runs on this thread is to end: for long work of one's own inside <see cref="Run{T}"/>.</summary>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static void ThrowIfCancelled() => s_current?.Cancellation.ThrowIfCancellationRequested();

    /// <summary>The settings that the process was started with.</summary>
    internal static VmapSettings Of(Func<string, object?> data)
    {
        VmapSettings settings = new();
        if (Number("Vmap.Threads") is { } threads) settings = settings with { Threads = checked((int)threads) };
        if (Number("Vmap.MemoryLimit") is { } limit) settings = settings with { MemoryLimit = limit };
        return settings;

        long? Number(string name)
        {
            if (data(name) is not { } value) return null;
            string text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
            if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number) && number is >= 1 and <= int.MaxValue || number >= 1 && name == "Vmap.MemoryLimit") return number;
            throw new InvalidOperationException($"{name} of the runtime configuration must be a positive whole number, got '{text}'.");
        }
    }
}
