using System.Reflection;
using Core.Ir;

namespace Core.Tests.House;

/// <summary>The assemblies of the package, in the order in which they build on each other.</summary>
internal static class Libraries
{
    public static IReadOnlyList<Assembly> All { get; } =
    [
        typeof(ArrayData).Assembly, typeof(Op).Assembly, Assembly.Load("Core.Kernels"), Assembly.Load("Core.Interpreter"),
        typeof(NdArray).Assembly, Assembly.Load("Core.Batching"), Assembly.Load("Core.Autodiff"), typeof(CompiledProgram).Assembly, typeof(Transforms).Assembly,
    ];

    /// <summary>A text that lies beside these tests.</summary>
    public static string Resource(string name)
    {
        using Stream stream = typeof(Libraries).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing.");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
