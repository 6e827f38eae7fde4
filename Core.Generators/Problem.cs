using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Core.Generators;

/// <summary>A diagnostic as a value: a <see cref="Diagnostic"/> would keep its syntax tree, hence the compilation, alive.</summary>
internal sealed record Problem(DiagnosticDescriptor Descriptor, Place Place, EquatableArray<string> Arguments)
{
    public Problem(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
        : this(descriptor, Place.Of(location), arguments.ToEquatableArray()) { }

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptor, Place.ToLocation(), [.. Arguments]);
}

/// <summary>A place in a file.</summary>
internal sealed record Place(string Path, TextSpan Span, LinePositionSpan Lines)
{
    public static Place Of(Location location) => new(location.GetLineSpan().Path ?? "", location.SourceSpan, location.GetLineSpan().Span);

    public Location ToLocation() => Location.Create(Path, Span, Lines);
}
