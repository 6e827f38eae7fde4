using System.Reflection;
using Core.Compiler.Emission;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Core.Tests.Compiler.Emission;

/// <summary>Kernels printed as C#, read by its compiler.</summary>
internal static class PrintedKernel
{
    private const int ShownErrors = 5, ShownText = 6000;

    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    /// <summary>The method of a kernel.</summary>
    public static KernelMethod Compile(string text)
    {
        var compilation = CSharpCompilation.Create(
            $"printed{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(text)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        using MemoryStream stream = new();
        var result = compilation.Emit(stream);
        if (!result.Success) Assert.Fail(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(ShownErrors)) + "\n" + text[..Math.Min(text.Length, ShownText)]);
        return Assembly.Load(stream.ToArray()).GetType("Kernel")!.GetMethod("Run")!.CreateDelegate<KernelMethod>();
    }
}
