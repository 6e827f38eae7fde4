using Core.Ir;
using static Core.Np;

namespace Core;

public static partial class Nn
{
    /// <summary>eˣ divided by their sum along some axes, without overflow on the way.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes; the last one by default.</param>
    /// <param name="where">Which elements count, bool; the result is 0 for others.</param>
    public static NdArray Softmax(NdArray x, AxisSet? axis = null, NdArray? where = null)
    {
        AxisSet along = axis ?? -1;
        NdArray largest = Max(x, along, keepdims: true, -Inf, where);
        NdArray safe = where is null ? x : Where(where, x, -Inf);
        NdArray scaled = Exp(safe - StopGradient(largest));
        NdArray result = scaled / Sum(scaled, along, keepdims: true, where: where);
        return where is null ? result : Where(where, result, 0);
    }

    /// <summary>The logarithm of <see cref="Softmax"/>, exact also where that is tiny.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes; the last one by default.</param>
    /// <param name="where">Which elements count, bool; the result is −∞ for others.</param>
    public static NdArray LogSoftmax(NdArray x, AxisSet? axis = null, NdArray? where = null)
    {
        AxisSet along = axis ?? -1;
        return Lax.JittedOptional("log_softmax", along.Resolve(x.Rank, "LogSoftmax"), args =>
        {
            (NdArray a, NdArray? mask) = (args[0]!, args[1]);
            NdArray largest = Max(a, along, keepdims: true, -Inf, mask);
            NdArray safe = mask is null ? a : Where(mask, a, -Inf);
            NdArray shifted = safe - StopGradient(largest);
            NdArray result = shifted - Log(Sum(Exp(shifted), along, keepdims: true, where: mask));
            return mask is null ? result : Where(mask, result, -Inf);
        }, x, where);
    }

    /// <summary>log Σ b · eˣ over some axes, without overflow on the way; over all by default.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="b">Factors; 1 by default. The result is NaN where the sum is negative.</param>
    /// <param name="keepdims">Whether the result keeps the axes, with size 1.</param>
    /// <param name="where">Which elements count, bool.</param>
    public static NdArray Logsumexp(NdArray x, AxisSet? axis = null, NdArray? b = null, bool keepdims = false, NdArray? where = null)
    {
        (NdArray result, NdArray sign) = SignedLogsumexp(x, axis, b, keepdims, where, returnSign: false);
        return b is null || result.DType.IsComplex ? result : Where(Less(sign, 0), Lax.Number(Scalar.Of(NaN), result.DType), result);
    }

    /// <summary>log |Σ b · eˣ| over some axes, and the sign of the sum.</summary>
    /// <inheritdoc cref="Logsumexp"/>
    public static (NdArray Log, NdArray Sign) LogsumexpAndSign(NdArray x, AxisSet? axis = null, NdArray? b = null, bool keepdims = false, NdArray? where = null) =>
        SignedLogsumexp(x, axis, b, keepdims, where, returnSign: true);

    /// <summary>The logarithm of the mean of eˣ over some axes; over all by default.</summary>
    /// <param name="x">The numbers.</param>
    /// <param name="axis">The axes.</param>
    /// <param name="where">Which elements count, bool.</param>
    /// <param name="keepdims">Whether the result keeps the axes, with size 1.</param>
    public static NdArray Logmeanexp(NdArray x, AxisSet? axis = null, NdArray? where = null, bool keepdims = false) =>
        Lax.JittedOptional("logmeanexp", (axis?.Resolve(x.Rank, "Logmeanexp"), keepdims), args =>
        {
            NdArray sum = Logsumexp(args[0]!, axis, keepdims: keepdims, where: args[1]);
            return sum - Log(ElementCount("Logmeanexp", args[0]!, axis, keepdims, args[1], sum.DType));
        }, x, where);

    private static (NdArray Log, NdArray Sign) SignedLogsumexp(NdArray x, AxisSet? axis, NdArray? b, bool keepdims, NdArray? where, bool returnSign)
    {
        if (where is not null) x = Where(where, x, 0);
        if (b is null) x = PromoteInexact(x);
        else
        {
            (x, b) = PromoteInexact(x, b);
            x = Where(NotEqual(b, 0), x, -Inf);
        }
        NdArray largest = Max(Real(x), axis, keepdims, -Inf, where);
        NdArray finite = Isfinite(largest);
        largest = StopGradient(Lax.SelectN(finite, ZerosLike(largest), largest));
        ValueArray<int> axes = axis?.Resolve(x.Rank, "Logsumexp") ?? [.. Enumerable.Range(0, x.Rank)];
        NdArray shift = keepdims ? largest : Lax.ExpandDims(largest, [.. axes]);
        NdArray scaled = Lax.Unary(UnaryKind.Exp, Lax.Sub(x, Lax.ConvertElementType(shift, x.DType)));
        if (b is not null) scaled = Lax.Mul(scaled, b);
        NdArray sum = Sum(scaled, axis, keepdims, where: where), sign = Lax.Unary(UnaryKind.Sign, sum);
        if (returnSign || !x.DType.IsComplex) sum = Abs(sum);
        return (Lax.Add(Lax.Unary(UnaryKind.Log, sum), Lax.ConvertElementType(largest, sum.DType)), sign);
    }
}
