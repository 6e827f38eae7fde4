using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Kernels;

/// <summary>What algorithms for real and complex matrices need besides arithmetic. The element type is double or Complex wherever it is open.</summary>
internal static class Field
{
    /// <summary>The distance from 1 to the next double, half of it: what LAPACK calls eps.</summary>
    public const double Epsilon = 1.0 / (1L << 53);

    /// <summary>What LAPACK calls precision, eps · base.</summary>
    public const double Precision = 2 * Epsilon;

    /// <summary>The smallest number whose reciprocal does not overflow.</summary>
    public const double SafeMinimum = 2.2250738585072014e-308;

    public static T Conj<T>(T x) where T : unmanaged
    {
        if (typeof(T) != typeof(Complex)) return x;
        Complex z = Complex.Conjugate(Unsafe.As<T, Complex>(ref x));
        return Unsafe.As<Complex, T>(ref z);
    }

    public static double Real<T>(T x) where T : unmanaged => Unsafe.As<T, double>(ref x); // of a Complex the first of its two doubles

    public static double Imaginary<T>(T x) where T : unmanaged => typeof(T) == typeof(Complex) ? Unsafe.As<T, Complex>(ref x).Imaginary : 0;

    public static T Of<T>(double x) where T : unmanaged => Of<T>(x, 0);

    public static T Of<T>(double real, double imaginary) where T : unmanaged
    {
        if (typeof(T) != typeof(Complex)) return Unsafe.As<double, T>(ref real);
        Complex z = new(real, imaginary);
        return Unsafe.As<Complex, T>(ref z);
    }

    /// <summary>|re x| + |im x|, by which LAPACK compares sizes.</summary>
    public static double Size<T>(T x) where T : unmanaged => Math.Abs(Real(x)) + Math.Abs(Imaginary(x));

    public static double Abs<T>(T x) where T : unmanaged => typeof(T) == typeof(Complex) ? Hypot(Real(x), Imaginary(x)) : Math.Abs(Real(x));

    /// <summary>√(x² + y²) without overflow.</summary>
    public static double Hypot(double x, double y)
    {
        (x, y) = (Math.Abs(x), Math.Abs(y));
        (double large, double small) = x > y ? (x, y) : (y, x);
        if (small == 0 || !double.IsFinite(large)) return double.IsNaN(x) || double.IsNaN(y) ? double.NaN : large;
        double ratio = small / large;
        return large * Math.Sqrt(1 + ratio * ratio);
    }

    /// <summary>The 2-norm without overflow.</summary>
    public static double Norm<T>(ReadOnlySpan<T> x) where T : unmanaged
    {
        double largest = 0;
        foreach (T value in x) largest = Math.Max(largest, Size(value)); // NaN wins
        if (largest == 0 || !double.IsFinite(largest)) return largest;
        bool plain = largest is > 1e-140 and < 1e140;
        double scale = plain ? 1 : largest, sum = 0;
        foreach (T value in x)
        {
            double re = Real(value) / scale, im = Imaginary(value) / scale;
            sum += re * re + im * im;
        }
        return scale * Math.Sqrt(sum);
    }

    /// <summary>The size of <paramref name="magnitude"/> with the sign of <paramref name="sign"/>.</summary>
    public static double WithSign(double magnitude, double sign) => Math.CopySign(magnitude, sign);

    /// <summary>Whether all elements are finite.</summary>
    public static bool AreFinite<T>(ReadOnlySpan<T> x) where T : unmanaged
    {
        foreach (T value in x)
            if (!double.IsFinite(Real(value)) || !double.IsFinite(Imaginary(value))) return false;
        return true;
    }

    /// <summary>The conjugate transpose.</summary>
    public static MatrixSpan<T> Adjoint<T>(MatrixSpan<T> x) where T : unmanaged
    {
        MatrixSpan<T> result = New<T>(x.Columns, x.Rows);
        for (int i = 0; i < x.Rows; i++)
            for (int j = 0; j < x.Columns; j++) result[j, i] = Conj(x[i, j]);
        return result;
    }

    /// <summary>A matrix of zeros.</summary>
    public static MatrixSpan<T> New<T>(int rows, int columns) where T : unmanaged => new(new T[rows * columns], rows, columns);

    /// <summary>A matrix with ones on the diagonal.</summary>
    public static MatrixSpan<T> Identity<T>(int rows, int columns) where T : unmanaged
    {
        MatrixSpan<T> result = New<T>(rows, columns);
        for (int i = 0; i < Math.Min(rows, columns); i++) result[i, i] = Of<T>(1);
        return result;
    }
}
