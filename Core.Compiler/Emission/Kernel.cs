using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>A compiled <see cref="LoopCode"/>: does a range of its outermost loop.</summary>
/// <param name="buffers">Where each buffer lies.</param>
/// <param name="scratch"><see cref="Kernel.ScratchBytes"/>, 64-byte aligned, not shared with a call that runs at the same time.</param>
/// <param name="begin">Where <see cref="BoundKind.Begin"/> is.</param>
/// <param name="end">Where <see cref="BoundKind.End"/> is.</param>
internal unsafe delegate void KernelMethod(byte** buffers, byte* scratch, long begin, long end);

/// <summary>A kernel that can be called from any thread.</summary>
internal sealed unsafe class Kernel
{
    /// <summary>What it does.</summary>
    public required LoopCode Code { get; init; }

    /// <summary>The machine code.</summary>
    public required KernelMethod Method { get; init; }

    /// <summary>Bytes of scratch memory for each call: those of the code and some of its own.</summary>
    public required int ScratchBytes { get; init; }

    /// <summary>Bytes of IL in all, the most in one method, and the most local variables: 0 where no IL was emitted.</summary>
    public int IlBytes { get; init; }

    public int LargestMethod { get; init; }

    public int MostLocals { get; init; }
}
