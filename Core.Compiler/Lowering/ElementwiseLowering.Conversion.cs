using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

internal sealed partial class ElementwiseLowering
{
    /// <summary>Numbers as another type: floating-point saturates and NaN becomes 0, integers wrap around, imaginary parts are dropped.</summary>
    public LaneValue Convert(LaneValue x, DType to)
    {
        if (x.DType == to) return x;
        if (x.DType.IsComplex)
        {
            LaneValue real = new(x.DType.RealPart, x.A);
            return to.IsComplex ? new(to, Convert(real, to.RealPart).A, Convert(new(x.DType.RealPart, x.B), to.RealPart).A) : Convert(real, to);
        }
        LaneType type = LoopBuilder.LaneTypeOf(to);
        return to.Kind switch
        {
            DTypeKind.Complex => new(to, Convert(x, to.RealPart).A, b.Number(type, 0)),
            DTypeKind.Bool => new(to, b.NotEqual(x.A, b.Like(x.A, 0))),
            _ when x.DType is DType.Bool => new(to, b.Select(x.A, b.Number(type, 1), b.Number(type, 0))),
            DTypeKind.Float => new(to, x.DType.IsFloat ? FloatToFloat(x.A, to) : IntegerToFloat(x, to)),
            _ => new(to, x.DType.IsFloat ? FloatToInteger(x.A, to) : IntegerToInteger(x, to)),
        };
    }

    private int FloatToFloat(int x, DType to)
    {
        if (b.TypeOf(x) is LaneType.F64 && to is DType.BF16 or DType.F16) return Narrowed(to, ToOdd(x));
        return Narrowed(to, b.Convert(x, LoopBuilder.LaneTypeOf(to)));
    }

    // A double as a float, towards zero and then with the last bit set where that is not exact: rounded once more it is as if rounded once.
    private int ToOdd(int x)
    {
        int rounded = b.Convert(x, LaneType.F32), back = b.Convert(rounded, LaneType.F64), bits = b.Bitcast(rounded);
        bits = b.Select(b.Less(b.Abs(x), b.Abs(back)), b.Sub(bits, b.I32(1)), bits);
        return b.Bitcast(b.Select(b.NotEqual(back, x), b.Or(bits, b.I32(1)), bits));
    }

    private int IntegerToFloat(LaneValue x, DType to)
    {
        // Narrow integers are exact in any case, others in double or rounded there first, as the interpreter does.
        if (x.DType.BitWidth < 32) return Narrowed(to, b.Convert(x.A, LoopBuilder.LaneTypeOf(to)));
        if (x.DType is DType.I32 && to is DType.F32) return b.Convert(x.A, LaneType.F32);
        int wide = x.DType.Kind is DTypeKind.Unsigned ? b.ConvertUnsigned(x.A, LaneType.F64) : b.Convert(x.A, LaneType.F64);
        return FloatToFloat(wide, to);
    }

    private int IntegerToInteger(LaneValue x, DType to)
    {
        LaneType type = LoopBuilder.LaneTypeOf(to);
        return Narrowed(to, x.DType is DType.U32 ? b.ConvertUnsigned(x.A, type) : b.Convert(x.A, type));
    }

    private int FloatToInteger(int x, DType to)
    {
        x = b.Select(b.IsNaN(x), 0.0, x);
        if (to.BitWidth < 32)
        {
            bool unsigned = to.Kind is DTypeKind.Unsigned;
            double low = unsigned ? 0 : -Math.ScaleB(1, to.BitWidth - 1), high = Math.ScaleB(1, unsigned ? to.BitWidth : to.BitWidth - 1) - 1;
            return b.ConvertTruncate(b.Max(b.Like(x, low), b.Min(b.Like(x, high), x)), LaneType.I32);
        }
        switch (to)
        {
            case DType.I32:
                return Saturated(b.Max(b.Like(x, int.MinValue), x), 2147483648.0, LaneType.I32, int.MaxValue);
            case DType.I64:
                return Saturated(b.Max(b.Like(x, long.MinValue), x), 9223372036854775808.0, LaneType.I64, long.MaxValue);
            case DType.U32:
                return b.Convert(Saturated(b.Max(b.Like(x, 0), x), 4294967296.0, LaneType.I64, uint.MaxValue), LaneType.I32);
            default:
                // u64: from 2⁶³ the rest above it, with the upper bit put in.
                x = b.Max(b.Like(x, 0), x);
                int upper = b.GreaterEqual(x, 9223372036854775808.0);
                int rest = Saturated(b.Select(upper, b.Sub(x, 9223372036854775808.0), x), 9223372036854775808.0, LaneType.I64, long.MaxValue);
                int huge = b.GreaterEqual(x, 18446744073709551616.0);
                int result = b.Select(upper, b.Or(rest, b.I64(long.MinValue)), rest);
                return b.Select(huge, b.I64(-1), result);
        }
    }

    private int Saturated(int x, double limit, LaneType type, long largest)
    {
        int large = b.GreaterEqual(x, limit);
        return b.Select(large, b.Constant(type, largest), b.ConvertTruncate(b.Select(large, 0.0, x), type));
    }

    private LaneValue Bitcast(LaneValue x, DType to)
    {
        if (x.DType == to) return x;
        int bits = x.DType switch
        {
            DType.F32 or DType.F64 => b.Bitcast(x.A),
            DType.BF16 => b.ShiftRightLogical(b.Bitcast(x.A), 16),
            DType.F16 => HalfBits(x.A),
            _ => Bits(x.DType, x.A),
        };
        return new(to, to switch
        {
            DType.F32 or DType.F64 => b.Bitcast(bits),
            DType.BF16 => b.Bitcast(b.ShiftLeft(bits, 16)),
            DType.F16 => FromHalfBits(bits),
            _ => Narrowed(to, bits),
        });
    }

    // The 16 bits of a half that is held as a float.
    private int HalfBits(int value)
    {
        int bits = b.Bitcast(value), magnitude = b.Abs(value);
        int normal = b.Sub(b.ShiftRightLogical(b.Bitcast(magnitude), 13), b.I32(112 << 10));
        int subnormal = b.ConvertTruncate(b.Select(b.Less(magnitude, 6.103515625e-05), b.Mul(magnitude, 16777216.0), 0.0), LaneType.I32);
        int result = b.Select(b.Less(magnitude, 6.103515625e-05), subnormal, normal);
        int special = b.And(b.Or(b.ShiftRightLogical(bits, 13), b.I32(0x7C00)), b.I32(0x7FFF));
        result = b.Select(b.Less(magnitude, double.PositiveInfinity), result, special);
        return b.Or(result, b.And(b.ShiftRightLogical(bits, 16), b.I32(0x8000)));
    }

    private int FromHalfBits(int bits)
    {
        int magnitude = b.And(bits, b.I32(0x7FFF)), shifted = b.ShiftLeft(magnitude, 13);
        int subnormal = b.Mul(b.Convert(magnitude, LaneType.F32), 5.9604644775390625e-08);
        int normal = b.Bitcast(b.Add(shifted, b.I32(112 << 23)));
        int special = b.Bitcast(b.Or(shifted, b.I32(0x7F800000)));
        int result = b.Select(b.Less(magnitude, b.I32(0x400)), subnormal, b.Select(b.Less(magnitude, b.I32(0x7C00)), normal, special));
        return b.Or(result, b.Bitcast(b.ShiftLeft(b.And(bits, b.I32(0x8000)), 16)));
    }

    private LaneValue ReducePrecision(Ir.ReducePrecision op, LaneValue x) => x with
    {
        A = x.DType switch
        {
            DType.F64 => b.Bitcast(ReducedBits(b.Bitcast(x.A), 11, 52, 52, op)),
            DType.F16 => FromHalfBits(ReducedBits(HalfBits(x.A), 5, 10, 10, op)),
            DType.BF16 => b.Bitcast(ReducedBits(b.Bitcast(x.A), 8, 23, 7, op)),
            _ => b.Bitcast(ReducedBits(b.Bitcast(x.A), 8, 23, 23, op)),
        },
    };

    // As the interpreter (XLA's EmitReducePrecisionIR). `kept` is how many bits of the mantissa the type has, of which `mantissaBits` are held.
    private int ReducedBits(int bits, int exponentBits, int mantissaBits, int kept, Ir.ReducePrecision op)
    {
        LaneType type = b.TypeOf(bits);
        int Number(long value) => b.Constant(type, type is LaneType.I32 ? (int)value : value);
        long exponentMask = ((1L << exponentBits) - 1) << mantissaBits;
        int sign = b.And(bits, Number(1L << (exponentBits + mantissaBits))), magnitude = b.Xor(bits, sign), result = magnitude;
        if (op.MantissaBits < kept)
        {
            int dropped = mantissaBits - op.MantissaBits;
            int odd = b.And(b.ShiftRightLogical(result, dropped), Number(1));
            result = b.And(b.Add(b.Add(result, Number((1L << (dropped - 1)) - 1)), odd), Number(-(1L << dropped)));
        }
        if (op.ExponentBits < exponentBits)
        {
            long bias = (1L << (exponentBits - 1)) - 1, reducedBias = (1L << (op.ExponentBits - 1)) - 1;
            int exponent = b.ShiftRightLogical(result, mantissaBits);
            int small = b.LessEqual(exponent, Number(bias - reducedBias)), large = b.Less(Number(bias + reducedBias), exponent);
            result = b.Select(large, Number(exponentMask), b.Select(small, Number(0), result));
        }
        return b.Select(b.Less(Number(exponentMask), magnitude), bits, b.Or(result, sign));
    }
}
