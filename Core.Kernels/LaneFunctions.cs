using System.Numerics;
using static Core.Kernels.SpecialFunctions;

namespace Core.Kernels;

/// <summary>Functions of numbers alone, for compiled loops that have no vector form of them: complex ones give a part of their result.</summary>
public static class LaneFunctions
{
    /// <summary>The absolute value of a complex number.</summary>
    public static double ComplexAbs(double x, double y) => Abs(new(x, y));

    /// <summary>The real part of <see cref="SpecialFunctions.Sign(Complex)"/>.</summary>
    public static double SignReal(double x, double y) => Sign(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Sign(Complex)"/>.</summary>
    public static double SignImaginary(double x, double y) => Sign(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Exp(Complex)"/>.</summary>
    public static double ExpReal(double x, double y) => Exp(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Exp(Complex)"/>.</summary>
    public static double ExpImaginary(double x, double y) => Exp(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Exp2(Complex)"/>.</summary>
    public static double Exp2Real(double x, double y) => Exp2(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Exp2(Complex)"/>.</summary>
    public static double Exp2Imaginary(double x, double y) => Exp2(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Log(Complex)"/>.</summary>
    public static double LogReal(double x, double y) => Log(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Log(Complex)"/>.</summary>
    public static double LogImaginary(double x, double y) => Log(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Expm1(Complex)"/>.</summary>
    public static double Expm1Real(double x, double y) => Expm1(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Expm1(Complex)"/>.</summary>
    public static double Expm1Imaginary(double x, double y) => Expm1(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Log1p(Complex)"/>.</summary>
    public static double Log1pReal(double x, double y) => Log1p(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Log1p(Complex)"/>.</summary>
    public static double Log1pImaginary(double x, double y) => Log1p(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Tanh(Complex)"/>.</summary>
    public static double TanhReal(double x, double y) => Tanh(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Tanh(Complex)"/>.</summary>
    public static double TanhImaginary(double x, double y) => Tanh(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Logistic(Complex)"/>.</summary>
    public static double LogisticReal(double x, double y) => Logistic(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Logistic(Complex)"/>.</summary>
    public static double LogisticImaginary(double x, double y) => Logistic(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Sin(Complex)"/>.</summary>
    public static double SinReal(double x, double y) => Sin(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Sin(Complex)"/>.</summary>
    public static double SinImaginary(double x, double y) => Sin(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Cos(Complex)"/>.</summary>
    public static double CosReal(double x, double y) => Cos(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Cos(Complex)"/>.</summary>
    public static double CosImaginary(double x, double y) => Cos(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Tan(Complex)"/>.</summary>
    public static double TanReal(double x, double y) => Tan(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Tan(Complex)"/>.</summary>
    public static double TanImaginary(double x, double y) => Tan(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Asin(Complex)"/>.</summary>
    public static double AsinReal(double x, double y) => Asin(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Asin(Complex)"/>.</summary>
    public static double AsinImaginary(double x, double y) => Asin(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Acos(Complex)"/>.</summary>
    public static double AcosReal(double x, double y) => Acos(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Acos(Complex)"/>.</summary>
    public static double AcosImaginary(double x, double y) => Acos(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Atan(Complex)"/>.</summary>
    public static double AtanReal(double x, double y) => Atan(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Atan(Complex)"/>.</summary>
    public static double AtanImaginary(double x, double y) => Atan(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Sinh(Complex)"/>.</summary>
    public static double SinhReal(double x, double y) => Sinh(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Sinh(Complex)"/>.</summary>
    public static double SinhImaginary(double x, double y) => Sinh(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Cosh(Complex)"/>.</summary>
    public static double CoshReal(double x, double y) => Cosh(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Cosh(Complex)"/>.</summary>
    public static double CoshImaginary(double x, double y) => Cosh(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Asinh(Complex)"/>.</summary>
    public static double AsinhReal(double x, double y) => Asinh(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Asinh(Complex)"/>.</summary>
    public static double AsinhImaginary(double x, double y) => Asinh(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Acosh(Complex)"/>.</summary>
    public static double AcoshReal(double x, double y) => Acosh(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Acosh(Complex)"/>.</summary>
    public static double AcoshImaginary(double x, double y) => Acosh(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Atanh(Complex)"/>.</summary>
    public static double AtanhReal(double x, double y) => Atanh(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Atanh(Complex)"/>.</summary>
    public static double AtanhImaginary(double x, double y) => Atanh(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Sqrt(Complex)"/>.</summary>
    public static double SqrtReal(double x, double y) => Sqrt(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Sqrt(Complex)"/>.</summary>
    public static double SqrtImaginary(double x, double y) => Sqrt(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Rsqrt(Complex)"/>.</summary>
    public static double RsqrtReal(double x, double y) => Rsqrt(new Complex(x, y)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Rsqrt(Complex)"/>.</summary>
    public static double RsqrtImaginary(double x, double y) => Rsqrt(new Complex(x, y)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Divide(Complex, Complex)"/> of x + iy and u + iv.</summary>
    public static double DivideReal(double x, double y, double u, double v) => Divide(new Complex(x, y), new Complex(u, v)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Divide(Complex, Complex)"/> of x + iy and u + iv.</summary>
    public static double DivideImaginary(double x, double y, double u, double v) => Divide(new Complex(x, y), new Complex(u, v)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Pow(Complex, Complex)"/> of x + iy and u + iv.</summary>
    public static double PowReal(double x, double y, double u, double v) => Pow(new Complex(x, y), new Complex(u, v)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Pow(Complex, Complex)"/> of x + iy and u + iv.</summary>
    public static double PowImaginary(double x, double y, double u, double v) => Pow(new Complex(x, y), new Complex(u, v)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.Atan2(Complex, Complex)"/> of x + iy and u + iv.</summary>
    public static double Atan2Real(double x, double y, double u, double v) => Atan2(new Complex(x, y), new Complex(u, v)).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.Atan2(Complex, Complex)"/> of x + iy and u + iv.</summary>
    public static double Atan2Imaginary(double x, double y, double u, double v) => Atan2(new Complex(x, y), new Complex(u, v)).Imaginary;

    /// <summary>The real part of <see cref="SpecialFunctions.IntegerPow(Complex, int)"/>.</summary>
    public static double IntegerPowReal(double x, double y, double n) => IntegerPow(new Complex(x, y), (int)n).Real;

    /// <summary>The imaginary part of <see cref="SpecialFunctions.IntegerPow(Complex, int)"/>.</summary>
    public static double IntegerPowImaginary(double x, double y, double n) => IntegerPow(new Complex(x, y), (int)n).Imaginary;

    /// <summary>The neighbour among half-precision numbers of x in the direction of y, both of them such numbers.</summary>
    public static double NextAfterHalf(double x, double y) => (double)NextAfter((Half)x, (Half)y);

    /// <summary>x / y of integers, rounded towards zero: −1 for y = 0, −x for y = −1.</summary>
    public static long DivideSigned(long x, long y) => y is 0 ? -1 : y is -1 ? unchecked(-x) : x / y;

    /// <summary>x / y of unsigned integers: all bits for y = 0.</summary>
    public static long DivideUnsigned(long x, long y) => y is 0 ? -1 : (long)((ulong)x / (ulong)y);

    /// <summary>The remainder of <see cref="DivideSigned"/>: x for y = 0.</summary>
    public static long RemainderSigned(long x, long y) => y is 0 ? x : y is -1 ? 0 : x % y;

    /// <summary>The remainder of <see cref="DivideUnsigned"/>: x for y = 0.</summary>
    public static long RemainderUnsigned(long x, long y) => y is 0 ? x : (long)((ulong)x % (ulong)y);

    /// <summary>The upper 64 bits of the product.</summary>
    public static long HighProduct(long x, long y) => Math.BigMul(x, y, out _);

    /// <summary>The upper 64 bits of the product of unsigned integers.</summary>
    public static long HighProductUnsigned(long x, long y) => (long)Math.BigMul((ulong)x, (ulong)y, out _);
}
