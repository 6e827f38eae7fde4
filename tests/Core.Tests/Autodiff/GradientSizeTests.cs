using System.Text.RegularExpressions;
using Core.Ir;

namespace Core.Tests.Autodiff;

/// <summary>Gradients have no more equations and no more flops than what JAX leaves of its own when it removes dead code, but for those that are listed.</summary>
public partial class GradientSizeTests
{
    // What is larger, by how many equations and flops, and why: a branch is left in the loop that runs backwards which only hands on what the branch after it takes, and
    // of a call in a loop JAX takes before the loop what does not change in it.
    private static readonly Dictionary<string, (long Equations, long Flops)> Larger = new() { ["cond_in_scan"] = (1, 12) };

    [TestCaseSource(nameof(Programs))]
    public void A_gradient_is_no_larger_than_that_of_jax(string name, int[] argnums, string program, string jax)
    {
        Jaxpr gradient = Jaxpr.Parse(program).Grad(argnums);

        // JAX leaves numbers without a value in branches, which is no op that can be run: a number in their place is one equation, and no flop.
        JaxprCost cost = JaxprCost.Of(gradient), other = JaxprCost.Of(Jaxpr.Parse(Empty().Replace(jax, "copy 0.0:f32[]")));
        if (Larger.TryGetValue(name, out (long Equations, long Flops) more))
        {
            Assert.That((cost.Equations - other.Equations, cost.Flops - other.Flops), Is.EqualTo(more), $"{gradient}\n{jax}");
            return;
        }
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

    [GeneratedRegex(@"empty2\[\s*dtype=float32\s+memory_space=MemorySpace\.Device\s*\] ")]
    private static partial Regex Empty();
}
