using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _reduce_window_batch_rule.
    public Batched[] ReduceWindow(ReduceWindow op, ReadOnlySpan<Batched> args)
    {
        int axis = args[0].Axis!.Value;
        return One(Lax.Bind(op with { Window = op.Window.Insert(axis) }, args[0].Value), axis);
    }

    // JAX: _generic_reduce_window_batch_rule.
    public Batched[] ReduceWindowWith(ReduceWindowWith op, ReadOnlySpan<Batched> args) =>
        Fold(op, op with { Window = op.Window.Insert(0) }, args);

    // JAX has none: as that of select_and_scatter_add.
    public Batched[] SelectAndScatter(SelectAndScatter op, ReadOnlySpan<Batched> args)
    {
        if (!IsAnyMapped(args)) return Shared(op, args);
        if (args[2].Axis is not null)
            throw new UnsupportedException("Vmap: select_and_scatter with an initial value that is mapped: add it to the result instead, and start from 0");
        return One(Lax.Bind(op with { Window = op.Window.Insert(0) }, AtFront(args[0]), AtFront(args[1]), args[2].Value), 0);
    }

    // JAX: _select_and_scatter_add_batch_rule.
    public Batched[] SelectAndScatterAdd(SelectAndScatterAdd op, ReadOnlySpan<Batched> args) =>
        One(Lax.Bind(op with { Window = op.Window.Insert(0) }, AllAtFront(args)), 0);

    // JAX: _select_and_gather_add_batching_rule.
    public Batched[] SelectAndGatherAdd(SelectAndGatherAdd op, ReadOnlySpan<Batched> args) =>
        One(Lax.Bind(op with { Window = op.Window.Insert(0) }, AllAtFront(args)), 0);

    /// <summary>A reduction by a program: all operands with the mapped axis at the front, and shared initial values.</summary>
    private Batched[] Fold(Op op, Op atFront, ReadOnlySpan<Batched> args)
    {
        if (!IsAnyMapped(args)) return Shared(op, args);
        int count = args.Length / 2;
        NdArray[] operands = Values(args);
        for (int i = 0; i < count; i++)
        {
            if (args[count + i].Axis is not null)
                throw new UnsupportedException($"Vmap: {op.Name} with an initial value that is mapped: start from a neutral value, and combine the result with the mapped one");
            operands[i] = AtFront(args[i]);
        }
        return [.. Lax.BindAll(atFront, operands).Select(result => new Batched(result, 0))];
    }

    private static bool IsAnyMapped(ReadOnlySpan<Batched> args)
    {
        foreach (Batched arg in args)
            if (arg.Axis is not null) return true;
        return false;
    }

    private static Batched[] Shared(Op op, ReadOnlySpan<Batched> args) => [.. Lax.BindAll(op, Values(args)).Select(result => new Batched(result, null))];
}
