using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What calls and the ops of references say about operands that do not fit.</summary>
public class InferErrorTestsOfCalls
{
    private static readonly ArrayType Reference = F32(3, 4) with { IsRef = true };

    private static IEnumerable<TestCaseData> Cases()
    {
        Jaxpr sum = Jaxpr.Parse("{ lambda ; a:f32[3] b:f32[3]. let c:f32[3] = add a b in (c,) }");
        CustomRule rule = new("rule");
        yield return Case(new ClosedCall(sum), [F32(3)], "closed_call: takes 2 operands, got 1.");
        yield return Case(new Checkpoint(sum), [F32(3), F32(4)], "remat2: operand 1 must be f32[3], got f32[4].");
        yield return Case(new CustomJvpCall("f", sum, rule), [F32(3), I32(3)], "custom_jvp_call: operand 1 must be f32[3], got i32[3].");
        yield return Case(new CustomJvpCall("f", sum, rule, 3), [F32(3), F32(3)], "custom_jvp_call: num_consts must be from 0 to 2, the number of inputs of the program, got 3.");
        yield return Case(new CustomVjpCall("f", sum, rule, rule, -1), [F32(3), F32(3)], "custom_vjp_call: num_consts must be from 0 to 2, the number of inputs of the program, got -1.");
        yield return Case(new CustomVmapCall(sum, rule, "", ""), [F32()], "custom_vmap_call: takes 2 operands, got 1.");
        yield return Case(new Named("x"), [], "name: takes 1 operand, got 0.");
        yield return Case(new Check(), [Bool(), F32()], "check: takes a bool and then an i32 for each kind of error, got bool[] and f32[].");
        yield return Case(new ReducePrecision(5, 10), [I32(3)], "reduce_precision: the operand must be floating-point, got i32[3]. Convert it with AsType(F32).");
        yield return Case(new ReducePrecision(0, 10), [F32(3)], "reduce_precision: exponent_bits must be positive, got 0.");
        yield return Case(new ReducePrecision(5, -1), [F32(3)], "reduce_precision: mantissa_bits must not be negative, got -1.");

        yield return Case(new Freeze(), [F32(3)], "freeze: operand 0 must be a mutable reference, got f32[3].");
        yield return Case(new FreeRef(), [F32(3)], "free_ref: operand 0 must be a mutable reference, got f32[3].");
        yield return Case(new RefGet([]), [F32(3)], "get: operand 0 must be a mutable reference, got f32[3].");
        yield return Case(new RefSwap([]), [Reference, F32(3)], "swap: a value of type f32[3,4] is needed for this part of Ref{f32[3,4]}, got f32[3].");
        yield return Case(new RefAddUpdate([]), [Reference, I32(3, 4)], "addupdate: a value of type f32[3,4] is needed for this part of Ref{f32[3,4]}, got i32[3,4].");
        yield return Case(new RefSwap([]), [Reference, Reference], "swap: a reference holds an array, got a reference of type Ref{f32[3,4]} as operand 1; read it first.");
        yield return Case(new RefGet([new([RefIndex.Element])]), [Reference, I32()], "get: an index for each axis of f32[3,4] is needed, got [i].");
        yield return Case(new RefGet([new([RefIndex.Slice(1, 3), RefIndex.Slice(0, 4)])]), [Reference], "get: axis 0 of f32[3,4] has no elements 1:4.");
        yield return Case(new RefGet([new([RefIndex.Element, RefIndex.Element])]), [Reference, I32(2), I32(3)], "get: places must have one shape or no axes, got (2,) and (3,).");
        yield return Case(new RefGet([new([RefIndex.SliceFromOperand(2), RefIndex.Slice(0, 4)])]), [Reference, I32(2)], "get: the start of a run must have no axes, got i32[2].");
        yield return Case(new RefGet([new([RefIndex.Element, RefIndex.Slice(0, 4)])]), [Reference, F32()], "get: the operand must be an integer, got f32[].");
        yield return Case(new RefGet([]), [Reference, I32()], "get: takes 1 operand, got 2.");
    }

    [TestCaseSource(nameof(Cases))]
    public void Operands_that_do_not_fit_are_named(Op op, ArrayType[] inputs, string message) =>
        Assert.That(() => op.Infer(inputs), Throws.InstanceOf<VmapException>().With.Message.EqualTo(message));

    [Test]
    public void An_op_of_arrays_takes_no_reference()
    {
        const string Text = "{ lambda ; a:Ref{f32[3]}. let b:f32[3] = neg a in (b,) }";

        Assert.That(() => Jaxpr.Parse(Text), Throws.TypeOf<ParseException>().With.Message.EqualTo(
            "line 1, column 42: neg: takes arrays, got a mutable reference of type Ref{f32[3]}; read it first."));
    }

    private static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);
}
