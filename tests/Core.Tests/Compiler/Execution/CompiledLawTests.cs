using Core.Tests.Laws;
using Core.Tests.Soak;
using Core.Tracing;

namespace Core.Tests.Compiler.Execution;

/// <summary>Compiled programs compute what the interpreter does: of each op alone, and mapped.</summary>
public class CompiledLawTests
{
    private static IEnumerable<TestCaseData> Samples() =>
        OpSamples.Cases().Where(test => test.Arguments[0] is OpSample { NamedAxes.Count: 0, IsUnique: true } sample && !sample.Types.Any(type => type.IsRef));

    [TestCaseSource(nameof(Samples))]
    public void A_compiled_op_computes_what_the_interpreter_does(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        SoakCase program = SoakCase.Of(sample, 3);
        Agrees(program);
        Random random = new(8);
        for (int i = 0; i < 2; i++) Agrees(program.Mapped(random));
        return true;
    });

    private static void Agrees(SoakCase program)
    {
        (Outcome outcome, string message) = Agreement.Of(program.Jaxpr, program.Inputs(), new Random(2));
        Assert.That(outcome, Is.EqualTo(Outcome.Same).Or.EqualTo(Outcome.Sensitive), $"{message}\n{program}");
    }
}
