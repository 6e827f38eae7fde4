using BenchmarkDotNet.Attributes;
using Core;
using static Core.Np;
using static Core.Transforms;

namespace Benchmarks;

/// <summary>What a call of compiled code costs on arrays so small that nothing else matters.</summary>
[MemoryDiagnoser]
public class Dispatch
{
    private readonly Traced<Func<NdArray, NdArray, NdArray>> _add = Trace((NdArray x, NdArray y) => x + y).Jit();
    private readonly Traced<Func<NdArray[], NdArray>> _tree = Trace((NdArray[] leaves) => leaves[0] + leaves[15]).Jit();
    private readonly NdArray _x = Ones(8), _y = Ones(8);
    private readonly NdArray[] _leaves = [.. Enumerable.Range(0, 16).Select(_ => Ones(8))];

    [Benchmark]
    public NdArray TwoArrays() => _add.Invoke(_x, _y);

    [Benchmark]
    public NdArray TreeOf16() => _tree.Invoke(_leaves);
}
