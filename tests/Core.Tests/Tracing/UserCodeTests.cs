using Core.Ir;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>The first things that users write.</summary>
public class UserCodeTests
{
    private const string BatchedNeuron = """
        { lambda ; a:f32[4,5] b:f32[4] c:f32[8,5]. let
            d:f32[4,8] = dot_general[
              dimension_numbers=(([1], [1]), ([], []))
              preferred_element_type=float32
            ] a c
            e:f32[8,4] = transpose[permutation=(1, 0)] d
            f:f32[1,4] = broadcast_in_dim[broadcast_dimensions=(1,)] b
            g:f32[8,4] = add e f
            h:f32[8,4] = tanh g
            i:f32[8] = reduce_sum[axes=(1,) out_sharding=None] h
          in (i,) }
        """;

    private readonly NdArray w = Sin(Arange(20.0)).Reshape(4, 5), b = Cos(Arange(4.0)), xs = Cos(Arange(40.0)).Reshape(8, 5);

    [Test]
    public void A_mapped_function_prints_its_program() =>
        Assert.That(Printed(() => Trace(Neuron).Vmap(inAxes: [null, null, 0]).Print(w, b, xs)), Is.EqualTo(BatchedNeuron + Environment.NewLine));

    [Test]
    public void Shapes_fixed_at_Trace_need_no_arguments_later() => Assert.That(
        Printed(() => Trace(Neuron, F32[4, 5], F32[4], F32[5]).Vmap(inAxes: [null, null, 0], axisSize: 8).Print()), Is.EqualTo(BatchedNeuron + Environment.NewLine));

    [Test]
    public void A_mapped_function_computes_what_the_loop_over_the_examples_does()
    {
        NdArray looped = Stack([.. xs.Rows().Select(x => Neuron(w, b, x))]);

        Assert.That(AllClose(Trace(Neuron).Vmap(inAxes: [null, null, 0]).Jit().Invoke(w, b, xs), looped), Is.True);
    }

    [Test]
    public void Equations_can_be_inspected()
    {
        Jaxpr program = Trace(Neuron).Vmap(inAxes: [null, null, 0]).ToJaxpr(w, b, xs);

        List<DotDims> dims = [];
        foreach (Equation e in program.Equations)
            if (e.Op is DotGeneral { Dims: var d }) dims.Add(d);

        Assert.That(dims, Is.EqualTo([new DotDims([1], [1])]));
    }

    [Test]
    public void A_parsed_program_can_be_mapped()
    {
        Jaxpr again = Jaxpr.Parse(Trace(Neuron).ToJaxpr(F32[4, 5], F32[4], F32[5]).ToString());

        Assert.That(again.ToTraced().Vmap(inAxes: [null, null, 0], axisSize: 8).ToJaxpr().ToString(), Is.EqualTo(BatchedNeuron));
    }

    [Test]
    public void A_parsed_program_can_be_run()
    {
        Jaxpr parsed = Jaxpr.Parse(BatchedNeuron);

        Assert.That(AllClose(parsed.ToTraced().InvokeFlat(w, b, xs)[0], Trace(Neuron).Vmap(inAxes: [null, null, 0]).Invoke(w, b, xs)), Is.True);
    }

    [Test]
    public void A_program_read_from_its_text_is_the_same_up_to_names()
    {
        Jaxpr program = Trace(Neuron).ToJaxpr(w, b, xs[0]);

        Assert.That(Jaxpr.Parse(program.ToString()).Equals(program, Compare.UpToNames), Is.True);
    }

    [Test]
    public void The_same_function_runs_eagerly() => Assert.That(AllClose(Neuron(w, b, xs[0]), Trace(Neuron).Invoke(w, b, xs[0])), Is.True);

    [Test]
    public void Equations_note_the_line_they_come_from_where_asked_to()
    {
        Jaxpr program = Trace(Neuron).WithSources().ToJaxpr(w, b, xs[0]);

        Assert.That(program.Equations.Select(e => e.Source?.ToString()), Is.All.StartsWith("UserCodeTests.cs:"));
    }

    [Test]
    public void Equations_note_no_line_by_default() => Assert.That(Trace(Neuron).ToJaxpr(w, b, xs[0]).Equations.Select(e => e.Source), Is.All.Null);

    [Test]
    public void The_function_runs_once_each_time_it_is_needed()
    {
        int runs = 0;
        Traced<Func<NdArray, NdArray>> traced = Trace(x =>
        {
            runs++;
            return x + 1;
        });

        traced.Invoke(1);
        traced.ToJaxpr(1);

        Assert.That(runs, Is.EqualTo(2));
    }

    [Test]
    public void A_jitted_function_runs_once_per_signature()
    {
        int runs = 0;
        Traced<Func<NdArray, NdArray>> traced = Trace(x =>
        {
            runs++;
            return x + 1;
        }).Jit();

        traced.Invoke(Ones(3));
        traced.Invoke(Zeros(3));
        traced.Invoke(Ones(4));
        traced.ToJaxpr(F32[3]);

        Assert.That(runs, Is.EqualTo(2));
    }

    [Test]
    public void A_jitted_function_runs_again_for_another_static_value()
    {
        Traced<Func<NdArray, int, NdArray>> power = Trace((NdArray x, int n) => Power(x, n)).Jit();

        Assert.That((power.Invoke(2.0, 3).Item<float>(), power.Invoke(2.0, 4).Item<float>()), Is.EqualTo((8f, 16f)));
    }

    [Test]
    public void A_jitted_function_runs_again_under_another_named_axis()
    {
        Traced<Func<NdArray, NdArray>> total = Trace(x => Psum(x, "i")).Jit();

        Assert.That((total.Vmap(axisName: "i").Invoke(Ones(3))[0].Item<float>(), total.Vmap(axisName: "i").Invoke(Ones(4))[0].Item<float>()), Is.EqualTo((3f, 4f)));
    }

    [Test]
    public void Sixty_four_bit_programs_have_sixty_four_bit_defaults() => Assert.That(
        Trace(x => x * 2 + Arange(3) + AxisIndex("i")).Vmap(axisName: "i", x64: true).ToJaxpr(I32[5, 3]).ToString(), Does.Contain("iota[dimension=0 dtype=int64 shape=(3,)"));

    [Test]
    public void Sixty_four_bits_asked_for_at_Trace_are_those_of_the_rules_too()
    {
        Jaxpr jaxpr = Trace(x => x * 2 + Arange(3) + AxisIndex("i"), x64: true).Vmap(axisName: "i").ToJaxpr(I32[5, 3]);

        Assert.That(jaxpr.Equals(Trace(x => x * 2 + Arange(3) + AxisIndex("i")).Vmap(axisName: "i", x64: true).ToJaxpr(I32[5, 3]), Compare.Exact), Is.True);
    }

    [Test]
    public void Functions_of_narrow_integers_are_32_bits_wide_in_a_64_bit_program_too() => Assert.Multiple(() =>
    {
        Assert.That(Trace(i => Sin(i), x64: true).ToJaxpr(I32[3]).Outputs[0].Type.DType, Is.EqualTo(DType.F32));
        Assert.That(Trace(i => Sin(i), x64: true).ToJaxpr(I64[3]).Outputs[0].Type.DType, Is.EqualTo(DType.F64));
    });

    [Test]
    public void Functions_may_be_traced_on_many_threads_at_once()
    {
        Traced<Func<NdArray, NdArray>> shared = Trace(x => Sum(Tanh(x * 2.0))).Vmap().Jit();

        float[] results = [.. ParallelEnumerable.Range(1, 200).AsOrdered().Select(n => shared.Invoke(Zeros([n % 7 + 1, 3])).ToArray<float>().Sum())];

        Assert.That(results, Is.All.Zero);
    }

    private static NdArray Neuron(NdArray w, NdArray b, NdArray x) => Sum(Tanh(Dot(w, x) + b));

    private static string Printed(Action print)
    {
        TextWriter before = Console.Out;
        using StringWriter text = new();
        Console.SetOut(text);
        try
        {
            print();
        }
        finally
        {
            Console.SetOut(before);
        }
        return text.ToString();
    }
}
