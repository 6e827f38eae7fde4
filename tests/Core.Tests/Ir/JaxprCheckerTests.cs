using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>Programs that were put together by hand are checked before they are used.</summary>
public class JaxprCheckerTests
{
    private static readonly Var X = new(F32(3)), Y = new(F32(3));
    private static readonly Op Sin = new Unary(UnaryKind.Sin);

    [Test]
    public void A_well_formed_program_passes() => Assert.DoesNotThrow(() => JaxprChecker.Check(new([], [X], [new(Sin, [X], [Y])], [Y])));

    [Test]
    public void A_variable_must_be_bound_before_it_is_used() =>
        Fails(new([], [], [new(Sin, [X], [Y])], [Y]), "equation 0 (sin) uses a variable of type f32[3] that nothing before it binds.");

    [Test]
    public void An_output_must_be_bound() =>
        Fails(new([], [X], [], [Y]), "the program returns a variable of type f32[3] that nothing binds.");

    [Test]
    public void An_input_must_not_be_bound_twice() =>
        Fails(new([], [X, X], [], [X]), "input of type f32[3] is bound twice.");

    [Test]
    public void An_output_of_an_equation_must_not_be_bound_twice() =>
        Fails(new([], [X], [new(Sin, [X], [Y]), new(Sin, [X], [Y])], [Y]), "an output of equation 1 (sin) of type f32[3] is bound twice.");

    [Test]
    public void A_binder_must_have_the_type_that_the_op_gives() =>
        Fails(new([], [X], [new(Sin, [X], [new Var(F32(4))])], [X]), "equation 0: sin: gives f32[3], but it is bound as f32[4].");

    [Test]
    public void An_op_must_bind_all_that_it_gives() =>
        Fails(new([], [X], [new(new Split([1, 2], 0), [X], [new Var(F32(1))])], [X]), "equation 0: split: gives 2 outputs, but 1 are bound.");

    [Test]
    public void Operands_must_fit() =>
        Fails(new([], [X], [new(new Binary(BinaryKind.Add), [X, new Literal(Scalar.Of(1), DType.I32)], [Y])], [Y]),
            "equation 0: add: operands must have one element type, got f32[3] and i32[]; convert one with AsType.");

    [Test]
    public void Called_programs_are_checked()
    {
        Jaxpr inner = new([], [X], [], [Y]);

        Fails(new([], [X], [new(new Call("f", inner), [X], [Y])], [Y]), "the program returns a variable of type f32[3] that nothing binds.");
    }

    [Test]
    public void A_constant_must_have_the_type_of_its_variable() =>
        Fails(new([X], [], [], [X], [ArrayData.Create<float>([2], [1, 2])]), "constant 0 is bound as f32[3], its value is f32[2].");

    [Test]
    public void Values_of_constants_are_given_for_all_or_none() => Assert.That(
        () => new Jaxpr([X, Y], [], [], [X], [ArrayData.Create<float>([3], [1, 2, 3])]),
        Throws.TypeOf<JaxprException>().With.Message.EqualTo("a program with 2 constants got 1 values for them."));

    private static void Fails(Jaxpr jaxpr, string message) =>
        Assert.That(() => JaxprChecker.Check(jaxpr), Throws.TypeOf<JaxprException>().With.Message.EqualTo(message));
}
