using System.Numerics;
using Core.Ir;
using Core.Kernels;

namespace Core.Interpreter;

internal sealed partial class EvalRules
{
    public ArrayData[] ConvGeneralDilated(ConvGeneralDilated op, ReadOnlySpan<ArrayData> args)
    {
        ConvDims dims = op.Dims;
        ArrayType result = op.Infer([new(args[0].DType, args[0].Shape), new(args[1].DType, args[1].Shape)])[0];
        // As in XLA, also where elements of the other operand are not finite.
        if (args[0].Count == 0 || args[1].Count == 0) return [ArrayData.Create<byte>(result.DType, result.Shape, values => values.Clear())];
        // Batch, feature, space; output feature, input feature, window.
        ArrayData lhs = Strided.Transpose(args[0], dims.Lhs), rhs = Strided.Transpose(args[1], dims.Rhs);
        int[] space = [.. dims.Out.Skip(2).Select(axis => result.Shape[axis])], low = [.. op.Padding.Select(padding => padding.Low)];
        WindowPlaces places = new(
            lhs.Shape.Span[2..], rhs.Shape.Span[2..], space, op.WindowStrides.Span, low, op.LhsDilation.Span, op.RhsDilation.Span);
        int positions = lhs.Shape.Span[2..].ToArray().Aggregate(1, (product, size) => product * size);
        ConvolutionSizes sizes = new(lhs.Shape[0], lhs.Shape[1], positions, rhs.Shape[0], op.FeatureGroupCount, op.BatchGroupCount);

        DType dtype = result.DType;
        Shape computed = [rhs.Shape[0], lhs.Shape[0] / op.BatchGroupCount, .. space];
        ArrayData product = dtype.Kind switch
        {
            DTypeKind.Complex => Wide.FromComplexes(dtype, computed, Convolution.Compute<Complex>(ToComplexes(lhs), ToComplexes(rhs), places, sizes)),
            DTypeKind.Float => Wide.FromReals(dtype, computed, Convolution.Compute<double>(ToReals(lhs), ToReals(rhs), places, sizes)),
            _ => Wide.FromIntegers(dtype, computed, Convolution.Compute<long>(ToIntegers(lhs), ToIntegers(rhs), places, sizes)),
        };
        // Axis out[i] of the result is axis i of batch, feature, space; here the first two are exchanged.
        int[] permutation = new int[result.Rank];
        for (int i = 0; i < permutation.Length; i++) permutation[dims.Out[i]] = i switch { 0 => 1, 1 => 0, _ => i };
        return [Strided.Transpose(product, ValueArray.Create<int>(permutation))];
    }
}
