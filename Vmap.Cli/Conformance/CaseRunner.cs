using Core;
using Core.Tracing;

namespace Vmap.Cli.Conformance;

/// <summary>What came of a case.</summary>
/// <param name="Passed">Whether every check held.</param>
/// <param name="Reason">Why not.</param>
/// <param name="Unsupported">The op, or the feature, that is not supported yet, where that is why.</param>
internal readonly record struct CaseResult(bool Passed, string Reason = "", string? Unsupported = null);

/// <summary>Runs the checks of recorded cases: the text, the batched program, the outputs, the derivatives.</summary>
internal static class CaseRunner
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Runs a case; one that takes over a minute has failed.</summary>
    public static CaseResult Run(RecordedCase recorded, Engine engine = Engine.Interpreter)
    {
        CaseResult? result = null;
        Thread thread = new(() => result = Check(recorded, engine), maxStackSize: 16 << 20) { IsBackground = true };
        thread.Start();
        return thread.Join(Limit) && result is { } finished ? finished : new(false, $"took longer than {Limit.TotalSeconds} s");
    }

    private static CaseResult Check(RecordedCase recorded, Engine engine)
    {
        try
        {
            string? wrong = TraceScope.WithX64(recorded.X64, () => recorded.Kind switch
            {
                "vmap" => CheckVmap(recorded, engine),
                "eval" => CheckText(recorded.Jaxpr) ?? CheckOutputs(Jaxpr.Parse(recorded.Jaxpr).WithConstants([.. recorded.Consts]), recorded, engine),
                "grad" => CheckGrad(recorded, engine),
                _ => throw new UnsupportedException($"the kind '{recorded.Kind}'"),
            });
            return wrong is null ? new(true) : new(false, wrong);
        }
        catch (ParseException e) when (e.Primitive is { } primitive)
        {
            return new(false, e.Message, primitive);
        }
        catch (UnsupportedException e)
        {
            return new(false, $"{e.Message} not supported", e.Message);
        }
        catch (Exception e) // whatever it is, the case has failed, and the next one is run
        {
            return new(false, $"{e.GetType().Name}: {e.Message.Split('\n')[0]}");
        }
    }

    private static string? CheckVmap(RecordedCase recorded, Engine engine)
    {
        if (CheckText(recorded.Jaxpr) is { } example) return example;
        if (CheckText(recorded.Vmapped!) is { } mapped) return "vmapped: " + mapped;
        Jaxpr jaxpr = Jaxpr.Parse(recorded.Jaxpr).WithConstants([.. recorded.Consts]);
        Jaxpr batched = Mapped.Function(
            jaxpr, Axes.Create([.. recorded.InAxes.Select(a => (Axes)a)]), Axes.Create([.. recorded.OutAxes.Select(a => (Axes)a)]),
            recorded.AxisName, recorded.AxisSize, recorded.SpmdAxisName).ToJaxpr();
        if (FirstDifference(batched.ToString(), recorded.Vmapped!) is { } difference) return "batched program: " + difference;
        if (batched.Constants.Count != recorded.VmappedConsts.Length) return $"batched program: {batched.Constants.Count} constants, expected {recorded.VmappedConsts.Length}";
        for (int k = 0; k < batched.Constants.Count; k++)
            if (!batched.Constants[k].Bytes.SequenceEqual(recorded.VmappedConsts[k].Bytes)) return $"batched program: constant {k} differs";
        return CheckOutputs(batched, recorded, engine);
    }

    private static string? CheckText(string text) => FirstDifference(Jaxpr.Parse(text).ToString(), text) is { } difference ? "text: " + difference : null;

    private static string? CheckOutputs(Jaxpr jaxpr, RecordedCase recorded, Engine engine)
    {
        ArrayData[] outputs = engine.Prepare(jaxpr)(recorded.Inputs);
        return CompareOutputs(outputs, recorded, factor: 1);
    }

    // Programs whose rule is known only by name are differentiated through their body.
    private static string? CheckGrad(RecordedCase recorded, Engine engine)
    {
        if (CheckText(recorded.Jaxpr) is { } text) return text;
        Jaxpr jaxpr = Jaxpr.Parse(recorded.Jaxpr).WithConstants([.. recorded.Consts]);
        if (recorded.Modes.Contains("fwd"))
        {
            int[] wrt = Given(recorded.Tangents);
            Jaxpr jvp = wrt.Length == 0 ? jaxpr : jaxpr.Jvp(wrt);
            ArrayData[] results = engine.Prepare(jvp)([.. recorded.Inputs, .. recorded.Tangents.OfType<ArrayData>()]);
            int outputs = recorded.Outputs.Length;
            if (CompareOutputs(results[..outputs], recorded, DerivativeFactor) is { } primal) return "jvp: " + primal;
            if (wrt.Length > 0 && Compare("out_tangent", results[outputs..], recorded.OutTangents, recorded, recorded.Tangents) is { } tangent) return "jvp: " + tangent;
        }
        if (recorded.Modes.Contains("rev"))
        {
            int[] wrt = Given(recorded.InCotangents);
            if (wrt.Length == 0) return null;
            Jaxpr vjp = jaxpr.Vjp(wrt);
            ArrayData[] results = engine.Prepare(vjp)([.. recorded.Inputs, .. recorded.Cotangents.OfType<ArrayData>()]);
            if (Compare("in_cotangent", results, recorded.InCotangents, recorded, recorded.Cotangents) is { } cotangent) return "vjp: " + cotangent;
        }
        return null;
    }

    // Derivatives are allowed ten times the tolerance.
    private const double DerivativeFactor = 10;

    private static int[] Given(ArrayData?[] arrays) => [.. arrays.Index().Where(array => array.Item is not null).Select(array => array.Index)];

    private static string? Compare(string what, ArrayData[] actual, ArrayData?[] expected, RecordedCase recorded, ArrayData?[] directions)
    {
        ArrayData[] given = [.. expected.OfType<ArrayData>()];
        if (actual.Length != given.Length) return $"{actual.Length} {what}s, expected {given.Length}";
        ArrayData[] inputs = [.. recorded.Inputs, .. directions.OfType<ArrayData>()];
        for (int i = 0; i < given.Length; i++)
        {
            if (recorded.Unique && Tolerance.Difference(actual[i], given[i], inputs, DerivativeFactor) is { } difference) return $"{what} {i}: {difference}";
        }
        return null;
    }

    private static string? CompareOutputs(ArrayData[] outputs, RecordedCase recorded, double factor)
    {
        if (outputs.Length != recorded.Outputs.Length) return $"{outputs.Length} outputs, expected {recorded.Outputs.Length}";
        for (int i = 0; i < outputs.Length; i++)
        {
            if (!recorded.Unique)
            {
                if (outputs[i].DType != recorded.Outputs[i].DType || outputs[i].Shape != recorded.Outputs[i].Shape)
                    return $"output {i} is {outputs[i].DType.Name}{outputs[i].Shape.ToBrackets()}, expected {recorded.Outputs[i].DType.Name}{recorded.Outputs[i].Shape.ToBrackets()}";
            }
            else if (Tolerance.Difference(outputs[i], recorded.Outputs[i], recorded.Inputs, factor) is { } difference) return $"output {i}: {difference}";
        }
        return null;
    }

    private static string? FirstDifference(string actual, string expected)
    {
        if (actual == expected) return null;
        string[] ours = actual.Split('\n'), theirs = expected.Split('\n');
        int line = 0;
        while (line < ours.Length && line < theirs.Length && ours[line] == theirs[line]) line++;
        return $"line {line + 1} is '{Line(ours)}', expected '{Line(theirs)}'";

        string Line(string[] lines) => line < lines.Length ? lines[line].Trim() : "the end";
    }
}
