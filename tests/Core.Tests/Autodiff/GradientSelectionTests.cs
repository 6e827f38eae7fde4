using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>Gradients with respect to what a selector picks.</summary>
public partial class GradientSelectionTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0);
    private static readonly Model P = new([new(2.0, 1.0), new(-1.0, 0.5)], NdArray.From(3.0, 1.0, 2.0), "tanh");

    private static NdArray Loss(Model p, NdArray x)
    {
        foreach (Line line in p.Lines) x = Tanh(line.Slope * x + line.Offset);
        return Sum(x * p.Scale);
    }

    private static readonly Traced<Func<Model, NdArray, NdArray>> Traced = Trace<Func<Model, NdArray, NdArray>>(Loss);
    private static readonly Model OfModel = Traced.Grad().Invoke(P, X);
    private static readonly NdArray OfX = Traced.Grad(argnums: [1]).Invoke(P, X)[0];

    [Test]
    public void One_array_gives_one_array() => Close(Traced.Grad(wrt: (p, x) => p.Scale).Invoke(P, X), OfModel.Scale);

    [Test]
    public void Arrays_of_several_arguments_give_a_tuple()
    {
        var (x, slope) = Traced.Grad(wrt: (p, x) => (x, p.Lines[1].Slope)).Invoke(P, X);
        Close(x, OfX);
        Close(slope, OfModel.Lines[1].Slope);
    }

    [Test]
    public void A_part_of_a_tree_gives_its_type()
    {
        var (value, line) = Traced.ValueAndGrad(wrt: (p, x) => p.Lines[0]).Invoke(P, X);
        Close(value, Loss(P, X));
        Close(line.Slope, OfModel.Lines[0].Slope);
        Close(line.Offset, OfModel.Lines[0].Offset);
    }

    [Test]
    public void Any_tree_may_be_made()
    {
        Dictionary<string, NdArray> gradient = Traced.Grad(wrt: (p, x) => p.Lines.Select((line, i) => (line, i)).ToDictionary(l => $"slope{l.i}", l => l.line.Slope)).Invoke(P, X);
        Close(gradient["slope0"], OfModel.Lines[0].Slope);
        Close(gradient["slope1"], OfModel.Lines[1].Slope);
    }

    [Test]
    public void What_goes_with_the_value_is_passed_on()
    {
        var f = Trace((Model p, NdArray x) => (Loss(p, x), x + 1));
        var (gradient, aux) = f.Grad(wrt: (p, x) => p.Scale, hasAux: true).Invoke(P, X);
        Close(gradient, OfModel.Scale);
        Close(aux, X + 1);
        var ((value, again), both) = f.ValueAndGrad(wrt: (p, x) => (p.Scale, x), hasAux: true).Invoke(P, X);
        Close(value, Loss(P, X));
        Close(again, aux);
        Close(both.x, OfX);
    }

    [Test]
    public void Selections_map_and_compile()
    {
        NdArray rows = Stack([X, 2 * X]);
        NdArray mapped = Traced.Grad(wrt: (p, x) => x).Vmap(inAxes: [null, 0]).Jit().Invoke(P, rows);
        Close(mapped[0], OfX);
        Close(mapped[1], Traced.Grad(wrt: (p, x) => x).Invoke(P, 2 * X));
    }

    [Test]
    public void Integers_picked_have_the_derivative_null()
    {
        (NdArray, NdArray) gradient = Trace((NdArray x, NdArray n) => Sum(x * n)).Grad(wrt: (x, n) => (n, x), allowInt: true).Invoke(X, NdArray.From(1, 2, 3));
        Assert.That(gradient.Item1, Is.Null);
        Close(gradient.Item2, NdArray.From(1.0, 2.0, 3.0));
    }

    [Test]
    public void What_is_not_picked_costs_nothing() =>
        Assert.That($"{Trace((NdArray x, NdArray y) => Sum(Sin(x) * Exp(y))).Grad(wrt: (x, y) => y).ToJaxpr(F32[3], F32[3])}", Is.EqualTo("""
            { lambda ; a:f32[3] b:f32[3]. let
                c:f32[3] = sin a
                d:f32[3] = exp b
                e:f32[3] = mul c d
              in (e,) }
            """));

    [Test]
    public void An_array_that_was_computed() => Fails<TreeException>(() => Traced.Grad(wrt: (p, x) => (p.Scale, x * 2)).Invoke(P, X),
        "Grad: wrt must return arrays of Loss's arguments as they are, but what it returns at .Item2 is another array; write wrt: (p, x) => (p.Lines[0].Slope, x), say, for two of them.");

    [Test]
    public void An_array_from_elsewhere() => Fails<TreeException>(() => Trace((NdArray y) => Sum(y)).ValueAndGrad(wrt: y => X).Invoke(X),
        "ValueAndGrad: wrt must return arrays of <lambda>'s arguments as they are, but what it returns is another array; write wrt: y => y, say, for it.");

    [Test]
    public void An_array_twice() => Fails<TreeException>(() => Traced.Grad(wrt: (p, x) => (p.Scale, x, p)).Invoke(P, X), "Grad: wrt returns p.Scale twice; return it once.");

    [Test]
    public void No_array() => Fails<TreeException>(() => Traced.Grad(wrt: (p, x) => p.Activation).Invoke(P, X),
        "Grad: wrt returns no array of Loss's arguments; write wrt: (p, x) => (p.Lines[0].Slope, x), say, for two of them.");

    [Test]
    public void An_integer() => Fails<DTypeException>(() => Trace((NdArray x, NdArray n) => Sum(x * n)).Grad(wrt: (x, n) => n).Invoke(X, NdArray.From(1, 2, 3)),
        "Grad: n is i32[3], and only floating-point and complex arrays have derivatives. Convert it with AsType, leave it out of wrt, or write allowInt: true for null in its place.");

    private static void Close(NdArray actual, NdArray expected) => AreClose(actual, expected, rtol: 1e-6, atol: 1e-9);

    [PyTree]
    public partial record Line(NdArray Slope, NdArray Offset);

    [PyTree]
    public partial record Model(Line[] Lines, NdArray Scale, string Activation);
}
