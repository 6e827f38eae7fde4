using BenchmarkDotNet.Attributes;
using Core;
using static Core.Np;
using static Core.Transforms;

namespace Benchmarks;

/// <summary>From a function to a program, to a mapped program, to a value, for something small.</summary>
public class ProgramBenchmarks
{
    private readonly NdArray _w = Ones([4, 5]), _b = Ones([4]), _xs = Ones([8, 5]);
    private readonly NdArray _x = Ones([8]), _y = Ones([8]);
    private readonly Traced<Func<NdArray, NdArray, NdArray, NdArray>> _neuron = Trace<NdArray>((w, b, x) => Sum(Tanh(Dot(w, x) + b)));
    private Traced<Func<NdArray, NdArray, NdArray, NdArray>> _mapped = null!, _jitted = null!;

    [GlobalSetup]
    public void Setup()
    {
        _mapped = _neuron.Vmap(inAxes: [null, null, 0]);
        _jitted = _mapped.Jit();
    }

    [Benchmark]
    public Jaxpr TraceIt() => _neuron.ToJaxpr(_w, _b, _xs[0]);

    [Benchmark]
    public Jaxpr TraceAndMap() => _mapped.ToJaxpr(_w, _b, _xs);

    [Benchmark]
    public NdArray InvokeMapped() => _mapped.Invoke(_w, _b, _xs);

    [Benchmark]
    public NdArray InvokeJitted() => _jitted.Invoke(_w, _b, _xs);

    [Benchmark]
    public NdArray EagerAdd() => _x + _y;
}
