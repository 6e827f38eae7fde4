using System.Numerics;

namespace Core.Tests.Arrays;

public class DTypeTests
{
    private static readonly DType[] All = [.. DTypes.All];

    [TestCaseSource(nameof(All))]
    public void Both_names_are_found_again(DType dtype)
    {
        bool found = DTypes.TryParse(dtype.Name, out DType byName) & DTypes.TryParse(dtype.LongName, out DType byLongName);
        Assert.That((found, byName, byLongName), Is.EqualTo((true, dtype, dtype)));
    }

    [TestCase("F32")]
    [TestCase("float")]
    [TestCase("")]
    public void Other_names_are_not(string name) => Assert.That(DTypes.TryParse(name, out _), Is.False);

    [TestCase(typeof(bool), DType.Bool)]
    [TestCase(typeof(sbyte), DType.I8)]
    [TestCase(typeof(ulong), DType.U64)]
    [TestCase(typeof(BFloat16), DType.BF16)]
    [TestCase(typeof(Half), DType.F16)]
    [TestCase(typeof(Complex64), DType.C64)]
    [TestCase(typeof(Complex), DType.C128)]
    [TestCase(typeof(decimal), null)]
    [TestCase(typeof(char), null)]
    [TestCase(typeof(DayOfWeek), null)]
    [TestCase(typeof(string), null)]
    public void A_csharp_type_has_one_element_type_or_none(Type type, DType? expected) =>
        Assert.That(DTypes.TryGet(type), Is.EqualTo(expected));

    [Test]
    public void A_type_without_an_element_type_is_named() =>
        Assert.That(DTypes.Of<decimal>, Throws.TypeOf<DTypeException>().With.Message.EqualTo(
        "Decimal is no element type of arrays; expected bool, sbyte, short, int, long, byte, ushort, uint, ulong, BFloat16, Half, float, double, " +
        "Complex64 or Complex."));

    [TestCase(DType.C64, DType.F32)]
    [TestCase(DType.C128, DType.F64)]
    [TestCase(DType.BF16, DType.BF16)]
    public void The_real_part_of_a_complex_type_is_half_as_wide(DType dtype, DType expected) =>
        Assert.That(dtype.RealPart, Is.EqualTo(expected));

    [TestCase(DType.Bool, false, false, false, false, false)]
    [TestCase(DType.U8, true, false, false, false, false)]
    [TestCase(DType.I64, true, false, false, false, false)]
    [TestCase(DType.BF16, false, true, false, true, false)]
    [TestCase(DType.C64, false, false, true, true, false)]
    [TestCase(DType.KeyRbg, false, false, false, false, true)]
    public void Kinds_are_told_apart(DType dtype, bool integer, bool real, bool complex, bool inexact, bool key) =>
        Assert.That((dtype.IsInteger, dtype.IsFloat, dtype.IsComplex, dtype.IsInexact, dtype.IsKey),
            Is.EqualTo((integer, real, complex, inexact, key)));
}
