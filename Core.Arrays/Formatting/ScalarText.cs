using System.Numerics;

namespace Core;

/// <summary>One element as NumPy prints it alone, in the shortest digits of its own type: <c>8.0</c>, <c>0.1</c>, <c>True</c>, <c>(1+2j)</c>.</summary>
internal static class ScalarText
{
    /// <summary>The text of the element at <paramref name="index"/> of an array that holds no keys.</summary>
    public static string Of(ArrayData array, int index)
    {
        Scalar value = Scalar.Of(array, index);
        return array.DType switch
        {
            DType.BF16 => BrainFloat(value.ToDouble()),
            DType.F16 or DType.F32 => Real(value.ToDouble(), FloatLayout.Of(array.DType), ".0"),
            DType.C64 or DType.C128 => OfComplex(value.ToComplex(), FloatLayout.Of(array.DType)),
            _ => value.ToString(),
        };
    }

    /// <summary>As C's <c>%g</c>, which is how ml_dtypes prints bfloat16: six digits, alone and in arrays.</summary>
    public static string BrainFloat(double value)
    {
        const int precision = 6;
        if (!double.IsFinite(value)) return PythonText.Of(value);
        DecimalDigits digits = DecimalDigits.Exact(value, precision);
        return digits.ToText(double.IsNegative(value), scientific: digits.Exponent is < -4 or >= precision, "");
    }

    private static string OfComplex(Complex value, FloatLayout layout)
    {
        string imaginary = Real(value.Imaginary, layout, "");
        if (value.Real == 0 && !double.IsNegative(value.Real)) return imaginary + "j";
        return $"({Real(value.Real, layout, "")}{(imaginary[0] == '-' ? "" : "+")}{imaginary}j)";
    }

    private static string Real(double value, FloatLayout layout, string suffixOfIntegers)
    {
        if (!double.IsFinite(value)) return PythonText.Of(value);
        // Positional as long as all digits mean something; a double as Python does.
        double magnitude = Math.Abs(value), limit = layout.DecimalDigits == 15 ? 1e16 : Math.Pow(10, layout.DecimalDigits);
        bool scientific = magnitude != 0 && (magnitude < 1e-4 || magnitude >= limit);
        return DecimalDigits.Shortest(value, layout).ToText(double.IsNegative(value), scientific, suffixOfIntegers);
    }
}
