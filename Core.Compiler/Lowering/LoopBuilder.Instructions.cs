using System.Reflection;
using Core.Compiler.Loops;

namespace Core.Compiler.Lowering;

// One short name for each instruction: the functions that are written with them should read like formulas. An int is the number of a value, a double is
// a constant: b.Add(x, 1.0), never b.Add(x, 1).
internal sealed partial class LoopBuilder
{
    public int F32(float number) => Constant(LaneType.F32, BitConverter.SingleToInt32Bits(number));

    public int F64(double number) => Constant(LaneType.F64, BitConverter.DoubleToInt64Bits(number));

    public int I32(int number) => Constant(LaneType.I32, number);

    public int I64(long number) => Constant(LaneType.I64, number);

    public int Mask(bool value) => Constant(LaneType.Mask, value ? 1 : 0);

    /// <summary>A constant of the bits of a type.</summary>
    public int Constant(LaneType type, long bits) => Pure(new(Opcode.Constant, type, Bits: bits), type);

    /// <summary>A number in the type of another value, rounded to it; an integer type takes its integer part.</summary>
    public int Like(int value, double number) => Number(TypeOf(value), number);

    /// <summary>A number as a constant of a type.</summary>
    public int Number(LaneType type, double number) => type switch
    {
        LaneType.F32 => F32((float)number),
        LaneType.F64 => F64(number),
        LaneType.I32 => I32((int)number),
        LaneType.I64 => I64((long)number),
        LaneType.Mask => Mask(number != 0),
    };

    public int IndexValue(int index, LaneType type) => Pure(new(Opcode.IndexValue, type, Bits: index), type);

    public int Add(int a, int b) => Commutative(Opcode.Add, a, b);

    public int Sub(int a, int b) => Same(Opcode.Sub, a, b);

    public int Mul(int a, int b) => Commutative(Opcode.Mul, a, b);

    public int Div(int a, int b) => Same(Opcode.Div, a, b);

    /// <summary>As the processor: b where either is NaN.</summary>
    public int Min(int a, int b) => Same(Opcode.Min, a, b);

    /// <summary>As the processor: b where either is NaN.</summary>
    public int Max(int a, int b) => Same(Opcode.Max, a, b);

    /// <summary>a·b + c.</summary>
    public int Fma(int a, int b, int c) => Pure(new(Opcode.Fma, TypeOf(a), a, b, c), TypeOf(a));

    /// <summary>a·b + c, rounded once.</summary>
    public int Fma(int a, int b, double c) => Fma(a, b, Like(a, c));

    /// <summary>c − a·b, rounded once.</summary>
    public int Fnma(int a, int b, int c) => Pure(new(Opcode.Fnma, TypeOf(a), a, b, c), TypeOf(a));

    public int Add(int a, double b) => Add(a, Like(a, b));

    public int Sub(int a, double b) => Sub(a, Like(a, b));

    public int Mul(int a, double b) => Mul(a, Like(a, b));

    public int Sqrt(int a) => Same(Opcode.Sqrt, a);

    public int RoundEven(int a) => Same(Opcode.RoundEven, a);

    public int Floor(int a) => Same(Opcode.Floor, a);

    public int Ceil(int a) => Same(Opcode.Ceil, a);

    public int Truncate(int a) => Same(Opcode.Truncate, a);

    /// <summary>a · 2^b.</summary>
    public int Scale(int a, int b) => Same(Opcode.Scale, a, b);

    public int Exponent(int a) => Same(Opcode.Exponent, a);

    public int Mantissa(int a) => Same(Opcode.Mantissa, a);

    public int And(int a, int b) => Commutative(Opcode.And, a, b);

    public int Or(int a, int b) => Commutative(Opcode.Or, a, b);

    public int Xor(int a, int b) => Commutative(Opcode.Xor, a, b);

    public int Not(int a) => Same(Opcode.Not, a);

    public int ShiftLeft(int a, int by) => by == 0 ? a : Pure(new(Opcode.ShiftLeft, TypeOf(a), a, Bits: by), TypeOf(a));

    public int ShiftRightLogical(int a, int by) => by == 0 ? a : Pure(new(Opcode.ShiftRightLogical, TypeOf(a), a, Bits: by), TypeOf(a));

    public int ShiftRightArithmetic(int a, int by) => by == 0 ? a : Pure(new(Opcode.ShiftRightArithmetic, TypeOf(a), a, Bits: by), TypeOf(a));

    public int ShiftLeftBy(int a, int b) => Same(Opcode.ShiftLeftBy, a, b);

    public int ShiftRightLogicalBy(int a, int b) => Same(Opcode.ShiftRightLogicalBy, a, b);

    public int ShiftRightArithmeticBy(int a, int b) => Same(Opcode.ShiftRightArithmeticBy, a, b);

    public int PopCount(int a) => Same(Opcode.PopCount, a);

    public int LeadingZeros(int a) => Same(Opcode.LeadingZeros, a);

    public int MinUnsigned(int a, int b) => Same(Opcode.MinUnsigned, a, b);

    public int MaxUnsigned(int a, int b) => Same(Opcode.MaxUnsigned, a, b);

    public int Equal(int a, int b) => Compare(Opcode.Equal, a, b);

    public int NotEqual(int a, int b) => Compare(Opcode.NotEqual, a, b);

    public int Less(int a, int b) => Compare(Opcode.Less, a, b);

    public int LessEqual(int a, int b) => Compare(Opcode.LessEqual, a, b);

    public int LessUnsigned(int a, int b) => Compare(Opcode.LessUnsigned, a, b);

    public int LessEqualUnsigned(int a, int b) => Compare(Opcode.LessEqualUnsigned, a, b);

    public int Less(int a, double b) => Less(a, Like(a, b));

    public int LessEqual(int a, double b) => LessEqual(a, Like(a, b));

    public int Greater(int a, double b) => Less(Like(a, b), a);

    public int GreaterEqual(int a, double b) => LessEqual(Like(a, b), a);

    public int Equal(int a, double b) => Equal(a, Like(a, b));

    public int NotEqual(int a, double b) => NotEqual(a, Like(a, b));

    public int IsNaN(int a) => NotEqual(a, a);

    /// <summary>mask ? a : b.</summary>
    public int Select(int mask, int a, int b)
    {
        if (a == b) return a;
        if (IsConstant(mask, out long bits)) return bits != 0 ? a : b;
        return Pure(new(Opcode.Select, TypeOf(a), mask, a, b), TypeOf(a));
    }

    public int Select(int mask, int a, double b) => Select(mask, a, Like(a, b));

    public int Select(int mask, double a, int b) => Select(mask, Like(b, a), b);

    /// <summary>Between F32 and F64, from signed integers, between I32 and I64.</summary>
    public int Convert(int a, LaneType to)
    {
        LaneType from = TypeOf(a);
        if (from == to) return a;
        if (IsConstant(a, out long bits))
        {
            switch (from, to)
            {
                case (LaneType.F32, LaneType.F64): return F64(BitConverter.Int32BitsToSingle((int)bits));
                case (LaneType.F64, LaneType.F32): return F32((float)BitConverter.Int64BitsToDouble(bits));
                case (LaneType.I32, LaneType.I64): return I64((int)bits);
                case (LaneType.I64, LaneType.I32): return I32((int)bits);
                case (LaneType.I32, LaneType.F32): return F32((int)bits);
                case (LaneType.I32, LaneType.F64): return F64((int)bits);
            }
        }
        return Pure(new(Opcode.Convert, to, a), to);
    }

    /// <summary>From an unsigned integer.</summary>
    public int ConvertUnsigned(int a, LaneType to) => TypeOf(a) == to || (TypeOf(a), to) is (LaneType.I64, LaneType.I32)
        ? Convert(a, to)
        : IsConstant(a, out long bits) && (TypeOf(a), to) is (LaneType.I32, LaneType.I64) ? I64((uint)bits) : Pure(new(Opcode.ConvertUnsigned, to, a), to);

    /// <summary>To a signed integer towards zero; the number fits.</summary>
    public int ConvertTruncate(int a, LaneType to) => Pure(new(Opcode.ConvertTruncate, to, a), to);

    /// <summary>The bits of a floating-point number as an integer, and back.</summary>
    public int Bitcast(int a)
    {
        LaneType to = TypeOf(a) switch
        {
            LaneType.F32 => LaneType.I32,
            LaneType.F64 => LaneType.I64,
            LaneType.I32 => LaneType.F32,
            LaneType.I64 => LaneType.F64,
            LaneType.Mask => LaneType.Mask,
        };
        return IsConstant(a, out long bits) ? Constant(to, bits) : Pure(new(Opcode.Bitcast, to, a), to);
    }

    /// <summary>A static method, called for each lane.</summary>
    public int Call(MethodInfo method, LaneType type, int a, int b = -1, int c = -1, int d = -1)
    {
        int number = _methods.IndexOf(method);
        if (number < 0)
        {
            number = _methods.Count;
            _methods.Add(method);
        }
        return Pure(new(Opcode.CallPerLane, type, a, b, c, number, d), type);
    }

    /// <summary>c₀ + c₁x + c₂x² + …, by Horner's rule.</summary>
    public int Horner(int x, params ReadOnlySpan<double> coefficients)
    {
        int result = Like(x, coefficients[^1]);
        for (int i = coefficients.Length - 2; i >= 0; i--) result = Fma(result, x, coefficients[i]);
        return result;
    }

    /// <summary>The number with the sign of another.</summary>
    public int CopySign(int magnitude, int sign) => Or(Abs(magnitude), SignBit(sign));

    /// <summary>The number with its sign turned where the other is negative.</summary>
    public int XorSign(int number, int sign) => Xor(number, SignBit(sign));

    public int Abs(int a) => And(a, TypeOf(a) is LaneType.F32 ? Constant(LaneType.F32, int.MaxValue) : Constant(LaneType.F64, long.MaxValue));

    public int SignBit(int a) => And(a, NegativeZero(a));

    public int Negate(int a) => Xor(a, NegativeZero(a));

    private int NegativeZero(int a) => TypeOf(a) is LaneType.F32 ? Constant(LaneType.F32, int.MinValue) : Constant(LaneType.F64, long.MinValue);

    private int Same(Opcode opcode, int a) => Pure(new(opcode, TypeOf(a), a), TypeOf(a));

    private int Same(Opcode opcode, int a, int b) => Pure(new(opcode, TypeOf(a), a, b), TypeOf(a));

    private int Commutative(Opcode opcode, int a, int b) => Pure(new(opcode, TypeOf(a), a, b), TypeOf(a));

    private int Compare(Opcode opcode, int a, int b) => Pure(new(opcode, TypeOf(a), a, b), LaneType.Mask);
}
