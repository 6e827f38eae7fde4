using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Laws;

/// <summary>Programs mapped by Vmap, and what they are compared with: one run per example.</summary>
internal static class Mapping
{
    /// <summary>A program mapped over an axis of some of its inputs.</summary>
    /// <param name="program">The program of one example.</param>
    /// <param name="axes">The mapped axis of each input, or null.</param>
    /// <param name="size">How many examples there are.</param>
    /// <param name="outAxis">The mapped axis of all results.</param>
    /// <param name="name">A name for the axis.</param>
    public static Jaxpr Vmap(Jaxpr program, ValueArray<int?> axes, int size, int outAxis, string? name = null) =>
        program.ToTraced().Vmap(Axes.Create([.. axes.Select(axis => (Axes)axis)]), outAxis, name, size).ToJaxpr();

    /// <summary>Values put side by side along a new axis.</summary>
    /// <param name="values">The values.</param>
    /// <param name="axis">The place of the new axis.</param>
    /// <param name="type">The type of each value.</param>
    public static ArrayData Stack(IReadOnlyList<ArrayData> values, int axis, ArrayType type)
    {
        Shape shape = type.Shape.Insert(axis, values.Count);
        ArrayStorage storage = ArrayData.Allocate(type.DType, shape);
        int run = type.Shape.Skip(axis).Aggregate(type.DType.ByteSize, (bytes, size) => bytes * size);
        for (int i = 0; i < values.Count; i++)
            for (int start = 0; start < values[i].Bytes.Length; start += run)
                values[i].Bytes.Slice(start, run).CopyTo(storage.AsSpan<byte>()[(start * values.Count + i * run)..]);
        return new(type.DType, shape, storage);
    }

    /// <summary>One of the values along an axis.</summary>
    public static ArrayData Take(ArrayData value, int axis, int index)
    {
        Shape shape = value.Shape.Remove(axis);
        ArrayStorage storage = ArrayData.Allocate(value.DType, shape);
        Span<byte> target = storage.AsSpan<byte>();
        int run = shape.Skip(axis).Aggregate(value.DType.ByteSize, (bytes, size) => bytes * size);
        for (int start = 0; start < target.Length; start += run)
            value.Bytes.Slice(start * value.Shape[axis] + index * run, run).CopyTo(target[start..]);
        return new(value.DType, shape, storage);
    }

    /// <summary>The type of an array.</summary>
    public static ArrayType TypeOf(ArrayData value) => new(value.DType, value.Shape);

    /// <summary>How two arrays differ, or null: by their types, and by their bits; a NaN is like any other.</summary>
    /// <param name="actual">What came out.</param>
    /// <param name="expected">What should have.</param>
    /// <param name="tolerance">By how much numbers may differ, relative to the largest.</param>
    public static string? Difference(ArrayData actual, ArrayData expected, double tolerance = 0)
    {
        if (!TypeOf(actual).Matches(TypeOf(expected))) return $"type {TypeOf(actual)}, expected {TypeOf(expected)}";
        if (actual.Bytes.SequenceEqual(expected.Bytes)) return null;
        double largest = 0;
        for (int i = 0; i < expected.Count; i++)
            if (Parts(expected, i).Max(Math.Abs) is var size && double.IsFinite(size)) largest = Math.Max(largest, size);
        for (int i = 0; i < expected.Count; i++)
        {
            double[] ours = Parts(actual, i), theirs = Parts(expected, i);
            for (int part = 0; part < ours.Length; part++)
            {
                bool same = BitConverter.DoubleToInt64Bits(ours[part]) == BitConverter.DoubleToInt64Bits(theirs[part]) ||
                    (double.IsNaN(ours[part]) && double.IsNaN(theirs[part])) || Math.Abs(ours[part] - theirs[part]) <= tolerance * largest;
                if (!same) return $"element {i} is {Scalar.Of(actual, i)}, expected {Scalar.Of(expected, i)}\n{actual}\nexpected\n{expected}";
            }
        }
        return actual.DType.IsInexact ? null : $"{actual}\nexpected\n{expected}";
    }

    private static double[] Parts(ArrayData value, int index)
    {
        if (value.DType.IsKey) return [0];
        Scalar element = Scalar.Of(value, index);
        return value.DType.IsComplex ? [element.ToComplex().Real, element.ToComplex().Imaginary] : [element.ToDouble()];
    }

    /// <summary>Runs a program.</summary>
    public static ArrayData[] Run(Jaxpr program, IEnumerable<ArrayData> inputs) => Evaluate.Run(program, [.. inputs]);
}
