namespace Core.Compiler.Execution;

/// <summary>How a program is compiled.</summary>
/// <param name="Threads">How many threads a call may use at most.</param>
/// <param name="MemoryLimit">How many bytes intermediate values may take; no limit if not given.</param>
internal sealed record CompilerOptions(int Threads, long? MemoryLimit = null)
{
    /// <summary>All processors, no limit.</summary>
    public static CompilerOptions Default { get; } = new(Environment.ProcessorCount);
}
