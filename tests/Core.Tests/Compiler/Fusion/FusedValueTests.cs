using System.Numerics;
using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Compiler.Fusion;

public class FusedValueTests
{
    [Test]
    public void Random_programs_give_what_the_interpreter_does([Range(0, 9)] int tens)
    {
        for (int seed = 60 * tens; seed < 60 * (tens + 1); seed++)
        {
            (Jaxpr jaxpr, ArrayData[] inputs) = RandomFusions.Make(seed);
            ArrayData[] expected = Evaluate.Run(jaxpr, inputs), got = CompiledProgram.Compile(jaxpr, threads: 1).Run(inputs);
            for (int i = 0; i < expected.Length; i++)
                Assert.That(Distance(got[i], expected[i]), Is.LessThan(1e-5), $"seed {seed}, output {i} of\n{jaxpr}");
        }
    }

    [Test]
    public void A_cluster_gives_the_same_bits_for_any_number_of_threads()
    {
        Jaxpr jaxpr = Jaxpr.Parse("""
            { lambda ; a:f32[700000]. let
                b:f32[700000] = mul a a
                c:f32[] = reduce_sum[axes=(0,) out_sharding=None] b
              in (c, b) }
            """);
        float[] numbers = new float[700000];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = MathF.Sin(i);
        ArrayData input = ArrayData.Create<float>([numbers.Length], numbers);
        float one = CompiledProgram.Compile(jaxpr, threads: 1).Run(input)[0].AsSpan<float>()[0];
        float many = CompiledProgram.Compile(jaxpr, threads: 4).Run(input)[0].AsSpan<float>()[0];
        Assert.That(BitConverter.SingleToInt32Bits(many), Is.EqualTo(BitConverter.SingleToInt32Bits(one)));
        Assert.That(one, Is.EqualTo((float)numbers.Sum(x => (double)x * x)).Within(1).Ulps);
    }

    [Test]
    public void Long_chains_go_through_loops_over_blocks()
    {
        JaxprBuilder builder = new();
        Var x = new(new(DType.F32, [3001]));
        Atom last = x;
        for (int i = 0; i < 40; i++)
        {
            Atom quarter = builder.Emit(new Binary(BinaryKind.Div), [builder.Emit(new Unary(UnaryKind.Exp), [last])[0], new Literal(Scalar.Of(4.0), DType.F32)])[0];
            last = builder.Emit(new Unary(UnaryKind.Neg), [builder.Emit(new Binary(BinaryKind.Add), [quarter, x])[0]])[0];
        }
        Jaxpr jaxpr = builder.Build([x], [last]);
        float[] numbers = new float[3001];
        for (int i = 0; i < numbers.Length; i++) numbers[i] = i / 3001f;
        ArrayData input = ArrayData.Create<float>([numbers.Length], numbers);
        Assert.That(Distance(CompiledProgram.Compile(jaxpr).Run(input)[0], Evaluate.Run(jaxpr, input)[0]), Is.LessThan(1e-5));
    }

    private static double Distance(ArrayData got, ArrayData expected)
    {
        Assert.That((got.DType, got.Shape), Is.EqualTo((expected.DType, expected.Shape)));
        double worst = 0, scale = 1;
        for (int i = 0; i < got.Count; i++)
        {
            Complex x = Scalar.Of(got, i).ToComplex(), y = Scalar.Of(expected, i).ToComplex();
            if (x == y || (double.IsNaN(x.Real) && double.IsNaN(y.Real))) continue;
            worst = Math.Max(worst, double.IsNaN(x.Real) || double.IsNaN(y.Real) ? double.PositiveInfinity : (x - y).Magnitude);
            scale = Math.Max(scale, y.Magnitude);
        }
        return worst / scale;
    }
}
