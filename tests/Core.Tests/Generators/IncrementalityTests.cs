using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Core.Tests.Generators;

public class IncrementalityTests
{
    private const string Layer = "[Core.PyTree] public partial record Layer(Core.NdArray W);";
    private const string Broken = "[Core.PyTree] public record Broken(Core.NdArray W);";
    private const string Calls = "class Program { void Run(Layer[] layers) => Core.PyTree.Leaves(layers); }";
    private const string Other = "class Other { int x; }";

    private static readonly string[] Steps = ["Parts", "Problems", "Registrations"];

    [TestCase(3, "class Other { int y; }")]
    [TestCase(2, Calls + " class More;")]
    [TestCase(0, "\n\n" + Layer)]
    public void An_edit_elsewhere_leaves_all_outputs(int file, string text)
    {
        GeneratorRunResult result = After(file, text);
        Assert.That(result.TrackedOutputSteps.SelectMany(step => step.Value).SelectMany(step => step.Outputs).Select(output => output.Reason),
            Has.All.EqualTo(IncrementalStepRunReason.Cached));
    }

    [Test]
    public void An_edit_above_a_problem_reports_it_at_its_new_place() => Assert.That(StepsChangedBy(1, "\n\n" + Broken), Is.EqualTo(["Problems"]));

    [Test]
    public void A_new_member_changes_the_part_of_its_type_only() =>
        Assert.That(StepsChangedBy(0, "[Core.PyTree] public partial record Layer(Core.NdArray W, Core.NdArray B);"), Is.EqualTo(["Parts"]));

    [Test]
    public void A_new_call_changes_the_registrations_only() =>
        Assert.That(StepsChangedBy(3, "class Other { void Run(List<Layer> layers) => Core.PyTree.Leaves(layers); }"), Is.EqualTo(["Registrations"]));

    [Test]
    public void What_is_kept_between_runs_holds_no_compilation()
    {
        GeneratorRunResult result = After(0, Layer);
        HashSet<object> reachable = new(ReferenceEqualityComparer.Instance);
        foreach (string step in Steps)
            foreach ((object value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs)) Collect(value, reachable);
        Assert.That(reachable, Has.Some.InstanceOf<DiagnosticDescriptor>().And.None.InstanceOf<ISymbol>().And.None.InstanceOf<SyntaxNode>()
            .And.None.InstanceOf<SyntaxTree>().And.None.InstanceOf<Compilation>().And.None.InstanceOf<Location>());
    }

    private static string[] StepsChangedBy(int file, string text)
    {
        ImmutableDictionary<string, ImmutableArray<IncrementalGeneratorRunStep>> tracked = After(file, text).TrackedSteps;
        return [.. Steps.Where(step => tracked[step].SelectMany(run => run.Outputs)
            .Any(output => output.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged)))];
    }

    /// <summary>The second run, after the text of a file was replaced.</summary>
    private static GeneratorRunResult After(int file, string text)
    {
        CSharpCompilation before = GeneratorRun.Compilation(Layer, Broken, Calls, Other);
        SyntaxTree old = before.SyntaxTrees[file + 1]; // the first one holds the global usings
        CSharpCompilation after = before.ReplaceSyntaxTree(old, CSharpSyntaxTree.ParseText(text, path: old.FilePath));
        return GeneratorRun.Driver().RunGenerators(before).RunGenerators(after).GetRunResult().Results.Single();
    }

    private static void Collect(object? value, HashSet<object> reachable)
    {
        if (value is null or string || value.GetType().IsPrimitive || !reachable.Add(value)) return;
        if (value is IEnumerable items)
            foreach (object? item in items) Collect(item, reachable);
        foreach (FieldInfo field in value.GetType().GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            if (!field.FieldType.IsPointer) Collect(field.GetValue(value), reachable);
    }
}
