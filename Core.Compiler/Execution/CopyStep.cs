using System.Globalization;

namespace Core.Compiler.Execution;

/// <summary>Copies the bytes of a buffer to another.</summary>
internal sealed unsafe class CopyStep : Step
{
    private const long PieceBytes = 1 << 20;

    private readonly int _source, _target;
    private readonly long _bytes;

    public CopyStep(int source, int target, long bytes)
    {
        (_source, _target, _bytes) = (source, target, bytes);
        Pieces = (int)Math.Max(1, (bytes + PieceBytes - 1) / PieceBytes);
    }

    public override int Pieces { get; }

    public override double Nanoseconds => _bytes / 20.0;

    public override ValueArray<int> Reads => [_source];

    public override ValueArray<int> Writes => [_target];

    public override bool MayOverwrite(int read, int written) => true;

    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        long start = piece * PieceBytes, length = Math.Min(PieceBytes, _bytes - start);
        if (length > 0 && buffers[_source] != buffers[_target]) Buffer.MemoryCopy(buffers[_source] + start, buffers[_target] + start, length, length);
    }

    public override string Describe() => string.Create(CultureInfo.InvariantCulture, $"copy {_bytes} bytes");
}
