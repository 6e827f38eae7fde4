using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Core.Generators;

/// <summary>The members of a [PyTree] type, in order, and how it is made of them again.</summary>
internal sealed class TreeShape
{
    private TreeShape(IMethodSymbol? constructor, List<TreeMember> arguments, List<TreeMember> all)
    {
        (Constructor, Arguments, All) = (constructor, arguments, all);
        foreach (TreeMember member in all)
        {
            if (arguments.Contains(member)) continue;
            if (member.IsSettable) Initialized.Add(member);
            else if (member.IsStored && member.Type.HoldsArrays()) Lost.Add(member);
        }
    }

    /// <summary>The constructor that takes members; null where none does.</summary>
    public IMethodSymbol? Constructor { get; }

    /// <summary>The members that the constructor takes, in its order.</summary>
    public IReadOnlyList<TreeMember> Arguments { get; }

    /// <summary>All members that can be read.</summary>
    public IReadOnlyList<TreeMember> All { get; }

    /// <summary>The members that are set after the constructor.</summary>
    public List<TreeMember> Initialized { get; } = [];

    /// <summary>The members that hold arrays and cannot be set.</summary>
    public List<TreeMember> Lost { get; } = [];

    /// <summary>The children, in the order in which they are written and read.</summary>
    public IEnumerable<TreeMember> Children => Arguments.Concat(Initialized);

    public static TreeShape Of(INamedTypeSymbol type)
    {
        List<TreeMember> members = TreeMember.AllOf(type);
        if (PrimaryConstructor(type) is { } primary)
        {
            // Its parameters are properties, whatever their accessibility: the generated part stands inside the type.
            List<TreeMember> positions = [.. primary.Parameters.Select(p => members.Find(m => m.Symbol.Name == p.Name) ?? TreeMember.Of(p))];
            return new(primary, positions, members);
        }

        (IMethodSymbol Constructor, List<TreeMember> Arguments)? best = null;
        foreach (IMethodSymbol constructor in type.InstanceConstructors)
        {
            if (constructor.DeclaredAccessibility != Accessibility.Public || ArgumentsOf(constructor, members) is not { } arguments) continue;
            if (best is null || arguments.Count > best.Value.Arguments.Count) best = (constructor, arguments);
        }
        return new(best?.Constructor, best?.Arguments ?? [], members);
    }

    /// <summary>The constructor that a positional record has by its parameter list.</summary>
    private static IMethodSymbol? PrimaryConstructor(INamedTypeSymbol type) => type.InstanceConstructors.FirstOrDefault(constructor =>
        constructor.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is RecordDeclarationSyntax { ParameterList: not null }));

    /// <summary>The member that each parameter is the value of; null where one has none.</summary>
    private static List<TreeMember>? ArgumentsOf(IMethodSymbol constructor, List<TreeMember> members)
    {
        List<TreeMember> arguments = [];
        foreach (IParameterSymbol parameter in constructor.Parameters)
        {
            if (parameter.RefKind is not (RefKind.None or RefKind.In)) return null;
            TreeMember? match = members.Find(m => Matches(m, parameter, StringComparison.Ordinal))
                ?? members.Find(m => Matches(m, parameter, StringComparison.OrdinalIgnoreCase));
            if (match is null || arguments.Contains(match)) return null;
            arguments.Add(match);
        }
        return arguments;
    }

    private static bool Matches(TreeMember member, IParameterSymbol parameter, StringComparison comparison) =>
        string.Equals(member.Symbol.Name, parameter.Name, comparison) && SymbolEqualityComparer.Default.Equals(member.Type, parameter.Type);
}

/// <summary>A property or a field of a [PyTree] type.</summary>
/// <param name="Symbol">The property or the field.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsSettable">Whether an object initializer can set it.</param>
/// <param name="IsStored">Whether it is stored rather than computed.</param>
internal sealed record TreeMember(ISymbol Symbol, ITypeSymbol Type, bool IsSettable, bool IsStored)
{
    public static TreeMember Of(IParameterSymbol parameter) => new(parameter, parameter.Type, IsSettable: false, IsStored: true);

    /// <summary>The members that can be read and are public, or have to be set; those of base types first.</summary>
    public static List<TreeMember> AllOf(INamedTypeSymbol type)
    {
        List<List<TreeMember>> levels = [];
        HashSet<string> hidden = [];
        for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            List<TreeMember> members = [.. level.GetMembers().Select(Of).OfType<TreeMember>().Where(m => !hidden.Contains(m.Symbol.Name))];
            hidden.UnionWith(level.MemberNames);
            levels.Add(members);
        }
        return [.. Enumerable.Reverse(levels).SelectMany(members => members)];
    }

    private static TreeMember? Of(ISymbol symbol) => symbol switch
    {
        IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: { } getter } property when property.IsRequired || IsPublic(getter) =>
            new(property, property.Type, property.IsRequired || IsPublic(property.SetMethod), IsAutomatic(property)),
        IFieldSymbol { IsStatic: false, IsImplicitlyDeclared: false } field when field.IsRequired || IsPublic(field) =>
            new(field, field.Type, !field.IsReadOnly, IsStored: true),
        _ => null,
    };

    private static bool IsPublic(ISymbol? symbol) => symbol is { DeclaredAccessibility: Accessibility.Public };

    private static bool IsAutomatic(IPropertySymbol property) => property.ContainingType.GetMembers().OfType<IFieldSymbol>()
        .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
}
