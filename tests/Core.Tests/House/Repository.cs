using System.Diagnostics;

namespace Core.Tests.House;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A file as text, with the line ends of this project.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path)).ReplaceLineEndings("\n");

    /// <summary>The C# files that people wrote, as paths from the root.</summary>
    public static IEnumerable<string> SourceFiles() => Files("*.cs");

    /// <summary>Files of a name, those that are built left out, as paths from the root.</summary>
    public static IEnumerable<string> Files(string pattern) => Directory.EnumerateFiles(Root, pattern, SearchOption.AllDirectories)
        .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(path => !path.StartsWith("artifacts/", StringComparison.Ordinal) && !path.Split('/').Any(part => part is "bin" or "obj" || part.StartsWith('.')));

    /// <summary>What a sample prints.</summary>
    public static string OutputOf(string sample)
    {
        // The samples are built into the folder beside that of the tests, in the same configuration.
        DirectoryInfo own = new(AppContext.BaseDirectory);
        string program = Path.Combine(own.Parent!.Parent!.FullName, sample, own.Name, sample + ".dll");
        DirectoryInfo folder = Directory.CreateTempSubdirectory("vmap-sample");
        try
        {
            ProcessStartInfo start = new("dotnet", [program])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = System.Text.Encoding.UTF8,
                WorkingDirectory = folder.FullName,
            };
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.That(process.ExitCode, Is.Zero, error.Result);
            return output.ReplaceLineEndings("\n");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Vmap.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must lie below the folder of Vmap.sln.");
    }
}
