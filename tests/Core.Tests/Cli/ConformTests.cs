using System.IO.Compression;
using System.Text;

namespace Core.Tests.Cli;

[Parallelizable(ParallelScope.All)]
public class ConformTests
{
    private static readonly string Seeds = Path.Combine(AppContext.BaseDirectory, "conformance", "seeds.jsonl.gz");

    [Test]
    public void The_totals_stand_alone_on_the_last_line()
    {
        using Tool tool = new();

        Tool.Result result = tool.Run("conform", Seeds, "--only", "vmap,eval");

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.Zero);
            Assert.That(result.Output, Does.EndWith("\n70 passed, 0 failed\n"));
            Assert.That(result.Error, Is.Empty);
        });
    }

    [Test]
    public void A_case_whose_program_is_not_what_was_recorded_fails_with_its_id_and_the_line()
    {
        using Tool tool = new();
        string cases = Text(Seeds), first = cases[..cases.IndexOf('\n')];
        string broken = first.Replace("in (", "in  (", StringComparison.Ordinal);

        Tool.Result result = tool.With("broken.jsonl", broken + "\n").Run("conform", "broken.jsonl");

        Assert.Multiple(() =>
        {
            Assert.That(broken, Is.Not.EqualTo(first));
            Assert.That(result.ExitCode, Is.EqualTo(1));
            Assert.That(result.Output, Does.Match(@"\n(vmap|eval) .+: text: line \d+ is '.*', expected '.*'\n0 passed, 1 failed\n$"));
        });
    }

    [Test]
    public void Ops_choose_the_cases_all_of_whose_primitives_are_named()
    {
        using Tool tool = new();

        Tool.Result result = tool.Run("conform", Seeds, "--ops", "add");

        Assert.That(result.Output, Does.Match(@"\n[1-9]\d? passed, 0 failed\n$").And.Not.Contain("70 passed"));
    }

    [Test]
    public void The_report_is_written_and_JSON_holds_the_totals()
    {
        using Tool tool = new();

        Tool.Result result = tool.Run("conform", Seeds, "--report", "report.txt", "--json");

        Assert.Multiple(() =>
        {
            Assert.That(File.ReadAllText(tool.PathOf("report.txt")).TrimEnd(), Does.EndWith("70 passed, 0 failed"));
            Assert.That(result.Output, Does.StartWith("{\"passed\":70,\"failed\":0,"));
        });
    }

    [TestCase("nothing.jsonl", "vmap: nothing.jsonl: there is no such file.\n")]
    [TestCase("empty.jsonl.gz", "vmap: empty.jsonl.gz: ")]
    [TestCase("text.jsonl", "vmap: text.jsonl: line 1 is no recorded case: 'h' is an invalid start of a value.\n")]
    public void Files_that_hold_no_cases_are_told(string file, string message)
    {
        using Tool tool = new();
        tool.With("empty.jsonl.gz", "no zip").With("text.jsonl", "hello\n");

        Tool.Result result = tool.Run("conform", file);

        Assert.Multiple(() =>
        {
            Assert.That(result.ExitCode, Is.EqualTo(2));
            Assert.That(result.Error, Does.StartWith(message));
            Assert.That(result.Error, Does.Not.Contain("   at "));
        });
    }

    private static string Text(string path)
    {
        using GZipStream stream = new(File.OpenRead(path), CompressionMode.Decompress);
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
