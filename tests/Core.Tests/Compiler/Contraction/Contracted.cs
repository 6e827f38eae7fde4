using Core.Interpreter;
using Core.Ir;
using Core.Tests.Compiler.Kernels;
using Core.Tests.Laws;

namespace Core.Tests.Compiler.Contraction;

/// <summary>Compares the steps of contractions with the interpreter, on operands whose sums lose nothing by cancellation.</summary>
internal static class Contracted
{
    /// <summary>Checks that the steps compute what the interpreter does, with emitted and with pre-compiled kernels, and the same bits for pieces in any order.</summary>
    public static void Agrees(Op op, params ReadOnlySpan<ArrayType> types)
    {
        Random random = new(7);
        ArrayData[] inputs = new ArrayData[types.Length];
        for (int i = 0; i < inputs.Length; i++) inputs[i] = Draw(types[i], random);
        ArrayData expected = Evaluate.Apply(op, inputs)[0];
        foreach (bool emit in (ReadOnlySpan<bool>)[true, false])
        {
            ArrayData actual = SingleOpRunner.Run(op, inputs, random, emit: emit)[0], again = SingleOpRunner.Run(op, inputs, random, emit: emit)[0];
            string what = $"{op} of {string.Join(", ", inputs.Select(Mapping.TypeOf))}, emitted: {emit}";
            Assert.That(Mapping.Difference(actual, expected, Tolerance(expected.DType)), Is.Null, what);
            Assert.That(again.Bytes.SequenceEqual(actual.Bytes), $"pieces in another order: {what}");
        }
    }

    /// <summary>Numbers of which no sums of products cancel; any integers, which wrap around.</summary>
    private static ArrayData Draw(ArrayType type, Random random) => (type.DType.Kind switch
    {
        DTypeKind.Float => Operand.InRange(type, 0.5, 1.5),
        DTypeKind.Signed => Operand.InRange(type, -100, 100),
        DTypeKind.Unsigned => Operand.InRange(type, 0, 200),
        _ => Operand.Ordinary(type),
    }).Draw(random);

    private static double Tolerance(DType dtype) => dtype.RealPart switch
    {
        DType.F32 => 4e-6,
        DType.F64 => 1e-14,
        DType.F16 => 1e-3,
        DType.BF16 => 8e-3,
        _ => 0,
    };
}
