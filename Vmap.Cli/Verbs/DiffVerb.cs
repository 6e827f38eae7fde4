using System.CommandLine;
using System.Text.Json;
using Core;

namespace Vmap.Cli.Verbs;

/// <summary><c>vmap diff</c>: are two programs the same?</summary>
internal static class DiffVerb
{
    public static Command Create()
    {
        Argument<string> left = new("A") { Description = "A program; - reads it from standard input." }, right = new("B") { Description = "Another program." };
        Option<bool> json = CommonOptions.Json();
        return CommonOptions.Verb("diff", "Says whether two programs are the same up to the names of variables and functions, or how they differ (exit code 1).",
            "vmap diff by-hand.jaxpr batched.jaxpr", [left, right, json], parsed =>
        {
            Jaxpr a = ProgramFile.Read(parsed.GetRequiredValue(left)), b = ProgramFile.Read(parsed.GetRequiredValue(right));
            bool same = a.Equals(b, Compare.UpToNames);
            string text = Jaxpr.Diff(a, b);
            Console.Out.WriteLine(parsed.GetValue(json) ? JsonSerializer.Serialize(new Result(same, text), JsonText.Default.Result) : Coloured(text));
            return same ? Program.Exit.Done : Program.Exit.Differs;
        });
    }

    /// <summary>What <c>--json</c> prints.</summary>
    internal sealed record Result(bool Same, string Diff);

    /// <summary>Steps of one side only in red and green, others that differ in yellow, on a terminal that shows colours.</summary>
    private static string Coloured(string text) => !Terminal.ShowsColour ? text : string.Join('\n', text.Split('\n').Select(line => line switch
    {
        ['<', ..] => $"\e[31m{line}\e[0m",
        ['>', ..] => $"\e[32m{line}\e[0m",
        ['~', ..] => $"\e[33m{line}\e[0m",
        _ => line,
    }));
}
