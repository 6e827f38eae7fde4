namespace Core.Ir.Text;

internal sealed partial class ParamText
{
    public ParamWriter Fft(Fft op, ParamWriter w) => w.Add("fft_lengths", op.Lengths).Add("fft_type", (int)op.Kind);

    private static void AddFft(Dictionary<string, OpReader> readers) => readers["fft"] = p =>
    {
        int kind = p.Int("fft_type");
        return kind is >= 0 and <= (int)FftKind.Irfft
            ? new Fft((FftKind)kind, p.Sizes("fft_lengths"))
            : throw p.Wrong("fft_type", "0, 1, 2 or 3", PythonText.Of(kind));
    };
}
