using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Transforms()
    {
        yield return Of(new Fft(FftKind.Fft, [5]), "c64[2,5]");
        yield return Of(new Fft(FftKind.Ifft, [3, 4]), "c64[3,4]");
        yield return Of(new Fft(FftKind.Rfft, [2, 6]), "f32[2,6]");
        yield return Of(new Fft(FftKind.Rfft, [7]), "f32[7]");
        yield return Of(new Fft(FftKind.Irfft, [5]), "c64[2,3]");
        yield return Of(new Fft(FftKind.Irfft, [2, 2, 4]), "c64[2,2,3]");
        yield return Of(new Fft(FftKind.Fft, [37]), "c128[37]");
        yield return Of(new Fft(FftKind.Rfft, [1]), "f64[3,1]");
        yield return Of(new Fft(FftKind.Fft, [0]), "c64[2,0]");
    }
}
