using System.Collections.Immutable;
using Core.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Core.Tests.Generators;

/// <summary>Runs the generator over source text that refers to this library and .NET.</summary>
internal static class GeneratorRun
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => IsReference(Path.GetFileNameWithoutExtension(path)))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static bool IsReference(string assembly) =>
        assembly.Split('.')[0] is "System" or "netstandard" or "Core" or "Vmap" && assembly is not ("Core.Tests" or "Core.Generators");

    private const string Usings = "global using System; global using System.Collections.Generic; global using System.Linq;";

    public static CSharpCompilation Compilation(params string[] files) => CSharpCompilation.Create(
        "Program",
        [.. files.Prepend(Usings).Select((text, i) => CSharpSyntaxTree.ParseText(text, path: $"{i}.cs"))],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new PyTreeGenerator().AsSourceGenerator()],
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>A generated file, from source text that compiles with what is generated.</summary>
    public static string File(string name, string source)
    {
        ImmutableArray<GeneratedSourceResult> generated = Result(source, out ImmutableArray<Diagnostic> diagnostics);
        Assert.That(diagnostics, Is.Empty);
        return generated.Single(file => file.HintName == name).SourceText.ToString();
    }

    /// <summary>The statements that register types, from source text that compiles with what is generated.</summary>
    public static string[] Registrations(string source)
    {
        ImmutableArray<GeneratedSourceResult> generated = Result(source, out ImmutableArray<Diagnostic> diagnostics);
        Assert.That(diagnostics, Is.Empty);
        string file = generated.SingleOrDefault(file => file.HintName == "TreeTypes.g.cs").SourceText?.ToString() ?? "";
        const string core = "global::Core.";
        return [.. file.Split('\n').Select(line => line.Trim()).Where(line => line.StartsWith(core, StringComparison.Ordinal)).Select(line => line[core.Length..^3])];
    }

    /// <summary>What the generator complains about: <c>line,column: id: text</c>.</summary>
    public static string[] Complaints(string source)
    {
        ImmutableArray<Diagnostic> complaints = Driver().RunGenerators(Compilation(source)).GetRunResult().Diagnostics;
        return [.. complaints.Select(d => $"{d.Location.GetLineSpan().StartLinePosition}: {d.Id}: {d.GetMessage()}")];
    }

    private static ImmutableArray<GeneratedSourceResult> Result(string source, out ImmutableArray<Diagnostic> diagnostics)
    {
        GeneratorDriver driver = Driver()
            .RunGeneratorsAndUpdateCompilation(Compilation(source), out Compilation output, out ImmutableArray<Diagnostic> complaints);
        diagnostics = [.. complaints, .. output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning)];
        return driver.GetRunResult().Results.Single().GeneratedSources;
    }
}
