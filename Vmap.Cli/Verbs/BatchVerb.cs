using System.CommandLine;
using Core;
using Core.Tracing;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap batch</c>: the program of one example as that of all.</summary>
internal static class BatchVerb
{
    public static Command Create()
    {
        Argument<string> file = CommonOptions.File();
        Option<string?> inAxes = CommonOptions.InAxes("0 if left out."), outAxes = CommonOptions.OutAxes(), axisName = CommonOptions.AxisName();
        Option<int?> axisSize = CommonOptions.AxisSize();
        Option<string[]> consts = CommonOptions.Consts();
        Option<string?> constsOut = CommonOptions.ConstsOut("the batched program");
        Option<bool> x64 = CommonOptions.X64(), verbose = CommonOptions.Verbose();
        return CommonOptions.Verb("batch", "Maps a program over an axis of its inputs and prints the program for all examples.",
            "vmap batch neuron.jaxpr --in-axes '[null, null, 0]' --axis-size 8",
            [file, inAxes, outAxes, axisName, axisSize, consts, constsOut, x64, verbose], parsed => Verbosity.Run(parsed.GetValue(verbose), () =>
        {
            string path = parsed.GetRequiredValue(file);
            Jaxpr jaxpr = ProgramFile.WithConstants(ProgramFile.Read(path), path, parsed.GetValue(consts) ?? []);
            if (parsed.GetValue(axisSize) is not { } size)
                throw new InputException("batch needs --axis-size N: the program is written for one example and does not say how many there are.");
            Jaxpr batched = TraceScope.WithX64(parsed.GetValue(x64), () => Mapped.Function(
                jaxpr, parsed.GetValue(inAxes), parsed.GetValue(outAxes), parsed.GetValue(axisName), size).ToJaxpr());
            Console.Out.WriteLine(batched);
            ProgramFile.SaveConstants(batched, parsed.GetValue(constsOut));
            return Program.Exit.Done;
        }));
    }
}
