using Core.Ir;
using static Core.Tests.Ir.Types;

namespace Core.Tests.Ir;

/// <summary>Programs are built equation by equation, as JAX's tracing builds them.</summary>
public class JaxprBuilderTests
{
    private static readonly Var X = new(F32(3));

    [Test]
    public void Outputs_have_the_types_that_the_op_infers()
    {
        JaxprBuilder builder = new();
        ValueArray<Atom> sum = builder.Emit(new Reduce(ReduceKind.Sum, [0]), [X]);

        Assert.That(builder.Build([X], sum).ToString(), Is.EqualTo("""
            { lambda ; a:f32[3]. let
                b:f32[] = reduce_sum[axes=(0,) out_sharding=None] a
              in (b,) }
            """));
    }

    [Test]
    public void Operands_that_do_not_fit_add_no_equation()
    {
        JaxprBuilder builder = new();

        Assert.Multiple(() =>
        {
            Assert.Throws<ShapeException>(() => builder.Emit(new Binary(BinaryKind.Add), [X, new Var(F32(4))]));
            Assert.That(builder.Build([X], [X]).Equations.Count, Is.Zero);
        });
    }

    [Test]
    public void A_literal_is_converted_at_once()
    {
        JaxprBuilder builder = new();
        Atom converted = builder.Emit(new ConvertElementType(DType.I32, false), [new Literal(Scalar.Of(2.7), DType.F32)])[0];

        Assert.That(converted.ToString(), Is.EqualTo("2:i32[]"));
    }

    [Test]
    public void A_conversion_to_the_same_type_is_the_operand()
    {
        JaxprBuilder builder = new();

        Assert.That(builder.Emit(new ConvertElementType(DType.F32, false), [X])[0], Is.SameAs(X));
    }

    [Test]
    public void A_conversion_that_changes_the_weakness_alone_is_an_equation()
    {
        JaxprBuilder builder = new();

        Assert.That(builder.Emit(new ConvertElementType(DType.F32, true), [X])[0], Is.Not.SameAs(X));
    }

    [Test]
    public void A_broadcast_to_the_same_shape_is_the_operand()
    {
        JaxprBuilder builder = new();

        Assert.That(builder.Emit(new BroadcastInDim([3], [0]), [X])[0], Is.SameAs(X));
    }

    [Test]
    public void An_array_that_is_captured_twice_is_one_constant()
    {
        JaxprBuilder builder = new();
        ArrayData data = ArrayData.Create<float>([3], [1, 2, 3]);
        Var first = builder.AddConstant(data), second = builder.AddConstant(data);

        Assert.That(second, Is.SameAs(first));
    }

    [Test]
    public void Captured_arrays_that_nothing_uses_are_left_out()
    {
        JaxprBuilder builder = new();
        builder.AddConstant(ArrayData.Create<float>([3], [1, 2, 3]));
        Var used = builder.AddConstant(ArrayData.Create<float>([3], [4, 5, 6]));
        Jaxpr jaxpr = builder.Build([X], builder.Emit(new Binary(BinaryKind.Add), [X, used]));

        Assert.Multiple(() =>
        {
            Assert.That(jaxpr.ToString(), Is.EqualTo("{ lambda a:f32[3]; b:f32[3]. let c:f32[3] = add b a in (c,) }"));
            Assert.That(jaxpr.Constants.Single().ToString(), Is.EqualTo("[4. 5. 6.]"));
        });
    }
}
