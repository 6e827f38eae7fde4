using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _all_gather_batched_collective. The mapped axis becomes the one that is gathered along; the result is shared.
    public Batched[] AllGather(AllGather op, Batched[] args)
    {
        Batched x = args[0];
        if (!IsOurs(op))
        {
            if (x.Axis is not { } axis) return One(Lax.Bind(op, x.Value), null);
            bool before = axis <= op.Dimension;
            return One(Lax.Bind(before ? op with { Dimension = op.Dimension + 1 } : op, x.Value), before || op.Tiled ? axis : axis + 1);
        }
        if (op.AxisIndexGroups is { } groups) return [InGroups(op, op with { AxisIndexGroups = null, Dimension = op.Dimension + 1 }, groups, x)];
        (ValueArray<string> slower, ValueArray<string> faster, int slowerSize, int fasterSize) = Others(op.AxisName, op.AxisSize);
        CheckSize(op, slowerSize * fasterSize * mapped.Size, op.AxisSize);

        // JAX refuses several names. The members of faster axes are gathered first, behind the mapped axis, those of slower ones last, in front of it.
        if (faster.Count > 0)
        {
            NdArray gathered = Lax.Bind(new AllGather(op.Dimension + (x.Axis <= op.Dimension ? 1 : 0), faster, fasterSize), x.Value);
            x = new(gathered, x.Axis > op.Dimension ? x.Axis + 1 : x.Axis);
        }
        NdArray y = x.Axis is null ? Lax.InsertAxis(x.Value, op.Dimension, mapped.Size) : Move(x, op.Dimension);
        if (faster.Count > 0) y = Fold(y, op.Dimension);
        if (slower.Count > 0) y = Fold(Lax.Bind(new AllGather(op.Dimension, slower, slowerSize), y), op.Dimension);
        return One(op.Tiled ? Fold(y, op.Dimension) : y, null);
    }

    // JAX: _reduce_scatter_collective. The sum over the mapped axis; the axis that is cut becomes the mapped one.
    public Batched[] ReduceScatter(ReduceScatter op, Batched[] args)
    {
        Batched x = args[0];
        if (!IsOurs(op))
        {
            if (x.Axis is not { } axis) return One(Lax.Bind(op, x.Value), null);
            bool before = axis <= op.ScatterDimension;
            // JAX keeps the place of an axis behind the one that is dropped as it was; it moves down.
            return One(Lax.Bind(before ? op with { ScatterDimension = op.ScatterDimension + 1 } : op, x.Value), before || op.Tiled ? axis : axis - 1);
        }
        if (op.AxisIndexGroups is { } groups) return [InGroups(op, op with { AxisIndexGroups = null, ScatterDimension = op.ScatterDimension + 1 }, groups, x)];
        (ValueArray<string> slower, ValueArray<string> faster, int slowerSize, int fasterSize) = Others(op.AxisName, op.AxisSize);
        CheckSize(op, slowerSize * fasterSize * mapped.Size, op.AxisSize);

        // JAX refuses several names. Slower axes take their parts first, faster ones last.
        int place = op.ScatterDimension;
        if (slower.Count > 0)
        {
            int at = place + (x.Axis <= place ? 1 : 0);
            x = new(Lax.Bind(new ReduceScatter(at, slower, slowerSize, Tiled: true), x.Value), x.Axis);
        }
        NdArray y = x.Axis is { } along ? Lax.ReduceSum(x.Value, [along]) : Lax.Mul(x.Value, Lax.Number(Scalar.Of(mapped.Size), x.Value.DType));
        if (op.Tiled || faster.Count > 0) y = Cut(y, place, mapped.Size);
        if (faster.Count > 0) y = Lax.Bind(new ReduceScatter(place + 1, faster, fasterSize, op.Tiled), y);
        return One(y, place);
    }

    // JAX: _all_to_all_batched_collective.
    public Batched[] AllToAll(AllToAll op, Batched[] args)
    {
        Batched x = args[0];
        (int split, int concat) = (op.SplitAxis, op.ConcatAxis);
        if (!IsOurs(op))
            return x.Axis is not { } d ? One(Lax.Bind(op, x.Value), null) : One(Lax.Bind(op with { SplitAxis = Bump(split, d), ConcatAxis = Bump(concat, d) }, x.Value), d);
        if (op.AxisIndexGroups is { } groups) return [InGroups(op, op with { AxisIndexGroups = null, SplitAxis = split + 1, ConcatAxis = concat + 1 }, groups, x)];

        int size = mapped.Size;
        // JAX repeats a shared operand by its whole shape as well, which is a slip.
        (NdArray value, int axis) = x.Axis is { } own ? (x.Value, own) : (Lax.Broadcast(x.Value, size), 0);
        int place = op.AxisName.Span.IndexOf(mapped.Name!);
        ValueArray<string> slower = [.. op.AxisName.Take(place)], faster = [.. op.AxisName.Skip(place + 1)];
        if (slower.Count == 0 && faster.Count == 0)
        {
            if (op.AxisSize is { } expected) CheckSize(op, size, expected);
            if (split == concat)
            {
                int at = Bump(split, axis);
                NdArray cut = Cut(value, at, size);
                return One(Fold(Np.Swapaxes(cut, at <= axis ? axis + 1 : axis, at), at), axis);
            }
            NdArray joined = Fold(Lax.MoveAxis(value, axis, concat), concat);
            return One(Cut(joined, split, size), split);
        }

        // Parts come together in three axes in front: of the slower named axes, of this one, of the faster ones.
        value = Lax.ExpandDims(Lax.MoveAxis(value, axis, 0), 0, 2);
        (split, concat) = (split + 3, concat + 3);
        if (slower.Count > 0) value = Lax.Bind(new AllToAll(slower, split, 0, SizeOf(slower), op.Tiled), value);
        value = Cut(value, split, size);
        int result = split;
        if (split <= concat) concat++;
        split++;
        if (faster.Count > 0) value = Lax.Bind(new AllToAll(faster, split, 2, SizeOf(faster), op.Tiled), value);
        value = Fold(Fold(value, 0), 0);
        (concat, result) = (concat - 2, result - 2);
        return One(Fold(Lax.MoveAxis(value, 0, concat - 1), concat - 1), result - 1);

        // One name left: its members are the others that the type tells of.
        int SizeOf(ValueArray<string> names) => op.AxisSize is { } all && op.AxisName.Count == names.Count + 1
            ? all / size
            : names.Aggregate(1, (product, name) => product * TraceScope.AxisSize(name, op.Name));
    }

    // JAX: _ppermute_batcher. What it refuses, pairs that leave members out, takes a row of zeros that is put behind the members.
    public Batched[] Ppermute(Ppermute op, Batched[] args)
    {
        Batched x = args[0];
        if (!IsOurs(op)) return One(Lax.Bind(op, x.Value), x.Axis);
        if (op.AxisName.Count > 1)
            throw new UnsupportedException($"ppermute: pairs of members are supported over one named axis, got {op.AxisName}; permute over each by itself.");
        int size = mapped.Size;
        int[] sources = new int[size];
        Array.Fill(sources, size);
        foreach (MemberPair pair in op.Pairs)
        {
            if (pair.Source >= size || pair.Destination >= size)
                throw new AxesException($"ppermute: perm {op.Pairs} must name members of the axis '{mapped.Name}', from 0 to {size - 1}, got {pair}.");
            sources[pair.Destination] = pair.Source;
        }
        if (op.Pairs.Count == size) return x.Axis is { } axis ? One(Take(x.Value, ValueArray.Create<int>(sources), axis), axis) : [x];
        NdArray value = AtFront(x);
        NdArray padded = Lax.Pad(value, Number(0, value.DType), Insert<Padding>([.. new Padding[value.Rank - 1]], 0, new(0, 1, 0)));
        return One(Take(padded, ValueArray.Create<int>(sources), 0), 0);
    }

    // JAX: _pbroadcast_batcher, which fails there. The member's value is the same for all, and so not mapped.
    public Batched[] Pbroadcast(Pbroadcast op, Batched[] args)
    {
        Batched x = args[0];
        if (!IsOurs(op)) return One(Lax.Bind(op, x.Value), x.Axis);
        if (op.AxisName.Count > 1)
            throw new UnsupportedException($"pbroadcast: the member is named along one axis, got {op.AxisName}; broadcast over each by itself.");
        if (op.Source >= mapped.Size)
            throw new AxesException($"pbroadcast: source must be a member of the axis '{mapped.Name}', from 0 to {mapped.Size - 1}, got {op.Source}.");
        if (x.Axis is not { } axis) return [x];
        int[] start = new int[x.Value.Rank], limit = [.. x.Value.Shape];
        (start[axis], limit[axis]) = (op.Source, op.Source + 1);
        return One(Lax.Squeeze(Lax.Slice(x.Value, ValueArray.Create<int>(start), ValueArray.Create<int>(limit)), [axis]), null);
    }

    /// <summary>The names around the mapped axis's in those of a collective, and how many members they have.</summary>
    private (ValueArray<string> Slower, ValueArray<string> Faster, int SlowerSize, int FasterSize) Others(ValueArray<string> names, int total)
    {
        int place = names.Span.IndexOf(mapped.Name!);
        ValueArray<string> slower = [.. names.Take(place)], faster = [.. names.Skip(place + 1)];
        int others = mapped.Size == 0 ? 1 : total / mapped.Size;
        if (slower.Count == 0) return ([], faster, 1, others);
        if (faster.Count == 0) return (slower, [], others, 1);
        int ofFaster = faster.Aggregate(1, (product, name) => product * TraceScope.AxisSize(name, "a collective over several axes"));
        return (slower, faster, others / Math.Max(1, ofFaster), ofFaster);
    }

    private void CheckSize(Op op, int size, int axisSize)
    {
        if (size != axisSize)
            throw new AxesException($"{op.Name}: was made for {axisSize} members, but the axis '{mapped.Name}' that is mapped here has {mapped.Size}.");
    }

    /// <summary>Rows of an array along an axis, by their places.</summary>
    private static NdArray Take(NdArray x, ValueArray<int> places, int axis) =>
        Np.Take(x, TraceScope.UsesX64 ? NdArray.From<long>([.. places]) : NdArray.From(places.Span), axis);

    // JAX: _foldaxis.
    private static NdArray Fold(NdArray x, int axis) => Lax.Reshape(x, x.Shape.Remove(axis).With(axis, x.Shape[axis] * x.Shape[axis + 1]));

    // JAX: _splitaxis.
    private static NdArray Cut(NdArray x, int axis, int parts) => Lax.Reshape(x, x.Shape.With(axis, x.Shape[axis] / parts).Insert(axis, parts));
}
