using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Lax
{
    /// <summary>The discrete Fourier transform over the last axes; the numbers are made complex, or floating-point for a real transform.</summary>
    /// <param name="x">The array.</param>
    /// <param name="kind">Which transform.</param>
    /// <param name="lengths">The sizes of the transformed axes, 1 to 3 of the last, for real transforms those on the real side; empty to transform nothing.</param>
    /// <exception cref="ShapeException">The lengths are not the sizes of the last axes.</exception>
    /// <exception cref="DTypeException">The numbers are complex where they should be real.</exception>
    public static NdArray Fft(NdArray x, FftKind kind, ValueArray<int> lengths)
    {
        if (kind is FftKind.Rfft && x.DType.IsComplex) throw new DTypeException($"Fft: only real numbers can be transformed by {kind}, got {x.Type}; take their real part with Real.");
        return Jitted("fft", [(int)kind, .. lengths], args =>
        {
            DType own = args[0].DType, real = Promotion.Inexact(own, TraceScope.UsesX64).RealPart;
            NdArray operand = ConvertElementType(args[0], kind is FftKind.Rfft ? real : real is DType.F64 ? DType.C128 : DType.C64);
            return lengths.Count == 0 ? operand : Bind(new Fft(kind, lengths), operand);
        }, x);
    }
}
