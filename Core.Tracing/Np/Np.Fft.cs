using Core.Ir;

namespace Core;

/// <summary>How a Fourier transform and its inverse share the factor 1 / n.</summary>
public enum FftNorm
{
    /// <summary>The inverse has it.</summary>
    Backward,
    /// <summary>Both have its square root.</summary>
    Ortho,
    /// <summary>The transform has it.</summary>
    Forward,
}

public static partial class Np
{
    /// <summary>The transform along an axis.</summary>
    /// <param name="a">The array.</param>
    /// <param name="n">To how many elements to cut or pad the axis first.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="norm">Who has the factor 1 / n; the inverse by default.</param>
    public static NdArray Fft(NdArray a, int? n = null, int axis = -1, FftNorm? norm = null) => Transform("Fft", FftKind.Fft, a, Sizes(n), [axis], norm);

    /// <summary>The inverse transform along an axis.</summary>
    /// <inheritdoc cref="Fft"/>
    public static NdArray Ifft(NdArray a, int? n = null, int axis = -1, FftNorm? norm = null) => Transform("Ifft", FftKind.Ifft, a, Sizes(n), [axis], norm);

    /// <summary>The transform of real numbers along an axis: its first half, which the second mirrors.</summary>
    /// <inheritdoc cref="Fft"/>
    public static NdArray Rfft(NdArray a, int? n = null, int axis = -1, FftNorm? norm = null) => Transform("Rfft", FftKind.Rfft, a, Sizes(n), [axis], norm);

    /// <summary>The inverse of <see cref="Rfft"/>, to an even number of elements by default.</summary>
    /// <inheritdoc cref="Fft"/>
    public static NdArray Irfft(NdArray a, int? n = null, int axis = -1, FftNorm? norm = null) => Transform("Irfft", FftKind.Irfft, a, Sizes(n), [axis], norm);

    /// <summary>The transform over two axes.</summary>
    /// <param name="a">The array.</param>
    /// <param name="s">To how many elements to cut or pad the axes first.</param>
    /// <param name="axes">The axes; the last two by default.</param>
    /// <param name="norm">Who has the factor 1 / n; the inverse by default.</param>
    public static NdArray Fft2(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Fft2", FftKind.Fft, a, s, Two("Fft2", axes), norm);

    /// <summary>The inverse transform over two axes.</summary>
    /// <inheritdoc cref="Fft2"/>
    public static NdArray Ifft2(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Ifft2", FftKind.Ifft, a, s, Two("Ifft2", axes), norm);

    /// <summary>The transform of real numbers over two axes, of the last of them its first half.</summary>
    /// <inheritdoc cref="Fft2"/>
    public static NdArray Rfft2(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Rfft2", FftKind.Rfft, a, s, Two("Rfft2", axes), norm);

    /// <summary>The inverse of <see cref="Rfft2"/>.</summary>
    /// <inheritdoc cref="Fft2"/>
    public static NdArray Irfft2(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Irfft2", FftKind.Irfft, a, s, Two("Irfft2", axes), norm);

    /// <summary>The transform over some axes.</summary>
    /// <param name="a">The array.</param>
    /// <param name="s">To how many elements to cut or pad the axes first.</param>
    /// <param name="axes">The axes; all by default, or the last as many as <paramref name="s"/> has entries.</param>
    /// <param name="norm">Who has the factor 1 / n; the inverse by default.</param>
    public static NdArray Fftn(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Fftn", FftKind.Fft, a, s, axes, norm);

    /// <summary>The inverse transform over some axes.</summary>
    /// <inheritdoc cref="Fftn"/>
    public static NdArray Ifftn(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Ifftn", FftKind.Ifft, a, s, axes, norm);

    /// <summary>The transform of real numbers over some axes, of the last of them its first half.</summary>
    /// <inheritdoc cref="Fftn"/>
    public static NdArray Rfftn(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Rfftn", FftKind.Rfft, a, s, axes, norm);

    /// <summary>The inverse of <see cref="Rfftn"/>.</summary>
    /// <inheritdoc cref="Fftn"/>
    public static NdArray Irfftn(NdArray a, Shape? s = null, AxisSet? axes = null, FftNorm? norm = null) => Transform("Irfftn", FftKind.Irfft, a, s, axes, norm);

    /// <summary>The transform of numbers whose second half mirrors the first, of which only that is given: real numbers.</summary>
    /// <inheritdoc cref="Fft"/>
    public static NdArray Hfft(NdArray a, int? n = null, int axis = -1, FftNorm? norm = null)
    {
        NdArray conjugate = Conj(a);
        int count = n ?? 2 * (a.Shape[Lax.Canonical(axis, a.Rank, "Hfft")] - 1);
        return Multiply(Transform("Hfft", FftKind.Irfft, conjugate, Sizes(n), [axis], norm), count);
    }

    /// <summary>The inverse of <see cref="Hfft"/>.</summary>
    /// <inheritdoc cref="Fft"/>
    public static NdArray Ihfft(NdArray a, int? n = null, int axis = -1, FftNorm? norm = null)
    {
        int count = n ?? a.Shape[Lax.Canonical(axis, a.Rank, "Ihfft")];
        return Multiply(Conj(Transform("Ihfft", FftKind.Rfft, a, Sizes(n), [axis], norm)), 1.0 / count);
    }

    /// <summary>The frequencies of what a transform of n elements gives: 0, 1, … and then the negative ones, by d · n.</summary>
    /// <param name="n">How many elements.</param>
    /// <param name="d">How far apart they lie.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Fftfreq(int n, double d = 1, DType? dtype = null)
    {
        DType type = dtype ?? DefaultFloat, computation = Inexact(type);
        NdArray index = Add(Lax.Iota(computation, [Count(n)], 0), n / 2);
        NdArray frequency = Subtract(Remainder(index, n), n / 2);
        return Lax.ConvertElementType(Lax.Div(frequency, Lax.Number(Scalar.Of(d * n), computation)), type);
    }

    /// <summary>The frequencies of what a transform of n real numbers gives: 0, 1, …, n / 2, by d · n.</summary>
    /// <param name="n">How many elements.</param>
    /// <param name="d">How far apart they lie.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Rfftfreq(int n, double d = 1, DType? dtype = null)
    {
        DType type = dtype ?? DefaultFloat;
        return Divide(Lax.Iota(type, [Count(n) / 2 + 1], 0), Lax.Number(Scalar.Of(d * n), type));
    }

    /// <summary>The array with the frequency 0 in the middle: the two halves of some axes exchanged, of all by default.</summary>
    public static NdArray Fftshift(NdArray x, AxisSet? axes = null) => Shift("Fftshift", x, axes, size => size / 2);

    /// <summary>The inverse of <see cref="Fftshift"/>.</summary>
    public static NdArray Ifftshift(NdArray x, AxisSet? axes = null) => Shift("Ifftshift", x, axes, size => -(size / 2));

    private static Shape? Sizes(int? n) => n is { } size ? [size] : null;

    private static AxisSet Two(string function, AxisSet? axes)
    {
        AxisSet two = axes ?? [-2, -1];
        return two.Count() == 2 ? two : throw new ShapeException($"{function}: transforms two axes, got {two.Count()}; use {function[..^1]}n for any number.");
    }

    private static int Count(int n) => n >= 0 ? n : throw new ShapeException($"Fft: a number of elements must not be negative, got {n}.");
}
