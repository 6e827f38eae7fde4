using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] RandomSeed(RandomSeed op, Batched[] args) => Elementwise(op, args);

    // JAX: random_wrap_batch_rule. The words of a key stay along the last axis.
    public Batched[] RandomWrap(RandomWrap op, Batched[] args) => One(Lax.Bind(op, Move(args[0], 0)), 0);

    // What comes out of a key goes behind the axes of the keys, so the mapped one stays.
    public Batched[] RandomUnwrap(RandomUnwrap op, Batched[] args) => Elementwise(op, args);

    public Batched[] RandomBits(RandomBits op, Batched[] args) => Elementwise(op, args);

    public Batched[] RandomSplit(RandomSplit op, Batched[] args) => Elementwise(op, args);

    public Batched[] RandomFoldIn(RandomFoldIn op, Batched[] args) => Broadcasting(op, args);

    public Batched[] RandomClone(RandomClone op, Batched[] args) => Elementwise(op, args);

    // JAX: _gamma_batching_rule.
    public Batched[] RandomGamma(RandomGamma op, Batched[] args) => One(Lax.Bind(op, AtFront(args[0]), AtFront(args[1])), 0);

    public Batched[] Threefry2x32(Threefry2x32 op, Batched[] args)
    {
        (NdArray[] operands, int axis) = BroadcastOperands(args);
        return [.. Lax.BindAll(op, operands).Select(word => new Batched(word, axis))];
    }

    public Batched[] Iota2x32Shape(Iota2x32Shape op, Batched[] args) =>
        [.. Lax.BindAll(op).Select(word => new Batched(word, null))]; // takes no operand: never mapped

    // JAX: _rng_bit_generator_batching_rule. The bits of all examples are drawn from the first one's state, which alone moves on.
    public Batched[] RngBitGenerator(RngBitGenerator op, Batched[] args)
    {
        NdArray states = Move(args[0], 0);
        if (mapped.Size == 0) return [new(states, 0), new(Np.Zeros(op.Shape.Insert(0, 0), op.DType), 0)]; // there is no first one
        NdArray first = Lax.Squeeze(Lax.Slice(states, [0, 0], [1, states.Shape[1]]), [0]);
        (NdArray next, NdArray bits) = Lax.RngBitGenerator(first, op.Shape.Insert(0, mapped.Size), op.DType, op.Algorithm);
        return [new(Lax.DynamicUpdateIndexInDim(states, next, 0), 0), new(bits, 0)];
    }

    // JAX has no rule. The bounds are numbers; each example draws its own.
    public Batched[] RngUniform(RngUniform op, Batched[] args)
    {
        (NdArray low, NdArray high) = (AtFront(args[0]), AtFront(args[1]));
        Shape shape = op.Shape.Insert(0, mapped.Size);
        if (!low.DType.IsFloat)
            throw new UnsupportedException($"rng_uniform: bounds that differ between examples are supported for floating-point numbers, got {low.DType.Name}.");
        NdArray units = Lax.Bind(new RngUniform(shape), Number(0, low.DType), Number(1, low.DType));
        NdArray from = Lax.BroadcastInDim(low, shape, [0]), to = Lax.BroadcastInDim(high, shape, [0]);
        return One(Lax.Add(from, Lax.Mul(units, Lax.Sub(to, from))), 0);
    }
}
