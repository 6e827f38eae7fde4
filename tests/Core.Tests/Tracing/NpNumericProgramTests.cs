namespace Core.Tests.Tracing;

/// <summary>Numerical analysis, sets and index helpers give JAX's programs, which <c>goldens/np_numeric.txt</c> holds.</summary>
public class NpNumericProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("np_numeric.txt");

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_function_gives_the_program_of_its_namesake(string name) =>
        Assert.That(NpNumericPrograms.All[name]().ToString(), Is.EqualTo(Goldens[name]));

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(NpNumericPrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));
}
