using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Interpreter;

/// <summary>Ops on numbers that are written as programs write them.</summary>
internal static class Computed
{
    /// <summary>Checks what an op gives.</summary>
    /// <param name="expected">The result's elements: <c>"1.0 nan -0.0"</c>.</param>
    /// <param name="op">The op.</param>
    /// <param name="operands">The operands, each of one axis: <c>"f32: 1.0 nan -0.0"</c>.</param>
    public static void Gives(string expected, Op op, params ReadOnlySpan<string> operands)
    {
        ArrayData[] inputs = new ArrayData[operands.Length];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = Numbers(operands[i]);
        Assert.That(Elements(Evaluate.Apply(op, inputs)[0]), Is.EqualTo(expected));
    }

    /// <summary>The array of one axis that a text such as <c>"i8: -128 127"</c> means.</summary>
    public static ArrayData Numbers(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        string dtype = text[..colon];
        string[] elements = text[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Jaxpr literals = Jaxpr.Parse($"{{ lambda ; . let  in ({string.Join(", ", elements.Select(element => $"{element}:{dtype}[]"))}) }}");
        DType type = DTypes.All.Single(candidate => candidate.Name == dtype);
        ArrayStorage storage = ArrayData.Allocate(type, [elements.Length]);
        for (int i = 0; i < elements.Length; i++)
            ((Literal)literals.Outputs[i]).ToArray().Bytes.CopyTo(storage.AsSpan<byte>()[(i * type.ByteSize)..]);
        return new(type, [elements.Length], storage);
    }

    /// <summary>The elements as programs write them.</summary>
    public static string Elements(ArrayData array) => string.Join(" ", Enumerable.Range(0, array.Count).Select(i => Scalar.Of(array, i).ToString()));
}
