using System.Numerics;
using Core.Compiler.Loops;
using Core.Ir;

namespace Core.Compiler.Lowering;

internal sealed partial class ElementwiseLowering
{
    private LaneValue Binary(Ir.Binary op, LaneValue x, LaneValue y) => op.OutDType is { Result: var wanted }
        ? Binary(op.Kind, Convert(x, wanted), Convert(y, wanted))
        : Binary(op.Kind, x, y);

    private LaneValue Binary(BinaryKind kind, LaneValue x, LaneValue y)
    {
        DType dtype = x.DType;
        switch (kind)
        {
            case BinaryKind.Complex:
                return new(dtype is DType.F64 ? DType.C128 : DType.C64, x.A, y.A);
            case BinaryKind.NextAfter:
                return NextAfter(x, y);
            case BinaryKind.Pow when y.DType.IsInteger:
                return PowerOfInteger(x, y);
        }
        return dtype.Kind switch
        {
            DTypeKind.Float => Result(dtype, Real(kind, dtype, x.A, y.A)),
            DTypeKind.Complex => ComplexBinary(kind, x, y),
            DTypeKind.Bool => new(dtype, Truth(kind, x.A, y.A)),
            _ => Result(dtype, Integer(kind, dtype, x.A, y.A)),
        };
    }

    private int Real(BinaryKind kind, DType dtype, int x, int y) => kind switch
    {
        BinaryKind.Add => b.Add(x, y),
        BinaryKind.Sub => b.Sub(x, y),
        BinaryKind.Mul => b.Mul(x, y),
        BinaryKind.Div => b.Div(x, y),
        BinaryKind.Rem => Remainder(x, y),
        BinaryKind.Max => Largest(x, y),
        BinaryKind.Min => Smallest(x, y),
        BinaryKind.Pow => VectorMath.Pow(b, x, y),
        BinaryKind.Atan2 => VectorMath.Atan2(b, x, y),
        BinaryKind.Igamma => PerLane(Methods.Igamma, new(dtype, x), new(dtype, y)).A,
        BinaryKind.Igammac => PerLane(Methods.Igammac, new(dtype, x), new(dtype, y)).A,
        BinaryKind.IgammaGradA => PerLane(Methods.IgammaGradA, new(dtype, x), new(dtype, y)).A,
        BinaryKind.Zeta => PerLane(Methods.Zeta, new(dtype, x), new(dtype, y)).A,
        BinaryKind.Polygamma => PerLane(Methods.Polygamma, new(dtype, x), new(dtype, y)).A,
        BinaryKind.MulHi or BinaryKind.NextAfter or BinaryKind.Complex or BinaryKind.And or BinaryKind.Or or BinaryKind.Xor or BinaryKind.ShiftLeft or
            BinaryKind.ShiftRightArithmetic or BinaryKind.ShiftRightLogical => throw NotOf(kind.Name, "floating-point"),
    };

    // The larger one; NaN if either is, +0 of two different zeros.
    private int Largest(int x, int y)
    {
        if (b.IsConstant(x, out _)) (x, y) = (y, x);
        if (IsNumber(y, out double constant))
        {
            // The processor gives its second operand where either is NaN or both are zeros.
            int larger = b.Max(y, x);
            return constant == 0 && !double.IsNegative(constant) ? b.Add(larger, y) : larger;
        }
        int result = b.Select(b.Equal(x, y), b.And(x, y), b.Max(x, y));
        return b.Select(b.IsNaN(x), x, result);
    }

    // The smaller one; NaN if either is, −0 of two different zeros.
    private int Smallest(int x, int y)
    {
        if (b.IsConstant(x, out _)) (x, y) = (y, x);
        if (IsNumber(y, out double constant) && !(constant == 0 && double.IsNegative(constant))) return b.Min(y, x);
        int result = b.Select(b.Equal(x, y), b.Or(x, y), b.Min(x, y));
        return b.Select(b.IsNaN(x), x, result);
    }

    private bool IsNumber(int value, out double number)
    {
        number = double.NaN;
        if (b.IsConstant(value, out long bits))
            number = b.TypeOf(value) is LaneType.F32 ? BitConverter.Int32BitsToSingle((int)bits) : BitConverter.Int64BitsToDouble(bits);
        return !double.IsNaN(number);
    }

    // The remainder of the truncated quotient: exact, because quotients up to 2⁵² are off by one at most, and the product is taken off with one rounding.
    private int Remainder(int x, int y)
    {
        if (b.TypeOf(x) is LaneType.F32) return b.Convert(Remainder(b.Convert(x, LaneType.F64), b.Convert(y, LaneType.F64)), LaneType.F32);
        int size = b.Abs(y), dividend = b.Abs(x), quotient = b.Truncate(b.Div(dividend, size));
        int rest = b.Fnma(quotient, size, dividend);
        rest = b.Select(b.Less(rest, 0.0), b.Add(rest, size), rest);
        rest = b.Select(b.Less(dividend, size), dividend, rest);
        int large = b.And(b.GreaterEqual(quotient, 4503599627370496), b.And(b.Less(dividend, double.PositiveInfinity), b.Greater(size, 0)));
        rest = VectorMath.WhereRare(b, large, rest, () => b.Call(Methods.Remainder, LaneType.F64, dividend, size));
        return b.Select(b.IsNaN(rest), rest, b.CopySign(rest, x));
    }

    private int Truth(BinaryKind kind, int x, int y) => kind switch
    {
        BinaryKind.And or BinaryKind.Min or BinaryKind.Mul => b.And(x, y),
        BinaryKind.Or or BinaryKind.Max or BinaryKind.Add => b.Or(x, y),
        BinaryKind.Xor => b.Xor(x, y),
        BinaryKind.Sub or BinaryKind.MulHi or BinaryKind.Div or BinaryKind.Rem or BinaryKind.Pow or BinaryKind.Atan2 or BinaryKind.NextAfter or
            BinaryKind.Complex or BinaryKind.ShiftLeft or BinaryKind.ShiftRightArithmetic or BinaryKind.ShiftRightLogical or BinaryKind.Igamma or
            BinaryKind.Igammac or BinaryKind.IgammaGradA or BinaryKind.Zeta or BinaryKind.Polygamma => throw NotOf(kind.Name, "bool"),
    };

    private int Integer(BinaryKind kind, DType dtype, int x, int y) => kind switch
    {
        BinaryKind.Add => b.Add(x, y),
        BinaryKind.Sub => b.Sub(x, y),
        BinaryKind.Mul => b.Mul(x, y),
        BinaryKind.MulHi => HighProduct(dtype, x, y),
        BinaryKind.Div => IntegerQuotient(dtype, x, y, remainder: false),
        BinaryKind.Rem => IntegerQuotient(dtype, x, y, remainder: true),
        BinaryKind.Max => dtype is DType.U32 or DType.U64 ? b.MaxUnsigned(x, y) : b.Max(x, y),
        BinaryKind.Min => dtype is DType.U32 or DType.U64 ? b.MinUnsigned(x, y) : b.Min(x, y),
        BinaryKind.And => b.And(x, y),
        BinaryKind.Or => b.Or(x, y),
        BinaryKind.Xor => b.Xor(x, y),
        BinaryKind.ShiftLeft => Shift(kind, dtype, x, y),
        BinaryKind.ShiftRightArithmetic => Shift(kind, dtype, x, y),
        BinaryKind.ShiftRightLogical => Shift(kind, dtype, x, y),
        BinaryKind.Pow or BinaryKind.Atan2 or BinaryKind.NextAfter or BinaryKind.Complex or BinaryKind.Igamma or BinaryKind.Igammac or
            BinaryKind.IgammaGradA or BinaryKind.Zeta or BinaryKind.Polygamma => throw NotOf(kind.Name, "integer"),
    };

    private int HighProduct(DType dtype, int x, int y)
    {
        bool unsigned = dtype.Kind is DTypeKind.Unsigned;
        if (dtype.BitWidth == 64) return b.Call(unsigned ? Methods.HighProductUnsigned : Methods.HighProductSigned, LaneType.I64, x, y);
        if (dtype.BitWidth < 32)
        {
            int product = b.Mul(x, y);
            return unsigned ? b.ShiftRightLogical(product, dtype.BitWidth) : b.ShiftRightArithmetic(product, dtype.BitWidth);
        }
        int left = unsigned ? b.ConvertUnsigned(x, LaneType.I64) : b.Convert(x, LaneType.I64);
        int right = unsigned ? b.ConvertUnsigned(y, LaneType.I64) : b.Convert(y, LaneType.I64);
        return b.Convert(b.ShiftRightLogical(b.Mul(left, right), 32), LaneType.I32);
    }

    // As XLA: division by zero gives all ones and leaves the whole as remainder; the smallest number divided by −1 is itself.
    private int IntegerQuotient(DType dtype, int x, int y, bool remainder)
    {
        bool unsigned = dtype.Kind is DTypeKind.Unsigned;
        bool isConstant = b.IsConstant(y, out long bits);
        if (unsigned && isConstant && Divisor(dtype, bits) is ulong divisor && BitOperations.IsPow2(divisor))
        {
            return remainder
                ? b.And(x, b.Constant(b.TypeOf(x), (long)(divisor - 1)))
                : b.ShiftRightLogical(x, BitOperations.Log2(divisor));
        }
        if (dtype.BitWidth == 64)
        {
            return b.Call(remainder
                ? unsigned ? Methods.RemainderUnsigned : Methods.RemainderSigned
                : unsigned ? Methods.DivideUnsigned : Methods.DivideSigned, LaneType.I64, x, y);
        }

        // A quotient of numbers of fewer bits than the floating-point type has lies farther from the next integer than it is rounded.
        bool isKnown = dtype.BitWidth == 32 && isConstant && (int)bits != 0;
        int zero = isKnown ? -1 : b.Equal(y, 0.0), safe = isKnown ? y : b.Select(zero, b.Like(y, 1), y), quotient;
        if (dtype.BitWidth < 32)
        {
            quotient = b.ConvertTruncate(b.Div(b.Convert(x, LaneType.F32), b.Convert(safe, LaneType.F32)), LaneType.I32);
        }
        else
        {
            int left = unsigned ? b.ConvertUnsigned(x, LaneType.F64) : b.Convert(x, LaneType.F64);
            int real = isKnown
                ? b.Mul(left, b.Like(left, Reciprocal(unsigned ? (uint)bits : (int)bits)))
                : b.Div(left, unsigned ? b.ConvertUnsigned(safe, LaneType.F64) : b.Convert(safe, LaneType.F64));
            quotient = b.Convert(b.ConvertTruncate(real, LaneType.I64), LaneType.I32);
        }
        if (remainder) quotient = b.Sub(x, b.Mul(quotient, safe));
        return isKnown ? quotient : remainder ? b.Select(zero, x, quotient) : b.Select(zero, b.Like(y, -1), quotient);
    }

    // A little too large, by 2⁻⁵² to 2⁻⁵⁰ of it, so that products with numbers of 32 bits are not less than the quotient; the next integer is farther away.
    private static double Reciprocal(double divisor)
    {
        double size = Math.BitIncrement(Math.BitIncrement(Math.BitIncrement(1 / Math.Abs(divisor))));
        return Math.CopySign(size, divisor);
    }

    private static ulong Divisor(DType dtype, long bits) => dtype.BitWidth == 64 ? (ulong)bits : (uint)bits;

    private int Shift(BinaryKind kind, DType dtype, int x, int y)
    {
        // A negative distance is a large unsigned one. Narrow numbers are shifted in 32 bits; a distance beyond their width but below 32 needs no care:
        // to the left the bits leave the narrow range, to the right only (copies of) the sign are left.
        switch (kind)
        {
            case BinaryKind.ShiftLeft: return b.ShiftLeftBy(x, y);
            case BinaryKind.ShiftRightLogical: return b.ShiftRightLogicalBy(Bits(dtype, x), y);
            default:
                if (dtype is DType.U8 or DType.U16)
                {
                    int unused = 32 - dtype.BitWidth;
                    x = b.ShiftRightArithmetic(b.ShiftLeft(x, unused), unused);
                }
                return b.ShiftRightArithmeticBy(x, y);
        }
    }

    private LaneValue PowerOfInteger(LaneValue x, LaneValue y)
    {
        // An exponent of more bits than the type has is not rounded to it: that could make an odd one even.
        if (x.DType.IsComplex) return FourOperands(Methods.ComplexPow, x, Convert(y, DType.C128));
        int wide = Convert(y, DType.F64).A;
        if (y.DType.BitWidth < 32 || b.TypeOf(x.A) is LaneType.F64)
            return Result(x.DType, VectorMath.Pow(b, x.A, b.Convert(wide, b.TypeOf(x.A))));
        return Result(x.DType, b.Convert(VectorMath.Pow(b, b.Convert(x.A, LaneType.F64), wide), LaneType.F32));
    }

    // The neighbour in the order of the bits, of the width of the type.
    private LaneValue NextAfter(LaneValue x, LaneValue y)
    {
        int unit = x.DType switch { DType.BF16 => 1 << 16, DType.F16 => 0, _ => 1 };
        if (unit == 0) return PerLane(Methods.NextAfterHalf, x, y);
        int bits = b.Bitcast(x.A), one = b.Like(bits, unit);
        int up = b.Less(x.A, y.A), positive = b.Less(b.Like(bits, -1), bits);
        int away = b.Not(b.Xor(up, positive));
        int next = b.Bitcast(b.Select(away, b.Add(bits, one), b.Sub(bits, one)));
        int smallest = b.Or(b.Constant(b.TypeOf(x.A), unit), b.SignBit(y.A));
        next = b.Select(b.Equal(x.A, 0.0), smallest, next);
        next = b.Select(b.Equal(x.A, y.A), y.A, next);
        return x with { A = b.Select(b.Or(b.IsNaN(x.A), b.IsNaN(y.A)), double.NaN, next) };
    }
}
