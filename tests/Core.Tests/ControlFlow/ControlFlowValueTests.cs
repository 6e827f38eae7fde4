using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.ControlFlow;

/// <summary>What branches and loops compute, called with data and mapped.</summary>
public class ControlFlowValueTests
{
    [Test]
    public void Cond_takes_the_branch_of_its_predicate()
    {
        Assert.That(Cond(true, x => x + 1f, x => x - 1f, (NdArray)2f).Item<float>(), Is.EqualTo(3f));
        Assert.That(Cond(false, x => x + 1f, x => x - 1f, (NdArray)2f).Item<float>(), Is.EqualTo(1f));
        Assert.That(Cond(0.0, () => (NdArray)1, () => (NdArray)2).Item<int>(), Is.EqualTo(2));
    }

    [Test]
    public void Cond_with_data_does_not_run_the_other_branch()
    {
        NdArray Endless(NdArray x) => While(x, _ => true, v => v + 1f);
        Assert.That(Cond(false, Endless, x => x, (NdArray)1f).Item<float>(), Is.EqualTo(1f));
    }

    [TestCase(-3, 10f)]
    [TestCase(0, 10f)]
    [TestCase(1, 20f)]
    [TestCase(2, 30f)]
    [TestCase(7, 30f)]
    public void Switch_brings_its_index_into_range(int index, float expected) =>
        Assert.That(Switch(index, [() => (NdArray)10f, () => (NdArray)20f, () => (NdArray)30f]).Item<float>(), Is.EqualTo(expected));

    [Test]
    public void While_runs_until_the_condition_is_false()
    {
        (NdArray n, NdArray sum) = While((N: (NdArray)0, Sum: (NdArray)0.0), s => s.N < 10, s => (s.N + 1, s.Sum + s.N));
        Assert.That((n.Item<int>(), sum.Item<float>()), Is.EqualTo((10, 45f)));
    }

    [Test]
    public void While_may_run_not_at_all() => Assert.That(While((NdArray)7f, _ => false, v => v * 2f).Item<float>(), Is.EqualTo(7f));

    [Test]
    public void Fori_counts_up_from_its_lower_bound()
    {
        Assert.That(Fori(2, 5, (i, c) => c * 10 + i, (NdArray)0).Item<int>(), Is.EqualTo(234));
        Assert.That(Fori(5, 2, (i, c) => c * 10 + i, (NdArray)7).Item<int>(), Is.EqualTo(7));
        Assert.That(Trace((NdArray n, NdArray x) => Fori(2, n, (i, c) => c * 10 + i, x)).Invoke(5, 0).Item<int>(), Is.EqualTo(234));
    }

    [Test]
    public void Scan_passes_on_a_value_and_stacks_results()
    {
        (NdArray last, NdArray sums) = Scan((NdArray)0f, NdArray.From(1f, 2f, 3f), (c, x) => (c + x, c + x));
        Assert.That(last.Item<float>(), Is.EqualTo(6f));
        Assert.That(sums.ToArray<float>(), Is.EqualTo(new[] { 1f, 3f, 6f }));
    }

    [Test]
    public void Scan_in_reverse_starts_at_the_end_and_leaves_results_beside_their_slices()
    {
        (NdArray last, NdArray sums) = Scan((NdArray)0f, NdArray.From(1f, 2f, 3f), (c, x) => (c + x, c + x), reverse: true);
        Assert.That(last.Item<float>(), Is.EqualTo(6f));
        Assert.That(sums.ToArray<float>(), Is.EqualTo(new[] { 6f, 5f, 3f }));
    }

    [Test]
    public void Scan_of_nothing_gives_its_first_value_and_an_empty_array()
    {
        (NdArray last, NdArray stacked) = Scan((NdArray)4f, Zeros([0, 2]), (c, x) => (c + 1f, x * 2f));
        Assert.That(last.Item<float>(), Is.EqualTo(4f));
        Assert.That(stacked.Type.ToString(), Is.EqualTo("f32[0,2]"));
    }

    [Test]
    public void Scan_without_arrays_runs_as_often_as_it_is_told()
    {
        (NdArray last, NdArray powers) = Scan((NdArray)1, c => (c * 2, c), length: 5);
        Assert.That(last.Item<int>(), Is.EqualTo(32));
        Assert.That(powers.ToArray<int>(), Is.EqualTo(new[] { 1, 2, 4, 8, 16 }));
    }

    [Test]
    public void Loops_carry_records_lists_and_dictionaries()
    {
        List<NdArray> list = While(new List<NdArray> { 0, 1f }, s => s[0] < 3, s => [s[0] + 1, s[1] * 2f]);
        Assert.That(list[1].Item<float>(), Is.EqualTo(8f));
        Dictionary<string, NdArray> sums = Scan(new Dictionary<string, NdArray> { ["a"] = 0f }, NdArray.From(1f, 2f), (c, x) => (new Dictionary<string, NdArray> { ["a"] = c["a"] + x }, x)).Carry;
        Assert.That(sums["a"].Item<float>(), Is.EqualTo(3f));
    }

    [TestCase(null)]
    [TestCase(0)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(5)]
    [TestCase(9)]
    public void Map_computes_the_same_whatever_the_batch_size(int? batchSize)
    {
        NdArray xs = NdArray.From(1f, 2f, 3f, 4f, 5f);
        (NdArray squares, NdArray pairs) = Transforms.Map(x => (x * x, Stack([x, x + 1f])), xs, batchSize);
        Assert.That(squares.ToArray<float>(), Is.EqualTo(new[] { 1f, 4f, 9f, 16f, 25f }));
        Assert.That(pairs[3].ToArray<float>(), Is.EqualTo(new[] { 4f, 5f }));
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    [TestCase(8)]
    [TestCase(13)]
    public void AssociativeScan_gives_running_results(int count)
    {
        NdArray xs = NdArray.From([.. Enumerable.Range(1, count)]);
        int[] sums = [.. Enumerable.Range(1, count).Select(n => n * (n + 1) / 2)];
        Assert.That(AssociativeScan(Add, xs).ToArray<int>(), Is.EqualTo(sums));
        int total = count * (count + 1) / 2;
        Assert.That(AssociativeScan(Add, xs, reverse: true, axis: -1).ToArray<int>(), Is.EqualTo(Enumerable.Range(1, count).Select(n => total - n * (n - 1) / 2)));
    }

    [Test]
    public void AssociativeScan_keeps_the_order_of_its_elements()
    {
        NdArray scale = NdArray.From(2f, 3f, 5f, 7f), shift = NdArray.From(1f, 10f, 100f, 1000f);
        (NdArray scales, NdArray shifts) = AssociativeScan((a, b) => (a.scale * b.scale, a.shift * b.scale + b.shift), (scale, shift));
        Assert.That(scales.ToArray<float>(), Is.EqualTo(new[] { 2f, 6f, 30f, 210f }));
        Assert.That(shifts.ToArray<float>(), Is.EqualTo(new[] { 1f, 13f, 165f, 2155f }));
    }

    [Test]
    public void Mapped_loops_end_where_each_example_ends()
    {
        NdArray xs = NdArray.From(1f, 4f, 1e6f, 2f);
        NdArray mapped = Trace(ControlFlowPrograms.Newton).Vmap().Invoke(xs);
        Assert.That(mapped.ToArray<float>(), Is.EqualTo(xs.ToArray<float>().Select(x => ControlFlowPrograms.Newton(x).Item<float>())));
    }

    [Test]
    public void Loops_mapped_twice_equal_loops_over_examples()
    {
        NdArray re = NdArray.From(-2f, -0.5f, 0.25f, 1f), im = NdArray.From(-1f, 0f, 0.5f);
        NdArray mapped = Trace(ControlFlowPrograms.Escape).Vmap(inAxes: [0, null]).Vmap(inAxes: [null, 0]).Invoke(re, im);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 4; j++)
                Assert.That(mapped[i, j].Item<int>(), Is.EqualTo(ControlFlowPrograms.Escape(re[j], im[i]).Item<int>()));
    }

    [Test]
    public void Branches_mapped_over_predicates_equal_branches_of_examples()
    {
        NdArray mapped = Trace(ControlFlowPrograms.SafeLog).Vmap().Invoke(NdArray.From(1f, -1f, 0f));
        Assert.That(mapped.ToArray<float>(), Is.EqualTo(new[] { 0f, 0f, 0f }));
    }

    [Test]
    public void A_function_that_closes_over_nothing_is_traced_once_for_the_same_types()
    {
        NdArray x = NdArray.From(1f, 2f);
        Counter.Calls = 0;
        for (int i = 0; i < 3; i++) Scan(x[0], x, Counter.Step);
        Assert.That(Counter.Calls, Is.EqualTo(1));
    }

    [Test]
    public void A_function_that_closes_over_variables_sees_their_values_of_each_call()
    {
        float added = 1f;
        Func<NdArray, NdArray, (NdArray, NdArray)> step = (c, x) => (c + x * added, c);
        NdArray x = NdArray.From(1f, 2f);
        float first = Scan((NdArray)0f, x, step).Carry.Item<float>();
        added = 10f;
        Assert.That((first, Scan((NdArray)0f, x, step).Carry.Item<float>()), Is.EqualTo((3f, 30f)));
    }

    private static class Counter
    {
        public static int Calls { get; set; }

        public static (NdArray, NdArray) Step(NdArray c, NdArray x)
        {
            Calls++;
            return (c + x, c);
        }
    }
}
