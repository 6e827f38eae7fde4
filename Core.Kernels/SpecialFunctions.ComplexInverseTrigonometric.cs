using System.Numerics;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>The inverse sine (each part to 5 ulp).</summary>
    /// <remarks>As lax.asin: cuts beyond ±1 on the real axis, where an imaginary part of −0 counts as +0.</remarks>
    public static Complex Asin(Complex z)
    {
        (double asin, _, double imaginary) = AsinAcos(z.Real, z.Imaginary);
        return new(Math.CopySign(asin, z.Real), z.Imaginary < 0 ? -imaginary : imaginary);
    }

    /// <summary>The inverse cosine (each part to 5 ulp), with the cuts of <see cref="Asin"/>.</summary>
    public static Complex Acos(Complex z)
    {
        (_, double acos, double imaginary) = AsinAcos(z.Real, z.Imaginary);
        return new(z.Real < 0 ? Math.PI - acos : acos, z.Imaginary < 0 ? imaginary : -imaginary);
    }

    /// <summary>The inverse hyperbolic sine (each part to 5 ulp).</summary>
    /// <remarks>As lax.asinh: cuts beyond ±i on the imaginary axis, where a real part of −0 counts as +0.</remarks>
    public static Complex Asinh(Complex z)
    {
        Complex w = Asin(new(-z.Imaginary, z.Real));
        return new(w.Imaginary, -w.Real);
    }

    /// <summary>The inverse hyperbolic cosine (each part to 5 ulp).</summary>
    /// <remarks>As lax.acosh: a cut below 1 on the real axis, where an imaginary part of −0 counts as +0.</remarks>
    public static Complex Acosh(Complex z)
    {
        (_, double acos, double imaginary) = AsinAcos(z.Real, z.Imaginary);
        double angle = z.Real < 0 ? Math.PI - acos : acos;
        return new(imaginary, z.Imaginary < 0 ? -angle : angle);
    }

    /// <summary>asin's and acos's real parts and their imaginary part's size at |x| + i |y|.</summary>
    /// <remarks>
    /// Hull, Fairgrieve and Tang, "Implementing the complex arcsine and arccosine functions using exception handling" (1997): with
    /// r, s the distances from ∓1, a = (r + s)/2 and b = x/a the parts are asin b and log(a + √(a² − 1)), rewritten where they cancel.
    /// </remarks>
    private static (double Asin, double Acos, double Imaginary) AsinAcos(double x, double y)
    {
        x = Math.Abs(x);
        y = Math.Abs(y);
        if (!double.IsFinite(x) || !double.IsFinite(y))
        {
            bool isInfinite = double.IsInfinity(x) || double.IsInfinity(y);
            if (double.IsNaN(x) || double.IsNaN(y)) return (double.NaN, double.NaN, isInfinite ? double.PositiveInfinity : double.NaN);
            double angle = double.IsInfinity(x) ? double.IsInfinity(y) ? Math.PI / 4 : 0 : Math.PI / 2;
            return (Math.PI / 2 - angle, angle, double.PositiveInfinity);
        }
        if (y == 0) return x <= 1 ? (Math.Asin(x), Math.Acos(x), 0) : (Math.PI / 2, 0, Math.Acosh(x));
        if (Math.Max(x, y) > 1e150 || y < 1e-150) return AsinAcosExtreme(x, y);

        double xp1 = x + 1, xm1 = x - 1, yy = y * y;
        double r = Hypot(xp1, y), s = Hypot(xm1, y);
        double a = 0.5 * (r + s), b = x / a;
        double apx = a + x;

        // (a − x) without cancellation: half of y²/(r + x + 1) + (s − (x − 1)), the latter rewritten for x > 1.
        double amx = 0.5 * (yy / (r + xp1) + (x <= 1 ? s - xm1 : yy / (s + xm1)));
        double root = Math.Sqrt(apx * amx); // √(a² − x²)
        double asin = b <= 0.6417 ? Math.Asin(b) : Math.Atan2(x, root);
        double acos = b <= 0.6417 ? Math.Acos(b) : Math.Atan2(root, x);
        if (a > 1.5) return (asin, acos, Math.Log(a + Math.Sqrt(a * a - 1)));
        double am1 = 0.5 * (yy / (r + xp1) + (x < 1 ? yy / (s - xm1) : s + xm1));
        return (asin, acos, Log1p(am1 + Math.Sqrt(am1 * (a + 1))));
    }

    // Where squares overflow or underflow: the paper's exceptional cases, y > 0.
    private static (double Asin, double Acos, double Imaginary) AsinAcosExtreme(double x, double y)
    {
        double distance = Math.Abs(x - 1);
        if (y <= 1e-17 * distance)
        {
            double root = Math.Sqrt(distance) * Math.Sqrt(x + 1); // √|1 − x²|
            return x < 1
                ? (Math.Asin(x), Math.Acos(x), y / root)
                : (Math.PI / 2, y / root, Math.Acosh(x));
        }
        if (Math.Max(x, y) < 1e150) return (Math.PI / 2 - Math.Sqrt(y), Math.Sqrt(y), Math.Sqrt(y)); // x is 1
        return (Math.Atan2(x, y), Math.Atan2(y, x), LogAbs(x, y) + LogTwo);
    }

    /// <summary>The inverse hyperbolic tangent (each part to 5 ulp); on its cuts beyond ±1 the imaginary part's sign is the side.</summary>
    /// <remarks>
    /// Re = log1p(4x/((1 − x)² + y²))/4 and Im = atan2(2y, (1 − x)(1 + x) − y²)/2 (Kahan 1987). NaN parts: where the imaginary part is
    /// infinite the result is ±0 ± iπ/2, where only the real part is, ±0 + NaN i; else NaN in both parts.
    /// </remarks>
    public static Complex Atanh(Complex z)
    {
        double x = Math.Abs(z.Real), y = Math.Abs(z.Imaginary);
        double real, imaginary;
        if (double.IsInfinity(y) || (double.IsInfinity(x) && !double.IsNaN(y)))
        {
            (real, imaginary) = (0, Math.PI / 2);
        }
        else if (double.IsInfinity(x))
        {
            (real, imaginary) = (0, double.NaN);
        }
        else if (double.IsNaN(x) || double.IsNaN(y))
        {
            return ComplexNaN;
        }
        else if (x == 1 && y == 0)
        {
            (real, imaginary) = (double.PositiveInfinity, 0);
        }
        else if (x == 1 && y < 1e-150)
        {
            (real, imaginary) = (0.5 * (LogTwo - Math.Log(y)), Math.PI / 4);
        }
        else if (Math.Max(x, y) > 1e150)
        {
            double h = Hypot(x / 4, y / 4);
            (real, imaginary) = (x / 4 / h / h / 4, Math.PI / 2);
        }
        else
        {
            double square = (1 - x) * (1 - x) + y * y;
            real = 0.25 * Log1p(4 * x / square);
            imaginary = 0.5 * Math.Atan2(2 * y, (1 - x) * (1 + x) - y * y);
        }
        return new(Math.CopySign(real, z.Real), Math.CopySign(imaginary, z.Imaginary));
    }

    /// <summary>The inverse tangent, −i atanh(iz), with cuts beyond ±i on the imaginary axis.</summary>
    public static Complex Atan(Complex z)
    {
        Complex w = Atanh(new(-z.Imaginary, z.Real));
        return new(w.Imaginary, -w.Real);
    }

    /// <summary>The angle of the point (x, y) as lax.atan2 continues it: −i log((x + iy)/√(x² + y²)).</summary>
    public static Complex Atan2(Complex y, Complex x)
    {
        Complex direction = new(x.Real - y.Imaginary, x.Imaginary + y.Real);
        Complex log = Log(Divide(direction, Sqrt(Square(x) + Square(y))));
        return new(log.Imaginary, -log.Real);
    }
}
