using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What ops say about operands that do not fit: the op, what was expected, what there was.</summary>
public class InferErrorTests
{
    private static IEnumerable<TestCaseData> Cases()
    {
        Binary add = new(BinaryKind.Add);
        yield return Case(add, [F32(3), F32(4)], "add: sizes must be equal or 1, got f32[3] and f32[4].");
        yield return Case(add, [F32(3), F32(3, 1)], "add: operands must have the same number of axes or none, got f32[3] and f32[3,1].");
        yield return Case(add, [F32(3), I32(3)], "add: operands must have one element type, got f32[3] and i32[3]; convert one with AsType.");
        yield return Case(add, [F32(3)], "add: takes 2 operands, got 1.");
        yield return Case(add, [new(DType.Bool, [3]), F32(3)], "add: operand 0 must be an integer, floating-point or complex, got bool[3].");
        yield return Case(new Unary(UnaryKind.Tanh), [I32(3)], "tanh: the operand must be floating-point or complex, got i32[3]. Convert it with AsType(F32).");
        yield return Case(new Unary(UnaryKind.Not), [F32(3)], "not: the operand must be bool or an integer, got f32[3]. Compare it with a number to get bool, or convert it with AsType(I32).");
        yield return Case(new Binary(BinaryKind.Complex), [new(DType.BF16, []), new(DType.BF16, [])], "complex: the parts must be f32 or f64, got bf16[] and bf16[]; convert them with AsType.");
        yield return Case(new IntegerPow(-1), [I32(3)], "integer_pow: an integer has no negative power, got i32[3] to the power of -1; convert it with AsType(F32).");
        yield return Case(new Conj(DType.F16), [new(DType.F16, [3])], "conj: the operand must be f32, f64 or complex, got f16[3].");
        yield return Case(new AddAny(), [F32(3), F32(1)], "add_any: shapes must be equal, got f32[3] and f32[1].");
        yield return Case(new SelectN(), [F32(3), F32(3), F32(3)], "select_n: the predicate must be bool or an integer, got f32[3]; compare it with a number first.");
        yield return Case(new SelectN(), [Bool(3), F32(3), F32(3), F32(3)], "select_n: a bool predicate chooses between two cases, got 3; use an integer predicate.");
        yield return Case(new SelectN(), [Bool(3), F32(3), F32(4)], "select_n: the cases must have one shape, got f32[3] and f32[4].");
        yield return Case(new SelectN(), [Bool(4), F32(3), F32(3)], "select_n: the predicate must have no axes or the shape of the cases, got bool[4], f32[3] and f32[3].");
        yield return Case(new SelectN(), [Bool(3)], "select_n: takes a predicate and at least one case, got 1 operands.");
        yield return Case(new Clamp(), [F32(2), F32(3), F32()], "clamp: the bounds must have no axes or the shape of the operand between them, got f32[2], f32[3] and f32[].");
        yield return Case(new Comparison(ComparisonKind.Lt), [new(DType.C64, []), new(DType.C64, [])], "lt: operand 0 must be bool, an integer or floating-point, got c64[].");
        yield return Case(new ConvertElementType(DType.F32, false), [new(DType.KeyFry, [2])], "convert_element_type: a random key is no number, got key<fry>[2] to convert to f32.");

        yield return Case(new BroadcastInDim([2, 3], [1]), [F32(4)], "broadcast_in_dim: axis 0 of f32[4] must have size 1 or that of axis 1 of the result of shape (2, 3).");
        yield return Case(new BroadcastInDim([2, 3], [1, 0]), [F32(3, 2)], "broadcast_in_dim: broadcast_dimensions (1, 0) must increase and be from 0 to 1 for a result of shape (2, 3).");
        yield return Case(new BroadcastInDim([2, 3], []), [F32(3)], "broadcast_in_dim: broadcast_dimensions must have one entry per axis of f32[3], got 0.");
        yield return Case(new Reshape([4]), [F32(2, 3)], "reshape: the sizes must have the product 6 of the operand's, got f32[2,3] to reshape to (4,).");
        yield return Case(new Transpose([0, 0]), [F32(2, 3)], "transpose: permutation (0, 0) must not name an axis twice.");
        yield return Case(new Transpose([0]), [F32(2, 3)], "transpose: permutation must have one entry per axis of f32[2,3], got 1.");
        yield return Case(new Squeeze([1]), [F32(2, 3)], "squeeze: only axes of size 1 can be dropped, got axis 1 of f32[2,3].");
        yield return Case(new Rev([2]), [F32(2, 3)], "rev: dimensions (2,) must be from 0 to 1 for an operand of type f32[2,3].");
        yield return Case(new Rev([0]), [F32()], "rev: dimensions (0,) must be empty for an operand of type f32[], which has no axes.");
        yield return Case(new Concatenate(0), [F32(2, 3), F32(2, 4)], "concatenate: shapes must be equal but for axis 0, got f32[2,3] and f32[2,4].");
        yield return Case(new Concatenate(0), [F32()], "concatenate: needs an operand with axes, got f32[] and dimension 0.");
        yield return Case(new Concatenate(0), [], "concatenate: takes at least one operand, got 0.");
        yield return Case(new Stack(0), [F32(2), F32(3)], "stack: shapes must be equal, got f32[2] and f32[3].");
        yield return Case(new Stack(2), [F32(2), F32(2)], "stack: axis must be from 0 to 1 for operands of type f32[2], got 2.");
        yield return Case(new Split([1, 1], 0), [F32(3)], "split: the sizes (1, 1) must add up to 3, the size of axis 0 of f32[3].");
        yield return Case(new Pad([new(0, 0, -1)]), [F32(3), F32()], "pad: interior padding must not be negative, got ((0, 0, -1),) for f32[3].");
        yield return Case(new Pad([new(-2, -2, 0)]), [F32(3), F32()], "pad: axis 0 of f32[3] would have the size -1 after padding by ((-2, -2, 0),).");
        yield return Case(new Pad([new(0, 0, 0)]), [F32(3), F32(1)], "pad: the padding value must have no axes, got f32[1].");
        yield return Case(new Slice([0], [4]), [F32(3)], "slice: start 0 and limit 4 of axis 0 must be in order and within f32[3].");
        yield return Case(new Slice([0], [3], [0]), [F32(3)], "slice: strides must be positive, got (0,).");
        yield return Case(new Iota(DType.I32, [3], 1), [], "iota: dimension must be from 0 to 0 for an operand of type i32[3], got 1.");

        yield return Case(new Reduce(ReduceKind.Sum, [2]), [F32(2, 3)], "reduce_sum: axes (2,) must be from 0 to 1 for an operand of type f32[2,3].");
        yield return Case(new Reduce(ReduceKind.And, [0]), [F32(2)], "reduce_and: the operand must be bool or an integer, got f32[2]. Compare it with a number to get bool, or convert it with AsType(I32).");
        yield return Case(new ArgReduce(ArgReduceKind.Max, 0, DType.I32), [F32(0)], "argmax: the reduced axis must not be empty, got axis 0 of f32[0].");
        yield return Case(new ArgReduce(ArgReduceKind.Min, 0, DType.F32), [F32(2)], "argmin: index_dtype must be an integer type, got f32.");
        yield return Case(new Cumulative(CumulativeKind.LogSumExp, 0), [I32(2)], "cumlogsumexp: the operand must be floating-point, got i32[2]. Convert it with AsType(F32).");

        yield return Case(new DotGeneral(new([0], [0])), [F32(3), F32(4)], "dot_general: the contracted sizes differ: 3 of axis 0 of f32[3] and 4 of axis 0 of f32[4].");
        yield return Case(new DotGeneral(new([], [], [0], [0])), [F32(3), F32(4)], "dot_general: the batch sizes differ: 3 of axis 0 of f32[3] and 4 of axis 0 of f32[4].");
        yield return Case(new DotGeneral(new([0], [])), [F32(3), F32(3)], "dot_general: dimension_numbers must pair axes, got (([0], []), ([], [])).");
        yield return Case(new DotGeneral(new([0], [0], [0], [1])), [F32(3), F32(3, 3)], "dot_general: the left axes (0, 0) must not name an axis twice.");
        yield return Case(new DotGeneral(new([0], [0]), null, DType.I8), [I32(3), I32(3)], "dot_general: preferred_element_type int8 must not be narrower than int32.");
        yield return Case(new AllReduce(AllReduceKind.Sum, ["i", 1]), [F32(3)], "psum: axes (1,) must be from 0 to 0 for an operand of type f32[3].");
        yield return Case(new Call("f", Jaxpr.Parse("{ lambda ; a:f32[2]. let  in (a,) }")), [F32(3)], "jit: argument 0 of f must be f32[2], got f32[3].");

        static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Cases))]
    public void Operands_that_do_not_fit_are_told(Op op, ArrayType[] inputs, string message)
    {
        Exception error = Assert.Catch(() => op.Infer(inputs))!;

        Assert.Multiple(() =>
        {
            Assert.That(error.Message, Is.EqualTo(message));
            Assert.That(error, Is.InstanceOf<VmapException>());
        });
    }
}
