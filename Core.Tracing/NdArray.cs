using System.Diagnostics;
using System.Runtime.CompilerServices;
using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>
/// An array of numbers: data; or, while a function is traced, what stands for a value of the program; or only a type, as <c>F32[4, 5]</c>.
/// </summary>
/// <remarks>Immutable, nothing to dispose. Arrays that hold data may be shared between threads; traced values belong to the thread that traces.</remarks>
[CollectionBuilder(typeof(NdArrayBuilder), nameof(NdArrayBuilder.Create))]
[DebuggerDisplay("{Describe(),nq}")]
public sealed partial class NdArray
{
    private readonly ArrayType _type;

    /// <summary>Data, with the weakness of its type.</summary>
    internal NdArray(ArrayData data, bool weak = false) => (Value, _type) = (data, new(data.DType, data.Shape, weak));

    /// <summary>A number.</summary>
    internal NdArray(Literal literal) => (Value, _type) = (literal, literal.Type);

    /// <summary>A value of a program that is being traced.</summary>
    internal NdArray(TraceFrame frame, Atom atom) => (Value, _type) = (atom is Literal ? atom : new Tracer(frame, atom), atom.Type);

    /// <summary>A constant of a program whose value is not known.</summary>
    internal NdArray(Var unknown) => (Value, _type) = (unknown, unknown.Type);

    private NdArray(ArrayType type) => _type = type;

    /// <summary>
    /// <see cref="ArrayData"/>, <see cref="Literal"/>, <see cref="Tracer"/>, <see cref="Var"/> for a constant whose value is not known, or null where there
    /// is only a type.
    /// </summary>
    internal object? Value { get; }

    /// <summary>The type: element type, shape, and whether the element type is weak.</summary>
    public ArrayType Type => _type;

    /// <summary>The element type.</summary>
    public DType DType => _type.DType;

    /// <summary>The shape.</summary>
    public Shape Shape => _type.Shape;

    /// <summary>How many axes there are.</summary>
    public int Rank => _type.Rank;

    /// <summary>How many elements there are.</summary>
    public long Size => _type.Size;

    /// <summary>Whether the element type gives way to others in promotion, as that of a bare C# number does.</summary>
    public bool IsWeak => _type.Weak;

    /// <summary>Whether the array stands for a value of a program that is being traced.</summary>
    public bool IsTraced => Value is Tracer;

    /// <summary>A type without a value, for <c>Trace</c>, <c>Print</c> and <c>ToJaxpr</c>: what <c>F32[4, 5]</c> gives.</summary>
    public static NdArray OfType(ArrayType type) => new(type);

    /// <summary>Wraps an array's values.</summary>
    public static NdArray Of(ArrayData data) => new(data);

    /// <summary>An array of one axis.</summary>
    public static NdArray From<T>(params ReadOnlySpan<T> elements) where T : unmanaged => new(ArrayData.Create<T>([elements.Length], elements));

    /// <summary>An array of a shape, its elements given in row-major order.</summary>
    /// <exception cref="ShapeException">The number of elements is not the shape's.</exception>
    public static NdArray From<T>(ReadOnlySpan<T> elements, Shape shape) where T : unmanaged => new(ArrayData.Create(shape, elements));

    /// <summary>An array of the shape and the elements of a C# array of any number of dimensions, <c>double[,]</c> say.</summary>
    /// <exception cref="DTypeException">Its elements are no numbers.</exception>
    public static NdArray From(Array array) => MultiDimensional.Read(array);

    /// <summary>The values.</summary>
    /// <exception cref="TraceException">The array is traced or only a type.</exception>
    public ArrayData Data() => Data("Data()");

    internal ArrayData Data(string use) => Value switch
    {
        ArrayData data => data,
        Literal literal => literal.ToArray(),
        Tracer tracer => throw Unusable(tracer, use),
        Var => throw new JaxprException($"the value of a constant of type {Type} of the program is not known; give it with WithConstants."),
        _ => throw HasNoValue($"used by {use}"),
    };

    internal TraceException HasNoValue(string use) =>
        new($"{Type} is only a type, without a value, and cannot be {use}. Use it with Trace, Print and ToJaxpr; make an array with Zeros or Ones.");

    /// <summary>The array as NumPy prints it; a traced value as its type.</summary>
    public override string ToString() => Value switch
    {
        ArrayData data => data.ToString(),
        Literal literal => literal.Value.ToString(),
        Tracer tracer => $"traced {tracer.Atom.Type}",
        _ => Type.ToString(),
    };

    private string Describe() => Value is ArrayData { Count: <= 1000 } ? $"{Type} {this}" : Value is ArrayData ? Type.ToString() : ToString();

    private static TraceException Unusable(Tracer tracer, string use)
    {
        tracer.CheckUsableIn(TraceScope.Current.Frame);
        return new(
            $"{use} needs the numbers of an array, but a value of type {tracer.Atom.Type} is being traced in '{tracer.Frame.Name}' and has none yet. " +
            "Compute with it, and read the numbers of what the traced function returns.");
    }
}
