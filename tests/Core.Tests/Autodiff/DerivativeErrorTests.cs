using System.Runtime.CompilerServices;
using static Core.Np;
using static Core.Tests.Expect;
using static Core.Transforms;

namespace Core.Tests.Autodiff;

/// <summary>What derivatives say no to.</summary>
public class DerivativeErrorTests
{
    private static readonly NdArray X = NdArray.From(0.5, -1.0, 2.0);

    [Test]
    public void The_gradient_of_an_array() => Fails<ShapeException>(() => Trace<Func<NdArray, NdArray>>(Twice).Grad().Invoke(X),
        "Grad: Twice must return a number, of shape (), but returns f64[3]. Sum it, or use Jacrev for all its derivatives.");

    [Test]
    public void The_gradient_with_respect_to_integers() => Fails<DTypeException>(() => Trace<Func<NdArray, NdArray>>(Twice).Grad().Invoke(3),
        "Grad: x is i32[], and only floating-point and complex arrays have derivatives. Convert it with AsType, leave it out of argnums, or write allowInt: true for null in its place.");

    [Test]
    public void The_gradient_of_an_integer() => Fails<DTypeException>(() => Trace((NdArray x) => Argmax(x)).Grad().Invoke(X),
        "Grad: <lambda> must return a floating-point number, but returns i32[].");

    [Test]
    public void An_argument_that_there_is_not() => Fails<TreeException>(() => Trace<Func<NdArray, NdArray>>(Twice).Grad(argnums: [1]).Invoke(X),
        "Grad: argnums names argument 1, but Twice takes 1 (x).");

    private static IEnumerable<TestCaseData> Several() => new (string, Func<Traced<Func<NdArray, NdArray>>, int[], Grads>)[]
    {
        ("Grad", (f, argnums) => f.Grad(argnums).Invoke(X)), ("Jacfwd", (f, argnums) => f.Jacfwd(argnums).Invoke(X)), ("Jacrev", (f, argnums) => f.Jacrev(argnums).Invoke(X)),
    }.Select(verb => new TestCaseData(verb.Item1, verb.Item2).SetArgDisplayNames(verb.Item1));

    [TestCaseSource(nameof(Several))]
    public void Arguments_that_there_are_not(string name, Func<Traced<Func<NdArray, NdArray>>, int[], Grads> verb) => Assert.Multiple(() =>
    {
        Traced<Func<NdArray, NdArray>> f = Trace<Func<NdArray, NdArray>>(Twice);
        Fails<TreeException>(() => verb(f, [-2]), $"{name}: argnums names argument -2, but Twice takes 1 (x).");
        Fails<TreeException>(() => verb(f, [0, -1]), $"{name}: argnums names an argument twice: [0, -1].");
        Fails<TreeException>(() => verb(f, []), $"{name}: argnums is empty; name one of the arguments of Twice at least (x).");
    });

    [Test]
    public void A_tangent_of_another_shape() => Fails<ShapeException>(() => Trace<Func<NdArray, NdArray>>(Twice).Jvp().Invoke(X, NdArray.From(1.0, 2.0)),
        "Jvp: the tangent of x must be f64[3], as it is; got f64[2].");

    [Test]
    public void A_tangent_of_another_type() => Fails<DTypeException>(() => Trace<Func<NdArray, NdArray>>(Twice).Jvp().Invoke(X, NdArray.From(1f, 2f, 3f)),
        "Jvp: the tangent of x must be f64[3], as it is; got f32[3]. Convert it with AsType.");

    [Test]
    public void The_gradient_of_a_complex_number() => Fails<DTypeException>(() => Trace((NdArray x) => Sum(x)).Grad().Invoke(NdArray.From(new System.Numerics.Complex(1, 2))),
        "Grad: <lambda> must return a real number, but returns c128[]. Take its real part, or write holomorphic: true where it is a function of complex numbers.");

    // What an op refuses is said with the line that it comes from, in whatever it stands.
    [Test]
    public void An_op_without_derivative() => Refuses(x => Trace((NdArray y) => Next(y)).Jvp().Invoke(x, x),
        "nextafter cannot be differentiated: it goes from one number of the format to the next.");

    [Test]
    public void An_op_without_derivative_in_a_called_function() => Refuses(x => Trace((NdArray y) => Sum(Trace<Func<NdArray, NdArray>>(Next).Jit().Invoke(y))).Grad().Invoke(x),
        "nextafter cannot be differentiated: it goes from one number of the format to the next.");

    [Test]
    public void A_loop_in_reverse() => Refuses(x => Trace<Func<NdArray, NdArray>>(Doubled).Grad().Invoke(x), NoReverse);

    [Test]
    public void A_loop_in_a_scan_in_reverse() => Refuses(x => Trace((NdArray y) => Scan(Sum(y), y, (c, own) => (c + Doubled(own * y), c)).Carry).Grad().Invoke(x), NoReverse);

    [Test]
    public void A_loop_in_all_derivatives() => Refuses(x => Trace<Func<NdArray, NdArray>>(Doubled).Jacrev().Invoke(x), NoReverse);

    [Test]
    public void A_loop_that_is_linearized() => Refuses(x => Trace<Func<NdArray, NdArray>>(Doubled).Vjp(x).Pullback(1.0), NoReverse, hasPlace: false);

    private const string NoReverse =
        "while cannot be differentiated in reverse: how many steps it makes, and so what to keep of each, is only known when it has run. Use Scan, or Fori with bounds that are numbers, or Jvp.";

    private static int s_line;

    private static NdArray Doubled(NdArray x) => Sum(While(Noted(x), y => Sum(y) < 100, y => y * 2));

    private static NdArray Next(NdArray x) => Lax.Binary(Core.Ir.BinaryKind.NextAfter, Noted(x), x);

    private static NdArray Noted(NdArray x, [CallerLineNumber] int line = 0)
    {
        s_line = line;
        return x;
    }

    private static void Refuses(Func<NdArray, object> action, string message, bool hasPlace = true)
    {
        UnsupportedException? thrown = Assert.Throws<UnsupportedException>(() => action(X));
        Assert.That(thrown!.Message, Is.EqualTo(hasPlace ? $"{message} (DerivativeErrorTests.cs:{s_line})" : message));
    }

    private static NdArray Twice(NdArray x) => x * 2;
}
