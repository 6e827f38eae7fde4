using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;
using Core.Tracing;

namespace Core.Tests.Compiler.Kernels;

/// <summary>The steps of an op compute what the interpreter computes.</summary>
public class KernelLawTests
{
    /// <summary>The samples whose ops are kernels of their own.</summary>
    private static IEnumerable<TestCaseData> Kernels() => OpSamples.Cases().Where(test => test.Arguments[0] is OpSample { NamedAxes.Count: 0 } sample && IsKernel(sample.Op));

    [TestCaseSource(nameof(Kernels))]
    public void Steps_compute_what_the_interpreter_does(OpSample sample) => Agrees(sample, share: false);

    [TestCaseSource(nameof(Kernels))]
    public void Steps_compute_what_the_interpreter_does_where_they_write_over_an_operand(OpSample sample) => Agrees(sample, share: true);

    private static void Agrees(OpSample sample, bool share) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        Random random = new(11);
        for (int trial = 0; trial < 5; trial++)
        {
            ArrayData[] operands = sample.Draw(random), expected = Evaluate.Apply(sample.Op, operands);
            ArrayData[] actual = SingleOpRunner.Run(sample.Op, operands, random, share);
            for (int i = 0; i < expected.Length; i++)
            {
                if (!sample.IsUnique) Assert.That($"{Mapping.TypeOf(actual[i])}", Is.EqualTo($"{Mapping.TypeOf(expected[i])}"));
                else Assert.That(Mapping.Difference(actual[i], expected[i], ToleranceOf(sample, expected[i].DType)), Is.Null, $"result {i} of {sample}");
            }
        }
        return true;
    });

    private static double ToleranceOf(OpSample sample, DType dtype) => Math.Max(sample.Tolerance, dtype.RealPart switch
    {
        DType.F32 => 1e-6,
        DType.F64 => 1e-14,
        DType.F16 => 2e-3,
        DType.BF16 => 2e-2,
        _ => 0,
    });

    /// <summary>Whether the compiler has a kernel for the op: others are fused with their neighbours, or loops.</summary>
    private static bool IsKernel(Op op) => op is not (Unary or IntegerPow or Round or Conj or Binary or AddAny or RegularizedIncompleteBeta or SelectN or Clamp or
        ReducePrecision or Comparison or ConvertElementType or BitcastConvertType or Reduce or Cond or
        PlatformIndex or While or Scan);
}
