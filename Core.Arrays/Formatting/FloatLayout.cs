namespace Core;

/// <summary>How a binary floating-point type lays out its numbers, which decides how many digits tell one from its neighbours.</summary>
/// <param name="FractionBits">Bits of the mantissa after its leading one.</param>
/// <param name="MinExponent">The power of two of the smallest number above zero.</param>
/// <param name="DecimalDigits">How many decimal digits every number of the type keeps, as NumPy's <c>finfo(…).precision</c>.</param>
internal sealed record FloatLayout(int FractionBits, int MinExponent, int DecimalDigits)
{
    private const int DoubleFractionBits = 52;

    private static readonly FloatLayout Half = new(10, -24, 3), Single = new(23, -149, 6), Double = new(DoubleFractionBits, -1074, 15);

    /// <summary>The layout of the numbers, or of the parts, of an element type.</summary>
    public static FloatLayout Of(DType dtype) => dtype.RealPart switch
    {
        DType.F16 => Half,
        DType.F32 => Single,
        DType.F64 => Double,
        _ => throw new DTypeException($"{dtype.Name} is none of f16, f32 and f64."),
    };

    /// <summary>The nearest number of the type.</summary>
    public double Round(double value) => FractionBits switch
    {
        10 => (double)(Half)value,
        23 => (float)value,
        _ => value,
    };

    /// <summary>A finite number of the type, without its sign, as <c>mantissa · 2^exponent</c> with the type's own mantissa.</summary>
    public (ulong Mantissa, int Exponent) Split(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)(bits >> DoubleFractionBits) & 0x7FF;
        ulong mantissa = (ulong)bits & ((1UL << DoubleFractionBits) - 1);
        if (biased != 0) mantissa |= 1UL << DoubleFractionBits;
        int exponent = Math.Max(biased, 1) - 1075;
        int ownExponent = Math.Max(exponent + DoubleFractionBits - FractionBits, MinExponent);
        return (mantissa >> (ownExponent - exponent), ownExponent);
    }

    /// <summary>Whether the next smaller number is half as far away as the next larger one: at powers of two.</summary>
    public bool IsNarrowBelow(ulong mantissa, int exponent) => mantissa == 1UL << FractionBits && exponent > MinExponent;
}
