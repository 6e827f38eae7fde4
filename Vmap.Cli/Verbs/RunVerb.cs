using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Core;
using Core.Ir;
using Core.Tracing;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap run</c>: evaluate, on data.</summary>
internal static class RunVerb
{
    public static Command Create()
    {
        Argument<string> file = CommonOptions.File();
        Option<string?> inAxes = CommonOptions.InAxes("The program is not mapped if left out."), outAxes = CommonOptions.OutAxes(), axisName = CommonOptions.AxisName();
        Option<int?> axisSize = CommonOptions.AxisSize();
        Option<string[]> consts = CommonOptions.Consts(), args = CommonOptions.Args();
        Option<string?> output = new("--out") { Description = "Write the outputs as P.0.npy, P.1.npy, … and print nothing.", HelpName = "P" };
        Option<string[]> expect = new("--expect")
        {
            Description = "What an output must be, a .npy file, within JAX's tolerance of its type; once per output, in order. Exit code 1 if it is not.",
            HelpName = "Y.npy",
            AllowMultipleArgumentsPerToken = true,
        };
        Option<bool> x64 = CommonOptions.X64(), json = CommonOptions.Json(), verbose = CommonOptions.Verbose();
        Option<string> engine = CommonOptions.Engine();
        Option<int?> threads = CommonOptions.Threads();
        Option<long?> memory = CommonOptions.MemoryLimit();
        return CommonOptions.Verb("run", "Evaluates a program, mapped over an axis of its inputs if --in-axes says so.",
            "vmap run neuron.jaxpr --in-axes '[null, null, 0]' --arg w.npy --arg b.npy --arg xs.npy",
            [file, inAxes, outAxes, axisName, axisSize, consts, args, output, expect, x64, json, verbose, engine, threads, memory], parsed => Verbosity.Run(parsed.GetValue(verbose), () =>
        {
            string path = parsed.GetRequiredValue(file);
            Jaxpr jaxpr = ProgramFile.WithConstants(ProgramFile.Read(path), path, parsed.GetValue(consts) ?? []);
            string[] files = parsed.GetValue(args) ?? [];
            ArrayData[] inputs = ProgramFile.LoadInputs(jaxpr, files);
            if (parsed.GetValue(inAxes) is { } axes)
                jaxpr = TraceScope.WithX64(parsed.GetValue(x64), () => Mapping(jaxpr, axes, parsed.GetValue(outAxes), parsed.GetValue(axisName), parsed.GetValue(axisSize), inputs).ToJaxpr());
            inputs = ProgramFile.AsInputs(jaxpr, inputs, files);
            long start = Stopwatch.GetTimestamp();
            VmapSettings settings = VmapSettings.Current;
            settings = settings with { MemoryLimit = parsed.GetValue(memory) ?? settings.MemoryLimit, Threads = parsed.GetValue(threads) ?? settings.Threads };
            ArrayData[] outputs = settings.Run(() => Engines.Parse(parsed.GetValue(engine)!).Prepare(jaxpr)(inputs));
            TraceScope.Log.Evaluated(jaxpr, Stopwatch.GetElapsedTime(start));
            Report(outputs, parsed.GetValue(output), parsed.GetValue(json));
            return Matches(outputs, inputs, parsed.GetValue(expect) ?? []) ? Program.Exit.Done : Program.Exit.Differs;
        }));
    }

    /// <summary>What <c>--json</c> prints of an output.</summary>
    internal sealed record Output(string Type, string Value);

    /// <summary>The program, to be mapped over as many examples as the data holds.</summary>
    internal static Traced Mapping(Jaxpr jaxpr, string inAxes, string? outAxes, string? axisName, int? axisSize, ArrayData[] inputs)
    {
        int?[]? entries = AxesJson.Parse("--in-axes", inAxes, out int? forAll);
        for (int i = 0; i < inputs.Length && axisSize is null; i++)
        {
            if ((entries is null ? forAll : i < entries.Length ? entries[i] : null) is not { } axis) continue;
            int rank = inputs[i].Shape.Rank;
            if (axis >= -rank && axis < rank) axisSize = inputs[i].Shape[axis < 0 ? axis + rank : axis];
        }
        return Mapped.Function(jaxpr, inAxes, outAxes, axisName, axisSize);
    }

    private static void Report(ArrayData[] outputs, string? prefix, bool json)
    {
        if (prefix is not null)
        {
            for (int k = 0; k < outputs.Length; k++) Npy.Save(string.Create(CultureInfo.InvariantCulture, $"{prefix}.{k}.npy"), outputs[k]);
        }
        else if (json)
        {
            Output[] all = [.. outputs.Select(output => new Output(TypeOf(output).ToString(), output.ToString()))];
            Console.Out.WriteLine(JsonSerializer.Serialize(all, JsonText.Default.OutputArray));
        }
        else
        {
            foreach (ArrayData output in outputs)
            {
                Console.Out.WriteLine($"{TypeOf(output)}:");
                Console.Out.WriteLine(output);
            }
        }
    }

    private static bool Matches(ArrayData[] outputs, ArrayData[] inputs, string[] files)
    {
        if (files.Length == 0) return true;
        ArrayData[] expected = ProgramFile.LoadExpected(outputs, files);
        bool matches = true;
        for (int k = 0; k < outputs.Length; k++)
        {
            if (Tolerance.Difference(outputs[k], expected[k], inputs) is not { } difference) continue;
            Console.Error.WriteLine($"vmap: output {k} differs from {files[k]}: {difference}.");
            matches = false;
        }
        return matches;
    }

    private static ArrayType TypeOf(ArrayData data) => new(data.DType, data.Shape);
}
