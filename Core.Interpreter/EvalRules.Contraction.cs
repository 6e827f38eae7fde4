using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] DotGeneral(DotGeneral op, ReadOnlySpan<ArrayData> args)
    {
        DotDims d = op.Dims;
        ArrayType lhsType = new(args[0].DType, args[0].Shape), rhsType = new(args[1].DType, args[1].Shape);
        ArrayType result = op.Infer([lhsType, rhsType])[0];

        // Both operands as a stack of matrices: batch × left free × contracted, batch × contracted × right free.
        ArrayData lhs = Strided.Transpose(args[0], [.. d.LhsBatch, .. d.LhsFree(lhsType.Rank), .. d.LhsContract]);
        ArrayData rhs = Strided.Transpose(args[1], [.. d.RhsBatch, .. d.RhsContract, .. d.RhsFree(rhsType.Rank)]);
        int k = SizeOf(d.LhsContract, lhsType.Shape), batch = SizeOf(d.LhsBatch, lhsType.Shape);
        int m = SizeOf(d.LhsFree(lhsType.Rank), lhsType.Shape), n = SizeOf(d.RhsFree(rhsType.Rank), rhsType.Shape);

        return [result.DType.Kind switch
        {
            DTypeKind.Complex => Wide.FromComplexes(result.DType, result.Shape, Multiply(ToComplexes(lhs), ToComplexes(rhs), batch, m, k, n)),
            DTypeKind.Float => Wide.FromReals(result.DType, result.Shape, Multiply(ToReals(lhs), ToReals(rhs), batch, m, k, n)),
            _ => Wide.FromIntegers(result.DType, result.Shape, Multiply(ToIntegers(lhs), ToIntegers(rhs), batch, m, k, n)),
        }];
    }

    private static int SizeOf(IEnumerable<int> axes, Shape shape) => axes.Aggregate(1, (size, axis) => size * shape[axis]);

    private static T[] Multiply<T>(T[] lhs, T[] rhs, int batch, int m, int k, int n) where T : unmanaged, INumberBase<T>
    {
        T[] result = new T[batch * m * n];
        for (int b = 0; b < batch; b++)
            MatrixProduct.Accumulate(lhs.AsSpan(b * m * k, m * k), rhs.AsSpan(b * k * n, k * n), result.AsSpan(b * m * n, m * n), m, k, n);
        return result;
    }

    private static Complex[] ToComplexes(ArrayData x) => x.DType.IsComplex ? Wide.Complexes(x) : [.. ToReals(x).Select(v => new Complex(v, 0))];

    // Truth values count as 0 and 1; modulo 2⁶⁴ signed and unsigned products and sums are the same.
    private static long[] ToIntegers(ArrayData x) => x.DType.Kind is DTypeKind.Unsigned ? [.. Wide.Unsigned(x).Select(v => (long)v)] : Wide.Signed(x);
}
