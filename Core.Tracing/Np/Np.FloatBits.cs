using Core.Ir;

namespace Core;

// Functions of the sign, the exponent and the digits of floating-point numbers.
public static partial class Np
{
    /// <summary>|x| with the sign of y; -0.0 and NaN have one too.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    // JAX: copysign.
    public static NdArray Copysign(NdArray x, NdArray y)
    {
        RequireReal("Copysign", x);
        RequireReal("Copysign", y);
        return Lax.Jitted("copysign", args =>
        {
            (NdArray size, NdArray sign) = PromoteInexact(args[0], args[1]);
            NdArray isNegative = Signbit(sign);
            return Where(isNegative, Lax.Unary(UnaryKind.Neg, Lax.Unary(UnaryKind.Abs, size)), Lax.Unary(UnaryKind.Abs, size));
        }, x, y);
    }

    /// <summary>Whether the sign is minus; that of -0.0 and of some NaN is.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    // JAX: signbit.
    public static NdArray Signbit(NdArray x)
    {
        RequireReal("Signbit", x);
        return Lax.Jitted("signbit", args =>
        {
            NdArray number = args[0];
            if (number.DType.IsInteger) return Lax.Compare(ComparisonKind.Lt, number, ConstantLike(number, 0));
            if (number.DType is DType.Bool) return Filled(number.Shape, Scalar.Of(false), DType.Bool);
            NdArray bits = Lax.BitcastConvertType(number, BitsOf(number.DType));
            return Lax.ConvertElementType(RightShift(bits, number.DType.BitWidth - 1), DType.Bool);
        }, x);
    }

    /// <summary>The distance from x to the next number away from 0, with the sign of x.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    // JAX: spacing. Its call is inlined.
    public static NdArray Spacing(NdArray x)
    {
        RequireReal("Spacing", x);
        x = PromoteInexact(x);
        NdArray infinity = ConstantLike(x, Inf);
        // NumPy's next number upwards; of f16 alone.
        if (x.DType is DType.F16) return Lax.Sub(Lax.Binary(BinaryKind.NextAfter, x, infinity), x);
        NdArray distance = Lax.Sub(Lax.Binary(BinaryKind.NextAfter, x, Copysign(infinity, x)), x);
        NdArray isZero = Equal(distance, 0);
        return Where(isZero, Copysign(ConstantLike(x, Finfo(x.DType).SmallestSubnormal), x), distance);
    }

    /// <summary>The numbers as m · 2ⁿ with m from 0.5 to below 1 and an i32 n; 0, infinities and NaN with n = 0.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    // JAX: frexp.
    public static (NdArray Mantissa, NdArray Exponent) Frexp(NdArray x)
    {
        RequireReal("Frexp", x);
        // The mantissa's derivative is 2⁻ⁿ; the exponent has none.
        NdArray[] parts = Lax.JittedAll("frexp", null, args => Lax.CustomJvpAll("_frexp", "_frexp_jvp", own => FrexpOf(own[0]), (_, results, tangents) =>
            [Multiply(tangents[0]!, Exp2(Negative(Lax.ConvertElementType(results[1], results[0].DType)))), null], PromoteInexact(args[0])), x);
        return (parts[0], parts[1]);
    }

    /// <summary>x · 2ⁿ, floating-point.</summary>
    /// <param name="x">Real numbers.</param>
    /// <param name="n">Integers.</param>
    /// <exception cref="DTypeException">The first numbers are complex, or the second ones are no integers.</exception>
    // JAX: ldexp.
    public static NdArray Ldexp(NdArray x, NdArray n)
    {
        RequireReal("Ldexp", x);
        if (n.DType.IsInexact) throw new DTypeException($"Ldexp: the exponents must be integers, got {n.Type}; convert them with AsType(I32), or write x * Exp2(n).");
        return Lax.Jitted("ldexp", args =>
        {
            NdArray number = PromoteInexact(args[0]), shift = Lax.ConvertElementType(args[1], number.DType);
            // The exponent is split off, so that a small x and a large n do not overflow on the way.
            (NdArray mantissa, NdArray exponent) = Frexp(number);
            exponent = Lax.ConvertElementType(Add(Lax.ConvertElementType(exponent, shift.DType), shift), number.DType);
            // One too large an exponent may have a finite result all the same.
            mantissa = Where(Greater(exponent, 0), Multiply(mantissa, 2), mantissa);
            exponent = Where(Greater(exponent, 0), Subtract(exponent, 1), exponent);
            NdArray product = Multiply(mantissa, Power(2, Lax.ConvertElementType(exponent, mantissa.DType)));
            return Where(BitwiseOr(Isinf(number), Equal(number, 0)), number, product);
        }, x, n);
    }

    // JAX: _frexp, _normalize_float.
    private static NdArray[] FrexpOf(NdArray x)
    {
        FloatInfo info = Finfo(x.DType);
        DType integer = BitsOf(x.DType);
        int digits = info.MantissaBits, mask = (1 << info.ExponentBits) - 1, bias = 1 - info.MinExponent;
        // Subnormal numbers are made normal first.
        NdArray isSmall = Less(Lax.Unary(UnaryKind.Abs, x), info.SmallestNormal);
        NdArray normal = Where(isSmall, Multiply(x, ConstantLike(x, 1L << digits)), x);
        NdArray exponent = Where(isSmall, Lax.Number(Scalar.Of(-digits), integer), Lax.Number(Scalar.Of(0), integer));
        NdArray bits = Lax.BitcastConvertType(normal, integer);
        exponent = Add(exponent, Add(Subtract(BitwiseAnd(RightShift(bits, digits), mask), bias), 1));
        long cleared = ~((long)mask << digits), half = (long)(bias - 1) << digits;
        bits = BitwiseAnd(bits, Lax.Number(Scalar.Of(cleared), integer));
        bits = BitwiseOr(bits, Lax.Number(Scalar.Of(half), integer));
        NdArray mantissa = Lax.BitcastConvertType(bits, x.DType);
        NdArray hasNone = BitwiseOr(BitwiseOr(Isinf(x), Isnan(x)), Equal(x, 0));
        exponent = Where(hasNone, Filled(exponent.Shape, Scalar.Of(0), integer), exponent);
        return [Where(hasNone, x, mantissa), Lax.ConvertElementType(exponent, DType.I32)];
    }

    /// <summary>The signed integers of as many bits.</summary>
    private static DType BitsOf(DType dtype) => dtype.BitWidth switch { 16 => DType.I16, 32 => DType.I32, _ => DType.I64 };
}
