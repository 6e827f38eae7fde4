namespace Core;

/// <summary>The name of an element type, <c>F32</c>: with sizes, <c>F32[4, 5]</c>, a type without a value; alone, a <see cref="DType"/>.</summary>
/// <param name="DType">The element type.</param>
public readonly record struct DTypeName(DType DType)
{
    /// <summary>An array of which only the type is known, for <c>Trace</c>, <c>Print</c> and <c>ToJaxpr</c>.</summary>
    public NdArray this[params ReadOnlySpan<int> sizes] => NdArray.OfType(new(DType, Shape.Create(sizes)));

    /// <summary>The type of an array without axes: <c>F32.Scalar</c>.</summary>
    public NdArray Scalar => NdArray.OfType(new(DType, []));

    /// <summary>The element type.</summary>
    public static implicit operator DType(DTypeName name) => name.DType;

    /// <inheritdoc/>
    public override string ToString() => DType.Name;
}
