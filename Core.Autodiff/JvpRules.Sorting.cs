using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // Tangents go where their elements go: the places are sorted along.
    // JAX: _sort_jvp.
    public Dual[] Sort(Sort op, ReadOnlySpan<Dual> args)
    {
        Shape shape = args[0].Primal.Shape;
        NdArray[] sorted = Lax.BindAll(op, [.. Primals(args), Lax.Iota(DType.U32, shape, op.Dimension)]);
        NdArray places = Lax.ExpandDims(sorted[^1], shape.Rank);
        Dual[] results = new Dual[args.Length];
        for (int i = 0; i < results.Length; i++)
            results[i] = new(sorted[i], args[i].Tangent is { } tangent ? ReadAlong(tangent, places, op.Dimension) : null);
        return results;
    }

    // JAX: _top_k_jvp.
    public Dual[] TopK(TopK op, ReadOnlySpan<Dual> args)
    {
        NdArray[] results = Lax.BindAll(op, args[0].Primal);
        NdArray places = Lax.Reshape(results[1], [.. results[1].Shape, 1]);
        return [new(results[0], args[0].Tangent is { } tangent ? ReadAlong(tangent, places, op.Axis) : null), new(results[1], null)];
    }

    // JAX: _approx_top_k_jvp.
    public Dual[] ApproxTopK(ApproxTopK op, ReadOnlySpan<Dual> args)
    {
        NdArray[] results = Lax.BindAll(op, args[0].Primal);
        NdArray? tangent = args[0].Tangent is { } dx ? Np.TakeAlongAxis(dx, results[1], op.AxisOf(dx.Rank)) : null;
        return [new(results[0], tangent), new(results[1], null)];
    }

    /// <summary>The elements of x at places along an axis, which have a last axis of size 1.</summary>
    private static NdArray ReadAlong(NdArray x, NdArray places, int axis)
    {
        ValueArray<int> others = [.. Enumerable.Range(0, x.Rank).Where(other => other != axis)];
        return Lax.Gather(x, places, new GatherDimensionNumbers([], [axis], [axis], others, others), [.. Enumerable.Repeat(1, x.Rank)]);
    }
}
