using System.Reflection;
using System.Text.RegularExpressions;
using Vmap.Cli.Conformance;

namespace Core.Tests.Conformance;

/// <summary>Files of recorded cases, and which of them cannot pass: the ids in <c>docs/conformance.md</c>.</summary>
/// <param name="folder">Where the files are, beside the tests.</param>
/// <param name="bullet">What stands before the ids in the document.</param>
internal sealed class RecordedFiles(string folder, char bullet)
{
    private readonly string _folder = Path.Combine(AppContext.BaseDirectory, folder);

    /// <summary>All cases of a file pass, but those that are listed.</summary>
    public void Pass(string file, int count) => Pass(Path.Combine(_folder, file + ".jsonl.gz"), count, Listed());

    /// <summary>All cases of a file pass, but some.</summary>
    public static void Pass(string path, int count, HashSet<string> exceptions)
    {
        var results = RecordedCase.Read(path).AsParallel().AsOrdered().Select(recorded => (recorded.Value.Id, Result: CaseRunner.Run(recorded.Value))).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(results, Has.Count.EqualTo(count));
            Assert.That(results.Where(r => !r.Result.Passed && !exceptions.Contains(r.Id)).Select(r => $"{r.Id}: {r.Result.Reason}"), Is.Empty);
        });
    }

    /// <summary>A test has a <c>[TestCase("file", count)]</c> for every file.</summary>
    public void AreAllRun(Delegate test)
    {
        IEnumerable<string> run = test.Method.GetCustomAttributes<TestCaseAttribute>().Select(attribute => attribute.Arguments[0] + ".jsonl.gz");

        Assert.That(Directory.GetFiles(_folder).Select(Path.GetFileName), Is.EquivalentTo(run));
    }

    /// <summary>The cases that are listed fail, for a reason that is known.</summary>
    public void FailAsListed(Regex knownReason)
    {
        HashSet<string> listed = Listed();
        var results = Directory.GetFiles(_folder).SelectMany(RecordedCase.Read).Select(recorded => recorded.Value).Where(recorded => listed.Contains(recorded.Id))
            .Select(recorded => $"{recorded.Id}: {CaseRunner.Run(recorded).Reason}").ToList();

        Assert.Multiple(() =>
        {
            Assert.That(results, Has.Count.EqualTo(listed.Count));
            Assert.That(results.Where(result => !knownReason.IsMatch(result)), Is.Empty);
        });
    }

    private HashSet<string> Listed() =>
        [.. Regex.Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "conformance.md")), $"^{Regex.Escape($"{bullet}")} `(.+?)`", RegexOptions.Multiline).Select(match => match.Groups[1].Value)];
}
