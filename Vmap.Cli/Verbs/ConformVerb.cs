using System.CommandLine;
using System.Text.Json;
using Core;
using Vmap.Cli.Conformance;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap conform</c>: run recorded cases.</summary>
internal static class ConformVerb
{
    public static Command Create()
    {
        Argument<string[]> files = new("FILE") { Description = "Recorded cases: JSON lines, .jsonl or .jsonl.gz.", Arity = ArgumentArity.OneOrMore };
        Option<string?> only = new("--only") { Description = "Run only cases of these kinds: vmap, eval, grad.", HelpName = "KIND[,KIND]" };
        Option<string?> ops = new("--ops") { Description = "Run only cases all of whose primitives are named here.", HelpName = "OP[,OP]" };
        Option<string?> report = new("--report") { Description = "Write the report into a file as well.", HelpName = "OUT" };
        Option<bool> json = CommonOptions.Json();
        Option<string> engine = CommonOptions.Engine();
        return CommonOptions.Verb("conform", "Runs recorded cases: program text, batched program and outputs against JAX's. Exit code 1 if one fails.",
            "vmap conform cases/*.jsonl.gz --only vmap,eval --ops add,mul,tanh", [files, only, ops, report, json, engine], parsed =>
        {
            HashSet<string>? kinds = Set(parsed.GetValue(only)), known = Set(parsed.GetValue(ops));
            if (kinds?.Except(["vmap", "eval", "grad"]).FirstOrDefault() is { } wrong) throw new InputException($"--only: expected vmap, eval or grad, got '{wrong}'.");
            ConformanceReport results = new();
            foreach (string file in parsed.GetRequiredValue(files)) RunFile(file, kinds, known, Engines.Parse(parsed.GetValue(engine)!), results);
            if (parsed.GetValue(report) is { } path) File.WriteAllText(path, results.ToString());
            if (parsed.GetValue(json)) Console.Out.WriteLine(JsonSerializer.Serialize(results.ToSummary(), JsonText.Default.Summary));
            else results.Write(Console.Out, Terminal.ShowsColour, Console.IsOutputRedirected ? 200 : Console.WindowWidth);
            return results.Failed == 0 ? Program.Exit.Done : Program.Exit.Differs;
        });
    }

    /// <summary>Runs the cases of a file, several at a time, and reports them in their order.</summary>
    private static void RunFile(string file, HashSet<string>? kinds, HashSet<string>? known, Engine engine, ConformanceReport results)
    {
        string name = Path.GetFileName(file);
        int done = 0;
        var finished = RecordedCase.Read(file).AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered).Select(lazy =>
        {
            RecordedCase recorded = lazy.Value;
            bool wanted = kinds?.Contains(recorded.Kind) != false && (known is null || recorded.Primitives.All(known.Contains));
            return wanted ? (recorded.Id, recorded.Kind, Result: CaseRunner.Run(recorded, engine)) : default((string Id, string Kind, CaseResult Result)?);
        });
        try
        {
            foreach (var one in finished)
            {
                if (one is not { } result) continue;
                results.Add(name, result.Id, result.Kind, result.Result);
                if (Terminal.ShowsProgress && ++done % 10 == 0) Terminal.ShowProgress($"{name}: {done} cases, {results.Failed} failed so far");
            }
        }
        catch (AggregateException e) when (e.InnerException is InputException inner)
        {
            throw inner;
        }
        Terminal.ShowProgress("");
    }

    private static HashSet<string>? Set(string? list) => list is null ? null : [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
