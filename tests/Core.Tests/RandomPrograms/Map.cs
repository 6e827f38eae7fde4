using Core.Tests.Laws;

namespace Core.Tests.RandomPrograms;

/// <summary>A map over an axis: which axis of each input and of each result it is, and how many examples there are.</summary>
internal sealed record Map(ValueArray<int?> InAxes, ValueArray<int> OutAxes, int Size)
{
    /// <summary>A map of a program at random.</summary>
    public static Map Any(Jaxpr program, Random random) => new(
        [.. program.Inputs.Select(input => random.Next(3) == 0 ? (int?)null : random.Next(input.Type.Rank + 1))],
        [.. program.Outputs.Select(output => random.Next(output.Type.Rank + 1))],
        new[] { 0, 1, 3, 3 }[random.Next(4)]);

    /// <summary>The mapped program.</summary>
    public Jaxpr Apply(Jaxpr program)
    {
        Axes outAxes = OutAxes.Count == 1 ? (Axes)OutAxes[0] : Axes.Create([.. OutAxes.Select(axis => (Axes)axis)]);
        return program.ToTraced().Vmap(Axes.Create([.. InAxes.Select(axis => (Axes)axis)]), outAxes, axisSize: Size).ToJaxpr();
    }

    /// <summary>The inputs of one example.</summary>
    public ArrayData[] InputsOf(ArrayData[] inputs, int example) => [.. inputs.Select((input, k) => InAxes[k] is { } axis ? Mapping.Take(input, axis, example) : input)];

    /// <summary>The results of one example.</summary>
    public ArrayData[] ResultsOf(ArrayData[] results, int example) => [.. results.Select((result, k) => Mapping.Take(result, OutAxes[k], example))];

    public override string ToString() => $"inAxes [{string.Join(", ", InAxes.Select(axis => axis?.ToString() ?? "null"))}], outAxes [{string.Join(", ", OutAxes)}], {Size} examples";
}
