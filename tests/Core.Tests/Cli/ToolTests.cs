namespace Core.Tests.Cli;

/// <summary>What all verbs have in common.</summary>
[Parallelizable(ParallelScope.All)]
public class ToolTests
{
    [TestCase("show", "vmap show neuron.jaxpr --count")]
    [TestCase("batch", "vmap batch neuron.jaxpr --in-axes '[null, null, 0]' --axis-size 8")]
    [TestCase("run", "vmap run neuron.jaxpr --in-axes '[null, null, 0]' --arg w.npy --arg b.npy --arg xs.npy")]
    [TestCase("diff", "vmap diff by-hand.jaxpr batched.jaxpr")]
    [TestCase("conform", "vmap conform cases/*.jsonl.gz --only vmap,eval --ops add,mul,tanh")]
    public void Every_verb_has_help_with_an_example(string verb, string example)
    {
        using Tool tool = new();

        Tool.Result result = tool.Run(verb, "--help");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Output, Does.Contain("Example:\n    " + example));
            Assert.That(result.Error, Is.Empty);
        });
    }

    [TestCase(new[] { "bach" }, "vmap: Unrecognized command or argument 'bach'.\nRun 'vmap --help' for what can be written.\n")]
    [TestCase(new string[0], "vmap: Required command was not provided.\nRun 'vmap --help' for what can be written.\n")]
    [TestCase(new[] { "show" }, "vmap: Required argument 'FILE' missing for command: 'show'.\nRun 'vmap show --help' for what can be written.\n")]
    [TestCase(new[] { "show", "a", "--frob" }, "vmap: Unrecognized command or argument '--frob'.\nRun 'vmap show --help' for what can be written.\n")]
    [TestCase(new[] { "run", "a", "--engine", "gpu" }, "vmap: --engine: expected jit or interpreter.\nRun 'vmap run --help' for what can be written.\n")]
    public void Wrong_usage_says_what_is_wrong_and_where_to_read_on(string[] words, string message)
    {
        using Tool tool = new();

        Assert.That(tool.Run(words), Is.EqualTo(new Tool.Result(2, "", message)));
    }

    [Test]
    public void A_file_that_is_not_there_is_named()
    {
        using Tool tool = new();

        Assert.That(tool.Run("show", "nothing.jaxpr"), Is.EqualTo(new Tool.Result(2, "", "vmap: nothing.jaxpr: there is no such file.\n")));
    }

    [Test]
    public void A_file_that_is_a_folder_is_named()
    {
        using Tool tool = new();

        Assert.That(tool.Run("show", "."), Is.EqualTo(new Tool.Result(2, "", "vmap: .: there is no such file.\n")));
    }

    [Test]
    public void What_is_no_program_is_told_with_line_and_column()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("bad.jaxpr", "{ lambda ; a:f32[3]. let\n    b:f32[3] = tanh c\n  in (b,) }").Run("show", "bad.jaxpr");

        Assert.That(result, Is.EqualTo(new Tool.Result(2, "", "vmap: bad.jaxpr: line 2, column 21: nothing before this binds 'c'.\n")));
    }

    [Test]
    public void Bytes_that_are_no_text_are_a_parse_error()
    {
        using Tool tool = new();
        File.WriteAllBytes(tool.PathOf("binary"), [0xFF, 0xFE, 0x00, 0x93, 0x4E]);

        Tool.Result result = tool.Run("show", "binary");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Error, Does.StartWith("vmap: binary: line 1, column 1: "));
        });
    }

    [Test]
    public void Nothing_is_coloured_where_nobody_looks()
    {
        using Tool tool = new();

        Tool.Result result = tool.With("a.jaxpr", Tool.Neuron).With("b.jaxpr", Tool.Neuron.Replace("tanh", "sin")).Run("diff", "a.jaxpr", "b.jaxpr");

        Assert.That(result.Output + result.Error, Does.Not.Contain('\e'));
    }
}
