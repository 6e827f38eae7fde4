namespace Core.Tests.Cli;

[Parallelizable(ParallelScope.All)]
public class ShowTests
{
    [Test]
    public void A_program_is_printed_as_it_was_with_one_final_newline()
    {
        using Tool tool = new();

        Assert.That(tool.With("n.jaxpr", Tool.Neuron).Run("show", "n.jaxpr"), Is.EqualTo(new Tool.Result(0, Tool.Neuron + "\n", "")));
    }

    [Test]
    public void A_dash_reads_standard_input()
    {
        using Tool tool = new();

        Assert.That(tool.RunWith(Tool.Neuron, "show", "-"), Is.EqualTo(new Tool.Result(0, Tool.Neuron + "\n", "")));
    }

    [Test]
    public void Other_layouts_are_printed_in_that_of_JAX()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith("{ lambda ; x:f32[3] . let y:f32[3] = tanh x in ( y, ) }", "show", "-");

        Assert.That(result.Output, Is.EqualTo("{ lambda ; a:f32[3]. let b:f32[3] = tanh a in (b,) }\n"));
    }

    [Test]
    public void Count_tells_the_equations_and_the_flops()
    {
        using Tool tool = new();

        Assert.That(tool.RunWith(Tool.Neuron, "show", "-", "--count"), Is.EqualTo(new Tool.Result(0, "3 equations, 8 flops\n", "")));
    }

    [Test]
    public void Count_as_JSON_is_an_object()
    {
        using Tool tool = new();

        Assert.That(tool.RunWith(Tool.Neuron, "show", "-", "--count", "--json").Output, Is.EqualTo("""{"equations":3,"flops":8}""" + "\n"));
    }

    [Test]
    public void Equations_of_called_programs_are_counted_and_calls_are_not()
    {
        using Tool tool = new();

        Tool.Result result = tool.RunWith("""
            { lambda ; a:f32[4]. let
                b:f32[4] = jit[
                  name=f
                  jaxpr={ lambda ; a:f32[4]. let c:f32[4] = sin a; b:f32[4] = cos c in (b,) }
                ] a
              in (b,) }
            """, "show", "-", "--count");

        Assert.That(result.Output, Is.EqualTo("2 equations, 8 flops\n"));
    }
}
