using BenchmarkDotNet.Attributes;
using Core;
using static Core.Np;

namespace Benchmarks;

/// <summary>The interpreter on arrays of some size: it defines, it does not race, but nobody should have to wait for it.</summary>
public class InterpreterBenchmarks
{
    private NdArray _a = null!, _b = null!, _x = null!;

    [GlobalSetup]
    public void Setup()
    {
        _a = Sin(Arange(512.0 * 512)).Reshape(512, 512);
        _b = Cos(Arange(512.0 * 512)).Reshape(512, 512);
        _x = Arange(1_000_000.0);
    }

    [Benchmark]
    public NdArray Dot512() => Dot(_a, _b);

    [Benchmark]
    public NdArray TanhOfAMillion() => Tanh(_x);

    [Benchmark]
    public NdArray SumOfAMillion() => Sum(_x);

    [Benchmark]
    public NdArray TransposeOf512() => Transpose(_a);
}
