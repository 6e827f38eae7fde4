using System.Numerics;

namespace Core.Interpreter;

/// <summary>
/// Elements in the widest type of their kind, in which the rules compute: floating-point in double, integers in 64 bits, complex in two
/// doubles. Storing a result rounds it once, or wraps it around.
/// </summary>
internal static class Wide
{
    /// <summary>Floating-point elements.</summary>
    public static double[] Reals(ArrayData x)
    {
        double[] wide = new double[x.Count];
        switch (x.DType)
        {
            case DType.BF16: Load(x.AsSpan<BFloat16>(), wide, v => v); break;
            case DType.F16: Load(x.AsSpan<Half>(), wide, v => (double)v); break;
            case DType.F32: Load(x.AsSpan<float>(), wide, v => v); break;
            default: x.AsSpan<double>().CopyTo(wide); break;
        }
        return wide;
    }

    /// <summary>An array of floating-point elements.</summary>
    public static ArrayData FromReals(DType dtype, Shape shape, double[] wide)
    {
        ArrayStorage storage = ArrayData.Allocate(dtype, shape);
        switch (dtype)
        {
            case DType.BF16: Load(wide, storage.AsSpan<BFloat16>(), v => (BFloat16)v); break;
            case DType.F16: Load(wide, storage.AsSpan<Half>(), v => (Half)v); break;
            case DType.F32: Load(wide, storage.AsSpan<float>(), v => (float)v); break;
            default: wide.CopyTo(storage.AsSpan<double>()); break;
        }
        return new(dtype, shape, storage);
    }

    /// <summary>Complex elements.</summary>
    public static Complex[] Complexes(ArrayData x)
    {
        if (x.DType is DType.C128) return x.AsSpan<Complex>().ToArray();
        Complex[] wide = new Complex[x.Count];
        Load(x.AsSpan<Complex64>(), wide, v => v);
        return wide;
    }

    /// <summary>An array of complex elements.</summary>
    public static ArrayData FromComplexes(DType dtype, Shape shape, Complex[] wide)
    {
        if (dtype is DType.C128) return ArrayData.Create<Complex>(shape, wide);
        ArrayStorage storage = ArrayData.Allocate(dtype, shape);
        Load(wide, storage.AsSpan<Complex64>(), v => (Complex64)v);
        return new(dtype, shape, storage);
    }

    /// <summary>Elements of a signed integer type, or truth values.</summary>
    public static long[] Signed(ArrayData x)
    {
        long[] wide = new long[x.Count];
        switch (x.DType)
        {
            case DType.Bool: Load(x.AsSpan<bool>(), wide, v => v ? 1 : 0); break;
            case DType.I8: Load(x.AsSpan<sbyte>(), wide, v => v); break;
            case DType.I16: Load(x.AsSpan<short>(), wide, v => v); break;
            case DType.I32: Load(x.AsSpan<int>(), wide, v => v); break;
            default: x.AsSpan<long>().CopyTo(wide); break;
        }
        return wide;
    }

    /// <summary>Elements of an unsigned integer type.</summary>
    public static ulong[] Unsigned(ArrayData x)
    {
        ulong[] wide = new ulong[x.Count];
        switch (x.DType)
        {
            case DType.U8: Load(x.AsSpan<byte>(), wide, v => v); break;
            case DType.U16: Load(x.AsSpan<ushort>(), wide, v => v); break;
            case DType.U32: Load(x.AsSpan<uint>(), wide, v => v); break;
            default: x.AsSpan<ulong>().CopyTo(wide); break;
        }
        return wide;
    }

    /// <summary>An array of integers, wrapped around to the width of the type.</summary>
    public static ArrayData FromIntegers<T>(DType dtype, Shape shape, T[] wide) where T : IBinaryInteger<T>
    {
        ArrayStorage storage = ArrayData.Allocate(dtype, shape);
        switch (dtype)
        {
            case DType.Bool: Load(wide, storage.AsSpan<bool>(), v => !T.IsZero(v)); break;
            case DType.I8: Load(wide, storage.AsSpan<sbyte>(), sbyte.CreateTruncating); break;
            case DType.I16: Load(wide, storage.AsSpan<short>(), short.CreateTruncating); break;
            case DType.I32: Load(wide, storage.AsSpan<int>(), int.CreateTruncating); break;
            case DType.I64: Load(wide, storage.AsSpan<long>(), long.CreateTruncating); break;
            case DType.U8: Load(wide, storage.AsSpan<byte>(), byte.CreateTruncating); break;
            case DType.U16: Load(wide, storage.AsSpan<ushort>(), ushort.CreateTruncating); break;
            case DType.U32: Load(wide, storage.AsSpan<uint>(), uint.CreateTruncating); break;
            default: Load(wide, storage.AsSpan<ulong>(), ulong.CreateTruncating); break;
        }
        return new(dtype, shape, storage);
    }

    private static void Load<TFrom, TTo>(ReadOnlySpan<TFrom> from, Span<TTo> to, Func<TFrom, TTo> convert)
    {
        for (int i = 0; i < to.Length; i++) to[i] = convert(from[i]);
    }
}
