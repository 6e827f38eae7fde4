using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _batched_reduction_collective. Over this axis the reduction becomes one over the mapped axis, now the first, and its result
    // is shared; over others the axes of the operand move up past the mapped one.
    public Batched[] AllReduce(AllReduce op, ReadOnlySpan<Batched> args)
    {
        Batched[] results = new Batched[args.Length];
        bool ours = mapped.Name is { } name && op.AxisNames.Contains(name);
        for (int i = 0; i < results.Length; i++) results[i] = ours ? ReduceOurs(op, args[i]) : ReduceOthers(op, args[i]);
        return results;
    }

    public Batched[] AxisIndex(AxisIndex op, ReadOnlySpan<Batched> args) => op.AxisName == mapped.Name
        ? One(Lax.Iota(DType.I32, [mapped.Size], 0), 0)
        : One(Lax.Bind(op), null);

    private Batched ReduceOurs(AllReduce op, Batched x)
    {
        if (x.Axis is null)
        {
            ValueArray<NamedOrPositional> others = [.. op.Axes.Where(axis => axis.Name != mapped.Name)];
            NdArray value = others.Count == 0 ? x.Value : Lax.AllReduce(op.Kind, x.Value, others);
            // All examples share the value: the sum is that many of it.
            return new(op.Kind is AllReduceKind.Sum ? Lax.Mul(Lax.Number(Scalar.Of(mapped.Size), value.DType), value) : value, null);
        }
        ValueArray<NamedOrPositional> axes = [.. op.Axes.Select(axis => axis.Name is null ? axis.Position + 1 : axis.Name == mapped.Name ? 0 : axis)];
        return new(Lax.AllReduce(op.Kind, Move(x, 0), axes), null);
    }

    private static Batched ReduceOthers(AllReduce op, Batched x)
    {
        if (x.Axis is not { } mappedAxis) return new(Lax.AllReduce(op.Kind, x.Value, op.Axes), null);
        if (op.Positions.Count == 0) return new(Lax.AllReduce(op.Kind, x.Value, op.Axes), mappedAxis);
        ValueArray<NamedOrPositional> axes = [.. op.Axes.Select(axis => axis.Name is null ? axis.Position + 1 : axis)];
        return new(Lax.AllReduce(op.Kind, Move(x, 0), axes), 0);
    }
}
