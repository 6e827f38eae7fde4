namespace Core.Tests.Tracing;

/// <summary>The functions of Np give the programs of their jax.numpy namesakes, which <c>goldens/np.txt</c> holds.</summary>
public class NpProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("np.txt");

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_function_gives_the_program_of_its_namesake(string name) =>
        Assert.That(NpPrograms.All[name]().ToString(), Is.EqualTo(Goldens[name]));

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(NpPrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));
}
