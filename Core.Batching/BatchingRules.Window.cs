using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _reduce_window_batch_rule.
    public Batched[] ReduceWindow(ReduceWindow op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return One(Lax.Bind(op with { Window = op.Window.Insert(axis) }, args[0].Value), axis);
    }

    // JAX: _generic_reduce_window_batch_rule.
    public Batched[] ReduceWindowWith(ReduceWindowWith op, Batched[] args) =>
        Fold(op, op with { Window = op.Window.Insert(0) }, args);

    // JAX has none: as that of select_and_scatter_add.
    public Batched[] SelectAndScatter(SelectAndScatter op, Batched[] args)
    {
        if (!IsAnyMapped(args)) return Shared(op, args);
        if (args[2].Axis is not null) return EachByItself(op, args);
        return One(Lax.Bind(op with { Window = op.Window.Insert(0) }, AtFront(args[0]), AtFront(args[1]), args[2].Value), 0);
    }

    // JAX: _select_and_scatter_add_batch_rule.
    public Batched[] SelectAndScatterAdd(SelectAndScatterAdd op, Batched[] args) =>
        One(Lax.Bind(op with { Window = op.Window.Insert(0) }, AllAtFront(args)), 0);

    // JAX: _select_and_gather_add_batching_rule.
    public Batched[] SelectAndGatherAdd(SelectAndGatherAdd op, Batched[] args) =>
        One(Lax.Bind(op with { Window = op.Window.Insert(0) }, AllAtFront(args)), 0);

    /// <summary>A reduction by a program: all operands with the mapped axis at the front, and shared initial values.</summary>
    // JAX does not map initial values ("loop and stack").
    private Batched[] Fold(Op op, Op atFront, ReadOnlySpan<Batched> args)
    {
        if (!IsAnyMapped(args)) return Shared(op, args);
        int count = args.Length / 2;
        NdArray[] operands = Values(args);
        for (int i = 0; i < count; i++)
        {
            if (args[count + i].Axis is not null) return EachByItself(op, args);
            operands[i] = AtFront(args[i]);
        }
        return [.. Lax.BindAll(atFront, operands).Select(result => new Batched(result, 0))];
    }

    /// <summary>The op once per example, for what holds for one example only and is no array in the mapped op; the results are stacked.</summary>
    private Batched[] EachByItself(Op op, ReadOnlySpan<Batched> args)
    {
        ArrayType[] types = new ArrayType[args.Length];
        for (int i = 0; i < types.Length; i++) types[i] = args[i].Value.Type with { Shape = args[i].ExampleShape };
        ValueArray<ArrayType> results = op.Infer(types);
        NdArray[][] ofExamples = new NdArray[mapped.Size][];
        NdArray[] operands = new NdArray[args.Length];
        for (int example = 0; example < mapped.Size; example++)
        {
            for (int i = 0; i < operands.Length; i++) operands[i] = Example(args[i], example);
            ofExamples[example] = Lax.BindAll(op, operands);
        }
        return [.. results.Select((type, k) => new Batched(mapped.Size == 0
            ? Lax.BroadcastInDim(Number(0, type.DType), type.Shape.Insert(0, 0), [])
            : Lax.Bind(new Stack(0), [.. ofExamples.Select(values => values[k])]), 0))];
    }

    private static NdArray Example(Batched x, int example)
    {
        if (x.Axis is not { } axis) return x.Value;
        int[] start = new int[x.Value.Rank], limit = [.. x.Value.Shape];
        (start[axis], limit[axis]) = (example, example + 1);
        return Lax.Squeeze(Lax.Slice(x.Value, ValueArray.Create<int>(start), ValueArray.Create<int>(limit)), [axis]);
    }

    private static bool IsAnyMapped(ReadOnlySpan<Batched> args)
    {
        foreach (Batched arg in args)
            if (arg.Axis is not null) return true;
        return false;
    }

    private static Batched[] Shared(Op op, ReadOnlySpan<Batched> args) => [.. Lax.BindAll(op, Values(args)).Select(result => new Batched(result, null))];
}
