using BenchmarkDotNet.Attributes;
using Core;
using static Core.Np;
using static Core.Transforms;

namespace Benchmarks;

/// <summary>Programs as text: one of 1,000,000 characters, so that a time of t ms is 1000/t MB/s.</summary>
public class TextBenchmarks
{
    private string _text = "";
    private Jaxpr _program = null!;

    [GlobalSetup]
    public void Setup()
    {
        // One layer more until the text is long enough; its steps are of the usual mix.
        int layers = 1_000_000 / (LayersText(100).Length - LayersText(0).Length) * 100;
        _text = LayersText(layers);
        _program = Jaxpr.Parse(_text);
        Console.WriteLine($"// {_text.Length} characters, {_program.Equations.Count} equations");
    }

    [Benchmark]
    public Jaxpr Parse() => Jaxpr.Parse(_text);

    [Benchmark]
    public string Print() => _program.ToString();

    private static string LayersText(int layers) => Trace((w, b, x) =>
    {
        for (int i = 0; i < layers; i++) x = Tanh(Dot(w, x) + b) * 0.5 + Max(x, axis: 0, keepdims: true);
        return x;
    }).ToJaxpr(F32[16, 16], F32[16], F32[16]).ToString();
}
