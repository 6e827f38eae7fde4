using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>x to the power of y. Exact for an integer y that is a C# number; integers to the power of integers stay integers.</summary>
    public static NdArray Power(NdArray x, NdArray y)
    {
        if (y.Rank == 0 && (y.DType.IsInteger || y.DType is DType.Bool) && y.Value is Literal or ArrayData)
            return Lax.IntegerPow(PromoteNumeric(x), checked((int)Scalar.Of(y.Data("Power"), 0).ToInt64()));
        (x, y) = SameRank(x, y);
        (NdArray left, NdArray right) = PromoteNumeric(x, y);
        if (left.DType.IsInteger) return IntegerPower(left, right);
        return x.DType.IsInexact && y.DType.IsInteger ? Lax.Binary(BinaryKind.Pow, x, y) : Lax.Binary(BinaryKind.Pow, left, right);
    }

    /// <summary>x to the power of y; another name of <see cref="Power"/>.</summary>
    public static NdArray Pow(NdArray x, NdArray y) => Power(x, y);

    /// <summary>The remainder of x / y rounded down, with the sign of y.</summary>
    public static NdArray Remainder(NdArray x, NdArray y)
    {
        return Lax.Jitted("remainder", Compute, x, y);

        static NdArray Compute(NdArray[] args)
        {
            (NdArray x, NdArray y) = PromoteNumeric(args[0], args[1]);
            NdArray zero = ConstantLike(x, 0);
            if (y.DType.IsInteger) y = Where(Equal(y, 0), OnesLike(y), y);
            NdArray truncated = Lax.Binary(BinaryKind.Rem, x, y);
            NdArray isInexact = Lax.Compare(ComparisonKind.Ne, truncated, zero);
            NdArray signsDiffer = Lax.Compare(ComparisonKind.Ne, Lax.Compare(ComparisonKind.Lt, truncated, zero), Lax.Compare(ComparisonKind.Lt, y, zero));
            return Lax.SelectN(Lax.Binary(BinaryKind.And, signsDiffer, isInexact), truncated, Lax.Add(truncated, y));
        }
    }

    /// <summary>The remainder of x / y rounded down; another name of <see cref="Remainder"/>.</summary>
    public static NdArray Mod(NdArray x, NdArray y) => Remainder(x, y);

    /// <summary>The remainder of x / y rounded towards zero, with the sign of x.</summary>
    public static NdArray Fmod(NdArray x, NdArray y)
    {
        return Lax.Jitted("fmod", Compute, x, y);

        static NdArray Compute(NdArray[] args)
        {
            (NdArray x, NdArray y) = (args[0], args[1]);
            if (ResultType(x, y).DType.IsInteger) y = Where(Equal(y, 0), OnesLike(y), y);
            (x, y) = PromoteNumeric(x, y);
            return Lax.Binary(BinaryKind.Rem, x, y);
        }
    }

    /// <summary>x / y rounded down; for integers an integer.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static NdArray FloorDivide(NdArray x, NdArray y)
    {
        RequireReal("FloorDivide", x);
        RequireReal("FloorDivide", y);
        return Lax.Jitted("floor_divide", Compute, x, y);

        static NdArray Compute(NdArray[] args)
        {
            (NdArray x, NdArray y) = PromoteNumeric(args[0], args[1]);
            if (x.DType.Kind is DTypeKind.Unsigned) return Lax.Div(x, y);
            if (x.DType.Kind is not DTypeKind.Signed) return FloatDivmod(x, y).Quotient;
            NdArray quotient = Lax.Div(x, y);
            NdArray inexact = LogicalAnd(NotEqual(Sign(x), Sign(y)), NotEqual(Lax.Binary(BinaryKind.Rem, x, y), 0));
            return Where(inexact, Subtract(quotient, 1), quotient);
        }
    }

    /// <summary>x / y rounded down, and the remainder, with the sign of y.</summary>
    /// <exception cref="DTypeException">The numbers are complex.</exception>
    public static (NdArray Quotient, NdArray Remainder) Divmod(NdArray x, NdArray y)
    {
        RequireReal("Divmod", x);
        RequireReal("Divmod", y);
        NdArray[] results = Lax.JittedAll("divmod", null, Compute, x, y);
        return (results[0], results[1]);

        static NdArray[] Compute(NdArray[] args)
        {
            (NdArray x, NdArray y) = PromoteNumeric(args[0], args[1]);
            if (x.DType.IsInteger) return [FloorDivide(x, y), Remainder(x, y)];
            (NdArray quotient, NdArray remainder) = FloatDivmod(x, y);
            return [quotient, remainder];
        }
    }

    /// <summary>The part of x after the point, and the integer before it, both with the sign of x.</summary>
    public static (NdArray Fraction, NdArray Whole) Modf(NdArray x)
    {
        RequireReal("Modf", x);
        NdArray[] results = Lax.JittedAll("modf", null, Compute, x);
        return (results[0], results[1]);

        static NdArray[] Compute(NdArray[] args)
        {
            NdArray x = PromoteInexact(args[0]);
            NdArray whole = Where(Lax.Compare(ComparisonKind.Ge, x, ConstantLike(x, 0)), Floor(x), Ceil(x));
            return [Subtract(x, whole), whole];
        }
    }

    // JAX: _float_divmod, after CPython's float_divmod
    private static (NdArray Quotient, NdArray Remainder) FloatDivmod(NdArray x, NdArray y)
    {
        NdArray remainder = Lax.Binary(BinaryKind.Rem, x, y);
        NdArray exact = Where(Equal(y, 0), x, Lax.Sub(x, remainder));
        NdArray quotient = Lax.Div(exact, y);
        NdArray wrongSign = Lax.Binary(BinaryKind.And, NotEqual(remainder, 0), NotEqual(Sign(y), Sign(remainder)));
        remainder = Lax.SelectN(wrongSign, remainder, Add(remainder, y));
        quotient = Lax.SelectN(wrongSign, quotient, Subtract(quotient, 1.0));
        return (Lax.Bind(new Round(RoundingMethod.AwayFromZero), quotient), remainder);
    }

    // JAX: _pow_int_int, by repeated squaring; six bits of the exponent, so that 2 to the power of 63 is right
    private static NdArray IntegerPower(NdArray x, NdArray y)
    {
        NdArray zero = ConstantLike(y, 0), one = ConstantLike(y, 1);
        NdArray result = Where(Lax.Binary(BinaryKind.And, Lax.Eq(x, zero), Lax.Compare(ComparisonKind.Ne, y, zero)), zero, one);
        for (int bit = 0; bit < 6; bit++)
        {
            result = Where(Lax.Binary(BinaryKind.And, y, one), Lax.Mul(result, x), result);
            x = Lax.Mul(x, x);
            y = Lax.Binary(BinaryKind.ShiftRightLogical, y, one);
        }
        return result;
    }
}
