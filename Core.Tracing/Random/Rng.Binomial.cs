using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Rng
{
    // log k! less Stirling's formula, for k = 0 … 9.
    private static ReadOnlySpan<double> StirlingTails =>
    [
        0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
        0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287,
    ];

    /// <summary>Numbers of the binomial distribution: how many of <paramref name="n"/> trials succeed.</summary>
    /// <param name="key">The key.</param>
    /// <param name="n">The number of trials; of a fraction, what is below it. Infinite numbers give infinite ones, negative ones and NaN give NaN.</param>
    /// <param name="p">The probability of each.</param>
    /// <param name="shape">The shape, that of the parameters by default.</param>
    /// <param name="dtype">The element type, a floating-point type, f32 by default.</param>
    public static NdArray Binomial(NdArray key, NdArray n, NdArray p, Shape? shape = null, DType? dtype = null)
    {
        CheckKey("Binomial", key);
        DType type = FloatType("Binomial", dtype);
        Shape samples = SampleShape("Binomial", shape, n, p);
        NdArray prob = Np.PromoteInexact(p), count = Np.BroadcastTo(Convert(n, prob.DType), samples);
        prob = Np.BroadcastTo(prob, samples);
        NdArray isBelowHalf = Np.Less(prob, 0.5);
        NdArray q = Lax.SelectN(isBelowHalf, 1.0 - prob, prob);
        NdArray isNoCount = Np.BitwiseOr(IsNaN(count), Np.Less(count, 0.0)), isInfinite = Np.Isinf(count);
        NdArray isNaN = IsNaN(q), isNegative = Np.Less(q, 0.0);
        q = Lax.SelectN(Np.BitwiseOr(isNaN, isNegative), q, FilledLike(q, 0.01));
        NdArray isSmall = Np.BitwiseOr(isNoCount, Np.LessEqual(count * q, 10.0));
        count = Lax.Unary(UnaryKind.Floor, count);
        NdArray few = Lax.SelectN(isSmall, FilledLike(count, 0), count), many = Lax.SelectN(isSmall, count, FilledLike(count, 1e4));
        NdArray qOfMany = Lax.SelectN(isSmall, q, FilledLike(q, 0.5));
        NdArray drawnFew = BinomialByInversion(key, few, q, samples, type), drawn = BinomialByRejection(key, many, qOfMany, samples, type);
        drawn = Lax.SelectN(isSmall, drawn, drawnFew);
        NdArray isInvalid = Np.BitwiseOr(Np.BitwiseOr(isNegative, isNaN), isNoCount);
        drawn = Lax.SelectN(isInvalid, drawn, Filled(samples, double.NaN, type));
        NdArray overflows = Np.BitwiseAnd(isInfinite, Np.BitwiseNot(isInvalid));
        drawn = Lax.SelectN(overflows, drawn, Filled(samples, double.PositiveInfinity, type));
        NdArray asDrawn = Np.BitwiseOr(Np.BitwiseOr(Np.BitwiseOr(isBelowHalf, isNoCount), isNaN), isInfinite);
        return Lax.SelectN(asDrawn, Np.Subtract(Convert(count, type), drawn), drawn);
    }

    /// <summary>How often each of several outcomes comes in <paramref name="n"/> trials.</summary>
    /// <param name="key">The key.</param>
    /// <param name="n">The number of trials.</param>
    /// <param name="p">The probabilities of the outcomes, along the last axis.</param>
    /// <param name="shape">The shape, that of <paramref name="p"/> by default; its last axis is that of the outcomes.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    /// <param name="unroll">How many outcomes a compiled program may draw at once.</param>
    // JAX: multinomial. One outcome after the other, of what the ones before left.
    public static NdArray Multinomial(NdArray key, NdArray n, NdArray p, Shape? shape = null, DType? dtype = null, int unroll = 1)
    {
        CheckKey("Multinomial", key);
        (NdArray trials, NdArray probs) = Promoted(n, p);
        Shape samples = shape is { } wanted ? CheckShape("Multinomial", wanted, p.Shape) : p.Shape;
        if (samples.Rank == 0) throw new ShapeException($"Multinomial: needs an axis of outcomes, got probabilities {p.Type}.");
        trials = Np.BroadcastTo(trials, [.. samples.Span[..^1]]);
        probs = Np.Moveaxis(Np.BroadcastTo(probs, samples), -1, 0);
        NdArray remaining = Lax.Cumulative(CumulativeKind.Sum, probs, 0, reverse: true);
        NdArray ratios = probs / Np.Where(Np.Equal(remaining, 0), 1, remaining);
        NdArray keys = Split(key, ratios.Shape[0]);
        PyTree.RegisterTuple<NdArray, NdArray>();
        NdArray counts = ControlFlow.Scan<NdArray, (NdArray Ratio, NdArray Key), NdArray>(trials, (ratios, keys), Body.Of((NdArray left, (NdArray Ratio, NdArray Key) x) =>
        {
            NdArray count = Binomial(x.Key, left, ClipByName(x.Ratio, 0, 1), dtype: left.DType);
            return (Np.Subtract(left, count), count);
        }), null, false, unroll).Stacked;
        return Convert(Np.Moveaxis(counts, 0, -1), dtype ?? Promotion.DefaultFloat(TraceScope.UsesX64));
    }

    // JAX: _binomial_inversion. How many geometric numbers fit below the number of trials.
    private static NdArray BinomialByInversion(NdArray key, NdArray count, NdArray prob, Shape shape, DType dtype)
    {
        NdArray logOther = Lax.Unary(UnaryKind.Log1p, Neg(prob)), limit = Lax.Number(Scalar.Of(Largest(dtype)), dtype);
        PyTree.RegisterTuple<NdArray, NdArray, NdArray, NdArray>();
        (NdArray I, NdArray Count, NdArray Sum, NdArray Key) init = (0, Filled(shape, 0, prob.DType), Filled(shape, 0, prob.DType), key);
        NdArray drawn = ControlFlow.While(
            init,
            Body.Of(((NdArray I, NdArray Count, NdArray Sum, NdArray Key) s) => Np.BitwiseAnd(Np.Any(Np.LessEqual(s.Sum, count)), Np.Less(s.I, limit))),
            Body.Of(((NdArray I, NdArray Count, NdArray Sum, NdArray Key) s) =>
            {
                NdArray[] keys = SplitInto("Binomial", s.Key, 2);
                NdArray goesOn = Np.LessEqual(s.Sum, count);
                NdArray counted = Lax.SelectN(goesOn, s.Count, s.Count + 1);
                NdArray u = Uniform(keys[0], shape, prob.DType);
                NdArray sum = s.Sum + Lax.Unary(UnaryKind.Ceil, Log(u) / logOther);
                return (Np.Add(s.I, 1), counted, sum, keys[1]);
            })).Count;
        return Convert(drawn - 1, dtype);
    }

    // JAX: _btrs (Hörmann, "The generation of binomial random variates", 1993).
    private static NdArray BinomialByRejection(NdArray key, NdArray count, NdArray prob, Shape shape, DType dtype)
    {
        NdArray limit = Lax.Number(Scalar.Of(Largest(dtype)), dtype);
        NdArray deviation = Lax.Unary(UnaryKind.Sqrt, count * prob * (1 - prob));
        NdArray b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * prob;
        NdArray c = count * prob + 0.5, vr = 0.92 - 4.2 / b, r = prob / (1 - prob);
        NdArray alpha = (2.83 + 5.1 / b) * deviation;
        NdArray mode = Lax.Unary(UnaryKind.Floor, (count + 1) * prob);
        PyTree.RegisterTuple<NdArray, NdArray, NdArray, NdArray>();
        (NdArray I, NdArray K, NdArray Accepted, NdArray Key) init = (0, Filled(shape, -1, prob.DType), Filled(shape, 0, DType.Bool), key);
        NdArray drawn = ControlFlow.While(
            init,
            Body.Of(((NdArray I, NdArray K, NdArray Accepted, NdArray Key) s) => Np.BitwiseAnd(Np.Any(Np.BitwiseNot(s.Accepted)), Np.Less(s.I, limit))),
            Body.Of(((NdArray I, NdArray K, NdArray Accepted, NdArray Key) s) =>
            {
                NdArray[] keys = SplitInto("Binomial", s.Key, 3);
                NdArray u = Uniform(keys[1], shape, prob.DType), v = Uniform(keys[2], shape, prob.DType);
                u = u - 0.5;
                NdArray us = 0.5 - Np.Abs(u);
                NdArray atOnce = Np.BitwiseAnd(Np.GreaterEqual(us, 0.07), Np.LessEqual(v, vr));
                NdArray k = Lax.Unary(UnaryKind.Floor, (2 * a / us + b) * u + c);
                NdArray rejected = Np.BitwiseOr(Np.Less(k, 0), Np.Greater(k, count));
                NdArray left = Log(v * alpha / (a / (us * us) + b));
                NdArray right = (mode + 0.5) * Log((mode + 1) / (r * (count - mode + 1)))
                    + (count + 1) * Log((count - mode + 1) / (count - k + 1))
                    + (k + 0.5) * Log(r * (count - k + 1) / (k + 1))
                    + StirlingTail(mode)
                    + StirlingTail(count - mode)
                    - StirlingTail(k)
                    - StirlingTail(count - k);
                NdArray later = Np.LessEqual(left, right);
                NdArray accepted = Np.BitwiseOr(atOnce, Np.BitwiseAnd(Np.BitwiseNot(rejected), later));
                NdArray kept = Lax.SelectN(accepted, s.K, k), all = Np.BitwiseOr(s.Accepted, accepted);
                return (Np.Add(s.I, 1), kept, all, keys[0]);
            })).K;
        return Convert(drawn, dtype);
    }

    // JAX: _stirling_approx_tail.
    private static NdArray StirlingTail(NdArray k)
    {
        double[] tails = StirlingTails.ToArray();
        NdArray table = k.DType switch
        {
            DType.BF16 => NdArray.From<BFloat16>([.. tails.Select(tail => (BFloat16)tail)]),
            DType.F16 => NdArray.From<Half>([.. tails.Select(tail => (Half)tail)]),
            DType.F32 => NdArray.From<float>([.. tails.Select(tail => (float)tail)]),
            _ => NdArray.From<double>(tails),
        };
        NdArray isTabled = Np.LessEqual(k, 9);
        k = Lax.Clamp(Const(k, 0), k, Const(k, 9));
        NdArray square = (k + 1) * (k + 1);
        NdArray series = (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1);
        k = Lax.Unary(UnaryKind.Floor, k);
        return Lax.SelectN(isTabled, series, table[Convert(k, DType.I32)]);
    }

    // JAX: promote_dtypes_inexact. Each keeps its shape.
    private static (NdArray, NdArray) Promoted(NdArray x, NdArray y)
    {
        (DType dtype, bool weak) = Np.ResultType(x, y);
        dtype = Promotion.Inexact(dtype, TraceScope.UsesX64);
        return (Lax.ConvertElementType(x, dtype, weak), Lax.ConvertElementType(y, dtype, weak));
    }

    private static double Largest(DType dtype) => dtype switch
    {
        DType.BF16 => BFloat16.FromBits(0x7F7F),
        DType.F16 => (double)Half.MaxValue,
        DType.F32 => float.MaxValue,
        _ => double.MaxValue,
    };
}
