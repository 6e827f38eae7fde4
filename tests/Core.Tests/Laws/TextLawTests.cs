using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>Programs of ops, mapped or not, are read from their text as they were.</summary>
public class TextLawTests
{
    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void The_program_of_an_op_is_read_as_it_was_printed(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        ReadAsPrinted(sample.ToProgram());
        ReadAsPrinted(sample.Close(sample.ToProgram()));
        return true;
    });

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void The_mapped_program_of_an_op_is_read_as_it_was_printed(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        foreach (ValueArray<int?> axes in MapCases.All(sample).Distinct()) ReadAsPrinted(Mapping.Vmap(sample.ToProgram(), axes, 3, outAxis: -1));
        return true;
    });

    private static void ReadAsPrinted(Jaxpr program)
    {
        string text = program.ToString();
        Jaxpr read = Jaxpr.Parse(text);

        Assert.That(read.ToString(), Is.EqualTo(text));
        Assert.That(read.Equals(program, Compare.UpToNames), Jaxpr.Diff(read, program));
        Assert.That(read.Fingerprint(), Is.EqualTo(program.Fingerprint()));
    }
}
