using System.Globalization;

namespace Core;

/// <summary>A 16-bit floating-point number with the exponent range of <see cref="float"/> and 8 bits of precision.</summary>
public readonly struct BFloat16 : IEquatable<BFloat16>, IComparable<BFloat16>
{
    private readonly ushort _bits;

    private BFloat16(ushort bits) => _bits = bits;

    /// <summary>The number with the given bits: the upper half of a <see cref="float"/>'s.</summary>
    public static BFloat16 FromBits(ushort bits) => new(bits);

    /// <summary>The bits of the number.</summary>
    public ushort ToBits() => _bits;

    /// <summary>Rounds to nearest, ties to even; NaN stays NaN.</summary>
    public static explicit operator BFloat16(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        if (float.IsNaN(value)) return new((ushort)((bits >> 16) | 0x40)); // quiet, so that the mantissa does not become zero
        uint roundUp = 0x7FFF + ((bits >> 16) & 1);
        return new((ushort)((bits + roundUp) >> 16));
    }

    /// <summary>Rounds once, to nearest, ties to even.</summary>
    public static explicit operator BFloat16(double value)
    {
        // Round to odd in float first: the second rounding then sees on which side of a tie the double was.
        float single = (float)value;
        if ((double)single != value && !float.IsNaN(single) && float.IsFinite(single))
        {
            uint bits = BitConverter.SingleToUInt32Bits(single);
            bool tooFar = Math.Abs((double)single) > Math.Abs(value);
            if (tooFar) bits--;
            single = BitConverter.UInt32BitsToSingle(bits | 1);
        }
        return (BFloat16)single;
    }

    /// <summary>Exact.</summary>
    public static implicit operator float(BFloat16 value) => BitConverter.UInt32BitsToSingle((uint)value._bits << 16);

    /// <summary>Whether the numbers are equal; NaN equals nothing.</summary>
    public static bool operator ==(BFloat16 left, BFloat16 right) => (float)left == (float)right;

    /// <summary>Whether the numbers differ.</summary>
    public static bool operator !=(BFloat16 left, BFloat16 right) => (float)left != (float)right;

    /// <summary>Whether the left number is smaller.</summary>
    public static bool operator <(BFloat16 left, BFloat16 right) => (float)left < (float)right;

    /// <summary>Whether the left number is larger.</summary>
    public static bool operator >(BFloat16 left, BFloat16 right) => (float)left > (float)right;

    /// <summary>Whether the left number is smaller or equal.</summary>
    public static bool operator <=(BFloat16 left, BFloat16 right) => (float)left <= (float)right;

    /// <summary>Whether the left number is larger or equal.</summary>
    public static bool operator >=(BFloat16 left, BFloat16 right) => (float)left >= (float)right;

    /// <inheritdoc/>
    public bool Equals(BFloat16 other) => ((float)this).Equals(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is BFloat16 other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ((float)this).GetHashCode();

    /// <inheritdoc/>
    public int CompareTo(BFloat16 other) => ((float)this).CompareTo(other);

    /// <inheritdoc/>
    public override string ToString() => ((float)this).ToString(CultureInfo.InvariantCulture);
}
