using Core.Compiler.Fusion;

namespace Core.Tests.Compiler.Fusion;

/// <summary>Elementwise equations of arrays that are put together.</summary>
public class PieceTests
{
    [Test]
    public void What_is_done_with_each_element_is_done_with_the_pieces() => Check("""
            { lambda ; a:f32[128,100] b:f32[128,28] c:f32[]. let
                d:f32[128,128] = concatenate[dimension=1] a b
                e:f32[128,128] = mul d 2.0:f32[]
                f:f32[128,128] = max c e
              in (f,) }
            """,
        """
            { lambda ; a:f32[128,100] b:f32[128,28] c:f32[]. let
                d:f32[128,100] = mul a 2.0:f32[]
                e:f32[128,28] = mul b 2.0:f32[]
                f:f32[128,100] = max c d
                g:f32[128,28] = max c e
                h:f32[128,128] = concatenate[dimension=1] f g
              in (h,) }
            """);

    [Test]
    public void What_is_wanted_whole_too_is_put_together_first() => Check("""
            { lambda ; a:f32[128,100] b:f32[128,28]. let
                c:f32[128,128] = concatenate[dimension=1] a b
                d:f32[128,128] = mul c 2.0:f32[]
              in (c, d) }
            """);

    [Test]
    public void What_is_small_is_put_together_first() => Check("""
            { lambda ; a:f32[8,100] b:f32[8,28]. let
                c:f32[8,128] = concatenate[dimension=1] a b
                d:f32[8,128] = mul c 2.0:f32[]
              in (d,) }
            """);

    private static void Check(string program, string? expected = null) =>
        Assert.That(Simplifier.Simplify(Jaxpr.Parse(program)).ToString(), Is.EqualTo(Jaxpr.Parse(expected ?? program).ToString()));
}
