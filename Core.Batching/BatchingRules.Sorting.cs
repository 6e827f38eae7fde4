using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _sort_batch_rule. All operands as the first mapped one has its axis; shared ones are repeated.
    public Batched[] Sort(Sort op, Batched[] args)
    {
        Batched first = args[0];
        foreach (Batched arg in args)
        {
            if (arg.Axis is null) continue;
            first = arg;
            break;
        }
        int axis = first.Axis!.Value;
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++)
            operands[i] = args[i].Axis is null ? Lax.InsertAxis(args[i].Value, axis, mapped.Size) : Move(args[i], axis);
        return [.. Lax.BindAll(op with { Dimension = Bump(op.Dimension, axis) }, operands).Select(sorted => new Batched(sorted, axis))];
    }

    public Batched[] TopK(TopK op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return [.. Lax.BindAll(op with { Axis = Bump(op.Axis, axis) }, args[0].Value).Select(result => new Batched(result, axis))];
    }

    public Batched[] ApproxTopK(ApproxTopK op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        int reduced = Bump(op.AxisOf(args[0].ExampleShape.Rank), axis);
        return [.. Lax.BindAll(op with { ReductionDimension = reduced }, args[0].Value).Select(result => new Batched(result, axis))];
    }
}
