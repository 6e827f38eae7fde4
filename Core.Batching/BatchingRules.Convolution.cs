using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _conv_general_dilated_batch_rule. The mapped axis becomes part of another: a mapped left operand's of its batch, a mapped kernel's of the output
    // features, and with both mapped each example is a group of features of its own.
    public Batched[] ConvGeneralDilated(ConvGeneralDilated op, Batched[] args)
    {
        (Batched lhs, Batched rhs) = (args[0], args[1]);
        if (mapped.Size == 0) return One(EmptyConvolution(op, lhs, rhs), 0);
        ConvDims dims = op.Dims;
        int size = mapped.Size, lhsBatch = dims.Lhs[0], kernelOut = dims.Rhs[0], outBatch = dims.Out[0], outFeature = dims.Out[1];
        if (lhs.Axis is { } both && rhs.Axis is { } too)
        {
            bool batchGroups = op.BatchGroupCount > 1;
            NdArray left = MergeAxis(lhs.Value, both, batchGroups ? lhsBatch : dims.Lhs[1]), right = MergeAxis(rhs.Value, too, kernelOut);
            ConvGeneralDilated grouped = batchGroups ? op with { BatchGroupCount = op.BatchGroupCount * size } : op with { FeatureGroupCount = op.FeatureGroupCount * size };
            return One(SplitAxis(Lax.Bind(grouped, left, right), outFeature, size), outFeature);
        }
        if (lhs.Axis is { } lhsAxis)
        {
            NdArray left = op.BatchGroupCount == 1 ? MergeAxis(lhs.Value, lhsAxis, lhsBatch) : MergeBehindGroups(lhs.Value, lhsAxis, lhsBatch, op.BatchGroupCount);
            return One(SplitAxis(Lax.Bind(op, left, rhs.Value), outBatch, size), outBatch);
        }
        int rhsAxis = rhs.Axis!.Value, groups = Math.Max(op.FeatureGroupCount, op.BatchGroupCount);
        if (groups == 1) return One(SplitAxis(Lax.Bind(op, lhs.Value, MergeAxis(rhs.Value, rhsAxis, kernelOut)), outFeature, size), outFeature);
        NdArray result = Lax.Bind(op, lhs.Value, MergeBehindGroups(rhs.Value, rhsAxis, kernelOut, groups));
        result = SplitAxis(SplitAxis(result, outFeature, groups), outFeature + 1, size);
        return One(MergeAxis(result, outFeature, outFeature + 1), outFeature);
    }

    /// <summary>Axes cannot become part of others of which none is left: the result has no elements.</summary>
    private static NdArray EmptyConvolution(ConvGeneralDilated op, Batched lhs, Batched rhs)
    {
        ArrayType result = op.Infer([lhs.Value.Type with { Shape = lhs.ExampleShape }, rhs.Value.Type with { Shape = rhs.ExampleShape }])[0];
        return Lax.BroadcastInDim(Number(0, result.DType), result.Shape.Insert(0, 0), []);
    }

    /// <summary>Groups are outermost: they are split off the axis first, then the mapped axis is made part of the rest, then the groups are put back.</summary>
    private static NdArray MergeBehindGroups(NdArray x, int mappedAxis, int axis, int groups)
    {
        x = SplitAxis(x, axis + (mappedAxis <= axis ? 1 : 0), groups);
        x = MergeAxis(x, mappedAxis + (axis < mappedAxis ? 1 : 0), axis + 1);
        return MergeAxis(x, axis, axis);
    }

    // JAX: _reshape_axis_into. The destination counts without the source.
    private static NdArray MergeAxis(NdArray x, int source, int destination)
    {
        List<int> permutation = [.. Enumerable.Range(0, x.Rank).Where(axis => axis != source)];
        permutation.Insert(destination, source);
        Shape shape = x.Shape.Remove(source);
        return Lax.Reshape(x, shape.With(destination, shape[destination] * x.Shape[source]), [.. permutation]);
    }

    // JAX: _reshape_axis_out_of.
    private static NdArray SplitAxis(NdArray x, int axis, int outer) =>
        Lax.Reshape(x, x.Shape.With(axis, x.Shape[axis] / outer).Insert(axis, outer));
}
