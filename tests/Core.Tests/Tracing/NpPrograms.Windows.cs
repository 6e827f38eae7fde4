using Core.Ir;
using static Core.Np;

namespace Core.Tests.Tracing;

internal static partial class NpPrograms
{
    private static Dictionary<string, Func<Jaxpr>> Windows => new()
    {
        ["reduce_window sum"] = () => Program(x => Lax.ReduceWindow(x, 0.0, Lax.Add, [2, 3], [1, 2], WindowPadding.Same), X),
        ["reduce_window max"] = () => Program(x => Lax.ReduceWindow(x, -Inf, Lax.Max, [2, 2], [1, 1], WindowPadding.Valid, [2, 1], [1, 2]), X),
        ["reduce_window min"] = () => Program(k => Lax.ReduceWindow(k, Lax.Number(Scalar.Of(127), I8), Lax.Min, [3], [2], WindowPadding.SameLower), K),
        ["reduce_window product"] = () => Program(x => Lax.ReduceWindow(x, 1.0, Lax.Mul, [2, 2], [1, 1], [(1, 0), (0, -1)]), X),
        ["reduce_window of several"] = () => Program(x => Second(Lax.ReduceWindowMany([x, x], [0.0, 1.0], (a, b) => [a[0] + b[0], a[1] * b[1]], [2, 2])), X),
        ["reduce_window twice"] = () => Program(v => Lax.ReduceWindow(v, 1.0, Join, [2]) + Lax.ReduceWindow(v, 1.0, Join, [2]), V),
        ["reduce"] = () => Program(x => Lax.Reduce(x, 2.0, Join, [1]), X),
        ["reduce of several"] = () => Program((x, i) => Second(Lax.ReduceMany([x, i], [0.0, 0], JoinBoth, [0, 1])), X, I32[3, 4]),
        ["reduce that is a product"] = () => Program(x => Lax.Reduce(x, 1.0, Lax.Mul, [0]), X),
        ["reduce that is an or"] = () => Program(m => Lax.Reduce(m, false, Lax.BitwiseOr, [0]), M),
        ["conv"] = () => Program((a, k) => Lax.Conv(a, k, [1, 2], WindowPadding.Same), F32[2, 3, 8, 8], F32[4, 3, 3, 3]),
        ["conv_general_dilated"] = () => Program(
            (a, k) => Lax.ConvGeneralDilated(a, k, [1, 1], [(1, 2), (0, -1)], [2, 1], [1, 2], ("NHWC", "HWIO", "NHWC"), 2, 1, DotPrecision.Highest, F32),
            F32[2, 8, 8, 6], F32[3, 3, 3, 4]),
        ["conv of letters in another order"] = () => Program(
            (a, k) => Lax.ConvGeneralDilated(a, k, [1, 2], WindowPadding.Valid, dimensionNumbers: ("CWNH", "OHIW", "HNWC")), F32[3, 8, 2, 7], F32[4, 3, 3, 2]),
        ["conv_transpose"] = () => Program((a, k) => Lax.ConvTranspose(a, k, [2, 3], WindowPadding.Same), F32[2, 8, 8, 3], F32[3, 2, 3, 4]),
        ["conv_transpose valid"] = () => Program((a, k) => Lax.ConvTranspose(a, k, [2], WindowPadding.Valid, transposeKernel: true), F32[2, 8, 3], F32[3, 4, 3]),
        ["conv_transpose of amounts"] = () => Program((a, k) => Lax.ConvTranspose(a, k, [2], [(1, 1)], rhsDilation: [2]), F32[2, 8, 3], F32[3, 3, 4]),
        ["conv_transpose of consistent amounts"] = () => Program((a, k) => Lax.ConvTranspose(a, k, [2], [(1, 0)], useConsistentPadding: true), F32[2, 8, 3], F32[3, 3, 4]),
        ["convolve"] = () => Program((a, b) => Convolve(a, b), F32[5], F32[3]),
        ["convolve same"] = () => Program((a, b) => Convolve(a, b, ConvolveMode.Same), F32[3], F32[5]),
        ["convolve of ints"] = () => Program((a, b) => Convolve(a, b, ConvolveMode.Valid, I32), I8[5], I8[3]),
        ["correlate"] = () => Program((a, b) => Correlate(a, b), F32[5], F32[3]),
        ["correlate full"] = () => Program((a, b) => Correlate(a, b, ConvolveMode.Full), F32[3], F32[5]),
        ["correlate of types"] = () => Program((a, b) => Correlate(a, b, ConvolveMode.Same), I32[5], Z),
        ["ragged_dot"] = () => Program((a, b, g) => Lax.RaggedDot(a, b, g, preferredElementType: F32), F32[6, 3], F32[2, 3, 4], I32[2]),
        ["ragged_dot contracted"] = () => Program((a, b, g) => Lax.RaggedDotGeneral(a, b, g, new(new([1], [0]), 1)), F32[6, 3], F32[3, 4], I32[2]),
    };

    private static Dictionary<string, Func<Jaxpr>> FourierTransforms => new()
    {
        ["fft"] = () => Program(x => Fft(x), X),
        ["fft of ints"] = () => Program(i => Fft(i), I),
        ["fft padded"] = () => Program(x => Fft(x, n: 6, axis: 0), X),
        ["fft cut"] = () => Program(x => Fft(x, n: 2, norm: FftNorm.Ortho), X),
        ["ifft"] = () => Program(z => Ifft(z, norm: FftNorm.Forward), Z),
        ["rfft"] = () => Program(x => Rfft(x, norm: FftNorm.Forward), X),
        ["irfft"] = () => Program(z => Irfft(z), Z),
        ["irfft odd"] = () => Program(z => Irfft(z, n: 5, norm: FftNorm.Ortho), Z),
        ["fft2"] = () => Program(a => Fft2(a, axes: [0, 1]), C64[2, 3, 4]),
        ["ifft2"] = () => Program(a => Ifft2(a), C64[2, 3, 4]),
        ["rfft2"] = () => Program(a => Rfft2(a, s: [4, 3]), F32[2, 3, 4]),
        ["irfft2"] = () => Program(a => Irfft2(a, norm: FftNorm.Backward), C64[2, 3, 4]),
        ["fftn"] = () => Program(a => Fftn(a, s: [2, 6], axes: [2, 0]), F32[3, 4, 5]),
        ["fftn of four axes"] = () => Program(a => Fftn(a), F32[2, 3, 4, 5]),
        ["ifftn"] = () => Program(a => Ifftn(a, s: [3, 3]), C64[2, 3, 4]),
        ["rfftn"] = () => Program(a => Rfftn(a, norm: FftNorm.Backward), F32[2, 3, 4]),
        ["irfftn of five axes"] = () => Program(a => Irfftn(a), C64[2, 2, 2, 2, 3]),
        ["hfft"] = () => Program(z => Hfft(z), Z),
        ["ihfft"] = () => Program(x => Ihfft(x), X),
        ["fftfreq"] = () => Program(() => Fftfreq(5, 0.5)),
        ["rfftfreq"] = () => Program(() => Rfftfreq(6, 2.0)),
        ["fftshift"] = () => Program(x => Fftshift(x), X),
        ["fftshift of an empty axis"] = () => Program(a => Fftshift(a), F32[0, 5]),
        ["ifftshift"] = () => Program(x => Ifftshift(x, axes: 1), X),
    };

    private static NdArray Join(NdArray a, NdArray b) => a * b;

    private static NdArray[] JoinBoth(NdArray[] a, NdArray[] b) => [a[0] + b[0], a[1] | b[1]];

    private static NdArray Second(NdArray[] results) => results[1];
}
