using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Core.Generators;

/// <summary>The functions of the library that take trees, at whose calls the types of trees are seen.</summary>
public static class TreeVerbs
{
    /// <summary>
    /// Their names, but for those in PyTree. Calls are found by name, because asking the compiler what every call in a program means would be
    /// slow.
    /// </summary>
    public static ImmutableHashSet<string> Names { get; } =
        ["Trace", "Invoke", "Print", "ToJaxpr", "Explain", "ToCSharp", "Cond", "Switch", "While", "Fori", "Scan", "Map", "AssociativeScan", "CustomVmap", "Jvp", "Vjp", "Linearize", "Grad",
            "ValueAndGrad", "Jacfwd", "Jacrev", "Hessian", "StopGradient", "Sgd", "MomentumInit", "Momentum", "AdamInit", "Adam", "AdamW", "GlobalNorm", "ClipByGlobalNorm",
            "ClipByValue", "CustomJvp", "CustomVjp", "Checkpoint", "CheckpointName", "CheckGrads"];

    /// <summary>Whether a node looks like a call of one.</summary>
    internal static bool IsCall(SyntaxNode node) => node is InvocationExpressionSyntax { Expression: { } called } &&
        (Names.Contains(NameOf(called) ?? "") || (called is MemberAccessExpressionSyntax { Expression: { } owner } && NameOf(owner) == "PyTree"));

    /// <summary>What to register for a call; nothing if it calls something else.</summary>
    internal static EquatableArray<string> Registrations(GeneratorSyntaxContext context, CancellationToken cancellation)
    {
        if (context.SemanticModel.GetSymbolInfo(context.Node, cancellation).Symbol is not IMethodSymbol method) return default;
        return IsVerb(method) ? new RegistrationWalker(context.SemanticModel.Compilation).Add(method).ToEquatableArray() : default;
    }

    // A function that is not generic takes arrays but no trees.
    private static bool IsVerb(IMethodSymbol method) => method.IsGenericMethod && method.ContainingType is { } type && type.IsInCore();

    private static string? NameOf(ExpressionSyntax expression) => expression switch
    {
        SimpleNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
        MemberBindingExpressionSyntax member => member.Name.Identifier.ValueText,
        _ => null,
    };
}
