using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Rng
{
    /// <summary>Numbers spread evenly from <paramref name="minval"/> to below <paramref name="maxval"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, f32 by default.</param>
    /// <param name="minval">The smallest number, 0 by default; it broadcasts to the shape.</param>
    /// <param name="maxval">The number below which they are, 1 by default; it broadcasts to the shape.</param>
    /// <exception cref="ShapeException">The bounds do not broadcast to the shape.</exception>
    public static NdArray Uniform(NdArray key, Shape shape = default, DType? dtype = null, NdArray? minval = null, NdArray? maxval = null)
    {
        CheckKey("Uniform", key);
        DType type = FloatType("Uniform", dtype);
        (NdArray low, NdArray high) = (minval ?? 0.0, maxval ?? 1.0);
        CheckShape("Uniform", shape, Np.BroadcastShapes("Uniform", low, high));
        return Sampler("_uniform", type, shape, args => UniformBetween(args[0], args[1], args[2], shape, type), key, low, high);
    }

    /// <summary>Integers spread evenly from <paramref name="minval"/> to below <paramref name="maxval"/>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="minval">The smallest integer; it broadcasts to the shape.</param>
    /// <param name="maxval">The integer below which they are; it broadcasts to the shape.</param>
    /// <param name="dtype">The element type, i32 by default.</param>
    /// <remarks>As in JAX the numbers are remainders of twice as many bits, so that some are likelier by a tiny bit.</remarks>
    /// <exception cref="ShapeException">The bounds do not broadcast to the shape.</exception>
    public static NdArray Randint(NdArray key, Shape shape, NdArray minval, NdArray maxval, DType? dtype = null)
    {
        CheckKey("Randint", key);
        DType type = IntegerType("Randint", dtype), sampled = type;
        CheckShape("Randint", shape, Np.BroadcastShapes("Randint", minval, maxval));
        if (type.BitWidth < 32)
        {
            sampled = DType.I32;
            (Int128 smallest, Int128 largest) = Range(type);
            minval = ClipByName(Convert(minval, DType.I32), (long)smallest, (long)largest);
            maxval = ClipByName(Convert(maxval, DType.I32), (long)smallest, (long)largest + 1);
        }
        return Convert(Sampler("_randint", sampled, shape, args => IntegersBetween(args[0], args[1], args[2], shape, sampled), key, minval, maxval), type);
    }

    /// <summary>True with a probability.</summary>
    /// <param name="key">The key.</param>
    /// <param name="p">The probability, one half by default.</param>
    /// <param name="shape">The shape, that of <paramref name="p"/> by default.</param>
    /// <param name="highRange">Whether to draw twice as many bits, so that probabilities below 10⁻⁷ are right too.</param>
    public static NdArray Bernoulli(NdArray key, NdArray? p = null, Shape? shape = null, bool highRange = false)
    {
        CheckKey("Bernoulli", key);
        NdArray probability = p ?? 0.5;
        if (!probability.DType.IsFloat) throw new DTypeException($"Bernoulli: p must be floating-point, got {probability.Type}; convert it with AsType(F32).");
        DType type = probability.DType;
        Shape samples = SampleShape("Bernoulli", shape, probability);
        return Lax.Jitted("_bernoulli", [highRange ? 1 : 0, .. samples], args =>
        {
            if (!highRange) return Np.Less(Uniform(args[0], samples, type), args[1]);
            NdArray both = Uniform(args[0], [2, .. samples], type);
            (NdArray u1, NdArray u2) = (Row(both, 0), Row(both, 1));
            return Np.Less(Np.Multiply(u2, FloatInfo.Of(type).Eps), Np.Subtract(args[1], u1));
        }, key, Convert(probability, type));
    }

    /// <summary>−1 or 1, each with the same probability.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, i32 by default.</param>
    public static NdArray Rademacher(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Rademacher", key);
        DType type = dtype ?? Promotion.DefaultInt(TraceScope.UsesX64);
        return Sampler("_rademacher", type, shape,
            args => Convert(Np.Subtract(Np.Multiply(2, Convert(Bernoulli(args[0], 0.5, shape), type)), 1), type), key);
    }

    // JAX: _uniform. The bits become those of the fraction of a number between 1 and 2.
    private static NdArray UniformBetween(NdArray key, NdArray minval, NdArray maxval, Shape shape, DType dtype)
    {
        (minval, maxval) = (Convert(minval, dtype), Convert(maxval, dtype));
        (minval, maxval) = (ToRank(minval, shape.Rank), ToRank(maxval, shape.Rank));
        int fraction = FloatInfo.Of(dtype).FractionBits, drawn = fraction < 8 ? 8 : dtype.BitWidth;
        DType unsigned = Unsigned(dtype.BitWidth);
        NdArray bits = Convert(Lax.RandomBits(key, drawn, shape), unsigned);
        NdArray floatBits = Lax.Binary(BinaryKind.ShiftRightLogical, bits, Number(unsigned, drawn - fraction));
        floatBits = Lax.Binary(BinaryKind.Or, floatBits, Lax.Number(Scalar.Of(BitsOfOne(dtype)), unsigned));
        NdArray floats = Np.Subtract(Lax.BitcastConvertType(floatBits, dtype), Number(dtype, 1));
        return Lax.Binary(BinaryKind.Max, minval, Lax.Reshape(Np.Add(Np.Multiply(floats, Np.Subtract(maxval, minval)), minval), shape));
    }

    // JAX: _randint. The remainder of a number of twice as many bits: higher · 2ⁿ + lower, by the span.
    private static NdArray IntegersBetween(NdArray key, NdArray minval, NdArray maxval, Shape shape, DType dtype)
    {
        DType defaultInt = Promotion.DefaultInt(TraceScope.UsesX64);
        if (!minval.DType.IsInteger) minval = Convert(minval, defaultInt);
        if (!maxval.DType.IsInteger) maxval = Convert(maxval, defaultInt);
        // Where the upper bound is one more than the type can hold.
        NdArray beyond = Lax.Compare(ComparisonKind.Gt, maxval, ConvertAndClip(Lax.Number(Integer(Range(dtype).Largest), dtype), maxval.DType));
        (minval, maxval) = (ConvertAndClip(minval, dtype), ConvertAndClip(maxval, dtype));
        (minval, maxval) = (ToRank(minval, shape.Rank), ToRank(maxval, shape.Rank));

        int width = dtype.BitWidth;
        DType unsigned = Unsigned(width);
        NdArray[] keys = SplitInto("Randint", key, 2);
        NdArray higher = Lax.RandomBits(keys[0], width, shape), lower = Lax.RandomBits(keys[1], width, shape);

        NdArray span = Convert(Np.Subtract(maxval, minval), unsigned);
        span = Lax.SelectN(Np.LessEqual(maxval, minval), span, Lax.BroadcastInDim(Number(unsigned, 1), span.Shape, []));
        span = Lax.SelectN(Np.BitwiseAnd(beyond, Np.Greater(maxval, minval)), span, Lax.Add(span, Number(unsigned, 1)));

        NdArray multiplier = Rem(Number(unsigned, Math.ScaleB(1, width / 2)), span);
        multiplier = Rem(Lax.Mul(multiplier, multiplier), span);
        NdArray offset = Rem(Lax.Add(Lax.Mul(Rem(higher, span), multiplier), Rem(lower, span)), span);
        return Lax.Add(minval, Convert(offset, dtype));

        static NdArray Rem(NdArray x, NdArray y) => Lax.Binary(BinaryKind.Rem, x, y);
    }

    // JAX: _convert_and_clip_integer.
    private static NdArray ConvertAndClip(NdArray x, DType dtype)
    {
        ((Int128 low, Int128 high), (Int128 ownLow, Int128 ownHigh)) = (Range(dtype), Range(x.DType));
        return Convert(Np.Clip(x, Bound(Int128.Max(low, ownLow)), Bound(Int128.Min(high, ownHigh))), dtype);

        NdArray Bound(Int128 value) => new(new Literal(Integer(value), x.DType, x.IsWeak));
    }

    // JAX: the method of arrays, whose bounds are given by name and so in the order of their names.
    private static NdArray ClipByName(NdArray x, long min, long max) =>
        Lax.Jitted("clip", [1], args => Np.Minimum(args[1], Np.Maximum(args[2], args[0])), x, (int)max, (int)min);

    private static NdArray ToRank(NdArray x, int rank) => x.Rank == rank ? x : Lax.ExpandDims(x, [.. Enumerable.Range(0, rank - x.Rank)]);

    private static DType Unsigned(int width) => width switch { 8 => DType.U8, 16 => DType.U16, 32 => DType.U32, _ => DType.U64 };

    private static ulong BitsOfOne(DType dtype) => dtype switch
    {
        DType.BF16 => 0x3F80,
        DType.F16 => 0x3C00,
        DType.F32 => 0x3F800000,
        _ => 0x3FF0000000000000,
    };

    private static (Int128 Smallest, Int128 Largest) Range(DType dtype) => dtype.Kind is DTypeKind.Unsigned
        ? (0, (Int128.One << dtype.BitWidth) - 1)
        : (-(Int128.One << (dtype.BitWidth - 1)), (Int128.One << (dtype.BitWidth - 1)) - 1);

    private static Scalar Integer(Int128 value) => value > long.MaxValue ? Scalar.Of((ulong)value) : Scalar.Of((long)value);
}
