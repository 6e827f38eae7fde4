using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _ragged_dot_general_transpose_rule, which has the first case alone.
    public NdArray?[] RaggedDotGeneral(RaggedDotGeneral op, Pullback args)
    {
        NdArray ct = args.Cotangent, sizes = args.Operands[2]!;
        switch (op.Dims.Kind)
        {
            case RaggedKind.Free when args.Operands[1] is { } y:
                return [RaggedLeft(op, ct, args.Types[0], y, sizes), null, null];
            case RaggedKind.Free:
                return [null, RaggedRight(op, ct, args.Operands[0]!, args.Types[1], sizes), null];
            case RaggedKind.Batch: // a product that does not know of the groups
                NdArray?[] results = DotGeneral(new DotGeneral(op.Dims.Dot, op.Precision, op.PreferredElementType), new(args.Operands[..2], args.Types[..2], args.Cotangents, args.Outputs));
                return [.. results, null];
            case RaggedKind.Contracted:
                break;
        }
        throw op.NotDifferentiableInReverse("there is no formula where the ragged axis is contracted; Jvp differentiates it");
    }

    // X̄ = Ȳ · Wᵀ, the rows in the same groups.
    private static NdArray RaggedLeft(RaggedDotGeneral op, NdArray ct, ArrayType x, NdArray y, NdArray sizes)
    {
        DotDims dot = op.Dims.Dot;
        int[] xKept = [.. dot.LhsFree(x.Rank)], yKept = [.. dot.RhsFree(y.Rank).Where(axis => axis != op.Dims.RhsGroup)];
        int batches = dot.LhsBatch.Count, firstOfY = batches + xKept.Length;
        DotDims product = new([.. Enumerable.Range(firstOfY, yKept.Length)], [.. yKept], [.. Enumerable.Range(0, batches)], dot.RhsBatch);
        RaggedDotDims dims = new(product, batches + Array.IndexOf(xKept, op.Dims.LhsRagged), op.Dims.RhsGroup);
        int[] sortedByY = [.. Enumerable.Range(0, dot.RhsContract.Count).OrderBy(i => dot.RhsContract[i]).Select(i => dot.LhsContract[i])];
        return InOrder(Lax.Bind(op with { Dims = dims }, ct, y, sizes), [.. dot.LhsBatch, .. xKept, .. sortedByY], x);
    }

    // W̄ = Xᵀ · Ȳ, a matrix per group of the rows that are summed over.
    private static NdArray RaggedRight(RaggedDotGeneral op, NdArray ct, NdArray x, ArrayType y, NdArray sizes)
    {
        DotDims dot = op.Dims.Dot;
        int group = op.Dims.RhsGroup!.Value, batches = dot.LhsBatch.Count;
        int[] xKept = [.. dot.LhsFree(x.Rank)], yKept = [.. dot.RhsFree(y.Rank).Where(axis => axis != group)];
        DotDims product = new([.. xKept], [.. Enumerable.Range(batches, xKept.Length)], dot.LhsBatch, [.. Enumerable.Range(0, batches)]);
        int[] sortedByX = [.. Enumerable.Range(0, dot.LhsContract.Count).OrderBy(i => dot.LhsContract[i]).Select(i => dot.RhsContract[i])];
        return InOrder(Lax.Bind(op with { Dims = new(product, op.Dims.LhsRagged) }, x, ct, sizes), [group, .. dot.RhsBatch, .. sortedByX, .. yKept], y);
    }

    // The axes of a result back to where the operand has them.
    private static NdArray InOrder(NdArray result, int[] axes, ArrayType operand)
    {
        NdArray cotangent = Lax.Transpose(result, Inverse([.. axes]));
        return cotangent.DType == operand.DType ? cotangent : Lax.ConvertElementType(cotangent, operand.DType, operand.Weak);
    }
}
