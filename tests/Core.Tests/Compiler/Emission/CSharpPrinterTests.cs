using System.Reflection;
using Core.Compiler.Emission;
using Core.Compiler.Loops;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Core.Tests.Compiler.Emission;

/// <summary>Kernels printed as C# compile and give the kernel's bits.</summary>
internal sealed class CSharpPrinterTests
{
    private static readonly MetadataReference[] References =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    [TestCase(16)]
    [TestCase(8)]
    [TestCase(4)]
    public void A_kernel_printed_as_CSharp_compiles_and_gives_the_same_bits(int lanes)
    {
        for (int seed = 0; seed < 8; seed++) KernelTests.Check(RandomLoops.Make(seed, lanes), CompileCSharp, seed);
    }

    private static unsafe Kernel CompileCSharp(LoopCode code)
    {
        string text = CSharpPrinter.Print(code);
        var compilation = CSharpCompilation.Create(
            $"printed{Guid.NewGuid():N}",
            [CSharpSyntaxTree.ParseText(text)],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release));
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        if (!result.Success) Assert.Fail(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)) + "\n" + text[..Math.Min(text.Length, 6000)]);
        MethodInfo run = Assembly.Load(stream.ToArray()).GetType("Kernel")!.GetMethod("Run")!;
        return new Kernel { Code = code, Method = run.CreateDelegate<KernelMethod>(), ScratchBytes = KernelCompiler.CompileNew(code).ScratchBytes };
    }
}
