using Core.Compiler.Execution;

namespace Core.Compiler.Kernels;

/// <summary>A step whose buffers and number of pieces are known when it is made.</summary>
internal abstract class KernelStep(ValueArray<int> reads, ValueArray<int> writes, int pieces, double nanoseconds) : Step
{
    /// <inheritdoc/>
    public sealed override ValueArray<int> Reads => reads;

    /// <inheritdoc/>
    public sealed override ValueArray<int> Writes => writes;

    /// <inheritdoc/>
    public sealed override int Pieces => pieces;

    /// <inheritdoc/>
    public sealed override double Nanoseconds => nanoseconds;
}
