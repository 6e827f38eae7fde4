using System.Globalization;
using System.Numerics;
using Core;

namespace Vmap.Cli;

/// <summary>
/// Whether a result is what was recorded: |a − b| ≤ tol·max|b| + tol·|b| + ε·max|x|, the maxima over the finite entries of the output and of the
/// floating-point inputs; integers and truth values equal, NaN where NaN is, infinities equal.
/// </summary>
internal static class Tolerance
{
    /// <summary>What differs most, or null where the arrays agree.</summary>
    /// <param name="actual">What was computed.</param>
    /// <param name="expected">What was recorded.</param>
    /// <param name="inputs">What it was computed from.</param>
    /// <param name="factor">By how much more than that it may differ.</param>
    public static string? Difference(ArrayData actual, ArrayData expected, IReadOnlyList<ArrayData> inputs, double factor = 1)
    {
        if (actual.DType != expected.DType || actual.Shape != expected.Shape)
            return $"expected {expected.DType.Name}{expected.Shape.ToBrackets()}, got {actual.DType.Name}{actual.Shape.ToBrackets()}";
        if (!actual.DType.IsInexact)
        {
            int width = actual.DType.ByteSize;
            for (int i = 0; i < actual.Count; i++)
                if (!actual.Bytes.Slice(i * width, width).SequenceEqual(expected.Bytes.Slice(i * width, width)))
                    return $"element {i} is {Text(actual, i)}, expected {Text(expected, i)}";
            return null;
        }

        double tolerance = factor * TolOf(actual.DType);
        double epsilon = factor * (actual.DType is DType.F64 or DType.C128 ? 2.3e-16 : 1.2e-7);
        double slack = tolerance * LargestFinite(expected) + epsilon * inputs.Where(input => input.DType.IsInexact).Select(LargestFinite).DefaultIfEmpty(0).Max();
        for (int i = 0; i < actual.Count; i++)
        {
            Complex a = Scalar.Of(actual, i).ToComplex(), b = Scalar.Of(expected, i).ToComplex();
            double allowed = slack + tolerance * Complex.Abs(b);
            if (Agree(a, b, allowed)) continue;
            return string.Create(CultureInfo.InvariantCulture, $"element {i} is {Text(actual, i)}, expected {Text(expected, i)} (tolerance {allowed:G3})");
        }
        return null;
    }

    /// <summary>max|a − b| / max|b|, elements that are NaN in both left out; NaN if one is NaN in one only.</summary>
    public static double RelativeError(ArrayData actual, ArrayData expected)
    {
        if (actual.DType.IsKey) return actual.Bytes.SequenceEqual(expected.Bytes) ? 0 : double.PositiveInfinity;
        double difference = 0, size = 0;
        for (int i = 0; i < actual.Count; i++)
        {
            Complex a = Scalar.Of(actual, i).ToComplex(), b = Scalar.Of(expected, i).ToComplex();
            if (a.Equals(b)) // infinities too
            {
                if (Complex.IsFinite(b)) size = Math.Max(size, Complex.Abs(b));
                continue;
            }
            difference = Math.Max(difference, Complex.Abs(a - b)); // NaN stays NaN
            size = Math.Max(size, Complex.Abs(b));
        }
        return difference == 0 ? 0 : difference / size;
    }

    // As NumPy takes it, a complex number is NaN if a part is.
    private static bool Agree(Complex a, Complex b, double allowed)
    {
        if (IsNaN(a) || IsNaN(b)) return IsNaN(a) && IsNaN(b);
        if (Complex.IsFinite(a) && Complex.IsFinite(b)) return Complex.Abs(a - b) <= allowed;
        return AgreePart(a.Real, b.Real) && AgreePart(a.Imaginary, b.Imaginary);

        static bool IsNaN(Complex z) => double.IsNaN(z.Real) || double.IsNaN(z.Imaginary);

        bool AgreePart(double x, double y) => double.IsInfinity(x) || double.IsInfinity(y) ? x == y : Math.Abs(x - y) <= (double.IsFinite(allowed) ? allowed : 0);
    }

    private static double TolOf(DType dtype) => dtype switch
    {
        DType.F64 or DType.C128 => 1e-11,
        DType.F16 => 4e-3,
        DType.BF16 => 3e-2,
        _ => 2e-5,
    };

    private static double LargestFinite(ArrayData array)
    {
        double largest = 0;
        for (int i = 0; i < array.Count; i++)
        {
            double size = Complex.Abs(Scalar.Of(array, i).ToComplex());
            if (double.IsFinite(size)) largest = Math.Max(largest, size);
        }
        return largest;
    }

    private static string Text(ArrayData array, int index) => array.DType.IsKey ? "another key" : Scalar.Of(array, index).ToString();
}
