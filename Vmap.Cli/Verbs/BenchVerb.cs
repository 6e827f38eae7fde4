using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Core;
using Core.Tracing;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap bench</c>: compile a program and time it.</summary>
internal static class BenchVerb
{
    private const int WarmCalls = 3;

    public static Command Create()
    {
        Argument<string> file = CommonOptions.File();
        Option<string?> inAxes = CommonOptions.InAxes("The program is not mapped if left out."), outAxes = CommonOptions.OutAxes(), axisName = CommonOptions.AxisName();
        Option<int?> axisSize = CommonOptions.AxisSize();
        Option<string[]> consts = CommonOptions.Consts(), args = CommonOptions.Args();
        Option<string[]> expect = new("--expect") { Description = "What an output should be, a .npy file; once per output, in order. The largest error is reported.", HelpName = "Y.npy", AllowMultipleArgumentsPerToken = true };
        Option<double> seconds = new("--seconds") { Description = "How long to time calls.", DefaultValueFactory = _ => 1, HelpName = "S" };
        seconds.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double>() is not (> 0 and < 1e6)) result.AddError("--seconds: expected a positive number of seconds.");
        });
        Option<bool> x64 = CommonOptions.X64(), json = CommonOptions.Json();
        Option<string> engine = CommonOptions.Engine();
        return CommonOptions.Verb("bench", "Compiles a program, mapped over an axis of its inputs if --in-axes says so, and times calls of it.",
            "vmap bench neuron.jaxpr --in-axes '[null, null, 0]' --arg w.npy --arg b.npy --arg xs.npy --seconds 1",
            [file, inAxes, outAxes, axisName, axisSize, consts, args, expect, seconds, x64, json, engine], parsed =>
        {
            string path = parsed.GetRequiredValue(file), name = path == "-" ? "stdin" : Path.GetFileNameWithoutExtension(path);
            bool asJson = parsed.GetValue(json);
            Jaxpr jaxpr = ProgramFile.WithConstants(ProgramFile.Read(path), path, parsed.GetValue(consts) ?? []);
            string[] files = parsed.GetValue(args) ?? [], expected = parsed.GetValue(expect) ?? [];
            ArrayData[] inputs = ProgramFile.LoadInputs(jaxpr, files);
            WarmUp.Run(Engines.Parse(parsed.GetValue(engine)!));
            try
            {
                Timing timing = TraceScope.WithX64(parsed.GetValue(x64), () =>
                    Measure(name, jaxpr, parsed.GetValue(inAxes), parsed.GetValue(outAxes), parsed.GetValue(axisName), parsed.GetValue(axisSize), files, inputs,
                        expected, Engines.Parse(parsed.GetValue(engine)!), parsed.GetValue(seconds)));
                Console.Out.WriteLine(asJson ? JsonSerializer.Serialize(timing, JsonText.Default.Timing) : timing.ToString());
                return Program.Exit.Done;
            }
            catch (VmapException e) when (e is not ParseException)
            {
                if (asJson) Console.Out.WriteLine(JsonSerializer.Serialize(new BenchFailure(name, e.Message), JsonText.Default.BenchFailure));
                else Console.Error.WriteLine($"vmap: {e.Message}");
                return Program.Exit.Differs;
            }
        });
    }

    /// <summary>What <c>--json</c> prints.</summary>
    internal sealed record Timing(string Name, double TraceMs, double CompileMs, double MedianUs, double MinUs, int Calls, double? MaxError)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{Name}: median {MedianUs:F1} µs, minimum {MinUs:F1} µs of {Calls} calls; traced in {TraceMs:F2} ms, compiled in {CompileMs:F2} ms{(MaxError is { } error ? $"; largest error {error:G3}" : "")}");
    }

    /// <summary>What <c>--json</c> prints of a program that does not compile or run.</summary>
    internal sealed record BenchFailure(string Name, string Error);

    private static Timing Measure(
        string name, Jaxpr jaxpr, string? inAxes, string? outAxes, string? axisName, int? axisSize, string[] files, ArrayData[] inputs, string[] expected, Engine engine, double seconds)
    {
        Traced? mapping = inAxes is null ? null : RunVerb.Mapping(jaxpr, inAxes, outAxes, axisName, axisSize, inputs);
        long start = Stopwatch.GetTimestamp();
        if (mapping is not null) jaxpr = mapping.ToJaxpr();
        double traced = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        inputs = ProgramFile.AsInputs(jaxpr, inputs, files);
        ArrayData[] twins = [.. inputs.Select(input => ArrayData.Create(input.DType, input.Shape, input.Bytes))];

        Terminal.ShowProgress($"{name}: compiling");
        start = Stopwatch.GetTimestamp();
        Func<ArrayData[], ArrayData[]> run = engine.Prepare(jaxpr);
        double compiled = Stopwatch.GetElapsedTime(start).TotalMilliseconds;

        Terminal.ShowProgress($"{name}: first call");
        ArrayData[] outputs = run(inputs);
        double? error = expected.Length == 0 ? null : MaxError(outputs, expected);
        outputs = [];
        for (int i = 0; i < WarmCalls; i++) run(i % 2 == 0 ? twins : inputs);
        Terminal.ShowProgress($"{name}: timing calls for {seconds.ToString(CultureInfo.InvariantCulture)} s");
        List<double> times = [];
        long end = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end || times.Count < 5)
        {
            long before = Stopwatch.GetTimestamp();
            run(inputs);
            times.Add(Stopwatch.GetElapsedTime(before).TotalMicroseconds);
            (inputs, twins) = (twins, inputs);
        }
        Terminal.ShowProgress("");
        times.Sort();
        return new(name, traced, compiled, times[times.Count / 2], times[0], times.Count, error);
    }

    /// <summary>The largest of max|a − b| / max|b| over the outputs.</summary>
    private static double MaxError(ArrayData[] outputs, string[] files)
    {
        ArrayData[] expected = ProgramFile.LoadExpected(outputs, files);
        double largest = 0;
        for (int k = 0; k < outputs.Length; k++) largest = Math.Max(largest, Tolerance.RelativeError(outputs[k], expected[k]));
        return largest;
    }
}
