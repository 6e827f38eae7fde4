using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What further ops of the layout family say about operands that do not fit.</summary>
public class InferErrorLayoutTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case(new Unstack(0), [F32()], "unstack: needs an operand with axes, got f32[] and axis 0.");
        yield return Case(new Unstack(2), [F32(2, 3)], "unstack: axis must be from 0 to 1 for an operand of type f32[2,3], got 2.");
        yield return Case(new Tile([2]), [F32(2, 3)], "tile: reps must have one entry per axis of f32[2,3], got 1.");
        yield return Case(new Tile([-1]), [F32(2)], "tile: reps must not be negative, got (-1,) for f32[2].");
    }

    [TestCaseSource(nameof(Cases))]
    public void An_op_says_what_is_wrong_with_its_operands(Op op, ArrayType[] inputs, string message) =>
        Assert.That(() => op.Infer(inputs), Throws.InstanceOf<VmapException>().With.Message.EqualTo(message));

    private static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);
}
