using System.CommandLine;
using Core;
using Core.Tracing;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap explain</c>: what mapping makes of a program, and what the compiler makes of that.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        Argument<string> file = CommonOptions.File();
        Option<string?> inAxes = CommonOptions.InAxes("The program is not mapped if left out."), outAxes = CommonOptions.OutAxes(), axisName = CommonOptions.AxisName();
        Option<int?> axisSize = CommonOptions.AxisSize(), threads = CommonOptions.Threads();
        Option<string[]> consts = CommonOptions.Consts();
        Option<bool> x64 = CommonOptions.X64();
        return CommonOptions.Verb("explain",
            "Tells what a compiled program does. With --in-axes first, for each equation, where its operands and results hold the examples (- if all share them), what the op's rule made of it, " +
            "and what was transposed or broadcast for it. Then the plan: kernels, the bytes they read and write, flops, memory.",
            "vmap explain neuron.jaxpr --in-axes '[null, null, 0]' --axis-size 256", [file, inAxes, outAxes, axisName, axisSize, consts, x64, threads], parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            Jaxpr jaxpr = ProgramFile.WithConstants(ProgramFile.Read(path), path, parsed.GetValue(consts) ?? []);
            if (parsed.GetValue(inAxes) is { } axes)
            {
                if (parsed.GetValue(axisSize) is not { } size)
                    throw new InputException("explain --in-axes needs --axis-size N: the program is written for one example and does not say how many there are.");
                string? name = parsed.GetValue(axisName);
                jaxpr = TraceScope.WithX64(parsed.GetValue(x64), () =>
                {
                    Traced mapped = Mapped.Function(jaxpr, axes, parsed.GetValue(outAxes), name, size);
                    // First: programs inside ops are mapped once and kept.
                    Console.Out.WriteLine(MappedEquation.Print(MappedEquation.Of(jaxpr, Mapped.AxesOfInputs(jaxpr, axes), size, name)));
                    Console.Out.WriteLine();
                    return mapped.ToJaxpr();
                });
            }
            Console.Out.WriteLine(CompiledProgram.Compile(jaxpr, parsed.GetValue(threads)).Explain());
            return Program.Exit.Done;
        });
    }
}
