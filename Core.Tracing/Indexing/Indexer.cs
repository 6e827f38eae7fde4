using Core.Ir;

namespace Core.Tracing;

/// <summary>The indices of <c>x[…]</c>, taken apart for the array they are for. The programs are JAX's (numpy/indexing.py).</summary>
internal sealed partial class Indexer
{
    private readonly NdArray _x;
    private readonly List<ParsedIndex> _indices = [];

    /// <summary>Takes the indices apart.</summary>
    /// <exception cref="ShapeException">There are more indices than axes, one is out of range, or a mask has another shape.</exception>
    /// <exception cref="DTypeException">An array is neither of integers nor a mask.</exception>
    /// <exception cref="TraceException">A mask is traced.</exception>
    public Indexer(NdArray x, ReadOnlySpan<Ix> indices, GatherScatterMode? mode)
    {
        _x = x;
        int consumed = 0, ellipses = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i].Kind is IndexKind.Ellipsis) ellipses++;
            consumed += Consumes(indices[i], i);
        }
        if (ellipses > 1) throw new ShapeException("[...]: there can be only one Ix.Ellipsis.");
        if (consumed > x.Rank) throw new ShapeException($"[...]: {x.Type} has {x.Rank} {(x.Rank == 1 ? "axis" : "axes")}, got {consumed} indices.");

        int axis = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i].Kind is IndexKind.Ellipsis)
            {
                AddWhole(ref axis, x.Rank - consumed);
                continue;
            }
            Add(indices[i], i, axis, mode);
            axis += Consumes(indices[i], i);
        }
        AddWhole(ref axis, x.Rank - axis);

        // JAX asks this of the indices before what the ellipsis stands for is put in.
        List<int> advanced = [];
        int place = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            bool isMask = indices[i] is { Kind: IndexKind.Array, Array: { DType: DType.Bool, Rank: > 0 } };
            int count = isMask ? indices[i].Array!.Rank : 1;
            bool isAdvanced = isMask || indices[i] is { Kind: IndexKind.One } or { Kind: IndexKind.Array, Array.DType: not DType.Bool };
            for (int k = 0; k < count; k++, place++)
                if (isAdvanced) advanced.Add(place);
        }
        AdvancedAreContiguous = advanced.Count == 0 || advanced[^1] - advanced[0] == advanced.Count - 1;
    }

    /// <summary>Whether integers and arrays follow each other, so that the axes they make stay in their place; else they come first.</summary>
    private bool AdvancedAreContiguous { get; }


    /// <summary>The part of the array that the indices name.</summary>
    public NdArray Take(GatherScatterMode? mode = null, Scalar? fillValue = null, bool indicesAreSorted = false, bool uniqueIndices = false)
    {
        bool slices = mode is null or GatherScatterMode.PromiseInBounds or GatherScatterMode.Clip;
        if (slices && _indices.TrueForAll(i => i.Kind is IndexKind.One or IndexKind.Slice or IndexKind.NewAxis)) return StaticSlice();
        if (slices && _indices.TrueForAll(i => i is { Kind: IndexKind.One or IndexKind.NewAxis or IndexKind.DynamicSlice } or { Kind: IndexKind.Array, Array.Rank: 0 }
            or { Kind: IndexKind.Slice, Steps.Step: 1 or -1 })) return DynamicSlice();
        return Gather(mode ?? GatherScatterMode.PromiseInBounds, fillValue, indicesAreSorted, uniqueIndices);
    }

    private static int Consumes(Ix index, int position) => index.Kind switch
    {
        IndexKind.NewAxis or IndexKind.Ellipsis or IndexKind.Truth => 0,
        IndexKind.One or IndexKind.Range or IndexKind.Slice or IndexKind.DynamicSlice => 1,
        IndexKind.Array when index.Array!.DType is DType.Bool => index.Array.Rank,
        IndexKind.Array when index.Array!.DType.IsInteger => 1,
        IndexKind.Array => throw new DTypeException(
            $"[...]: index {position} must be integers or a mask, got {index.Array!.Type}; convert it with AsType(I32), or compare it to get a mask."),
    };

    private void AddWhole(ref int axis, int count)
    {
        for (int i = 0; i < count; i++, axis++) _indices.Add(ParsedIndex.Slice(axis, _x.Shape[axis]));
    }

    private void Add(Ix index, int position, int axis, GatherScatterMode? mode)
    {
        switch (index.Kind)
        {
            case IndexKind.NewAxis:
                _indices.Add(new(IndexKind.NewAxis, -1));
                break;
            case IndexKind.One:
                AddPlace(index.First, axis, mode);
                break;
            case IndexKind.Range:
                int size = _x.Shape[axis], start = index.First.GetOffset(size), end = index.End.GetOffset(size);
                if (start < 0 || start > end || end > size)
                    throw new ShapeException($"[...]: the range {index.First}..{index.End} is out of range for axis {axis} of {_x.Type}.");
                _indices.Add(ParsedIndex.Slice(axis, size, start, end));
                break;
            case IndexKind.Slice:
                _indices.Add(ParsedIndex.Slice(axis, _x.Shape[axis], index.Steps.Start, index.Steps.Stop, index.Steps.Step));
                break;
            case IndexKind.DynamicSlice:
                if (index.Count > _x.Shape[axis])
                    throw new ShapeException($"[...]: a slice of size {index.Count} does not fit into axis {axis} of {_x.Type}.");
                _indices.Add(new(IndexKind.DynamicSlice, axis) { Array = index.Array, Count = index.Count });
                break;
            case IndexKind.Array when index.Array!.DType is DType.Bool:
                AddMask(index.Array, position, axis);
                break;
            case IndexKind.Array when index.Array!.Value is Literal { Type.Weak: true } number: // a C# integer
                int place = (int)number.Value.ToInt64();
                AddPlace(place < 0 ? new Index(-place, fromEnd: true) : place, axis, mode);
                break;
            case IndexKind.Array:
                if (index.Array!.Rank == 0 && _x.Shape[axis] == 0) throw new ShapeException($"[...]: axis {axis} of {_x.Type} has no places.");
                _indices.Add(new(IndexKind.Array, axis) { Array = index.Array });
                break;
            default:
                throw new ShapeException($"[...]: index {position} is no index.");
        }
    }

    private void AddPlace(Index index, int axis, GatherScatterMode? mode)
    {
        int size = _x.Shape[axis], place = index.GetOffset(size);
        bool inRange = place >= 0 && place < size;
        if (!inRange && (size == 0 || mode is null or GatherScatterMode.PromiseInBounds or GatherScatterMode.OneHot))
            throw new ShapeException($"[...]: index {index} is out of range for axis {axis} of {_x.Type}.");
        _indices.Add(new(IndexKind.One, axis) { Place = place });
    }

    // JAX: NDIndexer.expand_bool_indices. A mask is the places where it is true; a mask without axes is an axis of size 1 or 0.
    private void AddMask(NdArray mask, int position, int axis)
    {
        if (mask.IsTraced)
            throw new TraceException(
                $"[...]: index {position} is a mask of type {mask.Type} that is being traced; how much it picks is not known before it has values. " +
                "Use Where(mask, x, 0) to blank out what is not wanted, or a mask that is made outside of the function.");
        ReadOnlySpan<bool> values = mask.Data("a mask").AsSpan<bool>();
        if (mask.Rank == 0)
        {
            _indices.Add(new(IndexKind.Truth, -1) { Count = values[0] ? 1 : 0 });
            return;
        }
        Shape covered = [.. _x.Shape.Span.Slice(axis, mask.Rank)];
        if (mask.Shape != covered)
            throw new ShapeException($"[...]: index {position} is a mask of shape {mask.Shape}, expected {covered}, the sizes of {_x.Type} from axis {axis} on.");
        List<int>[] places = new List<int>[mask.Rank];
        for (int i = 0; i < places.Length; i++) places[i] = [];
        int[] strides = mask.Shape.Strides();
        for (int i = 0; i < values.Length; i++)
        {
            if (!values[i]) continue;
            for (int k = 0; k < places.Length; k++) places[k].Add(i / strides[k] % mask.Shape[k]);
        }
        for (int k = 0; k < places.Length; k++)
            _indices.Add(new(IndexKind.Array, axis + k) { Array = Places(places[k]), Negative = NdArray.From<bool>(new bool[places[k].Count]) });
    }

    private static NdArray Places(List<int> places) =>
        TraceScope.UsesX64 ? NdArray.From<long>([.. places.Select(p => (long)p)]) : NdArray.From<int>([.. places]);

    // JAX: _static_slice.
    private NdArray StaticSlice()
    {
        List<int> start = [], limit = [], strides = [], reversed = [], dropped = [], added = [];
        foreach (ParsedIndex index in _indices)
        {
            if (index.Kind is IndexKind.NewAxis)
            {
                added.Add(start.Count - dropped.Count + added.Count);
                continue;
            }
            int size = _x.Shape[index.Axis];
            int place = Math.Clamp(index.Place, 0, Math.Max(0, size - 1));
            (int from, int to, int stride) = index.IsSlice ? index.Forwards(size) : (place, place + 1, 1);
            start.Add(from);
            limit.Add(to);
            strides.Add(stride);
            if (!index.IsSlice) dropped.Add(index.Axis);
            else if (index.Steps.Step < 0) reversed.Add(index.Axis);
        }
        bool steps = strides.Exists(s => s != 1);
        bool whole = !steps && start.TrueForAll(s => s == 0) && _x.Shape == (Shape)limit.ToArray();
        NdArray part = whole ? _x : Lax.Slice(_x, [.. start], [.. limit], steps ? [.. strides] : null);
        return Finish(part, reversed, dropped, added);
    }

    // JAX: _dynamic_slice.
    private NdArray DynamicSlice()
    {
        List<NdArray> starts = [];
        List<int> sizes = [], reversed = [], dropped = [], added = [];
        foreach (ParsedIndex index in _indices)
        {
            switch (index.Kind)
            {
                case IndexKind.NewAxis:
                    added.Add(starts.Count - dropped.Count + added.Count);
                    break;
                case IndexKind.Slice:
                    (int from, int to, _) = index.Forwards(_x.Shape[index.Axis]);
                    starts.Add(from);
                    sizes.Add(to - from);
                    if (index.Steps.Step < 0) reversed.Add(index.Axis);
                    break;
                case IndexKind.DynamicSlice:
                    starts.Add(index.Array!);
                    sizes.Add(index.Count);
                    break;
                default:
                    starts.Add(index.Array ?? index.Place);
                    sizes.Add(1);
                    dropped.Add(index.Axis);
                    break;
            }
        }
        if (starts.Count > 1)
            for (int i = 0; i < starts.Count; i++) starts[i] = Lax.ConvertElementType(starts[i], DType.I32);
        return Finish(Lax.DynamicSlice(_x, [.. starts], [.. sizes]), reversed, dropped, added);
    }

    private static NdArray Finish(NdArray part, List<int> reversed, List<int> dropped, List<int> added)
    {
        if (reversed.Count > 0) part = Lax.Rev(part, [.. reversed]);
        return Lax.ExpandDims(Lax.Squeeze(part, [.. dropped]), [.. added]);
    }
}
