using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>A mapped op does for all examples what it does for each: bit for bit, but where a sample states a tolerance.</summary>
public class VmapLawTests
{
    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Mapped_over_every_combination_of_axes_is_looped(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        foreach (ValueArray<int?> axes in MapCases.All(sample).Distinct())
        {
            MappedIsLooped(sample, axes, size: 3, outAxis: 0);
            MappedIsLooped(sample, axes, size: 3, outAxis: -1);
        }
        return true;
    });

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Mapped_over_one_example_is_that_example(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        foreach (ValueArray<int?> axes in MapCases.Few(sample).Distinct()) MappedIsLooped(sample, axes, size: 1, outAxis: -1);
        return true;
    });

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Mapped_over_no_examples_has_no_results_of_the_right_types(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        foreach (ValueArray<int?> axes in MapCases.Few(sample).Distinct()) MappedIsLooped(sample, axes, size: 0, outAxis: 0);
        return true;
    });

    private static void MappedIsLooped(OpSample sample, ValueArray<int?> axes, int size, int outAxis)
    {
        Jaxpr program = sample.ToProgram();
        Jaxpr mapped = Mapping.Vmap(program, axes, size, outAxis, "mapped");
        string which = $"inAxes [{string.Join(", ", axes.Select(axis => axis?.ToString() ?? "null"))}], {size} examples, outAxes {outAxis}\n{mapped}\n";
        Assert.That(() => JaxprChecker.Check(mapped), Throws.Nothing, which);

        // The named axes come first in every value, then those of the op.
        int named = sample.NamedAxes.Count;
        Random random = new(7);
        ArrayData[][] examples = [.. Enumerable.Range(0, size).Select(_ => sample.Draw(random))];
        ArrayData[] shared = sample.Draw(random);
        ArrayData[] inputs = [.. axes.Select((axis, k) => axis is { } place ? Mapping.Stack([.. examples.Select(e => e[k])], named + place, Mapping.TypeOf(shared[k])) : shared[k])];
        ArrayData[] results = Mapping.Run(sample.Close(mapped), inputs);

        Jaxpr single = sample.Close(program);
        ValueArray<ArrayType> types = [.. single.Outputs.Select(output => output.Type)];
        for (int k = 0; k < results.Length; k++)
        {
            int place = outAxis < 0 ? types[k].Rank : named;
            Assert.That($"{Mapping.TypeOf(results[k])}", Is.EqualTo($"{types[k] with { Shape = types[k].Shape.Insert(place, size) }}"), which);
        }
        if (!sample.IsUnique) return;
        for (int i = 0; i < size; i++)
        {
            ArrayData[] expected = Mapping.Run(single, axes.Select((axis, k) => axis is null ? shared[k] : examples[i][k]));
            for (int k = 0; k < results.Length; k++)
            {
                string? difference = Mapping.Difference(Mapping.Take(results[k], outAxis < 0 ? types[k].Rank : named, i), expected[k], sample.Tolerance);
                Assert.That(difference, Is.Null, $"{which}output {k} of example {i}");
            }
        }
    }
}
