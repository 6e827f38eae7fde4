using System.Numerics;

namespace Core;

/// <summary>A number's decimal digits, <c>d.ddd · 10^Exponent</c>; zero is the digit 0.</summary>
/// <remarks>
/// Dragon4 (Steele and White 1990, in the form of Burger and Dybvig 1996) in exact arithmetic. .NET's own shortest text does not do:
/// a column also asks for more digits than the shortest and for fewer, and both have to be rounded as NumPy rounds them.
/// </remarks>
internal readonly record struct DecimalDigits(string Digits, int Exponent)
{
    /// <summary>The shortest digits that tell the number from the others of its type, the closest of them where there are several.</summary>
    /// <param name="value">A finite number of the type; its sign is ignored.</param>
    /// <param name="layout">The type.</param>
    /// <param name="max">At most this many digits, rounded.</param>
    /// <param name="min">At least this many digits, exact ones.</param>
    public static DecimalDigits Shortest(double value, FloatLayout layout, int max = int.MaxValue, int min = 0) =>
        Generate(value, layout, unique: true, _ => max, min);

    /// <summary>The shortest digits, with at most <paramref name="decimals"/> of them after the decimal point.</summary>
    public static DecimalDigits Decimals(double value, FloatLayout layout, int decimals) =>
        Generate(value, layout, unique: true, exponent => exponent + 1 + decimals, min: 0);

    /// <summary>The exact digits rounded to <paramref name="count"/>, ties to even.</summary>
    public static DecimalDigits Exact(double value, int count) =>
        Generate(value, FloatLayout.Of(DType.F64), unique: false, _ => count, min: 0);

    /// <summary>Digits until the rest says nothing more.</summary>
    /// <param name="value">A finite number of the type; its sign is ignored.</param>
    /// <param name="layout">The type.</param>
    /// <param name="unique">Whether to stop where the digits tell the number from its neighbours; else where they are exact.</param>
    /// <param name="maxAt">The most digits, given the power of ten of the first.</param>
    /// <param name="min">The fewest digits.</param>
    private static DecimalDigits Generate(double value, FloatLayout layout, bool unique, Func<int, int> maxAt, int min)
    {
        if (value == 0) return new("0", 0);
        (ulong mantissa, int binaryExponent) = layout.Split(value);
        bool even = (mantissa & 1) == 0, narrowBelow = layout.IsNarrowBelow(mantissa, binaryExponent);

        // rest / scale is the number, below / scale and above / scale half the distances to its neighbours.
        int shift = narrowBelow ? 2 : 1;
        BigInteger rest = (BigInteger)mantissa << shift, scale = BigInteger.One << shift;
        BigInteger below = unique ? 1 : 0, above = unique ? shift : 0;
        if (binaryExponent > 0) (rest, below, above) = (rest << binaryExponent, below << binaryExponent, above << binaryExponent);
        else scale <<= -binaryExponent;

        // Scaled by the power of ten that leaves one digit before the decimal point. The logarithm may be off by one.
        int exponent = (int)Math.Floor(Math.Log10(Math.Abs(value)));
        BigInteger power = BigInteger.Pow(10, Math.Abs(exponent));
        if (exponent >= 0) scale *= power;
        else (rest, below, above) = (rest * power, below * power, above * power);
        if (rest >= scale * 10) (exponent, scale) = (exponent + 1, scale * 10);
        else if (rest < scale) (exponent, rest, below, above) = (exponent - 1, rest * 10, below * 10, above * 10);

        List<char> digits = [];
        int max = maxAt(exponent);
        while (true)
        {
            int digit = (int)BigInteger.DivRem(rest, scale, out rest);
            int low = rest.CompareTo(below), high = (rest + above).CompareTo(scale);
            bool canRoundDown = even ? low <= 0 : low < 0, canRoundUp = even ? high >= 0 : high > 0;
            digits.Add((char)('0' + digit));
            if (((canRoundDown || canRoundUp) && digits.Count >= min) || digits.Count == max)
            {
                int half = (rest * 2).CompareTo(scale);
                bool up = canRoundDown == canRoundUp ? half > 0 || (half == 0 && digit % 2 != 0) : canRoundUp;
                return up ? RoundUp(digits, exponent) : new(string.Concat(digits), exponent);
            }
            (rest, below, above) = (rest * 10, below * 10, above * 10);
        }
    }

    private static DecimalDigits RoundUp(List<char> digits, int exponent)
    {
        while (digits is [.., '9']) digits.RemoveAt(digits.Count - 1);
        if (digits.Count == 0) return new("1", exponent + 1);
        digits[^1]++;
        return new(string.Concat(digits), exponent);
    }

    /// <summary>The texts before and after the decimal point; the latter without trailing zeros.</summary>
    public (string Whole, string Fraction) Positional()
    {
        if (Exponent < 0) return ("0", (new string('0', -Exponent - 1) + Digits).TrimEnd('0'));
        int whole = Exponent + 1;
        return Digits.Length <= whole ? (Digits.PadRight(whole, '0'), "") : (Digits[..whole], Digits[whole..].TrimEnd('0'));
    }

    /// <summary>The digit before the decimal point, those after it without trailing zeros, and the exponent's sign and digits.</summary>
    /// <param name="exponentDigits">At least this many digits of the exponent.</param>
    public (string Whole, string Fraction, string Exponent) Scientific(int exponentDigits = 2)
    {
        string magnitude = PythonText.Of(Math.Abs((long)Exponent)).PadLeft(exponentDigits, '0');
        return (Digits[..1], Digits[1..].TrimEnd('0'), (Exponent < 0 ? "-" : "+") + magnitude);
    }

    /// <summary>The number as Python writes it: <c>2.5</c>, <c>2e-05</c>, <c>-1.5e+16</c>.</summary>
    /// <param name="negative">Whether it has a minus sign.</param>
    /// <param name="scientific">Whether it has an exponent.</param>
    /// <param name="suffixOfIntegers">What follows where nothing stands after the decimal point, if there is no exponent.</param>
    public string ToText(bool negative, bool scientific, string suffixOfIntegers)
    {
        string sign = negative ? "-" : "";
        if (scientific)
        {
            (string digit, string rest, string exponent) = Scientific();
            return $"{sign}{digit}{(rest.Length > 0 ? "." : "")}{rest}e{exponent}";
        }
        (string whole, string fraction) = Positional();
        return sign + whole + (fraction.Length > 0 ? "." + fraction : suffixOfIntegers);
    }
}
