namespace Core;

/// <summary>The base of all errors of this library. Messages name the argument, the shapes, what was expected and what to write.</summary>
public abstract class VmapException : Exception
{
    private protected VmapException(string message, Exception? inner) : base(message, inner) { }
}

/// <summary>Shapes that do not fit together.</summary>
public sealed class ShapeException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>Element types that do not fit together, or an operation that is not defined for one.</summary>
public sealed class DTypeException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>Axes of <c>Vmap</c> that do not fit the arguments or results, or a named axis that is not bound.</summary>
public sealed class AxesException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>Trees of arrays whose structures differ, or a type that is no tree.</summary>
public sealed class TreeException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>A traced value used where only data can be: escaped, on another thread, or cast to a C# number.</summary>
public sealed class TraceException(string message, Exception? inner = null) : VmapException(message, inner)
{
    /// <summary>The name of the function that the value escaped from, where that is what is wrong.</summary>
    public string? EscapedFrom { get; init; }
}

/// <summary>A program that breaks the rules of its own types; see <c>JaxprChecker</c>.</summary>
public sealed class JaxprException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>A file of arrays that is truncated, damaged or of a kind that is not supported.</summary>
public sealed class ArrayFileException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>Something that is well-formed and not supported, with the reason.</summary>
public sealed class UnsupportedException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>A limit on memory that a program would exceed; nothing was allocated yet.</summary>
public sealed class ResourceException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>A check in a program that failed when it was evaluated.</summary>
public sealed class CheckException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>A derivative that differences of values do not agree with: what <c>CheckGrads</c> found.</summary>
public sealed class DerivativeException(string message, Exception? inner = null) : VmapException(message, inner);

/// <summary>Text that is not a program: where, what was found and what was expected.</summary>
public sealed class ParseException : VmapException
{
    /// <summary>Creates the error; the message ends with the position.</summary>
    public ParseException(string message, int line, int column, Exception? inner = null) : base($"line {line}, column {column}: {message}", inner) =>
        (Line, Column) = (line, column);

    /// <summary>The line of the text, from 1.</summary>
    public int Line { get; }

    /// <summary>The column in the line, from 1.</summary>
    public int Column { get; }

    /// <summary>The name of the primitive that is not supported, where that is what is wrong.</summary>
    public string? Primitive { get; init; }
}
