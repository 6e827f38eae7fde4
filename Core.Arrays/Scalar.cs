using System.Numerics;
using System.Runtime.InteropServices;

namespace Core;

/// <summary>One number of any kind, as programs write it: a truth value, an integer, a floating-point or a complex number.</summary>
/// <remarks>
/// A floating-point number keeps the digits it was written with (<c>0.1</c>), whatever element type it stands for;
/// it is rounded when it becomes an element. Compares by its bits: NaN equals NaN, 0.0 and -0.0 differ.
/// </remarks>
public readonly record struct Scalar
{
    private readonly long _low, _high; // an integer's bits, or a real and an imaginary part's

    private Scalar(DTypeKind kind, long low, long high) => (Kind, _low, _high) = (kind, low, high);

    /// <summary>The kind of number.</summary>
    public DTypeKind Kind { get; }

    /// <summary>A truth value.</summary>
    public static Scalar Of(bool value) => new(DTypeKind.Bool, value ? 1 : 0, 0);

    /// <summary>A signed integer.</summary>
    public static Scalar Of(long value) => new(DTypeKind.Signed, value, 0);

    /// <summary>An unsigned integer.</summary>
    public static Scalar Of(ulong value) => new(DTypeKind.Unsigned, (long)value, 0);

    /// <summary>A floating-point number.</summary>
    public static Scalar Of(double value) => new(DTypeKind.Float, Bits(value), 0);

    /// <summary>A complex number.</summary>
    public static Scalar Of(Complex value) =>
        new(DTypeKind.Complex, Bits(value.Real), Bits(value.Imaginary));

    /// <summary>The element at <paramref name="index"/> of an array that holds no keys.</summary>
    public static Scalar Of(ArrayData array, int index) => array.DType switch
    {
        DType.Bool => Of(array.AsSpan<bool>()[index]),
        DType.I8 => Of((long)array.AsSpan<sbyte>()[index]),
        DType.I16 => Of((long)array.AsSpan<short>()[index]),
        DType.I32 => Of((long)array.AsSpan<int>()[index]),
        DType.I64 => Of(array.AsSpan<long>()[index]),
        DType.U8 => Of((ulong)array.AsSpan<byte>()[index]),
        DType.U16 => Of((ulong)array.AsSpan<ushort>()[index]),
        DType.U32 => Of((ulong)array.AsSpan<uint>()[index]),
        DType.U64 => Of(array.AsSpan<ulong>()[index]),
        DType.BF16 => Of((double)array.AsSpan<BFloat16>()[index]),
        DType.F16 => Of((double)array.AsSpan<Half>()[index]),
        DType.F32 => Of((double)array.AsSpan<float>()[index]),
        DType.F64 => Of(array.AsSpan<double>()[index]),
        DType.C64 => Of((Complex)array.AsSpan<Complex64>()[index]),
        DType.C128 => Of(array.AsSpan<Complex>()[index]),
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new DTypeException("a random key is no number."),
    };

    /// <summary>Whether the number is not zero.</summary>
    public bool ToBool() => Kind switch
    {
        DTypeKind.Float => ToDouble() != 0,
        DTypeKind.Complex => ToComplex() != Complex.Zero,
        _ => _low != 0,
    };

    /// <summary>The number as a <see cref="double"/>; of a complex number, the real part.</summary>
    public double ToDouble() => Kind switch
    {
        DTypeKind.Bool or DTypeKind.Signed => _low,
        DTypeKind.Unsigned => (ulong)_low,
        _ => BitConverter.Int64BitsToDouble(_low),
    };

    /// <summary>The number as a complex number.</summary>
    public Complex ToComplex() => new(ToDouble(), Kind is DTypeKind.Complex ? BitConverter.Int64BitsToDouble(_high) : 0);

    /// <summary>The number's integer part, wrapped around to 64 bits; out of range and NaN as .NET saturates them.</summary>
    public long ToInt64() => Kind is DTypeKind.Float or DTypeKind.Complex ? (long)ToDouble() : _low;

    /// <summary>The number's integer part as an unsigned integer.</summary>
    public ulong ToUInt64() => Kind is DTypeKind.Float or DTypeKind.Complex
        ? ToDouble() < 0 ? (ulong)(long)ToDouble() : (ulong)ToDouble()
        : (ulong)_low;

    /// <summary>The number as an element of type <paramref name="dtype"/> holds it: rounded, wrapped around, its imaginary part dropped.</summary>
    public Scalar ConvertTo(DType dtype) => Of(ToArray(dtype), 0);

    /// <summary>An array of no axes that holds the number.</summary>
    public ArrayData ToArray(DType dtype) => dtype switch
    {
        DType.Bool => Single(dtype, ToBool()),
        DType.I8 => Single(dtype, (sbyte)ToInt64()),
        DType.I16 => Single(dtype, (short)ToInt64()),
        DType.I32 => Single(dtype, (int)ToInt64()),
        DType.I64 => Single(dtype, ToInt64()),
        DType.U8 => Single(dtype, (byte)ToUInt64()),
        DType.U16 => Single(dtype, (ushort)ToUInt64()),
        DType.U32 => Single(dtype, (uint)ToUInt64()),
        DType.U64 => Single(dtype, ToUInt64()),
        DType.BF16 => Single(dtype, (BFloat16)ToDouble()),
        DType.F16 => Single(dtype, (Half)ToDouble()),
        DType.F32 => Single(dtype, (float)ToDouble()),
        DType.F64 => Single(dtype, ToDouble()),
        DType.C64 => Single(dtype, (Complex64)ToComplex()),
        DType.C128 => Single(dtype, ToComplex()),
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new DTypeException("a number is no random key; make one with Rng.Key."),
    };

    /// <summary>The number as Python writes it: <c>2.0</c>, <c>1e-05</c>, <c>True</c>, <c>(1+2j)</c>.</summary>
    public override string ToString() => Kind switch
    {
        DTypeKind.Bool => _low != 0 ? "True" : "False",
        DTypeKind.Unsigned => PythonText.Of((ulong)_low),
        DTypeKind.Float => PythonText.Of(ToDouble()),
        DTypeKind.Complex => PythonText.Of(ToComplex()),
        _ => PythonText.Of(_low),
    };

    // NaN without a sign, as Python's: double.NaN has one, and comes first where numbers are ordered by their bits.
    private static long Bits(double value) => double.IsNaN(value) ? 0x7ff8_0000_0000_0000 : BitConverter.DoubleToInt64Bits(value);

    private static ArrayData Single<T>(DType dtype, T value) where T : unmanaged => ArrayData.Create(dtype, [], MemoryMarshal.CreateReadOnlySpan(ref value, 1));
}
