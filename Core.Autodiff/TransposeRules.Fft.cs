using Core.Ir;
using static Core.Autodiff.Formulas;

namespace Core.Autodiff;

internal sealed partial class TransposeRules
{
    // JAX: _fft_transpose_rule.
    public NdArray?[] Fft(Fft op, Pullback args)
    {
        NdArray ct = args.Cotangent;
        double count = op.Lengths.Aggregate(1.0, (product, length) => product * length);
        return Only(op.Kind switch
        {
            FftKind.Fft or FftKind.Ifft => Lax.Bind(op, ct),
            // JAX: _rfft_transpose.
            FftKind.Rfft => Scaled(Lax.Bind(op with { Kind = FftKind.Irfft }, Div(Np.Conj(ct), Multiplicity(ct, op.Lengths[^1]))), count),
            // JAX: _irfft_transpose.
            FftKind.Irfft => FromReal(Lax.Bind(op with { Kind = FftKind.Rfft }, ct)),
        });

        NdArray FromReal(NdArray x) => Np.Conj(Mul(Scaled(Multiplicity(x, op.Lengths[^1]), 1 / count), x));

        static NdArray Scaled(NdArray x, double by) => Mul(Const(x, by), x);
    }

    // How many terms of the whole transform a term of half of it stands for: 2, but 1 for the first, and for the last of an even length.
    private static NdArray Multiplicity(NdArray half, int length)
    {
        int last = half.Rank - 1, count = half.Shape[last];
        NdArray place = Lax.Iota(DType.I32, half.Shape, last), isAlone = Eq(place, Lax.Number(Scalar.Of(0L), DType.I32));
        if (length % 2 == 0) isAlone = Lax.BitwiseOr(isAlone, Eq(place, Lax.Number(Scalar.Of(count - 1L), DType.I32)));
        return Select(isAlone, FullLike(half, 1), FullLike(half, 2));
    }
}
