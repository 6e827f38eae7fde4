namespace Core.Tests.Ir;

/// <summary>What <see cref="Jaxpr.Diff"/> says.</summary>
public class JaxprDiffTests
{
    [Test]
    public void Programs_that_are_the_same_are_one_line() => Assert.That(
        Diff("b:f32[3] = sin a in (b,)", "x:f32[3] = sin a in (x,)"), Is.EqualTo("The programs are the same up to names: 1 equation."));

    [Test]
    public void A_step_more_is_shown_where_it_is() => Assert.That(
        Diff("b:f32[3] = sin a; c:f32[3] = cos b in (c,)", "b:f32[3] = sin a; c:f32[3] = neg b; d:f32[3] = cos c in (d,)"), Is.EqualTo("""
            The programs differ: 2 steps in common, 1 of them with other parameters, types or operands (~); only on the right (>): neg.
              lambda ; a:f32[3] │ lambda ; a:f32[3]
              b:f32[3] = sin a  │ b:f32[3] = sin a
            >                   │ c:f32[3] = neg b
            ~ c:f32[3] = cos b  │ d:f32[3] = cos c
              in (c)            │ in (d)
            """));

    [Test]
    public void Another_op_is_one_step_less_and_one_more() => Assert.That(
        Diff("b:f32[3] = sin a in (b,)", "b:f32[3] = cos a in (b,)"), Is.EqualTo("""
            The programs differ: 0 steps in common; only on the left (<): sin; only on the right (>): cos; inputs or outputs differ (~).
              lambda ; a:f32[3] │ lambda ; a:f32[3]
            < b:f32[3] = sin a  │
            >                   │ b:f32[3] = cos a
            ~ in (b)            │ in (b)
            """));

    [Test]
    public void Long_steps_go_on_below() => Assert.That(
        Diff(
            "b:f32[3,3] = dot_general[dimension_numbers=(([], []), ([], [])) preferred_element_type=float32] a a; c:f32[3] = reduce_sum[axes=(0,) out_sharding=None] b in (c,)",
            "b:f32[3,3] = dot_general[dimension_numbers=(([], []), ([], [])) preferred_element_type=float32] a a; c:f32[3] = reduce_sum[axes=(1,) out_sharding=None] b in (c,)"),
        Is.EqualTo("""
            The programs differ: 2 steps in common, 1 of them with other parameters, types or operands (~).
              lambda ; a:f32[3]                                               │ lambda ; a:f32[3]
              b:f32[3,3] = dot_general[dimension_numbers=(([], []), ([], [])) │ b:f32[3,3] = dot_general[dimension_numbers=(([], []), ([], []))
                preferred_element_type=float32] a a                           │   preferred_element_type=float32] a a
            ~ c:f32[3] = reduce_sum[axes=(0,) out_sharding=None] b            │ c:f32[3] = reduce_sum[axes=(1,) out_sharding=None] b
              in (c)                                                          │ in (c)
            """));

    private static string Diff(string left, string right) =>
        Jaxpr.Diff(Jaxpr.Parse($"{{ lambda ; a:f32[3]. let {left} }}"), Jaxpr.Parse($"{{ lambda ; a:f32[3]. let {right} }}")).ReplaceLineEndings("\n");
}
