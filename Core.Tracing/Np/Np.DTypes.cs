namespace Core;

public static partial class Np
{
    /// <summary>The element type that two promote to.</summary>
    /// <exception cref="DTypeException">There is none.</exception>
    public static DType PromoteTypes(DType a, DType b) => Promotion.Join([(a, false), (b, false)], x64: true).DType;

    /// <summary>Whether every value of one element type is a value of another.</summary>
    public static bool CanCast(DType from, DType to)
    {
        if (from == to) return true;
        (int fromBits, int toBits) = (from.RealPart.BitWidth, to.RealPart.BitWidth);
        return (from.Kind, to.Kind) switch
        {
            (DTypeKind.Key, _) or (_, DTypeKind.Key) => false,
            (DTypeKind.Bool, _) => true,
            (_, DTypeKind.Bool) => false,
            (DTypeKind.Signed, DTypeKind.Unsigned) => false,
            (DTypeKind.Signed, DTypeKind.Signed) or (DTypeKind.Unsigned, DTypeKind.Unsigned) => fromBits <= toBits,
            (DTypeKind.Unsigned, DTypeKind.Signed) => fromBits < toBits,
            // NumPy's rule: a floating-point type twice as wide, and f64 for 64-bit integers too.
            (DTypeKind.Signed or DTypeKind.Unsigned, _) => to.RealPart is DType.F64 || (to.RealPart is not DType.BF16 && fromBits < toBits),
            (DTypeKind.Complex, DTypeKind.Float) => false,
            _ => fromBits < toBits || (from.RealPart == to.RealPart),
        };
    }

    /// <summary>The limits of a floating-point type; of a complex type, those of its parts.</summary>
    /// <exception cref="DTypeException">The type is neither.</exception>
    public static FloatInfo Finfo(DType dtype) => dtype.RealPart switch
    {
        DType.BF16 => new(DType.BF16, 7, 8),
        DType.F16 => new(DType.F16, 10, 5),
        DType.F32 => new(DType.F32, 23, 8),
        DType.F64 => new(DType.F64, 52, 11),
        _ => throw new DTypeException($"Finfo: expected a floating-point or complex type, got {dtype.Name}; Iinfo has the limits of integers."),
    };

    /// <summary>The limits of an integer type.</summary>
    /// <exception cref="DTypeException">The type is none.</exception>
    public static IntegerInfo Iinfo(DType dtype) => dtype.Kind switch
    {
        DTypeKind.Signed => new(dtype, -(Int128.One << (dtype.BitWidth - 1)), (Int128.One << (dtype.BitWidth - 1)) - 1),
        DTypeKind.Unsigned => new(dtype, 0, (Int128.One << dtype.BitWidth) - 1),
        _ => throw new DTypeException($"Iinfo: expected an integer type, got {dtype.Name}; Finfo has the limits of floating-point types."),
    };

    /// <summary>The numbers as another element type; complex numbers are true where they are not zero.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Astype(NdArray x, DType? dtype = null)
    {
        DType wanted = dtype ?? DefaultFloat;
        return Lax.ConvertElementType(wanted is DType.Bool && x.DType.IsComplex ? ToBool(x) : x, wanted);
    }
}

/// <summary>The limits of a floating-point type.</summary>
/// <param name="DType">The type.</param>
/// <param name="MantissaBits">The bits after the point of a normal number.</param>
/// <param name="ExponentBits">The bits of the exponent.</param>
public sealed record FloatInfo(DType DType, int MantissaBits, int ExponentBits)
{
    /// <summary>Bits per number.</summary>
    public int Bits => DType.BitWidth;

    /// <summary>The distance from 1 to the next larger number.</summary>
    public double Eps => Math.ScaleB(1, -MantissaBits);

    /// <summary>The largest number.</summary>
    public double Max => Math.ScaleB(2 - Eps, MaxExponent - 1);

    /// <summary>The smallest number, negative.</summary>
    public double Min => -Max;

    /// <summary>One more than the exponent of the largest number: it is below 2 to this power.</summary>
    public int MaxExponent => 1 << (ExponentBits - 1);

    /// <summary>The exponent of the smallest normal number.</summary>
    public int MinExponent => 2 - MaxExponent;

    /// <summary>The smallest positive normal number; NumPy's <c>tiny</c>.</summary>
    public double SmallestNormal => Math.ScaleB(1, MinExponent);

    /// <summary>The smallest positive number.</summary>
    public double SmallestSubnormal => Math.ScaleB(1, MinExponent - MantissaBits);
}

/// <summary>The limits of an integer type.</summary>
/// <param name="DType">The type.</param>
/// <param name="Min">The smallest integer.</param>
/// <param name="Max">The largest integer.</param>
public sealed record IntegerInfo(DType DType, Int128 Min, Int128 Max)
{
    /// <summary>Bits per integer.</summary>
    public int Bits => DType.BitWidth;
}
