using Core.Compiler.Loops;
using Core.Ir;

namespace Core.Compiler.Lowering;

internal sealed partial class ElementwiseLowering
{
    private LaneValue Unary(UnaryKind kind, LaneValue x)
    {
        DType dtype = x.DType;
        switch (kind)
        {
            case UnaryKind.Copy or UnaryKind.StopGradient:
                return x;
            case UnaryKind.IsFinite:
                return new(DType.Bool, b.Less(b.Abs(x.A), double.PositiveInfinity));
            case UnaryKind.Real:
                return new(dtype.RealPart, x.A);
            case UnaryKind.Imag:
                return new(dtype.RealPart, x.B);
        }
        return dtype.Kind switch
        {
            DTypeKind.Float => Result(dtype, Real(kind, dtype, x.A)),
            DTypeKind.Complex => ComplexUnary(kind, x),
            DTypeKind.Bool => new(dtype, b.Not(x.A)), // not, the only function of truth values
            _ => Result(dtype, Integer(kind, dtype, x.A)),
        };
    }

    private int Real(UnaryKind kind, DType dtype, int x) => kind switch
    {
        UnaryKind.Neg => b.Negate(x),
        UnaryKind.Sign => b.Select(b.Less(b.Like(x, 0), b.Abs(x)), b.Or(b.SignBit(x), b.Like(x, 1)), x),
        UnaryKind.Floor => b.Floor(x),
        UnaryKind.Ceil => b.Ceil(x),
        UnaryKind.Exp => VectorMath.Exp(b, x),
        UnaryKind.Exp2 => VectorMath.Exp2(b, x),
        UnaryKind.Log => VectorMath.Log(b, x),
        UnaryKind.Expm1 => VectorMath.Expm1(b, x),
        UnaryKind.Log1p => VectorMath.Log1p(b, x),
        UnaryKind.Tanh => VectorMath.Tanh(b, x),
        UnaryKind.Logistic => VectorMath.Logistic(b, x),
        UnaryKind.Sin => VectorMath.Sin(b, x),
        UnaryKind.Cos => VectorMath.Cos(b, x),
        UnaryKind.Tan => VectorMath.Tan(b, x),
        UnaryKind.Asin => VectorMath.Asin(b, x),
        UnaryKind.Acos => VectorMath.Acos(b, x),
        UnaryKind.Atan => VectorMath.Atan(b, x),
        UnaryKind.Sinh => VectorMath.Sinh(b, x),
        UnaryKind.Cosh => VectorMath.Cosh(b, x),
        UnaryKind.Asinh => VectorMath.Asinh(b, x),
        UnaryKind.Acosh => VectorMath.Acosh(b, x),
        UnaryKind.Atanh => VectorMath.Atanh(b, x),
        UnaryKind.Sqrt => b.Sqrt(x),
        UnaryKind.Rsqrt => VectorMath.Rsqrt(b, x),
        UnaryKind.Cbrt => VectorMath.Cbrt(b, x),
        UnaryKind.Square => b.Mul(x, x),
        UnaryKind.Abs => b.Abs(x),
        UnaryKind.Erf => VectorMath.Erf(b, x),
        UnaryKind.Erfc => VectorMath.Erfc(b, x),
        UnaryKind.ErfInv => VectorMath.ErfInv(b, x),
        UnaryKind.Lgamma => PerLane(Methods.Lgamma, new(dtype, x)).A,
        UnaryKind.Digamma => PerLane(Methods.Digamma, new(dtype, x)).A,
        UnaryKind.BesselI0e => PerLane(Methods.BesselI0e, new(dtype, x)).A,
        UnaryKind.BesselI1e => PerLane(Methods.BesselI1e, new(dtype, x)).A,
        UnaryKind.IsFinite or UnaryKind.Real or UnaryKind.Imag or UnaryKind.Not or UnaryKind.PopulationCount or UnaryKind.Clz or UnaryKind.Copy or
            UnaryKind.StopGradient => throw NotOf(kind.Name, "floating-point"),
    };

    private int Integer(UnaryKind kind, DType dtype, int x) => kind switch
    {
        UnaryKind.Neg => b.Sub(b.Like(x, 0), x),
        UnaryKind.Sign => IntegerSign(dtype, x),
        UnaryKind.Abs => dtype.Kind is DTypeKind.Unsigned ? x : b.Select(b.Less(x, 0.0), b.Sub(b.Like(x, 0), x), x),
        UnaryKind.Square => b.Mul(x, x),
        UnaryKind.Not => b.Not(x),
        UnaryKind.PopulationCount => b.PopCount(Bits(dtype, x)),
        UnaryKind.Clz => b.TypeOf(x) is LaneType.I32
            ? b.Sub(b.LeadingZeros(Bits(dtype, x)), b.I32(32 - dtype.BitWidth))
            : b.LeadingZeros(x),
        UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.IsFinite or UnaryKind.Exp or UnaryKind.Exp2 or UnaryKind.Log or UnaryKind.Expm1 or UnaryKind.Log1p or
            UnaryKind.Tanh or UnaryKind.Logistic or UnaryKind.Sin or UnaryKind.Cos or UnaryKind.Tan or UnaryKind.Asin or UnaryKind.Acos or UnaryKind.Atan or
            UnaryKind.Sinh or UnaryKind.Cosh or UnaryKind.Asinh or UnaryKind.Acosh or UnaryKind.Atanh or UnaryKind.Sqrt or UnaryKind.Rsqrt or
            UnaryKind.Cbrt or UnaryKind.Real or UnaryKind.Imag or UnaryKind.Erf or UnaryKind.Erfc or UnaryKind.ErfInv or UnaryKind.Lgamma or
            UnaryKind.Digamma or UnaryKind.BesselI0e or UnaryKind.BesselI1e or UnaryKind.Copy or UnaryKind.StopGradient => throw NotOf(kind.Name, "integer"),
    };

    private int IntegerSign(DType dtype, int x)
    {
        int positive = b.Select(b.Equal(x, 0.0), 0.0, b.Like(x, 1));
        return dtype.Kind is DTypeKind.Unsigned ? positive : b.Select(b.Less(x, 0.0), -1.0, positive);
    }

    // The bits of a narrow integer, without the copies of its sign.
    private int Bits(DType dtype, int x) => dtype switch
    {
        DType.I8 => b.And(x, b.I32(0xFF)),
        DType.I16 => b.And(x, b.I32(0xFFFF)),
        _ => x,
    };

    private LaneValue Round(RoundingMethod method, LaneValue x)
    {
        if (method is RoundingMethod.ToNearestEven) return x with { A = b.RoundEven(x.A) };

        // Away from zero: a half more, where what truncation takes off is a half or more.
        int truncated = b.Truncate(x.A), rest = b.Abs(b.Sub(x.A, truncated));
        int away = b.Add(truncated, b.Or(b.SignBit(x.A), b.Like(x.A, 1)));
        return x with { A = b.Select(b.GreaterEqual(rest, 0.5), away, truncated) };
    }

    private LaneValue IntegerPow(Ir.IntegerPow op, LaneValue x)
    {
        if (x.DType.IsComplex) return ComplexIntegerPow(x, op.Y);
        if (x.DType.IsFloat) return Result(x.DType, VectorMath.IntegerPow(b, x.A, op.Y));
        return Result(x.DType, op.Y == 0 ? b.Like(x.A, 1) : VectorMath.Squarings(b, x.A, (uint)op.Y));
    }

    private static DTypeException NotOf(string name, string what) => new($"{name} is not defined for {what} operands.");
}
