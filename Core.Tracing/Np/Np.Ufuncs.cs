using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>|x|; another name of <see cref="Abs"/>.</summary>
    public static NdArray Absolute(NdArray x) => Abs(x);

    /// <summary>|x| of real numbers, floating-point also for integers.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static NdArray Fabs(NdArray x)
    {
        RequireReal("Fabs", x);
        return Inexact(UnaryKind.Abs, x);
    }

    /// <summary>The array itself.</summary>
    public static NdArray Positive(NdArray x) => x;

    /// <summary>The arc cosine; another name of <see cref="Arccos"/>.</summary>
    public static NdArray Acos(NdArray x) => Arccos(x);

    /// <summary>The inverse hyperbolic cosine; another name of <see cref="Arccosh"/>.</summary>
    public static NdArray Acosh(NdArray x) => Arccosh(x);

    /// <summary>The arc sine; another name of <see cref="Arcsin"/>.</summary>
    public static NdArray Asin(NdArray x) => Arcsin(x);

    /// <summary>The inverse hyperbolic sine; another name of <see cref="Arcsinh"/>.</summary>
    public static NdArray Asinh(NdArray x) => Arcsinh(x);

    /// <summary>The arc tangent; another name of <see cref="Arctan"/>.</summary>
    public static NdArray Atan(NdArray x) => Arctan(x);

    /// <summary>The angle of the point (x, y); another name of <see cref="Arctan2"/>.</summary>
    public static NdArray Atan2(NdArray y, NdArray x)
    {
        (y, x) = Promote(y, x);
        return Arctan2(y, x);
    }

    /// <summary>The inverse hyperbolic tangent; another name of <see cref="Arctanh"/>.</summary>
    public static NdArray Atanh(NdArray x) => Arctanh(x);

    /// <summary>The complex conjugate; another name of <see cref="Conj"/>.</summary>
    public static NdArray Conjugate(NdArray x) => Conj(x);

    /// <summary>x / y; another name of <see cref="Divide"/>.</summary>
    public static NdArray TrueDivide(NdArray x, NdArray y) => Divide(x, y);

    /// <summary>Bitwise not; another name of <see cref="BitwiseNot"/>.</summary>
    public static NdArray Invert(NdArray x) => BitwiseNot(x);

    /// <summary>Bitwise not; another name of <see cref="BitwiseNot"/>.</summary>
    public static NdArray BitwiseInvert(NdArray x) => BitwiseNot(x);

    /// <summary>x shifted left by y bits: x · 2ʸ.</summary>
    public static NdArray LeftShift(NdArray x, NdArray y)
    {
        (x, y) = PromoteNumeric(x, y);
        return Lax.Binary(BinaryKind.ShiftLeft, x, y);
    }

    /// <summary>x shifted left by y bits; another name of <see cref="LeftShift"/>.</summary>
    public static NdArray BitwiseLeftShift(NdArray x, NdArray y) => LeftShift(x, y);

    /// <summary>x shifted right by y bits; a negative number stays negative.</summary>
    public static NdArray RightShift(NdArray x, NdArray y)
    {
        (x, y) = PromoteNumeric(x, y);
        return Lax.Binary(x.DType.Kind is DTypeKind.Unsigned ? BinaryKind.ShiftRightLogical : BinaryKind.ShiftRightArithmetic, x, y);
    }

    /// <summary>x shifted right by y bits; another name of <see cref="RightShift"/>.</summary>
    public static NdArray BitwiseRightShift(NdArray x, NdArray y) => RightShift(x, y);

    /// <summary>How many bits of |x| are set, u8.</summary>
    public static NdArray BitwiseCount(NdArray x) => Lax.Jitted("bitwise_count", args =>
        Lax.ConvertElementType(Lax.Unary(UnaryKind.PopulationCount, Abs(PromoteNumeric(args[0]))), DType.U8), x);

    /// <summary>The binary logarithm.</summary>
    public static NdArray Log2(NdArray x)
    {
        NdArray log = Log(x);
        if (!log.DType.IsComplex) return Lax.Div(log, Lax.Unary(UnaryKind.Log, ConstantLike(log, 2)));
        (NdArray real, NdArray imag) = (Real(log), Imag(log));
        NdArray logOf2 = Lax.Unary(UnaryKind.Log, ConstantLike(real, 2));
        return Lax.Binary(BinaryKind.Complex, Lax.Div(real, logOf2), Lax.Div(imag, logOf2));
    }

    /// <summary>The logarithm to base 10.</summary>
    public static NdArray Log10(NdArray x)
    {
        const double InverseLogOf10 = 0.4342944819032518;
        NdArray log = Log(x);
        if (!log.DType.IsComplex) return Lax.Mul(log, ConstantLike(log, InverseLogOf10));
        (NdArray real, NdArray imag) = (Real(log), Imag(log));
        return Lax.Binary(BinaryKind.Complex, Lax.Mul(real, ConstantLike(real, InverseLogOf10)), Lax.Mul(imag, ConstantLike(imag, InverseLogOf10)));
    }

    /// <summary>Degrees as radians.</summary>
    public static NdArray Deg2rad(NdArray x)
    {
        x = PromoteInexact(x);
        return Lax.Mul(x, ConstantLike(x, Math.PI / 180));
    }

    /// <summary>Radians as degrees.</summary>
    public static NdArray Rad2deg(NdArray x)
    {
        x = PromoteInexact(x);
        return Lax.Mul(x, ConstantLike(x, 180 / Math.PI));
    }

    /// <summary>Radians as degrees; another name of <see cref="Rad2deg"/>.</summary>
    public static NdArray Degrees(NdArray x) => Rad2deg(x);

    /// <summary>Degrees as radians; another name of <see cref="Deg2rad"/>.</summary>
    public static NdArray Radians(NdArray x) => Deg2rad(x);

    /// <summary>0 where x is negative, 1 where it is positive, y where it is zero.</summary>
    public static NdArray Heaviside(NdArray x, NdArray y)
    {
        return Lax.Jitted("heaviside", Compute, x, y);

        static NdArray Compute(NdArray[] args)
        {
            (DType dtype, bool weak) = ResultType(args[0], args[1]);
            NdArray x = Lax.ConvertElementType(args[0], Inexact(dtype), weak), y = Lax.ConvertElementType(args[1], Inexact(dtype), weak), zero = ConstantLike(x, 0);
            NdArray negative = Lax.Compare(ComparisonKind.Lt, x, zero), positive = Lax.Compare(ComparisonKind.Gt, x, zero);
            return Where(negative, zero, Where(positive, ConstantLike(x, 1), Where(Isnan(x), x, y)));
        }
    }

    /// <summary>√(x² + y²) without overflow on the way.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static NdArray Hypot(NdArray x, NdArray y)
    {
        RequireReal("Hypot", x);
        RequireReal("Hypot", y);
        return Lax.Jitted("hypot", Compute, x, y);

        static NdArray Compute(NdArray[] args)
        {
            (NdArray x, NdArray y) = PromoteInexact(args[0], args[1]);
            (x, y) = (Lax.Unary(UnaryKind.Abs, x), Lax.Unary(UnaryKind.Abs, y));
            NdArray infinite = Lax.Binary(BinaryKind.Or, Isposinf(x), Isposinf(y));
            (NdArray larger, NdArray smaller) = (Maximum(x, y), Minimum(x, y));
            NdArray isZero = Equal(larger, 0);
            NdArray ratio = Lax.Div(smaller, Where(Equal(larger, 0), OnesLike(larger), larger));
            NdArray result = Where(isZero, larger, Multiply(larger, Sqrt(Add(1, Lax.Unary(UnaryKind.Square, ratio)))));
            return Where(infinite, ConstantLike(result, Inf), result);
        }
    }

    /// <summary>The larger of x and y; the other one where one is NaN.</summary>
    public static NdArray Fmax(NdArray x, NdArray y) =>
        Lax.Jitted("fmax", args => Where(BitwiseOr(Greater(args[0], args[1]), Isnan(args[1])), args[0], args[1]), x, y);

    /// <summary>The smaller of x and y; the other one where one is NaN.</summary>
    public static NdArray Fmin(NdArray x, NdArray y) =>
        Lax.Jitted("fmin", args => Where(BitwiseOr(Less(args[0], args[1]), Isnan(args[1])), args[0], args[1]), x, y);

    /// <summary>The angle of complex numbers.</summary>
    /// <param name="x">The numbers; the angle of a real one is 0 or π.</param>
    /// <param name="deg">Whether the result is in degrees.</param>
    public static NdArray Angle(NdArray x, bool deg = false) => Lax.Jitted("angle", deg, args =>
    {
        NdArray z = args[0], real = Real(z), imag = Imag(z);
        if (!real.DType.IsInexact || (z.DType.IsFloat && z.Rank == 0))
            (real, imag) = (Lax.ConvertElementType(real, DefaultFloat), Lax.ConvertElementType(imag, DefaultFloat));
        NdArray result = Lax.Binary(BinaryKind.Atan2, imag, real);
        return deg ? Degrees(result) : result;
    }, x);

    private static void RequireReal(string function, NdArray x)
    {
        if (x.DType.IsComplex) throw new DTypeException($"{function}: the numbers must be real, got {x.Type}; take Real, Imag or Abs of them first.");
    }
}
