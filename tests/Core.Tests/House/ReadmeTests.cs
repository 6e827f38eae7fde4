using System.Text.RegularExpressions;
using Core.Tests.Cli;

namespace Core.Tests.House;

/// <summary>What the README and the page of derivatives show is what there is.</summary>
public partial class ReadmeTests
{
    private static readonly string[] Pages = ["README.md", "docs/derivatives.md"];

    private static readonly string Text = string.Concat(Pages.Select(Repository.Read));

    private static IEnumerable<TestCaseData> Blocks(Regex pattern) =>
        pattern.Matches(Text).Select((match, i) => new TestCaseData(match.Groups[1].Value, match.Groups[2].Value).SetArgDisplayNames(match.Groups[1].Value, $"{i}"));

    private static IEnumerable<TestCaseData> Code() => Blocks(CodeBlock());

    private static IEnumerable<TestCaseData> Outputs() => Blocks(OutputBlock());

    private static IEnumerable<TestCaseData> Commands() => ConsoleBlock().Matches(Text).SelectMany(block => Command().Matches(block.Groups[1].Value + "\n"))
        .Select(match => new TestCaseData(match.Groups[1].Value, match.Groups[2].Value).SetArgDisplayNames(match.Groups[1].Value));

    [TestCaseSource(nameof(Code))]
    public void Code_stands_in_the_sample(string sample, string code) => Assert.That(Lines(Repository.Read($"samples/{sample}/Program.cs")), Does.Contain(Lines(code)));

    [TestCaseSource(nameof(Outputs))]
    public void Output_is_what_the_sample_prints(string sample, string output) => Assert.That(Lines(Repository.OutputOf(sample)), Does.Contain(Lines(output)));

    [TestCaseSource(nameof(Commands))]
    public void Commands_print_what_is_shown(string command, string output)
    {
        using Tool tool = new();
        foreach (string program in Repository.Files("*.jaxpr").Where(path => path.StartsWith("samples/programs/", StringComparison.Ordinal)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(tool.PathOf(program))!);
            tool.With(program, Repository.Read(program));
        }

        Tool.Result result = tool.Run([.. Word().Matches(command).Skip(1).Select(word => word.Value.Trim('\''))]);

        Assert.That(result, Is.EqualTo(new Tool.Result(0, output, "")));
    }

    [Test]
    public void Every_sample_is_shown_with_its_code_and_its_output()
    {
        string[] samples = [.. Repository.Files("Program.cs").Where(path => path.StartsWith("samples/", StringComparison.Ordinal)).Select(path => path.Split('/')[1])];

        Assert.Multiple(() =>
        {
            Assert.That(Code().Select(c => c.Arguments[0]).Distinct(), Is.EquivalentTo(samples));
            Assert.That(Outputs().Select(c => c.Arguments[0]).Distinct(), Is.EquivalentTo(samples));
            Assert.That(Commands().ToList(), Is.Not.Empty);
        });
    }

    [TestCaseSource(nameof(Pages))]
    public void Links_lead_to_files_that_are_there(string page) => Assert.That(
        Link().Matches(Repository.Read(page)).Select(match => match.Groups[1].Value).Where(path => !File.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(page)!, path))),
        Is.Empty);

    private static string Lines(string text) => $"\n{text.Trim('\n')}\n";

    [GeneratedRegex(@"<!-- samples/(\w+)/Program\.cs -->\n```csharp\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"<!-- output of samples/(\w+) -->\n```text\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex OutputBlock();

    [GeneratedRegex(@"```console\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex ConsoleBlock();

    [GeneratedRegex(@"^\$ (.+)\n((?:(?!\$ ).*\n)*)", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"'[^']*'|[^\s']+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\]\((?!http)([^)#]+)\)")]
    private static partial Regex Link();
}
