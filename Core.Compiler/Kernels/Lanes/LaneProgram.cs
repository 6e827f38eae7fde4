using Core.Compiler.Execution;
using Core.Tracing;

namespace Core.Compiler.Kernels;

/// <summary>A program on numbers, compiled for many numbers at once: a lane for each.</summary>
internal static class LaneProgram
{
    /// <summary>The steps of a program.</summary>
    /// <param name="program">A program whose inputs and outputs have no axes.</param>
    /// <param name="lanes">How many lanes there are.</param>
    /// <param name="context">The op that it belongs to.</param>
    /// <param name="inputs">Places of an element per lane.</param>
    /// <param name="outputs">Places of an element per lane, other ones.</param>
    public static Step[] Of(Jaxpr program, int lanes, StepContext context, ValueArray<int> inputs, ValueArray<int> outputs)
    {
        bool isWide = program.Inputs.Concat(program.Outputs).Any(atom => atom.Type.DType is DType.I64 or DType.U64 or DType.F64 or DType.C128);
        Jaxpr mapped = TraceScope.WithX64(isWide, () => program.ToTraced().Vmap(Axes.Create([.. program.Inputs.Select(_ => (Axes)0)]), 0, null, lanes).ToJaxpr());
        return context.Inner(mapped, inputs, outputs);
    }

    /// <summary>A place for an element per lane.</summary>
    public static int Place(StepContext context, DType dtype, int lanes) => context.Workspace(new(dtype, [lanes]));
}
