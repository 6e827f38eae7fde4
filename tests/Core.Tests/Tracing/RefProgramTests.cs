using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>Functions with mutable references give JAX's programs, which <c>goldens/refs.txt</c> holds.</summary>
public class RefProgramTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("refs.txt");

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_function_gives_the_program_that_JAX_makes(string name) => Assert.That(RefPrograms.All[name]().ToString(), Is.EqualTo(Goldens[name]));

    [Test]
    public void Every_program_has_a_namesake() => Assert.That(RefPrograms.All.Keys, Is.EquivalentTo(Goldens.Keys));

    [Test]
    public void A_reference_outside_of_programs_holds_its_value()
    {
        Ref r = NewRef(NdArray.From(1f, 2f, 3f));
        r[0] = 5;
        r[1..] += 1;
        r.Add(1.0, 2);
        Assert.That(r.Swap(NdArray.From(7f, 8f, 9f)).ToArray<float>(), Is.EqualTo(new[] { 5f, 3f, 5f }));
        Assert.That(r.ToString(), Is.EqualTo("Ref([7. 8. 9.])"));
        Assert.That(Freeze(r).ToArray<float>(), Is.EqualTo(new[] { 7f, 8f, 9f }));
    }

    [Test]
    public void A_traced_function_computes_what_it_computes_at_once()
    {
        NdArray x = Reshape(Arange(12.0), 3, 4), v = Arange(4.0) * 10;
        NdArray[] now = RefPrograms.Parts(x, v), traced = Trace(RefPrograms.Parts).Vmap(inAxes: [0, null]).Invoke(Stack([x, x + 1]), v);
        Assert.Multiple(() =>
        {
            for (int i = 0; i < now.Length; i++) Assert.That(traced[i][0].ToArray<float>(), Is.EqualTo(now[i].ToArray<float>()));
        });
    }

    private static IEnumerable<TestCaseData> Errors()
    {
        yield return Error<ShapeException>(x => NewRef(x)[3], "Ref: index 3 is out of range for axis 0 of Ref{f32[3,4]}.");
        yield return Error<ShapeException>(x => NewRef(x)[1..5], "Ref: the range 1..5 is out of range for axis 0 of Ref{f32[3,4]}.");
        yield return Error<ShapeException>(x => NewRef(x)[0, 0, 0], "Ref: Ref{f32[3,4]} has 2 axes, got 3 indices.");
        yield return Error<ShapeException>(x => NewRef(x)[Ix.Ellipsis, Ix.Ellipsis], "Ref: there can be only one Ix.Ellipsis.");
        yield return Error<ShapeException>(x => NewRef(x)[Ix.Ellipsis, 0, Ix.Ellipsis, 0], "Ref: there can be only one Ix.Ellipsis.");
        yield return Error<ShapeException>(x => NewRef(x).Swap(Ones([3]), 0), "swap: a value of type f32[4] is needed for this part of Ref{f32[3,4]}, got f32[3].");
        yield return Error<DTypeException>(x => NewRef(x).Swap(Ones([4], I32), 0), "Ref.Swap: a value of type i32[4] does not fit into a reference of type Ref{f32[3,4]}; convert it with AsType.");
        yield return Error<UnsupportedException>(
            x => NewRef(x)[Ix.NewAxis],
            "Ref: index 0 must be an integer, a range, a slice without a step, or an array of integers; steps, masks and new axes are not supported. Index the value, r.Value[…], to read.");
        yield return Error<TraceException>(x => Twice(NewRef(x)), "Ref.Freeze: the reference of type Ref{f32[3,4]} was frozen; use the value that Freeze gave, or make another with NewRef.");

        static TestCaseData Error<T>(Func<NdArray, NdArray> function, string message) where T : VmapException => new TestCaseData(function, typeof(T), message).SetArgDisplayNames(message);

        static NdArray Twice(Ref r)
        {
            r.Freeze();
            return r.Freeze();
        }
    }

    [TestCaseSource(nameof(Errors))]
    public void A_mistake_is_named(Func<NdArray, NdArray> function, Type type, string message)
    {
        Exception? thrown = Assert.Throws(type, () => Trace(function).ToJaxpr(F32[3, 4]));
        Assert.That(thrown!.Message, Is.EqualTo(message));
    }

    [Test]
    public void A_reference_made_outside_is_not_for_a_program()
    {
        Ref r = NewRef(Ones([2]));
        TraceException? thrown = Assert.Throws<TraceException>(() => Trace((NdArray x) => r.Value + x).ToJaxpr(F32[2]));
        Assert.That(thrown!.Message, Does.StartWith("Ref.[…]: a reference of type Ref{f32[2]} that is made outside cannot be used while '").And.EndWith(
            "' is traced; make it in the function, or pass and return values."));
    }

    [Test]
    public void Branches_by_example_cannot_use_a_reference()
    {
        UnsupportedException? thrown = Assert.Throws<UnsupportedException>(() => Trace((NdArray x) =>
        {
            Ref r = NewRef(x);
            return Cond(x[0] > 0, () => r[0], () => r[1]);
        }).Vmap().ToJaxpr(F32[3, 4]));
        Assert.That(thrown!.Message, Is.EqualTo(
            "cond: the branches use a mutable reference of type Ref{f32[3,4]}, and the predicate differs between examples: all branches are computed then, each of which would change it. " +
            "Return values from the branches and write them after."));
    }

    [Test]
    public void A_reference_of_all_examples_takes_no_value_of_each()
    {
        UnsupportedException? thrown = Assert.Throws<UnsupportedException>(() => Trace((NdArray v) =>
        {
            Ref r = NewRef(Zeros([4]));
            Trace((NdArray row) => r.Swap(row)).Vmap().Invoke(v);
            return r.Value;
        }).ToJaxpr(F32[3, 4]));
        Assert.That(thrown!.Message, Is.EqualTo(
            "swap: a value of each example is written to a reference of type Ref{f32[4]} that all examples share, so there is no one value for it to hold. " +
            "Pass the reference as a mapped argument of the function, or make it inside."));
    }
}
