using Microsoft.CodeAnalysis;

namespace Core.Generators;

/// <summary>Recognizes the library's types, by name: looking them up in each compilation would cost more.</summary>
internal static class CoreTypes
{
    public const string Attribute = "Core.PyTreeAttribute";

    public static bool IsInCore(this ISymbol symbol) => symbol.ContainingNamespace is { Name: "Core", ContainingNamespace.IsGlobalNamespace: true };

    public static bool IsNdArray(this ITypeSymbol type) => type is { Name: "NdArray", ContainingType: null } && type.IsInCore();

    /// <summary>Whether the type is marked [PyTree].</summary>
    public static bool IsMarked(this INamedTypeSymbol type) =>
        type.GetAttributes().Any(a => a.AttributeClass is { Name: "PyTreeAttribute" } attribute && attribute.IsInCore());

    /// <summary>Whether the type implements IPyTree of itself, in code that is there already.</summary>
    public static bool ImplementsTree(this INamedTypeSymbol type) => type.AllInterfaces.Any(i =>
        i.MetadataName == "IPyTree`1" && i.IsInCore() && SymbolEqualityComparer.Default.Equals(i.TypeArguments[0], type));

    /// <summary>Whether values of the type can hold arrays that make them trees.</summary>
    public static bool HoldsArrays(this ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType.HoldsArrays(),
        // A function is a constant, whatever its parameters.
        INamedTypeSymbol { TypeKind: TypeKind.Delegate } => false,
        INamedTypeSymbol named => named.IsNdArray() || named.IsMarked() || named.ImplementsTree() || named.TypeArguments.Any(HoldsArrays),
        _ => false,
    };

    /// <summary>The types around a type, the innermost first.</summary>
    public static IEnumerable<INamedTypeSymbol> ContainingTypes(this INamedTypeSymbol type)
    {
        for (INamedTypeSymbol? outer = type.ContainingType; outer is not null; outer = outer.ContainingType) yield return outer;
    }

    /// <summary>Whether the type stands directly in a namespace.</summary>
    public static bool IsIn(this INamedTypeSymbol type, string nameSpace) =>
        type.ContainingType is null && type.ContainingNamespace.ToDisplayString() == nameSpace;
}
