using System.Globalization;
using System.Text;
using Core.Compiler.Control;
using Core.Compiler.Emission;
using Core.Compiler.Execution;
using Core.Compiler.Fusion;

namespace Core;

/// <summary>A stage of the compiler, in the order in which a program goes through them.</summary>
public enum CompilerStage
{
    /// <summary>Calls put in their place, dead equations and repeated ones removed, small things folded.</summary>
    Simplify,

    /// <summary>Loops that nobody selects from guarded; what follows sees transposes and broadcasts as ways of reading.</summary>
    Layout,

    /// <summary>Equations joined into clusters.</summary>
    Fuse,

    /// <summary>Each cluster as nested loops over vectors.</summary>
    Loops,

    /// <summary>The steps, and where each value lies.</summary>
    Plan,

    /// <summary>The kernels as C#; as <see cref="Loops"/> shows them in a process that makes no code at run time.</summary>
    Emit,
}

/// <summary>Programs as the compiler sees them, to look at.</summary>
public static class CompilerStages
{
    /// <summary>A program after a stage, as text.</summary>
    /// <param name="jaxpr">The program; from <see cref="CompilerStage.Loops"/> on with the values of its constants.</param>
    /// <param name="stage">The stage.</param>
    public static string Show(Jaxpr jaxpr, CompilerStage stage)
    {
        switch (stage)
        {
            case CompilerStage.Simplify:
                return Simplifier.Prepare(jaxpr).ToString();
            case CompilerStage.Layout:
                return UntakenLoops.Skip(Simplifier.Prepare(jaxpr)).ToString();
            case CompilerStage.Fuse:
                return FusedProgram.Fuse(jaxpr).ToString();
            default:
                Executable program = Planner.Compile(jaxpr, CompilerOptions.Default);
                return stage is CompilerStage.Plan ? Plan(program) : Kernels(program, stage is CompilerStage.Emit);
        }
    }

    private static string Plan(Executable program)
    {
        StringBuilder text = new();
        for (int i = 0; i < program.Buffers.Count; i++)
        {
            PlannedBuffer buffer = program.Buffers[i];
            text.Append(CultureInfo.InvariantCulture, $"b{i}: {buffer.Type} ").Append(buffer.Kind switch
            {
                BufferKind.Input => "input ",
                BufferKind.Output => "output ",
                BufferKind.Constant => "constant ",
                BufferKind.Arena => "arena at ",
                BufferKind.Pointer => "set by its loop",
                BufferKind.Same => "as b",
            });
            if (buffer.Kind is not BufferKind.Pointer) text.Append(buffer.Number);
            text.Append('\n');
        }
        foreach (Step step in program.Steps)
        {
            text.Append(step.Describe());
            text.Append(CultureInfo.InvariantCulture, $"  [{string.Join(" ", step.Reads.Select(b => $"b{b}"))} → {string.Join(" ", step.Writes.Select(b => $"b{b}"))}, {step.Pieces} pieces, {step.Nanoseconds / 1000:F1} µs]\n");
        }
        return text.Append(CultureInfo.InvariantCulture, $"arena: {program.ArenaBytes} bytes").ToString();
    }

    private static string Kernels(Executable program, bool emitted)
    {
        List<string> parts = [];
        foreach (Step step in program.Steps)
        {
            parts.Add("# " + step.Describe().Replace("\n", "\n# ", StringComparison.Ordinal));
            if (step is NestStep nest) parts.Add(emitted && KernelCompiler.HasDynamicCode ? CSharpPrinter.Print(nest.Kernel.Code) : LoopPrinter.Print(nest.Kernel.Code));
        }
        return string.Join('\n', parts);
    }
}
