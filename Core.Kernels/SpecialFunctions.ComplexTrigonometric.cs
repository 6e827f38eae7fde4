using System.Numerics;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The hyperbolic sine (each part to 4 ulp); NaN where the imaginary part is not finite.</summary>
    public static Complex Sinh(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (y == 0) return new(Math.Sinh(x), y);
        if (!double.IsFinite(y) || double.IsNaN(x)) return ComplexNaN;
        (double sin, double cos) = Math.SinCos(y);
        if (Math.Abs(x) < 700) return new(Math.Sinh(x) * cos, Math.Cosh(x) * sin);
        double half = Math.Exp(0.5 * Math.Abs(x)); // sinh x may overflow where the product does not
        return new(Math.CopySign(0.5 * half, x) * cos * half, 0.5 * half * sin * half);
    }

    /// <summary>The hyperbolic cosine (each part to 4 ulp); NaN where the imaginary part is not finite.</summary>
    public static Complex Cosh(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (y == 0) return new(Math.Cosh(x), x > 0 ? y : x < 0 ? -y : 0);
        if (!double.IsFinite(y) || double.IsNaN(x)) return ComplexNaN;
        (double sin, double cos) = Math.SinCos(y);
        if (Math.Abs(x) < 700) return new(Math.Cosh(x) * cos, Math.Sinh(x) * sin);
        double half = Math.Exp(0.5 * Math.Abs(x));
        return new(0.5 * half * cos * half, Math.CopySign(0.5 * half, x) * sin * half);
    }

    /// <summary>The hyperbolic tangent (each part to 6 ulp).</summary>
    /// <remarks>
    /// Kahan, "Branch cuts for complex elementary functions" (1987), procedure CTANH. ±1 at infinite real parts, else NaN where the
    /// imaginary part is not finite.
    /// </remarks>
    public static Complex Tanh(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (y == 0) return new(Math.Tanh(x), y);
        if (double.IsInfinity(x)) return new(Math.CopySign(1, x), double.IsFinite(y) ? Math.CopySign(0, Math.Sin(2 * y)) : 0);
        if (!double.IsFinite(y) || double.IsNaN(x)) return ComplexNaN;
        if (Math.Abs(x) > 20)
        {
            (double sin, double cos) = Math.SinCos(y);
            return new(Math.CopySign(1, x), 4 * sin * cos * Math.Exp(-2 * Math.Abs(x)));
        }
        double tan = Math.Tan(y), sinh = Math.Sinh(x), cosh = Math.Cosh(x);
        double beta = 1 + tan * tan; // 1/cos²y
        double divisor = 1 + beta * sinh * sinh;
        return new(beta * cosh * sinh / divisor, tan / divisor);
    }

    /// <summary>The sine, −i sinh(iz); NaN where the real part is not finite.</summary>
    public static Complex Sin(Complex z)
    {
        Complex w = Sinh(new(-z.Imaginary, z.Real));
        return new(w.Imaginary, -w.Real);
    }

    /// <summary>The cosine, cosh(iz); NaN where the real part is not finite.</summary>
    public static Complex Cos(Complex z) => Cosh(new(-z.Imaginary, z.Real));

    /// <summary>The tangent, −i tanh(iz): ±i at infinite imaginary parts, else NaN where the real part is not finite.</summary>
    public static Complex Tan(Complex z)
    {
        Complex w = Tanh(new(-z.Imaginary, z.Real));
        return new(w.Imaginary, -w.Real);
    }
}
