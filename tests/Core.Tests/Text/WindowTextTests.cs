using Core.Ir;

namespace Core.Tests.Text;

/// <summary>Parameters that are written as calls, and others that only windows, convolutions and transforms have.</summary>
public class WindowTextTests
{
    private const string Convolution =
        "conv_general_dilated[batch_group_count=1 dimension_numbers={0} feature_group_count=1 lhs_dilation=(1,) out_sharding=None padding=((0, 0),) precision={1} " +
        "preferred_element_type=None rhs_dilation=(1,) window_strides=(1,)] a b";

    private const string Dimensions = "ConvDimensionNumbers(lhs_spec=(0, 1, 2), rhs_spec=(0, 1, 2), out_spec=(0, 1, 2))";

    [TestCase("ConvDimensionNumbers(lhs_spec=(0, 1, 2), rhs_spec=(0, 1, 2))", "None", "line 1, column 117: conv_general_dilated needs the parameter 'out_spec'.")]
    [TestCase("ConvDimensionNumbers(lhs_spec=(0, 1, 2), rhs_spec=(0, 1, 2), out_spec=(0, 1, 2), more=1)", "None", "line 1, column 198: conv_general_dilated has no parameter 'more'.")]
    [TestCase("ConvDimensionNumbers(lhs_spec)", "None",
        "line 1, column 117: dimension_numbers of conv_general_dilated: expected ConvDimensionNumbers(lhs_spec=(…), rhs_spec=(…), out_spec=(…)), found 'ConvDimensionNumbers(lhs_spec)'.")]
    [TestCase("(0, 1, 2)", "None",
        "line 1, column 117: dimension_numbers of conv_general_dilated: expected ConvDimensionNumbers(lhs_spec=(…), rhs_spec=(…), out_spec=(…)), found '(0, 1, 2)'.")]
    [TestCase(Dimensions, "best", "line 1, column 284: precision of conv_general_dilated: expected a pair of Precision.…, or the name of an algorithm, found best.")]
    public void Mistakes_in_a_convolution_are_named(string dimensions, string precision, string message) =>
        Assert.That(() => Parse(Convolution.Replace("{0}", dimensions).Replace("{1}", precision)), Throws.InstanceOf<ParseException>().With.Message.EqualTo(message));

    [Test]
    public void A_convolution_is_read_with_its_precision()
    {
        ConvGeneralDilated op = (ConvGeneralDilated)Parse(Convolution.Replace("{0}", Dimensions).Replace("{1}", "(Precision.HIGHEST, Precision.HIGHEST)")).Equations[0].Op;

        Assert.That((op.Dims, op.Precision), Is.EqualTo((ConvDims.Default(3), (DotPrecision?)DotPrecision.Highest)));
    }

    [TestCase("fft[fft_lengths=(4,) fft_type=4]", "line 1, column 67: fft_type of fft: expected 0, 1, 2 or 3, found 4.")]
    [TestCase("select_and_scatter_add[padding=((0, 0),) select_prim=gt window_dimensions=(1,) window_strides=(1,)]",
        "line 1, column 90: select_prim of select_and_scatter_add: expected ge or le, found gt.")]
    [TestCase("reduce_window[base_dilation=(1,) consts=(1,) jaxpr={ lambda ; c:f32[] d:f32[]. let  in (c,) } padding=((0, 0),) window_dilation=(1,) window_dimensions=(1,) window_strides=(1,)]",
        "line 1, column 77: consts of reduce_window: expected no constants, (), found (1,).")]
    [TestCase("reduce_window_sum[base_dilation=(1,) padding=((0, 0, 0),) window_dilation=(1,) window_dimensions=(1,) window_strides=(1,)]",
        "line 1, column 82: padding of reduce_window_sum: expected a tuple of tuples of 2 integers, found '((0, 0, 0),)'.")]
    public void Mistakes_in_other_parameters_are_named(string equation, string message) => Assert.That(
        () => Jaxpr.Parse("{ lambda ; a:f32[4]. let b:f32[4] = " + equation + " a in (b,) }"), Throws.InstanceOf<ParseException>().With.Message.EqualTo(message));

    [Test]
    public void Programs_that_reduce_are_compared_without_the_name_of_their_function()
    {
        Jaxpr left = Reduction("<function f at 0xXXXXXXXXXXXX>"), right = Reduction("<function <lambda>.<locals>.<lambda> at 0xXXXXXXXXXXXX>");

        Assert.Multiple(() =>
        {
            Assert.That(left.Equals(right, Compare.UpToNames), Is.True);
            Assert.That(left.Equals(right, Compare.Exact), Is.False);
            Assert.That(Jaxpr.Parse(right.ToString()).ToString(), Is.EqualTo(right.ToString()));
        });

        static Jaxpr Reduction(string function) => Jaxpr.Parse(
            "{ lambda ; a:f32[4]. let b:f32[] = reduce[computation=" + function + " dimensions=(0,) jaxpr={ lambda ; c:f32[] d:f32[]. let e:f32[] = mul c d in (e,) }] a 1.0:f32[] in (b,) }");
    }

    [Test]
    public void A_program_that_two_reductions_share_is_printed_once()
    {
        const string Text = """
            let jaxpr = { lambda ; a:f32[] b:f32[]. let c:f32[] = mul a b in (c,) } in
            { lambda ; d:f32[4]. let
                e:f32[] = reduce[
                  computation=<function mul at 0xXXXXXXXXXXXX>
                  dimensions=(0,)
                  jaxpr=jaxpr
                ] d 1.0:f32[]
                f:f32[] = reduce[
                  computation=<function mul at 0xXXXXXXXXXXXX>
                  dimensions=(0,)
                  jaxpr=jaxpr
                ] d e
              in (f,) }
            """;

        Assert.That(Jaxpr.Parse(Text).ToString(), Is.EqualTo(Text));
    }

    private static Jaxpr Parse(string equation) => Jaxpr.Parse("{ lambda ; a:f32[1,1,4] b:f32[1,1,2]. let c:f32[1,1,3] = " + equation + " in (c,) }");
}
