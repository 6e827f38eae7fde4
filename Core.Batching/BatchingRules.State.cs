using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _array_ref_batched. What all examples share gets the axis too: a value for each example may be written later.
    public Batched[] NewRef(NewRef op, Batched[] args) => args[0].Axis is { } axis
        ? One(Lax.Bind(op, args[0].Value), axis)
        : One(Lax.Bind(op, Lax.Broadcast(args[0].Value, mapped.Size)), 0);

    public Batched[] EmptyRef(EmptyRef op, Batched[] args) => One(Lax.Bind(op), null); // takes no operand: never mapped

    // JAX: _freeze_batched.
    public Batched[] Freeze(Freeze op, Batched[] args) => One(Lax.Bind(op, args[0].Value), args[0].Axis);

    // JAX has no rule for it; it does the same for all examples.
    public Batched[] FreeRef(FreeRef op, Batched[] args) => BatchedPrograms.WithAxes(Lax.BindAll(op, args[0].Value), []);

    // JAX: _get_vmap.
    public Batched[] RefGet(RefGet op, Batched[] args)
    {
        Batched reference = args[0];
        if (op.Indexers.Count == 0) return One(Lax.Bind(op, reference.Value), reference.Axis);
        MappedPart part = MapPart(op, args);
        NdArray value = Lax.Bind(new RefGet([part.Mapped]), [reference.Value, .. part.Operands]);
        if (reference.Axis is not null && part.TakesPlaces && part.GoesToFront)
        {
            int places = part.PlacesRank, at = part.Original.FirstElement;
            int[] axes = [.. Enumerable.Range(0, value.Rank)];
            return One(Lax.Transpose(value, [0, .. axes[places..(places + at)], .. axes[1..places], .. axes[(places + at)..]]), 0);
        }
        if (reference.Axis is not { } axis) return One(value, part.Mapped.IsContiguous ? part.Mapped.FirstElement : 0);
        if (part.TakesPlaces) return One(value, part.Original.IsContiguous ? part.Mapped.FirstElement : 0);
        return One(value, axis - ElementsBefore(part.Mapped, axis));
    }

    // JAX: _swap_vmap.
    public Batched[] RefSwap(RefSwap op, Batched[] args)
    {
        (Batched reference, Batched value) = (args[0], args[1]);
        if (reference.Axis is not { } axis) throw WritesShared(op, reference);
        if (op.Indexers.Count == 0) return One(Lax.Bind(op, reference.Value, ValueAt(value, axis)), axis);
        MappedPart part = MapPart(op, args);
        (NdArray written, int place, ValueArray<int>? order) = ValueFor(part, value, axis);
        NdArray before = Lax.Bind(new RefSwap([part.Mapped]), [reference.Value, written, .. part.Operands]);
        if (order is { } permutation) before = Lax.Transpose(before, [.. Enumerable.Range(0, permutation.Count).Select(i => permutation.Span.IndexOf(i))]);
        return One(before, place);
    }

    // JAX: _addupdate_vmap.
    public Batched[] RefAddUpdate(RefAddUpdate op, Batched[] args)
    {
        (Batched reference, Batched value) = (args[0], args[1]);
        if (reference.Axis is not { } axis) throw WritesShared(op, reference);
        if (op.Indexers.Count == 0)
        {
            Lax.BindAll(op, reference.Value, value.Axis is { } from ? Lax.MoveAxis(value.Value, from, axis) : ValueAt(value, axis));
            return [];
        }
        MappedPart part = MapPart(op, args);
        (NdArray written, _, _) = ValueFor(part, value, axis);
        Lax.BindAll(new RefAddUpdate([part.Mapped]), [reference.Value, written, .. part.Operands]);
        return [];
    }

    private NdArray ValueAt(Batched value, int axis) => value.Axis is { } from ? Lax.MoveAxis(value.Value, from, axis) : Lax.InsertAxis(value.Value, axis, mapped.Size);

    /// <summary>The value as the mapped part takes it, where the mapped axis is in the part, and how its axes were reordered for that.</summary>
    private (NdArray Value, int Axis, ValueArray<int>? Order) ValueFor(MappedPart part, Batched value, int refAxis)
    {
        RefIndexer indexer = part.Mapped;
        int axis = part.TakesPlaces && !indexer.IsContiguous ? 0
            : indexer.FirstElement < 0 ? refAxis
            : part.TakesPlaces ? indexer.FirstElement
            : refAxis - ElementsBefore(indexer, refAxis);
        NdArray written = ValueAt(value, axis);
        if (!part.TakesPlaces || !part.GoesToFront) return (written, axis, null);
        int at = part.Original.FirstElement, places = part.PlacesRank - 1;
        int[] axes = [.. Enumerable.Range(0, written.Rank)];
        ValueArray<int> order = [0, .. axes[(1 + at)..(1 + at + places)], .. axes[1..(1 + at)], .. axes[(1 + at + places)..]];
        return (Lax.Transpose(written, order), axis, order);
    }

    private static int ElementsBefore(RefIndexer indexer, int axis) => indexer.Indices.Take(axis).Count(index => index.IsElement);

    // JAX: _batch_indexer. Places of single elements get the mapped axis first where any has it; the mapped axis of the reference is taken
    // whole, or by the place of each example among them.
    private MappedPart MapPart(RefAccess op, ReadOnlySpan<Batched> args)
    {
        if (op.Indexers.Count > 1)
            throw new UnsupportedException($"{op.Name}: a part of a part of a reference cannot be mapped, as in JAX; index once, or read the outer part first.");
        Batched reference = args[0];
        RefIndexer original = op.Indexers[0];
        Batched[] operands = args[op.FirstIndex..].ToArray();
        bool anyMapped = operands.Any(operand => operand.Axis is not null);
        Shape places = [];
        int next = 0;
        foreach (RefIndex index in original.Indices)
            if (index.TakesOperand && operands[next++] is var operand && index.IsElement && operand.ExampleShape.Rank > 0) places = operand.ExampleShape;
        Shape mappedPlaces = places.Insert(0, mapped.Size);

        List<RefIndex> indices = [];
        List<NdArray?> values = []; // one per index
        next = 0;
        foreach (RefIndex index in original.Indices)
        {
            indices.Add(index);
            values.Add(index.TakesOperand ? Place(index, operands[next++]) : null);
        }
        bool takesPlaces = anyMapped || places.Rank > 0;
        if (reference.Axis is { } axis)
        {
            indices.Insert(axis, takesPlaces ? RefIndex.Element : RefIndex.Slice(0, mapped.Size));
            values.Insert(axis, takesPlaces ? Lax.Iota(DType.I32, mappedPlaces, 0) : null);
        }
        return new(original, new([.. indices]), [.. values.OfType<NdArray>()], takesPlaces, takesPlaces ? mappedPlaces.Rank : 0);

        NdArray Place(RefIndex index, Batched operand)
        {
            if (!index.IsElement)
                return operand.Axis is null ? operand.Value : throw new UnsupportedException($"{op.Name}: a run of elements that starts elsewhere for each example cannot be mapped, as in JAX; index single elements.");
            if (operand.Axis is not null)
            {
                NdArray own = Move(operand, 0);
                return own.Rank == 1 && places.Rank > 0 ? Lax.BroadcastInDim(own, mappedPlaces, [0]) : own; // one place beside several
            }
            bool isRepeated = operand.Value.Rank > 0 && (anyMapped || reference.Axis is not null);
            return isRepeated ? Lax.BroadcastInDim(operand.Value, mappedPlaces, [.. Enumerable.Range(1, operand.Value.Rank)]) : operand.Value;
        }
    }

    private static UnsupportedException WritesShared(RefAccess op, Batched reference) => new(
        $"{op.Name}: a value of each example is written to a reference of type {reference.Value.Type} that all examples share, so there is no one value for it to hold. " +
        "Pass the reference as a mapped argument of the function, or make it inside.");

    /// <summary>A part of a reference for all examples.</summary>
    /// <param name="Original">The indexer for one example.</param>
    /// <param name="Mapped">The indexer.</param>
    /// <param name="Operands">Its operands.</param>
    /// <param name="TakesPlaces">Whether places of single elements hold the mapped axis, rather than a run that takes it whole.</param>
    /// <param name="PlacesRank">How many axes those places have.</param>
    private readonly record struct MappedPart(RefIndexer Original, RefIndexer Mapped, ValueArray<NdArray> Operands, bool TakesPlaces, int PlacesRank)
    {
        /// <summary>Whether the axes of the places come first in the part for all examples, and did not in that for one.</summary>
        public bool GoesToFront => Original.IsContiguous && !Mapped.IsContiguous;
    }
}
