using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What branches and loops say about programs and operands that do not fit.</summary>
public class ControlFlowInferErrorTests
{
    private static readonly Jaxpr Sin = Parse("{ lambda ; a:f32[3]. let b:f32[3] = sin a in (b,) }"), Sum = Parse("{ lambda ; a:f32[3]. let b:f32[] = reduce_sum[axes=(0,) out_sharding=None] a in (b,) }"),
        Scalar = Parse("{ lambda ; a:f32[]. let b:f32[] = sin a in (b,) }"), Below = Parse("{ lambda ; a:f32[]. let b:bool[] = lt a 1.0:f32[] in (b,) }"),
        Lanes = Parse("{ lambda ; a:f32[]. let  in (a,) }"), Pair = Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = add a b in (c, a) }"),
        BelowLanes = Parse("{ lambda ; a:f32[3]. let b:bool[3] = lt a 1.0:f32[] in (b,) }"),
        Wide = Parse("{ lambda ; a:f32[3]. let b:bool[1] = broadcast_in_dim True:bool[] in (b,) }");

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case(new Cond([]), [I32()], "cond: needs at least one branch, got none.");
        yield return Case(new Cond([Sin, Scalar]), [I32(), F32(3)], "cond: branches must take the same types; branch 0 takes (f32[3]), branch 1 (f32[]).");
        yield return Case(new Cond([Sin, Sum]), [I32(), F32(3)], "cond: branches must give the same types; branch 0 gives (f32[3]), branch 1 (f32[]).");
        yield return Case(new Cond([Sin]), [I32()], "cond: takes 2 operands, got 1.");
        yield return Case(new Cond([Sin]), [Bool(), F32(3)], "cond: the index must be i32, got bool[]. Convert it with AsType(I32).");
        yield return Case(new Cond([Sin]), [I32(2), F32(3)], "cond: the index must have no axes, got i32[2].");
        yield return Case(new Cond([Sin]), [I32(), F32(4)], "cond: operand 0 must be f32[3], got f32[4].");
        yield return Case(new PlatformIndex([[]]), [F32()], "platform_index: takes 0 operands, got 1.");
        yield return Case(new While(Below, 2, Scalar, 0), [F32()], "while: cond_nconsts must be from 0 to 1, the number of inputs of the program, got 2.");
        yield return Case(new While(Below, 0, Scalar, -1), [F32()], "while: body_nconsts must be from 0 to 1, the number of inputs of the program, got -1.");
        yield return Case(new While(Below, 0, Sum, 0), [F32(3)], "while: the body must give the types that it takes; it takes (f32[3]) and gives (f32[]).");
        yield return Case(new While(Below, 0, Sin, 0), [F32(3)], "while: condition and body must take the same values; the condition takes (f32[]), the body (f32[3]).");
        yield return Case(new While(Scalar, 0, Scalar, 0), [F32()], "while: the condition must give one bool, it gives (f32[]). Compare with a number to get bool.");
        yield return Case(new While(Wide, 0, Sin, 0), [F32(3)], "while: the axes of the condition must be the first of every value; the condition gives bool[1], a value is f32[3].");
        yield return Case(new While(Below, 0, Scalar, 0), [F32(), F32()], "while: takes 1 operand, got 2.");
        yield return Case(new While(BelowLanes, 0, Sin, 0), [F32(4)], "while: initial value 0 must be f32[3], got f32[4].");
        yield return Case(new Scan(Pair, 2, 3, 0), [F32(), F32()], "scan: num_consts must be from 0 to 2, the number of inputs of the program, got 3.");
        yield return Case(new Scan(Pair, 2, 1, 2), [F32(), F32()], "scan: num_carry must be from 0 to 1 for a program from (f32[], f32[]) to (f32[], f32[]) with num_consts 1, got 2.");
        yield return Case(new Scan(Pair, -1, 0, 1), [F32(), F32()], "scan: length must not be negative, got -1.");
        yield return Case(new Scan(Pair, 1, 0, 1, Unroll: -2), [F32(), F32(1)], "scan: unroll must not be negative, got -2.");
        yield return Case(new Scan(Sum, 1, 0, 1), [F32(3)], "scan: the program must pass on the types that it takes; it takes (f32[3]) and passes on (f32[]).");
        yield return Case(new Scan(Pair, 2, 0, 1), [F32()], "scan: takes 2 operands, got 1.");
        yield return Case(new Scan(Pair, 2, 1, 0), [F32(2), F32(2)], "scan: constant 0 must be f32[], got f32[2].");
        yield return Case(new Scan(Pair, 2, 0, 1), [F32(2), F32(2)], "scan: initial value 0 must be f32[], got f32[2].");
        yield return Case(new Scan(Pair, 2, 0, 1), [F32(), F32(3)], "scan: array 0 must be f32[2], 2 slices of f32[], got f32[3].");
        yield return Case(new CondLanes([Lanes], [true], [], []), [I32(), F32(2)], "cond_lanes: the index must be i32 with one axis of lanes, got i32[] and f32[2].");
        yield return Case(new CondLanes([Lanes], [true], [], []), [I32(3), F32(2)], "cond_lanes: operand 0 must have a first axis of 3 lanes, got f32[2].");
        yield return Case(new CondLanes([Lanes], [], [], []), [I32(3), F32(3)], "cond_lanes: per_lane must have one entry for each of 1 operands, got 0.");
        yield return Case(new CondLanes([Lanes], [true], [3], []), [I32(3), F32(3)], "cond_lanes: dense must hold a program for each branch and size, 1, got 0.");
        yield return Case(new CondLanes([Lanes], [true], [3], [Lanes]), [I32(3), F32(3)],
            "cond_lanes: a program for 3 lanes must be that for one with an axis of 3 in front; it is from (f32[]) to (f32[]), that for one from (f32[]) to (f32[]).");
        yield return Case(new CondLanes([Scalar], [true], [0], [Sin]), [I32(3), F32(3)], "cond_lanes: sizes must be positive and falling, got (0,).");
        yield return Case(new WhileLanes(Below, 0, Scalar, 0, [], [], [], []), [F32()], "while_lanes: needs an initial value with a first axis of lanes, got f32[].");
        yield return Case(new WhileLanes(Below, 0, Scalar, 0, [true], [], [], []), [F32(3)], "while_lanes: per_lane must have one entry for each of 0 constants, got 1.");
        yield return Case(new WhileLanes(Below, 0, Scalar, 0, [], [3], [BelowLanes], []), [F32(3)], "while_lanes: needs a program for each of 1 sizes, got 0.");
        yield return Case(new WhileLanes(BelowLanes, 0, Sin, 0, [], [], [], []), [F32(2, 3)], "while_lanes: the condition must give one bool for a lane, it gives bool[3].");
    }

    [TestCaseSource(nameof(Cases))]
    public void Operands_that_do_not_fit_are_named(Op op, ArrayType[] inputs, string message) =>
        Assert.That(Assert.Catch<VmapException>(() => op.Infer(inputs))!.Message, Is.EqualTo(message));

    private static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);

    private static Jaxpr Parse(string text) => Jaxpr.Parse(text);
}
