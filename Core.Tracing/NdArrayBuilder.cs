using Core.Ir;

namespace Core;

/// <summary>The target of collection expressions: <c>[1, 2]</c>, <c>[[1, 2], [3, 4]]</c>, <c>[x, y]</c>.</summary>
public static class NdArrayBuilder
{
    /// <summary>Stacks the items along a new first axis. Bare numbers make a strong array of their common type.</summary>
    /// <exception cref="ShapeException">The items differ in shape.</exception>
    public static NdArray Create(ReadOnlySpan<NdArray> items)
    {
        if (items.IsEmpty) return Np.Zeros([0]);
        bool anyTraced = false;
        foreach (NdArray item in items) anyTraced |= item.IsTraced;
        if (anyTraced) return Np.Stack(items);

        (DType dtype, _) = Np.ResultType(items);
        Shape shape = items[0].Shape;
        ArrayStorage storage = ArrayData.Allocate(dtype, shape.Insert(0, items.Length));
        Span<byte> bytes = storage.AsSpan<byte>();
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i].Shape != shape)
                throw new ShapeException($"the items of [...] must have one shape, got {items[0].Type} first and {items[i].Type} at {i}.");
            ArrayData data = items[i].Value is Literal literal
                ? literal.Value.ToArray(dtype)
                : Interpreter.Evaluate.Apply(new ConvertElementType(dtype, false), [items[i].Data("a collection expression")])[0];
            data.Bytes.CopyTo(bytes[(i * data.Bytes.Length)..]);
        }
        return new(new ArrayData(dtype, shape.Insert(0, items.Length), storage));
    }
}
