using static Core.Ir.Typing;

namespace Core.Ir;

/// <summary>The discrete Fourier transforms.</summary>
public enum FftKind
{
    /// <summary>Complex numbers to complex numbers.</summary>
    Fft,
    /// <summary>Back from what <see cref="Fft"/> gives, divided by the number of elements.</summary>
    Ifft,
    /// <summary>Real numbers to the first half of what <see cref="Fft"/> gives; the second half mirrors it.</summary>
    Rfft,
    /// <summary>Back from what <see cref="Rfft"/> gives, divided by the number of elements.</summary>
    Irfft,
}

/// <summary>The discrete Fourier transform over the last axes.</summary>
/// <param name="Kind">Which transform.</param>
/// <param name="Lengths">The sizes of the transformed axes, for real transforms those on the real side.</param>
public sealed record Fft(FftKind Kind, ValueArray<int> Lengths) : Op
{
    /// <inheritdoc/>
    public override string Name => "fft";

    /// <inheritdoc/>
    public override ValueArray<ArrayType> Infer(ReadOnlySpan<ArrayType> inputs)
    {
        CheckArity(this, inputs, 1);
        ArrayType x = inputs[0];
        bool real = Kind is FftKind.Rfft;
        if (real ? x.DType is not (DType.F32 or DType.F64) : !x.DType.IsComplex)
            throw new DTypeException($"fft: the operand must be {(real ? "f32 or f64" : "complex")} for {Kind}, got {x}; convert it with AsType.");
        if (Lengths.Count is 0 or > 3) throw new ShapeException($"fft: fft_lengths must name 1 to 3 axes, got {Lengths}.");
        if (Lengths.Count > x.Rank) throw new ShapeException($"fft: fft_lengths {Lengths} must not be more than the axes of {x}.");

        int first = x.Rank - Lengths.Count, last = Lengths[^1];
        ReadOnlySpan<int> expected = Kind is FftKind.Irfft ? [.. Lengths.Span[..^1], last / 2 + 1] : Lengths.Span;
        if (!x.Shape.Span[first..].SequenceEqual(expected))
            throw new ShapeException($"fft: the last axes of the operand must be {ValueArray.Create(expected)} for {Kind} of fft_lengths {Lengths}, got {x}.");
        return [Kind switch
        {
            FftKind.Fft or FftKind.Ifft => x,
            FftKind.Rfft => new(x.DType is DType.F64 ? DType.C128 : DType.C64, x.Shape.With(x.Rank - 1, last / 2 + 1), x.Weak),
            FftKind.Irfft => new(x.DType.RealPart, x.Shape.With(x.Rank - 1, last), x.Weak),
        }];
    }

    /// <inheritdoc/>
    public override TResult Accept<TArg, TResult>(IOpRules<TArg, TResult> rules, TArg arg) => rules.Fft(this, arg);
}
