using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What the ops of indexing and sorting say about operands that do not fit.</summary>
public class IndexingInferErrorTests
{
    private const GatherScatterMode Clip = GatherScatterMode.Clip;

    private static IEnumerable<TestCaseData> Cases()
    {
        static Gather Rows(GatherDimensionNumbers dims, params ValueArray<int> sizes) => new(dims, sizes, Clip);
        GatherDimensionNumbers rows = new([1], [0], [0]);
        yield return Case(Rows(rows, [1, 4]), [F32(3, 4)], "gather: takes 2 operands, got 1.");
        yield return Case(Rows(rows, [1, 4]), [F32(3, 4), F32(2, 1)], "gather: the indices must be integers, got f32[2,1].");
        yield return Case(Rows(rows, [1, 4]), [F32(3, 4), I32()], "gather: the indices need a last axis that holds the parts of an index, got i32[].");
        yield return Case(Rows(rows, [1, 4]), [F32(3, 4), I32(2, 2)], "gather: start_index_map (0,) must have one entry per part of an index, got indices of type i32[2,2] with 2.");
        yield return Case(Rows(rows with { StartIndexMap = [2] }, [1, 4]), [F32(3, 4), I32(2, 1)], "gather: start_index_map (2,) must be from 0 to 1 for an operand of type f32[3,4].");
        yield return Case(Rows(rows with { StartIndexMap = [0, 0] }, [1, 4]), [F32(3, 4), I32(2, 2)], "gather: start_index_map (0, 0) must not name an axis twice.");
        yield return Case(Rows(rows with { OffsetDims = [2] }, [1, 4]), [F32(3, 4), I32(2, 1)], "gather: offset_dims (2,) must be from 0 to 1 for a result with 2 axes.");
        yield return Case(Rows(rows with { OffsetDims = [1, 0] }, [1, 4]), [F32(3, 4), I32(2, 1)], "gather: offset_dims (1, 0) must increase.");
        yield return Case(Rows(rows with { CollapsedSliceDims = [1, 0] }, [1, 4]), [F32(3, 4), I32(2, 1)], "gather: collapsed_slice_dims (1, 0) must increase.");
        yield return Case(Rows(rows with { CollapsedSliceDims = [2] }, [1, 4]), [F32(3, 4), I32(2, 1)], "gather: collapsed_slice_dims (2,) must be from 0 to 1 for an operand of type f32[3,4].");
        yield return Case(Rows(rows with { OperandBatchingDims = [0] }, [1, 4]), [F32(3, 4), I32(2, 1)], "gather: collapsed_slice_dims (0,) and operand_batching_dims (0,) must have no axis in common.");
        yield return Case(Rows(new([], [1], [0], [0], [0]), [1, 1]), [F32(3, 4), I32(3, 1)], "gather: start_index_map (0,) and operand_batching_dims (0,) must have no axis in common.");
        yield return Case(Rows(new([], [1], [1], [0], [1]), [1, 1]), [F32(3, 4), I32(3, 1)], "gather: start_indices_batching_dims (1,) must not name the last axis of i32[3,1], which holds the parts of an index.");
        yield return Case(Rows(new([], [1], [1], [0], []), [1, 1]), [F32(3, 4), I32(3, 1)], "gather: operand_batching_dims (0,) and start_indices_batching_dims () must be paired.");
        yield return Case(Rows(new([], [1], [1], [0], [0]), [1, 1]), [F32(3, 4), I32(2, 1)], "gather: batching axes must have one size, got axis 0 of f32[3,4] and axis 0 of the indices i32[2,1].");
        yield return Case(Rows(rows, [1]), [F32(3, 4), I32(2, 1)], "gather: slice_sizes must have one entry per axis of f32[3,4], got 1.");
        yield return Case(Rows(rows with { OffsetDims = [] }, [1, 4]), [F32(3, 4), I32(2, 1)],
            "gather: each axis of f32[3,4] must be an offset, collapsed or batching axis, got 0 offset_dims, collapsed_slice_dims (0,) and operand_batching_dims ().");
        yield return Case(Rows(rows, [1, 5]), [F32(3, 4), I32(2, 1)], "gather: slice_sizes (1, 5) must be from 0 to the sizes of f32[3,4].");
        yield return Case(Rows(rows, [2, 4]), [F32(3, 4), I32(2, 1)], "gather: slice_sizes (2, 4) must be 1 along the collapsed axes (0,).");
        yield return Case(Rows(new([], [1], [1], [0], [0]), [2, 1]), [F32(3, 4), I32(3, 1)], "gather: slice_sizes (2, 1) must be 0 or 1 along the batching axes (0,).");

        static Scatter Put(ScatterKind kind, ScatterDimensionNumbers dims, string? program = null) => new(kind, dims, Clip, program is null ? null : Jaxpr.Parse(program));
        ScatterDimensionNumbers into = new([1], [0], [0]);
        yield return Case(Put(ScatterKind.Add, into), [Bool(3, 4), I32(2, 1), Bool(2, 4)], "scatter-add: operand 0 must be an integer, floating-point or complex, got bool[3,4].");
        yield return Case(Put(ScatterKind.Update, into), [F32(3, 4), I32(2, 1), I32(2, 4)], "scatter: the updates must have the element type of the operand, got i32[2,4] for f32[3,4]; convert one with AsType.");
        yield return Case(Put(ScatterKind.Update, into), [F32(3, 4), I32(2, 2), F32(2, 4)], "scatter: scatter_dims_to_operand_dims (0,) must have one entry per part of an index, got indices of type i32[2,2] with 2.");
        yield return Case(Put(ScatterKind.Update, into), [F32(3, 4), I32(2, 1), F32(4)],
            "scatter: the updates must have 2 axes, 1 for the indices i32[2,1] and one for each of update_window_dims (1,), got f32[4].");
        yield return Case(Put(ScatterKind.Update, into with { UpdateWindowDims = [2] }), [F32(3, 4), I32(2, 1), F32(2, 4)], "scatter: update_window_dims (2,) must be from 0 to 1 for an operand of type f32[2,4].");
        yield return Case(Put(ScatterKind.Update, into with { InsertedWindowDims = [1, 0] }), [F32(3, 4), I32(2, 1), F32(2, 4)], "scatter: inserted_window_dims (1, 0) must increase.");
        yield return Case(Put(ScatterKind.Update, into with { InsertedWindowDims = [] }), [F32(3, 4), I32(2, 1), F32(2, 4)],
            "scatter: each axis of f32[3,4] must be a window, inserted or batching axis, got 1 update_window_dims, inserted_window_dims () and operand_batching_dims ().");
        yield return Case(Put(ScatterKind.Update, into), [F32(3, 4), I32(2, 1), F32(2, 5)], "scatter: a window must not be larger than the operand, got axis 1 of the updates f32[2,5] for axis 1 of f32[3,4].");
        yield return Case(Put(ScatterKind.Update, into), [F32(3, 4), I32(2, 1), F32(3, 4)], "scatter: there must be one update per index, got axis 0 of the updates f32[3,4] for axis 0 of the indices i32[2,1].");
        yield return Case(Put(ScatterKind.Max, into, "{ lambda ; a:i32[] b:i32[]. let c:i32[] = max a b in (c,) }"), [F32(3, 4), I32(2, 1), F32(2, 4)],
            "scatter-max: update_jaxpr must make one f32[] of two, without constants, for an operand of type f32[3,4].");

        yield return Case(new DynamicSlice([1]), [], "dynamic_slice: takes an operand and the start along each of its axes, got 0 operands.");
        yield return Case(new DynamicSlice([1]), [F32(3)], "dynamic_slice: needs one start per axis of f32[3], got 0.");
        yield return Case(new DynamicSlice([1]), [F32(3), I32(1)], "dynamic_slice: the starts must have no axes, got i32[1].");
        yield return Case(new DynamicSlice([1, 1]), [F32(3, 3), I32(), new(DType.U8, [])], "dynamic_slice: the starts must be integers of one type, got i32[] and u8[].");
        yield return Case(new DynamicSlice([1]), [F32(3), F32()], "dynamic_slice: the starts must be integers of one type, got f32[].");
        yield return Case(new DynamicSlice([4]), [F32(3), I32()], "dynamic_slice: slice_sizes (4,) must be from 0 to the sizes of f32[3].");
        yield return Case(new DynamicUpdateSlice(), [F32(3)], "dynamic_update_slice: takes an operand, an update and the start along each axis, got 1 operands.");
        yield return Case(new DynamicUpdateSlice(), [F32(3), I32(2), I32()], "dynamic_update_slice: operands must have one element type, got f32[3] and i32[2]; convert one with AsType.");
        yield return Case(new DynamicUpdateSlice(), [F32(3), F32(), I32()], "dynamic_update_slice: the update must have as many axes as the operand, got f32[] for f32[3].");
        yield return Case(new DynamicUpdateSlice(), [F32(3), F32(4), I32()], "dynamic_update_slice: the update must not be larger than the operand, got f32[4] for f32[3].");

        yield return Case(new Sort(0), [], "sort: takes at least one operand, got 0.");
        yield return Case(new Sort(0, NumKeys: 2), [F32(3)], "sort: num_keys must be from 1 to 1, the number of operands, got 2.");
        yield return Case(new Sort(0), [F32(3), F32(4)], "sort: shapes must be equal, got f32[3] and f32[4].");
        yield return Case(new Sort(1), [F32(3)], "sort: dimension must be from 0 to 0 for an operand of type f32[3], got 1.");
        yield return Case(new Sort(0), [new(DType.KeyFry, [3])], "sort: the operand must be bool, an integer, floating-point or complex, got key<fry>[3].");
        yield return Case(new TopK(4, 0), [F32(3)], "top_k: k must be from 0 to 3, the size of axis 0 of f32[3], got 4.");
        yield return Case(new TopK(1, 0), [new(DType.C64, [3])], "top_k: the operand must be bool, an integer or floating-point, got c64[3].");
        yield return Case(new TopK(1, 0), [F32()], "top_k: needs an operand with axes, got f32[] and axis 0.");
        yield return Case(new ApproxTopK(1, 0, 0.9, true), [I32(3)], "approx_top_k: the operand must be floating-point, got i32[3]. Convert it with AsType(F32).");
        yield return Case(new ApproxTopK(1, 1, 0.9, true), [F32(3)], "approx_top_k: reduction_dimension must be from -1 to 0 for an operand of type f32[3], got 1.");
        yield return Case(new ApproxTopK(0, 0, 0.9, true), [F32(3)], "approx_top_k: k must be from 1 to 3, the size of axis 0 of f32[3], got 0.");
        yield return Case(new ApproxTopK(1, 0, 1.5, true), [F32(3)], "approx_top_k: recall_target must be above 0 and at most 1, got 1.5.");
        yield return Case(new ApproxTopK(1, 0, 0.9, true, 2), [F32(3)], "approx_top_k: reduction_input_size_override must be -1 or at least 3, the size of axis 0 of f32[3], got 2.");

        static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Cases))]
    public void Operands_that_do_not_fit_are_told(Op op, ArrayType[] inputs, string message) =>
        Assert.That(Assert.Catch<VmapException>(() => op.Infer(inputs))!.Message, Is.EqualTo(message));
}
