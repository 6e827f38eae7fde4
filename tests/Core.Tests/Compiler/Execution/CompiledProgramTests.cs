using System.Numerics;
using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;

namespace Core.Tests.Compiler.Execution;

/// <summary>Whole programs, compiled: what comes of kernels that run programs of their own.</summary>
public class CompiledProgramTests
{
    [TestCase("reduce_min", "0")]
    [TestCase("reduce_max", "0")]
    [TestCase("reduce_min", "")]
    [TestCase("reduce_max", "")]
    public void An_infinite_complex_number_that_is_reduced_alone_stays_as_it_is(string op, string axis)
    {
        string axes = axis.Length == 0 ? "()" : "(0,)", result = axis.Length == 0 ? "[1]" : "[]";
        Jaxpr program = Jaxpr.Parse($"{{ lambda ; a:c64[1]. let b:c64{result} = {op}[axes={axes}] a in (b,) }}");
        foreach (double real in new[] { double.NegativeInfinity, double.PositiveInfinity })
        {
            Complex number = new(real, 0.5);
            ArrayData[] inputs = [Operand.Fill(new(DType.C64, [1]), () => Scalar.Of(number))];
            Complex[] results = [Scalar.Of(Evaluate.Run(program, inputs)[0], 0).ToComplex(), Scalar.Of(CompiledProgram.Compile(program).Run(inputs)[0], 0).ToComplex()];

            Assert.That(results, Is.EqualTo(new[] { number, number }));
        }
    }

    [TestCase("f32")]
    [TestCase("f64")]
    public void The_inverse_error_function_of_minus_zero_is_minus_zero(string type)
    {
        Jaxpr program = Jaxpr.Parse($"{{ lambda ; a:{type}[40]. let b:{type}[40] = erf_inv a in (b,) }}");
        ArrayData result = CompiledProgram.Compile(program).Run([Operand.Fill(program.Inputs[0].Type, () => Scalar.Of(-0.0))])[0];

        Assert.That(Enumerable.Range(0, 40).Select(i => double.IsNegative(Scalar.Of(result, i).ToDouble())), Is.All.True);
    }

    [Test]
    public void Inputs_that_nothing_reads_do_not_disturb_the_others()
    {
        Jaxpr program = Jaxpr.Parse("{ lambda ; a:f32[2] b:f32[2] c:f32[2] d:f32[2] e:f32[2] f:f32[2] g:f32[2]. let h:f32[2] = sub b f in (h, e) }");

        Agrees(program, [.. program.Inputs.Select((input, i) => Operand.Fill(input.Type, () => Scalar.Of(i)))]);
    }

    [TestCase(0)]
    [TestCase(1)]
    public void A_program_with_two_values_for_its_constant_has_each_where_it_is_called_with_it(int which)
    {
        Jaxpr open = Jaxpr.Parse("{ lambda a:f32[3] ; b:f32[3]. let c:f32[3] = add a b in (c,) }");
        Jaxpr[] branches = [open.WithConstants([ArrayData.Create<float>([3], [1, 2, 3])]), open.WithConstants([ArrayData.Create<float>([3], [10, 20, 30])])];
        Var index = new(new(DType.I32, [])), x = new(new(DType.F32, [3])), y = new(new(DType.F32, [3]));
        Jaxpr program = new([], [index, x], [new(new Cond(ValueArray.Create<Jaxpr>(branches)), [index, x], [y])], [y]);

        Agrees(program, [ArrayData.Create<int>([], [which]), ArrayData.Create<float>([3], [1, 1, 1])]);
    }

    [TestCase(1, true)]
    [TestCase(2, false)]
    public void A_sum_of_one_negative_zero_is_that_zero_as_in_XLA(int count, bool isNegative)
    {
        Jaxpr program = Jaxpr.Parse($"{{ lambda ; a:f32[{count}]. let b:f32[] = reduce_sum[axes=(0,) out_sharding=None] a in (b,) }}");
        ArrayData zeros = Operand.Fill(new(DType.F32, [count]), () => Scalar.Of(-0.0));

        float interpreted = Evaluate.Run(program, [zeros])[0].AsSpan<float>()[0], compiled = CompiledProgram.Compile(program).Run([zeros])[0].AsSpan<float>()[0];

        Assert.That((float.IsNegative(interpreted), float.IsNegative(compiled)), Is.EqualTo((isNegative, isNegative)));
    }

    // A bf16 holds all integers up to 256, and even ones alone up to 512.
    [Test]
    public void A_sum_in_a_loop_over_lanes_is_rounded_once()
    {
        Jaxpr program = Jaxpr.Parse("""
            { lambda ; a:bf16[16,60] b:bf16[16]. let
                c:bf16[16] = scan[
                  jaxpr={ lambda ; d:bf16[16,60] e:bf16[16]. let
                      f:bf16[16] = reduce_sum[axes=(1,) out_sharding=None] d
                      g:bf16[16] = add e f
                    in (g,) }
                  length=2
                  num_carry=1
                  num_consts=1
                  reverse=False
                  unroll=1
                ] a b
              in (c,) }
            """);
        ArrayData[] inputs = [Operand.Fill(program.Inputs[0].Type, () => Scalar.Of(5)), Operand.Fill(program.Inputs[1].Type, () => Scalar.Of(0))];

        Assert.That(Scalar.Of(CompiledProgram.Compile(program).Run(inputs)[0], 0).ToDouble(), Is.EqualTo(600));
    }

    // The program of the scatter calls a method for each lane, which takes the scratch memory of the thread.
    [TestCase(DType.F32)]
    [TestCase(DType.F64)]
    public void A_scatter_by_a_program_keeps_its_places_while_the_program_runs(DType dtype)
    {
        ArrayType number = new(dtype, []), operand = new(dtype, [300, 5]), indices = new(DType.I32, [40, 1]), updates = new(dtype, [40, 3]);
        Var x = new(number), y = new(number);
        JaxprBuilder inner = new();
        Jaxpr program = inner.Build([x, y], [inner.Emit(new Unary(UnaryKind.Digamma), [x])[0]]);
        Scatter op = new(ScatterKind.Update, new([1], [0], [0]), GatherScatterMode.Clip, program);
        Random random = new(3);
        ArrayData[] inputs = [Operand.InRange(operand, 2, 9).Draw(random), Operand.InRange(indices, 0, 299).Draw(random), Operand.InRange(updates, 0, 1).Draw(random)];

        Agrees(OpSample.ProgramOf(op, operand, indices, updates), inputs);
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(4)]
    public void A_scan_may_hand_on_a_value_as_it_is(int length)
    {
        Jaxpr program = Jaxpr.Parse($$"""
            { lambda ; a:f32[3] b:f32[3] c:f32[{{length}},3]. let
                d:f32[3] e:f32[3] f:f32[{{length}},3] = scan[
                  jaxpr={ lambda ; g:f32[3] h:f32[3] i:f32[3]. let
                      j:f32[3] = mul g h
                      k:f32[3] = add j i
                    in (k, h, h) }
                  length={{length}}
                  num_carry=2
                  num_consts=0
                  reverse=False
                  unroll=1
                ] a b c
              in (d, e, f) }
            """);
        Random random = new(4);
        Agrees(program, [.. program.Inputs.Select(input => Operand.Ordinary(input.Type).Draw(random))]);
    }

    [TestCase("f32[20]")]
    [TestCase("f32[3]")]
    public void A_scan_may_give_numbers_of_its_own_for_every_pass(string type)
    {
        Jaxpr program = Jaxpr.Parse($$"""
            { lambda ; a:{{type}} b:f32[4]. let
                c:{{type}} d:i16[4] e:f32[4] = scan[
                  jaxpr={ lambda ; f:{{type}} g:f32[]. let h:{{type}} = mul f g in (h, 8:i16[], 2.5:f32[]) }
                  length=4
                  num_carry=1
                  num_consts=0
                  reverse=False
                  unroll=1
                ] a b
              in (c, d, e) }
            """);
        Random random = new(4);
        Agrees(program, [.. program.Inputs.Select(input => Operand.Ordinary(input.Type).Draw(random))]);
    }

    [TestCase(DType.KeyFry)]
    [TestCase(DType.KeyRbg)]
    public void Random_keys_are_chosen_and_compared(DType dtype)
    {
        ArrayType keys = new(dtype, [5]), key = new(dtype, []), flags = new(DType.Bool, [5]);
        Random random = new(6);
        ArrayData some = Operand.Ordinary(keys).Draw(random), others = Operand.Ordinary(keys).Draw(random), one = Mapping.Take(some, 0, 2);
        Agrees(OpSample.ProgramOf(new SelectN(), flags, keys, keys), [Operand.Ordinary(flags).Draw(random), some, others]);
        Agrees(OpSample.ProgramOf(new SelectN(), new(DType.I32, []), keys, keys, keys), [ArrayData.Create<int>([], [2]), some, others, some]);
        Agrees(OpSample.ProgramOf(new Comparison(ComparisonKind.Eq), keys, keys), [some, some]);
        Agrees(OpSample.ProgramOf(new Comparison(ComparisonKind.Ne), keys, keys), [some, others]);
        Agrees(OpSample.ProgramOf(new Comparison(ComparisonKind.Eq), keys, key), [some, one]);
    }

    private static void Agrees(Jaxpr program, ArrayData[] inputs)
    {
        ArrayData[] expected = Evaluate.Run(program, inputs), actual = CompiledProgram.Compile(program).Run(inputs);
        for (int i = 0; i < expected.Length; i++)
            Assert.That(Mapping.Difference(actual[i], expected[i], expected[i].DType is DType.F64 ? 1e-13 : 1e-6), Is.Null, $"result {i} of\n{program}");
    }
}
