namespace Core.Tests.Batching;

/// <summary>Mapped functions give JAX's programs, which <c>goldens/vmap.txt</c> holds.</summary>
public class VmapProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("vmap.txt");

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_mapped_function_gives_jaxs_program(string name) => Assert.That(VmapPrograms.All[name]().ToString(), Is.EqualTo(Goldens[name]));

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(VmapPrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));
}
