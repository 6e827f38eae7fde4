using Microsoft.CodeAnalysis;

namespace Core.Generators;

/// <summary>What can be wrong with a [PyTree] type; each text says what to write instead.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor NotPartial = Error(
        "VMAP001",
        "A [PyTree] type must be partial",
        "'{0}' is marked [PyTree], so the part that makes it a tree is generated; for that it must be partial: write 'partial {1}'");

    public static readonly DiagnosticDescriptor ContainerNotPartial = Error(
        "VMAP002",
        "A type that contains a [PyTree] type must be partial",
        "'{0}' contains the [PyTree] type '{1}', whose generated part stands inside it; for that it must be partial: write 'partial {2}'");

    public static readonly DiagnosticDescriptor NoConstructor = Error(
        "VMAP003",
        "A [PyTree] type needs a constructor that takes its members",
        "'{0}' cannot be made of its members again: none of its public constructors takes only values of public properties or fields, "
        + "under their names and with their types; write one: 'public {1}'");

    public static readonly DiagnosticDescriptor LostArrays = Error(
        "VMAP004",
        "A member of a [PyTree] type that holds arrays must be settable",
        "'{0}.{1}' holds arrays, but nothing can set it, so they would be lost; give it an 'init' accessor, or the constructor a parameter '{2}'");

    public static readonly DiagnosticDescriptor WrongKind = Error(
        "VMAP005",
        "This kind of type cannot be a [PyTree]",
        "'{0}' cannot be a tree, because {1}; {2}");

    public static readonly DiagnosticDescriptor WrittenByHand = Error(
        "VMAP006",
        "A [PyTree] type implements IPyTree itself",
        "'{0}' implements IPyTree<{0}> itself, which [PyTree] would do a second time; remove [PyTree], or the implementation");

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Vmap", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
