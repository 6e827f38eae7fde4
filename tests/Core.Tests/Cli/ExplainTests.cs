namespace Core.Tests.Cli;

[Parallelizable(ParallelScope.All)]
public class ExplainTests
{
    [Test]
    public void The_plan_of_a_program_is_told()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith("{ lambda ; a:f32[3]. let b:f32[3] = tanh a; c:f32[3] = mul b b in (c,) }", "explain", "-", "--threads", "1");

        Assert.That(result.ExitCode, Is.Zero, result.Error);
        Assert.That(result.Output, Does.Match(@"(?s)^.*\[reads 12 bytes, writes 12, about .* µs\]\n1 step, \d+ flops, 12 bytes read, 12 written\nmemory of a call: 12 bytes, 0 for values in between and 12 for results; threads: up to 1\n$"));
    }

    [Test]
    public void Mapping_is_told_equation_by_equation()
    {
        using Tool tool = new();

        string output = tool.RunWith("""
            { lambda ; a:f32[4,3] b:f32[4] c:f32[3]. let
                d:f32[4] = dot_general[dimension_numbers=(([1], [0]), ([], [])) preferred_element_type=float32] a c
                e:f32[4] = add d b
                f:f32[4] = tanh b
              in (e, f) }
            """, "explain", "-", "--in-axes", "[null, null, 0]", "--axis-size", "8").Output;

        Assert.That(output[..output.IndexOf("\n\n", StringComparison.Ordinal)], Is.EqualTo("""
            dot_general  - 0 → 1  dot_general
            add          1 - → 0  transpose to f32[8,4] (128 bytes), broadcast_in_dim to f32[1,4] (16 bytes), add
            tanh         - → -  as it is, shared by all examples
            3 equations became 5; 128 bytes transposed, 16 bytes broadcast
            """));
    }

    [Test]
    public void Mapping_needs_to_know_how_many_examples_there_are()
    {
        using Tool tool = new();

        Assert.That(tool.With("n.jaxpr", Tool.Neuron).Run("explain", "n.jaxpr", "--in-axes", "0"), Is.EqualTo(
            new Tool.Result(2, "", "vmap: explain --in-axes needs --axis-size N: the program is written for one example and does not say how many there are.\n")));
    }
}
