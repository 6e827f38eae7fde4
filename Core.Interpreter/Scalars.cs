using System.Numerics;
using Core.Ir;
using Core.Kernels;
using static Core.Ir.BinaryKind;

namespace Core.Interpreter;

/// <summary>The elementwise functions on one number each: real, complex, and integers of a width.</summary>
internal static class Scalars
{
    public static double Real(UnaryKind kind, double x) => kind switch
    {
        UnaryKind.Neg => -x,
        UnaryKind.Sign => SpecialFunctions.Sign(x),
        UnaryKind.Floor => Math.Floor(x),
        UnaryKind.Ceil => Math.Ceiling(x),
        UnaryKind.Exp => Math.Exp(x),
        UnaryKind.Exp2 => SpecialFunctions.Exp2(x),
        UnaryKind.Log => Math.Log(x),
        UnaryKind.Expm1 => SpecialFunctions.Expm1(x),
        UnaryKind.Log1p => SpecialFunctions.Log1p(x),
        UnaryKind.Tanh => Math.Tanh(x),
        UnaryKind.Logistic => SpecialFunctions.Logistic(x),
        UnaryKind.Sin => Math.Sin(x),
        UnaryKind.Cos => Math.Cos(x),
        UnaryKind.Tan => Math.Tan(x),
        UnaryKind.Asin => Math.Asin(x),
        UnaryKind.Acos => Math.Acos(x),
        UnaryKind.Atan => Math.Atan(x),
        UnaryKind.Sinh => Math.Sinh(x),
        UnaryKind.Cosh => Math.Cosh(x),
        UnaryKind.Asinh => Math.Asinh(x),
        UnaryKind.Acosh => Math.Acosh(x),
        UnaryKind.Atanh => Math.Atanh(x),
        UnaryKind.Sqrt => Math.Sqrt(x),
        UnaryKind.Rsqrt => SpecialFunctions.Rsqrt(x),
        UnaryKind.Cbrt => SpecialFunctions.Cbrt(x),
        UnaryKind.Square => x * x,
        UnaryKind.Abs => Math.Abs(x),
        UnaryKind.Erf => SpecialFunctions.Erf(x),
        UnaryKind.Erfc => SpecialFunctions.Erfc(x),
        UnaryKind.ErfInv => SpecialFunctions.ErfInv(x),
        UnaryKind.Lgamma => SpecialFunctions.Lgamma(x),
        UnaryKind.Digamma => SpecialFunctions.Digamma(x),
        UnaryKind.BesselI0e => SpecialFunctions.BesselI0e(x),
        UnaryKind.BesselI1e => SpecialFunctions.BesselI1e(x),
        UnaryKind.IsFinite or UnaryKind.Real or UnaryKind.Imag or UnaryKind.Not or UnaryKind.PopulationCount or UnaryKind.Clz or UnaryKind.Copy or
            UnaryKind.StopGradient => throw NotOf(kind.Name, "floating-point"),
    };

    public static Complex Complex(UnaryKind kind, Complex x) => kind switch
    {
        UnaryKind.Neg => -x,
        UnaryKind.Sign => SpecialFunctions.Sign(x),
        UnaryKind.Exp => SpecialFunctions.Exp(x),
        UnaryKind.Exp2 => SpecialFunctions.Exp2(x),
        UnaryKind.Log => SpecialFunctions.Log(x),
        UnaryKind.Expm1 => SpecialFunctions.Expm1(x),
        UnaryKind.Log1p => SpecialFunctions.Log1p(x),
        UnaryKind.Tanh => SpecialFunctions.Tanh(x),
        UnaryKind.Logistic => SpecialFunctions.Logistic(x),
        UnaryKind.Sin => SpecialFunctions.Sin(x),
        UnaryKind.Cos => SpecialFunctions.Cos(x),
        UnaryKind.Tan => SpecialFunctions.Tan(x),
        UnaryKind.Asin => SpecialFunctions.Asin(x),
        UnaryKind.Acos => SpecialFunctions.Acos(x),
        UnaryKind.Atan => SpecialFunctions.Atan(x),
        UnaryKind.Sinh => SpecialFunctions.Sinh(x),
        UnaryKind.Cosh => SpecialFunctions.Cosh(x),
        UnaryKind.Asinh => SpecialFunctions.Asinh(x),
        UnaryKind.Acosh => SpecialFunctions.Acosh(x),
        UnaryKind.Atanh => SpecialFunctions.Atanh(x),
        UnaryKind.Sqrt => SpecialFunctions.Sqrt(x),
        UnaryKind.Rsqrt => SpecialFunctions.Rsqrt(x),
        UnaryKind.Square => SpecialFunctions.Square(x),
        UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Cbrt or UnaryKind.Abs or UnaryKind.Real or UnaryKind.Imag or UnaryKind.Not or
            UnaryKind.PopulationCount or UnaryKind.Clz or UnaryKind.Erf or UnaryKind.Erfc or UnaryKind.ErfInv or UnaryKind.Lgamma or UnaryKind.Digamma or
            UnaryKind.BesselI0e or UnaryKind.BesselI1e or UnaryKind.Copy or UnaryKind.StopGradient => throw NotOf(kind.Name, "complex"),
    };

    public static T Integer<T>(UnaryKind kind, T x, int bits) where T : IBinaryInteger<T> => kind switch
    {
        UnaryKind.Neg => unchecked(T.Zero - x),
        UnaryKind.Sign => T.CreateTruncating(T.Sign(x)),
        UnaryKind.Abs => T.IsNegative(x) ? unchecked(T.Zero - x) : x,
        UnaryKind.Square => unchecked(x * x),
        UnaryKind.Not => ~x,
        UnaryKind.PopulationCount => T.CreateTruncating(ulong.PopCount(Bits(x, bits))),
        UnaryKind.Clz => T.CreateTruncating(ulong.LeadingZeroCount(Bits(x, bits)) - (ulong)(64 - bits)),
        UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Exp or UnaryKind.Exp2 or UnaryKind.Log or UnaryKind.Expm1 or UnaryKind.Log1p or
            UnaryKind.Tanh or UnaryKind.Logistic or UnaryKind.Sin or UnaryKind.Cos or UnaryKind.Tan or UnaryKind.Asin or UnaryKind.Acos or UnaryKind.Atan or
            UnaryKind.Sinh or UnaryKind.Cosh or UnaryKind.Asinh or UnaryKind.Acosh or UnaryKind.Atanh or UnaryKind.Sqrt or UnaryKind.Rsqrt or
            UnaryKind.Cbrt or UnaryKind.Real or UnaryKind.Imag or UnaryKind.Erf or UnaryKind.Erfc or UnaryKind.ErfInv or UnaryKind.Lgamma or
            UnaryKind.Digamma or UnaryKind.BesselI0e or UnaryKind.BesselI1e or UnaryKind.Copy or UnaryKind.StopGradient => throw NotOf(kind.Name, "integer"),
    };

    public static double Real(BinaryKind kind, double x, double y) => kind switch
    {
        Add => x + y,
        Sub => x - y,
        Mul => x * y,
        Div => x / y,
        Rem => SpecialFunctions.Rem(x, y),
        Max => Math.Max(x, y),
        Min => Math.Min(x, y),
        Pow => SpecialFunctions.Pow(x, y),
        Atan2 => Math.Atan2(x, y),
        Igamma => SpecialFunctions.Igamma(x, y),
        Igammac => SpecialFunctions.Igammac(x, y),
        IgammaGradA => SpecialFunctions.IgammaGradA(x, y),
        Zeta => SpecialFunctions.Zeta(x, y),
        Polygamma => SpecialFunctions.Polygamma(x, y),
        MulHi or NextAfter or BinaryKind.Complex or And or Or or Xor or ShiftLeft or ShiftRightArithmetic or ShiftRightLogical =>
            throw NotOf(kind.Name, "floating-point"),
    };

    public static Complex Complex(BinaryKind kind, Complex x, Complex y) => kind switch
    {
        Add => x + y,
        Sub => x - y,
        Mul => SpecialFunctions.Multiply(x, y),
        Div => SpecialFunctions.Divide(x, y),
        Max => Larger(x, y) ? x : y,
        Min => Larger(y, x) ? x : y,
        Pow => SpecialFunctions.Pow(x, y),
        Atan2 => SpecialFunctions.Atan2(x, y),
        Rem or MulHi or NextAfter or BinaryKind.Complex or And or Or or Xor or ShiftLeft or ShiftRightArithmetic or ShiftRightLogical or Igamma or Igammac or
            IgammaGradA or Zeta or Polygamma => throw NotOf(kind.Name, "complex"),
    };

    public static T Integer<T>(BinaryKind kind, T x, T y, int bits) where T : IBinaryInteger<T> => kind switch
    {
        Add => unchecked(x + y),
        Sub => unchecked(x - y),
        Mul => unchecked(x * y),
        MulHi => MultiplyHigh(x, y, bits),
        // As XLA: division by zero gives all ones, and the smallest number divided by −1 is itself.
        Div => T.IsZero(y) ? unchecked(T.Zero - T.One) : IsMinusOne(y) ? unchecked(T.Zero - x) : x / y,
        Rem => T.IsZero(y) ? x : IsMinusOne(y) ? T.Zero : x % y,
        Max => T.Max(x, y),
        Min => T.Min(x, y),
        And => x & y,
        Or => x | y,
        Xor => x ^ y,
        ShiftLeft => InRange(y, bits) ? x << int.CreateTruncating(y) : T.Zero,
        ShiftRightArithmetic => SignedBits(x, bits) is var s ? T.CreateTruncating(s >> (InRange(y, bits) ? int.CreateTruncating(y) : 63)) : T.Zero,
        ShiftRightLogical => InRange(y, bits) ? T.CreateTruncating(Bits(x, bits) >> int.CreateTruncating(y)) : T.Zero,
        Pow or Atan2 or NextAfter or BinaryKind.Complex or Igamma or Igammac or IgammaGradA or Zeta or Polygamma => throw NotOf(kind.Name, "integer"),
    };

    public static T IntegerPow<T>(T x, int exponent) where T : IBinaryInteger<T>
    {
        T power = T.One;
        for (; exponent > 0; exponent >>= 1)
        {
            if ((exponent & 1) != 0) power = unchecked(power * x);
            x = unchecked(x * x);
        }
        return power;
    }

    private static bool Larger(Complex x, Complex y) => x.Real > y.Real || (x.Real == y.Real && x.Imaginary > y.Imaginary);

    private static bool IsMinusOne<T>(T x) where T : IBinaryInteger<T> => T.IsNegative(x) && T.IsZero(unchecked(x + T.One));

    private static bool InRange<T>(T shift, int bits) where T : IBinaryInteger<T> => !T.IsNegative(shift) && shift < T.CreateTruncating(bits);

    private static ulong Bits<T>(T x, int bits) where T : IBinaryInteger<T> => ulong.CreateTruncating(x) & (ulong.MaxValue >> (64 - bits));

    private static long SignedBits<T>(T x, int bits) where T : IBinaryInteger<T> => long.CreateTruncating(x) << (64 - bits) >> (64 - bits);

    private static T MultiplyHigh<T>(T x, T y, int bits) where T : IBinaryInteger<T> =>
        T.CreateTruncating(Int128.CreateTruncating(x) * Int128.CreateTruncating(y) >> bits);

    private static DTypeException NotOf(string name, string what) => new($"{name} is not defined for {what} operands.");
}
