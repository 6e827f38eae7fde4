using System.Collections.Immutable;
using static Core.Transforms;

namespace Core.Tests.Tracing;

public partial class PyTreeTests
{
    // Most types here are private, so that generated code cannot register them and they are found by reflection; what it registers is
    // tested at the end.

    [PyTree]
    private partial record Layer(NdArray Weights, NdArray? Bias = null, string Name = "layer");

    [PyTree]
    private partial record struct Point(NdArray X, NdArray Y);

    [PyTree]
    private sealed partial class Model
    {
        public Model(NdArray first) => First = first;

        public NdArray First { get; }

        public required Layer[] Layers { get; init; }

        public int Heads;
    }

    [PyTree]
    private sealed partial record Wide(NdArray Weights, NdArray Width) : Layer(Weights);

    private sealed record Chain(NdArray Value, Chain? Next) : IPyTree<Chain>
    {
        public void WriteTree(TreeWriter writer)
        {
            writer.Write(nameof(Value), Value);
            writer.Write(nameof(Next), Next);
        }

        public static Chain ReadTree(TreeReader reader) => new(reader.Next<NdArray>(), reader.Next<Chain?>());
    }

    private sealed record Unmarked(int Count, List<NdArray> Arrays);

    private enum Part
    {
        Right = 2,
        Left = 1,
    }

    [Test]
    public void An_array_is_a_tree_of_itself() => Assert.That(Numbers(Doubled<NdArray>(3)), Is.EqualTo([6]));

    [Test]
    public void A_list_is_a_tree() => Assert.That(Numbers(Doubled<List<Layer>>([new(1), new(2, 3)])), Is.EqualTo([2, 4, 6]));

    [Test]
    public void An_array_of_trees_is_a_tree() => Assert.That(Numbers(Doubled<Point[]>([new(1, 2), new(3, 4)])), Is.EqualTo([2, 4, 6, 8]));

    [Test]
    public void An_immutable_array_is_a_tree() => Assert.That(Numbers(Doubled<ImmutableArray<Layer>>([new(1), new(2)])), Is.EqualTo([2, 4]));

    [Test]
    public void An_interface_of_lists_is_read_as_a_list()
    {
        IReadOnlyList<Layer> doubled = Doubled<IReadOnlyList<Layer>>([new(1), new(2)]);
        Assert.That((Numbers(doubled), doubled.GetType()), Is.EqualTo((new[] { 2, 4 }, typeof(List<Layer>))));
    }

    [Test]
    public void A_dictionary_is_a_tree_in_the_order_of_its_keys()
    {
        Dictionary<string, Layer> tree = new() { ["b"] = new(1), ["B"] = new(2), ["a"] = new(3) };
        Assert.That(Numbers(tree), Is.EqualTo([2, 3, 1]));
        Assert.That(Doubled(tree).Select(pair => (pair.Key, (int)pair.Value.Weights)), Is.EqualTo([("B", 4), ("a", 6), ("b", 2)]));
    }

    [Test]
    public void A_sorted_dictionary_is_a_tree() =>
        Assert.That(
            Doubled(new SortedDictionary<int, Layer> { [10] = new(1), [9] = new(2) }).Select(pair => (pair.Key, (int)pair.Value.Weights)),
            Is.EqualTo([(9, 4), (10, 2)]));

    [Test]
    public void An_interface_of_dictionaries_is_read_as_a_dictionary() =>
        Assert.That(Doubled<IReadOnlyDictionary<int, Layer>>(new SortedList<int, Layer> { [1] = new(2) }), Is.TypeOf<Dictionary<int, Layer>>());

    [Test]
    public void Keys_of_any_type_with_an_order_are_kept()
    {
        Guid low = new("00000000-0000-0000-0000-000000000001"), high = new("f0000000-0000-0000-0000-000000000001");
        Assert.That(Doubled(new Dictionary<Guid, Layer> { [high] = new(1), [low] = new(2) }).Keys, Is.EqualTo([low, high]));
        Assert.That(Doubled(new Dictionary<Part, Layer> { [Part.Right] = new(1), [Part.Left] = new(2) }).Keys, Is.EqualTo([Part.Left, Part.Right]));
        Assert.That(Doubled(new Dictionary<double, Layer> { [0.1] = new(1), [-2] = new(2) }).Keys, Is.EqualTo([-2, 0.1]));
    }

    [Test]
    public void Keys_without_an_order_are_an_error() => Assert.That(
        () => PyTree.Leaves(new Dictionary<Unmarked, NdArray>()),
        Throws.TypeOf<TreeException>().With.Message.EqualTo(
            "Dictionary<Unmarked, NdArray>: keys of type Unmarked have no order, which the arrays of a tree need: use strings or integers."));

    [Test]
    public void Tuples_of_every_length_are_trees()
    {
        Layer a = new(1);
        Assert.That(Numbers(Doubled(ValueTuple.Create(a))), Is.EqualTo([2]));
        Assert.That(Numbers(Doubled((a, a))), Is.EqualTo([2, 2]));
        Assert.That(Numbers(Doubled((a, a, a))), Is.EqualTo([2, 2, 2]));
        Assert.That(Numbers(Doubled((a, a, a, a))), Is.EqualTo([2, 2, 2, 2]));
        Assert.That(Numbers(Doubled((a, a, a, a, a))), Is.EqualTo([2, 2, 2, 2, 2]));
        Assert.That(Numbers(Doubled((a, a, a, a, a, a))), Is.EqualTo([2, 2, 2, 2, 2, 2]));
        Assert.That(Numbers(Doubled((a, a, a, a, a, a, a))), Is.EqualTo([2, 2, 2, 2, 2, 2, 2]));
        Assert.That(Numbers(Doubled((a, a, a, a, a, a, a, new Layer(2)))), Is.EqualTo([2, 2, 2, 2, 2, 2, 2, 4]));
        Assert.That(Numbers(Doubled((a, a, a, a, a, a, a, new Layer(2), new Layer(3)))), Is.EqualTo([2, 2, 2, 2, 2, 2, 2, 4, 6]));
    }

    [Test]
    public void A_class_is_made_with_its_constructor_and_its_other_members_are_set()
    {
        Model doubled = Doubled(new Model(1) { Layers = [new(2), new(3, 4)], Heads = 5 });
        Assert.That((Numbers(doubled), doubled.Heads), Is.EqualTo((new[] { 2, 4, 6, 8 }, 5)));
    }

    [Test]
    public void A_tree_written_by_hand_may_contain_itself()
    {
        Chain doubled = Doubled(new Chain(1, new Chain(2, null)));
        Assert.That((Numbers(doubled), doubled.Next!.Next), Is.EqualTo((new[] { 2, 4 }, (Chain?)null)));
    }

    [Test]
    public void Trees_are_nested()
    {
        Dictionary<string, (List<Point[]> Points, Layer? Layer)> tree = new()
        {
            ["x"] = ([[new(1, 2)], [], [new(3, 4), new(5, 6)]], new(7)),
            ["a"] = ([], new(8)),
        };
        Dictionary<string, (List<Point[]> Points, Layer? Layer)> doubled = Doubled(tree);
        Assert.That(Numbers(doubled), Is.EqualTo([16, 2, 4, 6, 8, 10, 12, 14]));
        Assert.That(doubled["x"].Points.Select(points => points.Length), Is.EqualTo([1, 0, 2]));
    }

    [Test]
    public void Null_is_a_tree_without_arrays()
    {
        (NdArray?, List<Layer>?, Layer?, Point?, string?) nothing = default;
        Assert.That((Doubled(nothing), PyTree.Leaves(nothing).Length), Is.EqualTo((nothing, 0)));
    }

    [Test]
    public void A_struct_that_may_be_missing_is_a_tree_where_it_is_there()
    {
        Point?[] doubled = Doubled<Point?[]>([new Point(1, 2), null]);
        Assert.That((Numbers(doubled), doubled[1]), Is.EqualTo((new[] { 2, 4 }, (Point?)null)));
    }

    [Test]
    public void Other_values_are_kept_as_they_are()
    {
        Func<int, int> function = x => x;
        var tree = (3, "text", Part.Left, function, new[] { 1, 2 }, (int?)4);
        Assert.That(Doubled(tree), Is.EqualTo(tree));
    }

    [Test]
    public void A_class_that_holds_arrays_and_is_no_tree_is_an_error() => Assert.That(
        () => PyTree.Leaves(new Unmarked(1, [])),
        Throws.TypeOf<TreeException>().With.Message.EqualTo(
            "Unmarked holds arrays (in Arrays) and is no tree: mark it [PyTree] and make it partial, or implement IPyTree<Unmarked>."));

    [Test]
    public void A_collection_that_is_no_tree_is_an_error() => Assert.That(
        () => PyTree.Leaves(new Queue<Layer>()),
        Throws.TypeOf<TreeException>().With.Message.EqualTo(
            "Queue<Layer> holds arrays and is no tree: use a list, a C# array, a dictionary or a tuple."));

    [Test]
    public void A_table_of_arrays_is_an_error() => Assert.That(
        () => PyTree.Leaves(new NdArray[1, 1]),
        Throws.TypeOf<TreeException>().With.Message.EqualTo(
            "NdArray[,] holds arrays and is no tree: use a list, a C# array, a dictionary or a tuple."));

    [Test]
    public void An_array_declared_as_an_object_is_an_error() => Assert.That(
        () => PyTree.Leaves<object>((NdArray)1),
        Throws.TypeOf<TreeException>().With.Message.EqualTo("An array stands where Object is declared, so it would be a constant: declare it as NdArray."));

    [Test]
    public void A_derived_type_where_its_base_is_declared_is_an_error() => Assert.That(
        () => PyTree.Leaves<Layer[]>([new Wide(1, 2)]),
        Throws.TypeOf<TreeException>().With.Message.EqualTo("Wide stands where Layer is declared, and would be read as one: declare it as Wide."));

    [Test]
    public void Leaves_are_in_the_order_of_the_members() =>
        Assert.That(Numbers(new Wide(1, 2) { Bias = 3 }), Is.EqualTo([1, 2, 3]));

    [Test]
    public void A_function_of_two_arrays_goes_over_two_trees_at_once() =>
        Assert.That(Numbers(PyTree.Map((x, y) => x - y, (new Layer(5), new Point(6, 7)), (new Layer(1), new Point(2, 3)))), Is.EqualTo([4, 4, 4]));

    [Test]
    public void Two_trees_of_different_structures_are_an_error() => Assert.That(
        () => PyTree.Map((x, y) => x - y, new List<Layer> { new(1) }, [new(1), new(2)]),
        Throws.TypeOf<TreeException>().With.Message.EqualTo(
            "PyTree.Map: the trees must have one structure; the first has List<Layer> of 1, the second List<Layer> of 2."));

    [Test]
    public void Other_values_are_part_of_the_structure() => Assert.That(
        () => PyTree.Map((x, y) => x - y, new Layer(1, null, "a"), new Layer(1, null, "b")), Throws.TypeOf<TreeException>());

    [Test]
    public void A_sum_goes_over_all_arrays() => Assert.That((double)PyTree.Sum((new Point(1, 2), new Layer(3)), x => x * x), Is.EqualTo(14));

    [Test]
    public void A_sum_over_no_arrays_is_zero() => Assert.That((double)PyTree.Sum("none", x => x * x), Is.Zero);

    [Test]
    public void A_value_that_is_no_array_is_fixed_when_a_function_is_traced()
    {
        int traced = 0;
        var f = Trace((Layer layer, int times) =>
        {
            traced++;
            return new Layer(layer.Weights * times, layer.Bias);
        }).Jit();
        int[] results = [.. new[] { 2, 3, 2 }.Select(times => (int)f.Invoke(new Layer(5), times).Weights)];
        Assert.That((results, traced), Is.EqualTo((new[] { 10, 15, 10 }, 2)));
    }

    private delegate Layer Step(NdArray weights);

    [Test]
    public void A_function_may_have_a_delegate_type_of_its_own() =>
        Assert.That(Numbers(Trace(new Step(weights => new(weights, weights * 2))).InvokeFlat(3)), Is.EqualTo([3, 6]));

    /// <summary>A type that only the call below, which never runs, makes known.</summary>
    [PyTree]
    public partial record Seen(NdArray Weights);

    private static void NeverRuns(Dictionary<int, (Seen, NdArray)[]> tree) => Trace((Dictionary<int, (Seen, NdArray)[]> t) => t[0]).Invoke(tree);

    [TestCase(typeof(Dictionary<int, (Seen, NdArray)[]>))]
    [TestCase(typeof((Seen, NdArray)[]))]
    [TestCase(typeof((Seen, NdArray)))]
    [TestCase(typeof(Seen))]
    public void What_a_call_shows_is_known_before_it_runs(Type type)
    {
        Assert.That(NeverRuns, Is.Not.Null);
        Assert.That(typeof(PyTree).Assembly.GetType("Core.Tracing.Codecs`1")!.MakeGenericType(type).GetProperty("Instance")!.GetValue(null), Is.Not.Null);
    }

    [Test]
    public void Registered_trees_round_trip_like_the_others()
    {
        (List<Seen>, Seen[], Dictionary<string, Seen>, Seen?) tree = ([new(1)], [new(2), new(3)], new() { ["b"] = new(4), ["a"] = new(5) }, null);
        Assert.That(Numbers(PyTree.Map(x => x * 2, tree)), Is.EqualTo([2, 4, 6, 10, 8]));
    }

    private static T Doubled<T>(T tree) => PyTree.Map(x => x * 2, tree);

    private static int[] Numbers<T>(T tree) => [.. PyTree.Leaves(tree).Select(leaf => (int)leaf)];
}
