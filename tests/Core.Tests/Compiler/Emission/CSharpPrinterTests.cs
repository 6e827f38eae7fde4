using Core.Compiler.Emission;
using Core.Compiler.Loops;

namespace Core.Tests.Compiler.Emission;

/// <summary>Kernels printed as C# compile and give the kernel's bits.</summary>
internal sealed class CSharpPrinterTests
{
    [TestCase(16)]
    [TestCase(8)]
    [TestCase(4)]
    public void A_kernel_printed_as_CSharp_compiles_and_gives_the_same_bits(int lanes)
    {
        for (int seed = 0; seed < 8; seed++) KernelTests.Check(RandomLoops.Make(seed, lanes), CompileCSharp, seed);
    }

    private static Kernel CompileCSharp(LoopCode code) =>
        new() { Code = code, Method = PrintedKernel.Compile(CSharpPrinter.Print(code)), ScratchBytes = KernelCompiler.CompileNew(code).ScratchBytes };
}
