namespace Core.Tests.Tracing;

/// <summary>The functions of linear algebra give the programs of their JAX namesakes, which <c>goldens/linalg.txt</c> holds.</summary>
public class LinalgProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("linalg.txt");

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_function_gives_the_program_of_its_namesake(string name) =>
        Assert.That(LinalgPrograms.All[name]().ToString(), Is.EqualTo(Goldens[name]));

    [TestCaseSource(nameof(Names))]
    public void The_text_reads_back(string name) => Assert.That(Jaxpr.Parse(Goldens[name]).ToString(), Is.EqualTo(Goldens[name]));

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(LinalgPrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));
}
