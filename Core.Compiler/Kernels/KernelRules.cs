using Core.Compiler.Emission;
using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>The steps of each op that is a kernel of its own; elementwise ops, views and reductions are fused into loops before.</summary>
internal sealed partial class KernelRules : IOpRules<StepContext, Step[]>
{
    /// <summary>Whether code may be made while the program runs; loops that are compiled already do the work otherwise.</summary>
    public bool EmitCode { get; init; } = KernelCompiler.HasDynamicCode;

    private static UnsupportedException NotBuilt(Op op) => new($"{op.Name} cannot be compiled yet; evaluate the program with the interpreter.");
}
