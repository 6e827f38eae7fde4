using Core.Ir;
using static Core.Tests.Interpreter.Computed;

namespace Core.Tests.Interpreter;

/// <summary>Conversions and the rounding of half-precision numbers. Expected values are JAX's, but where rounding once is better.</summary>
public class ConversionTests
{
    private const string Floats = "f32: nan inf -inf 300.0 -300.0 1.9 -1.9 3000000000.0 -3000000000.0 1e+20";

    [TestCase(DType.I8, "0 127 -128 127 -128 1 -1 127 -128 127")]
    [TestCase(DType.U8, "0 255 0 255 0 1 0 255 0 255")]
    [TestCase(DType.I32, "0 2147483647 -2147483648 300 -300 1 -1 2147483647 -2147483648 2147483647")]
    [TestCase(DType.U32, "0 4294967295 0 300 0 1 0 3000000000 0 4294967295")]
    [TestCase(DType.I64, "0 9223372036854775807 -9223372036854775808 300 -300 1 -1 3000000000 -3000000000 9223372036854775807")]
    [TestCase(DType.U64, "0 18446744073709551615 0 300 0 1 0 3000000000 0 18446744073709551615")]
    public void Floating_point_is_cut_off_and_brought_into_range(DType dtype, string expected) => Gives(expected, To(dtype), Floats);

    [TestCase(DType.I8)]
    [TestCase(DType.U8)]
    [TestCase(DType.I16)]
    [TestCase(DType.U16)]
    [TestCase(DType.I32)]
    [TestCase(DType.U32)]
    [TestCase(DType.I64)]
    [TestCase(DType.U64)]
    [TestCase(DType.Bool)]
    [TestCase(DType.BF16)]
    [TestCase(DType.C64)]
    public void Numbers_of_a_program_are_converted_as_values_are(DType dtype)
    {
        foreach (string number in Floats["f32:".Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            Literal literal = (Literal)Jaxpr.Parse($"{{ lambda ; . let  in ({number}:f32[],) }}").Outputs[0];
            Gives(literal.Value.ConvertTo(DType.F32).ConvertTo(dtype).ToString(), To(dtype), $"f32: {number}");
        }
    }

    [Test]
    public void Integers_wrap_around()
    {
        Gives("-56 127 0", To(DType.I8), "i32: 200 -129 256");
        Gives("4294967295", To(DType.U32), "i8: -1");
        Gives("-56", To(DType.I8), "u8: 200");
    }

    [Test]
    public void Truth_is_what_is_not_zero()
    {
        Gives("True False False True", To(DType.Bool), "f32: nan 0.0 -0.0 0.1");
        Gives("1.0 0.0", To(DType.F32), "bool: True False");
    }

    [Test]
    public void Imaginary_parts_are_dropped_before_bool_too()
    {
        Gives("1.0", To(DType.F32), "c64: (1+2j)");
        Gives("3", To(DType.I32), "c64: (3.7-2j)");
        Gives("False False", To(DType.Bool), "c64: 0j 1j");
        Gives("(-0+0j)", To(DType.C64), "f32: -0.0");
    }

    [Test]
    public void AsType_of_a_complex_number_to_bool_asks_whether_it_is_zero() =>
        Assert.That(Transforms.Trace(x => x.AsType(DType.Bool)).ToJaxpr(NdArray.OfType(new(DType.C64, [2]))).ToString(),
            Is.EqualTo("{ lambda ; a:c64[2]. let b:bool[2] = ne a 0j:c64[] in (b,) }"));

    [Test]
    public void Large_integers_are_rounded_to_the_nearest()
    {
        Gives("9007199254740992.0 16777216.0", To(DType.F32), "i64: 9007199254740993 16777217");
        Gives("1.8446744073709552e+19", To(DType.F64), "u64: 18446744073709551615");
        Gives("65504.0 65504.0 inf inf", To(DType.F16), "i32: 65504 65519 65520 70000");
        Gives("256.0 260.0", To(DType.BF16), "i32: 257 259");
    }

    [Test]
    public void Halves_are_rounded_to_even_overflow_and_become_subnormal()
    {
        Gives("65504.0 65504.0 inf 0.0 5.960464477539063e-08 0.0 5.960464477539063e-08 1.0 1.001953125", To(DType.F16),
            "f32: 65504.0 65519.996 65520.0 1e-08 5.9604645e-08 2.9802322e-08 2.9802326e-08 1.00048828125 1.00146484375");
        Gives("1.0 1.015625 inf 3.3895313892515355e+38 9.183549615799121e-41 -0.0 nan", To(DType.BF16), "f32: 1.00390625 1.01171875 3.4e+38 3.3961e+38 1e-40 -0.0 nan");
        Gives("inf 0.0 1.0 1.0000001192092896", To(DType.F32), "f64: 1e+39 1e-46 1.0000000596046448 1.0000000596046457");
    }

    [Test]
    public void From_double_to_half_precision_is_rounded_once()
    {
        // XLA rounds to f32 on the way, after which these are ties: 1.0 and 1.015625, 1.0 and 1.001953125.
        Gives("1.0078125 1.0078125", To(DType.BF16), "f64: 1.0039062500009095 1.0117187499990905");
        Gives("1.0009765625 1.0009765625", To(DType.F16), "f64: 1.0004882812509095 1.0014648437490905");
    }

    [Test]
    public void Half_precision_arithmetic_is_rounded_to_the_type()
    {
        Gives("256.0 1.0", new Binary(BinaryKind.Add), "bf16: 256.0 1.0", "bf16: 1.0 0.001953125");
        Gives("2048.0 inf", new Binary(BinaryKind.Add), "f16: 2048.0 65504.0", "f16: 1.0 16.0");
        Gives("inf 0.0", new Binary(BinaryKind.Mul), "f16: 256.0 1e-04", "f16: 256.0 1e-04");
        Gives("1.4140625 nan", new Unary(UnaryKind.Sqrt), "f16: 2.0 -1.0");
        Gives("0.333984375 inf -inf nan", new Binary(BinaryKind.Div), "bf16: 1.0 1.0 -1.0 0.0", "bf16: 3.0 0.0 0.0 0.0");
        Gives("inf 5.960464477539063e-08", new Unary(UnaryKind.Exp2), "f16: 16.0 -24.0");
    }

    [Test]
    public void Half_precision_sums_are_rounded_once_at_the_end()
    {
        string ones = string.Join(' ', Enumerable.Repeat("1.0", 512));

        Gives("512.0", new Reduce(ReduceKind.Sum, [0]), $"bf16: {ones}");
        Gives("4096.0", new Reduce(ReduceKind.Sum, [0]), "f16: " + string.Join(' ', Enumerable.Repeat("1.0", 4096)));
        Assert.That(Elements(Core.Interpreter.Evaluate.Apply(new Cumulative(CumulativeKind.Sum, 0), [Numbers($"bf16: {ones}")])[0]), Does.EndWith(" 512.0"));
    }

    private static ConvertElementType To(DType dtype) => new(dtype, false);
}
