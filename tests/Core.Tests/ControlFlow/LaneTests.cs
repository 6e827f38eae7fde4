using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.ControlFlow;

/// <summary>Branches and loops by lane: each example does its own alone.</summary>
public class LaneTests
{
    private static readonly int[] Counts = [0, 1, 2, 3, 5, 16, 37];

    private static NdArray Data(int count) => NdArray.From([.. Enumerable.Range(0, count).Select(i => (i * 7 % 11) - 4f)]);

    [Test]
    public void Each_lane_takes_its_own_branch([ValueSource(nameof(Counts))] int count) =>
        AssertAsLooped(x => Cond(x > 0, x => Log(x), x => x * x, x), Data(count));

    [Test]
    public void Each_lane_takes_its_own_of_many([ValueSource(nameof(Counts))] int count) =>
        AssertAsLooped(x => Switch(x.AsType(I32), [v => v + 1f, v => v * 2f, v => v - 3f], x), Data(count));

    [Test]
    public void Each_lane_makes_its_own_iterations([ValueSource(nameof(Counts))] int count) =>
        AssertAsLooped(x => ControlFlowPrograms.Newton(Abs(x) + 1f), Data(count) * 1000f);

    [TestCase(Branches.Select)]
    [TestCase(Branches.Lanes)]
    public void A_loop_that_was_mapped_before_is_mapped_by_lane(Branches inner)
    {
        NdArray all = Abs(Data(51)) * 100f + 1f;
        Jaxpr program = Trace(ControlFlowPrograms.Newton).Vmap(branches: inner).Vmap(branches: Branches.Lanes).ToJaxpr(F32[17, 3]);
        JaxprChecker.Check(program);
        float[] expected = [.. Enumerable.Range(0, 51).Select(i => ControlFlowPrograms.Newton(all[i]).ToArray<float>()[0])];
        ArrayData[] inputs = [Reshape(all, [17, 3]).Data()];
        Assert.That(Evaluate.Run(program, inputs)[0].AsSpan<float>().ToArray(), Is.EqualTo(expected).Within(1e-5f));
        Assert.That(CompiledProgram.Compile(program).Run(inputs)[0].AsSpan<float>().ToArray(), Is.EqualTo(expected).Within(1e-5f));
    }

    [Test]
    public void A_division_by_zero_stays_in_its_lane()
    {
        NdArray results = Trace((NdArray i) => Cond(Equal(i, 0), i => i, i => Lax.Div(Lax.Number(Scalar.Of(60), DType.I32), i), i)).Vmap(branches: Branches.Lanes).Invoke(NdArray.From(0, 1, 2, 0, 5));
        Assert.That(results.ToArray<int>(), Is.EqualTo(new[] { 0, 60, 30, 0, 12 }));
    }

    [Test]
    public void A_branch_that_never_ends_does_not_run_for_lanes_that_do_not_take_it()
    {
        NdArray results = Trace((NdArray x) => Cond(x < 0, x => While(x, v => v < 0, v => v * 1f), x => x + 1f, x)).Vmap(branches: Branches.Lanes).Invoke(NdArray.From(1f, 2f, 3f, 4f, 5f));
        Assert.That(results.ToArray<float>(), Is.EqualTo(new[] { 2f, 3f, 4f, 5f, 6f }));
    }

    [Test]
    public void A_compiled_loop_that_never_ends_does_not_run_for_lanes_that_do_not_enter_it([Values(5, 40)] int count, [Values] bool isWide)
    {
        // Of lanes that are in the outer loop alone the inner one ends; a wide body has a product, which is no loop over lanes.
        NdArray ones = Ones([4, 4]) * 0.25f;
        NdArray Inner(NdArray v) => While(v, u => Sum(u) > 0f, u => isWide ? Dot(ones, u - 1f) : u - 1f);
        NdArray Endless(NdArray v) => While(v, u => Sum(u) < 1e30f, u => isWide ? Dot(ones, u) : u * 1f);
        NdArray Body(NdArray x) => While(x, v => Sum(v) < -4f, v => Cond(Sum(v) < 0f, v => Inner(-v) - 3f, Endless, v) + 3f);
        NdArray xs = Reshape(Data(count), [count, 1]) * Ones([count, isWide ? 4 : 1]);
        NdArray mapped = Trace(Body).Vmap(branches: Branches.Lanes).Jit().Invoke(xs);
        for (int i = 0; i < count; i++) Assert.That(mapped[i].ToArray<float>(), Is.EqualTo(Body(xs[i]).ToArray<float>()));
    }

    [Test]
    public void Loops_whose_lanes_never_meet_are_one_kernel_and_others_run_for_lanes_that_are_not_done()
    {
        Jaxpr scalars = Trace(ControlFlowPrograms.Newton).Vmap(branches: Branches.Lanes).ToJaxpr(F32[1000]);
        Assert.That(CompiledProgram.Compile(scalars).Explain(), Does.Contain("while of 1000 lanes").And.Not.Contain("loop of 1000 lanes"));
        NdArray matrix = Ones([8, 8]);
        Jaxpr products = Trace((NdArray x) => While(x, v => Sum(v) < 10f, v => Dot(matrix, v) + 1f)).Vmap(branches: Branches.Lanes).ToJaxpr(F32[1000, 8]);
        Assert.That(CompiledProgram.Compile(products).Explain(), Does.Contain("loop of 1000 lanes").And.Contain("  1000 lanes at a time\n"));
    }

    [Test]
    public void Cheap_branches_are_computed_for_all_lanes_and_selected_from()
    {
        Jaxpr jaxpr = Trace(ControlFlowPrograms.SafeLog).Vmap(branches: Branches.Lanes).ToJaxpr(F32[1000]);
        Assert.That(CompilerStages.Show(jaxpr, CompilerStage.Simplify), Does.Contain("select_n").And.Not.Contain("cond_lanes"));
    }

    [Test]
    public void Branches_in_branches_and_loops_in_branches_equal_examples([ValueSource(nameof(Counts))] int count) => AssertAsLooped(
        x => Cond(x > 0, x => Cond(x > 3, x => Fori(0, x.AsType(I32), (i, s) => s + Sqrt(x), x), x => Log(x), x), x => While(x, v => v < 10f, v => v * 0.5f + 6f), x), Data(count));

    [Test]
    public void Branches_in_loops_equal_examples([ValueSource(nameof(Counts))] int count) => AssertAsLooped(
        x => Scan(x, NdArray.From(1f, -2f, 3f), (c, y) => { NdArray next = Cond(c * y > 0, c => Log(c * y), c => c - y, c); return (next, next); }).Stacked, Data(count));

    [Test]
    public void Loops_of_collatz_equal_examples()
    {
        NdArray Steps(NdArray n) => While((n, steps: (NdArray)0), s => s.n > 1, s => (Cond(Equal(s.n % 2, 0), n => Lax.Div(n, Lax.Number(Scalar.Of(2), DType.I32)), n => 3 * n + 1, s.n), s.steps + 1)).steps;
        AssertAsLooped(Steps, NdArray.From([.. Enumerable.Range(1, 40)]));
    }

    [Test]
    public void Operands_that_lanes_share_stay_shared()
    {
        NdArray table = NdArray.From(10f, 20f, 30f);
        AssertAsLooped(x => Cond(x > 0, x => x * table, x => table + 1f, x), Data(9));
    }

    [Test]
    public void Examples_may_have_axes_and_the_lanes_may_be_any_axis()
    {
        NdArray xs = Reshape(Data(24), [2, 4, 3]);
        NdArray F(NdArray x) => While(x, v => Sum(v) < 100f, v => v * v + 1f);
        NdArray mapped = Trace(F).Vmap(inAxes: 1, outAxes: -1, branches: Branches.Lanes).Invoke(xs);
        for (int i = 0; i < 4; i++) Assert.That(mapped[.., .., i].ToArray<float>(), Is.EqualTo(F(xs[.., i]).ToArray<float>()));
    }

    [Test]
    public void Branches_with_products_gathers_and_sorts_equal_examples([ValueSource(nameof(Counts))] int count)
    {
        NdArray table = Reshape(Arange(12.0), [4, 3]), xs = Reshape(Data(count * 3), [count, 3]);
        AssertAsLooped(x => Switch(Abs(Sum(x)).AsType(I32) % 3, [v => Dot(table, v), v => Sort(Concatenate([v, v[..1]])), v => table[Abs(v[0]).AsType(I32) % 4, 0] + Concatenate([v, v[..1]])], x), xs);
    }

    [Test]
    public void Loops_with_products_end_for_each_lane_alone([ValueSource(nameof(Counts))] int count)
    {
        NdArray matrix = NdArray.From(0.5f, 0.25f, 0f, 0.125f, 0.5f, 0.25f, 0.25f, 0f, 0.5f).Reshape(3, 3);
        AssertAsLooped(x => While((x, n: (NdArray)0, scale: Abs(x[0]) + 1f), s => Sum(s.x * s.x) > 0.01f, s => (Dot(matrix, s.x) / s.scale, s.n + 1, s.scale)).n, Reshape(Data(count * 3), [count, 3]) * 100f);
    }

    [Test]
    public void Lanes_of_lanes_equal_examples()
    {
        NdArray re = NdArray.From(-2f, -0.5f, 0.25f, 1f), im = NdArray.From(-1f, 0f, 0.5f);
        NdArray mapped = Trace(ControlFlowPrograms.Escape).Vmap(inAxes: [0, null], branches: Branches.Lanes).Vmap(inAxes: [null, 0], branches: Branches.Lanes).Invoke(re, im);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 4; j++)
                Assert.That(mapped[i, j].Item<int>(), Is.EqualTo(ControlFlowPrograms.Escape(re[j], im[i]).Item<int>()));
    }

    [Test]
    public void Branches_of_lanes_may_be_mapped_again_over_what_they_share()
    {
        NdArray xs = Data(5), scales = NdArray.From(1f, 2f, 3f);
        NdArray F(NdArray x, NdArray s) => Cond(x > 0, x => Log(x) * s, x => x - s, x);
        NdArray mapped = Trace(F).Vmap(inAxes: [0, null], branches: Branches.Lanes).Vmap(inAxes: [null, 0]).Invoke(xs, scales);
        for (int i = 0; i < 3; i++)
            for (int j = 0; j < 5; j++)
                Assert.That(mapped[i, j].Item<float>(), Is.EqualTo(F(xs[j], scales[i]).Item<float>()));
    }

    [Test]
    public void What_does_not_differ_between_examples_stays_JAXs_program()
    {
        Traced<Func<NdArray, NdArray, NdArray>> f = Trace((n, x) => Fori(0, n, (i, c) => Cond(i > 1, v => v * 2f, v => v + 1f, c), x));
        string lanes = f.Vmap(inAxes: [null, 0], branches: Branches.Lanes).ToJaxpr(I32.Scalar, F32[4]).ToString();
        Assert.That(lanes, Is.EqualTo(f.Vmap(inAxes: [null, 0]).ToJaxpr(I32.Scalar, F32[4]).ToString()));
    }

    [Test]
    public void Programs_by_lane_print_as_ops_of_their_own_and_can_be_read()
    {
        Jaxpr jaxpr = Trace(ControlFlowPrograms.SafeLog).Vmap(branches: Branches.Lanes).ToJaxpr(F32[2]);
        Assert.That(jaxpr.ToString(), Is.EqualTo("""
            { lambda ; a:f32[2]. let
                b:bool[2] = gt a 0.0:f32[]
                c:i32[2] = convert_element_type[new_dtype=int32 weak_type=False] b
                d:f32[2] = cond_lanes[
                  branches=(
                    { lambda ; e:f32[]. let  in (0.0:f32[],) }
                    { lambda ; f:f32[]. let g:f32[] = log f in (g,) }
                  )
                  dense=(
                    { lambda ; h:f32[2]. let i:f32[2] = broadcast_in_dim 0.0:f32[] in (i,) }
                    { lambda ; j:f32[2]. let k:f32[2] = log j in (k,) }
                  )
                  per_lane=(True,)
                  sizes=(2,)
                ] c a
              in (d,) }
            """));
        Assert.That(Jaxpr.Parse(jaxpr.ToString()).ToString(), Is.EqualTo(jaxpr.ToString()));
        Jaxpr loop = Trace(ControlFlowPrograms.Newton).Vmap(branches: Branches.Lanes).ToJaxpr(F32[9]);
        Assert.That(Jaxpr.Parse(loop.ToString()).ToString(), Is.EqualTo(loop.ToString()));
        Assert.That(() => JaxprChecker.Check(loop), Throws.Nothing);
    }

    [Test]
    public void A_reduction_over_the_lanes_inside_a_branch_is_refused()
    {
        Traced<Func<NdArray, NdArray>> f = Trace((NdArray x) => Cond(x > 0, x => Psum(x, "i"), x => x, x)).Vmap(axisName: "i", branches: Branches.Lanes);
        Assert.That(Assert.Throws<UnsupportedException>(() => f.Invoke(Data(3)))!.Message, Is.EqualTo(
            "Vmap: a branch reduces over the mapped axis 'i' or asks about it, but with Branches.Lanes not all examples get there. Use Branches.Select, or move it out of the branch or loop."));
    }

    private static void AssertAsLooped(Func<NdArray, NdArray> function, NdArray xs)
    {
        NdArray mapped = Trace(function).Vmap(branches: Branches.Lanes).Invoke(xs);
        Assert.That(mapped.Shape[0], Is.EqualTo(xs.Shape[0]));
        for (int i = 0; i < xs.Shape[0]; i++)
        {
            NdArray expected = function(xs[i]);
            Assert.That(mapped[i].Type.Matches(expected.Type));
            Assert.That(mapped[i].Data().Bytes.SequenceEqual(expected.Data().Bytes), $"lane {i}: {mapped[i]}, expected {expected}");
        }
        NdArray compiled = Trace(function).Vmap(branches: Branches.Lanes).Jit().Invoke(xs);
        Assert.That(Mapping.Difference(compiled.Data(), mapped.Data(), 2e-6), Is.Null);
    }
}
