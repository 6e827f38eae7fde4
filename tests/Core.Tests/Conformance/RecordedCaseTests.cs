using System.Text.RegularExpressions;
using Vmap.Cli.Conformance;

namespace Core.Tests.Conformance;

/// <summary>
/// Recorded programs with what JAX made of them: text, batched program, outputs. The cases under <c>tests/conformance</c> are all of kind vmap and eval
/// whose ops are supported; those that cannot pass are listed, with the reason, in <c>docs/conformance.md</c>.
/// </summary>
public partial class RecordedCaseTests
{
    private static string Folder => Path.Combine(AppContext.BaseDirectory, "conformance");

    [TestCase("api_test", 7)]
    [TestCase("batching_test", 164)]
    [TestCase("core_test", 1)]
    [TestCase("fft_test", 1)]
    [TestCase("fuzz", 195)]
    [TestCase("lax_control_flow_test", 18)]
    [TestCase("lax_numpy_indexing_test", 12)]
    [TestCase("lax_numpy_operators_test", 377)]
    [TestCase("lax_numpy_reducers_test", 208)]
    [TestCase("lax_numpy_test", 167)]
    [TestCase("lax_numpy_ufuncs_test", 33)]
    [TestCase("lax_scipy_special_functions_test", 89)]
    [TestCase("lax_scipy_test", 6)]
    [TestCase("lax_test", 225)]
    [TestCase("lax_vmap_op_test", 761)]
    [TestCase("lax_vmap_test", 294)]
    [TestCase("linalg_test", 83)]
    [TestCase("pmap_test", 2)]
    [TestCase("scipy_signal_test", 1)]
    [TestCase("scipy_spatial_test", 20)]
    [TestCase("scipy_stats_test", 120)]
    [TestCase("seeds", 70)]
    public void Every_case_passes_but_those_that_cannot(string file, int count)
    {
        HashSet<string> exceptions = Exceptions();
        var results = RecordedCase.Read(Path.Combine(Folder, file + ".jsonl.gz")).AsParallel().AsOrdered()
            .Select(recorded => (recorded.Value.Id, Result: CaseRunner.Run(recorded.Value))).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(results, Has.Count.EqualTo(count));
            Assert.That(results.Where(r => !r.Result.Passed && !exceptions.Contains(r.Id)).Select(r => $"{r.Id}: {r.Result.Reason}"), Is.Empty);
        });
    }

    [Test]
    public void Every_file_of_cases_is_run()
    {
        IEnumerable<object?> run = typeof(RecordedCaseTests).GetMethod(nameof(Every_case_passes_but_those_that_cannot))!
            .GetCustomAttributes(typeof(TestCaseAttribute), false).Select(attribute => ((TestCaseAttribute)attribute).Arguments[0] + ".jsonl.gz");

        Assert.That(Directory.GetFiles(Folder).Select(Path.GetFileName), Is.EquivalentTo(run));
    }

    [Test]
    public void Cases_that_cannot_pass_fail_for_the_reason_that_is_given()
    {
        HashSet<string> exceptions = Exceptions();
        var reasons = Directory.GetFiles(Folder).SelectMany(RecordedCase.Read).Select(recorded => recorded.Value).Where(recorded => exceptions.Contains(recorded.Id))
            .Select(recorded => CaseRunner.Run(recorded).Reason).ToList();

        Assert.Multiple(() =>
        {
            Assert.That(reasons, Has.Count.EqualTo(exceptions.Count));
            Assert.That(reasons, Is.All.AnyOf(
                "JaxprException: the value of the program's constant, of type f32[2], is not known; give it with WithConstants.",
                "JaxprException: the value of the program's constant, of type f64[2], is not known; give it with WithConstants."));
        });
    }

    /// <summary>The ids that <c>docs/conformance.md</c> lists.</summary>
    private static HashSet<string> Exceptions() =>
        [.. ListedId().Matches(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "conformance.md"))).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"^\* `(.+?)`", RegexOptions.Multiline)]
    private static partial Regex ListedId();
}
