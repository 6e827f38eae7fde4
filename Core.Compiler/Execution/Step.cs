namespace Core.Compiler.Execution;

/// <summary>A kernel call in a compiled program: what it reads and writes is fixed, where that lies is in a table of pointers.</summary>
/// <remarks>
/// A step has one or more pieces, as many for every number of threads: they may run in any order, at the same time, and give the same bits. A step allocates
/// nothing. Steps of one program run one after the other.
/// </remarks>
internal abstract unsafe class Step
{
    /// <summary>Pieces that threads can share.</summary>
    public abstract int Pieces { get; }

    /// <summary>About how long all pieces take on one thread, in nanoseconds: decides whether other threads are asked to help.</summary>
    public abstract double Nanoseconds { get; }

    /// <summary>Bytes of memory, 64-byte aligned, that each thread needs while it runs a piece.</summary>
    public virtual long ScratchBytes => 0;

    /// <summary>The buffers that are read.</summary>
    public abstract ValueArray<int> Reads { get; }

    /// <summary>The buffers that are written, wholly unless they are also read.</summary>
    public abstract ValueArray<int> Writes { get; }

    /// <summary>
    /// A buffer that is read and one that is written which may be the same memory, where nobody needs the first one after this step: the step then leaves in
    /// it what it would have copied. Null where there is none.
    /// </summary>
    public virtual (int Read, int Written)? MayShare => null;

    /// <summary>
    /// Whether a buffer that is read and one that is written may be the same memory, where nobody needs the first one after this step: each element is read before it is written.
    /// </summary>
    public virtual bool MayOverwrite(int read, int written) => MayShare == (read, written);

    /// <summary>One piece of the work.</summary>
    /// <param name="buffers">Where each buffer of the program lies.</param>
    /// <param name="piece">Which piece.</param>
    /// <param name="scratch">Memory of <see cref="ScratchBytes"/>.</param>
    public abstract void Run(byte** buffers, int piece, byte* scratch);

    /// <summary>Steps that it runs itself: the body of a loop, branches.</summary>
    public virtual IEnumerable<Step> Inner => [];

    /// <summary>What it does, in a line: kernel, sizes, bytes.</summary>
    public abstract string Describe();
}
