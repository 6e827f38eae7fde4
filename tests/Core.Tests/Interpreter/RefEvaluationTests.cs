using Core.Interpreter;

namespace Core.Tests.Interpreter;

/// <summary>What programs with mutable references compute.</summary>
public class RefEvaluationTests
{
    private static readonly ArrayData Numbers = ArrayData.Create<float>([5], [0, 1, 2, 3, 4]);

    [Test]
    public void A_reference_passed_to_a_call_is_written_there()
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f32[5]. let
                b:Ref{f32[5]} = new_ref[kind=None memory_space=None] a
                jit[
                  name=f
                  jaxpr={ lambda ; c:Ref{f32[5]}. let c[1] += 10.0:f32[] in () }
                ] b
                d:f32[5] <- b[...]
              in (d, a) }
            """);

        ArrayData[] results = Evaluate.Run(program, Numbers);

        Assert.That(results[0].AsSpan<float>().ToArray(), Is.EqualTo(new float[] { 0, 11, 2, 3, 4 }));
        Assert.That(results[1].AsSpan<float>().ToArray(), Is.EqualTo(new float[] { 0, 1, 2, 3, 4 }));
    }

    [Test]
    public void An_array_passed_for_a_reference_is_not_changed()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:Ref{f32[5]}. let a[0] += 1.0:f32[]; b:f32[] <- a[0] in (b,) }");

        Evaluate.Run(program, Numbers);

        Assert.That(Evaluate.Run(program, Numbers)[0].AsSpan<float>()[0], Is.EqualTo(1));
        Assert.That(Numbers.AsSpan<float>()[0], Is.Zero);
    }

    [TestCase("b:f32[] <- a[-1]", new float[] { 4 }, TestName = "Places count from the end where they are negative")]
    [TestCase("b:f32[] <- a[7]", new float[] { 4 }, TestName = "A place out of range is brought to the nearest one")]
    [TestCase("b:f32[2] <- a[1:4][1:]", new float[] { 2, 3 }, TestName = "A part of a part")]
    [TestCase("a[1:4][0] <- 9.0:f32[]; b:f32[5] <- a[...]", new float[] { 0, 9, 2, 3, 4 }, TestName = "A part of a part is written")]
    [TestCase("b:f32[], a[2] <- a[2], 7.0:f32[]", new float[] { 2 }, TestName = "A swap gives what was there")]
    public void Parts_are_read_and_written(string steps, float[] expected)
    {
        Jaxpr program = Jaxpr.Parse($"{{ lambda ; a:Ref{{f32[5]}}. let {steps} in (b,) }}");

        Assert.That(Evaluate.Run(program, Numbers)[0].AsSpan<float>().ToArray(), Is.EqualTo(expected));
    }

    [Test]
    public void A_place_that_occurs_twice_gets_both_summands()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:Ref{f32[5]} i:i32[2] x:f32[2]. let a[i] += x; b:f32[5] = freeze a in (b,) }");

        ArrayData[] results = Evaluate.Run(program, Numbers, ArrayData.Create<int>([2], [3, 3]), ArrayData.Create<float>([2], [10, 20]));

        Assert.That(results[0].AsSpan<float>().ToArray(), Is.EqualTo(new float[] { 0, 1, 2, 33, 4 }));
    }

    [TestCase(5, 10, new float[] { 1.2998047f, 0, -0f, float.PositiveInfinity, 65504, float.PositiveInfinity, 0, 6.1988831e-05f })]
    [TestCase(2, 0, new float[] { 1, 0, -0f, float.PositiveInfinity, float.PositiveInfinity, float.PositiveInfinity, 0, 0 })]
    public void Reduced_precision_is_that_of_the_narrower_format(int exponentBits, int mantissaBits, float[] expected)
    {
        ArrayData x = ArrayData.Create<float>([8], [1.3f, 1e-40f, -0f, 70000, 65519, 65520, 6e-8f, 6.2e-5f]);

        ArrayData result = Evaluate.Apply(new Core.Ir.ReducePrecision(exponentBits, mantissaBits), [x])[0];

        Assert.That(result.Reinterpret<uint>().ToArray(), Is.EqualTo(expected.Select(BitConverter.SingleToUInt32Bits)));
    }
}
