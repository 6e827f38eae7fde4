namespace Core.Ir;

/// <summary>The type of a value in a program: an element type and a shape, printed as <c>f32[4,5]</c>.</summary>
/// <param name="DType">The element type.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Weak">Whether the element type gives way to others in promotion, as that of a bare C# number does. Not printed.</param>
public readonly record struct ArrayType(DType DType, Shape Shape, bool Weak = false)
{
    /// <summary>How many axes values have.</summary>
    public int Rank => Shape.Rank;

    /// <summary>How many elements values have.</summary>
    public long Size => Shape.Size;

    /// <summary>How many bytes values take.</summary>
    public long ByteSize => Size * DType.ByteSize;

    /// <summary>Whether the types agree in element type and shape, whatever their weakness.</summary>
    public bool Matches(ArrayType other) => DType == other.DType && Shape == other.Shape;

    /// <summary>The type as programs print it: <c>f32[4,5]</c>.</summary>
    public override string ToString() => DType.Name + Shape.ToBrackets();
}
