using System.Diagnostics;
using System.Text;

namespace Core.Tests.Cli;

/// <summary>Runs the <c>vmap</c> tool as a user does: another process, in a folder of its own.</summary>
internal sealed class Tool : IDisposable
{
    /// <summary>tanh(w·x + b) for one example.</summary>
    public const string Neuron = """
        { lambda ; a:f32[3] b:f32[] c:f32[3]. let
            d:f32[] = dot_general[
              dimension_numbers=(([0], [0]), ([], []))
              preferred_element_type=float32
            ] a c
            e:f32[] = add d b
            f:f32[] = tanh e
          in (f,) }
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vmap-tool");

    /// <summary>What came of a run.</summary>
    public sealed record Result(int ExitCode, string Output, string Error);

    /// <summary>Writes a file into the folder.</summary>
    public Tool With(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return this;
    }

    /// <summary>Writes an array into the folder.</summary>
    public Tool With(string name, NdArray array)
    {
        Npy.Save(PathOf(name), array.Data());
        return this;
    }

    /// <summary>Where a file of the folder is.</summary>
    public string PathOf(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>Runs the tool with these words.</summary>
    public Result Run(params string[] words) => RunWith("", words);

    /// <summary>Runs the tool with these words and a text on standard input.</summary>
    public Result RunWith(string input, params string[] words)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Vmap.Cli.dll"), .. words])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            WorkingDirectory = _folder.FullName,
        };
        using Process process = Process.Start(start)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new(process.ExitCode, output.Result.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
