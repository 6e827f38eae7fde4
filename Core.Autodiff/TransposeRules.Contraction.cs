using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // Y = A · B gives Ā = Ȳ · Bᵀ and B̄ = Aᵀ · Ȳ.
    // JAX: _dot_general_transpose_lhs, _dot_general_transpose_rhs.
    public NdArray?[] DotGeneral(DotGeneral op, Pullback args) => args.Operands[1] is { } b
        ? [OfLeft(op, args.Cotangent, args.Types[0], b, swapped: false), null]
        : [null, OfLeft(op with { Dims = new(op.Dims.RhsContract, op.Dims.LhsContract, op.Dims.RhsBatch, op.Dims.LhsBatch) }, args.Cotangent, args.Types[1], args.Operands[0]!, swapped: true)];

    /// <summary>The cotangent of the left operand x of a product with y; of the right one where the two were swapped.</summary>
    private static NdArray OfLeft(DotGeneral op, NdArray ct, ArrayType x, NdArray y, bool swapped)
    {
        DotDims dims = op.Dims;
        int[] xKept = [.. dims.LhsFree(x.Rank)], yKept = [.. dims.RhsFree(y.Rank)];
        // In the result come the axes of batches, then those kept of the operand on the left, then those of the other.
        int batches = dims.LhsBatch.Count, firstOfY = batches + (swapped ? 0 : xKept.Length);
        DotDims product = new([.. Enumerable.Range(firstOfY, yKept.Length)], [.. yKept], [.. Enumerable.Range(0, batches)], dims.RhsBatch);
        NdArray result = Lax.Bind(op with { Dims = product }, ct, y);

        int[] sortedByY = [.. Enumerable.Range(0, dims.RhsContract.Count).OrderBy(i => dims.RhsContract[i]).Select(i => dims.LhsContract[i])];
        NdArray cotangent = Lax.Transpose(result, Inverse([.. dims.LhsBatch, .. xKept, .. sortedByY]));
        return cotangent.DType == x.DType ? cotangent : Lax.ConvertElementType(cotangent, x.DType, x.Weak);
    }
}
