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
        if (text is not [.. ReadOnlySpan<char> body, 'j']) return false;
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

        // The shortest digits that read back, and the power of ten of the first of them.
        string shortest = Math.Abs(value).ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E');
        string mantissa = e < 0 ? shortest : shortest[..e];
        int exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        string digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        exponent -= digits.Length - digits.TrimStart('0').Length;
        digits = digits.Trim('0');
        string sign = double.IsNegative(value) ? "-" : "";
        if (digits.Length == 0) return sign + "0" + suffixOfIntegers;

        if (exponent is < -4 or >= 16)
        {
            string significand = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
            return $"{sign}{significand}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}";
        }
        if (exponent < 0) return $"{sign}0.{new string('0', -exponent - 1)}{digits}";
        return digits.Length <= exponent + 1
            ? sign + digits.PadRight(exponent + 1, '0') + suffixOfIntegers
            : $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}";
    }
}
