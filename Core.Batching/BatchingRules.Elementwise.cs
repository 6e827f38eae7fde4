using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    public Batched[] Unary(Unary op, Batched[] args) => Elementwise(op, args);

    public Batched[] IntegerPow(IntegerPow op, Batched[] args) => Elementwise(op, args);

    public Batched[] Round(Round op, Batched[] args) => Elementwise(op, args);

    public Batched[] Conj(Conj op, Batched[] args) => Elementwise(op, args);

    public Batched[] ReducePrecision(ReducePrecision op, Batched[] args) => Elementwise(op, args);

    public Batched[] Binary(Binary op, Batched[] args) => Broadcasting(op, args);

    public Batched[] RegularizedIncompleteBeta(RegularizedIncompleteBeta op, Batched[] args) => Broadcasting(op, args);

    // JAX: add_batched. Cotangents have one shape, so a shared one is repeated along the other's axis.
    public Batched[] AddAny(AddAny op, Batched[] args)
    {
        (Batched x, Batched y) = (args[0], args[1]);
        (NdArray left, NdArray right, int axis) = (x.Axis, y.Axis) switch
        {
            (int i, int j) => (Lax.MoveAxis(x.Value, i, j), y.Value, j),
            (int i, null) => (x.Value, Lax.InsertAxis(y.Value, i, mapped.Size), i),
            (null, var j) => (Lax.InsertAxis(x.Value, j!.Value, mapped.Size), y.Value, j.Value),
        };
        return One(Lax.Bind(op, left, right), axis);
    }

    // JAX: _select_batch_rule.
    public Batched[] SelectN(SelectN op, Batched[] args)
    {
        Batched which = args[0];
        Batched[] cases = args[1..];
        bool allMapped = cases.All(c => c.Axis is not null);
        if (cases.All(c => c.Axis == which.Axis))
        {
            int axis = which.Axis!.Value;
            // A predicate without axes of its own chooses between whole cases.
            NdArray each = which.Value.Shape == cases[0].Value.Shape ? which.Value : Lax.BroadcastInDim(which.Value, cases[0].Value.Shape, [axis]);
            return One(Lax.SelectN(each, Values(cases)), axis);
        }
        if (which.Value.Rank == 0 && allMapped)
        {
            int axis = cases[0].Axis!.Value;
            if (cases.All(c => c.Axis == axis)) return One(Lax.SelectN(which.Value, Values(cases)), axis);
            if (cases.All(c => c.Value.Shape == cases[0].Value.Shape)) return One(Lax.SelectN(which.Value, [.. cases.Select(c => Move(c, axis))]), axis);
        }

        NdArray predicate = which.Value.Rank == 0 ? which.Value : AtFront(which);
        bool onlyNumbers = cases.All(c => c.Value.Rank == 0);
        NdArray[] values = onlyNumbers ? Values(cases) : [.. cases.Select(c => AtFront(c))];
        if (predicate.Rank > 0 && predicate.Rank < values[0].Rank) predicate = Lax.BroadcastInDim(predicate, values[0].Shape, [0]);
        if (predicate.Rank > values[0].Rank) values = [.. values.Select(v => Lax.BroadcastInDim(v, predicate.Shape, []))];
        return One(Lax.SelectN(predicate, values), 0);
    }

    // JAX: _clamp_batch_rule.
    public Batched[] Clamp(Clamp op, Batched[] args)
    {
        (Batched low, Batched x, Batched high) = (args[0], args[1], args[2]);
        (NdArray min, NdArray value, NdArray max) = (low.Value, x.Value, high.Value);
        if (low.Axis == x.Axis && high.Axis == x.Axis)
        {
            int axis = x.Axis!.Value;
            if (min.Rank == 1 && max.Rank == 1 && value.Rank > 1)
                return One(Lax.Clamp(Lax.BroadcastInDim(min, value.Shape, [axis]), value, Lax.BroadcastInDim(max, value.Shape, [axis])), axis);
            if (min.Shape == value.Shape && max.Shape == value.Shape) return One(Lax.Clamp(min, value, max), axis);
        }
        else if (min.Rank == 0 && max.Rank == 0 && x.Axis is { } axis) return One(Lax.Clamp(min, value, max), axis);

        if (min.Rank > 0) min = AtFront(low);
        if (max.Rank > 0) max = AtFront(high);
        if (value.Rank > 0) value = AtFront(x);
        if (min.Rank == 0 && value.Rank > 0) min = Lax.BroadcastInDim(min, value.Shape, []);
        if (max.Rank == 0 && value.Rank > 0) max = Lax.BroadcastInDim(max, value.Shape, []);
        if (min.Rank > 0 && min.Rank < value.Rank) min = Lax.BroadcastInDim(min, value.Shape, [0]);
        if (max.Rank > 0 && max.Rank < value.Rank) max = Lax.BroadcastInDim(max, value.Shape, [0]);
        if (min.Rank > value.Rank) value = Lax.BroadcastInDim(value, min.Shape, []);
        if (max.Rank > value.Rank) value = Lax.BroadcastInDim(value, max.Shape, []); // JAX refuses an upper bound that alone is mapped
        return One(Lax.Clamp(min, value, max), 0);
    }

    /// <summary>
    /// An op that broadcasts its operands. Those that agree on shape and mapped axis, and numbers, are taken as they are; else the mapped axis
    /// is moved to the front, and shared operands get one of size 1 there.
    /// </summary>
    // JAX: broadcast_batcher.
    private static Batched[] Broadcasting(Op op, ReadOnlySpan<Batched> args)
    {
        (NdArray[] operands, int axis) = BroadcastOperands(args);
        return One(Lax.Bind(op, operands), axis);
    }

    private static (NdArray[] Operands, int Axis) BroadcastOperands(ReadOnlySpan<Batched> args)
    {
        Batched first = args[0];
        foreach (Batched arg in args)
        {
            if (arg.Axis is null) continue;
            first = arg;
            break;
        }
        bool agree = true;
        foreach (Batched arg in args) agree &= arg.Value.Rank == 0 || (arg.Value.Shape == first.Value.Shape && arg.Axis == first.Axis);
        NdArray[] operands = Values(args);
        if (agree) return (operands, first.Axis!.Value);

        int rank = 0;
        for (int i = 0; i < operands.Length; i++)
        {
            if (operands[i].Rank > 0) operands[i] = AtFront(args[i], size: 1);
            rank = Math.Max(rank, operands[i].Rank);
        }
        // One number per example, against arrays: axes of size 1 behind it.
        for (int i = 0; i < operands.Length; i++)
            if (args[i].Axis is not null && operands[i].Rank < rank) operands[i] = Lax.ExpandDims(operands[i], [.. Enumerable.Range(operands[i].Rank, rank - operands[i].Rank)]);
        return (operands, 0);
    }

    private static NdArray[] Values(ReadOnlySpan<Batched> args)
    {
        NdArray[] values = new NdArray[args.Length];
        for (int i = 0; i < values.Length; i++) values[i] = args[i].Value;
        return values;
    }
}
