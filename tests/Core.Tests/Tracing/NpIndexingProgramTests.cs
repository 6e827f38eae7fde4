namespace Core.Tests.Tracing;

/// <summary>Indexing and sorting give JAX's programs, which <c>goldens/np_indexing.txt</c> holds.</summary>
public class NpIndexingProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("np_indexing.txt");

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void Indexing_gives_the_program_that_JAX_makes(string name) =>
        Assert.That(NpIndexingPrograms.All[name]().ToString(), Is.EqualTo(Goldens[name]));

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(NpIndexingPrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));
}
