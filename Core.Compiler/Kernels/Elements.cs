using System.Numerics;

namespace Core.Compiler.Kernels;

/// <summary>How elements in memory become numbers to compute with, and back.</summary>
/// <typeparam name="T">What lies in memory.</typeparam>
/// <typeparam name="W">What is computed with.</typeparam>
internal interface IElement<T, W> where T : unmanaged where W : unmanaged
{
    static abstract W Load(T value);
    static abstract T Store(W value);
}

/// <summary>What is to be done for an element type.</summary>
internal interface INumberVisitor<out TResult>
{
    /// <summary>Does it for the types that stand for the element type.</summary>
    /// <typeparam name="T">What lies in memory.</typeparam>
    /// <typeparam name="W">What is computed with.</typeparam>
    /// <typeparam name="C">How one becomes the other.</typeparam>
    TResult Visit<T, W, C>() where T : unmanaged where W : unmanaged, INumberBase<W> where C : struct, IElement<T, W>;
}

/// <summary>What is to be done for a floating-point type that is computed in double.</summary>
internal interface IRealVisitor<out TResult>
{
    TResult Visit<T, C>() where T : unmanaged where C : struct, IElement<T, double>;
}

/// <summary>What is to be done for elements of a size, whatever they are.</summary>
internal interface IWidthVisitor<out TResult>
{
    TResult Visit<T>() where T : unmanaged;
}

/// <summary>The C# types that stand for element types.</summary>
internal static class Elements
{
    /// <summary>Calls the visitor with the types of an element type.</summary>
    /// <param name="dtype">The element type.</param>
    /// <param name="visitor">What is to be done.</param>
    /// <param name="wide">Whether to compute f32 in double.</param>
    public static TResult Visit<TResult, TVisitor>(DType dtype, TVisitor visitor, bool wide = false) where TVisitor : struct, INumberVisitor<TResult> => dtype switch
    {
        DType.Bool => visitor.Visit<byte, int, Truth>(),
        DType.I8 => visitor.Visit<sbyte, sbyte, Same<sbyte>>(),
        DType.I16 => visitor.Visit<short, short, Same<short>>(),
        DType.I32 => visitor.Visit<int, int, Same<int>>(),
        DType.I64 => visitor.Visit<long, long, Same<long>>(),
        DType.U8 => visitor.Visit<byte, byte, Same<byte>>(),
        DType.U16 => visitor.Visit<ushort, ushort, Same<ushort>>(),
        DType.U32 => visitor.Visit<uint, uint, Same<uint>>(),
        DType.U64 => visitor.Visit<ulong, ulong, Same<ulong>>(),
        DType.BF16 => wide ? visitor.Visit<BFloat16, double, WideBrain>() : visitor.Visit<BFloat16, float, Brain>(),
        DType.F16 => wide ? visitor.Visit<Half, double, WideHalf>() : visitor.Visit<Half, float, Halves>(),
        DType.F32 => wide ? visitor.Visit<float, double, WideSingle>() : visitor.Visit<float, float, Same<float>>(),
        DType.F64 => visitor.Visit<double, double, Same<double>>(),
        DType.C64 => visitor.Visit<Complex64, Complex, Complexes>(),
        DType.C128 => visitor.Visit<Complex, Complex, Same<Complex>>(),
        DType.KeyFry or DType.KeyRbg or DType.KeyUrbg => throw new DTypeException($"{dtype.Name} is no number."),
    };

    /// <summary>Calls the visitor with a floating-point type that is computed in double.</summary>
    public static TResult VisitReal<TResult, TVisitor>(DType dtype, TVisitor visitor) where TVisitor : struct, IRealVisitor<TResult> => dtype switch
    {
        DType.BF16 => visitor.Visit<BFloat16, WideBrain>(),
        DType.F16 => visitor.Visit<Half, WideHalf>(),
        DType.F32 => visitor.Visit<float, WideSingle>(),
        DType.F64 => visitor.Visit<double, Same<double>>(),
        _ => throw new DTypeException($"{dtype.Name} is no floating-point type."),
    };

    /// <summary>Calls the visitor with an unsigned integer of the size of an element.</summary>
    public static TResult VisitWidth<TResult, TVisitor>(int bytes, TVisitor visitor) where TVisitor : struct, IWidthVisitor<TResult> => bytes switch
    {
        1 => visitor.Visit<byte>(),
        2 => visitor.Visit<ushort>(),
        4 => visitor.Visit<uint>(),
        8 => visitor.Visit<ulong>(),
        _ => visitor.Visit<UInt128>(),
    };

    internal readonly struct Same<T> : IElement<T, T> where T : unmanaged
    {
        public static T Load(T value) => value;
        public static T Store(T value) => value;
    }

    internal readonly struct Truth : IElement<byte, int>
    {
        public static int Load(byte value) => value;
        public static byte Store(int value) => value != 0 ? (byte)1 : (byte)0;
    }

    internal readonly struct Brain : IElement<BFloat16, float>
    {
        public static float Load(BFloat16 value) => value;
        public static BFloat16 Store(float value) => (BFloat16)value;
    }

    internal readonly struct WideBrain : IElement<BFloat16, double>
    {
        public static double Load(BFloat16 value) => value;
        public static BFloat16 Store(double value) => (BFloat16)value;
    }

    internal readonly struct Halves : IElement<Half, float>
    {
        public static float Load(Half value) => (float)value;
        public static Half Store(float value) => (Half)value;
    }

    internal readonly struct WideHalf : IElement<Half, double>
    {
        public static double Load(Half value) => (double)value;
        public static Half Store(double value) => (Half)value;
    }

    internal readonly struct WideSingle : IElement<float, double>
    {
        public static double Load(float value) => value;
        public static float Store(double value) => (float)value;
    }

    internal readonly struct Complexes : IElement<Complex64, Complex>
    {
        public static Complex Load(Complex64 value) => value;
        public static Complex64 Store(Complex value) => (Complex64)value;
    }
}
