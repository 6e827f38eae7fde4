namespace Core.Compiler.Execution;

/// <summary>How a program is compiled; what holds for calls besides is in <see cref="VmapSettings"/>.</summary>
/// <param name="Threads">How many threads a call may use at most.</param>
/// <param name="MemoryLimit">How many bytes a call may allocate; no limit if not given.</param>
/// <param name="Donated">The inputs whose memory may become that of results.</param>
internal sealed record CompilerOptions(int Threads, long? MemoryLimit = null, ValueArray<int> Donated = default)
{
    /// <summary>All processors, no limit.</summary>
    public static CompilerOptions Default { get; } = new(Environment.ProcessorCount);
}
