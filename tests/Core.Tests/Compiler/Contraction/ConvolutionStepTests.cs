using Core.Ir;
using static Core.Tests.Compiler.Contraction.Contracted;

namespace Core.Tests.Compiler.Contraction;

/// <summary>Convolutions as steps.</summary>
public class ConvolutionStepTests
{
    private static ConvGeneralDilated Plain(int rank, EdgePadding padding) =>
        new(ConvDims.Default(rank + 2), [.. Enumerable.Repeat(1, rank)], [.. Enumerable.Repeat(padding, rank)], [.. Enumerable.Repeat(1, rank)], [.. Enumerable.Repeat(1, rank)]);

    [Test]
    public void Kernels_go_over_any_number_of_spatial_axes()
    {
        Agrees(Plain(0, default), new(DType.F32, [3, 5]), new(DType.F32, [4, 5]));
        Agrees(Plain(1, (1, 2)), new(DType.F32, [2, 3, 40]), new(DType.F32, [5, 3, 4]));
        Agrees(Plain(2, (1, 1)), new(DType.F32, [2, 3, 9, 33]), new(DType.F32, [17, 3, 3, 3]));
        Agrees(Plain(3, (0, 1)), new(DType.F32, [2, 2, 5, 6, 7]), new(DType.F32, [3, 2, 2, 3, 2]));
    }

    [Test]
    public void Narrow_images_are_gathered_into_panels() => Agrees(Plain(2, (1, 1)), new(DType.F32, [2, 20, 7, 7]), new(DType.F32, [60, 20, 3, 3]));

    [Test]
    public void One_by_one_kernels_are_products_of_matrices()
    {
        Agrees(Plain(2, default), new(DType.F32, [2, 20, 9, 11]), new(DType.F32, [30, 20, 1, 1]));
        Agrees(Plain(2, default) with { WindowStrides = [2, 2] }, new(DType.F32, [2, 20, 9, 11]), new(DType.F32, [30, 20, 1, 1]));
    }

    [TestCase("NHWC", "HWIO", "NHWC")]
    [TestCase("NCHW", "OIHW", "NHWC")]
    [TestCase("WNHC", "IWOH", "CHNW")]
    public void Axes_may_be_in_any_order(string lhs, string rhs, string output)
    {
        Dictionary<char, int> left = new() { ['N'] = 2, ['C'] = 4, ['H'] = 9, ['W'] = 18 }, right = new() { ['O'] = 6, ['I'] = 4, ['H'] = 3, ['W'] = 2 };
        Agrees(
            Plain(2, (1, 0)) with { Dims = (lhs, rhs, output) }, new(DType.F32, [.. lhs.Select(letter => left[letter])]), new(DType.F32, [.. rhs.Select(letter => right[letter])]));
    }

    [Test]
    public void Strides_dilations_and_paddings_may_be_anything([Values(1, 2, 3)] int stride, [Values(1, 2, 3)] int dilation, [Values(1, 2)] int window)
    {
        foreach (EdgePadding padding in (ReadOnlySpan<EdgePadding>)[(0, 0), (2, 1), (-1, 3), (1, -2)])
        {
            ConvGeneralDilated op = new(ConvDims.Default(4), [1, stride], [(1, 1), padding], [1, dilation], [1, window]);
            Agrees(op, new(DType.F32, [2, 3, 5, 24]), new(DType.F32, [4, 3, 2, 3]));
            Agrees(op with { WindowStrides = [stride, 1], LhsDilation = [dilation, 1], RhsDilation = [window, 2] }, new(DType.F64, [1, 2, 8, 9]), new(DType.F64, [3, 2, 2, 2]));
        }
    }

    [Test]
    public void Features_and_batches_are_grouped()
    {
        Agrees(Plain(2, (1, 1)) with { FeatureGroupCount = 3 }, new(DType.F32, [2, 6, 8, 17]), new(DType.F32, [9, 2, 3, 3]));
        Agrees(Plain(2, (1, 1)) with { FeatureGroupCount = 6 }, new(DType.F32, [2, 6, 8, 17]), new(DType.F32, [6, 1, 3, 3]));
        Agrees(Plain(1, (1, 1)) with { BatchGroupCount = 2 }, new(DType.F32, [6, 3, 20]), new(DType.F32, [4, 3, 3]));
        Agrees(Plain(1, (1, 1)) with { BatchGroupCount = 2 }, new(DType.C64, [6, 3, 20]), new(DType.C64, [4, 3, 3]));
    }

    [Test]
    public void Every_element_type_is_convolved(
        [Values(DType.F64, DType.BF16, DType.F16, DType.C64, DType.C128, DType.Bool, DType.I8, DType.U8, DType.I16, DType.I32, DType.U32, DType.I64, DType.U64)] DType dtype) =>
        Agrees(Plain(2, (1, 2)) with { Dims = ("NHWC", "HWIO", "NHWC") }, new(dtype, [2, 6, 18, 3]), new(dtype, [3, 2, 3, 5]));

    [TestCase(DType.C64, DType.C128)]
    [TestCase(DType.Bool, DType.C64)]
    [TestCase(DType.Bool, DType.C128)]
    [TestCase(DType.Bool, DType.F64)]
    [TestCase(DType.F32, DType.F64)]
    [TestCase(DType.I8, DType.I32)]
    public void The_result_may_be_of_another_type(DType dtype, DType preferred)
    {
        ConvGeneralDilated op = Plain(1, (1, 2)) with { PreferredElementType = preferred };
        Agrees(op, new(dtype, [2, 3, 18]), new(dtype, [5, 3, 3]));
        Agrees(op with { Dims = ("WNC", "WIO", "NWC"), LhsDilation = [2] }, new(dtype, [18, 2, 3]), new(dtype, [3, 3, 5]));
    }

    [Test]
    public void A_window_over_nothing_gives_zeros()
    {
        Agrees(Plain(1, (2, 2)), new(DType.F32, [2, 3, 0]), new(DType.F32, [4, 3, 2]));
        Agrees(Plain(1, (0, 0)), new(DType.F32, [2, 0, 5]), new(DType.F32, [4, 0, 2]));
        Agrees(Plain(1, (0, 0)), new(DType.F32, [2, 3, 1]), new(DType.F32, [4, 3, 2]));
    }
}
