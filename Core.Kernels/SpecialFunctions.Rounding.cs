namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>−1, 0 or 1; a zero keeps its sign and NaN stays NaN.</summary>
    public static double Sign(double x) => x > 0 ? 1 : x < 0 ? -1 : x;

    /// <summary>The nearest integer, halves away from zero; a zero result has the sign of x.</summary>
    public static double RoundHalfAwayFromZero(double x) => Math.Round(x, MidpointRounding.AwayFromZero);

    /// <summary>The nearest integer, halves to the even one; a zero result has the sign of x.</summary>
    public static double RoundHalfToEven(double x) => Math.Round(x, MidpointRounding.ToEven);

    /// <summary>The neighbour of x in the direction of y; y itself where they are equal, NaN if either is NaN.</summary>
    public static double NextAfter(double x, double y) =>
        double.IsNaN(x) || double.IsNaN(y) ? double.NaN
        : x == y ? y
        : x == 0 ? Math.CopySign(double.Epsilon, y)
        : y > x ? double.BitIncrement(x) : double.BitDecrement(x);

    /// <inheritdoc cref="NextAfter(double, double)"/>
    public static float NextAfter(float x, float y) =>
        float.IsNaN(x) || float.IsNaN(y) ? float.NaN
        : x == y ? y
        : x == 0 ? MathF.CopySign(float.Epsilon, y)
        : y > x ? float.BitIncrement(x) : float.BitDecrement(x);

    /// <inheritdoc cref="NextAfter(double, double)"/>
    public static Half NextAfter(Half x, Half y) =>
        Half.IsNaN(x) || Half.IsNaN(y) ? Half.NaN
        : x == y ? y
        : x == Half.Zero ? Half.CopySign(Half.Epsilon, y)
        : y > x ? Half.BitIncrement(x) : Half.BitDecrement(x);

    /// <inheritdoc cref="NextAfter(double, double)"/>
    public static BFloat16 NextAfter(BFloat16 x, BFloat16 y)
    {
        if (float.IsNaN(x) || float.IsNaN(y)) return BFloat16.FromBits(0x7FC0);
        if (x == y) return y;
        ushort bits = x.ToBits();
        if ((float)x == 0) return BFloat16.FromBits((ushort)((y.ToBits() & 0x8000) | 1));
        bool awayFromZero = y > x == (float)x > 0;
        return BFloat16.FromBits((ushort)(awayFromZero ? bits + 1 : bits - 1));
    }
}
