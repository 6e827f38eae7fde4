using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>Derivatives through branches and loops, forwards and backwards.</summary>
public class ControlFlowDerivativeTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0);

    private static NdArray Number(double value) => ((NdArray)value).AsType(DType.F64);

    // ∏ xᵢ · sin c, step by step: the constant, the carried value and the slices all have derivatives.
    [Test]
    public void A_scan() => Agrees((x, c) => Scan(Number(1.0), x, (p, v) => (p * v * Sin(c), p * v)), (x, c) => Running(x, c));

    [Test]
    public void A_scan_from_the_end() => Agrees((x, c) => Scan(c, x, (p, v) => (p * v, Exp(p)), reverse: true), (x, c) =>
    {
        NdArray p2 = c * x[2], p1 = p2 * x[1];
        return (p1 * x[0], Stack([Exp(p1), Exp(p2), Exp(c)]));
    });

    [Test]
    public void A_loop_of_a_known_number_of_steps() => Agrees((x, c) => (Fori(0, 3, (i, v) => Sin(v) * c, x), c), (x, c) => (Sin(Sin(Sin(x) * c) * c) * c, c));

    [Test]
    public void A_branch() => Agrees(
        (x, c) => (Cond(c > 0.0, (x, c) => Exp(x) * c, (x, c) => x, x, c), Cond(c < 0.0, (x, c) => Exp(x) * c, (x, c) => x, x, c)), (x, c) => (Exp(x) * c, x));

    [Test]
    public void A_loop_inside_a_branch_inside_a_loop() => Agrees(
        (x, c) => Scan(c, x, (p, v) => Cond(v > 0.0, (p, v) => (Fori(0, 2, (i, w) => Sin(w), p * v), v), (p, v) => (p, p * v), p, v)), (x, c) =>
        {
            NdArray p1 = Sin(Sin(c * x[0]));
            return (Sin(Sin(p1 * x[2])), Stack([x[0], p1 * x[1], x[2]]));
        });

    [Test]
    public void A_while_loop_forwards()
    {
        var (value, tangent) = Trace((NdArray x) => While(x, v => v < 10.0, v => v * v + x)).Jvp().Invoke(Number(1.5), Number(1.0));
        // 1.5 → 3.75 → 15.5625, whose derivatives are 1, 2 · 1.5 + 1, 2 · 3.75 · 4 + 1
        Assert.That((value.Item<double>(), tangent.Item<double>()), Is.EqualTo((15.5625, 31.0)));
    }

    [Test]
    public void A_while_loop_backwards() => Assert.That(
        () => Trace((NdArray x) => While(x, v => v < 10.0, v => v * v)).Grad().Invoke(Number(1.5)),
        Throws.TypeOf<UnsupportedException>().With.Message.StartsWith(
            "while cannot be differentiated in reverse: how many steps it makes, and so what to keep of each, is only known when it has run. Use Scan, or Fori with bounds that are numbers, or Jvp."));

    [Test]
    public void A_while_loop_whose_values_have_no_tangents_is_no_obstacle() => Assert.That(
        Trace((NdArray x) => x * While(Number(1.0), v => v < 10.0, v => v * 3.0)).Grad().Invoke(Number(1.5)).Item<double>(), Is.EqualTo(27.0));

    [Test]
    public void A_second_derivative_through_a_scan()
    {
        NdArray second = Trace((NdArray x) => Fori(0, 3, (i, v) => v * x, Number(1.0))).Grad().Grad().Invoke(Number(2.0));
        Assert.That(second.Item<double>(), Is.EqualTo(12.0).Within(1e-12)); // x³
    }

    private static (NdArray, NdArray) Running(NdArray x, NdArray c)
    {
        NdArray s = Sin(c);
        return (x[0] * x[1] * x[2] * s * s * s, Stack([x[0], x[0] * s * x[1], x[0] * x[1] * s * s * x[2]]));
    }

    // The derivatives of a program are those of what it is without branches and loops.
    private static void Agrees(Func<NdArray, NdArray, (NdArray, NdArray)> program, Func<NdArray, NdArray, (NdArray, NdArray)> plain)
    {
        NdArray c = Number(0.7);
        Assert.Multiple(() =>
        {
            Close(Trace((NdArray x, NdArray c) => Weighted(program(x, c))).Grad().Invoke(X, c), Trace((NdArray x, NdArray c) => Weighted(plain(x, c))).Grad().Invoke(X, c));
            Close(Trace((NdArray c, NdArray x) => Weighted(program(x, c))).Grad().Invoke(c, X), Trace((NdArray c, NdArray x) => Weighted(plain(x, c))).Grad().Invoke(c, X));
            Close(
                Trace((NdArray x, NdArray c) => Weighted(program(x, c))).Jvp().Invoke(X, c, X + 1.0, Number(0.3)).Item2,
                Trace((NdArray x, NdArray c) => Weighted(plain(x, c))).Jvp().Invoke(X, c, X + 1.0, Number(0.3)).Item2);
        });

        static NdArray Weighted((NdArray, NdArray) results) => Sum(results.Item1 * results.Item1) + Sum(Sin(results.Item2));
    }

    private static void Close(NdArray actual, NdArray expected) => AreClose(actual, expected, rtol: 1e-10, atol: 1e-10);
}
