using Core;

namespace Vmap.Cli;

/// <summary>Programs mapped with the axes of the command line: a flat list, one entry per input or output.</summary>
internal static class Mapped
{
    /// <summary>The axis of each input that holds the examples, counted from 0.</summary>
    public static ValueArray<int?> AxesOfInputs(Jaxpr jaxpr, string inAxes)
    {
        int?[]? entries = AxesJson.Parse("--in-axes", inAxes, out int? forAll);
        return [.. jaxpr.Inputs.Select((input, i) => (entries is null ? forAll : entries[i]) is { } axis ? axis < 0 ? axis + input.Type.Rank + 1 : axis : (int?)null)];
    }

    /// <summary>A program mapped over an axis.</summary>
    public static Traced Function(Jaxpr jaxpr, string? inAxes, string? outAxes, string? axisName, int? axisSize) => Function(
        jaxpr,
        CommonOptions.ParseAxes("--in-axes", inAxes, 0, jaxpr.Inputs.Count, "inputs"),
        CommonOptions.ParseAxes("--out-axes", outAxes, 0, jaxpr.Outputs.Count, "outputs"),
        axisName, axisSize);

    /// <summary>A program mapped over an axis.</summary>
    public static Traced Function(Jaxpr jaxpr, Axes inAxes, Axes outAxes, string? axisName, int? axisSize, string? spmdAxisName = null)
    {
        // A function of one result gives it alone, not a list of one, and so are its axes.
        if (jaxpr.Outputs.Count == 1) outAxes = outAxes.FirstOrDefault(outAxes);
        return jaxpr.ToTraced().Vmap(inAxes, outAxes, axisName, axisSize, spmdAxisName);
    }
}
