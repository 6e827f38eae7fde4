using Core.Ir;

namespace Core.Tracing;

internal sealed partial class Indexer
{
    /// <summary>What a gather, or a scatter, needs to know.</summary>
    /// <param name="SliceShape">The shape of the part.</param>
    /// <param name="WindowSizes">The size of a window along each axis of the array.</param>
    /// <param name="Indices">The indices.</param>
    /// <param name="Dims">How they relate.</param>
    /// <param name="Reversed">Axes of the part, new ones not counted, that were asked for backwards.</param>
    /// <param name="NewAxes">Axes of the part that the array does not have.</param>
    /// <param name="TruthAxes">Axes to put into the array first, for truth values among the indices.</param>
    /// <param name="IsBasic">Whether no array is among the indices, so that no place is named twice.</param>
    public sealed record GatherPlan(
        Shape SliceShape, ValueArray<int> WindowSizes, NdArray Indices, GatherDimensionNumbers Dims, ValueArray<int> Reversed, ValueArray<int> NewAxes,
        ValueArray<int> TruthAxes, bool IsBasic);

    // JAX: _gather.
    private NdArray Gather(GatherScatterMode mode, Scalar? fillValue, bool sorted, bool unique)
    {
        GatherPlan plan = PlanGather();
        NdArray y = Lax.ExpandDims(_x, plan.TruthAxes.Span);
        if (plan.SliceShape.Size == 0) return Lax.BroadcastInDim(Lax.Number(Scalar.Of(0), _x.DType), plan.SliceShape, []);
        if (plan.Indices.Size > 0) y = Lax.Gather(y, plan.Indices, plan.Dims, plan.WindowSizes, mode, fillValue, sorted || plan.IsBasic, unique || plan.IsBasic);
        if (plan.Reversed.Count > 0) y = Lax.Rev(y, plan.Reversed);
        return Lax.ExpandDims(y, plan.NewAxes.Span);
    }

    // JAX: _index_to_gather.
    public GatherPlan PlanGather()
    {
        (List<ParsedIndex> indices, Shape shape, ValueArray<int> truthAxes) = WithTruthAxes();
        for (int i = 0; i < indices.Count; i++)
            if (indices[i].Kind is IndexKind.Array) indices[i] = indices[i] with { Array = FromFront(indices[i], shape[indices[i].Axis]) };

        bool isAdvanced = indices.Exists(i => i is { Kind: IndexKind.Array, Array.Rank: > 0 });
        List<ParsedIndex> advanced = isAdvanced ? indices.FindAll(i => i.Kind is IndexKind.Array or IndexKind.One) : [];
        int advancedAt = isAdvanced && AdvancedAreContiguous ? indices.FindIndex(i => i.Kind is IndexKind.Array or IndexKind.One) : 0;

        int yAxis = 0, collapsedYAxis = 0;
        List<int> offsetDims = [], collapsed = [], map = [], placesShape = [], sliceShape = [], newAxes = [], reversed = [], windowSizes = [];
        List<(NdArray Part, int At)> parts = [];
        for (int i = 0; i < indices.Count; i++)
        {
            if (isAdvanced && i == advancedAt) AddAdvanced();
            ParsedIndex index = indices[i];
            switch (index.Kind)
            {
                case IndexKind.Array or IndexKind.One:
                    windowSizes.Add(1);
                    if (isAdvanced) break;
                    parts.Add((Lax.ConvertElementType(index.Array ?? index.Place, DType.I32), placesShape.Count));
                    collapsed.Add(index.Axis);
                    map.Add(index.Axis);
                    break;
                case IndexKind.NewAxis:
                    sliceShape.Add(1);
                    newAxes.Add(yAxis++);
                    break;
                default:
                    AddSlice(index);
                    break;
            }
        }
        NdArray all = parts.Count switch
        {
            0 => NdArray.From<int>(),
            1 => Lax.ExpandDims(parts[0].Part, parts[0].Part.Rank),
            _ => Lax.Concatenate([.. parts.Select(p => Lax.BroadcastInDim(p.Part, [.. placesShape, 1], [.. Enumerable.Range(p.At, p.Part.Rank)]))], placesShape.Count),
        };
        return new(
            sliceShape.ToArray(), [.. windowSizes], all, new([.. offsetDims], [.. collapsed.Order()], [.. map]), [.. reversed], [.. newAxes], truthAxes, !isAdvanced);

        void AddAdvanced()
        {
            NdArray[] arrays = Together(advanced);
            foreach (NdArray array in arrays) parts.Add((Lax.ConvertElementType(array, DType.I32), placesShape.Count));
            Shape common = arrays[0].Shape;
            placesShape.AddRange(common);
            sliceShape.AddRange(common);
            map.AddRange(advanced.Select(a => a.Axis));
            collapsed.AddRange(advanced.Select(a => a.Axis));
            yAxis += common.Rank;
            collapsedYAxis += common.Rank;
        }

        void AddSlice(ParsedIndex index)
        {
            (int start, _, int step) = index.Steps;
            sliceShape.Add(index.Count);
            if (index.Kind is IndexKind.DynamicSlice || step == 1)
            {
                if (index.Count != shape[index.Axis])
                {
                    parts.Add((Lax.ConvertElementType(index.Array ?? start, DType.I32), placesShape.Count));
                    map.Add(index.Axis);
                }
                windowSizes.Add(index.Count);
                offsetDims.Add(collapsedYAxis);
            }
            else
            {
                NdArray places = Integer(start) + Integer(step) * Lax.Iota(DType.I32, [index.Count], 0);
                if (step < 0)
                {
                    reversed.Add(collapsedYAxis);
                    places = Lax.Rev(places, [0]);
                }
                windowSizes.Add(1);
                parts.Add((places, placesShape.Count));
                map.Add(index.Axis);
                placesShape.Add(index.Count);
                collapsed.Add(index.Axis);
            }
            collapsedYAxis++;
            yAxis++;
        }
    }

    // JAX: NDIndexer.expand_scalar_bool_indices. A truth value indexes an axis of size 1 that is put in for it, at 0 or nowhere.
    private (List<ParsedIndex> Indices, Shape Shape, ValueArray<int> TruthAxes) WithTruthAxes()
    {
        List<ParsedIndex> indices = [];
        List<int> sizes = [.. _x.Shape], truthAxes = [];
        int axis = 0;
        for (int i = 0; i < _indices.Count; i++)
        {
            ParsedIndex index = _indices[i];
            if (index.Kind is IndexKind.Truth)
            {
                truthAxes.Add(i);
                sizes.Insert(i, 1);
                index = new(IndexKind.Array, axis++) { Array = Places([.. Enumerable.Range(0, index.Count)]), Negative = NdArray.From<bool>(new bool[index.Count]) };
            }
            else if (index.Axis >= 0) index = index with { Axis = axis++ };
            indices.Add(index);
        }
        return (indices, sizes.ToArray(), [.. truthAxes]);
    }

    // JAX: NDIndexer.normalize_indices.
    private static NdArray FromFront(ParsedIndex parsed, int size)
    {
        NdArray index = parsed.Array!;
        if (index.DType.Kind is DTypeKind.Unsigned) return index;
        NdArray negative = parsed.Negative ?? index < 0;
        Scalar count = Scalar.Of(size).ConvertTo(index.DType);
        NdArray length = index is { IsWeak: true, Rank: 0 } ? new(new Literal(count, index.DType, weak: true)) : Lax.Number(count, index.DType);
        return Lax.SelectN(negative, index, Lax.Add(index, length));
    }

    /// <summary>Arrays and places, broadcast to one shape.</summary>
    private static NdArray[] Together(List<ParsedIndex> advanced)
    {
        NdArray[] arrays = [.. advanced.Select(index => index.Array ?? index.Place)];
        Shape shape = Shape.Scalar;
        foreach (NdArray array in arrays)
        {
            int rank = Math.Max(shape.Rank, array.Rank);
            int[] sizes = new int[rank];
            for (int axis = 0; axis < rank; axis++)
            {
                int own = SizeFromEnd(array.Shape, rank - axis), other = SizeFromEnd(shape, rank - axis);
                if (own != other && own != 1 && other != 1)
                    throw new ShapeException($"[...]: arrays of indices must have sizes that are equal or 1, got {string.Join(", ", arrays.Select(a => a.Type))}.");
                sizes[axis] = own == 1 ? other : own;
            }
            shape = sizes;
        }
        for (int i = 0; i < arrays.Length; i++) arrays[i] = Np.BroadcastTo(arrays[i], shape);
        return arrays;

        static int SizeFromEnd(Shape shape, int place) => place <= shape.Rank ? shape[shape.Rank - place] : 1;
    }

    private static NdArray Integer(int value) => Lax.Number(Scalar.Of(value), DType.I32);
}
