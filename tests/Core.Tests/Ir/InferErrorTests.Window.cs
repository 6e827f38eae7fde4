using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>What ops of windows, convolutions and transforms say about operands that do not fit.</summary>
public class WindowInferErrorTests
{
    private static readonly Jaxpr Add = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = add a b in (c,) }");
    private static readonly Jaxpr Ge = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:bool[] = ge a b in (c,) }");
    private static readonly Window Two = new([2], [1], [(0, 0)]);

    private static IEnumerable<TestCaseData> Cases()
    {
        ReduceWindow sum = new(ReduceWindowKind.Sum, Two);
        yield return Case(sum, [F32(3, 4)], "reduce_window_sum: window_dimensions must have one entry per axis of f32[3,4], got 1.");
        yield return Case(sum, [Bool(3)], "reduce_window_sum: the operand must be an integer, floating-point or complex, got bool[3].");
        yield return Case(sum with { Window = Two with { Strides = [0] } }, [F32(3)], "reduce_window_sum: window_strides must be positive, got (0,).");
        yield return Case(sum with { Window = Two with { Padding = [] } }, [F32(3)], "reduce_window_sum: padding must have one entry per axis of f32[3], got 0.");
        yield return Case(sum with { Window = Two with { BaseDilation = [0] } }, [F32(3)], "reduce_window_sum: base_dilation must be positive, got (0,).");
        ReduceWindowWith with = new(Add, Two);
        yield return Case(with, [F32(3)], "reduce_window: takes operands and as many initial values, got 1 operands.");
        yield return Case(with, [F32(3), F32(1)], "reduce_window: initial values must have no axes, got f32[1] for f32[3].");
        yield return Case(with, [F32(3), I32()], "reduce_window: an initial value must have the element type of its operand, got i32[] for f32[3]; convert one with AsType.");
        yield return Case(with, [F32(3), F32(4), F32(), F32()], "reduce_window: the operands must have one shape, got f32[3] and f32[4].");
        yield return Case(with, [I32(3), I32()], "reduce_window: jaxpr must take i32[] and i32[] and give i32[], but it takes f32[] and f32[] and gives f32[].");
        yield return Case(new ReduceWith(ReduceWith.Text("f"), Add, [1]), [F32(3), F32()], "reduce: dimensions (1,) must be from 0 to 0 for an operand of type f32[3].");
        SelectAndScatter scatter = new(Ge, Add, Two);
        yield return Case(scatter, [F32(3), F32(3), F32()], "select_and_scatter: the source must have one element per place of the window, (2,) over f32[3], got f32[3].");
        yield return Case(scatter, [F32(3), F32(2), F32(1)], "select_and_scatter: the initial value must have no axes, got f32[1].");
        yield return Case(scatter with { Select = Add }, [F32(3), F32(2), F32()], "select_and_scatter: select_jaxpr must take f32[] and f32[] and give bool[], but it takes f32[] and f32[] and gives f32[].");
        yield return Case(new SelectAndScatterAdd(WindowSelect.Ge, Two), [F32(3), F32(3)], "select_and_scatter_add: the source must have one element per place of the window, (2,) over f32[3], got f32[3].");
        yield return Case(new SelectAndGatherAdd(WindowSelect.Le, Two), [F32(2), F32(3)], "select_and_gather_add: both operands must have one shape, got f32[2] and f32[3].");
        yield return Case(new SelectAndGatherAdd(WindowSelect.Le, Two), [I32(3), I32(3)], "select_and_gather_add: operand 1 must be floating-point, got i32[3]. Convert it with AsType(F32).");

        ConvGeneralDilated conv = new(ConvDims.Default(3), [1], [(0, 0)], [1], [1]);
        yield return Case(conv, [F32(1, 2, 5), I32(3, 2, 2)], "conv_general_dilated: operands must have one element type, got f32[1,2,5] and i32[3,2,2]; convert one with AsType.");
        yield return Case(conv, [F32(1, 2, 5), F32(3, 2)], "conv_general_dilated: both operands must have the same number of axes, at least 2, got f32[1,2,5] and f32[3,2].");
        yield return Case(conv, [F32(1, 2, 5), F32(3, 1, 2)], "conv_general_dilated: the kernel must have 2 input features, those of f32[1,2,5] by feature_group_count 1, got 1 in f32[3,1,2].");
        yield return Case(conv with { FeatureGroupCount = 2 }, [F32(1, 3, 5), F32(3, 1, 2)], "conv_general_dilated: feature_group_count 2 must divide the 3 features of f32[1,3,5].");
        yield return Case(conv with { FeatureGroupCount = 2 }, [F32(1, 2, 5), F32(3, 1, 2)], "conv_general_dilated: feature_group_count 2 must divide the 3 output features of f32[3,1,2].");
        yield return Case(conv with { BatchGroupCount = 2 }, [F32(1, 2, 5), F32(2, 2, 2)], "conv_general_dilated: batch_group_count 2 must divide the batch of 1 of f32[1,2,5].");
        yield return Case(conv with { BatchGroupCount = 2 }, [F32(2, 2, 5), F32(3, 2, 2)], "conv_general_dilated: batch_group_count 2 must divide the 3 output features of f32[3,2,2].");
        yield return Case(conv with { FeatureGroupCount = 2, BatchGroupCount = 2 }, [F32(2, 2, 5), F32(2, 1, 2)], "conv_general_dilated: feature_group_count and batch_group_count must be positive, and one of them 1, got 2 and 2.");
        yield return Case(conv with { WindowStrides = [] }, [F32(1, 2, 5), F32(3, 2, 2)], "conv_general_dilated: window_strides must have one entry per spatial axis of f32[1,2,5], 1, got 0.");
        yield return Case(conv with { LhsDilation = [0] }, [F32(1, 2, 5), F32(3, 2, 2)], "conv_general_dilated: lhs_dilation must be positive, got (0,).");
        yield return Case(conv with { Padding = [(-6, 0)] }, [F32(1, 2, 5), F32(3, 2, 2)], "conv_general_dilated: padding ((-6, 0),) cuts off more than spatial axis 0 of f32[1,2,5] has.");
        yield return Case(conv with { Dims = new([0, 0, 2], [0, 1, 2], [0, 1, 2]) }, [F32(1, 2, 5), F32(3, 2, 2)], "conv_general_dilated: lhs_spec (0, 0, 2) must not name an axis twice.");
        yield return Case(conv with { PreferredElementType = DType.I32 }, [F32(1, 2, 5), F32(3, 2, 2)], "conv_general_dilated: preferred_element_type int32 must be of the kind of float32, or floating-point for integers, and not narrower.");

        yield return Case(new Fft(FftKind.Fft, [3]), [F32(3)], "fft: the operand must be complex for Fft, got f32[3]; convert it with AsType.");
        yield return Case(new Fft(FftKind.Rfft, [3]), [I32(3)], "fft: the operand must be f32 or f64 for Rfft, got i32[3]; convert it with AsType.");
        yield return Case(new Fft(FftKind.Rfft, [4]), [F32(3)], "fft: the last axes of the operand must be (4,) for Rfft of fft_lengths (4,), got f32[3].");
        yield return Case(new Fft(FftKind.Irfft, [4]), [new(DType.C64, [2])], "fft: the last axes of the operand must be (3,) for Irfft of fft_lengths (4,), got c64[2].");
        yield return Case(new Fft(FftKind.Fft, []), [new(DType.C64, [2])], "fft: fft_lengths must name 1 to 3 axes, got ().");
        yield return Case(new Fft(FftKind.Fft, [2, 2]), [new(DType.C64, [2])], "fft: fft_lengths (2, 2) must not be more than the axes of c64[2].");

        RaggedDotGeneral ragged = new(new(new([1], [1]), 0, 0));
        yield return Case(ragged, [F32(4, 3), F32(2, 3, 5), F32(2)], "ragged_dot_general: operand 2 must be an integer, got f32[2].");
        yield return Case(ragged, [F32(4, 3), F32(2, 3, 5), I32()], "ragged_dot_general: the group sizes must have at least one axis, got i32[].");
        yield return Case(ragged, [F32(4, 3), F32(2, 3, 5), I32(4, 2)], "ragged_dot_general: the group sizes must have the shape (2,) or one axis, got i32[4,2].");
        yield return Case(ragged, [F32(4, 3), F32(2, 3, 5), I32(3)], "ragged_dot_general: axis 0 of f32[2,3,5] must have one entry per group, 3.");
        yield return Case(ragged with { Dims = ragged.Dims with { RhsGroup = null } }, [F32(4, 3), F32(2, 3, 5), I32(2)], "ragged_dot_general: where the ragged axis of the left operand is free, the right one must have an axis of groups; rhs_group_dimensions is empty.");
        yield return Case(ragged with { Dims = ragged.Dims with { LhsRagged = 1 } }, [F32(4, 3), F32(2, 3, 5), I32(2)], "ragged_dot_general: where the ragged axis of the left operand is contracted or a batch axis, the right one has no axis of groups; got rhs_group_dimensions (0,).");
        yield return Case(ragged with { Dims = ragged.Dims with { RhsGroup = 1 } }, [F32(4, 3), F32(2, 3, 5), I32(2)], "ragged_dot_general: the axis of groups of the right operand must be neither contracted nor a batch axis, got RaggedDotDimensionNumbers(dot_dimension_numbers=(((1,), (1,)), ((), ())), lhs_ragged_dimensions=(0,), rhs_group_dimensions=(1,)).");

        static TestCaseData Case(Op op, ArrayType[] inputs, string message) => new TestCaseData(op, inputs, message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Cases))]
    public void Operands_that_do_not_fit_are_told(Op op, ArrayType[] inputs, string message)
    {
        Exception error = Assert.Catch(() => op.Infer(inputs))!;

        Assert.Multiple(() =>
        {
            Assert.That(error.Message, Is.EqualTo(message));
            Assert.That(error, Is.InstanceOf<VmapException>());
        });
    }

    [Test]
    public void Letters_of_a_convolution_must_fit_together()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => ConvDims.Parse("NHC", "HIO", "NWC"), Throws.InstanceOf<ShapeException>().With.Message.EqualTo("ConvDims: NHC, HIO and NWC must have the same letters for the spatial axes."));
            Assert.That(() => ConvDims.Parse("NHH", "HIO", "NHC"), Throws.InstanceOf<ShapeException>().With.Message.EqualTo("ConvDims: NHH must have the letters N and C, and none twice."));
        });
    }
}
