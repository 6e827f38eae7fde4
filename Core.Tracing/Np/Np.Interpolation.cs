using Core.Ir;

namespace Core;

/// <summary>What <see cref="Np.Interp"/> gives beyond an end: a value, or <see cref="Extrapolate"/>.</summary>
public readonly struct InterpEnd
{
    private InterpEnd(NdArray? value, bool extrapolates) => (Value, Extrapolates) = (value, extrapolates);

    /// <summary>The line through the last two points.</summary>
    public static InterpEnd Extrapolate { get; } = new(null, true);

    internal NdArray? Value { get; }

    internal bool Extrapolates { get; }

    /// <summary>A value.</summary>
    public static implicit operator InterpEnd(NdArray value) => new(value, false);

    /// <summary>A number.</summary>
    public static implicit operator InterpEnd(double value) => new(value, false);
}

public static partial class Np
{
    /// <summary>The values at places x of the lines that join points.</summary>
    /// <param name="x">The places.</param>
    /// <param name="xp">The places of the points, increasing, of one axis.</param>
    /// <param name="fp">The values there.</param>
    /// <param name="left">What there is before the first place; its value by default.</param>
    /// <param name="right">What there is after the last place; its value by default.</param>
    /// <param name="period">The period, where values repeat; the ends are of no use then.</param>
    /// <exception cref="ShapeException">The points have not one axis, or there are more places than values or fewer; or the period is no number.</exception>
    /// <exception cref="DTypeException">The places are complex.</exception>
    // JAX: _interp.
    public static NdArray Interp(NdArray x, NdArray xp, NdArray fp, InterpEnd left = default, InterpEnd right = default, NdArray? period = null)
    {
        if (xp.Rank != 1 || fp.Shape != xp.Shape) throw new ShapeException($"Interp: xp and fp must have one axis of one size, got {xp.Type} and {fp.Type}.");
        if (period is { Rank: > 0 }) throw new ShapeException($"Interp: the period must be one number, got {period.Type}.");
        RequireReal("Interp", x);
        RequireReal("Interp", xp);
        return Lax.JittedOptional("_interp", (left.Extrapolates, right.Extrapolates), args => Compute(args[0]!, args[1]!, args[2]!, args[3], args[4], args[5]),
            x, xp, fp, left.Value, right.Value, period);

        NdArray Compute(NdArray x, NdArray xp, NdArray fp, NdArray? leftValue, NdArray? rightValue, NdArray? period)
        {
            (DType dtype, bool weak) = ResultType(x, xp);
            (x, xp, fp) = (Lax.ConvertElementType(x, Inexact(dtype), weak), Lax.ConvertElementType(xp, Inexact(dtype), weak), PromoteInexact(fp));
            if (period is not null)
            {
                period = Abs(period);
                x = Remainder(x, period);
                NdArray[] points = Lax.SortAll([Remainder(xp, period), fp], 0);
                (xp, fp) = (points[0], points[1]);
                int last = xp.Shape[0] - 1;
                xp = Concatenate([Subtract(xp[last..], period), xp, Add(xp[..Math.Min(1, last + 1)], period)]);
                fp = Concatenate([fp[last..], fp, fp[..Math.Min(1, last + 1)]]);
            }
            int count = xp.Shape[0];
            NdArray i = Clip(Searchsorted(xp, x, SearchSide.Right), 1, count - 1);
            NdArray rise = Subtract(fp[i], fp[Subtract(i, 1)]), run = Subtract(xp[i], xp[Subtract(i, 1)]), beyond = Subtract(x, xp[Subtract(i, 1)]);
            // Two points at one place have no line; NaN must not come from dividing by so small a distance.
            FloatInfo info = Finfo(xp.DType);
            NdArray isJump = LessEqual(Lax.Unary(UnaryKind.Abs, run), ConstantLike(run, Math.ScaleB(info.Eps, -info.MantissaBits)));
            NdArray f = Where(isJump, fp[Subtract(i, 1)], Add(fp[Subtract(i, 1)], Multiply(Divide(beyond, Where(isJump, 1, run)), rise)));
            if (!left.Extrapolates)
            {
                NdArray value = leftValue ?? fp[0];
                if (period is null) f = Where(Less(x, xp[0]), value, f);
            }
            if (!right.Extrapolates)
            {
                NdArray value = rightValue ?? fp[fp.Shape[0] - 1];
                if (period is null) f = Where(Greater(x, xp[count - 1]), value, f);
            }
            return f;
        }
    }
}
