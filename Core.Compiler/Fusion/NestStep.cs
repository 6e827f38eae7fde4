using Core.Compiler.Emission;
using Core.Compiler.Execution;
using Core.Compiler.Loops;

namespace Core.Compiler.Fusion;

/// <summary>A loop nest as a step: its outermost loop is shared out to pieces.</summary>
internal sealed unsafe class NestStep : Step
{
    private readonly Kernel _kernel;
    private readonly int[] _buffers;
    private readonly long _outer;
    private readonly string _text;

    /// <param name="code">What is done.</param>
    /// <param name="buffers">For each buffer of the code, the program's.</param>
    /// <param name="written">Which of them are written.</param>
    /// <param name="outer">How many passes the outermost loop has.</param>
    /// <param name="pieces">How many pieces there are.</param>
    /// <param name="nanoseconds">About how long it takes.</param>
    /// <param name="text">What it does.</param>
    public NestStep(LoopCode code, int[] buffers, bool[] written, long outer, int pieces, double nanoseconds, string text)
    {
        (_kernel, _buffers, _outer, _text) = (KernelCompiler.Compile(code), buffers, outer, text);
        (Pieces, Nanoseconds) = (pieces, nanoseconds);
        List<int> reads = [], writes = [];
        for (int i = 0; i < buffers.Length; i++) (written[i] ? writes : reads).Add(buffers[i]);
        (Reads, Writes) = ([.. reads], [.. writes]);
    }

    /// <summary>The kernel.</summary>
    public Kernel Kernel => _kernel;

    /// <summary>How many passes its outermost loop has.</summary>
    public long Outer => _outer;

    /// <summary>For each buffer of the kernel, the program's.</summary>
    public IReadOnlyList<int> Buffers => _buffers;

    /// <inheritdoc/>
    public override int Pieces { get; }

    /// <inheritdoc/>
    public override double Nanoseconds { get; }

    /// <inheritdoc/>
    public override long ScratchBytes => _kernel.ScratchBytes;

    /// <inheritdoc/>
    public override ValueArray<int> Reads { get; }

    /// <inheritdoc/>
    public override ValueArray<int> Writes { get; }

    /// <inheritdoc/>
    public override bool MayOverwrite(int read, int written) => LoopOverwrites.IsSafe(_kernel.Code, _buffers, read, written, _outer);

    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        byte** table = stackalloc byte*[_buffers.Length];
        for (int i = 0; i < _buffers.Length; i++) table[i] = buffers[_buffers[i]];
        _kernel.Method(table, scratch, _outer * piece / Pieces, _outer * (piece + 1) / Pieces);
    }

    /// <inheritdoc/>
    public override string Describe() => _text;
}
