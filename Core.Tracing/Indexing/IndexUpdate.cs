using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>What <c>x.At</c> gives: indexed, it makes changed copies of the array, or reads it with a mode.</summary>
public readonly struct IndexUpdates
{
    private readonly NdArray _x;

    internal IndexUpdates(NdArray x) => _x = x;

    /// <summary>The part of the array that one index names.</summary>
    [System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
    public IndexUpdate this[Ix index] => new(_x, [index]);

    /// <summary>The part of the array that the indices name.</summary>
    public IndexUpdate this[params ReadOnlySpan<Ix> indices] => new(_x, [.. indices]);
}

/// <summary>A part of an array, named by indices: <c>x.At[1..3].Add(y)</c> is a copy of x with y added there; x stays as it is.</summary>
/// <remarks>
/// Without a mode an index that is computed and out of bounds is dropped when written and promised not to be when read; one that is known is an error.
/// Values are broadcast to the part. Repeated indices add, multiply, … repeatedly; of several values set at one place any may stay.
/// </remarks>
public readonly struct IndexUpdate
{
    private readonly NdArray _x;
    private readonly ValueArray<Ix> _indices;

    internal IndexUpdate(NdArray x, ValueArray<Ix> indices) => (_x, _indices) = (x, indices);

    /// <summary>The part itself.</summary>
    /// <param name="mode">What becomes of indices out of bounds; by default there are none.</param>
    /// <param name="fillValue">With <see cref="GatherScatterMode.FillOrDrop"/>, what is read there; null for <see cref="Gather.DefaultFill"/>.</param>
    /// <param name="indicesAreSorted">Whether you promise that the indices increase.</param>
    /// <param name="uniqueIndices">Whether you promise that no place is named twice.</param>
    public NdArray Get(GatherScatterMode? mode = null, Scalar? fillValue = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        new Indexer(_x, _indices.Span, mode).Take(mode, fillValue, indicesAreSorted, uniqueIndices);

    /// <summary>The array with the values in the part.</summary>
    public NdArray Set(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Update("Set", ScatterKind.Update, _x, values, mode, indicesAreSorted, uniqueIndices);

    /// <summary>The array with the values added to the part.</summary>
    public NdArray Add(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Update("Add", ScatterKind.Add, _x, values, mode, indicesAreSorted, uniqueIndices);

    /// <summary>The array with the values subtracted from the part.</summary>
    public NdArray Sub(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Update("Sub", ScatterKind.Sub, _x, values, mode, indicesAreSorted, uniqueIndices);

    /// <summary>The array with the part multiplied by the values.</summary>
    public NdArray Mul(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Update("Mul", ScatterKind.Mul, _x, values, mode, indicesAreSorted, uniqueIndices);

    /// <summary>The array with the part divided by the values; integers become floating-point.</summary>
    public NdArray Div(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Np.Divide(_x, Update("Div", ScatterKind.Mul, Np.OnesLike(_x), values, mode, indicesAreSorted, uniqueIndices));

    /// <summary>The array with the part raised to the power of the values.</summary>
    /// <exception cref="DTypeException">The array holds integers or truth values.</exception>
    public NdArray Pow(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false)
    {
        if (!_x.DType.IsInexact)
            throw new DTypeException($"x.At[…].Pow: the array must be floating-point or complex, got {_x.Type}. Use x.At[…].Set(Power(x[…], n)) with a C# integer n.");
        return Lax.Binary(BinaryKind.Pow, _x, Update("Pow", ScatterKind.Mul, Np.OnesLike(_x), values, mode, indicesAreSorted, uniqueIndices));
    }

    /// <summary>The array with the smaller of part and values in the part.</summary>
    public NdArray Min(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Update("Min", ScatterKind.Min, _x, values, mode, indicesAreSorted, uniqueIndices);

    /// <summary>The array with the larger of part and values in the part.</summary>
    public NdArray Max(NdArray values, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Update("Max", ScatterKind.Max, _x, values, mode, indicesAreSorted, uniqueIndices);

    /// <summary>The array with a function applied to each element of the part, as often as its index is repeated.</summary>
    /// <param name="function">From one element, without axes, to another of the same type; must not use arrays from outside.</param>
    /// <param name="mode">What becomes of indices out of bounds; by default they are dropped.</param>
    /// <param name="indicesAreSorted">Whether you promise that the indices increase.</param>
    /// <param name="uniqueIndices">Whether you promise that no place is named twice.</param>
    /// <exception cref="TraceException">The function uses arrays from outside.</exception>
    public NdArray Apply(Func<NdArray, NdArray> function, GatherScatterMode? mode = null, bool indicesAreSorted = false, bool uniqueIndices = false) =>
        Update("Apply", ScatterKind.Update, _x, Lax.Number(Scalar.Of(0), _x.DType), mode, indicesAreSorted, uniqueIndices, function);

    // JAX: _scatter_update, _scatter_impl.
    private NdArray Update(
        string verb, ScatterKind kind, NdArray x, NdArray values, GatherScatterMode? mode, bool sorted, bool unique, Func<NdArray, NdArray>? function = null)
    {
        if (values.Value is Literal { Type: { Weak: true, DType.Kind: DTypeKind.Signed } } number && x.DType.IsInteger) values = Lax.Number(number.Value, x.DType);
        if (Np.ResultType(x, values).DType != x.DType)
            throw new DTypeException($"x.At[…].{verb}: values of type {values.Type} do not fit into an array of type {x.Type}; convert one of them with AsType.");
        Indexer.GatherPlan plan = new Indexer(x, _indices.Span, mode).PlanGather();
        if (plan.SliceShape.Size == 0) return x;

        (DType dtype, bool weak) = Np.ResultType(x, values);
        NdArray target = Lax.ConvertElementType(x, dtype, weak), updates = Fit(verb, Lax.ConvertElementType(values, dtype, weak), plan.SliceShape);
        updates = Lax.Squeeze(updates, plan.NewAxes);
        if (plan.Reversed.Count > 0) updates = Lax.Rev(updates, plan.Reversed);
        target = Lax.ExpandDims(target, plan.TruthAxes.Span);
        ScatterDimensionNumbers dims = new(plan.Dims.OffsetDims, plan.Dims.CollapsedSliceDims, plan.Dims.StartIndexMap);
        GatherScatterMode used = mode ?? GatherScatterMode.FillOrDrop;
        (sorted, unique) = (sorted || plan.IsBasic, unique || plan.IsBasic);
        NdArray result = function is null
            ? Lax.Scatter(kind, target, plan.Indices, updates, dims, used, sorted, unique)
            : Lax.ScatterApply(target, plan.Indices, function, dims, updates.Shape, used, sorted, unique);
        return Lax.ConvertElementType(Lax.Squeeze(result, plan.TruthAxes), x.DType, x.IsWeak);
    }

    private static NdArray Fit(string verb, NdArray values, Shape shape)
    {
        int lead = shape.Rank - values.Rank;
        bool fits = lead >= 0;
        for (int axis = 0; fits && axis < values.Rank; axis++) fits = values.Shape[axis] == 1 || values.Shape[axis] == shape[lead + axis];
        return fits
            ? Np.BroadcastTo(values, shape)
            : throw new ShapeException($"x.At[…].{verb}: values of type {values.Type} do not broadcast to the shape {shape} of the part.");
    }
}
