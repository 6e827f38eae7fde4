using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] BroadcastInDim(BroadcastInDim op, Batched[] args) =>
        One(Lax.BroadcastInDim(Move(args[0], 0), op.Shape.Insert(0, mapped.Size), [0, .. op.BroadcastDimensions.Select(d => d + 1)]), 0);

    public Batched[] Reshape(Reshape op, Batched[] args)
    {
        ValueArray<int>? dimensions = op.Dimensions is { } d ? [0, .. d.Select(axis => axis + 1)] : null;
        return One(Lax.Reshape(Move(args[0], 0), op.NewSizes.Insert(0, mapped.Size), dimensions), 0);
    }

    public Batched[] Transpose(Transpose op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return One(Lax.Transpose(args[0].Value, [axis, .. Bump(op.Permutation, axis)]), 0);
    }

    public Batched[] Squeeze(Squeeze op, Batched[] args) => One(Lax.Squeeze(Move(args[0], 0), [.. op.Dimensions.Select(d => d + 1)]), 0);

    public Batched[] Rev(Rev op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return One(Lax.Rev(args[0].Value, Bump(op.Dimensions, axis)), axis);
    }

    // Shared operands are repeated in full: what is put one after the other must agree in all other sizes.
    public Batched[] Concatenate(Concatenate op, Batched[] args) => One(Lax.Concatenate(AllAtFront(args), op.Dimension + 1), 0);

    public Batched[] Stack(Stack op, Batched[] args)
    {
        int? axis = args[0].Axis;
        foreach (Batched arg in args)
            if (arg.Axis != axis) axis = null;
        if (axis is not { } same) return One(Lax.Bind(new Stack(op.Axis + 1), AllAtFront(args)), 0);
        return op.Axis <= same ? One(Lax.Bind(op, Values(args)), same + 1) : One(Lax.Bind(new Stack(op.Axis + 1), Values(args)), same);
    }

    public Batched[] Split(Split op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return [.. Lax.Split(args[0].Value, op.Sizes, Bump(op.Axis, axis)).Select(part => new Batched(part, axis))];
    }

    // JAX: _unstack_batch_rule
    public Batched[] Unstack(Unstack op, Batched[] args)
    {
        int axis = args[0].Axis!.Value, dropped = Bump(op.Axis, axis);
        return [.. Lax.BindAll(new Unstack(dropped), args[0].Value).Select(part => new Batched(part, dropped < axis ? axis - 1 : axis))];
    }

    // JAX: _tile_batch_rule
    public Batched[] Tile(Tile op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        return One(Lax.Tile(args[0].Value, Insert(op.Reps, axis, 1)), axis);
    }

    // JAX: _pad_batch_rule. With a padding value per example, pad with zeros and select where the padding went.
    public Batched[] Pad(Pad op, Batched[] args)
    {
        (Batched x, Batched value) = (args[0], args[1]);
        int axis = x.Axis ?? 0;
        NdArray operand = x.Axis is null ? Lax.Broadcast(x.Value, mapped.Size) : x.Value;
        ValueArray<Padding> config = Insert(op.Config, axis, default);
        if (value.Axis is null) return One(Lax.Pad(operand, value.Value, config), axis);

        NdArray padded = Lax.Pad(operand, Number(0, operand.DType), config);
        NdArray isOperand = Lax.Pad(Lax.BroadcastInDim(true, operand.Shape, []), false, config);
        NdArray values = Lax.BroadcastInDim(value.Value, padded.Shape, [axis]);
        return One(Lax.SelectN(isOperand, values, padded), axis);
    }

    public Batched[] Slice(Slice op, Batched[] args)
    {
        int axis = args[0].Axis!.Value;
        ValueArray<int>? strides = op.Strides is { } s ? Insert(s, axis, 1) : null;
        return One(Lax.Slice(args[0].Value, Insert(op.StartIndices, axis, 0), Insert(op.LimitIndices, axis, mapped.Size), strides), axis);
    }

    public Batched[] Iota(Iota op, Batched[] args) => One(Lax.Bind(op), null); // takes no operand: never mapped

    private NdArray[] AllAtFront(ReadOnlySpan<Batched> args)
    {
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++) operands[i] = AtFront(args[i]);
        return operands;
    }

    private static NdArray Number(double value, DType dtype) => Lax.Number(Scalar.Of(value), dtype);
}
