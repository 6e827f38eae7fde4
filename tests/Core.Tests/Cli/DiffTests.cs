namespace Core.Tests.Cli;

[Parallelizable(ParallelScope.All)]
public class DiffTests
{
    [Test]
    public void Programs_that_differ_in_names_alone_are_the_same()
    {
        using Tool tool = new();
        tool.With("a.jaxpr", "{ lambda ; a:f32[3]. let b:f32[3] = sin a in (b,) }").With("b.jaxpr", "{ lambda ; x:f32[3]. let y:f32[3] = sin x in (y,) }");

        Tool.Result result = tool.Run("diff", "a.jaxpr", "b.jaxpr");

        Assert.That(result, Is.EqualTo(new Tool.Result(0, "The programs are the same up to names: 1 equation.\n", "")));
    }

    [Test]
    public void Programs_that_differ_are_shown_side_by_side_and_end_with_1()
    {
        using Tool tool = new();
        tool.With("a.jaxpr", "{ lambda ; a:f32[3]. let b:f32[3] = sin a in (b,) }").With("b.jaxpr", "{ lambda ; a:f32[3]. let b:f32[3] = cos a in (b,) }");

        Tool.Result result = tool.Run("diff", "a.jaxpr", "b.jaxpr");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(1));
            Assert.That(result.Output, Does.Contain("sin").And.Contain("cos"));
            Assert.That(result.Error, Is.Empty);
        });
    }

    [Test]
    public void Json_says_whether_they_are_the_same()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("a.jaxpr", Tool.Neuron).RunWith(Tool.Neuron, "diff", "a.jaxpr", "-", "--json");

        Assert.That(result.Output, Does.StartWith("{\"same\":true,\"diff\":"));
    }

    [Test]
    public void What_is_no_program_is_told_with_its_name()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("a.jaxpr", Tool.Neuron).With("b.jaxpr", "").Run("diff", "a.jaxpr", "b.jaxpr");

        Assert.That(result, Is.EqualTo(new Tool.Result(2, "", "vmap: b.jaxpr: line 1, column 1: expected '{' at the start of a program, found the end of the text.\n")));
    }
}
