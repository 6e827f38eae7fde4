using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>Which bit of a byte comes first in <see cref="Np.Packbits"/> and <see cref="Np.Unpackbits"/>.</summary>
public enum BitOrder
{
    /// <summary>The most significant one.</summary>
    Big,
    /// <summary>The least significant one.</summary>
    Little,
}

public static partial class Np
{
    /// <summary>The greatest common divisor.</summary>
    /// <exception cref="DTypeException">The numbers are no integers.</exception>
    // JAX: gcd.
    public static NdArray Gcd(NdArray x, NdArray y)
    {
        RequireIntegers("Gcd", x, y);
        return Lax.Jitted("gcd", args =>
        {
            (DType dtype, bool weak) = ResultType(args[0], args[1]);
            NdArray[] numbers = BroadcastArrays(Lax.ConvertElementType(args[0], dtype, weak), Lax.ConvertElementType(args[1], dtype, weak));
            (NdArray A, NdArray B) start = (Abs(numbers[0]), Abs(numbers[1]));
            return ControlFlow.While(start, Body.Of(static ((NdArray A, NdArray B) s) => Any(NotEqual(s.B, 0))), Body.Of<(NdArray A, NdArray B), (NdArray A, NdArray B)>(GcdStep)).A;
        }, x, y);
    }

    /// <summary>The least common multiple.</summary>
    /// <exception cref="DTypeException">The numbers are no integers.</exception>
    // JAX: lcm.
    public static NdArray Lcm(NdArray x, NdArray y)
    {
        RequireIntegers("Lcm", x, y);
        return Lax.Jitted("lcm", args =>
        {
            (DType dtype, bool weak) = ResultType(args[0], args[1]);
            NdArray a = Lax.ConvertElementType(args[0], dtype, weak), b = Lax.ConvertElementType(args[1], dtype, weak);
            (a, b) = (Abs(a), Abs(b));
            NdArray divisor = Gcd(a, b);
            return Where(Equal(divisor, 0), ConstantLike(divisor, 0), Multiply(a, FloorDivide(b, divisor)));
        }, x, y);
    }

    /// <summary>Truth values, or whether integers are not 0, as the bits of bytes, u8: eight for one along an axis, of the flattened array where the axis is null.</summary>
    /// <param name="x">Truth values or integers; missing ones at the end count as false.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="bitorder">Which bit of a byte the first value is.</param>
    /// <exception cref="DTypeException">The array holds neither.</exception>
    // JAX: packbits.
    public static NdArray Packbits(NdArray x, int? axis = null, BitOrder bitorder = BitOrder.Big)
    {
        if (!x.DType.IsInteger && x.DType is not DType.Bool) throw new DTypeException($"Packbits: needs truth values or integers, got {x.Type}; compare it to get truth values.");
        return Lax.Jitted("packbits", (axis, bitorder), args =>
        {
            NdArray bits = Lax.ConvertElementType(CompareToZero(ComparisonKind.Ne, args[0]), DType.U8), places = Places(bitorder);
            (bits, int along) = Along(bits, axis, "Packbits");
            bits = Swapaxes(bits, along, -1);
            int size = bits.Shape[^1];
            if (size % 8 != 0) bits = Lax.Pad(bits, ConstantLike(bits, 0), [.. Enumerable.Repeat(default(Ir.Padding), bits.Rank - 1), new(0, 8 - size % 8, 0)]);
            bits = Lax.Reshape(bits, [.. bits.Shape.Span[..^1], bits.Shape[^1] / 8, 8]);
            NdArray shifted = LeftShift(bits, Lax.ExpandDims(places, [.. Enumerable.Range(0, bits.Rank - 1)]));
            return Swapaxes(Lax.ConvertElementType(Sum(shifted, -1), DType.U8), along, -1);
        }, x);
    }

    /// <summary>The bits of bytes as zeros and ones, u8: eight of each along an axis, of the flattened array where the axis is null.</summary>
    /// <param name="x">Bytes, u8.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="count">How many bits to keep of all along the axis; zeros follow where there are fewer.</param>
    /// <param name="bitorder">Which bit of a byte comes first.</param>
    /// <exception cref="DTypeException">The array does not hold u8.</exception>
    /// <exception cref="ShapeException">The count is negative.</exception>
    // JAX: unpackbits.
    public static NdArray Unpackbits(NdArray x, int? axis = null, int? count = null, BitOrder bitorder = BitOrder.Big)
    {
        if (x.DType is not DType.U8) throw new DTypeException($"Unpackbits: needs bytes, u8, got {x.Type}; convert them with AsType(U8).");
        if (count < 0) throw new ShapeException($"Unpackbits: count must not be negative, got {count}.");
        return Lax.Jitted("unpackbits", (axis, count, bitorder), args =>
        {
            NdArray masks = LeftShift(1, Lax.Iota(DType.U8, [8], 0));
            if (bitorder is BitOrder.Big) masks = Lax.Rev(masks, [0]);
            (NdArray bytes, int along) = Along(args[0], axis, "Unpackbits");
            bytes = Swapaxes(bytes, along, -1);
            NdArray bits = BitwiseAnd(Lax.ExpandDims(bytes, bytes.Rank), Lax.ExpandDims(masks, [.. Enumerable.Range(0, bytes.Rank)]));
            bits = Lax.ConvertElementType(Greater(bits, 0), DType.U8);
            bits = Lax.Reshape(bits, [.. bytes.Shape.Span[..^1], 8 * bytes.Shape[^1]]);
            int size = bits.Shape[^1];
            if (count > size) bits = Pad(bits, [.. Enumerable.Repeat((0, 0), bits.Rank - 1), (0, count.Value - size)]);
            else if (count is { } kept) bits = Part(bits, bits.Rank - 1, 0, kept);
            return Swapaxes(bits, along, -1);
        }, x);
    }

    private static NdArray Places(BitOrder order)
    {
        NdArray places = Lax.Iota(DType.U8, [8], 0);
        return order is BitOrder.Big ? Lax.Rev(places, [0]) : places;
    }

    private static (NdArray A, NdArray B) GcdStep((NdArray A, NdArray B) s)
    {
        NdArray a = Where(NotEqual(s.B, 0), s.B, s.A), b = Where(NotEqual(s.B, 0), Lax.Binary(BinaryKind.Rem, s.A, s.B), ConstantLike(s.B, 0));
        return (Where(Less(a, b), b, a), Where(Less(a, b), a, b));
    }

    private static void RequireIntegers(string function, NdArray x, NdArray y)
    {
        if (!ResultType(x, y).DType.IsInteger) throw new DTypeException($"{function}: the numbers must be integers, got {x.Type} and {y.Type}; convert them with AsType(I32).");
    }
}
