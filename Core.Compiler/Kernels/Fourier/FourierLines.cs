using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Core.Compiler.Kernels;

/// <summary>
/// Lines along an axis of a buffer, whose numbers are moved to and from vectors with a line in each lane: pairs of vectors, the real parts first.
/// Distances are in real elements, of which a complex number is two.
/// </summary>
/// <param name="Line">From a line's start to that of the line in the next row.</param>
/// <param name="Column">From a line's start to that of the line in the next column.</param>
/// <param name="Columns">How many columns a row has.</param>
/// <param name="Number">From a number to the next one.</param>
/// <param name="Part">From a number's real part to its imaginary part, or zero where it has none.</param>
internal readonly unsafe record struct FourierLines(long Line, long Column, int Columns, long Number, long Part)
{
    /// <summary>Whether four lines may be moved at once.</summary>
    private static bool HasFour => Avx.IsSupported && Vector<double>.Count == 4;

    /// <summary>The lines of a buffer.</summary>
    /// <param name="inner">How many elements lie within a step of the axis.</param>
    /// <param name="length">The axis's length in the buffer.</param>
    /// <param name="isComplex">Whether elements are complex.</param>
    /// <param name="arePairs">Whether two real neighbours make a complex number.</param>
    public static FourierLines Of(int inner, int length, bool isComplex, bool arePairs)
    {
        int parts = isComplex ? 2 : 1;
        return new((long)parts * inner * length, parts, inner, (isComplex || arePairs ? 2L : 1) * inner, isComplex ? 1 : arePairs ? inner : 0);
    }

    /// <summary>Reads so many numbers of some lines.</summary>
    /// <param name="source">Elements of type float or double.</param>
    /// <param name="line">The first line.</param>
    /// <param name="lines">How many lines, at most the lanes there are; the other lanes become zero.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="to">Where to write them.</param>
    /// <param name="isExchanged">Whether the imaginary parts are written first.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Load<T>(T* source, long line, int lines, int count, Vector<double>* to, bool isExchanged) where T : unmanaged
    {
        int re = isExchanged ? 1 : 0, im = 1 - re, i = 0;
        if (HasFour && lines == 4)
        {
            T* a = source + Start(line), b = source + Start(line + 1), c = source + Start(line + 2), d = source + Start(line + 3);
            Vector256<double>* x = (Vector256<double>*)to;
            if (Columns > 1 && Column == 2 && d - a == 6)
                for (; i < count; i++, x += 2, a += Number) (x[re], x[im]) = Unzip(Read(a), Read(a + 4));
            else if (Number == 2 && Part == 1)
                for (; i + 1 < count; i += 2, x += 4, a += 4, b += 4, c += 4, d += 4) (x[re], x[im], x[2 + re], x[2 + im]) = Transposed(Read(a), Read(b), Read(c), Read(d));
        }
        if (lines < Vector<double>.Count) new Span<Vector<double>>(to, 2 * count).Clear();
        int width = Vector<double>.Count;
        for (int lane = 0; lane < lines; lane++)
        {
            T* from = source + Start(line + lane) + i * Number;
            double* x = (double*)(to + 2 * i) + lane;
            for (int left = count - i; left > 0; left--, from += Number, x += 2 * width) (x[re * width], x[im * width]) = (Value(from), Part == 0 ? 0 : Value(from + Part));
        }
    }

    /// <summary>Writes so many numbers of some lines, times a factor.</summary>
    /// <param name="target">Elements of type float or double.</param>
    /// <param name="line">The first line.</param>
    /// <param name="lines">How many lines, at most the lanes there are.</param>
    /// <param name="count">How many numbers.</param>
    /// <param name="from">Where they are.</param>
    /// <param name="isExchanged">Whether the imaginary parts are first there.</param>
    /// <param name="scale">The factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Store<T>(T* target, long line, int lines, int count, Vector<double>* from, bool isExchanged, double scale) where T : unmanaged
    {
        int re = isExchanged ? 1 : 0, im = 1 - re, i = 0;
        if (HasFour && lines == 4)
        {
            T* a = target + Start(line), b = target + Start(line + 1), c = target + Start(line + 2), d = target + Start(line + 3);
            Vector256<double>* x = (Vector256<double>*)from;
            Vector256<double> factor = Vector256.Create(scale);
            if (Columns > 1 && Column == 2 && d - a == 6)
            {
                for (; i < count; i++, x += 2, a += Number)
                {
                    (Vector256<double> low, Vector256<double> high) = Zip(x[re] * factor, x[im] * factor);
                    Write(a, low);
                    Write(a + 4, high);
                }
            }
            else if (Number == 2 && Part == 1)
            {
                for (; i + 1 < count; i += 2, x += 4, a += 4, b += 4, c += 4, d += 4)
                {
                    (Vector256<double> p, Vector256<double> q, Vector256<double> r, Vector256<double> s) = Transposed(x[re], x[im], x[2 + re], x[2 + im]);
                    Write(a, p * factor);
                    Write(b, q * factor);
                    Write(c, r * factor);
                    Write(d, s * factor);
                }
            }
        }
        int width = Vector<double>.Count;
        for (int lane = 0; lane < lines; lane++)
        {
            T* to = target + Start(line + lane) + i * Number;
            double* x = (double*)(from + 2 * i) + lane;
            for (int left = count - i; left > 0; left--, to += Number, x += 2 * width)
            {
                SetValue(to, x[re * width] * scale);
                if (Part != 0) SetValue(to + Part, x[im * width] * scale);
            }
        }
    }

    private long Start(long line)
    {
        (long row, long column) = Math.DivRem(line, Columns);
        return row * Line + column * Column;
    }

    // Vectors of four lines, each with two numbers, as the real and imaginary parts of the first number and of the second; and back.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> A, Vector256<double> B, Vector256<double> C, Vector256<double> D) Transposed(Vector256<double> a, Vector256<double> b, Vector256<double> c, Vector256<double> d)
    {
        Vector256<double> abEven = Avx.UnpackLow(a, b), abOdd = Avx.UnpackHigh(a, b), cdEven = Avx.UnpackLow(c, d), cdOdd = Avx.UnpackHigh(c, d);
        return (Avx.Permute2x128(abEven, cdEven, 0x20), Avx.Permute2x128(abOdd, cdOdd, 0x20), Avx.Permute2x128(abEven, cdEven, 0x31), Avx.Permute2x128(abOdd, cdOdd, 0x31));
    }

    // Four complex numbers as their real and their imaginary parts.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Re, Vector256<double> Im) Unzip(Vector256<double> low, Vector256<double> high)
    {
        (low, high) = (Avx.Permute2x128(low, high, 0x20), Avx.Permute2x128(low, high, 0x31));
        return (Avx.UnpackLow(low, high), Avx.UnpackHigh(low, high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> Low, Vector256<double> High) Zip(Vector256<double> re, Vector256<double> im)
    {
        (re, im) = (Avx.UnpackLow(re, im), Avx.UnpackHigh(re, im));
        return (Avx.Permute2x128(re, im, 0x20), Avx.Permute2x128(re, im, 0x31));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Read<T>(T* at) where T : unmanaged =>
        sizeof(T) == sizeof(float) ? Avx.ConvertToVector256Double(Vector128.Load((float*)at)) : Vector256.Load((double*)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<T>(T* at, Vector256<double> value) where T : unmanaged
    {
        if (sizeof(T) == sizeof(float)) Avx.ConvertToVector128Single(value).Store((float*)at);
        else value.Store((double*)at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Value<T>(T* at) where T : unmanaged => sizeof(T) == sizeof(float) ? *(float*)at : *(double*)at;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetValue<T>(T* at, double value) where T : unmanaged
    {
        if (sizeof(T) == sizeof(float)) *(float*)at = (float)value;
        else *(double*)at = value;
    }
}
