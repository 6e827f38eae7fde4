using System.Globalization;
using System.Numerics;

namespace Core.Ir.Text;

/// <summary>Numbers in saved programs: as programs print them where that reads back as the same bits, else the bits.</summary>
internal static class SavedScalar
{
    /// <summary>The text of a number that stands for an element of a type.</summary>
    public static string Write(Scalar value, DType dtype)
    {
        string text = value.ToString();
        if (JaxprParser.ParseNumber(text, dtype) == value) return text;
        return value.Kind switch
        {
            DTypeKind.Bool => $"0b{(value.ToBool() ? 1 : 0)}",
            DTypeKind.Unsigned => $"0u{PythonText.Of(value.ToUInt64())}",
            DTypeKind.Float => $"0f{Bits(value.ToDouble())}",
            DTypeKind.Complex => $"0c{Bits(value.ToComplex().Real)}_{Bits(value.ToComplex().Imaginary)}",
            _ => $"0s{PythonText.Of(value.ToInt64())}",
        };
    }

    /// <summary>Reads what <see cref="Write"/> writes; null where it is no number of the type.</summary>
    public static Scalar? Read(ReadOnlySpan<char> text, DType dtype)
    {
        if (text is not ['0', ('b' or 'u' or 's' or 'f' or 'c') and var kind, .. var rest]) return JaxprParser.ParseNumber(text, dtype);
        switch (kind)
        {
            case 'b':
                return rest is "0" or "1" ? Scalar.Of(rest is "1") : null;
            case 'u':
                return ulong.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out ulong unsigned) ? Scalar.Of(unsigned) : null;
            case 's':
                return long.TryParse(rest, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long signed) ? Scalar.Of(signed) : null;
            case 'f':
                return TryBits(rest, out double real) ? Scalar.Of(real) : null;
            case 'c':
                return rest.Length == 33 && rest[16] == '_' && TryBits(rest[..16], out double re) && TryBits(rest[17..], out double im) ? Scalar.Of(new Complex(re, im)) : null;
            default:
                return null;
        }
    }

    private static string Bits(double value) => BitConverter.DoubleToInt64Bits(value).ToString("x16", CultureInfo.InvariantCulture);

    private static bool TryBits(ReadOnlySpan<char> text, out double value)
    {
        bool read = ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ulong bits) && text.Length == 16;
        value = BitConverter.UInt64BitsToDouble(bits);
        return read;
    }
}
