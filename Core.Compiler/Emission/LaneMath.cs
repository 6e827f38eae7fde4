using System.Numerics;
using System.Runtime.CompilerServices;

namespace Core.Compiler.Emission;

/// <summary>Operations for which a processor has no instruction, lane by lane, on vectors of any width.</summary>
internal static unsafe class LaneMath
{
    // Called from kernels, which do not wait until a method has been compiled for speed.
    private const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization;

    public static float Scale(float a, float b) =>
        float.IsNaN(b) ? b : float.IsInfinity(b) ? (b > 0 ? a * float.PositiveInfinity : a * 0f) : MathF.ScaleB(a, (int)MathF.Floor(b));

    public static double Scale(double a, double b) =>
        double.IsNaN(b) ? b : double.IsInfinity(b) ? (b > 0 ? a * double.PositiveInfinity : a * 0.0) : Math.ScaleB(a, (int)Math.Floor(b));

    public static float Exponent(float a) =>
        a == 0 ? float.NegativeInfinity : float.IsFinite(a) ? MathF.ILogB(a) : float.IsNaN(a) ? a : float.PositiveInfinity;

    public static double Exponent(double a) =>
        a == 0 ? double.NegativeInfinity : double.IsFinite(a) ? Math.ILogB(a) : double.IsNaN(a) ? a : double.PositiveInfinity;

    public static float Mantissa(float a) =>
        float.IsNaN(a) ? a : a < 0 ? float.NaN : a == 0 || float.IsInfinity(a) ? 1 : MathF.ScaleB(a, -MathF.ILogB(a));

    public static double Mantissa(double a) =>
        double.IsNaN(a) ? a : a < 0 ? double.NaN : a == 0 || double.IsInfinity(a) ? 1 : Math.ScaleB(a, -Math.ILogB(a));

    [MethodImpl(AtOnce)]
    public static TVector Scale32<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        float* x = (float*)&a, y = (float*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(float); i++) x[i] = Scale(x[i], y[i]);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector Scale64<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        double* x = (double*)&a, y = (double*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(double); i++) x[i] = Scale(x[i], y[i]);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector Exponent32<TVector>(TVector a) where TVector : unmanaged
    {
        float* x = (float*)&a;
        for (int i = 0; i < sizeof(TVector) / sizeof(float); i++) x[i] = Exponent(x[i]);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector Exponent64<TVector>(TVector a) where TVector : unmanaged
    {
        double* x = (double*)&a;
        for (int i = 0; i < sizeof(TVector) / sizeof(double); i++) x[i] = Exponent(x[i]);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector Mantissa32<TVector>(TVector a) where TVector : unmanaged
    {
        float* x = (float*)&a;
        for (int i = 0; i < sizeof(TVector) / sizeof(float); i++) x[i] = Mantissa(x[i]);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector Mantissa64<TVector>(TVector a) where TVector : unmanaged
    {
        double* x = (double*)&a;
        for (int i = 0; i < sizeof(TVector) / sizeof(double); i++) x[i] = Mantissa(x[i]);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector ShiftLeft32<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        uint* x = (uint*)&a, y = (uint*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(uint); i++) x[i] = y[i] < 32 ? x[i] << (int)y[i] : 0;
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector ShiftLeft64<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        ulong* x = (ulong*)&a, y = (ulong*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(ulong); i++) x[i] = y[i] < 64 ? x[i] << (int)y[i] : 0;
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector ShiftRightLogical32<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        uint* x = (uint*)&a, y = (uint*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(uint); i++) x[i] = y[i] < 32 ? x[i] >> (int)y[i] : 0;
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector ShiftRightLogical64<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        ulong* x = (ulong*)&a, y = (ulong*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(ulong); i++) x[i] = y[i] < 64 ? x[i] >> (int)y[i] : 0;
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector ShiftRightArithmetic32<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        int* x = (int*)&a;
        uint* y = (uint*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(int); i++) x[i] >>= (int)Math.Min(y[i], 31);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector ShiftRightArithmetic64<TVector>(TVector a, TVector b) where TVector : unmanaged
    {
        long* x = (long*)&a;
        ulong* y = (ulong*)&b;
        for (int i = 0; i < sizeof(TVector) / sizeof(long); i++) x[i] >>= (int)Math.Min(y[i], 63);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector LeadingZeros32<TVector>(TVector a) where TVector : unmanaged
    {
        uint* x = (uint*)&a;
        for (int i = 0; i < sizeof(TVector) / sizeof(uint); i++) x[i] = (uint)BitOperations.LeadingZeroCount(x[i]);
        return a;
    }

    [MethodImpl(AtOnce)]
    public static TVector LeadingZeros64<TVector>(TVector a) where TVector : unmanaged
    {
        ulong* x = (ulong*)&a;
        for (int i = 0; i < sizeof(TVector) / sizeof(ulong); i++) x[i] = (ulong)BitOperations.LeadingZeroCount(x[i]);
        return a;
    }

    /// <summary>64-bit integers as floats, rounded once.</summary>
    [MethodImpl(AtOnce)]
    public static TSingle ToSingle<TLong, TSingle>(TLong lower, TLong upper) where TLong : unmanaged where TSingle : unmanaged
    {
        Unsafe.SkipInit(out TSingle result);
        int half = sizeof(TLong) / sizeof(long);
        for (int i = 0; i < half; i++)
        {
            ((float*)&result)[i] = ((long*)&lower)[i];
            ((float*)&result)[half + i] = ((long*)&upper)[i];
        }
        return result;
    }

    /// <summary>Unsigned 64-bit integers as floats, rounded once.</summary>
    [MethodImpl(AtOnce)]
    public static TSingle ToSingleUnsigned<TLong, TSingle>(TLong lower, TLong upper) where TLong : unmanaged where TSingle : unmanaged
    {
        Unsafe.SkipInit(out TSingle result);
        int half = sizeof(TLong) / sizeof(long);
        for (int i = 0; i < half; i++)
        {
            ((float*)&result)[i] = ((ulong*)&lower)[i];
            ((float*)&result)[half + i] = ((ulong*)&upper)[i];
        }
        return result;
    }
}
