using System.Text;
using Core.Compiler.Loops;

namespace Core.Compiler.Emission;

/// <summary>Loop code as C# that compiles by itself and gives the kernel's bits.</summary>
internal static class CSharpPrinter
{
    /// <summary>A file with the class <c>Kernel</c>, whose method <c>Run</c> is the kernel, and the helpers that it calls.</summary>
    public static string Print(LoopCode code)
    {
        VectorSet vectors = VectorSet.For(code.Lanes);
        var writer = new CSharpWriter(vectors);
        new LoopEmitter(code, writer, vectors).Emit();
        var usings = new SortedSet<string>
        {
            "using System;", "using System.Collections.Generic;", "using System.Runtime.Intrinsics;", "using System.Runtime.Intrinsics.X86;", "using Core;",
        };
        foreach (var method in code.Methods)
        {
            if (method.DeclaringType?.Namespace is { Length: > 0 } space) usings.Add($"using {space};");
        }
        var text = new StringBuilder();
        text.Append("internal static unsafe class Kernel\n{\n");
        text.Append("    /// <summary>Scratch memory: ").Append(vectors.Lanes).Append(" lanes; the loop from begin to end.</summary>\n");
        text.Append("    public static void Run(byte** buffers, byte* scratch, long begin, long end)\n    {\n").Append(writer.Text).Append("    }\n}\n");
        foreach (string helper in Needed(writer.Helpers))
        {
            foreach (string name in Resources(helper))
            {
                text.Append('\n');
                using var reader = new StreamReader(typeof(CSharpPrinter).Assembly.GetManifestResourceStream(name)!);
                while (reader.ReadLine() is { } line)
                {
                    if (line.StartsWith("using ", StringComparison.Ordinal)) usings.Add(line);
                    else if (!line.StartsWith("namespace ", StringComparison.Ordinal)) text.Append(line).Append('\n');
                }
            }
        }
        return string.Join('\n', usings) + "\n\n" + text;
    }

    // Helpers for wide vectors call those for narrower ones.
    private static SortedSet<string> Needed(SortedSet<string> helpers)
    {
        var needed = new SortedSet<string>(helpers);
        if (needed.Contains("Lanes512")) needed.Add("Lanes256");
        return needed;
    }

    private static IEnumerable<string> Resources(string helper) =>
        typeof(CSharpPrinter).Assembly.GetManifestResourceNames().Where(name => name == helper + ".cs" || name.StartsWith(helper + ".", StringComparison.Ordinal)).Order();
}
