using Core.Ir;

namespace Core.Compiler.Kernels;

/// <summary>
/// How windows of an array and elements of a packed one (the result of a gather, the updates of a scatter) lie, found while compiling: which part of an index
/// moves along which stride, the axes of a window joined where they continue each other, and the places in their order.
/// </summary>
internal sealed class WindowPlan
{
    private WindowPlan() { }

    /// <summary>The size of each axis of the places.</summary>
    public required int[] PlaceSizes { get; init; }

    /// <summary>The strides of the places in the packed array.</summary>
    public required long[] PlaceStrides { get; init; }

    /// <summary>The strides of the places in the array itself, which batching axes have.</summary>
    public required long[] BatchStrides { get; init; }

    /// <summary>How many places there are.</summary>
    public required long Places { get; init; }

    /// <summary>For each part of an index, the stride of its axis.</summary>
    public required long[] PartStrides { get; init; }

    /// <summary>For each part of an index, the last start with the window within bounds.</summary>
    public required long[] PartLast { get; init; }

    /// <summary>Whether windows are brought within bounds; else those that are not are left out.</summary>
    public required bool Clips { get; init; }

    /// <summary>The sizes of a window's axes, joined.</summary>
    public required int[] WindowSizes { get; init; }

    /// <summary>Their strides in the array.</summary>
    public required long[] WindowStrides { get; init; }

    /// <summary>Their strides in the packed array.</summary>
    public required long[] PackedStrides { get; init; }

    /// <summary>How many elements a window has.</summary>
    public required long WindowCount { get; init; }

    /// <summary>Whether the last axis of a window is a run on either side.</summary>
    public bool HasRuns => WindowCount == 1 || (WindowStrides[^1] == 1 && PackedStrides[^1] == 1);

    /// <summary>Whether indices do not move windows along the axes that windows have: two windows have the same elements, or none in common.</summary>
    public required bool IsAligned { get; init; }

    /// <summary>Whether the windows of different places along the first of their axes lie in different parts of the array.</summary>
    public bool IsBatched => BatchStrides[0] != 0 && PlaceSizes[0] > 1;

    /// <summary>Whether windows are single elements, next to each other in the packed array, each with one number of 32 bits for an index.</summary>
    public bool IsPlain => WindowCount == 1 && HasPlainIndices && PlaceStrides[0] == 1;

    /// <summary>Whether windows are runs, a stride apart in the packed array, each with one number of 32 bits for an index.</summary>
    public bool IsPlainRows => WindowCount > 1 && HasPlainIndices && HasRuns && WindowSizes.Length == 1;

    private bool HasPlainIndices => PartStrides.Length == 1 && IndexType is DType.I32 && PlaceSizes.Length == 1 && BatchStrides[0] == 0;

    /// <summary>The type of the indices.</summary>
    public required DType IndexType { get; init; }

    /// <summary>The plan of a gather.</summary>
    public static WindowPlan Of(Gather op, ArrayType operand, ArrayType indices, ArrayType result)
    {
        ValueArray<int> windowAxes = op.WindowAxes(operand.Rank);
        ValueArray<int> places = [.. Enumerable.Range(0, result.Rank).Where(axis => !op.Dims.OffsetDims.Contains(axis))];
        return Of(
            operand.Shape, indices, result.Shape, windowAxes, op.Dims.OffsetDims, places, op.SliceSizes.Span, op.Dims.StartIndexMap,
            op.Dims.OperandBatchingDims, op.Dims.StartIndicesBatchingDims, op.Mode is GatherScatterMode.Clip or GatherScatterMode.PromiseInBounds);
    }

    /// <summary>The plan of a scatter.</summary>
    public static WindowPlan Of(Scatter op, ArrayType operand, ArrayType indices, ArrayType updates)
    {
        ValueArray<int> windowAxes = op.WindowAxes(operand.Rank);
        int[] sizes = new int[operand.Rank];
        Array.Fill(sizes, 1);
        for (int i = 0; i < windowAxes.Count; i++) sizes[windowAxes[i]] = updates.Shape[op.Dims.UpdateWindowDims[i]];
        return Of(
            operand.Shape, indices, updates.Shape, windowAxes, op.Dims.UpdateWindowDims, op.ScatterAxes(updates.Rank), sizes, op.Dims.ScatterDimsToOperandDims,
            op.Dims.OperandBatchingDims, op.Dims.ScatterIndicesBatchingDims, op.Mode is GatherScatterMode.Clip);
    }

    private static WindowPlan Of(
        Shape operand, ArrayType indices, Shape packed, ValueArray<int> windowAxes, ValueArray<int> packedAxes, ValueArray<int> places,
        ReadOnlySpan<int> windowSizes, ValueArray<int> map, ValueArray<int> batching, ValueArray<int> indexBatching, bool clips)
    {
        int[] strides = operand.Strides(), packedStrides = packed.Strides();
        List<(int Size, long Place, long Batch)> placeAxes = [];
        for (int axis = 0; axis < places.Count; axis++)
        {
            long batch = 0;
            for (int pair = 0; pair < indexBatching.Count; pair++)
                if (indexBatching[pair] == axis) batch += strides[batching[pair]];
            placeAxes.Add((packed[places[axis]], packedStrides[places[axis]], batch));
        }
        Join(placeAxes);
        List<(int Size, long Array, long Packed)> axes = [];
        for (int i = 0; i < windowAxes.Count; i++) axes.Add((windowSizes[windowAxes[i]], strides[windowAxes[i]], packedStrides[packedAxes[i]]));
        Join(axes);
        long windowCount = 1;
        foreach ((int size, _, _) in axes) windowCount *= size;
        int[] sizes = windowSizes.ToArray();
        return new()
        {
            PlaceSizes = [.. placeAxes.Select(axis => axis.Size)],
            PlaceStrides = [.. placeAxes.Select(axis => axis.Place)],
            BatchStrides = [.. placeAxes.Select(axis => axis.Batch)],
            Places = indices.Shape.Remove(indices.Rank - 1).Size,
            PartStrides = [.. map.Select(axis => (long)strides[axis])],
            PartLast = [.. map.Select(axis => (long)operand[axis] - sizes[axis])],
            Clips = clips,
            WindowSizes = [.. axes.Select(axis => axis.Size)],
            WindowStrides = [.. axes.Select(axis => axis.Array)],
            PackedStrides = [.. axes.Select(axis => axis.Packed)],
            WindowCount = windowCount,
            IsAligned = map.All(axis => sizes[axis] <= 1 || sizes[axis] == operand[axis]),
            IndexType = indices.DType,
        };
    }

    /// <summary>Drops axes of size 1 and joins those that continue each other on both sides.</summary>
    private static void Join(List<(int Size, long First, long Second)> axes)
    {
        axes.RemoveAll(axis => axis.Size == 1);
        for (int i = axes.Count - 2; i >= 0; i--)
        {
            if (axes[i].First != axes[i + 1].First * axes[i + 1].Size || axes[i].Second != axes[i + 1].Second * axes[i + 1].Size) continue;
            axes[i] = (axes[i].Size * axes[i + 1].Size, axes[i + 1].First, axes[i + 1].Second);
            axes.RemoveAt(i + 1);
        }
        if (axes.Count == 0) axes.Add((1, 0, 0));
    }
}
