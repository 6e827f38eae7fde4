using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Interpreter;

/// <summary>What windows, convolutions, transforms and ragged products compute where JAX's own tests do not look.</summary>
public class WindowEvaluationTests
{
    private static readonly Window Three = new([3], [1], [(1, 1)]);

    [Test]
    public void Padding_is_no_element_of_a_window()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Reals(new ReduceWindow(ReduceWindowKind.Max, Three), From(-3f, -1, -2)), Is.EqualTo((float[])[-1, -1, -1]));
            Assert.That(Reals(new ReduceWindow(ReduceWindowKind.Sum, Three), From(1f, 2, 3)), Is.EqualTo((float[])[3, 6, 5]));
            Assert.That(Reals(new ReduceWindow(ReduceWindowKind.Min, new([1], [1], [(1, 0)])), From(5f)), Is.EqualTo((float[])[float.PositiveInfinity, 5]));
        });
    }

    [Test]
    public void NaN_in_a_window_is_its_extreme() =>
        Assert.That(Reals(new ReduceWindow(ReduceWindowKind.Max, new([2], [1], [(0, 0)])), From(1f, float.NaN, 2, 3)), Is.EqualTo((float[])[float.NaN, float.NaN, 3]));

    [Test]
    public void Sums_of_small_integers_wrap_around() => Assert.That(
        Run(new ReduceWindow(ReduceWindowKind.Sum, new([2], [1], [(0, 0)])), From<sbyte>(100, 100, -128)).AsSpan<sbyte>().ToArray(), Is.EqualTo((sbyte[])[-56, -28]));

    [Test]
    public void A_window_larger_than_the_array_has_no_places() =>
        Assert.That(Run(new ReduceWindow(ReduceWindowKind.Sum, new([4], [1], [(0, 0)])), From(1f, 2)).Shape, Is.EqualTo(Shape.Create([0])));

    // As in XLA, which does not look at the other operand then.
    [Test]
    public void A_convolution_of_nothing_is_zero_also_where_the_window_is_infinite()
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f32[1,1,0] b:f32[2,1,1]. let
                c:f32[1,2,3] = conv_general_dilated[
                  batch_group_count=1
                  dimension_numbers=ConvDimensionNumbers(lhs_spec=(0, 1, 2), rhs_spec=(0, 1, 2), out_spec=(0, 1, 2))
                  feature_group_count=1
                  lhs_dilation=(1,)
                  out_sharding=None
                  padding=((1, 2),)
                  precision=None
                  preferred_element_type=None
                  rhs_dilation=(1,)
                  window_strides=(1,)
                ] a b
              in (c,) }
            """);
        ArrayData[] inputs = [ArrayData.Create<float>([1, 1, 0], []), ArrayData.Create<float>([2, 1, 1], [float.PositiveInfinity, float.NaN])];

        Assert.That(Evaluate.Run(program, inputs)[0].AsSpan<float>().ToArray(), Is.All.Zero);
    }

    [Test]
    public void Initial_values_that_are_not_neutral_count_once()
    {
        Jaxpr add = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = add a b in (c,) }");

        Assert.Multiple(() =>
        {
            Assert.That(Reals(new ReduceWindowWith(add, Three), From(1f, 2, 3), Number(10)), Is.EqualTo((float[])[13, 16, 15]));
            Assert.That(Reals(new ReduceWith(ReduceWith.Text("add"), add, [0]), From(1f, 2, 3), Number(10)), Is.EqualTo((float[])[16]));
            Assert.That(Reals(new ReduceWith(ReduceWith.Text("add"), add, [0]), From<float>(), Number(10)), Is.EqualTo((float[])[10]));
        });
    }

    [Test]
    public void Programs_that_do_more_than_elementwise_steps_reduce_too()
    {
        Jaxpr rowSum = Jaxpr.Parse("""
            { lambda ; a:f32[] b:f32[]. let
                c:f32[1] = broadcast_in_dim[broadcast_dimensions=()] a
                d:f32[1] = broadcast_in_dim[broadcast_dimensions=()] b
                e:f32[2] = concatenate[dimension=0] c d
                f:f32[] = reduce_sum[axes=(0,) out_sharding=None] e
              in (f,) }
            """);

        Assert.That(Reals(new ReduceWindowWith(rowSum, Three), From(1f, 2, 3), Number(0)), Is.EqualTo((float[])[3, 6, 5]));
    }

    [Test]
    public void Literals_and_calls_in_a_program_that_reduces_hold_for_every_lane()
    {
        Jaxpr larger = Jaxpr.Parse("""
            { lambda ; a:f32[] b:f32[]. let
                c:bool[] = gt a b
                d:f32[] = jit[
                  name=_where
                  jaxpr={ lambda ; c:bool[] a:f32[] b:f32[]. let
                      e:f32[] = select_n c b a
                      d:f32[] = max e 2.0:f32[]
                    in (d,) }
                ] c a b
              in (d,) }
            """);

        Assert.That(Reals(new ReduceWindowWith(larger, Three), From(1f, 1, 5, 0), Number(0)), Is.EqualTo((float[])[2, 5, 5, 5]));
    }

    [Test]
    public void The_first_of_equal_elements_is_selected()
    {
        Window two = new([2], [1], [(0, 0)]);

        Assert.Multiple(() =>
        {
            Assert.That(Reals(new SelectAndScatterAdd(WindowSelect.Ge, two), From(10f, 20), From(1f, 1, 1)), Is.EqualTo((float[])[10, 20, 0]));
            Assert.That(Reals(new SelectAndScatterAdd(WindowSelect.Le, two), From(10f, 20), From(3f, 1, 2)), Is.EqualTo((float[])[0, 30, 0]));
            Assert.That(Reals(new SelectAndGatherAdd(WindowSelect.Ge, two), From(10f, 20, 30), From(1f, 1, 2)), Is.EqualTo((float[])[10, 30]));
        });
    }

    [Test]
    public void What_selects_padding_is_not_added()
    {
        Window padded = new([2], [2], [(1, 0)]);

        Assert.That(
            Reals(new SelectAndScatterAdd(WindowSelect.Ge, padded), From(10f), From(float.NegativeInfinity)), Is.EqualTo((float[])[0]));
    }

    [Test]
    public void Select_and_scatter_runs_its_programs()
    {
        Jaxpr ge = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:bool[] = ge a b in (c,) }");
        Jaxpr multiply = Jaxpr.Parse("{ lambda ; a:f32[] b:f32[]. let c:f32[] = mul a b in (c,) }");

        Assert.That(Reals(new SelectAndScatter(ge, multiply, new([2], [1], [(0, 0)])), From(1f, 3, 2), From(5f, 7), Number(2)), Is.EqualTo((float[])[2, 70, 2]));
    }

    [Test]
    public void Convolutions_of_truth_values_ask_whether_any_pair_is_true()
    {
        ConvGeneralDilated conv = new(ConvDims.Default(3), [1], [(0, 0)], [1], [1]);

        Assert.That(
            Run(conv, From(true, true, false, false).Reshape([1, 1, 4]), From(true, true).Reshape([1, 1, 2])).AsSpan<bool>().ToArray(), Is.EqualTo((bool[])[true, true, false]));
    }

    [Test]
    public void Convolutions_of_small_integers_wrap_unless_a_wider_type_is_preferred()
    {
        ConvGeneralDilated conv = new(ConvDims.Default(3), [1], [(0, 0)], [1], [1]);
        ArrayData x = From<sbyte>(100, 100).Reshape([1, 1, 2]), kernel = From<sbyte>(2, 1).Reshape([1, 1, 2]);

        Assert.Multiple(() =>
        {
            Assert.That(Run(conv, x, kernel).AsSpan<sbyte>().ToArray(), Is.EqualTo((sbyte[])[44]));
            Assert.That(Run(conv with { PreferredElementType = DType.I32 }, x, kernel).AsSpan<int>().ToArray(), Is.EqualTo((int[])[300]));
        });
    }

    [Test]
    public void Convolutions_wider_than_a_block_of_columns_are_put_together()
    {
        const int Size = 600, Features = 70, Kernel = 5;
        ConvGeneralDilated conv = new(ConvDims.Default(3), [1], [(2, 2)], [1], [1]);
        ArrayData x = ArrayData.Create<double>([2, Features, Size], [.. Enumerable.Range(0, 2 * Features * Size).Select(i => (double)(i % 7))]);
        ArrayData kernel = ArrayData.Create<double>([3, Features, Kernel], [.. Enumerable.Range(0, 3 * Features * Kernel).Select(i => (double)(i % 5))]);

        double[] actual = Run(conv, x, kernel).AsSpan<double>().ToArray();

        double expected = 0; // of example 1, output feature 2, place 500
        for (int feature = 0; feature < Features; feature++)
            for (int k = 0; k < Kernel; k++) expected += x.AsSpan<double>()[(Features + feature) * Size + 498 + k] * kernel.AsSpan<double>()[(2 * Features + feature) * Kernel + k];
        Assert.That(actual[(3 + 2) * Size + 500], Is.EqualTo(expected));
    }

    [Test]
    public void Real_transforms_of_nothing_give_zeros()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Run(new Fft(FftKind.Rfft, [0]), ArrayData.Create<float>([2, 0], [])).AsSpan<Complex64>().ToArray(), Is.EqualTo((Complex64[])[default, default]));
            Assert.That(Run(new Fft(FftKind.Irfft, [0]), ArrayData.Create<Complex64>([2, 1], [default, default])).Shape, Is.EqualTo(Shape.Create([2, 0])));
        });
    }

    [Test]
    public void Inverse_real_transforms_do_not_see_imaginary_parts_that_cannot_be() => Assert.That(
        Run(new Fft(FftKind.Irfft, [2]), ArrayData.Create<Complex64>([2], [new(3, 5), new(1, 7)])).AsSpan<float>().ToArray(), Is.EqualTo((float[])[2, 1]));

    [Test]
    public void Rows_behind_the_last_group_give_zeros()
    {
        RaggedDotGeneral ragged = new(new(new([1], [1]), 0, 0));
        ArrayData lhs = From(1f, 2, 3, 4).Reshape([4, 1]), rhs = From(10f, 100).Reshape([2, 1, 1]);

        Assert.That(Reals(ragged, lhs, rhs, From(1, 2)), Is.EqualTo((float[])[10, 200, 300, 0]));
    }

    [Test]
    public void Contracted_groups_are_summed_by_themselves()
    {
        RaggedDotGeneral ragged = new(new(new([0], [0]), 0));

        Assert.That(Reals(ragged, From(1f, 2, 3), From(1f, 10, 100), From(1, 2)), Is.EqualTo((float[])[1, 320]));
    }

    private static ArrayData Run(Op op, params ReadOnlySpan<ArrayData> inputs) => Evaluate.Apply(op, inputs)[0];

    private static float[] Reals(Op op, params ReadOnlySpan<ArrayData> inputs) => Run(op, inputs).AsSpan<float>().ToArray();

    private static ArrayData From<T>(params ReadOnlySpan<T> elements) where T : unmanaged => ArrayData.Create<T>([elements.Length], elements);

    private static ArrayData Number(float value) => ArrayData.Create<float>([], [value]);
}
