using System.Numerics;
using System.Runtime.CompilerServices;
using Core.Kernels;

namespace Core.Compiler.Kernels;

/// <summary>How two numbers become one.</summary>
internal interface IFold<W> where W : unmanaged
{
    /// <summary>What changes nothing, in an element type.</summary>
    static abstract W Identity(DType dtype);

    /// <summary>One number of two.</summary>
    static abstract W Apply(W a, W b);

    /// <summary>Which of those that vectors have it is.</summary>
    static virtual FoldKind Kind => FoldKind.Other;
}

/// <summary>Folds that there are loops over vectors for.</summary>
internal enum FoldKind
{
    /// <summary>None of them.</summary>
    Other,

    /// <summary>The sum.</summary>
    Sum,

    /// <summary>The product.</summary>
    Product,

    /// <summary>The larger.</summary>
    Largest,

    /// <summary>The smaller.</summary>
    Smallest,
}

/// <summary>The ways in which numbers are put together.</summary>
internal static class Folds
{
    internal readonly struct Sum<W> : IFold<W> where W : unmanaged, INumberBase<W>
    {
        public static FoldKind Kind => FoldKind.Sum;

        public static W Identity(DType dtype) => W.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static W Apply(W a, W b) => unchecked(a + b);
    }

    internal readonly struct Difference<W> : IFold<W> where W : unmanaged, INumberBase<W>
    {
        public static W Identity(DType dtype) => W.Zero;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static W Apply(W a, W b) => unchecked(a - b);
    }

    internal readonly struct Product<W> : IFold<W> where W : unmanaged, INumberBase<W>
    {
        public static FoldKind Kind => FoldKind.Product;

        public static W Identity(DType dtype) => W.One;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static W Apply(W a, W b) => typeof(W) == typeof(Complex)
            ? Unsafe.BitCast<Complex, W>(SpecialFunctions.Multiply(Unsafe.BitCast<W, Complex>(a), Unsafe.BitCast<W, Complex>(b)))
            : unchecked(a * b);
    }

    internal readonly struct Largest<W> : IFold<W> where W : unmanaged, INumberBase<W>
    {
        public static FoldKind Kind => FoldKind.Largest;

        public static W Identity(DType dtype) => Extreme<W>(dtype, smallest: true);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static W Apply(W a, W b) => Max(a, b);
    }

    internal readonly struct Smallest<W> : IFold<W> where W : unmanaged, INumberBase<W>
    {
        public static FoldKind Kind => FoldKind.Smallest;

        public static W Identity(DType dtype) => Extreme<W>(dtype, smallest: false);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static W Apply(W a, W b) => Min(a, b);
    }

    /// <summary>The second of two.</summary>
    internal readonly struct Second<W> : IFold<W> where W : unmanaged
    {
        public static W Identity(DType dtype) => default;

        public static W Apply(W a, W b) => b;
    }

    /// <summary>log(eᵃ + eᵇ) = max + log1p(e^−|a − b|); −∞ is the sum of nothing.</summary>
    internal readonly struct LogSumExp : IFold<double>
    {
        public static double Identity(DType dtype) => double.NegativeInfinity;

        public static double Apply(double a, double b)
        {
            double larger = Math.Max(a, b);
            return double.IsInfinity(larger) || double.IsNaN(larger) ? larger : larger + SpecialFunctions.Log1p(Math.Exp(-Math.Abs(a - b)));
        }
    }

    /// <summary>The least or the greatest number of an element type.</summary>
    private static W Extreme<W>(DType dtype, bool smallest) where W : unmanaged, INumberBase<W>
    {
        int bits = dtype.BitWidth;
        return dtype.Kind switch
        {
            DTypeKind.Float => W.CreateTruncating(smallest ? double.NegativeInfinity : double.PositiveInfinity),
            DTypeKind.Complex => Unsafe.BitCast<Complex, W>(new(smallest ? double.NegativeInfinity : double.PositiveInfinity, 0)),
            DTypeKind.Unsigned => W.CreateTruncating(smallest ? 0UL : ulong.MaxValue >> (64 - bits)),
            DTypeKind.Signed => W.CreateTruncating(smallest ? long.MinValue >> (64 - bits) : long.MaxValue >> (64 - bits)),
            DTypeKind.Bool => smallest ? W.Zero : W.One,
            DTypeKind.Key => throw new DTypeException($"{dtype.Name} is no number."),
        };
    }

    /// <summary>The larger number; NaN where one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Max<W>(W a, W b) where W : unmanaged
    {
        if (typeof(W) == typeof(float)) return Unsafe.BitCast<float, W>(float.Max(Unsafe.BitCast<W, float>(a), Unsafe.BitCast<W, float>(b)));
        if (typeof(W) == typeof(double)) return Unsafe.BitCast<double, W>(double.Max(Unsafe.BitCast<W, double>(a), Unsafe.BitCast<W, double>(b)));
        if (typeof(W) == typeof(Complex)) return Greater(Unsafe.BitCast<W, Complex>(a), Unsafe.BitCast<W, Complex>(b)) ? a : b;
        return Comparer<W>.Default.Compare(a, b) >= 0 ? a : b;
    }

    /// <summary>The smaller number; NaN where one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static W Min<W>(W a, W b) where W : unmanaged
    {
        if (typeof(W) == typeof(float)) return Unsafe.BitCast<float, W>(float.Min(Unsafe.BitCast<W, float>(a), Unsafe.BitCast<W, float>(b)));
        if (typeof(W) == typeof(double)) return Unsafe.BitCast<double, W>(double.Min(Unsafe.BitCast<W, double>(a), Unsafe.BitCast<W, double>(b)));
        if (typeof(W) == typeof(Complex)) return Greater(Unsafe.BitCast<W, Complex>(b), Unsafe.BitCast<W, Complex>(a)) ? a : b;
        return Comparer<W>.Default.Compare(a, b) <= 0 ? a : b;
    }

    /// <summary>Whether a number is larger than another; false for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsGreater<W>(W a, W b) where W : unmanaged
    {
        if (typeof(W) == typeof(float)) return Unsafe.BitCast<W, float>(a) > Unsafe.BitCast<W, float>(b);
        if (typeof(W) == typeof(double)) return Unsafe.BitCast<W, double>(a) > Unsafe.BitCast<W, double>(b);
        return Comparer<W>.Default.Compare(a, b) > 0;
    }

    private static bool Greater(Complex x, Complex y) => x.Real > y.Real || (x.Real == y.Real && x.Imaginary > y.Imaginary);
}
