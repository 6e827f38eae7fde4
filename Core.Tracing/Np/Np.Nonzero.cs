using Core.Ir;

namespace Core;

// What picks as many elements as values say; traced, up to a number that must be given.
public static partial class Np
{
    /// <summary>The places, one array per axis, of the elements that are not zero.</summary>
    /// <param name="x">An array with axes.</param>
    /// <param name="size">How many places; the first ones where there are more. By default as many as there are, at once.</param>
    /// <param name="fillValue">What follows where there are fewer; 0 by default.</param>
    /// <exception cref="ShapeException">The array has no axes, or the size is negative.</exception>
    /// <exception cref="TraceException">The array is traced and <paramref name="size"/> is not given: how many there are is not known before it has values.</exception>
    // JAX: nonzero.
    public static NdArray[] Nonzero(NdArray x, int? size = null, NdArray? fillValue = null)
    {
        if (x.Rank == 0) throw new ShapeException($"Nonzero: needs an array with axes, got {x.Type}; use Reshape(x, 1).");
        CheckSize("Nonzero", size, fillValue);
        if (size is not { } count) return NonzeroNow(x);
        NdArray mask = ToBool(x);
        if (x.Size == 0 || count == 0) return [.. x.Shape.Select(_ => Zeros([count], DefaultInt))];
        NdArray flat = Cumsum(Bincount(Cumsum(mask), length: count));
        int[] strides = x.Shape.Strides();
        NdArray[] places = [.. strides.Select((stride, axis) => Remainder(FloorDivide(flat, Lax.Number(Scalar.Of(stride), flat.DType)), x.Shape[axis]))];
        if (fillValue is null) return places;
        NdArray isFilled = GreaterEqual(Arange(count), Sum(mask));
        return [.. places.Select(place => Where(isFilled, fillValue, place))];
    }

    /// <summary>The places in the flattened array of the elements that are not zero.</summary>
    /// <inheritdoc cref="Nonzero"/>
    public static NdArray Flatnonzero(NdArray x, int? size = null, NdArray? fillValue = null) => Nonzero(Ravel(x), size, fillValue)[0];

    /// <summary>The places of the elements that are not zero, one row each.</summary>
    /// <inheritdoc cref="Nonzero"/>
    public static NdArray Argwhere(NdArray x, int? size = null, NdArray? fillValue = null)
    {
        if (size is null) return Transpose(Stack(NonzeroNow(x)));
        NdArray result = Transpose(Vstack(Nonzero(Atleast1d(x), size, fillValue)));
        return x.Rank == 0 ? Zeros([size.Value, 0], result.DType) : Lax.Reshape(result, [result.Shape[0], x.Rank]);
    }

    /// <summary>The parts of an array along an axis for which a condition is true; of the flattened array where the axis is null.</summary>
    /// <param name="condition">Truth values, of one axis.</param>
    /// <param name="x">The array.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="size">How many parts; the first ones where there are more. By default as many as there are, at once.</param>
    /// <param name="fillValue">What the parts hold that follow where there are fewer; 0 by default.</param>
    /// <exception cref="ShapeException">The condition has not one axis, or is true beyond the end of the axis; or there are not as many parts.</exception>
    /// <exception cref="TraceException">The condition is traced and <paramref name="size"/> is not given: how much it picks is not known before it has values.</exception>
    // JAX: compress.
    public static NdArray Compress(NdArray condition, NdArray x, int? axis = null, int? size = null, NdArray? fillValue = null)
    {
        if (condition.Rank != 1) throw new ShapeException($"Compress: the condition must have one axis, got {condition.Type}.");
        CheckSize("Compress", size, fillValue);
        if (size is { } count) return CompressTo(condition, x, axis, count, fillValue ?? 0);
        (NdArray a, int along) = Along(x, axis, "Compress");
        bool[] mask = ConcreteMask(condition, "Compress"), fitted = new bool[a.Shape[along]];
        if (mask.Length > fitted.Length && mask.AsSpan(fitted.Length).Contains(true))
            throw new ShapeException($"Compress: the condition is true beyond the end of axis {along} of {a.Type}.");
        mask.AsSpan(0, Math.Min(mask.Length, fitted.Length)).CopyTo(fitted);
        return MaskAlong(a, fitted, along);
    }

    /// <summary>The elements for which a condition of the same size is true; one axis.</summary>
    /// <inheritdoc cref="Compress"/>
    public static NdArray Extract(NdArray condition, NdArray x, int? size = null, NdArray? fillValue = null) => Compress(Ravel(condition), Ravel(x), null, size, fillValue);

    /// <summary>The array with values where a mask is true, one after the other, as often as they are needed.</summary>
    /// <param name="x">The array.</param>
    /// <param name="mask">Truth values, as many as elements.</param>
    /// <param name="values">At least one value.</param>
    /// <exception cref="ShapeException">The mask has another size, or there is no value.</exception>
    // JAX: place, with inplace false.
    public static NdArray Place(NdArray x, NdArray mask, NdArray values)
    {
        if (x.Size != mask.Size) throw new ShapeException($"Place: the mask must have as many elements as the array, got {mask.Type} for {x.Type}.");
        if (values.Size == 0) throw new ShapeException($"Place: needs at least one value, got {values.Type}.");
        NdArray flat = Ravel(values);
        if (x.Size == 0) return x;
        int count = (int)mask.Size;
        NdArray places = Nonzero(Ravel(mask), count, count)[0];
        flat = TileToSize(flat, count);
        return Lax.Reshape(Ravel(x).At[places].Set(flat, GatherScatterMode.FillOrDrop), x.Shape);
    }

    /// <summary>The array with values at places of the flattened array, one after the other, as often as they are needed.</summary>
    /// <param name="x">The array.</param>
    /// <param name="indices">Integers.</param>
    /// <param name="values">The values.</param>
    /// <param name="mode">What becomes of indices out of bounds; <see cref="TakeMode.Fill"/>, the default, leaves them out.</param>
    /// <exception cref="DTypeException">The indices are no integers.</exception>
    // JAX: put, with inplace false.
    public static NdArray Put(NdArray x, NdArray indices, NdArray values, TakeMode mode = TakeMode.Fill)
    {
        CheckIntegers("Put", indices);
        NdArray places = Ravel(indices), flat = Ravel(values);
        if (x.Size == 0 || places.Size == 0 || flat.Size == 0) return x;
        flat = TileToSize(flat, (int)places.Size);
        places = mode switch
        {
            TakeMode.Fill => places,
            TakeMode.Clip => Clip(places, 0, (int)x.Size - 1),
            TakeMode.Wrap => Remainder(places, (int)x.Size),
        };
        Ix[] index = [.. UnravelIndex(places, x.Shape).Select(place => (Ix)place)];
        return x.At[index].Set(flat, mode is TakeMode.Fill ? GatherScatterMode.FillOrDrop : GatherScatterMode.PromiseInBounds);
    }

    /// <summary>The array with values put in along an axis; in the flattened array where the axis is null.</summary>
    /// <param name="x">The array.</param>
    /// <param name="index">Before which place: an integer, or several along one axis.</param>
    /// <param name="values">The values, broadcast to the places.</param>
    /// <param name="axis">The axis.</param>
    /// <exception cref="ShapeException">The index has more than one axis.</exception>
    /// <exception cref="DTypeException">The index is no integer.</exception>
    // JAX: insert.
    public static NdArray Insert(NdArray x, NdArray index, NdArray values, int? axis = null)
    {
        CheckIntegers("Insert", index);
        if (index.Rank > 1) throw new ShapeException($"Insert: the index must be a number or have one axis, got {index.Type}.");
        (NdArray a, int along) = Along(x, axis, "Insert");
        NdArray parts = AsType(values, a.DType);
        if (parts.Rank < a.Rank) parts = ToRank(parts, a.Rank);
        NdArray places = index;
        if (index.Size == 1)
        {
            NdArray one = Lax.Squeeze(Lax.Reshape(index, [1]), [0]);
            if (index.Rank == 0) parts = Moveaxis(parts, 0, along);
            places = Full([parts.Shape[along]], one);
        }
        int before = a.Shape[along], added = BroadcastShapes(places.Shape, [parts.Shape[along]])[0], after = before + added;
        NdArray result = ZerosLike(a, shape: a.Shape.With(along, after));
        places = Where(Less(places, 0), Add(places, before), places);
        places = Clip(places, 0, before);
        NdArray order = Argsort(places);
        NdArray newPlaces = places.At[order].Add(Arange(added, places.DType));
        NdArray isOld = Filled([after], Scalar.Of(true), DType.Bool).At[newPlaces].Set(false);
        NdArray oldPlaces = Nonzero(isOld, before)[0];
        Ix[] first = [.. Enumerable.Repeat((Ix)(..), along)];
        result = result.At[[.. first, newPlaces]].Set(parts);
        return result.At[[.. first, oldPlaces]].Set(a);
    }

    /// <summary>The array with values put in before the places of a range along an axis; in the flattened array where the axis is null.</summary>
    /// <inheritdoc cref="Insert(NdArray, NdArray, NdArray, int?)"/>
    public static NdArray Insert(NdArray x, Range range, NdArray values, int? axis = null, int step = 1)
    {
        int size = axis is { } along ? x.Shape[Lax.Canonical(along, x.Rank, "Insert")] : (int)x.Size;
        return Insert(x, Arange(range.Start.GetOffset(size), range.End.GetOffset(size), step), values, axis);
    }

    /// <summary>The array without the places that indices name along an axis, no place twice; of the flattened array where the axis is null.</summary>
    /// <param name="x">The array.</param>
    /// <param name="indices">Integers, which may be traced.</param>
    /// <param name="axis">The axis.</param>
    /// <exception cref="DTypeException">The indices are no integers.</exception>
    // JAX: delete, with assume_unique_indices.
    public static NdArray DeleteUnique(NdArray x, NdArray indices, int? axis = null)
    {
        CheckIntegers("DeleteUnique", indices);
        (NdArray a, int along) = Along(x, axis, "DeleteUnique");
        int size = a.Shape[along], dropped = (int)indices.Size;
        NdArray places = Ravel(indices);
        places = Sort(Clip(Where(Less(places, 0), Add(places, size), places), 0, size));
        places = Subtract(places, Arange(dropped, places.DType));
        NdArray kept = Arange(Math.Max(0, size - dropped), places.DType);
        NdArray isBehind = GreaterEqual(Lax.ExpandDims(kept, 0), Lax.ExpandDims(places, 1));
        kept = Add(kept, Sum(isBehind, 0, dtype: kept.DType));
        return a[[.. Enumerable.Repeat((Ix)(..), along), kept]];
    }

    /// <summary>The array without the places of a range along an axis, in steps; of the flattened array where the axis is null.</summary>
    /// <exception cref="ShapeException">The range is out of bounds.</exception>
    public static NdArray Delete(NdArray x, Range range, int? axis = null, int step = 1)
    {
        (NdArray a, int along) = Along(x, axis, "Delete");
        (int start, int count) = range.GetOffsetAndLength(a.Shape[along]);
        return DeleteUnique(a, Arange(a.Shape[along])[Ix.Slice(start, start + count, step)], along);
    }

    /// <summary>The array without what is all zero at its ends, at once.</summary>
    /// <param name="x">The array.</param>
    /// <param name="front">Whether to cut at the front.</param>
    /// <param name="back">Whether to cut at the end.</param>
    /// <param name="axis">The axes; all by default.</param>
    /// <exception cref="TraceException">The array is traced: where its zeros are is not known before it has values.</exception>
    public static NdArray TrimZeros(NdArray x, bool front = true, bool back = true, AxisSet? axis = null)
    {
        ValueArray<int> axes = Axes(x, axis, "TrimZeros");
        foreach (int along in axes)
        {
            int[] others = [.. Enumerable.Range(0, x.Rank).Where(i => i != along)];
            bool[] mask = ConcreteMask(Any(ToBool(x), others), "TrimZeros");
            int first = Array.IndexOf(mask, true), last = Array.LastIndexOf(mask, true);
            (int start, int end) = first < 0 ? (0, 0) : (front ? first : 0, back ? last + 1 : mask.Length);
            if (front || back) x = Part(x, along, start, end);
        }
        return x;
    }

    private static NdArray[] NonzeroNow(NdArray x)
    {
        bool[] mask = ConcreteMask(x, "Nonzero");
        int[] places = [.. Enumerable.Range(0, mask.Length).Where(i => mask[i])], strides = x.Shape.Strides();
        return [.. Enumerable.Range(0, x.Rank).Select(axis => NdArray.From<int>([.. places.Select(place => place / strides[axis] % x.Shape[axis])]))];
    }

    private static NdArray CompressTo(NdArray condition, NdArray x, int? axis, int size, NdArray fillValue)
    {
        int all = condition.Shape[0], common = Math.Min(all, axis is { } cut ? x.Shape[Lax.Canonical(cut, x.Rank, "Compress")] : (int)x.Size);
        if (size > common) throw new ShapeException($"Compress: there are {common} parts, got size {size}; it must not be larger.");
        condition = Astype(condition, DType.Bool);
        NdArray a = axis is { } along ? Moveaxis(x, along, 0) : Ravel(x);
        NdArray within = Part(condition, 0, 0, common);
        _ = Lax.Slice(condition, [common], [all]); // JAX's program has what is beyond the end, of which it makes no use
        (condition, a) = (within, Part(a, 0, 0, common));
        NdArray mask = Lax.ExpandDims(condition, [.. Enumerable.Range(1, a.Rank - 1)]);
        a = Where(mask, a, Lax.ConvertElementType(Copy(fillValue), a.DType));
        NdArray result = Part(a[Argsort(condition, descending: true)], 0, 0, size);
        return axis is { } back ? Moveaxis(result, 0, back) : result;
    }

    private static NdArray TileToSize(NdArray x, int size)
    {
        if (x.Size < size) x = Tile(x, (int)((size + x.Size - 1) / x.Size));
        return Part(x, 0, 0, size);
    }

    private static void CheckSize(string function, int? size, NdArray? fillValue)
    {
        if (size < 0) throw new ShapeException($"{function}: size must not be negative, got {size}.");
        if (fillValue is { Rank: > 0 }) throw new ShapeException($"{function}: fillValue must be one number, got {fillValue.Type}.");
    }
}
