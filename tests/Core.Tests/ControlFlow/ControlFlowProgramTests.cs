using Core.Ir;

namespace Core.Tests.ControlFlow;

/// <summary>Branches and loops give JAX's programs, which <c>goldens/control.txt</c> holds.</summary>
public class ControlFlowProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("control.txt");

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void Control_flow_gives_jaxs_program(string name) => Assert.That(ControlFlowPrograms.All[name]().ToString(), Is.EqualTo(Goldens[name]));

    [TestCaseSource(nameof(Names))]
    public void Programs_of_control_flow_are_right(string name) => Assert.That(() => JaxprChecker.Check(ControlFlowPrograms.All[name]()), Throws.Nothing);

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(ControlFlowPrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));
}
