using Core.Ir;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>Mapping where JAX has no rule, or one for a special case only.</summary>
public class WindowMappingTests
{
    private static readonly NdArray Xs = Sin(Arange(24.0)).Reshape(3, 8);

    [Test]
    public void Ragged_products_are_mapped_along_any_axis_of_any_operand()
    {
        NdArray lhs = Sin(Arange(60.0)).Reshape(5, 3, 4), rhs = Cos(Arange(24.0)).Reshape(2, 4, 3);
        NdArray[] sizes = [I(2, 3), I(5, 0), I(1, 1)];
        NdArray stacked = Stack(sizes, 1);

        NdArray mapped = Trace((NdArray a, NdArray b, NdArray g) => Lax.RaggedDot(a, b, g)).Vmap(inAxes: [1, null, 1]).Invoke(lhs, rhs, stacked);

        NdArray looped = Stack([.. Enumerable.Range(0, 3).Select(k => Lax.RaggedDot(lhs[.., k], rhs, sizes[k]))]);
        Assert.That(AllClose(mapped, looped), Is.True);

        static NdArray I(params ReadOnlySpan<int> values) => NdArray.From<int>(values);
    }

    [Test]
    public void Shared_sizes_of_groups_are_repeated_for_the_axes_outside_of_the_ragged_one()
    {
        RaggedDotDims dims = new(new([2], [1]), 1, 0);
        NdArray lhs = Sin(Arange(48.0)).Reshape(2, 2, 3, 4), rhs = Cos(Arange(40.0)).Reshape(2, 4, 5), sizes = NdArray.From(1, 2);

        NdArray mapped = Trace((NdArray a) => Lax.RaggedDotGeneral(a, rhs, sizes, dims)).Vmap().Invoke(lhs);

        Assert.That(AllClose(mapped, Stack([.. lhs.Rows().Select(a => Lax.RaggedDotGeneral(a, rhs, sizes, dims))])), Is.True);
    }

    [Test]
    public void Select_and_scatter_is_mapped()
    {
        Window pairs = new([2], [2], [(0, 0)]);
        Jaxpr ge = Trace((NdArray a, NdArray b) => Lax.Compare(ComparisonKind.Ge, a, b)).ToJaxpr(F32.Scalar, F32.Scalar);
        Jaxpr add = Trace((NdArray a, NdArray b) => Lax.Add(a, b)).ToJaxpr(F32.Scalar, F32.Scalar);
        NdArray source = Arange(4.0);
        NdArray f(NdArray x) => Lax.Bind(new SelectAndScatter(ge, add, pairs), x, source, 0f);

        Assert.That(AllClose(Trace(f).Vmap().Invoke(Xs), Stack([.. Xs.Rows().Select(f)])), Is.True);
    }

    [Test]
    public void Initial_values_may_differ_between_examples()
    {
        NdArray inits = Arange(3.0) + 1.0;
        NdArray f(NdArray x, NdArray init) => Lax.Reduce(x, init, (a, b) => Lax.Mul(a, b), [0]) + Lax.ReduceWindow(x, init, (a, b) => Lax.Mul(a, b), [2]);

        NdArray mapped = Trace(f).Vmap().Invoke(Xs, inits);

        Assert.That(AllClose(mapped, Stack([.. Xs.Rows().Select((x, k) => f(x, inits[k]))])), Is.True);
        Assert.That(Trace(f).Vmap().ToJaxpr(F32[0, 8], F32[0]).Outputs[0].Type.Shape, Is.EqualTo(Shape.Create([0, 7])));
    }

    [Test]
    public void Reductions_by_own_functions_are_mapped()
    {
        NdArray f(NdArray x) => Lax.Reduce(x, 1.0f, (a, b) => a * b, [0]) + Lax.ReduceWindow(x, 1.0f, (a, b) => a * b, [2], padding: WindowPadding.Same);

        Assert.That(AllClose(Trace(f).Vmap(inAxes: 1).Invoke(Xs.T), Stack([.. Xs.Rows().Select(f)])), Is.True);
    }

    [Test]
    public void A_function_that_reduces_must_not_use_traced_values()
    {
        NdArray f(NdArray x, NdArray y) => Lax.Reduce(x, 1.0f, (a, b) => a * b * y, [0]);

        Assert.That(() => Trace(f).ToJaxpr(F32[3], F32.Scalar), Throws.InstanceOf<TraceException>().With.Message.EqualTo(
            "Reduce: '<lambda>' uses a traced value of type f32[] besides its arguments, which a reduction cannot. Apply it before or after the reduction."));
    }
}
