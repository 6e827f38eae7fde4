using Core.Tracing;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>Collectives give JAX's programs, which <c>goldens/collectives.txt</c> holds; where JAX has none, what they stand for.</summary>
public class CollectiveTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("collectives.txt");

    private static readonly int[][] Pairs = [[0, 2], [3, 1]], Uneven = [[1], [3, 0, 2]];

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_collective_gives_jaxs_program(string name)
    {
        Jaxpr program = CollectivePrograms.All[name]();
        Assert.That(program.ToString(), Is.EqualTo(Goldens[name]));
        Assert.That(Jaxpr.Parse(program.ToString()).ToString(), Is.EqualTo(Goldens[name]));
    }

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(CollectivePrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));

    [Test]
    public void A_parsed_exchange_is_mapped_as_the_traced_one()
    {
        Jaxpr open = TraceScope.WithAxis("i", 4, () => Trace((NdArray x) => AllToAll(x, "i", 0, 1)).ToJaxpr(F32[4, 3]));
        Jaxpr mapped = Jaxpr.Parse(open.ToString()).ToTraced().Vmap(axisName: "i", axisSize: 4).ToJaxpr();
        Assert.That(mapped.ToString(), Is.EqualTo(Trace((NdArray x) => AllToAll(x, "i", 0, 1)).Vmap(axisName: "i").ToJaxpr(F32[4, 4, 3]).ToString()));
    }

    [Test]
    public void A_sum_in_groups_is_that_of_the_own_group() =>
        Check(x => Psum(x, "i", Pairs), x => [x[0] + x[2], x[3] + x[1], x[0] + x[2], x[3] + x[1]]);

    [Test]
    public void Groups_of_a_reduction_may_differ_in_size()
    {
        Check(x => Psum(x, "i", Uneven), x => [x[0] + x[2] + x[3], x[1], x[0] + x[2] + x[3], x[0] + x[2] + x[3]]);
        Check(x => Pmax(x, "i", Uneven), x => [Maximum(Maximum(x[0], x[2]), x[3]), x[1], Maximum(Maximum(x[0], x[2]), x[3]), Maximum(Maximum(x[0], x[2]), x[3])]);
    }

    [Test]
    public void A_mean_in_groups_is_that_of_the_own_group() => Check(x => Pmean(x, "i", Pairs), x => [(x[0] + x[2]) / 2, (x[3] + x[1]) / 2, (x[0] + x[2]) / 2, (x[3] + x[1]) / 2]);

    [Test]
    public void Gathering_in_groups_keeps_their_order() =>
        Check(x => AllGather(x, "i", axisIndexGroups: Pairs), x => [Stack([x[0], x[2]]), Stack([x[3], x[1]]), Stack([x[0], x[2]]), Stack([x[3], x[1]])]);

    [Test]
    public void Gathering_tiles_in_groups_keeps_their_order() => Check(x => AllGather(x, "i", axis: 1, tiled: true, axisIndexGroups: Pairs),
        x => [Concatenate([x[0], x[2]], 1), Concatenate([x[3], x[1]], 1), Concatenate([x[0], x[2]], 1), Concatenate([x[3], x[1]], 1)]);

    [Test]
    public void Exchanging_in_groups_stays_in_them() => Check(x => AllToAll(x, "i", 0, 1, axisIndexGroups: Pairs),
        x => [Stack([x[0, 0], x[2, 0]], 1), Stack([x[3, 1], x[1, 1]], 1), Stack([x[0, 1], x[2, 1]], 1), Stack([x[3, 0], x[1, 0]], 1)]);

    [Test]
    public void Scattering_in_groups_stays_in_them() => Check(x => PsumScatter(x, "i", axisIndexGroups: Pairs),
        x => [x[0, 0] + x[2, 0], x[3, 1] + x[1, 1], x[0, 1] + x[2, 1], x[3, 0] + x[1, 0]]);

    [Test]
    public void Who_gets_nothing_in_a_permutation_has_zeros() =>
        Check(x => Ppermute(x, "i", (0, 3), (2, 1)), x => [ZerosLike(x[0]), x[2], ZerosLike(x[0]), x[0]]);

    [Test]
    public void A_shared_array_is_zero_where_a_permutation_brings_nothing()
    {
        NdArray got = Trace((NdArray x) => Ppermute(x, "i", (0, 1))).Vmap(inAxes: null, axisName: "i", axisSize: 3).Invoke(NdArray.From(5f));
        Assert.That(got.ToArray<float>(), Is.EqualTo([0f, 5, 0]));
    }

    [Test]
    public void The_array_of_one_member_is_that_of_all() => Check(x => Pbroadcast(x, "i", 2), x => [x[2], x[2], x[2], x[2]]);

    [Test]
    public void Several_axes_are_as_one_of_all_their_members()
    {
        NdArray x = Rng.Normal(Rng.Key(0), [2, 3, 6, 6]);
        NdArray flat = x.Reshape(6, 6, 6);
        foreach (Func<NamedAxes, Func<NdArray, NdArray>> f in new Func<NamedAxes, Func<NdArray, NdArray>>[]
        {
            n => y => AllGather(y, n, axis: 1), n => y => AllGather(y, n, axis: 1, tiled: true), n => y => PsumScatter(y, n), n => y => PsumScatter(y, n, 1, tiled: true),
            n => y => AllToAll(y, n, 0, 1), n => y => AllToAll(y, n, 1, 1), n => y => AllToAll(y, n, 1, 0, tiled: true), n => y => Pmean(y, n), n => y => y + AxisIndex(n),
        })
        {
            NdArray wanted = Trace(f("k")).Vmap(axisName: "k").Invoke(flat);
            NdArray got = Trace(f(["i", "j"])).Vmap(axisName: "j").Vmap(axisName: "i").Invoke(x);
            Assert.That(AllClose(got.Reshape([.. wanted.Shape]), wanted, 1e-6, 1e-6), Is.True);
        }
    }

    [Test]
    public void The_innermost_axis_of_a_name_is_meant()
    {
        NdArray sums = Trace((NdArray x) => Psum(x, "i")).Vmap(axisName: "i", outAxes: null).Vmap(axisName: "i").Invoke(Ones([2, 3]));
        Assert.That(sums.ToArray<float>(), Is.EqualTo([3f, 3]));
    }

    [TestCase("AllGather: no axis is named 'k' here (known are 'i'). Map the function over it first: Vmap(axisName: \"k\").")]
    public void A_name_that_nobody_gave_is_refused(string message) => AssertRefused(x => AllGather(x, "k"), message);

    [Test]
    public void Groups_must_name_every_member() => AssertRefused(x => Psum(x, "i", [[0, 1], [2]]),
        "psum: axis_index_groups ((0, 1), (2,)) must name the 4 members of the axis 'i', got 3.");

    [Test]
    public void A_pair_must_name_members() => AssertRefused(x => Ppermute(x, "i", (0, 4)),
        "ppermute: perm ((0, 4),) must name members of the axis 'i', from 0 to 3, got (0, 4).");

    [Test]
    public void A_shuffle_must_name_every_member() => AssertRefused(x => Pshuffle(x, "i", 0, 0, 1),
        "Pshuffle: perm must name each member once, counted from 0, got (0, 0, 1).");

    [Test]
    public void An_axis_that_is_exchanged_must_have_the_size_of_the_named_one() => Assert.That(
        () => Trace((NdArray x) => AllToAll(x, "i", 0, 0)).Vmap(axisName: "i").ToJaxpr(F32[4, 3]),
        Throws.TypeOf<ShapeException>().With.Message.EqualTo("AllToAll: axis 0 of f32[3] must have the size 4 of the named axes (i,)."));

    [Test]
    public void An_axis_of_the_array_has_no_members() => AssertRefused(x => AllGather(x, [0]), "AllGather: takes the names of mapped axes, got (0,).");

    private static void AssertRefused(Func<NdArray, NdArray> f, string message) => Assert.That(
        () => Trace(f).Vmap(axisName: "i").ToJaxpr(F32[4, 3]), Throws.TypeOf<AxesException>().With.Message.EqualTo(message));

    /// <summary>Maps over four members, of the first and of the last axis, and compares with what each of them should have.</summary>
    private static void Check(Func<NdArray, NdArray> f, Func<NdArray, NdArray[]> members)
    {
        NdArray x = Rng.Normal(Rng.Key(1), [4, 2, 3]);
        NdArray wanted = Stack(members(x));
        foreach (int axis in (int[])[0, 2])
        {
            NdArray got = Trace(f).Vmap(inAxes: axis, axisName: "i").Invoke(Moveaxis(x, 0, axis));
            Assert.That(AllClose(got, wanted, 1e-6, 1e-6), Is.True, $"mapped over axis {axis}: {got}, expected {wanted}");
        }
    }
}
