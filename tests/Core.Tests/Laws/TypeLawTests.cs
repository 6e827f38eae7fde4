using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>What ops infer is what they compute.</summary>
public class TypeLawTests
{
    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void The_inferred_types_are_those_of_the_values(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        Shape members = [.. sample.NamedAxes.Select(axis => axis.Size)];
        IEnumerable<string> inferred = sample.Op.Infer(sample.Types.Span).Select(type => $"{type with { Shape = [.. members, .. type.Shape] }}");

        ArrayData[] values = Mapping.Run(sample.Close(sample.ToProgram()), sample.Draw(new Random(1)));

        Assert.That(values.Select(value => $"{Mapping.TypeOf(value)}"), Is.EqualTo(inferred));
        return true;
    });

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void The_program_of_an_op_keeps_the_rules_of_the_IR(OpSample sample) => JaxprChecker.Check(sample.ToProgram());
}
