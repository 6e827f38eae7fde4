using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // As for products of matrices: the cotangent with the kernel, and the array with the cotangent, are convolutions.
    // JAX: _conv_general_dilated_transpose_lhs, _conv_general_dilated_transpose_rhs.
    public NdArray?[] ConvGeneralDilated(ConvGeneralDilated op, Pullback args) => args.Operands[1] is { } kernel
        ? [OfArray(op, args.Cotangent, args.Types[0], kernel), null]
        : [null, OfKernel(op, args.Cotangent, args.Operands[0]!, args.Types[1])];

    private static NdArray OfArray(ConvGeneralDilated op, NdArray ct, ArrayType array, NdArray kernel)
    {
        (ValueArray<int> lhs, ValueArray<int> rhs, ValueArray<int> output) = (op.Dims.Lhs, op.Dims.Rhs, op.Dims.Out);
        int groups = Math.Max(op.FeatureGroupCount, op.BatchGroupCount);
        EdgePadding[] edges = ConvolutionPadding.OfArray(
            Spatial(array.Shape, lhs), Spatial(kernel.Shape, rhs), op.WindowStrides.Span, Spatial(ct.Shape, output), op.Padding.Span, op.LhsDilation.Span, op.RhsDilation.Span);
        // The features that come out were in groups; of the kernel run backwards those that go in are.
        if (groups > 1) kernel = AxisInto(AxisOutOf(kernel, rhs[0], groups), rhs[0], rhs[1]);
        NdArray flipped = Lax.Rev(kernel, [.. rhs.Skip(2)]);
        if (flipped.DType != ct.DType) flipped = Lax.ConvertElementType(flipped, ct.DType);
        ConvGeneralDilated back = op with
        {
            Dims = new(output, Exchanged(rhs), lhs),
            WindowStrides = op.LhsDilation,
            Padding = ValueArray.Create<EdgePadding>(edges),
            LhsDilation = op.WindowStrides,
            FeatureGroupCount = groups,
            BatchGroupCount = 1,
        };
        NdArray result = Lax.Bind(back, ct, flipped);
        if (result.DType != array.DType) result = Lax.ConvertElementType(result, array.DType);
        return op.BatchGroupCount > 1 ? AxisInto(AxisOutOf(result, lhs[1], op.BatchGroupCount), lhs[1], lhs[0]) : result;
    }

    private static NdArray? OfKernel(ConvGeneralDilated op, NdArray ct, NdArray array, ArrayType kernel)
    {
        if (ct.Shape.Size == 0) return null; // the kernel of no size would not be one
        (ValueArray<int> lhs, ValueArray<int> rhs, ValueArray<int> output) = (op.Dims.Lhs, op.Dims.Rhs, op.Dims.Out);
        EdgePadding[] edges = ConvolutionPadding.OfKernel(
            Spatial(array.Shape, lhs), Spatial(kernel.Shape, rhs), op.WindowStrides.Span, Spatial(ct.Shape, output), op.Padding.Span, op.LhsDilation.Span, op.RhsDilation.Span);
        if (ct.DType != array.DType) array = Lax.ConvertElementType(array, ct.DType);
        // Batch and features change places, and so do their groups.
        ConvGeneralDilated back = op with
        {
            Dims = new(Exchanged(lhs), Exchanged(output), Exchanged(rhs)),
            WindowStrides = op.RhsDilation,
            Padding = ValueArray.Create<EdgePadding>(edges),
            RhsDilation = op.WindowStrides,
            FeatureGroupCount = op.BatchGroupCount,
            BatchGroupCount = op.FeatureGroupCount,
        };
        NdArray result = Lax.Bind(back, array, ct);
        return result.DType == kernel.DType ? result : Lax.ConvertElementType(result, kernel.DType);
    }

    private static int[] Spatial(Shape shape, ValueArray<int> axes) => [.. axes.Skip(2).Select(axis => shape[axis])];

    // JAX: _conv_spec_transpose.
    private static ValueArray<int> Exchanged(ValueArray<int> axes) => [axes[1], axes[0], .. axes.Skip(2)];

    // An axis cut in two, the slower of the given size.
    // JAX: _reshape_axis_out_of.
    private static NdArray AxisOutOf(NdArray x, int axis, int size) => Lax.Reshape(x, x.Shape.With(axis, x.Shape[axis] / size).Insert(axis, size));

    // An axis merged into another, whose place is counted without it.
    // JAX: _reshape_axis_into.
    private static NdArray AxisInto(NdArray x, int axis, int into)
    {
        List<int> order = [.. Enumerable.Range(0, x.Rank).Where(other => other != axis)];
        order.Insert(into, axis);
        Shape rest = x.Shape.Remove(axis);
        return Lax.Reshape(x, rest.With(into, rest[into] * x.Shape[axis]), [.. order]);
    }
}
