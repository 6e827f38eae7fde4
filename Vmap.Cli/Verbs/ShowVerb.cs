using System.CommandLine;
using System.Text.Json;
using Core;
using Core.Ir;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap show</c>: parse, check, print.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        Argument<string> file = CommonOptions.File();
        Option<bool> count = new("--count") { Description = "Print how many equations the program has (those of called programs included, calls not counted) and its flops." };
        Option<CompilerStage?> stage = new("--stage") { Description = "Print the program after a stage of the compiler instead.", HelpName = "simplify|layout|fuse|loops|plan|emit" };
        Option<string?> inAxes = CommonOptions.InAxes("The program is not mapped if left out."), outAxes = CommonOptions.OutAxes(), axisName = CommonOptions.AxisName();
        Option<int?> axisSize = CommonOptions.AxisSize();
        Option<string[]> consts = CommonOptions.Consts();
        Option<bool> json = CommonOptions.Json();
        return CommonOptions.Verb("show", "Reads a program, checks it and prints it as JAX does.", "vmap show neuron.jaxpr --count", [file, count, stage, inAxes, outAxes, axisName, axisSize, consts, json], parsed =>
        {
            string path = parsed.GetRequiredValue(file);
            Jaxpr jaxpr = ProgramFile.Read(path);
            if (parsed.GetValue(inAxes) is { } axes)
            {
                jaxpr = ProgramFile.WithConstants(jaxpr, path, parsed.GetValue(consts) ?? []);
                jaxpr = Mapped.Function(jaxpr, axes, parsed.GetValue(outAxes), parsed.GetValue(axisName), parsed.GetValue(axisSize)).ToJaxpr();
            }
            if (parsed.GetValue(stage) is { } wanted)
            {
                if (!jaxpr.HasConstants) jaxpr = ProgramFile.WithConstants(jaxpr, path, parsed.GetValue(consts) ?? []);
                Console.Out.WriteLine(CompilerStages.Show(jaxpr, wanted));
                return Program.Exit.Done;
            }
            bool asJson = parsed.GetValue(json);
            if (!parsed.GetValue(count))
            {
                Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(jaxpr.ToString(), JsonText.Default.String) : jaxpr.ToString());
                return Program.Exit.Done;
            }
            JaxprCost cost = JaxprCost.Of(jaxpr);
            Console.Out.WriteLine(asJson
                ? $$"""{"equations":{{cost.Equations}},"flops":{{cost.Flops}}}"""
                : $"{cost.Equations} equations, {cost.Flops} flops");
            return Program.Exit.Done;
        });
    }
}
