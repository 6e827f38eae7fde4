namespace Core;

/// <summary>The texts of real numbers that are printed together: one notation for all, decimal points below each other.</summary>
/// <remarks>NumPy's <c>FloatingFormat</c> with the default options: shortest digits, at most 8 of them after the decimal point.</remarks>
internal static class FloatColumn
{
    private const int MaxDecimals = 8;

    /// <summary>The numbers' texts, all of one width.</summary>
    /// <param name="values">The numbers.</param>
    /// <param name="layout">Their type.</param>
    /// <param name="plus">Whether positive numbers have a sign too.</param>
    public static string[] Format(double[] values, FloatLayout layout, bool plus = false)
    {
        double[] finite = [.. values.Where(double.IsFinite)];
        (string[] texts, int left, int right) = IsScientific(finite, layout)
            ? Scientific(values, finite, layout, plus)
            : Positional(values, layout, plus);
        if (finite.Length == values.Length) return texts;

        // The column is as wide as its widest "nan" or "-inf"; those stand at its right end.
        int signOfInfinity = plus || values.Contains(double.NegativeInfinity) ? 1 : 0;
        left = Math.Max(left, 3 + signOfInfinity - (right + 1));
        int width = left + 1 + right;
        return [.. texts.Select(text => text.PadLeft(width))];
    }

    /// <summary>Whether the magnitudes differ too much, or are too small or too large, to read well without exponents.</summary>
    private static bool IsScientific(double[] finite, FloatLayout layout)
    {
        double[] magnitudes = [.. finite.Where(value => value != 0).Select(Math.Abs)];
        if (magnitudes.Length == 0) return false;
        double max = magnitudes.Max(), min = magnitudes.Min();
        return max >= Math.Pow(10, Math.Min(8, layout.DecimalDigits)) || min < layout.Round(0.0001) || layout.Round(max / min) > 1000;
    }

    private static (string[] Texts, int Left, int Right) Positional(double[] values, FloatLayout layout, bool plus)
    {
        (string Whole, string Fraction)[] parts = [.. values.Select(Parts)];
        int left = parts.Max(part => part.Whole.Length), right = parts.Max(part => part.Fraction.Length);
        return ([.. values.Select(Text)], left, right);

        (string, string) Parts(double value)
        {
            if (!double.IsFinite(value)) return ("", "");
            (string whole, string fraction) = DecimalDigits.Decimals(value, layout, MaxDecimals).Positional();
            return (SignOf(value, plus) + whole, fraction);
        }

        string Text(double value, int i) => double.IsFinite(value)
            ? $"{parts[i].Whole.PadLeft(left)}.{parts[i].Fraction.PadRight(right)}"
            : NonFinite(value, plus);
    }

    private static (string[] Texts, int Left, int Right) Scientific(double[] values, double[] finite, FloatLayout layout, bool plus)
    {
        // A first pass finds how many digits the longest number needs; then all have that many, zeros where they are exact.
        int decimals = 0, exponentDigits = 0;
        foreach (double value in finite)
        {
            (_, string fraction, string exponent) = DecimalDigits.Shortest(value, layout, max: MaxDecimals + 1).Scientific();
            decimals = Math.Max(decimals, fraction.Length);
            exponentDigits = Math.Max(exponentDigits, exponent.Length - 1);
        }
        int left = plus || finite.Any(double.IsNegative) ? 2 : 1;
        return ([.. values.Select(Text)], left, decimals + exponentDigits + 2);

        string Text(double value)
        {
            if (!double.IsFinite(value)) return NonFinite(value, plus);
            DecimalDigits digits = DecimalDigits.Shortest(value, layout, max: decimals + 1, min: decimals + 1);
            (string whole, string fraction, string exponent) = digits.Scientific(exponentDigits);
            return $"{(SignOf(value, plus) + whole).PadLeft(left)}.{fraction.PadRight(decimals, '0')}e{exponent}";
        }
    }

    private static string SignOf(double value, bool plus) => double.IsNegative(value) ? "-" : plus ? "+" : "";

    private static string NonFinite(double value, bool plus) => double.IsNaN(value) ? plus ? "+nan" : "nan" : SignOf(value, plus) + "inf";
}
