using System.Numerics;

namespace Core.Kernels;

public static partial class SpecialFunctions
{
    /// <summary>|z| without undue overflow (0.6 ulp): NaN if a part is NaN, even where the other is infinite.</summary>
    public static double Abs(Complex z) => Hypot(z.Real, z.Imaginary);

    /// <summary>√(x² + y²) with the correction of Borges, "An improved algorithm for hypot(a, b)" (2019).</summary>
    private static double Hypot(double x, double y)
    {
        x = Math.Abs(x);
        y = Math.Abs(y);
        if (x < y) (x, y) = (y, x);
        if (!(y > x * 1e-17) || !double.IsFinite(x)) return double.IsNaN(y) ? y : x;
        if (x > 1e150) return Math.ScaleB(Hypot(Math.ScaleB(x, -600), Math.ScaleB(y, -600)), 600);
        if (y < 1e-140) return Math.ScaleB(Hypot(Math.ScaleB(x, 600), Math.ScaleB(y, 600)), -600);

        double h = Math.Sqrt(Math.FusedMultiplyAdd(x, x, y * y));
        double hh = h * h, xx = x * x;
        double correction = Math.FusedMultiplyAdd(-y, y, hh - xx) + Math.FusedMultiplyAdd(h, h, -hh) - Math.FusedMultiplyAdd(x, x, -xx);
        return h - correction / (2 * h);
    }

    // a b + c d, rounded about once (Kahan's fused form), with the infinities, NaNs and signed zeros of the plain formula.
    private static double SumOfProducts(double a, double b, double c, double d)
    {
        double product = c * d;
        double sum = Math.FusedMultiplyAdd(a, b, product) + Math.FusedMultiplyAdd(c, d, -product);
        return double.IsFinite(sum) && sum != 0 ? sum : a * b + product;
    }

    /// <summary>The product, each part to 2 ulp; infinities and NaN as the textbook formula has them.</summary>
    public static Complex Multiply(Complex left, Complex right) => new(
        SumOfProducts(left.Real, right.Real, -left.Imaginary, right.Imaginary),
        SumOfProducts(left.Real, right.Imaginary, left.Imaginary, right.Real));

    /// <summary>The square, (x − y)(x + y) + 2xy i, each part to 2 ulp; 0 · ∞ is NaN here too.</summary>
    public static Complex Square(Complex z) =>
        new((z.Real - z.Imaginary) * (z.Real + z.Imaginary), 2 * z.Real * z.Imaginary);

    /// <summary>The quotient, each part to 4 ulp, without undue overflow; zero and infinite operands as C99's Annex G.5.1.</summary>
    public static Complex Divide(Complex left, Complex right)
    {
        double a = left.Real, b = left.Imaginary, c = right.Real, d = right.Imaginary;
        double size = Math.Max(Math.Abs(c), Math.Abs(d)), numeratorSize = Math.Max(Math.Abs(a), Math.Abs(b));
        if (!(size is > 0 and < double.PositiveInfinity) || !double.IsFinite(numeratorSize)) return DivideSpecial(a, b, c, d);
        if (d == 0) return new(a / c, b / c);
        if (c == 0) return new(b / d, -a / d);
        int exponent = 0;
        if (size is < 1e-100 or > 1e100 || numeratorSize is < 1e-100 or > 1e100)
        {
            int shift = Math.ILogB(size), numeratorShift = numeratorSize == 0 ? 0 : Math.ILogB(numeratorSize);
            (c, d) = (Math.ScaleB(c, -shift), Math.ScaleB(d, -shift));
            (a, b) = (Math.ScaleB(a, -numeratorShift), Math.ScaleB(b, -numeratorShift));
            exponent = numeratorShift - shift;
        }
        double norm = Math.FusedMultiplyAdd(c, c, d * d);
        double real = SumOfProducts(a, c, b, d) / norm, imaginary = SumOfProducts(b, c, -a, d) / norm;
        return exponent == 0 ? new(real, imaginary) : new(Math.ScaleB(real, exponent), Math.ScaleB(imaginary, exponent));
    }

    // C99's Annex G.5.1, example 2: nonzero/0 and infinite/finite are infinite, finite/infinite is zero.
    private static Complex DivideSpecial(double a, double b, double c, double d)
    {
        double norm = c * c + d * d;
        Complex plain = new((a * c + b * d) / norm, (b * c - a * d) / norm);
        if (!double.IsNaN(plain.Real) || !double.IsNaN(plain.Imaginary)) return plain;
        if (norm == 0 && !(double.IsNaN(a) && double.IsNaN(b)))
        {
            double infinity = Math.CopySign(double.PositiveInfinity, c);
            return new(infinity * a, infinity * b);
        }
        if ((double.IsInfinity(a) || double.IsInfinity(b)) && double.IsFinite(c) && double.IsFinite(d))
        {
            (a, b) = (Direction(a), Direction(b));
            return new(double.PositiveInfinity * (a * c + b * d), double.PositiveInfinity * (b * c - a * d));
        }
        if ((double.IsInfinity(c) || double.IsInfinity(d)) && double.IsFinite(a) && double.IsFinite(b))
        {
            (c, d) = (Direction(c), Direction(d));
            return new(0 * (a * c + b * d), 0 * (b * c - a * d));
        }
        return plain;

        static double Direction(double x) => Math.CopySign(double.IsInfinity(x) ? 1 : 0, x);
    }

    /// <summary>z/|z|, and a zero itself.</summary>
    public static Complex Sign(Complex z)
    {
        if (z.Real == 0 && z.Imaginary == 0) return z;
        double size = Math.Max(Math.Abs(z.Real), Math.Abs(z.Imaginary));
        if (size is > 1e300 and < double.PositiveInfinity) z = new(z.Real / 4, z.Imaginary / 4);
        else if (size < 1e-290) z = new(Math.ScaleB(z.Real, 600), Math.ScaleB(z.Imaginary, 600));
        double h = Abs(z);
        return new(z.Real / h, z.Imaginary / h);
    }

    /// <summary>The square root with a real part of at least zero (each part to 3 ulp).</summary>
    /// <remarks>As lax.sqrt: an imaginary part of −0 counts as +0; NaN in both parts if a part is NaN.</remarks>
    public static Complex Sqrt(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (double.IsNaN(x) || double.IsNaN(y)) return new(double.NaN, double.NaN);
        if (double.IsInfinity(y)) return new(double.PositiveInfinity, y);
        if (y == 0) return x >= 0 ? new(Math.Sqrt(x), 0) : new(0, Math.Sqrt(-x));
        if (double.IsInfinity(x)) return x > 0 ? new(x, Math.CopySign(0, y)) : new(0, Math.CopySign(-x, y));
        return SqrtFinite(x, y);
    }

    // The sign of a zero y chooses the side of the cut.
    private static Complex SqrtFinite(double x, double y)
    {
        double size = Math.Max(Math.Abs(x), Math.Abs(y));
        if (size > 1e300) return SqrtFinite(x / 16, y / 16) * 4;
        if (size < 1e-290)
        {
            Complex scaled = SqrtFinite(Math.ScaleB(x, 600), Math.ScaleB(y, 600));
            return new(Math.ScaleB(scaled.Real, -300), Math.ScaleB(scaled.Imaginary, -300));
        }
        double larger = Math.Sqrt(0.5 * (Math.Abs(x) + Hypot(x, y)));
        double smaller = Math.Abs(y) / (2 * larger);
        return x >= 0 ? new(larger, Math.CopySign(smaller, y)) : new(smaller, Math.CopySign(larger, y));
    }

    /// <summary>1/√z (each part to 4 ulp); the sign of a zero imaginary part chooses the side of the cut.</summary>
    /// <remarks>As lax.rsqrt: ∞ + NaN i at zero, and zero where a part is infinite.</remarks>
    public static Complex Rsqrt(Complex z)
    {
        double x = z.Real, y = z.Imaginary;
        if (x == 0 && y == 0) return new(double.PositiveInfinity, double.NaN);
        if (double.IsInfinity(x) || double.IsInfinity(y)) return new(0, Math.CopySign(0, -y));
        if (double.IsNaN(x) || double.IsNaN(y)) return new(double.NaN, double.NaN);
        double size = Math.Max(Math.Abs(x), Math.Abs(y));
        if (size > 1e300) return Rsqrt(new Complex(x / 16, y / 16)) * 0.25;
        if (size < 1e-290)
        {
            Complex scaled = Rsqrt(new Complex(Math.ScaleB(x, 600), Math.ScaleB(y, 600)));
            return new(Math.ScaleB(scaled.Real, 300), Math.ScaleB(scaled.Imaginary, 300));
        }
        Complex root = SqrtFinite(x, y);
        double h = Hypot(x, y);
        return new(root.Real / h, -root.Imaginary / h);
    }

    /// <summary>zⁿ by repeated squaring, the reciprocal of z^(−n) for negative n; 1 for n = 0, even where z is NaN.</summary>
    public static Complex IntegerPow(Complex z, int n)
    {
        if (n == 0) return Complex.One;
        uint exponent = (uint)Math.Abs((long)n);
        Complex power = z;
        while ((exponent & 1) == 0)
        {
            power = Multiply(power, power);
            exponent >>= 1;
        }
        Complex result = power;
        while ((exponent >>= 1) != 0)
        {
            power = Multiply(power, power);
            if ((exponent & 1) != 0) result = Multiply(result, power);
        }
        return n < 0 ? Divide(Complex.One, result) : result;
    }
}
