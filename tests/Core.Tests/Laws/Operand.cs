using System.Globalization;
using System.Numerics;
using Core.Ir;

namespace Core.Tests.Laws;

/// <summary>
/// An operand of a sample: a type and how to draw values of it. Written as text: <c>"f32[2,3]"</c> for ordinary numbers, <c>"f32[3] 0.5..2"</c> for numbers in
/// a range, <c>"f32[3] any"</c> for all that the element type has, infinities, NaN, −0 and the smallest and largest integers among them.
/// </summary>
/// <param name="Type">The type for one example.</param>
/// <param name="Draw">Makes the value of one example, where numbers in a range will not do: a symmetric matrix, say.</param>
public sealed record Operand(ArrayType Type, Func<Random, ArrayData> Draw)
{
    public static implicit operator Operand(string text)
    {
        string[] words = text.Split(' ');
        int bracket = words[0].IndexOf('[');
        if (!DTypes.TryParse(words[0][..bracket], out DType dtype)) throw new ArgumentException(text);
        ArrayType type = new(dtype, [.. words[0][(bracket + 1)..^1].Split(',', StringSplitOptions.RemoveEmptyEntries).Select(size => int.Parse(size, CultureInfo.InvariantCulture))]);
        if (words.Length == 1) return Ordinary(type);
        if (words[1] == "any") return new(type, random => Fill(type, () => Any(dtype, random)));
        double[] range = [.. words[1].Split("..").Select(end => double.Parse(end, CultureInfo.InvariantCulture))];
        return InRange(type, range[0], range[1]);
    }

    /// <summary>An operand of numbers neither very small nor very large.</summary>
    public static Operand Ordinary(ArrayType type) => type.DType.Kind switch
    {
        DTypeKind.Bool => InRange(type, 0, 1),
        DTypeKind.Signed => InRange(type, -9, 9),
        DTypeKind.Unsigned => InRange(type, 0, 9),
        DTypeKind.Float or DTypeKind.Complex => InRange(type, -3, 3),
        DTypeKind.Key => new(type, random => Keys(type, random)),
    };

    /// <summary>An operand whose numbers lie between two others, these included where they are integers.</summary>
    public static Operand InRange(ArrayType type, double low, double high) => new(type, random => Fill(type, () => Number(type.DType, random, low, high)));

    /// <summary>A number of an element type between two others.</summary>
    public static Scalar Number(DType dtype, Random random, double low, double high)
    {
        return dtype.Kind switch
        {
            DTypeKind.Bool => Scalar.Of(random.Next(2) == 1),
            DTypeKind.Signed => Scalar.Of(random.NextInt64((long)low, (long)high + 1)),
            DTypeKind.Unsigned => Scalar.Of((ulong)random.NextInt64((long)low, (long)high + 1)),
            DTypeKind.Complex => Scalar.Of(new Complex(Between(), Between())).ConvertTo(dtype),
            _ => Scalar.Of(Between()).ConvertTo(dtype),
        };

        double Between() => low + random.NextDouble() * (high - low);
    }

    /// <summary>A number of an element type, special ones about half of the time.</summary>
    public static Scalar Any(DType dtype, Random random)
    {
        if (random.Next(2) == 0) return Number(dtype, random, dtype.Kind is DTypeKind.Unsigned ? 0 : -9, 9);
        switch (dtype.Kind)
        {
            case DTypeKind.Signed:
                long largest = long.MaxValue >> (64 - dtype.BitWidth);
                return Scalar.Of(Choose(0, 1, -1, largest, -largest - 1, largest - 1, random.NextInt64(-largest, largest)));
            case DTypeKind.Unsigned:
                ulong most = ulong.MaxValue >> (64 - dtype.BitWidth);
                return Scalar.Of(Choose<ulong>(0, 1, most, most - 1, most / 2, most / 2 + 1));
            case DTypeKind.Bool:
                return Scalar.Of(random.Next(2) == 1);
            case DTypeKind.Complex:
                return Scalar.Of(new Complex(SpecialReal(), SpecialReal())).ConvertTo(dtype);
            default:
                return Scalar.Of(SpecialReal()).ConvertTo(dtype);
        }

        double SpecialReal() => Choose(0.0, -0.0, 1, -1, 0.5, double.PositiveInfinity, double.NegativeInfinity, double.NaN, 1e30, -1e-30);

        T Choose<T>(params ReadOnlySpan<T> items) => items[random.Next(items.Length)];
    }

    /// <summary>An array of drawn numbers.</summary>
    public static ArrayData Fill(ArrayType type, Func<Scalar> draw)
    {
        ArrayStorage storage = ArrayData.Allocate(type.DType, type.Shape);
        Span<byte> bytes = storage.AsSpan<byte>();
        for (int width = type.DType.ByteSize, i = 0; i < type.Size; i++) draw().ToArray(type.DType).Bytes.CopyTo(bytes[(i * width)..]);
        return new(type.DType, type.Shape, storage);
    }

    private static ArrayData Keys(ArrayType type, Random random)
    {
        ArrayStorage storage = ArrayData.Allocate(type.DType, type.Shape);
        random.NextBytes(storage.AsSpan<byte>());
        return new(type.DType, type.Shape, storage);
    }
}
