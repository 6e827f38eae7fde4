using System.Text.RegularExpressions;
using Core.Ir;

namespace Core.Tests.Autodiff;

/// <summary>Gradients have no more equations and no more flops than what JAX leaves of its own when it removes dead code.</summary>
public partial class GradientSizeTests
{
    [TestCaseSource(nameof(Programs))]
    public void A_gradient_is_no_larger_than_that_of_jax(string name, int[] argnums, string program, string jax)
    {
        Jaxpr gradient = Jaxpr.Parse(program).Grad(argnums);

        // JAX leaves numbers without a value in branches, which is no op that can be run: a number in their place is one equation, and no flop.
        JaxprCost cost = JaxprCost.Of(gradient), other = JaxprCost.Of(Jaxpr.Parse(Empty().Replace(jax, "copy 0.0:f32[]")));
        Assert.That(cost.Equations, Is.LessThanOrEqualTo(other.Equations), $"{gradient}\n{jax}");
        Assert.That(cost.Flops, Is.LessThanOrEqualTo(other.Flops), $"{gradient}\n{jax}");
    }

    public static IEnumerable<TestCaseData> Programs()
    {
        foreach ((string name, string entry) in GoldenFile.Read("gradient_sizes.txt"))
        {
            string[] head = name.Split(' '), parts = entry.Split("---\n");
            int[] argnums = [.. head[1].Split(',').Select(int.Parse)];
            yield return new TestCaseData(head[0], argnums, parts[0], parts[1]).SetName($"A_gradient_is_no_larger_than_that_of_jax({head[0]}, {head[1]})");
        }
    }

    [Test]
    public void What_a_branch_hands_on_of_its_operands_is_not_kept_for_each_step_of_a_loop()
    {
        Jaxpr gradient = Of("cond_in_scan");
        Scan[] loops = [.. gradient.Equations.Select(equation => equation.Op).OfType<Scan>()];
        Assert.That(loops.Select(loop => string.Join(' ', loop.Jaxpr.Outputs.Skip(loop.CarryCount).Select(output => output.Type))), Is.EqualTo((string[])["i32[] f32[3] f32[3]", ""]), $"{gradient}");
    }

    [Test]
    public void Of_a_call_in_a_loop_what_is_the_same_in_all_steps_is_computed_before_it()
    {
        Jaxpr gradient = Of("cond_in_scan");
        Assert.That(gradient.Equations.Where(equation => equation.Op is Call).Select(equation => JaxprCost.Of(equation.Op.Jaxprs[0])), Is.EqualTo((JaxprCost[])[new(4, 4)]), $"{gradient}");
    }

    [Test]
    public void A_broadcast_stays_in_the_loop_that_uses_it()
    {
        Jaxpr loop = Jaxpr.Parse(
            """
            { lambda ; a:f32[3] b:f32[3]. let
                c:f32[3] = scan[
                  jaxpr={ lambda ; d:f32[3] e:f32[3]. let
                      f:f32[3] = exp d
                      g:f32[3] = broadcast_in_dim 2.0:f32[]
                      h:f32[3] = add f g
                      i:f32[3] = broadcast_in_dim 3.0:f32[]
                      j:f32[3] = max i e
                      k:f32[3] = mul h j
                      l:f32[3] = sin k
                    in (l,) }
                  length=4
                  num_carry=1
                  num_consts=1
                  reverse=False
                  unroll=1
                ] a b
                m:f32[] = reduce_sum[axes=(0,) out_sharding=None] c
              in (m,) }
            """);
        Jaxpr gradient = loop.Grad([1]);
        Assert.That(gradient.Equations.TakeWhile(equation => equation.Op is not Scan).Select(equation => equation.Op.Name), Is.EqualTo((string[])["exp", "broadcast_in_dim", "add"]), $"{gradient}");
        Scan forwards = gradient.Equations.Select(equation => equation.Op).OfType<Scan>().First();
        Assert.That(forwards.Jaxpr.Equations.Select(equation => equation.Op.Name), Does.Contain("broadcast_in_dim").And.No.Member("exp").And.No.Member("add"), $"{gradient}");
    }

    private static Jaxpr Of(string name)
    {
        string[] parts = GoldenFile.Read("gradient_sizes.txt").Single(entry => entry.Key.StartsWith(name + " ", StringComparison.Ordinal)).Value.Split("---\n");
        return Jaxpr.Parse(parts[0]).Grad([0, 1]);
    }

    [GeneratedRegex(@"empty2\[\s*dtype=float32\s+memory_space=MemorySpace\.Device\s*\] ")]
    private static partial Regex Empty();
}
