namespace Core.Compiler.Execution;

/// <summary>Zeros: a sum of no products, an array that has no values yet.</summary>
/// <param name="buffer">The buffer.</param>
/// <param name="bytes">How many bytes of it.</param>
internal sealed unsafe class ZeroStep(int buffer, long bytes) : Step
{
    /// <inheritdoc/>
    public override int Pieces => 1;

    /// <inheritdoc/>
    public override double Nanoseconds => bytes * 0.05;

    /// <inheritdoc/>
    public override ValueArray<int> Reads => [];

    /// <inheritdoc/>
    public override ValueArray<int> Writes => [buffer];

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch) => System.Runtime.InteropServices.NativeMemory.Clear(buffers[buffer], (nuint)bytes);

    /// <inheritdoc/>
    public override string Describe() => $"zeros: {bytes} bytes";
}
