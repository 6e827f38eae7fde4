using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>The nearest integer, halves to the even one; floating-point also for integers.</summary>
    public static NdArray Rint(NdArray x)
    {
        return Lax.Jitted("rint", args => Compute(args[0]), x);

        static NdArray Compute(NdArray x) => x.DType.Kind switch
        {
            DTypeKind.Complex => Lax.Binary(BinaryKind.Complex, Rint(Real(x)), Rint(Imag(x))),
            DTypeKind.Float => RoundToEven(x),
            _ => Lax.ConvertElementType(x, DefaultFloat),
        };
    }

    /// <summary>The nearest number with so many decimals, halves to the even one; integers as they are.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="decimals">How many digits after the point to keep; a negative number rounds before it.</param>
    /// <exception cref="UnsupportedException">Integers with negative <paramref name="decimals"/>.</exception>
    /// <exception cref="DTypeException">The array holds truth values.</exception>
    public static NdArray Round(NdArray x, int decimals = 0)
    {
        if (x.DType is DType.Bool) throw new DTypeException($"Round: the array must hold numbers, got {x.Type}; convert it with AsType(I32).");
        if (x.DType.IsInteger && decimals < 0) throw new UnsupportedException($"Round: integers cannot be rounded to {decimals} decimals, got {x.Type}; convert them with AsType(F32).");
        return Lax.Jitted("round", decimals, args => Compute(args[0], decimals), x);

        static NdArray Compute(NdArray x, int decimals)
        {
            if (x.DType.IsInteger || decimals > Math.Log10(Finfo(x.DType).Max)) return x;
            return x.DType.IsComplex ? Lax.Binary(BinaryKind.Complex, Scaled(Real(x), decimals), Scaled(Imag(x), decimals)) : Scaled(x, decimals);
        }

        static NdArray Scaled(NdArray x, int decimals)
        {
            if (decimals == 0) return RoundToEven(x);
            DType dtype = x.DType;
            if (dtype is DType.F16) x = Lax.ConvertElementType(x, DType.F32);
            NdArray factor = ConstantLike(x, Math.Pow(10, decimals));
            NdArray result = Lax.Div(RoundToEven(Lax.Mul(x, factor)), factor);
            return dtype is DType.F16 ? Lax.ConvertElementType(result, dtype) : result;
        }
    }

    /// <summary>The nearest number with so many decimals; another name of <see cref="Round"/>.</summary>
    public static NdArray Around(NdArray x, int decimals = 0) => Lax.Jitted("around", decimals, args => Round(args[0], decimals), x);

    /// <summary>The integer part: rounded towards zero.</summary>
    public static NdArray Trunc(NdArray x)
    {
        RequireReal("Trunc", x);
        return Lax.Jitted("trunc", args => args[0].DType.IsInexact
            ? Where(Lax.Compare(ComparisonKind.Lt, args[0], ConstantLike(args[0], 0)), Ceil(args[0]), Floor(args[0]))
            : args[0], x);
    }

    /// <summary>The numbers brought between <paramref name="min"/> and <paramref name="max"/>, where given.</summary>
    /// <exception cref="DTypeException">A number is complex.</exception>
    public static NdArray Clip(NdArray x, NdArray? min = null, NdArray? max = null)
    {
        RequireReal("Clip", x);
        if (min is not null) RequireReal("Clip", min);
        if (max is not null) RequireReal("Clip", max);
        return Lax.JittedOptional("clip", false, args =>
        {
            NdArray result = args[0]!;
            if (args[1] is { } low) result = Maximum(low, result);
            return args[2] is { } high ? Minimum(high, result) : result;
        }, x, min, max);
    }

    /// <summary>The numbers with NaN and infinities replaced.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="nan">In place of NaN; 0 by default.</param>
    /// <param name="posinf">In place of infinity; the largest number by default.</param>
    /// <param name="neginf">In place of minus infinity; the smallest number by default.</param>
    public static NdArray NanToNum(NdArray x, NdArray? nan = null, NdArray? posinf = null, NdArray? neginf = null)
    {
        return Lax.JittedOptional("nan_to_num", false, args => Compute(args[0]!, args[1], args[2], args[3]), x, nan, neginf, posinf);

        static NdArray Compute(NdArray x, NdArray? nan, NdArray? neginf, NdArray? posinf)
        {
            if (!x.DType.IsInexact) return x;
            if (x.DType.IsComplex)
                return Lax.Binary(BinaryKind.Complex, NanToNum(Real(x), nan ?? 0.0, posinf, neginf), NanToNum(Imag(x), nan ?? 0.0, posinf, neginf));
            FloatInfo info = Finfo(x.DType);
            NdArray result = Where(Isnan(x), Lax.ConvertElementType(nan ?? 0.0, x.DType), x);
            result = Where(Isposinf(result), Lax.ConvertElementType(posinf ?? info.Max, x.DType), result);
            return Where(Isneginf(result), Lax.ConvertElementType(neginf ?? info.Min, x.DType), result);
        }
    }

    private static NdArray RoundToEven(NdArray x) => Lax.Bind(new Round(RoundingMethod.ToNearestEven), x);
}
