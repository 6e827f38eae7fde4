namespace Core.Ir;

/// <summary>The type of a value in a program: an element type and a shape, printed as <c>f32[4,5]</c>.</summary>
/// <param name="DType">The element type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Weak">Whether the element type gives way to others in promotion, as that of a bare C# number does. Not printed.</param>
public readonly record struct ArrayType(DType DType, Shape Shape, bool Weak = false)
{
    /// <summary>Whether the value is a mutable reference to an array of this type, printed as <c>Ref{f32[4,5]}</c>: see <see cref="NewRef"/>.</summary>
    public bool IsRef { get; init; }

    /// <summary>The type of the array that a reference refers to; of other values their own.</summary>
    public ArrayType Content => this with { IsRef = false };

    /// <summary>How many axes values have.</summary>
    public int Rank => Shape.Rank;

    /// <summary>How many elements values have.</summary>
    public long Size => Shape.Size;

    /// <summary>How many bytes values take.</summary>
    public long ByteSize => Size * DType.ByteSize;

    /// <summary>Whether the types agree in element type and shape, whatever their weakness, and both or neither are references.</summary>
    public bool Matches(ArrayType other) => DType == other.DType && Shape == other.Shape && IsRef == other.IsRef;

    /// <summary>The type as programs print it: <c>f32[4,5]</c>.</summary>
    public override string ToString() => IsRef ? $"Ref{{{DType.Name}{Shape.ToBrackets()}}}" : DType.Name + Shape.ToBrackets();
}
