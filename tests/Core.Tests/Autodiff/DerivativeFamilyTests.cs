using System.Text.RegularExpressions;
using Core.Ir;
using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>Derivatives where the laws over op samples do not reach: what a rule decides at edges, and what it refuses.</summary>
public class DerivativeFamilyTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0), V = NdArray.From(1.0, 0.25, -0.5);

    // The tangent of an operand of one element along an axis is repeated along it.
    [TestCaseSource(nameof(BinaryKinds))]
    public void Operands_that_are_repeated(BinaryKind kind) => Trace((NdArray x, NdArray y) => Lax.Binary(kind, x, y)).CheckGrads(
        NdArray.From(new[,] { { 0.7, 1.4, 2.6 } }), NdArray.From(new[,] { { 0.3, 0.9, 0.5 }, { 1.3, 0.4, 0.75 } }), order: kind is BinaryKind.Igamma or BinaryKind.Igammac ? 1 : 2,
        kind is BinaryKind.Igamma or BinaryKind.Igammac ? DerivativeModes.Forward : DerivativeModes.Both, tolerance: 1e-4);

    private static BinaryKind[] BinaryKinds => [BinaryKind.Add, BinaryKind.Sub, BinaryKind.Mul, BinaryKind.Div, BinaryKind.Rem, BinaryKind.Max, BinaryKind.Min, BinaryKind.Pow, BinaryKind.Atan2, BinaryKind.Igamma];

    // One write wins, and it alone moves the result.
    [Test]
    public void Of_two_values_written_to_one_place_one_gets_the_gradient()
    {
        NdArray gradient = Trace((NdArray x) => Sum(Zeros(4, DType.F64).At[[1, 1, 3]].Set(x) * 3)).Grad().Invoke(X);
        Assert.That((gradient[0].Item<double>() + gradient[1].Item<double>(), gradient[2].Item<double>()), Is.EqualTo((3.0, 3.0)));
        Assert.That(gradient[0].Item<double>() * gradient[1].Item<double>(), Is.EqualTo(0.0));
    }

    [Test]
    public void What_is_written_over_gets_no_gradient() => Close(Trace((NdArray x) => Sum(x.At[[1]].Set(7.0))).Grad().Invoke(X), NdArray.From(1.0, 0.0, 1.0));

    [Test]
    public void Windows_out_of_bounds_that_are_filled_give_nothing_back() =>
        Close(Trace((NdArray x) => Nansum(x.At[[0, 9, 2, 0]].Get(GatherScatterMode.FillOrDrop) * 2)).Grad().Invoke(X), NdArray.From(4.0, 0.0, 2.0));

    [Test]
    public void Equal_extremes_that_are_written_share_the_gradient() =>
        Close(Trace((NdArray x) => Sum(Zeros(2, DType.F64).At[[0, 0, 1]].Max(x))).Grad().Invoke(NdArray.From(2.0, 2.0, 1.0)), NdArray.From(0.5, 0.5, 1.0));

    [Test]
    public void Clipped_indices_out_of_bounds_have_gradients_of_extremes() => Close(
        Trace((NdArray x) => Sum(Lax.Scatter(ScatterKind.Max, Zeros(2, DType.F64), NdArray.From(new[,] { { 0 }, { 5 }, { 1 } }), x, new([], [0], [0]), GatherScatterMode.Clip)))
            .Grad().Invoke(NdArray.From(2.0, 3.0, 1.0)), NdArray.From(1.0, 1.0, 0.0));

    [Test]
    public void A_sort_takes_the_gradient_back_to_where_elements_were() => Close(Trace((NdArray x) => Sum(Sort(x) * V)).Grad().Invoke(X), NdArray.From(0.25, 1.0, -0.5));

    [Test]
    public void The_product_of_a_reduction_of_ones_own_has_a_gradient_where_elements_are_zero() => Close(
        Trace((NdArray x) => Lax.Reduce(x, One, (a, b) => a * b, [0])).Grad().Invoke(NdArray.From(3.0, 0.0, 2.0)), NdArray.From(0.0, 6.0, 0.0));

    [Test]
    public void A_reduction_of_ones_own_along_an_axis_has_a_gradient_per_element() => Close(
        Trace((NdArray x) => Sum(Lax.Reduce(x, One, (a, b) => a * b, [1]))).Grad().Invoke(NdArray.From(new[,] { { 3.0, 0.5 }, { 2.0, 4.0 } })),
        NdArray.From(new[,] { { 0.5, 3.0 }, { 4.0, 2.0 } }));

    [Test]
    public void Members_that_share_the_largest_value_share_its_gradient() => Close(
        Trace((NdArray xs) => Sum(Trace((NdArray x) => Pmax(x, "i")).Vmap(axisName: "i").Invoke(xs))).Grad().Invoke(NdArray.From(2.0, 2.0, 1.0)), NdArray.From(1.5, 1.5, 0.0));

    [Test]
    public void Factors_of_places_that_may_repeat() => Throws(() => Trace((NdArray x) => Sum(Ones(4, DType.F64).At[[0, 1, 1]].Mul(x))).Grad().Invoke(X),
        "scatter-mul cannot be differentiated: with respect to the factors there is a formula only where no place gets two of them; promise that with uniqueIndices: true.");

    [Test]
    public void A_function_applied_at_indices() => Throws(() => Trace((NdArray x) => Sum(x.At[[0, 0]].Apply(Sin))).Grad().Invoke(X),
        "scatter cannot be differentiated: how often a function is applied at an index depends on the indices; read the elements, apply the function, and write them back with Set.");

    [Test]
    public void A_window_of_ones_own_in_reverse() => Throws(() => Trace((NdArray x) => Sum(Lax.ReduceWindow(x, One, (a, b) => a * b, [2]))).Grad().Invoke(X),
        "reduce_window cannot be differentiated in reverse: there is no formula for programs of one's own; Jvp differentiates it, and the sum, max and min of windows have both.");

    [Test]
    public void A_window_of_ones_own_has_tangents() =>
        Close(Trace((NdArray x) => Lax.ReduceWindow(x, One, (a, b) => a * b, [2])).Jvp().Invoke(X, V).Tangent, NdArray.From(-0.875, 1.0));

    private static NdArray One => ((NdArray)1.0).AsType(DType.F64);

    private static void Close(NdArray actual, NdArray expected) => AreClose(actual, expected, rtol: 1e-9, atol: 1e-12);

    private static void Throws(Func<object> action, string message) =>
        Assert.That(() => action(), NUnit.Framework.Throws.TypeOf<UnsupportedException>().With.Message.Matches($@"^{Regex.Escape(message)} \(DerivativeFamilyTests\.cs:\d+\)$"));
}
