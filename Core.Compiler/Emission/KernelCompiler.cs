using System.Runtime.CompilerServices;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Makes kernels of loop code. Codes that are equal share a kernel.</summary>
internal static class KernelCompiler
{
    private const int MostKernels = 4096;

    private static readonly KernelCache<LoopCode, Kernel> Known = new(MostKernels, LoopCodeComparer.Instance);
    private static int _count;

    /// <summary>The lanes that code for this processor is made for.</summary>
    public static int NativeLanes => HasDynamicCode ? VectorSet.NativeLanes : BlockLanes;

    /// <summary>How many different kernels there are.</summary>
    public static int Count => Known.Count;

    /// <summary>The kernels that were made so far.</summary>
    public static IEnumerable<Kernel> Kernels => Known.Kernels;

    /// <summary>The kernel of a code, compiled now unless an equal one was before.</summary>
    public static Kernel Compile(LoopCode code) => Known.Get(code, CompileNew);

    /// <summary>Whether kernels are machine code made at run time; else code is made for <see cref="BlockLanes"/> and run by <see cref="BlockRunner"/>.</summary>
    /// <remarks>The switch <c>Vmap.DisableDynamicCode</c> of <see cref="AppContext"/> turns it off where it would be possible.</remarks>
    public static bool HasDynamicCode { get; } = RuntimeFeature.IsDynamicCodeSupported && !(AppContext.TryGetSwitch("Vmap.DisableDynamicCode", out bool off) && off);

    /// <summary>The lanes of code that no machine code is made of: a block of 2 KiB of floats.</summary>
    public const int BlockLanes = 512;

    /// <summary>A kernel compiled anew. Code of more lanes than vectors have is run in blocks.</summary>
    public static Kernel CompileNew(LoopCode code)
    {
        if (code.Lanes > 16) return BlockRunner.Make(code);
        VectorSet vectors = VectorSet.For(code.Lanes);
        var writer = new IlWriter($"kernel{Interlocked.Increment(ref _count)}", vectors);
        var emitter = new LoopEmitter(code, writer, vectors);
        emitter.Emit();
        int size = writer.Size;
        KernelMethod method = writer.Compile();
        foreach (IlWriter part in emitter.Parts) KernelJit.Prepare(part.Delegate());
        KernelJit.Prepare(method);
        return new Kernel
        {
            Code = code,
            Method = method,
            ScratchBytes = emitter.FrameBytes,
            IlBytes = size + emitter.Parts.Sum(part => part.Size),
            LargestMethod = emitter.Parts.Select(part => part.Size).Append(size).Max(),
            MostLocals = emitter.Parts.Select(part => part.Locals).Append(writer.Locals).Max(),
        };
    }
}
