using Core.Kernels;

namespace Core.Tests.Kernels;

public class NextAfterTests
{
    [TestCase(0f, 1f, 1e-45f)]
    [TestCase(-0f, -1f, -1e-45f)]
    [TestCase(1e-45f, 0f, 0f)]
    [TestCase(1f, float.PositiveInfinity, 1.0000001f)]
    [TestCase(-1f, 0f, -0.99999994f)]
    [TestCase(float.MaxValue, float.PositiveInfinity, float.PositiveInfinity)]
    [TestCase(float.PositiveInfinity, 1f, float.MaxValue)]
    [TestCase(3f, 3f, 3f)]
    [TestCase(float.NaN, 1f, float.NaN)]
    [TestCase(1f, float.NaN, float.NaN)]
    public void The_next_float_is_one_step_away(float x, float y, float expected) =>
        Assert.That(SpecialFunctions.NextAfter(x, y), Is.EqualTo(expected));

    [TestCase(0x0000, 0x3C00, 0x0001)]
    [TestCase(0x8000, 0xBC00, 0x8001)]
    [TestCase(0x0001, 0x8000, 0x0000)]
    [TestCase(0x3C00, 0x7C00, 0x3C01)]
    [TestCase(0xBC00, 0x0000, 0xBBFF)]
    [TestCase(0x7BFF, 0x7C00, 0x7C00)]
    [TestCase(0x7C00, 0x0000, 0x7BFF)]
    [TestCase(0x0000, 0x8000, 0x8000)]
    public void The_next_half_is_one_step_away(int x, int y, int expected)
    {
        Half next = SpecialFunctions.NextAfter(BitConverter.UInt16BitsToHalf((ushort)x), BitConverter.UInt16BitsToHalf((ushort)y));
        Assert.That(BitConverter.HalfToUInt16Bits(next), Is.EqualTo(expected));
    }

    [TestCase(0x0000, 0x3F80, 0x0001)]
    [TestCase(0x8000, 0xBF80, 0x8001)]
    [TestCase(0x0001, 0x8000, 0x0000)]
    [TestCase(0x3F80, 0x7F80, 0x3F81)]
    [TestCase(0xBF80, 0x0000, 0xBF7F)]
    [TestCase(0x7F7F, 0x7F80, 0x7F80)]
    [TestCase(0x7F80, 0x0000, 0x7F7F)]
    [TestCase(0xFF80, 0x0000, 0xFF7F)]
    [TestCase(0x0000, 0x8000, 0x8000)]
    public void The_next_bfloat16_is_one_step_away(int x, int y, int expected)
    {
        BFloat16 next = SpecialFunctions.NextAfter(BFloat16.FromBits((ushort)x), BFloat16.FromBits((ushort)y));
        Assert.That(next.ToBits(), Is.EqualTo(expected));
    }

    [Test]
    public void Next_to_NaN_is_NaN()
    {
        Assert.That(Half.IsNaN(SpecialFunctions.NextAfter(Half.NaN, Half.One)));
        Assert.That(Half.IsNaN(SpecialFunctions.NextAfter(Half.One, Half.NaN)));
        Assert.That(float.IsNaN(SpecialFunctions.NextAfter((BFloat16)float.NaN, (BFloat16)1f)));
        Assert.That(float.IsNaN(SpecialFunctions.NextAfter((BFloat16)1f, (BFloat16)float.NaN)));
    }
}
