using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>A convolution over any number of spatial axes, the kernel not flipped: <c>[n, c, …]</c> with <c>[o, c, …]</c> to <c>[n, o, …]</c>.</summary>
    /// <param name="lhs">The array.</param>
    /// <param name="rhs">The kernel.</param>
    /// <param name="windowStrides">How far apart neighbouring places of the kernel lie, along each spatial axis.</param>
    /// <param name="padding">What is put around the spatial axes first.</param>
    /// <param name="precision">How exactly to multiply.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result; the operands' by default.</param>
    public static NdArray Conv(
        NdArray lhs, NdArray rhs, ValueArray<int> windowStrides, WindowPadding padding, DotPrecision? precision = null, DType? preferredElementType = null) =>
        ConvGeneralDilated(lhs, rhs, windowStrides, padding, precision: precision, preferredElementType: preferredElementType);

    /// <summary>A convolution over any number of spatial axes, with dilation, groups and any order of the axes; the kernel is not flipped.</summary>
    /// <param name="lhs">The array.</param>
    /// <param name="rhs">The kernel.</param>
    /// <param name="windowStrides">How far apart neighbouring places of the kernel lie, along each spatial axis.</param>
    /// <param name="padding">What is put around the spatial axes first, after they were dilated.</param>
    /// <param name="lhsDilation">How far apart the elements of the array are put along each spatial axis; 1 by default.</param>
    /// <param name="rhsDilation">How far apart the elements of the kernel are put along each spatial axis; 1 by default.</param>
    /// <param name="dimensionNumbers">Which axes are which, <c>("NHWC", "HWIO", "NHWC")</c>; batch, feature, space by default, and for the kernel output feature, input
    /// feature, space.</param>
    /// <param name="featureGroupCount">Into how many groups the features are split, each of which sees input features of its own only.</param>
    /// <param name="batchGroupCount">Into how many groups the batch is split, each of which makes output features of its own.</param>
    /// <param name="precision">How exactly to multiply.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result; the operands' by default.</param>
    /// <exception cref="ShapeException">Shapes, groups or the lists do not fit.</exception>
    public static NdArray ConvGeneralDilated(
        NdArray lhs, NdArray rhs, ValueArray<int> windowStrides, WindowPadding padding, ValueArray<int>? lhsDilation = null, ValueArray<int>? rhsDilation = null,
        ConvDims? dimensionNumbers = null, int featureGroupCount = 1, int batchGroupCount = 1, DotPrecision? precision = null, DType? preferredElementType = null)
    {
        int spatial = Math.Max(0, lhs.Rank - 2);
        ConvDims dims = dimensionNumbers ?? ConvDims.Default(lhs.Rank);
        ValueArray<int> ones = [.. Enumerable.Repeat(1, spatial)], baseDilation = lhsDilation ?? ones, windowDilation = rhsDilation ?? ones;
        ValueArray<EdgePadding> amounts = padding.Resolve([], [], []);
        if (!padding.IsGiven)
        {
            if (baseDilation != ones)
                throw new ShapeException($"ConvGeneralDilated: {padding} is not defined for an array that is dilated by {baseDilation}; give the amounts, or use ConvTranspose.");
            CheckSpatial(lhs, rhs, dims, windowStrides.Count, windowDilation.Count);
            amounts = padding.Resolve(Spatial(lhs, dims.Lhs), Dilated(Spatial(rhs, dims.Rhs), windowDilation), windowStrides.Span);
        }
        return Bind(
            new ConvGeneralDilated(dims, windowStrides, amounts, baseDilation, windowDilation, featureGroupCount, batchGroupCount, precision, preferredElementType), lhs, rhs);
    }

    /// <summary>The transpose of a convolution: the array is dilated by the strides, which makes it larger.</summary>
    /// <param name="lhs">The array.</param>
    /// <param name="rhs">The kernel.</param>
    /// <param name="strides">The strides of the convolution that this is the transpose of.</param>
    /// <param name="padding">The padding of the convolution that this is the transpose of; amounts are those of this one, unless <paramref name="useConsistentPadding"/>.</param>
    /// <param name="rhsDilation">How far apart the elements of the kernel are put along each spatial axis; 1 by default.</param>
    /// <param name="dimensionNumbers">Which axes are which; batch, space, feature by default, and for the kernel space, input feature, output feature.</param>
    /// <param name="transposeKernel">Whether to flip the kernel's spatial axes and to exchange its features, as the derivative of a convolution does.</param>
    /// <param name="precision">How exactly to multiply.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result; the operands' by default.</param>
    /// <param name="useConsistentPadding">Whether amounts too are those of the convolution that this is the transpose of.</param>
    /// <exception cref="ShapeException">Shapes or the lists do not fit.</exception>
    public static NdArray ConvTranspose(
        NdArray lhs, NdArray rhs, ValueArray<int> strides, WindowPadding padding, ValueArray<int>? rhsDilation = null, ConvDims? dimensionNumbers = null,
        bool transposeKernel = false, DotPrecision? precision = null, DType? preferredElementType = null, bool useConsistentPadding = false)
    {
        int spatial = Math.Max(0, lhs.Rank - 2);
        ConvDims dims = dimensionNumbers ?? SpaceBetween(lhs.Rank);
        ValueArray<int> ones = [.. Enumerable.Repeat(1, spatial)], dilation = rhsDilation ?? ones;
        CheckSpatial(lhs, rhs, dims, strides.Count, dilation.Count);
        if (useConsistentPadding || !(padding.IsGiven || padding.IsSameLower))
        {
            int[] kernel = Dilated(Spatial(rhs, dims.Rhs), dilation);
            EdgePadding[] given = [.. padding];
            if (padding.IsGiven && given.Length != spatial) throw new ShapeException($"ConvTranspose: padding must have one entry per spatial axis of {lhs.Type}, {spatial}, got {padding}.");
            EdgePadding[] amounts = new EdgePadding[spatial];
            for (int i = 0; i < spatial; i++) amounts[i] = TransposedPadding(kernel[i], strides[i], padding, padding.IsGiven ? given[i] : default);
            padding = ValueArray.Adopt(amounts);
        }
        if (transposeKernel)
        {
            foreach (int axis in dims.Rhs.Skip(2)) rhs = Rev(rhs, [axis]);
            int[] exchanged = [.. Enumerable.Range(0, rhs.Rank)];
            (exchanged[dims.Rhs[0]], exchanged[dims.Rhs[1]]) = (dims.Rhs[1], dims.Rhs[0]);
            rhs = Transpose(rhs, ValueArray.Create<int>(exchanged));
        }
        return ConvGeneralDilated(lhs, rhs, ones, padding, strides, dilation, dims, precision: precision, preferredElementType: preferredElementType);
    }

    // JAX: _conv_transpose_padding.
    private static EdgePadding TransposedPadding(int kernel, int stride, WindowPadding padding, EdgePadding given)
    {
        if (padding.IsGiven) return new(kernel - given.Low - 1, kernel - given.High - 1);
        int total = padding.IsSame ? kernel + stride - 2 : kernel + stride - 2 + Math.Max(kernel - stride, 0);
        int low = !padding.IsSame || stride > kernel - 1 ? kernel - 1 : (total + 1) / 2;
        return new(low, total - low);
    }

    /// <summary>Batch, space, feature; for the kernel space, input feature, output feature.</summary>
    private static ConvDims SpaceBetween(int rank)
    {
        ValueArray<int> space = [.. Enumerable.Range(1, Math.Max(0, rank - 2))];
        return new([0, rank - 1, .. space], [rank - 1, rank - 2, .. space.Select(axis => axis - 1)], [0, rank - 1, .. space]);
    }

    private static void CheckSpatial(NdArray lhs, NdArray rhs, ConvDims dims, int strides, int dilations)
    {
        int spatial = lhs.Rank - 2;
        if (rhs.Rank != lhs.Rank || spatial < 0 || dims.Lhs.Count != lhs.Rank || dims.Rhs.Count != rhs.Rank || strides != spatial || dilations != spatial)
            throw new ShapeException(
                $"a convolution of {lhs.Type} with {rhs.Type}: both need the same number of axes, at least 2, all of them named, and one stride and dilation per spatial axis; " +
                $"got {dims}, {strides} strides and {dilations} dilations.");
    }

    private static int[] Spatial(NdArray x, ValueArray<int> axes) => [.. axes.Skip(2).Select(axis => x.Shape[axis])];

    private static int[] Dilated(IReadOnlyList<int> sizes, IReadOnlyList<int> dilation) =>
        [.. sizes.Zip(dilation, (size, apart) => size == 0 ? 0 : 1 + apart * (size - 1))];
}
