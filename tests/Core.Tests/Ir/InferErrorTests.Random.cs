using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What the collectives and the random ops say about operands that do not fit.</summary>
public class InferErrorTestsOfRandomOps
{
    private static readonly ArrayType Key = new(DType.KeyFry, []), Keys = new(DType.KeyFry, [3]);

    private static IEnumerable<TestCaseData> Cases()
    {
        yield return Case(new AllReduce(AllReduceKind.Sum, ["i", 0], [[0, 1]]), [F32(3)], "psum: axis_index_groups are of a named axis, but (0,) among the axes ('i', 0) are axes of the operand; reduce over those first.");
        yield return Case(new AllReduce(AllReduceKind.Max, ["i"], [[0, 1], [1]]), [F32(3)], "pmax: axis_index_groups ((0, 1), (1,)) must name every member of the axis, from 0 on, once.");
        yield return Case(new AllGather(2, ["i"], 4), [F32(3)], "all_gather: all_gather_dimension must be from 0 to 1 for an operand of type f32[3], got 2.");
        yield return Case(new AllGather(1, ["i"], 4, Tiled: true), [F32(3)], "all_gather: all_gather_dimension must be from 0 to 0 for an operand of type f32[3], got 1.");
        yield return Case(new AllGather(0, ["i"], 2, false, [[0, 1], [2]]), [F32(3)], "all_gather: axis_index_groups ((0, 1), (2,)) must name every member of the axis, from 0 on, once, in groups of one size.");
        yield return Case(new AllGather(0, ["i"], 4, false, [[0, 1], [2, 3]]), [F32(3)], "all_gather: axis_index_groups ((0, 1), (2, 3)) must have 4 members each, the axis_size.");
        yield return Case(new AllToAll(["i"], 0, 1, 2), [F32(3, 4)], "all_to_all: axis 0 of f32[3,4] must divide into 2 parts, one for each member of the named axis.");
        yield return Case(new AllToAll(["i"], 0, 2, 3), [F32(3, 4)], "all_to_all: concat_axis must be from 0 to 1 for an operand of type f32[3,4], got 2.");
        yield return Case(new ReduceScatter(0, ["i"], 2), [F32(4)], "reduce_scatter: axis 0 of f32[4] must have the size 2 of the named axis; give tiled: true for a multiple of it.");
        yield return Case(new ReduceScatter(0, ["i"], 2, Tiled: true), [F32(3)], "reduce_scatter: axis 0 of f32[3] must divide into 2 parts, one for each member of the named axis.");
        yield return Case(new Ppermute(["i"], [new(0, 1), new(0, 2)]), [F32(3)], "ppermute: perm ((0, 1), (0, 2)) must name each source and each destination at most once, counted from 0.");
        yield return Case(new Pbroadcast(["i"], -1), [F32(3)], "pbroadcast: source must be a member of the named axis, counted from 0, got -1.");

        yield return Case(new BitcastConvertType(DType.Bool), [F32(3)], "bitcast_convert_type: only integers and real floating-point numbers are seen as others, got f32[3] to see as bool.");
        yield return Case(new BitcastConvertType(DType.F64), [F32(3)], "bitcast_convert_type: the last axis must have the size 2, of which f64 is made, got f32[3].");
        yield return Case(new RandomSeed(DType.KeyFry), [F32()], "random_seed: the operand must be an integer, got f32[].");
        yield return Case(new RandomWrap(DType.KeyFry), [new(DType.U32, [3])], "random_wrap: the words of key<fry> must be u32, 2 along the last axis, got u32[3].");
        yield return Case(new RandomUnwrap(), [F32(2)], "random_unwrap: the operand must be a random key, got f32[2].");
        yield return Case(new RandomBits(12, [2]), [Key], "random_bits: bit_width must be 8, 16, 32 or 64, got 12.");
        yield return Case(new RandomSplit([2]), [I32()], "random_split: the operand must be a random key, got i32[].");
        yield return Case(new RandomFoldIn(), [Key, I32()], "random_fold_in: the number must be u32, got i32[]; convert it with AsType(U32).");
        yield return Case(new RandomFoldIn(), [Keys, new(DType.U32, [2])], "random_fold_in: sizes must be equal or 1, got key<fry>[3] and u32[2].");
        yield return Case(new RandomClone(), [F32()], "random_clone: the operand must be a random key, got f32[].");
        yield return Case(new RandomGamma(false), [Keys, F32(2)], "random_gamma: the first axes of the distributions must be those of the keys, got key<fry>[3] and f32[2].");
        yield return Case(new RandomGamma(false), [Key, I32(2)], "random_gamma: operand 1 must be floating-point, got i32[2]. Convert it with AsType(F32).");
        yield return Case(new Threefry2x32(), [new(DType.U32, []), new(DType.U32, []), I32(), I32()], "threefry2x32: operands must be u32, got u32[], u32[], i32[] and i32[]; convert them with AsType(U32).");
        yield return Case(new Iota2x32Shape([2]), [I32()], "iota_2x32_shape: takes 0 operands, got 1.");
        yield return Case(new RngBitGenerator(RngAlgorithm.Default, DType.U32, [2]), [new(DType.U32, [2])], "rng_bit_generator: the state must be u32[4] or u64[2], got u32[2].");
        yield return Case(new RngBitGenerator(RngAlgorithm.Default, DType.F32, [2]), [new(DType.U32, [4])], "rng_bit_generator: dtype must be an unsigned integer, got f32.");
        yield return Case(new RngUniform([2]), [F32(2), F32()], "rng_uniform: the bounds must have no axes, got f32[2] and f32[].");
    }

    [TestCaseSource(nameof(Cases))]
    public void An_operand_that_does_not_fit_is_named(Op op, ArrayType[] inputs, string message) =>
        Assert.That(() => op.Infer(inputs), Throws.InstanceOf<VmapException>().With.Message.EqualTo(message));

    private static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);
}
