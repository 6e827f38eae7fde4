using Core.Ir;

namespace Core.Tests.Autodiff;

/// <summary>Gradients have no more equations and no more flops than what JAX leaves of its own when it removes dead code.</summary>
public class GradientSizeTests
{
    [TestCaseSource(nameof(Programs))]
    public void A_gradient_is_no_larger_than_that_of_jax(int[] argnums, int equations, string program, string jax)
    {
        Jaxpr gradient = Jaxpr.Parse(program).Grad(argnums);

        // The parser does not know all that JAX leaves in branches.
        JaxprCost cost = JaxprCost.Of(gradient), other = jax.Contains("empty2", StringComparison.Ordinal) ? new(equations, long.MaxValue) : JaxprCost.Of(Jaxpr.Parse(jax));
        Assert.That(cost.Equations, Is.LessThanOrEqualTo(other.Equations), $"{gradient}\n{jax}");
        Assert.That(cost.Flops, Is.LessThanOrEqualTo(other.Flops), $"{gradient}\n{jax}");
    }

    public static IEnumerable<TestCaseData> Programs()
    {
        foreach ((string name, string entry) in GoldenFile.Read("gradient_sizes.txt"))
        {
            string[] head = name.Split(' '), parts = entry.Split("---\n");
            int[] argnums = [.. head[1].Split(',').Select(int.Parse)];
            yield return new TestCaseData(argnums, int.Parse(head[2]), parts[0], parts[1]).SetName($"A_gradient_is_no_larger_than_that_of_jax({head[0]}, {head[1]})");
        }
    }
}
