namespace Core.Tests.Cli;

[Parallelizable(ParallelScope.All)]
public class BatchTests
{
    [Test]
    public void The_program_for_all_examples_is_printed()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith(Tool.Neuron, "batch", "-", "--in-axes", "[null, null, 0]", "--axis-size", "8");

        Assert.That(result, Is.EqualTo(new Tool.Result(0, """
            { lambda ; a:f32[3] b:f32[] c:f32[8,3]. let
                d:f32[8] = dot_general[
                  dimension_numbers=(([0], [1]), ([], []))
                  preferred_element_type=float32
                ] a c
                e:f32[8] = add d b
                f:f32[8] = tanh e
              in (f,) }

            """.ReplaceLineEndings("\n"), "")));
    }

    [Test]
    public void Every_input_is_mapped_over_its_first_axis_if_nothing_else_is_said()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith("{ lambda ; a:f32[3] b:f32[]. let c:f32[3] = add a b in (c,) }", "batch", "-", "--axis-size", "2");

        Assert.That(result.Output, Is.EqualTo("""
            { lambda ; a:f32[2,3] b:f32[2]. let
                c:f32[2,1] = broadcast_in_dim[broadcast_dimensions=(0,)] b
                d:f32[2,3] = add a c
              in (d,) }

            """.ReplaceLineEndings("\n")));
    }

    [TestCase("-1")]
    [TestCase("[-1]")]
    [TestCase("1")]
    public void Axes_are_given_for_all_or_for_each_and_count_from_either_end(string axes)
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith("{ lambda ; a:f32[3]. let b:f32[3] = sin a in (b,) }", "batch", "-", "--in-axes", axes, "--out-axes", "-1", "--axis-size", "2");

        Assert.That(result.Output, Is.EqualTo("{ lambda ; a:f32[3,2]. let b:f32[3,2] = sin a in (b,) }\n"));
    }

    [Test]
    public void Collectives_reduce_over_the_axis_that_they_name()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith("{ lambda ; a:f32[3]. let b:f32[3] = psum[axes=('i',) axis_index_groups=None] a in (b,) }",
            "batch", "-", "--axis-name", "i", "--out-axes", "null", "--axis-size", "2");

        Assert.That(result.Output, Is.EqualTo("""
            { lambda ; a:f32[2,3]. let
                b:f32[3] = psum[axes=(0,) axis_index_groups=None] a
              in (b,) }

            """.ReplaceLineEndings("\n")));
    }

    [Test]
    public void Constants_are_given_and_those_of_the_batched_program_written()
    {
        using Tool tool = new();
        tool.With("c.npy", NdArray.From(1f, 2f, 3f));

        Tool.Result result = tool.RunWith("{ lambda a:f32[3]; b:f32[3]. let c:f32[3] = mul a b in (c,) }",
            "batch", "-", "--axis-size", "2", "--const", "c.npy", "--consts-out", "out");

        Assert.Multiple(() =>
        {
            Assert.That(result, Is.EqualTo(new Tool.Result(0, """
                { lambda a:f32[3]; b:f32[2,3]. let
                    c:f32[1,3] = broadcast_in_dim[broadcast_dimensions=(1,)] a
                    d:f32[2,3] = mul c b
                  in (d,) }

                """.ReplaceLineEndings("\n"), "")));
            Assert.That(Npy.Load(tool.PathOf("out.const0.npy")).ToString(), Is.EqualTo("[1. 2. 3.]"));
        });
    }

    [TestCase(new[] { "--in-axes", "[0]", "--axis-size", "8" }, "--in-axes: [0] has 1 entry, but the program has 3 inputs; write one entry for each, or one axis for all.")]
    [TestCase(new[] { "--in-axes", "[0", "--axis-size", "8" }, "--in-axes: expected a list of axes and nulls such as '[null, 0]', or one axis or null for all, got '[0'.")]
    [TestCase(new[] { "--in-axes", "[[0], 0, 0]", "--axis-size", "8" }, "--in-axes: expected a list of axes and nulls such as '[null, 0]', or one axis or null for all, got '[[0], 0, 0]'.")]
    [TestCase(new[] { "--in-axes", "[0, 0, 0]" }, "batch needs --axis-size N: the program is written for one example and does not say how many there are.")]
    public void Axes_that_do_not_fit_are_told(string[] words, string message)
    {
        using Tool tool = new();

        Assert.That(tool.RunWith(Tool.Neuron, ["batch", "-", .. words]), Is.EqualTo(new Tool.Result(2, "", $"vmap: {message}\n")));
    }

    [Test]
    public void A_missing_constant_is_asked_for_if_its_value_is_to_be_written()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith("{ lambda a:f32[3]; b:f32[3]. let c:f32[3] = mul a b in (c,) }", "batch", "-", "--axis-size", "2");

        Assert.That(result.Error, Is.EqualTo("vmap: standard input: the program has 1 constant, got 0 with --const; give one .npy file for each, in order.\n"));
    }

    [Test]
    public void Verbose_tells_on_standard_error_what_is_done()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith(Tool.Neuron, "batch", "-", "--in-axes", "[null, null, 0]", "--axis-size", "8", "--verbose");

        Assert.That(result.Error, Is.EqualTo("""
            dbug: vmap[1] Traced jaxpr for (f32[3], f32[], f32[3]): 3 equations, 0 constants.
            dbug: vmap[2] Mapped jaxpr over an axis of size 8 (without a name): 3 equations became 3.

            """.ReplaceLineEndings("\n")));
    }
}
