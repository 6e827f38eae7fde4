namespace Core.Tests.Arrays;

/// <summary>The bits are those of ml_dtypes' <c>bfloat16</c>.</summary>
public class BFloat16Tests
{
    [TestCase(0x00000000u, 0x0000)]
    [TestCase(0x80000000u, 0x8000)]
    [TestCase(0x3F800000u, 0x3F80)]
    [TestCase(0x3F807FFFu, 0x3F80)]
    [TestCase(0x3F808000u, 0x3F80)]
    [TestCase(0x3F808001u, 0x3F81)]
    [TestCase(0x3F818000u, 0x3F82)]
    [TestCase(0x3F817FFFu, 0x3F81)]
    [TestCase(0xBF808000u, 0xBF80)]
    [TestCase(0xBF818000u, 0xBF82)]
    [TestCase(0x3DCCCCCDu, 0x3DCD)]
    [TestCase(0x7F7F7FFFu, 0x7F7F)]
    [TestCase(0x7F7F8000u, 0x7F80)]
    [TestCase(0xFF7FFFFFu, 0xFF80)]
    [TestCase(0x7F800000u, 0x7F80)]
    [TestCase(0xFF800000u, 0xFF80)]
    [TestCase(0x00000001u, 0x0000)]
    [TestCase(0x00008000u, 0x0000)]
    [TestCase(0x00008001u, 0x0001)]
    [TestCase(0x00018000u, 0x0002)]
    [TestCase(0x007FFFFFu, 0x0080)]
    [TestCase(0x00800000u, 0x0080)]
    public void Floats_are_rounded_to_nearest_even(uint single, int expected) =>
        Assert.That(((BFloat16)BitConverter.UInt32BitsToSingle(single)).ToBits(), Is.EqualTo(expected));

    [TestCase(0.1, 0x3DCD)]
    [TestCase(-2.5, 0xC020)]
    [TestCase(3.3895313892515355e38, 0x7F7F)]
    [TestCase(1e39, 0x7F80)]
    [TestCase(-1e300, 0xFF80)]
    [TestCase(4.6e-41, 0x0001)]
    [TestCase(1e-45, 0x0000)]
    [TestCase(1.0078125, 0x3F81)]
    [TestCase(1.00390625, 0x3F80)]
    [TestCase(1.01171875, 0x3F82)]
    [TestCase(0.0, 0x0000)]
    public void Doubles_are_rounded_to_nearest_even(double value, int expected) =>
        Assert.That(((BFloat16)value).ToBits(), Is.EqualTo(expected));

    // ml_dtypes goes through float: there these become ties, and are rounded to the even 1.0, 1.015625 and infinity.
    [TestCase(1.00390625 + 1e-12, 1.0078125f)]
    [TestCase(1.01171875 - 1e-12, 1.0078125f)]
    [TestCase(-1.00390625 - 1e-12, -1.0078125f)]
    [TestCase(3.3961775292304592e38, 3.38953139e38f)]
    public void Doubles_are_rounded_once(double value, float expected) => Assert.That((float)(BFloat16)value, Is.EqualTo(expected));

    [TestCase(0x7F800001u)]
    [TestCase(0xFF80FFFFu)]
    [TestCase(0x7FFFFFFFu)]
    [TestCase(0xFFC00000u)]
    public void Not_a_number_stays_one_with_its_sign(uint single)
    {
        BFloat16 value = (BFloat16)BitConverter.UInt32BitsToSingle(single);
        Assert.That((float.IsNaN(value), value.ToBits() >> 15), Is.EqualTo((true, (int)(single >> 31))));
    }

    [Test]
    public void A_double_that_is_not_a_number_stays_one() => Assert.That(float.IsNaN((BFloat16)double.NaN), Is.True);

    [Test]
    public void Every_number_survives_the_way_to_float_and_back() => Assert.That(
        Enumerable.Range(0, 1 << 16).Select(bits => BFloat16.FromBits((ushort)bits)).Where(value => !float.IsNaN(value))
            .Where(value => ((BFloat16)(float)value).ToBits() != value.ToBits() || ((BFloat16)(double)value).ToBits() != value.ToBits()),
        Is.Empty);

    [Test]
    public void Numbers_compare_as_numbers()
    {
        BFloat16 one = (BFloat16)1f, two = (BFloat16)2f, minusZero = (BFloat16)(-0f), zero = (BFloat16)0f, nan = (BFloat16)float.NaN;
        bool[] facts = [one < two, two > one, one <= two, two >= one, one != two, minusZero == zero, nan != BFloat16.FromBits(nan.ToBits()), !(nan < one)];
        Assert.That(facts, Is.All.True);
    }

    [Test]
    public void Sorting_and_hashing_treat_equal_numbers_alike()
    {
        BFloat16 nan = (BFloat16)float.NaN, zero = (BFloat16)0f, minusZero = (BFloat16)(-0f);
        Assert.That((nan.Equals((object)nan), zero.GetHashCode() == minusZero.GetHashCode(), nan.CompareTo(zero)),
            Is.EqualTo((true, true, -1)));
    }

    [TestCase(0.5f, "0.5")]
    [TestCase(-2f, "-2")]
    [TestCase(float.NaN, "NaN")]
    public void A_number_is_written_as_csharp_writes_a_float(float value, string expected) =>
        Assert.That(((BFloat16)value).ToString(), Is.EqualTo(expected));
}
