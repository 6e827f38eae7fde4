using System.Globalization;
using System.Numerics;
using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;

namespace Core.Tests.Soak;

/// <summary>The judge of the soak tells what is wrong, and nothing that rounding can do.</summary>
internal sealed class JudgeTests
{
    private const string Chaos = """
        { lambda ; a:f32[]. let
            b:f32[] c:f32[100] = scan[
              jaxpr={ lambda ; d:f32[]. let
                  e:f32[] = sub 1.0:f32[] d
                  f:f32[] = mul d e
                  g:f32[] = mul f 3.9:f32[]
                in (g, g) }
              length=100
              num_carry=1
              num_consts=0
              reverse=False
              unroll=1
            ] a
          in (b, c) }
        """;

    private const string Sum = "{ lambda ; a:f32[70000,2]. let b:f32[2] = reduce_sum[axes=(0,) out_sharding=None] a in (b,) }";

    [Test]
    public void A_step_that_is_wrong_is_told()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:f32[3]. let b:f32[3] = sin a; c:f32[3] = mul b b in (c,) }");

        Assert.That(Judged(program, Wrong("sin", 1e-4), Halves(3)), Is.EqualTo((Outcome.Different, "sin of f32[3], result 0: element 0 is 0.4794735014438629, expected 0.4794255495071411")));
    }

    [Test]
    public void A_step_that_is_wrong_in_a_loop_is_told_where_digits_do_not_last()
    {
        (Outcome outcome, string message) = Judged(Jaxpr.Parse(Chaos), Wrong("sub", 1e-4), [Number(0.3f)]);

        Assert.That((outcome, message), Is.EqualTo((Outcome.Different, "scan of f32[], in its program: sub of f32[], f32[], result 0: element 0 is 0.7000699639320374, expected 0.699999988079071")));
    }

    [Test]
    public void Last_digits_of_a_loop_where_they_do_not_last_are_not_told()
    {
        Random random = new(1);

        Assert.That(Judged(Jaxpr.Parse(Chaos), Steps((_, result) => LastDigits(result, random)), [Number(0.3f)]).Outcome, Is.EqualTo(Outcome.Sensitive));
    }

    // All that the loop's program computes alone is right.
    [TestCase("a pass less")]
    [TestCase("a pass twice")]
    public void A_loop_that_makes_other_passes_is_told(string how)
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f32[] b:f32[7]. let
                c:f32[] = scan[
                  jaxpr={ lambda ; d:f32[] e:f32[]. let f:f32[] = mul d e; g:f32[] = sin f in (g,) }
                  length=7
                  num_carry=1
                  num_consts=0
                  reverse=False
                  unroll=1
                ] a b
              in (c,) }
            """);
        int passes = 0;
        ArrayData[] Run(Jaxpr part, ArrayData[] inputs) => part.Equations.Any(equation => equation.Op is Scan)
            ? Evaluate.Apply(part.Equations[0].Op, inputs, (body, values) => ++passes % 7 != 4 ? Run(body, values) : how == "a pass less" ? values[..1] : Run(body, [Run(body, values)[0], values[1]]))
            : Evaluate.Run(part, inputs);

        (Outcome outcome, string message) = Judged(program, part => inputs => Run(part, inputs), [Number(0.9f), .. Halves(7)]);

        Assert.That(outcome, Is.EqualTo(Outcome.Different));
        Assert.That(message, Does.StartWith("scan of f32[], f32[7], output 0: element 0 is "));
    }

    [Test]
    public void A_loop_that_ends_by_the_last_digits_is_not_told()
    {
        // Newton's root of 2 until two approximations are the same: with other digits another number of passes.
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f32[]. let
                b:i32[] _:f32[] c:f32[] = while[
                  body_jaxpr={ lambda ; d:i32[] e:f32[] f:f32[]. let
                      g:i32[] = add d 1:i32[]
                      h:f32[] = div 2.0:f32[] f
                      i:f32[] = add f h
                      j:f32[] = mul i 0.5:f32[]
                    in (g, f, j) }
                  body_nconsts=0
                  cond_jaxpr={ lambda ; k:i32[] l:f32[] m:f32[]. let
                      n:bool[] = ne l m
                      o:bool[] = lt k 50:i32[]
                      p:bool[] = and n o
                    in (p,) }
                  cond_nconsts=0
                ] 0:i32[] 0.0:f32[] a
              in (b, c) }
            """);
        Random random = new(2);

        Assert.That(Judged(program, Steps((_, result) => LastDigits(result, random)), [Number(1)]).Outcome, Is.Not.EqualTo(Outcome.Different));
    }

    [Test]
    public void A_sum_of_many_terms_one_after_the_other_is_not_told() =>
        Assert.That(Judged(Jaxpr.Parse(Sum), _ => inputs => [OneAfterTheOther(inputs[0], 70000)], [Tenths(70000, 2)]).Outcome, Is.Not.EqualTo(Outcome.Different));

    [Test]
    public void A_sum_that_leaves_out_terms_is_told() =>
        Assert.That(Judged(Jaxpr.Parse(Sum), _ => inputs => [OneAfterTheOther(inputs[0], 69000)], [Tenths(70000, 2)]).Outcome, Is.EqualTo(Outcome.Different));

    // 2⁶⁴ · 2⁶⁴ · 2⁻¹²⁷ in another order.
    [TestCase("64,64,-127", float.PositiveInfinity, Outcome.Sensitive)]
    [TestCase("64,64,-127", 2.5f, Outcome.Sensitive)]
    [TestCase("50,50,-99", float.PositiveInfinity, Outcome.Different)]
    [TestCase("50,50,-99", 2.5f, Outcome.Different)]
    [TestCase("-60,-60,100,1", 0f, Outcome.Different)]
    [TestCase("-75,-75,120,1", 0f, Outcome.Sensitive)]
    public void A_product_is_not_told_where_it_may_overflow_on_the_way(string powers, float actual, Outcome outcome)
    {
        float[] factors = [.. powers.Split(',').Select(power => MathF.ScaleB(1, int.Parse(power, CultureInfo.InvariantCulture)))];
        Jaxpr program = Jaxpr.Parse($"{{ lambda ; a:f32[{factors.Length}]. let b:f32[] = reduce_prod[axes=(0,)] a in (b,) }}");

        Assert.That(Judged(program, _ => _ => [Number(actual)], [ArrayData.Create<float>([factors.Length], factors)]).Outcome, Is.EqualTo(outcome));
    }

    [Test]
    public void A_product_that_overflows_only_where_steps_are_joined_is_not_told()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:f32[3]. let b:f32[3] = neg a; c:f32[] = reduce_prod[axes=(0,)] b in (c,) }");

        Func<ArrayData[], ArrayData[]> Engine(Jaxpr part) => inputs => part.Outputs.Count == 1 ? [Number(float.NaN)] : Evaluate.Run(part, inputs);

        Assert.That(Judged(program, Engine, [ArrayData.Create<float>([3], [1e30f, 1e30f, 0])]).Outcome, Is.EqualTo(Outcome.Sensitive));
        Assert.That(Judged(program, Engine, [ArrayData.Create<float>([3], [1e10f, 1e10f, 0])]).Outcome, Is.EqualTo(Outcome.Different));
    }

    [Test]
    public void A_sum_is_not_told_where_it_may_overflow_on_the_way()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:f32[3]. let b:f32[] = reduce_sum[axes=(0,) out_sharding=None] a in (b,) }");

        Outcome Of(float large) => Judged(program, _ => _ => [Number(float.PositiveInfinity)], [ArrayData.Create<float>([3], [large, large, -large])]).Outcome;

        Assert.That((Of(2e38f), Of(1e38f)), Is.EqualTo((Outcome.Sensitive, Outcome.Different)));
    }

    [Test]
    public void A_remainder_by_a_rounding_error_is_not_told()
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:f32[3]. let
                b:f32[3] c:f32[5,3] = scan[
                  jaxpr={ lambda ; d:f32[3]. let
                      e:f32[3] = sin d
                      f:f32[3] = mul e e
                      g:f32[3] = cos d
                      h:f32[3] = mul g g
                      i:f32[3] = add f h
                      j:f32[3] = sub i 1.0:f32[]
                      k:f32[3] = rem d j
                      l:f32[3] = add d 0.25:f32[]
                    in (l, k) }
                  length=5
                  num_carry=1
                  num_consts=0
                  reverse=False
                  unroll=1
                ] a
              in (b, c) }
            """);
        Random random = new(3);

        Assert.That(Judged(program, Steps((_, result) => LastDigits(result, random)), Halves(3)).Outcome, Is.EqualTo(Outcome.Sensitive));
    }

    // No noise moves a number that is infinite.
    [TestCase("inf", "3.402e38", Outcome.Same)]
    [TestCase("inf", "-inf", Outcome.Different)]
    [TestCase("inf", "nan", Outcome.Different)]
    [TestCase("nan", "inf", Outcome.Different)]
    [TestCase("nan", "nan", Outcome.Same)]
    public void A_number_that_is_infinite_is_no_other(string expected, string actual, Outcome outcome)
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:f32[]. let b:f32[] = mul a 1.0:f32[] in (b,) }");

        Assert.That(Judged(program, _ => _ => [Number(Of(actual))], [Number(Of(expected))]).Outcome, Is.EqualTo(outcome));

        static float Of(string text) => text switch { "inf" => float.PositiveInfinity, "-inf" => float.NegativeInfinity, "nan" => float.NaN, _ => float.Parse(text, CultureInfo.InvariantCulture) };
    }

    [Test]
    public void Which_parts_of_an_infinite_complex_number_are_NaN_is_not_told()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:c64[2]. let b:c64[2] = mul a a; c:c64[] = reduce_max[axes=(0,)] b in (c,) }");
        ArrayData numbers = ArrayData.Create<Complex64>([2], [new(float.PositiveInfinity, 1), new(1, 2)]);

        Func<Jaxpr, Func<ArrayData[], ArrayData[]>> engine = Steps((op, result) => op.Name == "mul" ? Numbers.Map(result, x => Complex.IsFinite(x) ? x : new(double.NaN, x.Imaginary)) : result);

        Assert.That(Judged(program, engine, [numbers]).Outcome, Is.Not.EqualTo(Outcome.Different));
    }

    private static (Outcome Outcome, string Message) Judged(Jaxpr program, Func<Jaxpr, Func<ArrayData[], ArrayData[]>> engine, ArrayData[] inputs) =>
        new Judge(engine, new Random(1)).Of(program, inputs, engine(program)(inputs));

    /// <summary>An engine that changes the results of steps.</summary>
    private static Func<Jaxpr, Func<ArrayData[], ArrayData[]>> Steps(Func<Op, ArrayData, ArrayData> change) =>
        program => inputs => new Interpretation((op, operands) => [.. Evaluate.Apply(op, operands).Select(result => change(op, result))]).Run(program, inputs);

    /// <summary>An engine one of whose ops gives results that are off by a part of them.</summary>
    private static Func<Jaxpr, Func<ArrayData[], ArrayData[]>> Wrong(string name, double part) => Steps((op, result) => op.Name == name ? Numbers.Map(result, x => x * (1 + part)) : result);

    private static ArrayData LastDigits(ArrayData value, Random random) => Numbers.Map(value, x => x * (1 + 1.2e-7 * random.Next(-1, 2)));

    private static ArrayData OneAfterTheOther(ArrayData rows, int count)
    {
        ReadOnlySpan<float> numbers = rows.AsSpan<float>();
        float[] sums = new float[rows.Shape[1]];
        for (int i = 0; i < count * sums.Length; i++) sums[i % sums.Length] += numbers[i];
        return ArrayData.Create<float>([sums.Length], sums);
    }

    private static ArrayData Number(float number) => ArrayData.Create<float>([], [number]);

    private static ArrayData[] Halves(int count) => [ArrayData.Create<float>([count], [.. Enumerable.Range(0, count).Select(i => 0.5f + 0.25f * i)])];

    private static ArrayData Tenths(int rows, int columns) => Operand.Fill(new(DType.F32, [rows, columns]), () => Scalar.Of(0.1));
}
