using Core.Ir;

namespace Core.Tests.Ir;

public class JaxprCostTests
{
    [TestCase("add a 1.0:f32[]", "f32[2,3]", 6)]
    [TestCase("reduce_sum[axes=(0,) out_sharding=None] a", "f32[3]", 6)]
    [TestCase("transpose[permutation=(1, 0)] a", "f32[3,2]", 0)]
    [TestCase("dot_general[dimension_numbers=(([1], [1]), ([], []))] a a", "f32[2,2]", 24)]
    [TestCase("jit[name=f jaxpr={ lambda ; a:f32[2,3]. let b:f32[2,3] = sin a in (b,) }] a", "f32[2,3]", 6)]
    public void A_step_costs_its_elementary_operations(string call, string type, long flops) => Assert.That(
        JaxprCost.Of(Jaxpr.Parse($"{{ lambda ; a:f32[2,3]. let b:{type} = {call} in (b,) }}")), Is.EqualTo(new JaxprCost(1, flops)));
}
