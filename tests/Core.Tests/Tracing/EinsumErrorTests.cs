using static Core.Np;

namespace Core.Tests.Tracing;

public class EinsumErrorTests
{
    [TestCase("ij,jk,kl", "Einsum \"ij,jk,kl\": it names 3 operands, but 2 were given.")]
    [TestCase("ij->i->j,jk", "Einsum \"ij->i->j,jk\": '->' may stand once.")]
    [TestCase("ijk,jk", "Einsum \"ijk,jk\": 'ijk' names 3 axes, but operand 0 is f32[3,4].")]
    [TestCase("i,jk", "Einsum \"i,jk\": 'i' names 1 axes, but operand 0 is f32[3,4].")]
    [TestCase("...ijk,jk", "Einsum \"...ijk,jk\": '...ijk' names 3 axes, but operand 0 is f32[3,4].")]
    [TestCase("ij,jk->il", "Einsum \"ij,jk->il\": the result has 'l', which no operand has.")]
    [TestCase("ij,jk->ii", "Einsum \"ij,jk->ii\": the result names an axis twice.")]
    [TestCase("ij,ik", "Einsum \"ij,ik\": 'i' has the size 3 in operand 0 (f32[3,4]) and 4 in operand 1 (f32[4,5]).")]
    [TestCase("...,...", "Einsum \"...,...\": the axes of '...' have sizes 3 in operand 0 (f32[3,4]) and 4 in operand 1 (f32[4,5]).")]
    [TestCase("i1,jk", "Einsum \"i1,jk\": '1' is no letter, '...', ',' or '->'.")]
    [TestCase("...i...,jk", "Einsum \"...i...,jk\": '...' may stand once in each term.")]
    public void A_mistake_is_named(string subscripts, string message) =>
        Assert.That(Assert.Throws<ShapeException>(() => Einsum(subscripts, Ones([3, 4]), Ones([4, 5])))!.Message, Is.EqualTo(message));
}
