using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>The verbs of derivatives on functions, with trees, with each other and with the other verbs.</summary>
public partial class DerivativeVerbTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0), V = NdArray.From(1.0, 0.25, -0.5);

    [Test]
    public void Grad_gives_the_gradient_with_respect_to_the_first_argument() => Close(Trace((NdArray x, NdArray y) => Sum(x * x * y)).Grad().Invoke(X, V), 2 * X * V);

    [Test]
    public void Grad_of_a_tree_is_a_tree()
    {
        Dictionary<string, (NdArray, NdArray)> point = new() { ["a"] = (X, V) };
        var gradient = Trace((Dictionary<string, (NdArray, NdArray)> p) => Sum(p["a"].Item1 * Sin(p["a"].Item2))).Grad().Invoke(point);
        Close(gradient["a"].Item1, Sin(V));
        Close(gradient["a"].Item2, X * Cos(V));
    }

    [Test]
    public void Grad_of_a_record_is_a_record()
    {
        Line gradient = Trace((Line line, NdArray x) => Sum((line.Slope * x + line.Offset) * V)).Grad().Invoke(new(2.0, 1.0), X);
        Close(gradient.Slope, Sum(X * V));
        Close(gradient.Offset, Sum(V));
    }

    [Test]
    public void ValueAndGrad_of_several_arguments_deconstructs()
    {
        var (value, (dx, dz)) = Trace((NdArray x, NdArray y, NdArray z) => Sum(x * y * z)).ValueAndGrad(argnums: [0, 2]).Invoke(X, V, 2 * V);
        Close(value, Sum(2 * X * V * V));
        Close(dx, 2 * V * V);
        Close(dz, X * V);
    }

    [Test]
    public void Grads_come_in_the_order_of_argnums()
    {
        Grads gradients = Trace((NdArray x, NdArray y) => Sum(x * x * y)).Grad(argnums: [-1, 0]).Invoke(X, V);
        Close(gradients[0], X * X);
        Close(gradients[1], 2 * X * V);
    }

    [Test]
    public void Grads_of_trees_are_got_by_type()
    {
        Grads gradients = Trace((Line line, NdArray x) => Sum(line.Slope * x + line.Offset)).Grad(argnums: [0, 1]).Invoke(new(2.0, 1.0), X);
        Close(gradients.Get<Line>(0).Slope, Sum(X));
        Close(gradients[1], 2 * OnesLike(X));
    }

    [Test]
    public void What_goes_with_the_value_is_passed_on()
    {
        var (gradient, aux) = Trace((NdArray x) => (Sum(x * x), Exp(x))).Grad(hasAux: true).Invoke(X);
        Close(gradient, 2 * X);
        Close(aux, Exp(X));
        var ((value, again), both) = Trace((NdArray x) => (Sum(x * x), Exp(x))).ValueAndGrad(hasAux: true).Invoke(X);
        Close(value, Sum(X * X));
        Close(again, aux);
        Close(both, gradient);
    }

    [Test]
    public void Integers_among_the_arguments_have_no_derivative()
    {
        (NdArray, NdArray) gradient = Trace(((NdArray X, NdArray N) p) => Sum(p.X * p.N)).Grad(allowInt: true).Invoke((X, NdArray.From(1, 2, 3)));
        Close(gradient.Item1, NdArray.From(1.0, 2.0, 3.0));
        Assert.That(gradient.Item2, Is.Null);
    }

    [Test]
    public void Jvp_gives_the_value_and_its_tangent()
    {
        var (value, tangent) = Trace((NdArray x) => Sin(x) * x).Jvp().Invoke(X, V);
        Close(value, Sin(X) * X);
        Close(tangent, (Cos(X) * X + Sin(X)) * V);
    }

    [Test]
    public void A_tangent_may_be_null_for_zero()
    {
        var (_, tangent) = Trace((NdArray x, NdArray y) => x * y).Jvp().Invoke(X, V, null!, V);
        Close(tangent, X * V);
    }

    [Test]
    public void Linearize_gives_a_function_of_tangents()
    {
        var (value, push) = Trace((NdArray x, NdArray y) => Sin(x) * y).Linearize(X, V);
        Close(value, Sin(X) * V);
        Close(push(V, X), Cos(X) * V * V + Sin(X) * X);
    }

    [Test]
    public void Vjp_gives_a_function_of_cotangents()
    {
        var (value, pull) = Trace((NdArray x, NdArray y) => (Sin(x) * y, x)).Vjp(X, V);
        Close(value.Item1, Sin(X) * V);
        (NdArray dx, NdArray dy) = pull((V, X));
        Close(dx, Cos(X) * V * V + X);
        Close(dy, Sin(X) * V);
        Close(pull((V, null!)).Item1, Cos(X) * V * V);
    }

    [Test]
    public void Vjp_composes_as_a_function_of_arguments_and_cotangent()
    {
        NdArray cotangents = Trace((NdArray x) => Sin(x)).Vjp().Vmap(inAxes: [null, 0]).Jit().Invoke(X, Stack([V, X]));
        Close(cotangents, Stack([Cos(X) * V, Cos(X) * X]));
    }

    [Test]
    public void Grad_of_grad_is_the_second_derivative() =>
        Close(Trace((NdArray x) => Sin(x)).Grad().Grad().Grad().Invoke(0.5), -Cos((NdArray)0.5));

    [Test]
    public void Vmap_of_grad_is_a_loop_of_grad()
    {
        NdArray rows = Stack([X, V, X + V]);
        NdArray mapped = Trace((NdArray w, NdArray x) => Tanh(Dot(w, x))).Grad().Vmap(inAxes: [null, 0]).Invoke(V, rows);
        for (int i = 0; i < 3; i++) Close(mapped[i], Trace((NdArray w, NdArray x) => Tanh(Dot(w, x))).Grad().Invoke(V, rows[i]));
    }

    [Test]
    public void Grad_of_vmap_sums_over_examples()
    {
        NdArray rows = Stack([X, V, X + V]);
        NdArray ofSum = Trace((NdArray w) => Sum(Trace((NdArray x) => Tanh(Dot(w, x))).Vmap().Invoke(rows))).Grad().Invoke(V);
        Close(ofSum, Sum(Trace((NdArray w, NdArray x) => Tanh(Dot(w, x))).Grad().Vmap(inAxes: [null, 0]).Invoke(V, rows), 0));
    }

    [Test]
    public void Derivatives_inside_traced_functions_see_their_values() =>
        Close(Trace((NdArray y) => Trace((NdArray x) => x * x * y).Grad().Invoke(y)).Grad().Invoke(3.0), 12.0);

    [Test]
    public void Jit_of_grad_and_grad_of_jit_agree()
    {
        var f = Trace((NdArray x) => Sum(Exp(x) * Logaddexp(x, 1.0)));
        Close(f.Jit().Grad().Invoke(X), f.Grad().Jit().Invoke(X));
    }

    [Test]
    public void Both_Jacobians_are_all_derivatives()
    {
        NdArray matrix = NdArray.From<double>([1, 2, 3, 4, 5, 6], [2, 3]);
        var f = Trace((NdArray x) => Dot(matrix, Sin(x)));
        Close(f.Jacfwd().Invoke(X), matrix * Cos(X));
        Close(f.Jacrev().Invoke(X), matrix * Cos(X));
    }

    [Test]
    public void Jacobians_of_trees_and_several_arguments_keep_their_structure()
    {
        var f = Trace((Line line, NdArray x) => line.Slope * x + line.Offset);
        foreach (Grads jacobian in (Grads[])[f.Jacfwd(argnums: [1, 0]).Invoke(new(2.0, 1.0), X), f.Jacrev(argnums: [1, 0]).Invoke(new(2.0, 1.0), X)])
        {
            Close(jacobian[0], 2 * Eye(3, dtype: F64));
            Close(jacobian.Get<Line>(1).Slope, X);
            Close(jacobian.Get<Line>(1).Offset, OnesLike(X));
        }
    }

    [Test]
    public void The_Jacobian_of_an_argument_without_arrays_is_the_argument()
    {
        var f = Trace((NdArray x, int n) => x * n);
        Assert.That(f.Jacfwd(argnums: [1]).Invoke(X, 2).Get<int>(0), Is.EqualTo(2));
        Assert.That(f.Jacrev(argnums: [1]).Invoke(X, 2).Get<int>(0), Is.EqualTo(2));
    }

    [Test]
    public void The_Hessian_is_symmetric()
    {
        NdArray hessian = Trace((NdArray x) => Exp(Sum(x * x) / 4) * x[0]).Hessian().Invoke(X);
        Close(hessian, Transpose(hessian));
        Assert.That($"{hessian.Type}", Is.EqualTo("f64[3,3]"));
    }

    // As in JAX: it gives way to other element types, so that a step from a number is a number.
    [Test]
    public void The_gradient_of_a_bare_number_is_as_weak_as_the_number()
    {
        foreach (Func<NdArray, NdArray> f in (Func<NdArray, NdArray>[])[x => x, x => 2.0, x => x * 2.0, Sin, x => Sum(x * X), x => Scan(x, Ones([3]), (c, y) => (c * 2.0, c)).Carry])
        {
            Assert.That(Trace(f).Grad().Invoke(3.0).IsWeak, Is.True);
            Assert.That(Trace(f).Grad().Invoke(Ones([])).IsWeak, Is.False);
        }
    }

    [Test]
    public void StopGradient_makes_a_constant() => Close(Trace((NdArray x) => Sum(x * StopGradient(x))).Grad().Invoke(X), X);

    [Test]
    public void Functions_with_rules_of_their_own_follow_them_mapped_or_not()
    {
        Close(Trace((NdArray x) => Sum(Nn.Relu(x))).Grad().Invoke(NdArray.From(-1.0, 0.0, 2.0)), NdArray.From(0.0, 0.0, 1.0));
        Close(Trace((NdArray x) => Nn.Relu(x)).Vmap().Jvp().Invoke(NdArray.From(-1.0, 0.0, 2.0), NdArray.From(1.0, 1.0, 1.0)).Tangent, NdArray.From(0.0, 0.0, 1.0));
        Close(Trace((NdArray x) => Nn.Relu(x)).Grad().Vmap().Invoke(NdArray.From(-1.0, 0.0, 2.0)), NdArray.From(0.0, 0.0, 1.0));
        Close(Trace((NdArray x) => Sinc(x)).Grad().Grad().Invoke((NdArray)0.0), -Math.PI * Math.PI / 3);
        Close(Trace((NdArray x) => Logaddexp(x, 0.0)).Grad().Grad().Vmap().Invoke(NdArray.From(0.0, 1e3)), NdArray.From(0.25, 0.0));
        Close(Trace((NdArray x) => Nn.Log1mexp(x)).Grad().Invoke((NdArray)1.0), 1 / Expm1(1.0));
        Close(Trace((NdArray x) => I0(x)).Grad().Invoke((NdArray)0.0), 0.0);
    }

    [Test]
    public void Ties_share_the_derivative_of_a_maximum() => Close(Trace((NdArray x) => Max(x)).Grad().Invoke(NdArray.From(1.0, 3.0, 3.0)), NdArray.From(0.0, 0.5, 0.5));

    [Test]
    public void A_product_with_zeros_has_its_derivatives() => Close(Trace((NdArray x) => Prod(x)).Grad().Invoke(NdArray.From(2.0, 0.0, 5.0)), NdArray.From(0.0, 10.0, 0.0));

    private static void Close(NdArray actual, NdArray expected) => AreClose(actual, expected, rtol: 1e-5, atol: 1e-7);

    [PyTree]
    public partial record Line(NdArray Slope, NdArray Offset);
}
