using System.Numerics;

namespace Core.Compiler.Contraction;

/// <summary>Copies elements from one row to another, converting them.</summary>
/// <param name="source">The first element.</param>
/// <param name="sourceStride">Bytes from one to the next.</param>
/// <param name="target">Where the first one is written.</param>
/// <param name="targetStride">Bytes from one to the next.</param>
/// <param name="count">How many.</param>
/// <param name="extra">Bytes from the first to the second place that an element is written to, where there are two.</param>
internal unsafe delegate void ElementRow(byte* source, long sourceStride, byte* target, long targetStride, long count, long extra);

/// <summary>The loops that convert elements for a contraction and its results back.</summary>
internal static unsafe class ElementRows
{
    private interface IConvert<TFrom, TTo>
    {
        static abstract TTo Convert(TFrom value);
    }

    /// <summary>The loop that makes one type of another; integers wrap around, floating-point numbers saturate to integers.</summary>
    /// <param name="from">The type of the source.</param>
    /// <param name="to">The type of the target: complex for a source that is complex.</param>
    public static ElementRow Between(DType from, DType to) =>
        from.ByteSize == to.ByteSize && (from == to || (from.IsInteger && to.IsInteger)) ? Copy(from.ByteSize) : Converting(from, to);

    private static ElementRow Converting(DType from, DType to) => to switch
    {
        DType.F32 => From<float>(from),
        DType.F64 => From<double>(from),
        DType.BF16 => from is DType.F64 ? Row<double, BFloat16, ToBFloat16> : Row<float, BFloat16, ToBFloat16>,
        DType.F16 => from is DType.F64 ? Row<double, Half, Number<double, Half>> : Row<float, Half, Number<float, Half>>,
        DType.Bool => from switch
        {
            DType.F64 => Row<double, bool, ToBool<double>>,
            DType.F32 => Row<float, bool, ToBool<float>>,
            _ => Row<int, bool, ToBool<int>>,
        },
        DType.I8 => Narrow<sbyte>(from),
        DType.U8 => Narrow<byte>(from),
        DType.I16 => Narrow<short>(from),
        DType.U16 => Narrow<ushort>(from),
        DType.I32 or DType.U32 when from.IsInteger || from is DType.Bool => Wide<int>(from),
        DType.I64 or DType.U64 when from.IsInteger || from is DType.Bool => Wide<long>(from),
        DType.I32 => Narrow<int>(from),
        DType.U32 => Narrow<uint>(from),
        DType.I64 => Narrow<long>(from),
        DType.U64 => Narrow<ulong>(from),
        DType.C64 => from is DType.C128 ? Row<Complex, Complex64, ToComplex> : Row<float, Complex64, ToComplex>,
        DType.C128 => from is DType.C64 ? Row<Complex64, Complex, ToComplex> : Row<double, Complex, ToComplex>,
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new UnsupportedException("A contraction has no random keys."),
    };

    /// <summary>The loop that writes a complex number x + iy twice, as x, y and as −y, x: a 2×2 block with which real numbers multiply as complex ones do.</summary>
    /// <param name="dtype">The complex type.</param>
    public static ElementRow Blocks(DType dtype) => dtype is DType.C64 ? ComplexBlocks<float> : ComplexBlocks<double>;

    /// <summary>The loop that writes a complex number x + iy as x, −y and as y, x: two rows that a column of a pair is multiplied with.</summary>
    /// <param name="dtype">The complex type.</param>
    public static ElementRow Rows(DType dtype) => dtype is DType.C64 ? ComplexRows<float> : ComplexRows<double>;

    private static ElementRow Copy(int bytes) => bytes switch
    {
        1 => CopyRow<byte>,
        2 => CopyRow<ushort>,
        4 => CopyRow<uint>,
        8 => CopyRow<ulong>,
        _ => CopyRow<UInt128>,
    };

    private static ElementRow From<TTo>(DType from) where TTo : unmanaged, INumberBase<TTo> => from switch
    {
        DType.Bool or DType.U8 => Row<byte, TTo, Number<byte, TTo>>,
        DType.I8 => Row<sbyte, TTo, Number<sbyte, TTo>>,
        DType.I16 => Row<short, TTo, Number<short, TTo>>,
        DType.U16 => Row<ushort, TTo, Number<ushort, TTo>>,
        DType.I32 => Row<int, TTo, Number<int, TTo>>,
        DType.U32 => Row<uint, TTo, Number<uint, TTo>>,
        DType.I64 => Row<long, TTo, Number<long, TTo>>,
        DType.U64 => Row<ulong, TTo, Number<ulong, TTo>>,
        DType.BF16 => Row<BFloat16, TTo, FromBFloat16<TTo>>,
        DType.F16 => Row<Half, TTo, Number<Half, TTo>>,
        DType.F32 => Row<float, TTo, Number<float, TTo>>,
        DType.F64 => Row<double, TTo, Number<double, TTo>>,
        DType.C64 or DType.C128 or DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new UnsupportedException($"{from.Name} is no real number."),
    };

    private static ElementRow Wide<TTo>(DType from) where TTo : unmanaged, INumberBase<TTo> => from switch
    {
        DType.Bool or DType.U8 => Row<byte, TTo, Wrap<byte, TTo>>,
        DType.I8 => Row<sbyte, TTo, Wrap<sbyte, TTo>>,
        DType.I16 => Row<short, TTo, Wrap<short, TTo>>,
        DType.U16 => Row<ushort, TTo, Wrap<ushort, TTo>>,
        DType.I32 => Row<int, TTo, Wrap<int, TTo>>,
        DType.U32 => Row<uint, TTo, Wrap<uint, TTo>>,
        _ => Row<long, TTo, Wrap<long, TTo>>,
    };

    // From the types that are computed in.
    private static ElementRow Narrow<TTo>(DType from) where TTo : unmanaged, INumberBase<TTo> => from switch
    {
        DType.F32 => Row<float, TTo, Number<float, TTo>>,
        DType.F64 => Row<double, TTo, Number<double, TTo>>,
        DType.I32 => Row<int, TTo, Wrap<int, TTo>>,
        _ => Row<long, TTo, Wrap<long, TTo>>,
    };

    private static void Row<TFrom, TTo, TConvert>(byte* source, long sourceStride, byte* target, long targetStride, long count, long extra)
        where TFrom : unmanaged where TTo : unmanaged where TConvert : IConvert<TFrom, TTo>
    {
        for (long i = 0; i < count; i++)
        {
            *(TTo*)target = TConvert.Convert(*(TFrom*)source);
            source += sourceStride;
            target += targetStride;
        }
    }

    private static void CopyRow<T>(byte* source, long sourceStride, byte* target, long targetStride, long count, long extra) where T : unmanaged
    {
        if (sourceStride == sizeof(T) && targetStride == sizeof(T))
        {
            Buffer.MemoryCopy(source, target, count * sizeof(T), count * sizeof(T));
            return;
        }
        for (long i = 0; i < count; i++)
        {
            *(T*)target = *(T*)source;
            source += sourceStride;
            target += targetStride;
        }
    }

    private static void ComplexBlocks<T>(byte* source, long sourceStride, byte* target, long targetStride, long count, long extra) where T : unmanaged, INumberBase<T>
    {
        for (long i = 0; i < count; i++)
        {
            T* z = (T*)source, first = (T*)target, second = (T*)(target + extra);
            (first[0], first[1]) = (z[0], z[1]);
            (second[0], second[1]) = (-z[1], z[0]);
            source += sourceStride;
            target += targetStride;
        }
    }

    private static void ComplexRows<T>(byte* source, long sourceStride, byte* target, long targetStride, long count, long extra) where T : unmanaged, INumberBase<T>
    {
        for (long i = 0; i < count; i++)
        {
            T* z = (T*)source, first = (T*)target, second = (T*)(target + extra);
            (first[0], first[1]) = (z[0], -z[1]);
            (second[0], second[1]) = (z[1], z[0]);
            source += sourceStride;
            target += targetStride;
        }
    }

    private readonly struct Number<TFrom, TTo> : IConvert<TFrom, TTo> where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo>
    {
        public static TTo Convert(TFrom value) => TTo.CreateSaturating(value);
    }

    private readonly struct Wrap<TFrom, TTo> : IConvert<TFrom, TTo> where TFrom : INumberBase<TFrom> where TTo : INumberBase<TTo>
    {
        public static TTo Convert(TFrom value) => TTo.CreateTruncating(value);
    }

    private readonly struct FromBFloat16<TTo> : IConvert<BFloat16, TTo> where TTo : INumberBase<TTo>
    {
        public static TTo Convert(BFloat16 value) => TTo.CreateSaturating((float)value);
    }

    private readonly struct ToBFloat16 : IConvert<float, BFloat16>, IConvert<double, BFloat16>
    {
        public static BFloat16 Convert(float value) => (BFloat16)value;

        public static BFloat16 Convert(double value) => (BFloat16)value;
    }

    private readonly struct ToBool<TFrom> : IConvert<TFrom, bool> where TFrom : INumberBase<TFrom>
    {
        public static bool Convert(TFrom value) => !TFrom.IsZero(value);
    }

    private readonly struct ToComplex : IConvert<float, Complex64>, IConvert<double, Complex>, IConvert<Complex64, Complex>, IConvert<Complex, Complex64>
    {
        public static Complex64 Convert(float value) => (Complex64)new Complex(value, 0);

        public static Complex Convert(double value) => new(value, 0);

        public static Complex Convert(Complex64 value) => value;

        public static Complex64 Convert(Complex value) => (Complex64)value;
    }
}
