using System.Text;
using Spectre.Console;

namespace Vmap.Cli.Conformance;

/// <summary>What came of many cases, by file and kind.</summary>
internal sealed class ConformanceReport
{
    private readonly List<(string File, string Id, string Kind, CaseResult Result)> _results = [];

    /// <summary>How many cases passed.</summary>
    public int Passed => _results.Count(r => r.Result.Passed);

    /// <summary>How many cases failed.</summary>
    public int Failed => _results.Count - Passed;

    /// <summary>What <c>--json</c> prints.</summary>
    internal sealed record Summary(int Passed, int Failed, Row[] Rows, Failure[] Failures);

    /// <summary>The cases of one file and kind.</summary>
    internal sealed record Row(string File, string Kind, int Passed, int Failed, Dictionary<string, int> Unsupported);

    /// <summary>A case that failed.</summary>
    internal sealed record Failure(string Id, string Kind, string File, string Reason);

    /// <summary>Adds a case.</summary>
    public void Add(string file, string id, string kind, CaseResult result) => _results.Add((file, id, kind, result));

    /// <summary>The results for programs to read.</summary>
    public Summary ToSummary() => new(Passed, Failed, [.. Rows()], [.. Failures()]);

    /// <summary>A table per file and kind, then the cases that failed and why, then the totals alone.</summary>
    public void Write(TextWriter output, bool colour, int width)
    {
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = colour ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colour ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        Table table = new() { Border = TableBorder.Simple };
        table.AddColumn("file");
        table.AddColumn("kind");
        table.AddColumn(new TableColumn("passed").RightAligned());
        table.AddColumn(new TableColumn("failed").RightAligned());
        table.AddColumn("unsupported, by op");
        foreach (Row row in Rows())
        {
            string unsupported = string.Join(", ", row.Unsupported.OrderByDescending(u => u.Value).Select(u => $"{u.Key} {u.Value}"));
            table.AddRow(new Text(row.File), new Text(row.Kind), new Text($"{row.Passed}"), new Text($"{row.Failed}", row.Failed > 0 ? new Style(Color.Red) : Style.Plain), new Text(unsupported));
        }
        if (_results.Count > 0) console.Write(table);
        foreach (Failure failure in Failures()) output.WriteLine($"{failure.Kind} {failure.Id}: {failure.Reason}");
        output.WriteLine($"{Passed} passed, {Failed} failed");
    }

    /// <summary>The report as a text without colours.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        using StringWriter writer = new(text);
        Write(writer, colour: false, width: 200);
        return text.ToString();
    }

    private IEnumerable<Row> Rows() => _results.GroupBy(r => (r.File, r.Kind)).Select(group => new Row(
        group.Key.File, group.Key.Kind, group.Count(r => r.Result.Passed), group.Count(r => !r.Result.Passed),
        group.Where(r => r.Result.Unsupported is not null).CountBy(r => r.Result.Unsupported!).ToDictionary()));

    private IEnumerable<Failure> Failures() => _results.Where(r => !r.Result.Passed).Select(r => new Failure(r.Id, r.Kind, r.File, r.Result.Reason));
}
