using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>An op does the same inside a program that is called.</summary>
public class CallLawTests
{
    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Called_is_computed_in_place(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        Jaxpr direct = sample.ToProgram(), called = Calling(sample.ToProgram());

        AreSame(sample, direct, called, null);
        foreach (ValueArray<int?> axes in MapCases.Few(sample).Distinct())
            AreSame(sample, Mapping.Vmap(direct, axes, 2, outAxis: 0), Mapping.Vmap(called, axes, 2, outAxis: 0), axes);
        return true;
    });

    private static void AreSame(OpSample sample, Jaxpr direct, Jaxpr called, ValueArray<int?>? axes)
    {
        JaxprChecker.Check(called);
        Random random = new(5);
        ArrayData[][] examples = [sample.Draw(random), sample.Draw(random)];
        int named = sample.NamedAxes.Count;
        ArrayData[] inputs = [.. sample.Operands.Select((_, k) => axes?[k] is { } place
            ? Mapping.Stack([.. examples.Select(example => example[k])], named + place, Mapping.TypeOf(examples[0][k]))
            : examples[0][k])];
        ArrayData[] expected = Mapping.Run(sample.Close(direct), inputs), results = Mapping.Run(sample.Close(called), inputs);
        for (int k = 0; k < expected.Length; k++)
        {
            if (sample.IsUnique) Assert.That(Mapping.Difference(results[k], expected[k]), Is.Null, called.ToString());
            else Assert.That(Mapping.TypeOf(results[k]), Is.EqualTo(Mapping.TypeOf(expected[k])));
        }
    }

    /// <summary>A program of one step, which calls another.</summary>
    private static Jaxpr Calling(Jaxpr program)
    {
        JaxprBuilder builder = new();
        Var[] inputs = [.. program.Inputs.Select(input => new Var(input.Type))];
        return builder.Build(ValueArray.Create<Var>(inputs), builder.Emit(new Call("f", program), ValueArray.Create<Atom>(inputs)));
    }
}
