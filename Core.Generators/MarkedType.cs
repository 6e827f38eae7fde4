using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Core.Generators;

/// <summary>What is known of a [PyTree] type: the part to generate, or what is wrong with it, and the types to register for it.</summary>
internal sealed record MarkedType(TreePart? Part, EquatableArray<Problem> Problems, EquatableArray<string> Registrations)
{
    public static MarkedType Read(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        INamedTypeSymbol type = (INamedTypeSymbol)context.TargetSymbol;
        TreeShape shape = TreeShape.Of(type);
        cancellation.ThrowIfCancellationRequested();
        EquatableArray<Problem> problems = ProblemsOf(type, shape).ToEquatableArray();
        return problems.Count > 0
            ? new(null, problems, default)
            : new(TreePart.Of(type, shape), default, new RegistrationWalker(context.SemanticModel.Compilation).Add(type).ToEquatableArray());
    }

    /// <summary>Whether no part can be generated for the type.</summary>
    public static bool IsBroken(INamedTypeSymbol type) => ProblemsOf(type, TreeShape.Of(type)).Any();

    private static IEnumerable<Problem> ProblemsOf(INamedTypeSymbol type, TreeShape shape)
    {
        Location place = type.Locations[0];
        if (WrongKind(type) is var (reason, advice))
        {
            yield return new(Descriptors.WrongKind, place, NameOf(type), reason, advice);
            yield break;
        }
        if (type.ImplementsTree())
        {
            yield return new(Descriptors.WrittenByHand, place, NameOf(type));
            yield break;
        }
        if (!IsPartial(type)) yield return new(Descriptors.NotPartial, place, NameOf(type), TreePart.DeclarationOf(type));
        foreach (INamedTypeSymbol outer in type.ContainingTypes())
            if (!IsPartial(outer))
                yield return new(Descriptors.ContainerNotPartial, outer.Locations[0], NameOf(outer), NameOf(type), TreePart.DeclarationOf(outer));
        if (shape.Constructor is null)
        {
            IEnumerable<string> parameters = shape.All.Where(m => m.IsStored && !m.IsSettable).Select(ParameterFor);
            yield return new(Descriptors.NoConstructor, place, NameOf(type), $"{type.Name}({string.Join(", ", parameters)})");
            yield break;
        }
        foreach (TreeMember member in shape.Lost)
        {
            Location where = SymbolEqualityComparer.Default.Equals(member.Symbol.ContainingType, type) ? member.Symbol.Locations[0] : place;
            yield return new(Descriptors.LostArrays, where, NameOf(type), member.Symbol.Name, ParameterFor(member));
        }
    }

    private static (string Reason, string Advice)? WrongKind(INamedTypeSymbol type)
    {
        if (type.IsStatic) return ("it is static", "remove [PyTree]");
        if (type.IsAbstract) return ("it is abstract, so none can be made", "mark the types that derive from it [PyTree] instead");
        if (type.IsRefLikeType) return ("it is a ref struct", "write a struct or a record");
        bool isFileLocal = type.IsFileLocal || type.ContainingTypes().Any(outer => outer.IsFileLocal);
        return isFileLocal ? ("it is local to its file, which no generated part can be in", "remove 'file'") : null;
    }

    private static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences
        .Any(r => r.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static string NameOf(INamedTypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);

    private static string ParameterFor(TreeMember member)
    {
        string name = member.Symbol.Name;
        return $"{member.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} {char.ToLowerInvariant(name[0])}{name.Substring(1)}";
    }
}
