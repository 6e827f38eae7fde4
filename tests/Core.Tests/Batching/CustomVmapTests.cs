using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>Functions that say themselves how they are mapped. The programs are those of JAX's custom_vmap.</summary>
public class CustomVmapTests
{
    private static readonly Func<NdArray, NdArray, (NdArray, NdArray)> Scaled = CustomVmap(
        (NdArray x, NdArray y) => (x * y, x + 1), Rule);

    private static ((NdArray, NdArray), Axes) Rule(int axisSize, bool[] isMapped, NdArray x, NdArray y) => ((x * y, x + 1), [0, isMapped[0] ? 0 : null]);

    [Test]
    public void A_call_keeps_the_program_and_the_name_of_the_rule() => Assert.That(Trace(Scaled).ToJaxpr(F32[3], F32[3]).ToString(), Is.EqualTo("""
        { lambda ; a:f32[3] b:f32[3]. let
            c:f32[3] d:f32[3] = custom_vmap_call[
              call={ lambda ; e:f32[3] f:f32[3]. let
                  g:f32[3] = mul e f
                  h:f32[3] = add e 1.0:f32[]
                in (g, h) }
              in_tree=PyTreeDef(([], (*, *)))
              out_tree=PyTreeDef((*, *))
              rule=<function Rule at 0xXXXXXXXXXXXX>
            ] a b
          in (c, d) }
        """));

    [Test]
    public void The_rule_computes_all_examples() => Assert.That(Trace(Scaled).Vmap(inAxes: [1, null]).ToJaxpr(F32[2, 3], F32.Scalar).ToString(), Is.EqualTo("""
        { lambda ; a:f32[2,3] b:f32[]. let
            c:f32[3,2] = transpose[permutation=(1, 0)] a
            d:f32[3,2] = mul c b
            e:f32[3,2] = add c 1.0:f32[]
          in (d, e) }
        """));

    [Test]
    public void What_is_not_mapped_is_called_as_it_is()
    {
        Jaxpr program = Trace((NdArray x, NdArray y) => (Scaled(y, y).Item1, x)).Vmap(inAxes: [0, null], outAxes: [null, 0]).ToJaxpr(F32[2, 3], F32[3]);

        Assert.That(program.Equations.Single().Op.Name, Is.EqualTo("custom_vmap_call"));
    }

    [Test]
    public void Called_with_data_it_computes() => Assert.That(Scaled(NdArray.From(1f, 2f), NdArray.From(3f, 4f)).Item1.ToArray<float>(), Is.EqualTo(new float[] { 3, 8 }));

    [Test]
    public void Mapped_with_data_it_computes_by_the_rule()
    {
        Func<NdArray, NdArray> tenfold = CustomVmap((NdArray x) => x, (int size, bool[] _, NdArray x) => (x * 10, (Axes)0));

        Assert.That(Trace(tenfold).Vmap().Invoke(NdArray.From(1f, 2f)).ToArray<float>(), Is.EqualTo(new float[] { 10, 20 }));
    }

    [Test]
    public void A_rule_that_returns_another_structure_is_told_so()
    {
        Func<NdArray, NdArray[]> wrong = CustomVmap((NdArray x) => new[] { x }, (int _, bool[] _, NdArray x) => (new[] { x, x }, (Axes)0));

        Assert.That(() => Trace(wrong).Vmap().ToJaxpr(F32[2]), Throws.TypeOf<TreeException>().With.Message.EqualTo(
            "CustomVmap: the rule <lambda> returns [*, *], but the function it is for returns [*]; return the same structure."));
    }

    [Test]
    public void A_result_of_another_type_is_told_so()
    {
        Func<NdArray, NdArray> wrong = CustomVmap((NdArray x) => x, (int _, bool[] _, NdArray x) => (Sum(x), (Axes)0));

        Assert.That(() => Trace(wrong).Vmap().ToJaxpr(F32[2]), Throws.TypeOf<ShapeException>().With.Message.EqualTo(
            "CustomVmap: result 0 of the rule must be f32[2], with the mapped axis at 0; got f32[]."));
    }

    [Test]
    public void An_axis_that_the_result_does_not_have_is_told_so()
    {
        Func<NdArray, NdArray> wrong = CustomVmap((NdArray x) => x, (int _, bool[] _, NdArray x) => (x, (Axes)1));

        Assert.That(() => Trace(wrong).Vmap().ToJaxpr(F32[2]), Throws.TypeOf<AxesException>().With.Message.EqualTo(
            "CustomVmap: the rule gives result 0 the axis 1, but the result has 1 axis with it; expected -1 to 0."));
    }

    [Test]
    public void The_rule_does_not_get_what_the_function_closes_over() => Assert.That(() => Trace((NdArray y) =>
    {
        Func<NdArray, NdArray> closing = CustomVmap((NdArray x) => x * y, (int _, bool[] _, NdArray x) => (x, (Axes)0));
        return closing(y);
    }).Vmap().ToJaxpr(F32[2]), Throws.TypeOf<UnsupportedException>().With.Message.EqualTo(
        "CustomVmap: the function of the rule <lambda> closes over a value that differs between examples, which the rule does not get. Pass it as an argument."));

    [Test]
    public void A_program_that_was_read_knows_only_the_name_of_the_rule()
    {
        Jaxpr read = Jaxpr.Parse(Trace(Scaled).ToJaxpr(F32[3], F32[3]).ToString());

        Assert.That(() => read.ToTraced().Vmap(axisSize: 2).ToJaxpr(), Throws.TypeOf<UnsupportedException>().With.Message.EqualTo(
            "custom_vmap_call: the text of a program holds the name of the rule, <function Rule at 0xXXXXXXXXXXXX>, not the rule, so this call cannot be mapped. " +
            "Trace the function in this process."));
    }
}
