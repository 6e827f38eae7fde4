namespace Core.Tests;

/// <summary>Files of golden texts: entries that start with <c># name</c>.</summary>
internal static class GoldenFile
{
    /// <summary>The entries of a file under <c>goldens/</c>, in order.</summary>
    public static Dictionary<string, string> Read(string file)
    {
        Dictionary<string, string> entries = [];
        string? name = null;
        List<string> lines = [];
        foreach (string line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "goldens", file)))
        {
            if (!line.StartsWith("# ", StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }
            if (name is not null) entries.Add(name, string.Join('\n', lines));
            (name, lines) = (line[2..], []);
        }
        if (name is not null) entries.Add(name, string.Join('\n', lines));
        return entries;
    }
}
