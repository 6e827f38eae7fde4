using System.Numerics;
using Core.Ir;

namespace Core;

// What the Fourier transforms share: their axes brought to the end, cut or padded, transformed, and brought back.
public static partial class Np
{
    // JAX: _fft_core.
    private static NdArray Transform(string function, FftKind kind, NdArray a, Shape? s, AxisSet? axes, FftNorm? norm)
    {
        ValueArray<int>? given = axes?.Resolve(a.Rank, function);
        int count = given?.Count ?? s?.Rank ?? a.Rank, first = a.Rank - count;
        if (s is { } sizes && (sizes.Rank != count || first < 0 || sizes.Contains(0)))
            throw new ShapeException($"{function}: s must have one positive size per transformed axis, got {sizes} for {a.Type}{(given is { } named ? $" and the axes {named}" : "")}.");
        ValueArray<int> last = [.. Enumerable.Range(first, count)];
        NdArray x = given is { } from ? MoveAxes(a, from, last) : a;
        int[] lengths;
        if (s is { } wanted)
        {
            lengths = [.. wanted];
            int[] shape = [.. x.Shape.Span[..first], .. lengths];
            if (kind is FftKind.Irfft && count > 0) shape[^1] = shape[^1] / 2 + 1;
            x = Resize(x, shape);
        }
        else
        {
            lengths = [.. x.Shape.Span[first..]];
            if (kind is FftKind.Irfft && count > 0) lengths[^1] = Math.Max(0, 2 * (lengths[^1] - 1));
        }
        NdArray result = TransformLast(x, kind, lengths);
        if (norm is { } factor) result = Multiply(result, Factor(factor, result.DType, lengths, isInverse: function[0] is 'I'));
        return given is { } to ? MoveAxes(result, last, to) : result;
    }

    // JAX: _fft_core_nd. The op transforms up to three axes: more are done in turns.
    private static NdArray TransformLast(NdArray x, FftKind kind, ReadOnlySpan<int> lengths)
    {
        if (lengths.Length <= 3) return Lax.Fft(x, kind, ValueArray.Create(lengths));
        int turn = lengths.Length == 4 ? 2 : 3, first = x.Rank - lengths.Length;
        ValueArray<int> source = [.. Enumerable.Range(first, lengths.Length - turn)], destination = [.. source.Select(axis => axis + turn)];
        if (kind is FftKind.Fft or FftKind.Rfft)
        {
            x = MoveAxes(Lax.Fft(x, kind, ValueArray.Create(lengths[^turn..])), source, destination);
            return MoveAxes(TransformLast(x, FftKind.Fft, lengths[..^turn]), destination, source);
        }
        x = TransformLast(MoveAxes(x, source, destination), FftKind.Ifft, lengths[..^turn]);
        return Lax.Fft(MoveAxes(x, destination, source), kind, ValueArray.Create(lengths[^turn..]));
    }

    /// <summary>The array cut, and padded with zeros, at the end of its axes.</summary>
    private static NdArray Resize(NdArray x, int[] shape)
    {
        Ix[] kept = new Ix[shape.Length];
        for (int axis = 0; axis < kept.Length; axis++) kept[axis] = ..Math.Min(shape[axis], x.Shape[axis]);
        x = x[kept];
        return Pad(x, [.. shape.Zip(x.Shape, (wanted, size) => (0, wanted - size))]);
    }

    // JAX: _fft_norm.
    private static NdArray Factor(FftNorm norm, DType dtype, int[] lengths, bool isInverse)
    {
        if (norm is FftNorm.Backward) return Lax.Number(Scalar.Of(1), dtype);
        Shape shape = [lengths.Length];
        NdArray product = Prod(NdArray.Of(dtype switch
        {
            DType.F32 => ArrayData.Create<float>(shape, [.. lengths.Select(length => (float)length)]),
            DType.F64 => ArrayData.Create<double>(shape, [.. lengths.Select(length => (double)length)]),
            DType.C64 => ArrayData.Create<Complex64>(shape, [.. lengths.Select(length => new Complex64(length, 0))]),
            _ => ArrayData.Create<Complex>(shape, [.. lengths.Select(length => new Complex(length, 0))]),
        }));
        if (norm is FftNorm.Ortho) product = Sqrt(product);
        return isInverse ? product : Divide(1, product);
    }

    private static NdArray Shift(string function, NdArray x, AxisSet? axes, Func<int, int> amount)
    {
        ValueArray<int> along = Axes(x, axes, function);
        return Roll(x, [.. along.Select(axis => amount(x.Shape[axis]))], [.. along]);
    }
}
