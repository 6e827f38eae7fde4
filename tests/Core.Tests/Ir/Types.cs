using Core.Ir;

namespace Core.Tests.Ir;

/// <summary>Types as programs print them.</summary>
internal static class Types
{
    public static ArrayType F32(params ReadOnlySpan<int> sizes) => new(DType.F32, Shape.Create(sizes));

    public static ArrayType I32(params ReadOnlySpan<int> sizes) => new(DType.I32, Shape.Create(sizes));

    public static ArrayType Bool(params ReadOnlySpan<int> sizes) => new(DType.Bool, Shape.Create(sizes));
}
