using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>What a traced value cannot do is said, and what to write instead.</summary>
public class TraceErrorTests
{
    [Test]
    public void A_traced_value_is_no_bool() => Fails<TraceException>(() => Trace(Choose).Invoke(1.0),
        "a value of type bool[] that is being traced in 'Choose' has no number yet and cannot be cast to bool. Use Where(condition, a, b) to choose between values; " +
        "All() or Any() before it make one truth value of many.");

    [Test]
    public void A_traced_value_is_no_double() => Fails<TraceException>(() => Trace(x => Math.Sin((double)x)).Invoke(1.0),
        "a value of type f32[] that is being traced in '<lambda>' has no number yet and cannot be cast to double. Stay with NdArray: its operators and the " +
        "functions of Np take the place of Math.");

    [Test]
    public void A_traced_value_is_no_int() => Fails<TraceException>(() => Trace(x => Ones((int)x)).Invoke(3),
        "a value of type i32[] that is being traced in '<lambda>' has no number yet and cannot be cast to int. Shapes and loop counts must be C# numbers, " +
        "known when the function is traced; AsType(I32) converts the values.");

    [Test]
    public void A_traced_value_has_no_elements() => Fails<TraceException>(() => Trace(x => x.ToArray<float>()[0]).Invoke(Ones(3)),
        "AsSpan<Single>() needs the numbers of an array, but a value of type f32[3] is being traced in '<lambda>' and has none yet. Compute with it, and read the " +
        "numbers of what the traced function returns.");

    [Test]
    public void A_value_that_escaped_from_its_function_cannot_be_used()
    {
        NdArray? kept = null;
        Trace(x => kept = x * 2).Invoke(Ones(3));

        Fails<TraceException>(() => _ = kept! + 1,
            "a traced value of type f32[3] escaped from '<lambda>', which has returned. Do not keep arrays in fields or outer variables while a function is traced: " +
            "return them from it.");
    }

    [Test]
    public void A_value_that_escaped_from_its_function_cannot_be_used_in_another()
    {
        NdArray? kept = null;
        Trace(x => kept = x * 2).Invoke(Ones(3));

        Fails<TraceException>(() => Trace(y => y + kept!).Invoke(Ones(3)),
            "a traced value of type f32[3] escaped from '<lambda>', which has returned. Do not keep arrays in fields or outer variables while a function is traced: " +
            "return them from it.");
    }

    [Test]
    public void A_value_cannot_be_used_on_another_thread()
    {
        Exception? error = null;
        Trace(x =>
        {
            Thread other = new(() => error = Assert.Throws<TraceException>(() => _ = x + 1));
            other.Start();
            other.Join();
            return x;
        }).Invoke(Ones(3));

        Assert.That(error!.Message, Is.EqualTo(
            "a traced value of type f32[3] of '<lambda>' is used on another thread, or in a function that is not traced inside it. Trace on one thread, and pass " +
            "the value as an argument."));
    }

    [Test]
    public void A_type_has_no_value() => Fails<TraceException>(() => _ = F32[4, 5] + 1,
        "f32[4,5] is only a type, without a value, and cannot be used by add. Use it with Trace, Print and ToJaxpr; make an array with Zeros or Ones.");

    [Test]
    public void A_type_cannot_be_captured() => Fails<TraceException>(() => Trace(x => x + F32[3]).Invoke(Ones(3)),
        "f32[3] is only a type, without a value, and cannot be used in a traced function. Use it with Trace, Print and ToJaxpr; make an array with Zeros or Ones.");

    [Test]
    public void A_function_must_return_something() => Fails<TraceException>(() => Trace((NdArray x) => { _ = x + 1; }),
        "Trace: '<lambda>' returns nothing; a traced function must return what it computes.");

    [Test]
    public void A_function_takes_arguments_by_value() => Fails<TraceException>(() => Trace(ByReference),
        "Trace: 'ByReference' takes arguments by reference; pass arrays by value and return results.");

    [Test]
    public void A_function_takes_eight_arguments_at_most() => Fails<TraceException>(
        () => Trace((NdArray a, NdArray b, NdArray c, NdArray d, NdArray e, NdArray f, NdArray g, NdArray h, NdArray i) => a),
        "Trace: '<lambda>' takes 9 arguments; at most 8 are supported, so group some in a tuple or a [PyTree] record.");

    [Test]
    public void A_program_without_fixed_shapes_needs_arguments() => Fails<TraceException>(() => Trace(Choose).Print(),
        "Print() needs the shapes of the arguments of Choose (x): give arrays, or types such as F32[4, 5], here or to Trace.");

    [Test]
    public void Fixed_shapes_are_kept_to() => Fails<ShapeException>(() => Trace(Add, F32[3], F32[3]).Invoke(Ones(4), Ones(4)),
        "Add was traced for (f32[3], f32[3]), got (f32[4], f32[4]); trace it without shapes to call it with others.");

    [Test]
    public void A_function_over_a_traced_value_has_no_program_of_its_own() => Fails<TraceException>(
        () => Trace(x => { Trace(y => x + y).ToJaxpr(F32[3]); return x; }).Invoke(Ones(3)),
        "'<lambda>' closes over values of a function around it that is still being traced, so it has no program of its own; call Invoke instead.");

    [Test]
    public void An_array_of_several_elements_is_no_number() => Fails<ShapeException>(() => _ = (double)Ones(3),
        "a cast to double needs an array of one element, got f32[3]; index it first, or reduce it with Sum, All or Any.");

    [Test]
    public void Elements_are_read_as_their_own_type() => Fails<DTypeException>(() => Ones(3).ToArray<double>(),
        "the array holds f32, not Double; read it as its own type or convert it with AsType first.");

    [Test]
    public void A_failed_trace_leaves_nothing_behind()
    {
        Assert.Throws<TraceException>(() => Trace(Choose).Invoke(1.0));

        Assert.That((Ones(2) + 1).ToArray<float>(), Is.EqualTo([2f, 2f]));
    }

    private static NdArray ByReference(ref NdArray x) => x;

    private static NdArray Choose(NdArray x) => (bool)(x > 0) ? x : -x;
}
