using System.Globalization;
using System.Numerics;

namespace Core;

/// <summary>Numbers as Python's <c>repr</c> writes them: the text of programs.</summary>
public static class PythonText
{
    /// <summary>An integer.</summary>
    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>An unsigned integer.</summary>
    public static string Of(ulong value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>The shortest text that reads back as the same number: <c>2.0</c>, <c>1e-05</c>, <c>1e+16</c>, <c>inf</c>, <c>nan</c>.</summary>
    public static string Of(double value) => Repr(value, ".0");

    /// <summary>A complex number: <c>(1+2j)</c>, and <c>2j</c> where the real part is 0.</summary>
    public static string Of(Complex value)
    {
        string imaginary = Repr(value.Imaginary, "");
        if (value.Real == 0 && !double.IsNegative(value.Real)) return imaginary + "j";
        return $"({Repr(value.Real, "")}{(imaginary[0] == '-' ? "" : "+")}{imaginary}j)";
    }

    /// <summary>Reads what <see cref="Of(double)"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out double value)
    {
        switch (text)
        {
            case "inf": value = double.PositiveInfinity; return true;
            case "-inf": value = double.NegativeInfinity; return true;
            case "nan": value = double.NaN; return true;
            default:
                return double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
                    CultureInfo.InvariantCulture, out value) && double.IsFinite(value);
        }
    }

    /// <summary>Reads what <see cref="Of(Complex)"/> writes.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out Complex value)
    {
        value = default;
        if (text is ['(', .. ReadOnlySpan<char> inner, ')']) text = inner;
        if (text is not [.. { IsEmpty: false } body, 'j']) return false;
        int split = body.Length - 1; // the sign between the parts: not the first character's, not an exponent's
        while (split > 0 && !(body[split] is '+' or '-' && body[split - 1] is not 'e')) split--;
        double real = 0;
        if (split > 0 && !TryParse(body[..split], out real)) return false;
        ReadOnlySpan<char> rest = body[split..];
        if (rest is ['+', ..]) rest = rest[1..];
        if (!TryParse(rest, out double imaginary)) return false;
        value = new(real, imaginary);
        return true;
    }

    private static string Repr(double value, string suffixOfIntegers)
    {
        if (double.IsNaN(value)) return "nan";
        if (double.IsInfinity(value)) return value > 0 ? "inf" : "-inf";
        if (Math.Abs(value) < 1e15 && value == Math.Truncate(value) && !(value == 0 && double.IsNegative(value)))
            return ((long)value).ToString(CultureInfo.InvariantCulture) + suffixOfIntegers;

        // Not .NET's own shortest text: at some powers of two it does not read back (2^-25 as 2.980232238769531E-08).
        DecimalDigits digits = DecimalDigits.Shortest(value, FloatLayout.Of(DType.F64));
        return digits.ToText(double.IsNegative(value), scientific: digits.Exponent is < -4 or >= 16, suffixOfIntegers);
    }
}
