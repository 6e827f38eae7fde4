using System.Numerics;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    private static Complex ComplexNaN => new(double.NaN, double.NaN);

    /// <summary>e^z (each part to 3 ulp).</summary>
    /// <remarks>As lax.exp: NaN where the imaginary part is not finite; a zero imaginary part stays one.</remarks>
    public static Complex Exp(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (y == 0) return new(Math.Exp(x), y);
        if (!double.IsFinite(y) || double.IsNaN(x)) return ComplexNaN;
        (double sin, double cos) = Math.SinCos(y);
        if (Math.Abs(x) < 700)
        {
            double magnitude = Math.Exp(x);
            return new(magnitude * cos, magnitude * sin);
        }
        double half = Math.Exp(0.5 * x); // e^x may overflow where e^x cos y does not
        return new(half * cos * half, half * sin * half);
    }

    /// <summary>2^z (each part to 4 ulp), with the edge cases of <see cref="Exp"/>.</summary>
    public static Complex Exp2(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (y == 0) return new(Math.Pow(2, x), y);
        if (!double.IsFinite(y) || double.IsNaN(x)) return ComplexNaN;
        DoubleDouble angle = DoubleDouble.Product(y, LogTwo);
        (double sin, double cos) = Math.SinCos(angle.High);
        (double sinLow, double cosLow) = Math.SinCos(angle.Low + y * LogTwoRest);
        (sin, cos) = (sin * cosLow + cos * sinLow, cos * cosLow - sin * sinLow);
        double half = Math.Pow(2, 0.5 * x);
        return new(half * cos * half, half * sin * half);
    }

    private const double LogTwo = 0.6931471805599453;
    private const double LogTwoRest = 2.3190468138462996e-17;

    /// <summary>e^z − 1, accurate near zero: the real part to 4 ulp of its larger term, (e^x − 1) cos y or 2 sin²(y/2).</summary>
    /// <remarks>As lax.expm1: NaN where the imaginary part is not finite; a zero imaginary part stays one.</remarks>
    public static Complex Expm1(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (y == 0) return new(Expm1(x), y);
        if (!double.IsFinite(y) || double.IsNaN(x)) return ComplexNaN;
        if (x > 700) return Exp(z);
        (double sin, double cos) = Math.SinCos(y);
        double halfSin = Math.Sin(0.5 * y);
        return new(SumOfProducts(Expm1(x), cos, -2 * halfSin, halfSin), Math.Exp(x) * sin);
    }

    /// <summary>The principal logarithm (each part to 2 ulp, near |z| = 1 too), its imaginary part with the sign of z's.</summary>
    /// <remarks>As lax.log: NaN in both parts if a part is NaN; −∞ at zero.</remarks>
    public static Complex Log(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        return double.IsNaN(x) || double.IsNaN(y) ? ComplexNaN : new(LogAbs(x, y), Math.Atan2(y, x));
    }

    private static double LogAbs(double x, double y)
    {
        x = Math.Abs(x);
        y = Math.Abs(y);
        if (x < y) (x, y) = (y, x);
        if (x is > 0.5 and < 2)
        {
            // Around 1 from |z|² − 1, in twice the precision.
            DoubleDouble square = DoubleDouble.Product(x, x) + DoubleDouble.Product(y, y) - 1;
            if (square.High is > -0.5 and < 2) return 0.5 * (Log1p(square.High) + square.Low / (1 + square.High));
        }
        return x > 1e300 && x < double.PositiveInfinity ? Math.Log(Hypot(x / 4, y / 4)) + 2 * LogTwo : Math.Log(Hypot(x, y));
    }

    /// <summary>log(1 + z), accurate near zero (each part to 3 ulp), with the edge cases of <see cref="Log"/>.</summary>
    public static Complex Log1p(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (double.IsNaN(x) || double.IsNaN(y)) return ComplexNaN;
        double real;
        if (Math.Abs(x) < 1 && Math.Abs(y) < 2)
        {
            // |1 + z|² − 1 = 2x + x² + y², in twice the precision.
            DoubleDouble square = DoubleDouble.Product(x, x) + DoubleDouble.Product(y, y) + 2 * x;
            real = square.High is > -0.5 and < 3
                ? 0.5 * (Log1p(square.High) + square.Low / (1 + square.High))
                : Math.Log(Hypot(1 + x, y));
        }
        else
        {
            real = LogAbs(1 + x, y);
        }
        return new(real, Math.Atan2(y, 1 + x));
    }

    /// <summary>z^w = e^(w log z), to about 2 (1 + |w log z|) ulp of its absolute value.</summary>
    /// <remarks>
    /// As lax.pow: 1 for w = 0 and for z = 1, whatever the other is; 0 for z = 0 and a positive real w; real powers of +∞; else NaN
    /// where an operand is not finite or z is zero.
    /// </remarks>
    public static Complex Pow(Complex z, Complex w)
    {
        if ((w.Real == 0 && w.Imaginary == 0) || (z.Real == 1 && z.Imaginary == 0)) return Complex.One;
        bool realPower = w.Imaginary == 0 && !double.IsNaN(w.Real);
        if (z.Real == 0 && z.Imaginary == 0) return realPower && w.Real > 0 ? Complex.Zero : ComplexNaN;
        if (double.IsPositiveInfinity(z.Real) && z.Imaginary == 0 && realPower) return w.Real > 0 ? z.Real : Complex.Zero;
        if (!double.IsFinite(z.Real) || !double.IsFinite(z.Imaginary) || !double.IsFinite(w.Real) || !double.IsFinite(w.Imaginary))
            return ComplexNaN;
        if (realPower && Math.Abs(w.Real) <= 32 && w.Real == Math.Round(w.Real)) return IntegerPow(z, (int)w.Real);

        double log = LogAbs(z.Real, z.Imaginary), angle = Math.Atan2(z.Imaginary, z.Real);
        double growth = SumOfProducts(w.Real, log, -w.Imaginary, angle);
        (double sin, double cos) = Math.SinCos(SumOfProducts(w.Imaginary, log, w.Real, angle));
        double half = Math.Exp(0.5 * growth);
        return new(half * cos * half, half * sin * half);
    }

    /// <summary>1/(1 + e^(−z)), accurate at both ends and near its poles (to 4 ulp of its absolute value).</summary>
    /// <remarks>NaN where the imaginary part is not finite.</remarks>
    public static Complex Logistic(Complex z)
    {
        double x = z.Real;
        if (Math.Abs(x) <= 1)
        {
            // e^(z/2)/(2 cosh(z/2)), because 1 + e^(−z) cancels near the poles.
            Complex half = 0.5 * z;
            return Divide(Exp(half), 2 * Cosh(half));
        }
        if (x > 0)
        {
            Complex decay = Exp(-z);
            return Divide(Complex.One, new(1 + decay.Real, decay.Imaginary));
        }
        Complex e = Exp(z);
        return Divide(e, new(1 + e.Real, e.Imaginary));
    }
}
