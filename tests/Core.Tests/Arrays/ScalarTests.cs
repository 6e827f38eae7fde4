using System.Numerics;

namespace Core.Tests.Arrays;

public class ScalarTests
{
    private static readonly (Scalar Value, string Text)[] Texts =
    [
        (Scalar.Of(true), "True"), (Scalar.Of(false), "False"), (Scalar.Of(-3L), "-3"), (Scalar.Of(ulong.MaxValue), "18446744073709551615"),
        (Scalar.Of(2.0), "2.0"), (Scalar.Of(1e-5), "1e-05"), (Scalar.Of(new Complex(1, 2)), "(1+2j)"),
    ];

    [TestCaseSource(nameof(Texts))]
    public void A_number_is_written_as_in_Python((Scalar Value, string Text) sample) =>
        Assert.That(sample.Value.ToString(), Is.EqualTo(sample.Text));

    [Test]
    public void Numbers_compare_by_their_bits() =>
        Assert.That(new[] { Scalar.Of(double.NaN) == Scalar.Of(double.NaN), Scalar.Of(0.0) == Scalar.Of(-0.0), Scalar.Of(1.0) == Scalar.Of(1L) },
            Is.EqualTo(new[] { true, false, false }));

    [TestCase(0.0, false)]
    [TestCase(-0.0, false)]
    [TestCase(double.NaN, true)]
    [TestCase(1e-300, true)]
    public void Everything_but_zero_is_true(double value, bool expected) =>
        Assert.That((Scalar.Of(value).ToBool(), Scalar.Of(new Complex(0, value)).ToBool()), Is.EqualTo((expected, expected)));

    [Test]
    public void Unsigned_numbers_do_not_become_negative() =>
        Assert.That(Scalar.Of(ulong.MaxValue).ToDouble(), Is.EqualTo(18446744073709551616.0));

    [TestCase(2.9, 2)]
    [TestCase(-2.9, -2)]
    [TestCase(1e300, long.MaxValue)]
    [TestCase(-1e300, long.MinValue)]
    [TestCase(double.NaN, 0)]
    public void A_float_becomes_its_integer_part(double value, long expected) =>
        Assert.That(Scalar.Of(value).ToInt64(), Is.EqualTo(expected));

    [TestCase(2.9, 2ul)]
    [TestCase(1e19, 10000000000000000000ul)]
    [TestCase(-1.0, ulong.MaxValue)]
    public void A_float_becomes_its_unsigned_integer_part(double value, ulong expected) =>
        Assert.That(Scalar.Of(value).ToUInt64(), Is.EqualTo(expected));

    [TestCase(DType.Bool, "True")]
    [TestCase(DType.I8, "44")]
    [TestCase(DType.U8, "44")]
    [TestCase(DType.I16, "300")]
    [TestCase(DType.U64, "300")]
    [TestCase(DType.BF16, "300.0")]
    [TestCase(DType.F16, "300.0")]
    [TestCase(DType.F32, "300.0")]
    [TestCase(DType.F64, "300.0")]
    [TestCase(DType.C64, "(300+0j)")]
    [TestCase(DType.C128, "(300+0j)")]
    public void An_integer_becomes_what_an_element_holds(DType dtype, string expected) =>
        Assert.That(Scalar.Of(300L).ConvertTo(dtype).ToString(), Is.EqualTo(expected));

    [TestCase(DType.BF16, "0.10009765625")]
    [TestCase(DType.F16, "0.0999755859375")]
    [TestCase(DType.F32, "0.10000000149011612")]
    [TestCase(DType.F64, "0.1")]
    [TestCase(DType.I32, "0")]
    public void A_float_is_rounded_to_what_an_element_holds(DType dtype, string expected) =>
        Assert.That(Scalar.Of(0.1).ConvertTo(dtype).ToString(), Is.EqualTo(expected));

    [Test]
    public void A_complex_number_loses_its_imaginary_part_in_a_real_element() =>
        Assert.That(Scalar.Of(new Complex(1.5, 2)).ConvertTo(DType.F32), Is.EqualTo(Scalar.Of(1.5)));

    [TestCase(DType.Bool)]
    [TestCase(DType.I8)]
    [TestCase(DType.I16)]
    [TestCase(DType.I32)]
    [TestCase(DType.I64)]
    [TestCase(DType.U8)]
    [TestCase(DType.U16)]
    [TestCase(DType.U32)]
    [TestCase(DType.U64)]
    [TestCase(DType.BF16)]
    [TestCase(DType.F16)]
    [TestCase(DType.F32)]
    [TestCase(DType.F64)]
    [TestCase(DType.C64)]
    [TestCase(DType.C128)]
    public void An_element_is_read_back_from_its_array(DType dtype)
    {
        ArrayData array = Scalar.Of(1L).ToArray(dtype);
        Assert.That((array.DType, array.Shape, Scalar.Of(array, 0).ToComplex()), Is.EqualTo((dtype, Shape.Scalar, Complex.One)));
    }

    [Test]
    public void A_random_key_is_no_number() => Assert.That(() => Scalar.Of(ArrayData.Create<uint>(DType.KeyFry, [], [0, 7]), 0),
        Throws.TypeOf<DTypeException>().With.Message.EqualTo("a random key is no number."));

    [Test]
    public void NaN_has_no_sign() => Assert.That(BitConverter.SingleToUInt32Bits(Scalar.Of(double.NaN).ToArray(DType.F32).AsSpan<float>()[0]), Is.EqualTo(0x7fc00000u));

    [Test]
    public void A_number_is_no_random_key() => Assert.That(() => Scalar.Of(1L).ToArray(DType.KeyRbg),
        Throws.TypeOf<DTypeException>().With.Message.EqualTo("a number is no random key; make one with Rng.Key."));
}
