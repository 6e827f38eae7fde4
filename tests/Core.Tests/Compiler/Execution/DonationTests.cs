using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Compiler.Execution;

/// <summary>Arguments that the caller gives away.</summary>
public class DonationTests
{
    private const string Donated = "the array was donated to a compiled call, which made a result in its memory; use that result, or do not donate the argument.";

    private static IEnumerable<TestCaseData> Programs()
    {
        yield return new TestCaseData((NdArray s, NdArray x) => s.At[2].Set(x[0])).SetArgDisplayNames("an update");
        yield return new TestCaseData((NdArray s, NdArray x) => s * 0.9f + x * 0.1f).SetArgDisplayNames("elementwise");
        yield return new TestCaseData((NdArray s, NdArray x) => s - Tanh(Sum(s) + x)).SetArgDisplayNames("after a reduction");
        yield return new TestCaseData((NdArray s, NdArray x) => Fori(0, 8, (i, c) => c.At[i].Add(x[i]), s)).SetArgDisplayNames("a loop");
        yield return new TestCaseData((NdArray s, NdArray x) => s).SetArgDisplayNames("itself");
        yield return new TestCaseData((NdArray s, NdArray x) => Flip(s) + x).SetArgDisplayNames("in another order");
        yield return new TestCaseData((NdArray s, NdArray x) => Sum(s) * x).SetArgDisplayNames("only before");
        yield return new TestCaseData((NdArray s, NdArray x) => Cumsum(s) * x).SetArgDisplayNames("sums of what is before");
        yield return new TestCaseData((NdArray s, NdArray x) => Exp(s - Max(s)) / Sum(Exp(s - Max(s)))).SetArgDisplayNames("several passes");
    }

    [TestCaseSource(nameof(Programs))]
    public void Results_in_the_memory_of_arguments_are_the_same(Func<NdArray, NdArray, NdArray> function)
    {
        NdArray x = Linspace(-1.0, 2.0, 40);
        NdArray expected = Trace(function).Jit().Invoke(Linspace(0.0, 3.0, 40), x);
        Traced<Func<NdArray, NdArray, NdArray>> donating = Trace(function).Jit(donate: [0]);
        for (int call = 0; call < 3; call++)
        {
            NdArray state = Linspace(0.0, 3.0, 40);
            Assert.That(donating.Invoke(state, x).Data().Bytes.SequenceEqual(expected.Data().Bytes));
            Assert.That(Assert.Throws<ResourceException>(() => state.ToArray<float>())!.Message, Is.EqualTo(Donated));
        }
        Assert.That(x[0].Item<float>(), Is.EqualTo(-1f), "others are as they were");
    }

    [Test]
    public void Updates_loops_and_elementwise_results_take_the_memory_and_others_cannot()
    {
        int Taken(Func<NdArray, NdArray> f) => CompiledProgram.Compile(Trace(f).ToJaxpr(F32[40]), donate: [0]).DonatedResults;
        Assert.That(Taken(s => s.At[2].Set(1f)), Is.EqualTo(1));
        Assert.That(Taken(s => s * 0.9f), Is.EqualTo(1));
        Assert.That(Taken(s => Fori(0, 8, (i, c) => c.At[i].Add(1f), s)), Is.EqualTo(1));
        Assert.That(Taken(s => s + Flip(s)), Is.EqualTo(0));
        Assert.That(Taken(s => s[..20]), Is.EqualTo(0), "another size");
    }

    [Test]
    public void Trees_are_donated_whole_and_a_state_goes_through_many_calls()
    {
        Traced<Func<(NdArray W, NdArray B), NdArray, (NdArray W, NdArray B)>> step =
            Trace(((NdArray W, NdArray B) p, NdArray x) => (W: p.W - 0.1f * x, B: p.B * 0.5f)).Jit(donate: [0]);
        (NdArray W, NdArray B) state = (Ones([1 << 18]), Ones([3]));
        NdArray x = Ones([1 << 18]);
        for (int i = 0; i < 10; i++) state = step.Invoke(state, x);
        Assert.That(state.W[77].Item<float>(), Is.EqualTo(0f).Within(1e-6));
        Assert.That(state.B.ToArray<float>(), Is.All.EqualTo(1 / 1024f));
    }

    [Test]
    public void Donated_arguments_are_printed_as_JAX_prints_them() =>
        Assert.That(Trace((NdArray s, NdArray x) => s + x).Jit(donate: [0]).ToJaxpr(F32[2], F32[2]).ToString(), Does.Contain("donated_invars=(True, False)"));

    [Test]
    public void Negative_places_count_from_the_end()
    {
        var first = Trace((NdArray s, NdArray x) => s + x);
        Assert.That(first.Jit(donate: [-1]).ToJaxpr(F32[2], F32[2]).ToString(), Does.Contain("donated_invars=(False, True)"));
        Assert.That(first.Jit(donate: [-2, 0]).ToJaxpr(F32[2], F32[2]).ToString(), Does.Contain("donated_invars=(True, False)"));
        Assert.That(Assert.Throws<TreeException>(() => first.Jit(donate: [-3]).Invoke(1f, 2f))!.Message,
            Does.StartWith("Jit: argument -3 cannot be donated: ").And.EndWith("takes 2 (s, x), counted from 0."));
    }

    [Test]
    public void An_array_cannot_be_donated_twice_nor_an_argument_that_is_not_there()
    {
        NdArray s = Ones([4]);
        Assert.That(Assert.Throws<ResourceException>(() => Trace((NdArray a, NdArray b) => a + b).Jit(donate: [0, 1]).Invoke(s, s))!.Message, Is.EqualTo(Donated));
        Assert.That(Assert.Throws<TreeException>(() => Trace((NdArray a, NdArray b) => a + b).Jit(donate: [2]).Invoke(1f, 2f))!.Message,
            Does.StartWith("Jit: argument 2 cannot be donated: ").And.EndWith("takes 2 (a, b), counted from 0."));
    }
}
