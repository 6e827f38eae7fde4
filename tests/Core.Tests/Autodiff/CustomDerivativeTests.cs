using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>Functions with derivatives of their own. The programs are those of JAX's custom_jvp and custom_vjp.</summary>
public class CustomDerivativeTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0), Y = NdArray.From(1.5, 0.25, -0.5);

    private static readonly Func<NdArray, NdArray, NdArray> F = CustomJvp<NdArray, NdArray, NdArray>(f, f_jvp);

    private static readonly Func<NdArray, NdArray, NdArray> H = CustomVjp<NdArray, NdArray, (NdArray, NdArray, NdArray), NdArray>(h, h_fwd, h_bwd);

    private static NdArray f(NdArray x, NdArray y) => Sin(x) * y;

    // Twice what it is, so that it can be told from the derivative of the steps.
    private static (NdArray, NdArray) f_jvp(NdArray x, NdArray y, NdArray dx, NdArray dy) => (F(x, y), 2 * (Cos(x) * dx * y + Sin(x) * dy));

    private static NdArray h(NdArray x, NdArray y) => Sin(x) * y;

    private static (NdArray, (NdArray, NdArray, NdArray)) h_fwd(NdArray x, NdArray y) => (H(x, y), (Cos(x), Sin(x), y));

    private static (NdArray, NdArray) h_bwd((NdArray Cos, NdArray Sin, NdArray Y) kept, NdArray c) => (3 * kept.Cos * c * kept.Y, 3 * kept.Sin * c);

    [Test]
    public void A_call_with_a_forward_rule_prints_as_that_of_jax() => Assert.That(Trace(F).ToJaxpr(F32[3], F32[3]).ToString(), Is.EqualTo("""
        { lambda ; a:f32[3] b:f32[3]. let
            c:f32[3] = custom_jvp_call[
              name=f
              call_jaxpr={ lambda ; d:f32[3] e:f32[3]. let
                  f:f32[3] = sin d
                  g:f32[3] = mul f e
                in (g,) }
              jvp=f_jvp
              symbolic_zeros=False
            ] a b
          in (c,) }
        """));

    [Test]
    public void A_call_with_a_reverse_rule_prints_as_that_of_jax() => Assert.That(Trace(H).Vmap(inAxes: [0, null]).ToJaxpr(F32[2, 3], F32[3]).ToString(), Is.EqualTo("""
        { lambda ; a:f32[2,3] b:f32[3]. let
            c:f32[2,3] = custom_vjp_call[
              name=h
              bwd=h_bwd
              call_jaxpr={ lambda ; d:f32[2,3] e:f32[3]. let
                  f:f32[2,3] = sin d
                  g:f32[1,3] = broadcast_in_dim[broadcast_dimensions=(1,)] e
                  h:f32[2,3] = mul f g
                in (h,) }
              fwd=h_fwd
              symbolic_zeros=False
            ] a b
          in (c,) }
        """));

    [Test]
    public void What_a_function_closes_over_comes_before_its_operands() => Assert.That(
        Trace((NdArray a, NdArray x) => CustomJvp<NdArray, NdArray>(own => Sin(own) * a, (own, d) => (Sin(own) * a, Cos(own) * d * a))(x)).ToJaxpr(F32.Scalar, F32.Scalar).ToString(), Is.EqualTo("""
        { lambda ; a:f32[] b:f32[]. let
            c:f32[] = custom_jvp_call[
              name=<lambda>
              call_jaxpr={ lambda ; d:f32[] e:f32[]. let
                  f:f32[] = sin e
                  g:f32[] = mul f d
                in (g,) }
              jvp=<lambda>
              num_consts=1
              symbolic_zeros=False
            ] a b
          in (c,) }
        """));

    [Test]
    public void An_argument_that_is_not_differentiated_is_closed_over() => Assert.That(Trace((NdArray n, NdArray x) => Powered(n, x)).ToJaxpr(F32.Scalar, F32.Scalar).ToString(), Is.EqualTo("""
        { lambda ; a:f32[] b:f32[]. let
            c:f32[] = stop_gradient a
            d:f32[] = custom_jvp_call[
              name=powered
              call_jaxpr={ lambda ; e:f32[] f:f32[]. let g:f32[] = pow f e in (g,) }
              jvp=powered_jvp
              num_consts=1
              symbolic_zeros=False
            ] c b
          in (d,) }
        """));

    private static readonly Func<NdArray, NdArray, NdArray> Powered = CustomJvp<NdArray, NdArray, NdArray>(powered, powered_jvp, nondiffArgnums: [0]);

    private static NdArray powered(NdArray n, NdArray x) => Power(x, n);

    private static (NdArray, NdArray) powered_jvp(NdArray n, NdArray x, NdArray dn, NdArray dx)
    {
        Assert.That(dn, Is.Null);
        return (Powered(n, x), n * Power(x, n - 1) * dx);
    }

    [Test]
    public void An_argument_that_is_not_differentiated_has_the_gradient_zero()
    {
        var gradient = Trace((NdArray n, NdArray x) => Sum(Powered(n, x))).Grad([0, 1]);

        Grads gradients = gradient.Invoke(NdArray.From(3.0), NdArray.From(2.0));

        Assert.That((gradients[0].ToArray<double>(), gradients[1].ToArray<double>()), Is.EqualTo((new[] { 0.0 }, new[] { 12.0 })));
    }

    // f(x) = a·sin x by a rule that takes a for 2: along x it is what the rule says, along a there is no rule.
    [Test]
    public void Of_what_a_function_closes_over_a_rule_has_no_derivative([Values] bool isForward)
    {
        NdArray Forward(NdArray a, NdArray x) => CustomJvp<NdArray, NdArray>(own => Sin(own) * a, (own, d) => (2 * Sin(own), 2 * Cos(own) * d))(x);
        NdArray Reverse(NdArray a, NdArray x) => CustomVjp<NdArray, NdArray, NdArray>(own => Sin(own) * a, own => (2 * Sin(own), 2 * Cos(own)), (r, c) => r * c)(x);
        var f = isForward ? Trace<Func<NdArray, NdArray, NdArray>>(Forward) : Trace<Func<NdArray, NdArray, NdArray>>(Reverse);

        Assert.That(f.Grad([1]).Invoke(2.0, 0.0)[0].Item<float>(), Is.EqualTo(2f));
        Assert.That(() => f.Grad([0]).Invoke(2.0, 0.0), NUnit.Framework.Throws.TypeOf<UnsupportedException>().With.Message.StartsWith(
            "<lambda> closes over a value, of type f32[], that is differentiated, and its rule <lambda> knows of its arguments only; pass the value as an argument, or close over StopGradient of it."));
    }

    // The rule is used wherever the function is, in every order of transformations.
    [Test]
    public void Forward_rules_are_used_in_all_transformations() => All((x, y) => Sum(F(x, y)), 2, isForward: true);

    [Test]
    public void Reverse_rules_are_used_in_all_transformations() => All((x, y) => Sum(H(x, y)), 3, isForward: false);

    [Test]
    public void Rules_in_called_programs() => All((x, y) => Sum(Trace(H).Jit().Invoke(x, y)), 3, isForward: false);

    [Test]
    public void Rules_in_branches() => All((x, y) => Cond(Sum(y) > 0, (a, b) => Sum(H(a, b)), (a, b) => Sum(a), x, y), 3, isForward: false);

    [Test]
    public void Rules_in_loops() => All((x, y) => Scan(Zeros([], DType.F64), (x, y), (c, own) => (c + H(own.x, own.y), c)).Carry, 3, isForward: false);

    [Test]
    public void Rules_under_checkpoint() => All((x, y) => Checkpoint<NdArray, NdArray, NdArray>((a, b) => Sum(H(a, b)))(x, y), 3, isForward: false);

    private static void All(Func<NdArray, NdArray, NdArray> function, double factor, bool isForward)
    {
        NdArray dx = factor * Cos(X) * Y, dy = factor * Sin(X);
        var grad = Trace(function).Grad([0, 1]);
        Same(grad.Invoke(X, Y), "grad");
        Same(grad.Jit().Invoke(X, Y), "jit of grad");
        Same(Trace(function).Jit().Grad([0, 1]).Invoke(X, Y), "grad of jit");
        Grads mapped = grad.Vmap(inAxes: [0, null]).Invoke(Stack([X, X]), Y);
        Close(mapped[0], Stack([dx, dx]), "vmap of grad");
        Close(mapped[1], Stack([dy, dy]), "vmap of grad");
        Grads summed = Trace((NdArray xs, NdArray y) => Sum(Trace(function).Vmap(inAxes: [0, null]).Invoke(xs, y))).Grad([0, 1]).Invoke(Stack([X, X]), Y);
        Close(summed[0], Stack([dx, dx]), "grad of vmap");
        Close(summed[1], 2 * dy, "grad of vmap");
        if (isForward) Close(Trace(function).Jvp().Invoke(X, Y, X, Y).Tangent, Sum(dx * X + dy * Y), "jvp");
        // d/dx of the gradient along y, by the rule's own steps.
        NdArray second = Trace((NdArray x) => Sum(Trace(function).Grad().Invoke(x, Y))).Grad().Invoke(X);
        Close(second, -factor * Sin(X) * Y, "grad of grad");

        void Same(Grads gradients, string how)
        {
            Close(gradients[0], dx, how);
            Close(gradients[1], dy, how);
        }
    }

    [Test]
    public void Trees_are_arguments_and_results()
    {
        Func<(NdArray A, NdArray N), Dictionary<string, NdArray>> g = CustomVjp<(NdArray A, NdArray N), (NdArray, string), Dictionary<string, NdArray>>(
            p => new() { ["sum"] = p.A + p.N, ["n"] = p.N },
            p => (new() { ["sum"] = p.A + p.N, ["n"] = p.N }, (p.A, "static")),
            (kept, c) =>
            {
                Assert.That((kept.Item2, c["n"]), Is.EqualTo(("static", (NdArray?)null)));
                return (5 * c["sum"], null!);
            });

        Assert.That(Trace(((NdArray A, NdArray N) p) => Sum(g(p)["sum"])).Grad(allowInt: true).Invoke((X, NdArray.From(3))).A.ToArray<double>(), Is.EqualTo(new[] { 5.0, 5, 5 }));
    }

    [Test]
    public void Tangents_that_are_zero_are_null_where_the_rule_wants_to_know()
    {
        Func<NdArray, NdArray, NdArray> g = CustomJvp<NdArray, NdArray, NdArray>((x, y) => x * y, (x, y, dx, dy) =>
        {
            Assert.That(dy, Is.Null);
            return (x * y, dx * y);
        }, symbolicZeros: true);

        Assert.That(Trace((NdArray x, NdArray y) => Sum(g(x, y))).Grad().Invoke(X, Y).ToArray<double>(), Is.EqualTo(Y.ToArray<double>()));
    }

    [Test]
    public void The_steps_of_a_function_with_a_rule_need_no_derivative()
    {
        Func<NdArray, NdArray> next = CustomVjp<NdArray, NdArray, NdArray>(x => Lax.Binary(Core.Ir.BinaryKind.NextAfter, x, x), x => (x, x), (_, c) => c);

        Assert.That(Trace((NdArray x) => Sum(next(x))).Grad().Invoke(X).ToArray<double>(), Is.EqualTo(new[] { 1.0, 1, 1 }));
    }

    [Test]
    public void Called_with_data_they_compute() => Assert.That((F(X, Y)[0].Item<double>(), H(X, Y)[0].Item<double>()), Is.EqualTo((Math.Sin(0.5) * 1.5, Math.Sin(0.5) * 1.5)));

    [Test]
    public void A_reverse_rule_has_no_forward_derivative() => Fails<UnsupportedException>(() => Trace(H).Jvp().Invoke(X, Y, X, Y),
        "Jvp: h has a rule for cotangents (h_bwd, by CustomVjp), so it has a reverse derivative only; use Grad, Vjp or Jacrev, or give it a rule for tangents with CustomJvp.");

    [Test]
    public void A_rule_that_gives_another_tangent() => Fails<ShapeException>(() => Trace((NdArray x) => Sum(CustomJvp<NdArray, NdArray>(sine, (a, d) => (Sin(a), Sum(d)))(x))).Grad().Invoke(X),
        "CustomJvp: the tangent that <lambda> gives of the result must be f64[3], as it is; got f64[].");

    [Test]
    public void A_rule_that_gives_another_result() => Fails<ShapeException>(() => Trace((NdArray x) => Sum(CustomJvp<NdArray, NdArray>(sine, (a, d) => (Sum(a), d))(x))).Grad().Invoke(X),
        "CustomJvp: <lambda> must give first what sine gives, but the result is f64[] there, not f64[3].");

    [Test]
    public void A_rule_that_gives_another_cotangent() => Fails<ShapeException>(
        () => Trace((NdArray x) => Sum(CustomVjp<NdArray, NdArray, NdArray>(sine, a => (Sin(a), a), (a, c) => c[0])(x))).Grad().Invoke(X),
        "CustomVjp: the cotangent that <lambda> gives of x must be f64[3], as it is; got f64[].");

    [Test]
    public void A_cotangent_of_what_is_not_differentiated() => Fails<TreeException>(
        () => Trace((NdArray x) => Sum(CustomVjp<NdArray, NdArray, NdArray, NdArray>(f, (a, b) => (f(a, b), b), (b, c) => (c, c), nondiffArgnums: [1])(x, Y))).Grad().Invoke(X),
        "CustomVjp: the cotangent that <lambda> gives of y must be null: nondiffArgnums says that it is not differentiated.");

    [Test]
    public void An_argument_that_there_is_not() => Fails<TreeException>(() => CustomJvp<NdArray, NdArray, NdArray>(f, f_jvp, nondiffArgnums: [2])(X, Y),
        "CustomJvp: nondiffArgnums names argument 2, but f takes 2 (x, y).");

    [Test]
    public void A_rule_that_uses_a_value_of_the_function_around_it([Values] bool isForward)
    {
        NdArray Forward(NdArray a, NdArray x) => CustomJvp<NdArray, NdArray>(sine, (own, d) => (Sin(own), Cos(own) * d * a))(x);
        NdArray Reverse(NdArray a, NdArray x) => CustomVjp<NdArray, NdArray, NdArray>(sine, own => (Sin(own), Cos(own)), (r, c) => r * c * a)(x);
        Fails<TraceException>(() => Trace((NdArray a, NdArray x) => Sum(isForward ? Forward(a, x) : Reverse(a, x))).Grad([1]).Invoke(X, Y),
            $"{(isForward ? "CustomJvp" : "CustomVjp")}: <lambda>, a rule of sine, uses a value of '<lambda>' around it, which has returned when the rule runs. Pass the value to sine as an " +
            "argument, and name that in nondiffArgnums if it is not differentiated.");
    }

    [Test]
    public void A_rule_that_uses_a_reference_of_the_function_around_it() => Fails<TraceException>(
        () => Trace((NdArray x) =>
        {
            Ref scale = NewRef(x);
            return Sum(CustomJvp<NdArray, NdArray>(sine, (own, d) => (Sin(own), d * scale.Value))(x));
        }).Grad().Invoke(X),
        "CustomJvp: <lambda>, a rule of sine, uses a value of '<lambda>' around it, which has returned when the rule runs. Pass the value to sine as an argument, and name that in " +
        "nondiffArgnums if it is not differentiated.");

    private static NdArray sine(NdArray x) => Sin(x);

    private static void Close(NdArray actual, NdArray expected, string how) => AreClose(actual, expected, rtol: 1e-9, atol: 1e-12, how);
}
