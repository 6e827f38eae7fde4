using Core.Compiler.Loops;
using Core.Ir;

namespace Core.Compiler.Lowering;

/// <summary>Elementwise ops as instructions on lanes, with the results of the interpreter: special values included, other numbers within 2 units in the last place.</summary>
/// <remarks>
/// Narrow types are computed in I32 and F32 and brought back into their range after each op. Sums and products of complex numbers are the textbook
/// formulas, accurate relative to the size of the number; the rarer complex functions are called lane by lane.
/// </remarks>
internal sealed partial class ElementwiseLowering(LoopBuilder b)
{
    /// <summary>Whether an op is lowered here, for operands of these types.</summary>
    public static bool Accepts(Op op, ReadOnlySpan<ArrayType> inputs)
    {
        foreach (ArrayType input in inputs)
            if (input.DType.IsKey) return false;
        return op switch
        {
            Ir.Unary or Ir.Binary or Ir.Comparison or Ir.IntegerPow or Ir.Round or Ir.Conj or AddAny or RegularizedIncompleteBeta or Ir.SelectN or Clamp or
                Ir.ReducePrecision or ConvertElementType or Threefry2x32 => true,
            BitcastConvertType bitcast => bitcast.NewDType.ByteSize == inputs[0].DType.ByteSize,
            _ => false,
        };
    }

    /// <summary>The result of an op of one result, in each lane.</summary>
    /// <param name="op">An op that <see cref="Accepts"/> accepts, but threefry2x32.</param>
    /// <param name="args">Its operands.</param>
    public LaneValue Lower(Op op, ReadOnlySpan<LaneValue> args) => op switch
    {
        Ir.Unary unary => Unary(unary.Kind, args[0]),
        Ir.Binary binary => Binary(binary, args[0], args[1]),
        Ir.Comparison comparison => Comparison(comparison.Kind, args[0], args[1]),
        Ir.IntegerPow power => IntegerPow(power, args[0]),
        Ir.Round round => Round(round.Method, args[0]),
        Ir.Conj => Conj(args[0]),
        AddAny => args[0].DType is DType.Bool ? Binary(BinaryKind.Or, args[0], args[1]) : Binary(BinaryKind.Add, args[0], args[1]),
        RegularizedIncompleteBeta => PerLane(Methods.Betainc, args[0], args[1], args[2]),
        Ir.SelectN => SelectN(args[0], args[1..]),
        Clamp => Binary(BinaryKind.Min, Binary(BinaryKind.Max, args[1], args[0]), args[2]),
        Ir.ReducePrecision reduce => ReducePrecision(reduce, args[0]),
        ConvertElementType convert => Convert(args[0], convert.NewDType),
        BitcastConvertType bitcast => Bitcast(args[0], bitcast.NewDType),
        _ => throw new UnsupportedException($"{op.Name} is not an elementwise op of one result; it cannot be part of a fused loop."),
    };

    /// <summary>A number of each element type, from the bits of an element.</summary>
    /// <param name="element">One element: a literal, or a constant of one element.</param>
    public LaneValue Constant(ArrayData element)
    {
        ReadOnlySpan<byte> bytes = element.Bytes;
        DType dtype = element.DType;
        return dtype switch
        {
            DType.Bool => new(dtype, b.Mask(bytes[0] != 0)),
            DType.I8 => new(dtype, b.I32((sbyte)bytes[0])),
            DType.U8 => new(dtype, b.I32(bytes[0])),
            DType.I16 => new(dtype, b.I32(BitConverter.ToInt16(bytes))),
            DType.U16 => new(dtype, b.I32(BitConverter.ToUInt16(bytes))),
            DType.I32 or DType.U32 => new(dtype, b.I32(BitConverter.ToInt32(bytes))),
            DType.I64 or DType.U64 => new(dtype, b.I64(BitConverter.ToInt64(bytes))),
            DType.BF16 => new(dtype, b.F32(BFloat16.FromBits(BitConverter.ToUInt16(bytes)))),
            DType.F16 => new(dtype, b.F32((float)BitConverter.ToHalf(bytes))),
            DType.F32 => new(dtype, b.F32(BitConverter.ToSingle(bytes))),
            DType.F64 => new(dtype, b.F64(BitConverter.ToDouble(bytes))),
            DType.C64 => new(dtype, b.F32(BitConverter.ToSingle(bytes)), b.F32(BitConverter.ToSingle(bytes[4..]))),
            DType.C128 => new(dtype, b.F64(BitConverter.ToDouble(bytes)), b.F64(BitConverter.ToDouble(bytes[8..]))),
            DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new UnsupportedException($"a {dtype.Name} cannot be part of a fused loop."),
        };
    }

    /// <summary>An integer, such as the place along an axis, as an element of an array (iota).</summary>
    /// <param name="place">An I32 or I64 value, not negative.</param>
    /// <param name="dtype">The element type.</param>
    public LaneValue FromPlace(int place, DType dtype) => Convert(new(b.TypeOf(place) is LaneType.I32 ? DType.I32 : DType.I64, place), dtype);

    private LaneValue SelectN(LaneValue which, ReadOnlySpan<LaneValue> cases)
    {
        LaneValue result = cases[^1];
        for (int i = cases.Length - 2; i >= 0; i--)
        {
            // Out of range the nearest case is taken, as the interpreter does.
            int mask = which.DType is DType.Bool ? b.Not(which.A)
                : which.DType.Kind is DTypeKind.Unsigned ? b.LessEqualUnsigned(which.A, b.Like(which.A, i))
                : b.LessEqual(which.A, b.Like(which.A, i));
            result = which.DType is DType.Bool ? Select(which.A, result, cases[i]) : Select(mask, cases[i], result);
        }
        return result;
    }

    private LaneValue Select(int mask, LaneValue a, LaneValue c) => a.DType is DType.Bool
        ? a with { A = b.Select(mask, a.A, c.A) }
        : new(a.DType, b.Select(mask, a.A, c.A), a.B < 0 ? -1 : b.Select(mask, a.B, c.B));

    private LaneValue Comparison(ComparisonKind kind, LaneValue x, LaneValue y)
    {
        if (x.DType.IsComplex)
        {
            int equal = b.And(b.Equal(x.A, y.A), b.Equal(x.B, y.B));
            return new(DType.Bool, kind is ComparisonKind.Ne ? b.Not(equal) : equal);
        }
        (int left, int right) = (x.A, y.A);
        if (x.DType is DType.Bool)
        {
            return new(DType.Bool, kind switch
            {
                ComparisonKind.Eq or ComparisonKind.EqTotal => b.Not(b.Xor(left, right)),
                ComparisonKind.Ne => b.Xor(left, right),
                ComparisonKind.Lt or ComparisonKind.LtTotal => b.And(b.Not(left), right),
                ComparisonKind.Gt => b.And(left, b.Not(right)),
                ComparisonKind.Le or ComparisonKind.LeTotal => b.Or(b.Not(left), right),
                ComparisonKind.Ge => b.Or(left, b.Not(right)),
            });
        }
        if (x.DType.IsFloat && kind is ComparisonKind.EqTotal or ComparisonKind.LeTotal or ComparisonKind.LtTotal) (left, right) = (Ordered(left), Ordered(right));
        bool unsigned = x.DType is DType.U32 or DType.U64; // narrower ones are held in signed numbers that have room for them
        return new(DType.Bool, kind switch
        {
            ComparisonKind.Eq or ComparisonKind.EqTotal => b.Equal(left, right),
            ComparisonKind.Ne => b.NotEqual(left, right),
            ComparisonKind.Lt or ComparisonKind.LtTotal => unsigned ? b.LessUnsigned(left, right) : b.Less(left, right),
            ComparisonKind.Gt => unsigned ? b.LessUnsigned(right, left) : b.Less(right, left),
            ComparisonKind.Le or ComparisonKind.LeTotal => unsigned ? b.LessEqualUnsigned(left, right) : b.LessEqual(left, right),
            ComparisonKind.Ge => unsigned ? b.LessEqualUnsigned(right, left) : b.LessEqual(right, left),
        });
    }

    // The bits of a number, those of negative ones turned around: integers in the order −NaN, −∞, …, −0, 0, …, ∞, NaN.
    private int Ordered(int number)
    {
        int bits = b.Bitcast(number);
        bool narrow = b.TypeOf(bits) is LaneType.I32;
        int negative = b.ShiftRightArithmetic(bits, narrow ? 31 : 63);
        return b.Xor(bits, b.ShiftRightLogical(negative, 1));
    }

    /// <summary>A result of a narrow type brought back into its range: integers wrap around, floating-point numbers round to even.</summary>
    private int Narrowed(DType dtype, int value) => dtype switch
    {
        DType.I8 => b.ShiftRightArithmetic(b.ShiftLeft(value, 24), 24),
        DType.I16 => b.ShiftRightArithmetic(b.ShiftLeft(value, 16), 16),
        DType.U8 => b.And(value, b.I32(0xFF)),
        DType.U16 => b.And(value, b.I32(0xFFFF)),
        DType.BF16 => RoundedToBFloat16(value),
        DType.F16 => RoundedToHalf(value),
        _ => value,
    };

    private LaneValue Result(DType dtype, int value) => new(dtype, Narrowed(dtype, value));

    private int RoundedToBFloat16(int value)
    {
        // The upper half of the bits, rounded to even: a carry goes into the exponent, up to infinity.
        int bits = b.Bitcast(value);
        int odd = b.And(b.ShiftRightLogical(bits, 16), b.I32(1));
        int rounded = b.And(b.Add(b.Add(bits, b.I32(0x7FFF)), odd), b.I32(unchecked((int)0xFFFF0000)));
        return b.Select(b.IsNaN(value), value, b.Bitcast(rounded));
    }

    private int RoundedToHalf(int value)
    {
        // 13 bits less, rounded to even; below 2⁻¹⁴ multiples of 2⁻²⁴, which adding ½ makes; from 65520 infinity.
        int bits = b.Bitcast(value), magnitude = b.Abs(value);
        int odd = b.And(b.ShiftRightLogical(bits, 13), b.I32(1));
        int rounded = b.Abs(b.Bitcast(b.And(b.Add(b.Add(bits, b.I32(0xFFF)), odd), b.I32(~0x1FFF))));
        rounded = b.Select(b.Less(magnitude, 6.103515625e-05), b.Sub(b.Add(magnitude, 0.5), b.F32(0.5f)), rounded);
        rounded = b.Select(b.GreaterEqual(magnitude, 65520), double.PositiveInfinity, rounded);
        return b.Select(b.IsNaN(value), value, b.XorSign(rounded, value));
    }
}
