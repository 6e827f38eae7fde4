namespace Core.Compiler.Execution;

/// <summary>A step whose pieces are left out once its call is cancelled.</summary>
internal sealed unsafe class CancellableStep(Step step, CancellationToken cancellation) : Step
{
    public override int Pieces => step.Pieces;

    public override double Nanoseconds => step.Nanoseconds;

    public override long ScratchBytes => step.ScratchBytes;

    public override ValueArray<int> Reads => step.Reads;

    public override ValueArray<int> Writes => step.Writes;

    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        cancellation.ThrowIfCancellationRequested();
        step.Run(buffers, piece, scratch);
    }

    public override string Describe() => step.Describe();
}
