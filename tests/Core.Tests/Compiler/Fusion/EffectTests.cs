using Core.Compiler.Fusion;
using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Compiler.Fusion;

/// <summary>What has an effect, or gives other results each time, is neither left out nor done once for twice; inside programs of ops neither.</summary>
public class EffectTests
{
    private static readonly ArrayType Number = new(DType.F32, []);

    /// <summary>A program that draws a number.</summary>
    private static Jaxpr Draws()
    {
        Var x = new(Number);
        JaxprBuilder builder = new();
        return builder.Build([x], [builder.Emit(new RngUniform([]), [x, new Literal(Scalar.Of(9.0), DType.F32)])[0]]);
    }

    /// <summary>A program that checks a number, and gives it back.</summary>
    private static Jaxpr Checks()
    {
        Var x = new(Number);
        JaxprBuilder builder = new();
        Atom isNegative = builder.Emit(new Comparison(ComparisonKind.Lt), [x, new Literal(Scalar.Of(0.0), DType.F32)])[0];
        builder.Emit(new Check(), [isNegative, new Literal(Scalar.Of(7), DType.I32)]);
        return builder.Build([x], [x]);
    }

    [Test]
    public void Two_branches_that_draw_are_two()
    {
        Jaxpr draws = Draws();
        Var which = new(new(DType.I32, [])), x = new(Number);
        JaxprBuilder builder = new();
        Cond op = new([draws, draws]);
        Atom first = builder.Emit(op, [which, x])[0], second = builder.Emit(op, [which, x])[0];
        Jaxpr program = Simplifier.Simplify(builder.Build([which, x], [first, second]));
        Assert.That(program.Equations.Count(equation => equation.Op is Cond), Is.EqualTo(2));
    }

    [Test]
    public void A_loop_that_checks_stays_where_nobody_uses_its_results()
    {
        Var x = new(Number);
        JaxprBuilder builder = new();
        builder.Emit(new Scan(Checks(), 3, 0, 1), [x]);
        Jaxpr program = builder.Build([x], [x]);
        Assert.That(Simplifier.Simplify(program).Equations.Count, Is.EqualTo(1));
        CompiledProgram compiled = CompiledProgram.Compile(program);
        Assert.That(compiled.Run(ArrayData.Create<float>([], [2f]))[0].AsSpan<float>()[0], Is.EqualTo(2f));
        Assert.That(() => compiled.Run(ArrayData.Create<float>([], [-2f])), Throws.TypeOf<CheckException>());
    }

    [Test]
    public void Derivatives_keep_the_draws_of_the_program()
    {
        Var x = new(Number);
        JaxprBuilder builder = new();
        builder.Emit(new RngUniform([]), [new Literal(Scalar.Of(1.0), DType.F32), new Literal(Scalar.Of(9.0), DType.F32)]);
        Jaxpr program = builder.Build([x], [builder.Emit(new Unary(UnaryKind.Sin), [x])[0]]);
        Assert.That(program.Jvp().Equations.Count(equation => equation.Op is RngUniform), Is.EqualTo(1));
    }

    [Test]
    public void The_condition_of_a_loop_keeps_its_checks()
    {
        Jaxpr program = Transforms.Trace((x, step) => Transforms.While((X: x, Step: step), s =>
        {
            TraceScope.Bind(new Check(), s.X < s.Step, Lax.Number(Scalar.Of(7), DType.I32));
            return s.X < 3.0;
        }, s => (s.X + s.Step, s.Step))).ToJaxpr(Np.F32.Scalar, Np.F32.Scalar);
        While loop = program.Equations.Select(equation => equation.Op).OfType<While>().Single();
        Assert.That(loop.CondJaxpr.Equations.Count(equation => equation.Op is Check), Is.EqualTo(1));
    }
}
