using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Ir;

/// <summary>Programs compare by what they do.</summary>
public class CompareTests
{
    private static readonly Jaxpr Sine = Jaxpr.Parse("{ lambda ; a:f32[3]. let b:f32[3] = sin a in (b,) }");

    [TestCase("{ lambda ; x:f32[3]. let y:f32[3] = sin x in (y,) }", true, TestName = "Names of variables do not count")]
    [TestCase("{ lambda ; a:f32[4]. let b:f32[4] = sin a in (b,) }", false, TestName = "Types count")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[3] = cos a in (b,) }", false, TestName = "Ops count")]
    [TestCase("{ lambda ; a:f32[3]. let b:f32[3] = sin a in (a,) }", false, TestName = "Outputs count")]
    [TestCase("{ lambda ; a:f32[3] b:f32[3]. let c:f32[3] = sin a in (c,) }", false, TestName = "Inputs count")]
    public void Programs_are_the_same_up_to_names(string text, bool same)
    {
        Jaxpr other = Jaxpr.Parse(text);

        Assert.Multiple(() =>
        {
            Assert.That(Sine.Equals(other, Compare.UpToNames), Is.EqualTo(same));
            Assert.That(Sine.Fingerprint() == other.Fingerprint(), Is.EqualTo(same));
        });
    }

    [Test]
    public void Operands_in_another_order_are_another_program() =>
        Assert.That(Parse("sub a b").Equals(Parse("sub b a"), Compare.UpToNames), Is.False);

    [Test]
    public void Literals_count() =>
        Assert.That(Parse("add a 1.0:f32[]").Fingerprint(), Is.Not.EqualTo(Parse("add a 2.0:f32[]").Fingerprint()));

    [Test]
    public void Names_of_functions_count_only_where_everything_does()
    {
        Jaxpr f = Call("f"), g = Call("g");

        Assert.Multiple(() =>
        {
            Assert.That(f.Equals(g, Compare.UpToNames), Is.True);
            Assert.That(f.Equals(g, Compare.Exact), Is.False);
            Assert.That(f.Equals(Call("f"), Compare.Exact), Is.True);
            Assert.That(f.Fingerprint(), Is.EqualTo(g.Fingerprint()));
        });

        static Jaxpr Call(string name) => Jaxpr.Parse($$"""
            { lambda ; a:f32[3]. let
                b:f32[3] = jit[name={{name}} jaxpr={ lambda ; a:f32[3]. let b:f32[3] = sin a in (b,) }] a
              in (b,) }
            """);
    }

    [Test]
    public void Values_of_constants_count_only_where_everything_does()
    {
        Jaxpr one = Captured(1), two = Captured(2);

        Assert.Multiple(() =>
        {
            Assert.That(one.Equals(two, Compare.UpToNames), Is.True);
            Assert.That(one.Equals(two, Compare.Exact), Is.False);
            Assert.That(one.Equals(Captured(1), Compare.Exact), Is.True);
        });

        static Jaxpr Captured(float value)
        {
            NdArray captured = NdArray.From(value, value, value);
            return Trace(x => x + captured).ToJaxpr(F32[3]);
        }
    }

    [Test]
    public void Weakness_counts_only_where_everything_does()
    {
        Jaxpr weak = Trace(x => Sin(x)).ToJaxpr(1.0), strong = Trace(x => Sin(x)).ToJaxpr(1f);

        Assert.Multiple(() =>
        {
            Assert.That(weak.Equals(strong, Compare.UpToNames), Is.True);
            Assert.That(weak.Equals(strong, Compare.Exact), Is.False);
        });
    }

    [Test]
    public void Fingerprints_are_the_same_in_every_process() =>
        Assert.That(Sine.Fingerprint(), Is.EqualTo(4167402034424748092UL));

    private static Jaxpr Parse(string call) => Jaxpr.Parse($"{{ lambda ; a:f32[3] b:f32[3]. let c:f32[3] = {call} in (c,) }}");
}
