namespace Core.Tests.Generators;

public class PyTreeDiagnosticsTests
{
    [Test]
    public void A_type_that_is_not_partial_is_told_to_be() => Assert.That(
        GeneratorRun.Complaints("[Core.PyTree] public record Layer(Core.NdArray W);"),
        Is.EqualTo([
            "0,28: VMAP001: 'Layer' is marked [PyTree], so the part that makes it a tree is generated; for that it must be partial: " +
            "write 'partial record Layer'",
        ]));

    [Test]
    public void A_containing_type_that_is_not_partial_is_told_to_be() => Assert.That(
        GeneratorRun.Complaints("""
            public static class Models
            {
                public struct Inner { [Core.PyTree] public partial record struct Layer<T>(T W); }
            }
            """),
        Is.EqualTo([
            "2,18: VMAP002: 'Inner' contains the [PyTree] type 'Layer<T>', whose generated part stands inside it; " +
            "for that it must be partial: write 'partial struct Inner'",
            "0,20: VMAP002: 'Models' contains the [PyTree] type 'Layer<T>', whose generated part stands inside it; " +
            "for that it must be partial: write 'partial class Models'",
        ]));

    [Test]
    public void A_type_without_a_constructor_for_its_members_is_told_to_have_one() => Assert.That(
        GeneratorRun.Complaints("""
            using Core;
            [PyTree] public partial class Layer
            {
                public Layer(NdArray w, double bias, int seed) => (Weights, Bias) = (w, bias);
                public NdArray Weights { get; }
                public double Bias { get; }
                public NdArray? Scale { get; init; }
            }
            """),
        Is.EqualTo([
            "1,30: VMAP003: 'Layer' cannot be made of its members again: none of its public constructors takes only values of public properties or fields, " +
            "under their names and with their types; write one: 'public Layer(NdArray weights, double bias)'",
        ]));

    [Test]
    public void A_member_whose_arrays_would_be_lost_is_told_to_be_settable() => Assert.That(
        GeneratorRun.Complaints("""
            using Core;
            [PyTree] public partial record Layer(NdArray Weights)
            {
                public List<NdArray> History { get; } = [];
                public readonly (int, Layer)? Next = null;
                public int Count { get; } = 1;
                public Func<NdArray, NdArray> Activation { get; } = x => x;
            }
            """),
        Is.EqualTo([
            "3,25: VMAP004: 'Layer.History' holds arrays, but nothing can set it, so they would be lost; " +
            "give it an 'init' accessor, or the constructor a parameter 'List<NdArray> history'",
            "4,34: VMAP004: 'Layer.Next' holds arrays, but nothing can set it, so they would be lost; " +
            "give it an 'init' accessor, or the constructor a parameter '(int, Layer)? next'",
        ]));

    [Test]
    public void A_member_of_a_base_type_is_complained_about_where_the_tree_is() => Assert.That(
        GeneratorRun.Complaints("""
            public class Base { public Core.NdArray W { get; } = 1; }
            [Core.PyTree] public partial class Layer : Base;
            """),
        Is.EqualTo([
            "1,35: VMAP004: 'Layer.W' holds arrays, but nothing can set it, so they would be lost; " +
            "give it an 'init' accessor, or the constructor a parameter 'NdArray w'",
        ]));

    [TestCase("abstract partial record Layer(Core.NdArray W)", "it is abstract, so none can be made; mark the types that derive from it [PyTree] instead")]
    [TestCase("static partial class Layer", "it is static; remove [PyTree]")]
    [TestCase("ref partial struct Layer", "it is a ref struct; write a struct or a record")]
    [TestCase("file partial record Layer(Core.NdArray W)", "it is local to its file, which no generated part can be in; remove 'file'")]
    public void A_type_that_cannot_be_a_tree_says_why(string declaration, string reason) => Assert.That(
        GeneratorRun.Complaints($"[Core.PyTree]\n{declaration};").Select(complaint => complaint[(complaint.IndexOf(' ', StringComparison.Ordinal) + 1)..]),
        Is.EqualTo([$"VMAP005: 'Layer' cannot be a tree, because {reason}"]));

    [Test]
    public void A_type_that_is_a_tree_by_its_own_code_needs_no_mark() => Assert.That(
        GeneratorRun.Complaints("""
            using Core;
            [PyTree] public partial record Layer(NdArray W) : IPyTree<Layer>
            {
                public void WriteTree(TreeWriter writer) => writer.Write("W", W);
                public static Layer ReadTree(TreeReader reader) => new(reader.Next<NdArray>());
            }
            """),
        Is.EqualTo(["1,31: VMAP006: 'Layer' implements IPyTree<Layer> itself, which [PyTree] would do a second time; remove [PyTree], or the implementation"]));

    [Test]
    public void A_type_with_problems_is_not_registered() => Assert.That(
        GeneratorRun.Driver().RunGenerators(GeneratorRun.Compilation("""
            [Core.PyTree] public record Layer(Core.NdArray W);
            class Program { void Run(Layer x) => Core.PyTree.Leaves(x); }
            """)).GetRunResult().GeneratedTrees,
        Is.Empty);
}
