using System.Globalization;
using BenchmarkDotNet.Attributes;
using Core;

namespace Benchmarks;

/// <summary>How long it takes to compile a program of one primitive. Each program has a size and a number of its own, so that no kernel of an earlier one serves it.</summary>
public class CompileTime
{
    // # stands for the size.
    private static readonly Dictionary<string, string> Equations = new()
    {
        ["add"] = "b:f32[64,#] = add a a",
        ["exp"] = "b:f32[64,#] = exp a",
        ["log"] = "b:f32[64,#] = log a",
        ["tanh"] = "b:f32[64,#] = tanh a",
        ["sin"] = "b:f32[64,#] = sin a",
        ["erf"] = "b:f32[64,#] = erf a",
        ["pow"] = "b:f32[64,#] = pow a a",
        ["transpose"] = "b:f32[#,64] = transpose[permutation=(1, 0)] a",
        ["reduce_sum"] = "b:f32[64] = reduce_sum[axes=(1,) out_sharding=None] a",
        ["reduce_max"] = "b:f32[#] = reduce_max[axes=(0,)] a",
        ["cumsum"] = "b:f32[64,#] = cumsum[axis=1 reverse=False] a",
        ["sort"] = "b:f32[64,#] = sort[dimension=1 is_stable=True num_keys=1] a",
        ["dot_general"] = "b:f32[64,64] = dot_general[dimension_numbers=(([1], [1]), ([], [])) preferred_element_type=float32] a a",
        ["scan"] = "b:f32[#] = scan[jaxpr={ lambda ; c:f32[#] d:f32[#]. let e:f32[#] = mul c d in (e,) } length=64 num_carry=1 num_consts=0 reverse=False unroll=1] z a",
    };

    private string _text = "";
    private int _programs;

    /// <summary>The primitives.</summary>
    public static IEnumerable<string> Primitives => Equations.Keys;

    /// <summary>Which one is compiled.</summary>
    [ParamsSource(nameof(Primitives))]
    public string Primitive { get; set; } = "add";

    [GlobalSetup]
    public void Setup()
    {
        string equation = Equations[Primitive], type = equation[2..equation.IndexOf(' ', StringComparison.Ordinal)];
        _text = $"{{ lambda ; a:f32[64,#] z:f32[#]. let {equation} y:{type} = add b %:f32[] in (y,) }}";
    }

    [Benchmark]
    public CompiledProgram Compile()
    {
        int number = _programs++;
        string size = (17 + (number % 997)).ToString(CultureInfo.InvariantCulture), added = (number + 0.5).ToString(CultureInfo.InvariantCulture);
        return CompiledProgram.Compile(Jaxpr.Parse(_text.Replace("#", size, StringComparison.Ordinal).Replace("%", added, StringComparison.Ordinal)));
    }
}
