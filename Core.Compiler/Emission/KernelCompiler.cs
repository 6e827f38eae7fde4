using System.Collections.Concurrent;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Makes kernels of loop code. Codes that are equal share a kernel.</summary>
internal static class KernelCompiler
{
    private static readonly ConcurrentDictionary<LoopCode, Lazy<Kernel>> Kernels = new(LoopCodeComparer.Instance);
    private static int _count;

    /// <summary>The lanes that code for this processor is made for.</summary>
    public static int NativeLanes => VectorSet.NativeLanes;

    /// <summary>How many different kernels there are.</summary>
    public static int Count => Kernels.Count;

    /// <summary>The kernel of a code, compiled now unless an equal one was before.</summary>
    public static Kernel Compile(LoopCode code) => Kernels.GetOrAdd(code, static code => new Lazy<Kernel>(() => CompileNew(code))).Value;

    /// <summary>A kernel compiled anew.</summary>
    public static Kernel CompileNew(LoopCode code)
    {
        VectorSet vectors = VectorSet.For(code.Lanes);
        var writer = new IlWriter($"kernel{Interlocked.Increment(ref _count)}", vectors);
        var emitter = new LoopEmitter(code, writer, vectors);
        emitter.Emit();
        int size = writer.Size;
        return new Kernel { Code = code, Method = writer.Compile(), ScratchBytes = emitter.FrameBytes, IlBytes = size, LargestMethod = size, MostLocals = writer.Locals };
    }
}
