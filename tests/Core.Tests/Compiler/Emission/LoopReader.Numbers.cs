using System.Numerics;
using Core.Compiler.Loops;

namespace Core.Tests.Compiler.Emission;

// One lane of an instruction, by the type of its operands.
internal sealed unsafe partial class LoopReader
{
    private static long Single(Instruction i, long x, long y, long z)
    {
        float a = F(x), b = F(y), c = F(z);
        return i.Opcode switch
        {
            Opcode.Add => B(a + b),
            Opcode.Sub => B(a - b),
            Opcode.Mul => B(a * b),
            Opcode.Div => B(a / b),
            Opcode.Min => B(a < b ? a : b),
            Opcode.Max => B(a > b ? a : b),
            Opcode.Fma => B(MathF.FusedMultiplyAdd(a, b, c)),
            Opcode.Fnma => B(MathF.FusedMultiplyAdd(-a, b, c)),
            Opcode.Sqrt => B(MathF.Sqrt(a)),
            Opcode.RoundEven => B(MathF.Round(a, MidpointRounding.ToEven)),
            Opcode.Floor => B(MathF.Floor(a)),
            Opcode.Ceil => B(MathF.Ceiling(a)),
            Opcode.Truncate => B(MathF.Truncate(a)),
            Opcode.Scale => B(float.IsNaN(b) ? b : MathF.ScaleB(a, (int)b)),
            Opcode.Exponent => B(a == 0 ? float.NegativeInfinity : float.IsFinite(a) ? MathF.ILogB(a) : MathF.Abs(a)),
            Opcode.Mantissa => B(a < 0 || float.IsNaN(a) ? float.NaN : a == 0 || float.IsInfinity(a) ? 1 : MathF.ScaleB(a, -MathF.ILogB(a))),
            Opcode.And => (int)(x & y),
            Opcode.Or => (int)(x | y),
            Opcode.Xor => (int)(x ^ y),
            Opcode.Not => (int)~x,
            Opcode.Equal => Truth(a == b),
            Opcode.NotEqual => Truth(a != b),
            Opcode.Less => Truth(a < b),
            Opcode.LessEqual => Truth(a <= b),
            _ => throw new InvalidOperationException(i.ToString()),
        };
    }

    private static long Double(Instruction i, long x, long y, long z)
    {
        double a = D(x), b = D(y), c = D(z);
        return i.Opcode switch
        {
            Opcode.Add => B(a + b),
            Opcode.Sub => B(a - b),
            Opcode.Mul => B(a * b),
            Opcode.Div => B(a / b),
            Opcode.Min => B(a < b ? a : b),
            Opcode.Max => B(a > b ? a : b),
            Opcode.Fma => B(Math.FusedMultiplyAdd(a, b, c)),
            Opcode.Fnma => B(Math.FusedMultiplyAdd(-a, b, c)),
            Opcode.Sqrt => B(Math.Sqrt(a)),
            Opcode.RoundEven => B(Math.Round(a, MidpointRounding.ToEven)),
            Opcode.Floor => B(Math.Floor(a)),
            Opcode.Ceil => B(Math.Ceiling(a)),
            Opcode.Truncate => B(Math.Truncate(a)),
            Opcode.Scale => B(double.IsNaN(b) ? b : Math.ScaleB(a, (int)b)),
            Opcode.Exponent => B(a == 0 ? double.NegativeInfinity : double.IsFinite(a) ? Math.ILogB(a) : Math.Abs(a)),
            Opcode.Mantissa => B(a < 0 || double.IsNaN(a) ? double.NaN : a == 0 || double.IsInfinity(a) ? 1 : Math.ScaleB(a, -Math.ILogB(a))),
            Opcode.And => x & y,
            Opcode.Or => x | y,
            Opcode.Xor => x ^ y,
            Opcode.Not => ~x,
            Opcode.Equal => Truth(a == b),
            Opcode.NotEqual => Truth(a != b),
            Opcode.Less => Truth(a < b),
            Opcode.LessEqual => Truth(a <= b),
            _ => throw new InvalidOperationException(i.ToString()),
        };
    }

    private static long Int(Instruction i, long x, long y)
    {
        int a = (int)x, b = (int)y, by = (int)i.Bits;
        return i.Opcode switch
        {
            Opcode.Add => a + b,
            Opcode.Sub => a - b,
            Opcode.Mul => a * b,
            Opcode.Min => Math.Min(a, b),
            Opcode.Max => Math.Max(a, b),
            Opcode.And => a & b,
            Opcode.Or => a | b,
            Opcode.Xor => a ^ b,
            Opcode.Not => ~a,
            Opcode.ShiftLeft => a << by,
            Opcode.ShiftRightLogical => (int)((uint)a >> by),
            Opcode.ShiftRightArithmetic => a >> by,
            Opcode.ShiftLeftBy => (uint)b < 32 ? a << b : 0,
            Opcode.ShiftRightLogicalBy => (uint)b < 32 ? (int)((uint)a >> b) : 0,
            Opcode.ShiftRightArithmeticBy => a >> (int)Math.Min((uint)b, 31),
            Opcode.PopCount => BitOperations.PopCount((uint)a),
            Opcode.LeadingZeros => BitOperations.LeadingZeroCount((uint)a),
            Opcode.MinUnsigned => (int)Math.Min((uint)a, (uint)b),
            Opcode.MaxUnsigned => (int)Math.Max((uint)a, (uint)b),
            Opcode.Equal => Truth(a == b),
            Opcode.NotEqual => Truth(a != b),
            Opcode.Less => Truth(a < b),
            Opcode.LessEqual => Truth(a <= b),
            Opcode.LessUnsigned => Truth((uint)a < (uint)b),
            Opcode.LessEqualUnsigned => Truth((uint)a <= (uint)b),
            _ => throw new InvalidOperationException(i.ToString()),
        };
    }

    private static long Long(Instruction i, long a, long b)
    {
        int by = (int)i.Bits;
        return i.Opcode switch
        {
            Opcode.Add => a + b,
            Opcode.Sub => a - b,
            Opcode.Mul => a * b,
            Opcode.Min => Math.Min(a, b),
            Opcode.Max => Math.Max(a, b),
            Opcode.And => a & b,
            Opcode.Or => a | b,
            Opcode.Xor => a ^ b,
            Opcode.Not => ~a,
            Opcode.ShiftLeft => a << by,
            Opcode.ShiftRightLogical => (long)((ulong)a >> by),
            Opcode.ShiftRightArithmetic => a >> by,
            Opcode.ShiftLeftBy => (ulong)b < 64 ? a << (int)b : 0,
            Opcode.ShiftRightLogicalBy => (ulong)b < 64 ? (long)((ulong)a >> (int)b) : 0,
            Opcode.ShiftRightArithmeticBy => a >> (int)Math.Min((ulong)b, 63),
            Opcode.PopCount => BitOperations.PopCount((ulong)a),
            Opcode.LeadingZeros => BitOperations.LeadingZeroCount((ulong)a),
            Opcode.MinUnsigned => (long)Math.Min((ulong)a, (ulong)b),
            Opcode.MaxUnsigned => (long)Math.Max((ulong)a, (ulong)b),
            Opcode.Equal => Truth(a == b),
            Opcode.NotEqual => Truth(a != b),
            Opcode.Less => Truth(a < b),
            Opcode.LessEqual => Truth(a <= b),
            Opcode.LessUnsigned => Truth((ulong)a < (ulong)b),
            Opcode.LessEqualUnsigned => Truth((ulong)a <= (ulong)b),
            _ => throw new InvalidOperationException(i.ToString()),
        };
    }
}
