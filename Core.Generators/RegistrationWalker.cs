using Microsoft.CodeAnalysis;

namespace Core.Generators;

/// <summary>Finds the containers, trees and constants in types, and writes the calls that make them known.</summary>
internal sealed class RegistrationWalker(Compilation compilation)
{
    // Types that contain ever larger ones (Nest<T> with a member Nest<List<T>>) end somewhere.
    private const int MaxDepth = 32;

    private const string Collections = "System.Collections.Generic";

    private static readonly HashSet<string> ListInterfaces =
        ["IEnumerable`1", "ICollection`1", "IReadOnlyCollection`1", "IList`1", "IReadOnlyList`1"];

    private static readonly HashSet<string> DictionaryTypes = ["Dictionary`2", "IDictionary`2", "IReadOnlyDictionary`2"];

    // Tuples without the names of their items, which make no other type.
    private static readonly SymbolDisplayFormat TypeName = SymbolDisplayFormat.FullyQualifiedFormat.WithMiscellaneousOptions(
        SymbolDisplayFormat.FullyQualifiedFormat.MiscellaneousOptions | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly SortedSet<string> _calls = new(StringComparer.Ordinal);

    /// <summary>The calls for a type and all types in it, in order.</summary>
    public IEnumerable<string> Add(ITypeSymbol type)
    {
        Visit(type, 0);
        return _calls;
    }

    /// <summary>The calls for the types that a generic method of the library is called with, in order.</summary>
    public IEnumerable<string> Add(IMethodSymbol method)
    {
        for (int i = 0; i < method.TypeArguments.Length; i++)
        {
            if (IsForTrees(method.TypeParameters[i])) Visit(method.TypeArguments[i], 0);
            else VisitFunction(method.TypeArguments[i]);
        }
        // In PyTree, all trees are type arguments, and functions are not traced.
        if (method.ContainingType.Name == "PyTree") return _calls;
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (IsForTrees(parameter.OriginalDefinition.Type)) continue;
            VisitFunction(parameter.Type);
            AddFunction(parameter.Type);
        }
        // What a result has that no argument has, such as the tuple of a loop's results.
        if (method.ReturnType.HoldsArrays()) Visit(method.ReturnType, 0);
        else VisitFunction(method.ReturnType);
        return _calls;
    }

    /// <summary>Whether a type is a parameter for trees, where a function is a constant; one for functions is constrained to them.</summary>
    private static bool IsForTrees(ITypeSymbol type) => type is ITypeParameterSymbol { ConstraintTypes.Length: 0 };

    /// <summary>What a function, traced or not, takes and returns.</summary>
    private void VisitFunction(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Delegate, DelegateInvokeMethod: { } invoke })
        {
            foreach (IParameterSymbol parameter in invoke.Parameters) Visit(parameter.Type, 0);
            Visit(invoke.ReturnType, 0);
        }
        else if (type is INamedTypeSymbol { Name: "Traced" } traced && traced.IsInCore())
        {
            foreach (ITypeSymbol function in traced.TypeArguments) VisitFunction(function);
        }
    }

    private void AddFunction(ITypeSymbol type)
    {
        IMethodSymbol? invoke = (type as INamedTypeSymbol)?.DelegateInvokeMethod;
        if (invoke is not { ReturnsVoid: false, Parameters: { Length: <= 8 } parameters }) return;
        ITypeSymbol[] types = [.. parameters.Select(p => p.Type), invoke.ReturnType];
        if (parameters.All(p => p.RefKind == RefKind.None) && types.All(IsNameable)) _calls.Add($"TracedFunctions.Register<{Names(types)}>()");
    }

    private void Visit(ITypeSymbol type, int depth)
    {
        if (depth > MaxDepth || type.IsNdArray() || !_seen.Add(type)) return;
        (string? method, ITypeSymbol[] arguments, IEnumerable<ITypeSymbol> inner) = KindOf(type);
        if (method is not null && IsNameable(type)) _calls.Add($"PyTree.Register{method}<{Names(arguments)}>()");
        foreach (ITypeSymbol child in inner) Visit(child, depth + 1);
    }

    /// <summary>Which method registers a type, its type arguments, and the types that values of the type contain.</summary>
    private static (string? Method, ITypeSymbol[] Arguments, IEnumerable<ITypeSymbol> Inner) KindOf(ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol array)
            return array.IsSZArray ? ("Array", [array.ElementType], [array.ElementType]) : (IsConstant(type) ? "Static" : null, [type], []);
        if (type is not INamedTypeSymbol named) return (null, [], []);
        if (named.ImplementsTree() || (named.IsMarked() && !MarkedType.IsBroken(named.OriginalDefinition)))
        {
            TreeShape shape = TreeShape.Of(named);
            // What a type written by hand writes is not known; most likely what it shows.
            return ("Type", [named], (named.IsMarked() ? shape.Children : shape.All).Select(member => member.Type));
        }
        ITypeSymbol[] arguments = [.. named.TypeArguments];
        string? container = named switch
        {
            { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => "Nullable",
            { Name: "ValueTuple", Arity: > 0 } when named.IsIn("System") => "Tuple",
            { MetadataName: "List`1" } when named.IsIn(Collections) => "List",
            { MetadataName: "ImmutableArray`1" } when named.IsIn("System.Collections.Immutable") => "ImmutableArray",
            _ => null,
        };
        if (container is not null) return (container, arguments, arguments);
        if (named.MetadataName == "SortedDictionary`2" && named.IsIn(Collections)) return ("SortedDictionary", arguments, [arguments[1]]);
        if (ListInterfaces.Contains(named.MetadataName) && named.IsIn(Collections)) return ("Sequence", [named, .. arguments], arguments);
        if (DictionaryTypes.Contains(named.MetadataName) && named.IsIn(Collections)) return ("Dictionary", [named, .. arguments], [arguments[1]]);
        return (IsConstant(named) ? "Static" : null, [named], []);
    }

    /// <summary>Whether a type that is no tree is a constant; one that holds arrays is an error where it is used.</summary>
    private static bool IsConstant(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Void || type.HoldsArrays()) return false;
        if (type is not INamedTypeSymbol { TypeKind: not TypeKind.Delegate } named) return true;
        return !TreeMember.AllOf(named).Exists(member => member.Type.HoldsArrays()) && !named.AllInterfaces.Any(i => i.HoldsArrays());
    }

    /// <summary>Whether generated code can write the type: it is closed, has a name and is accessible.</summary>
    private bool IsNameable(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => IsNameable(array.ElementType),
        INamedTypeSymbol { TypeKind: not TypeKind.Error, IsAnonymousType: false, IsFileLocal: false, IsRefLikeType: false } named =>
            (named.ContainingType is null || IsNameable(named.ContainingType)) && named.TypeArguments.All(IsNameable) &&
            compilation.IsSymbolAccessibleWithin(named, compilation.Assembly),
        _ => false,
    };

    private static string Names(IEnumerable<ITypeSymbol> types) => string.Join(", ", types.Select(type => type.ToDisplayString(TypeName)));
}
