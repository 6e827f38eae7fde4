using Core.Ir;

namespace Core;

/// <summary>What <see cref="Np.Take"/> and <see cref="Np.Choose"/> do with indices out of bounds.</summary>
public enum TakeMode
{
    /// <summary>Negative ones count from the end, others give a fill value, NaN for instance.</summary>
    Fill,
    /// <summary>They are brought to the nearest bound.</summary>
    Clip,
    /// <summary>They are counted on from the other end.</summary>
    Wrap,
}

public static partial class Np
{
    /// <summary>The elements at indices along an axis; of the flattened array where the axis is null.</summary>
    /// <param name="x">The array.</param>
    /// <param name="indices">Integers of any shape, whose axes take the place of the axis.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="mode">What becomes of indices out of bounds.</param>
    /// <param name="fillValue">With <see cref="TakeMode.Fill"/>, what is read there; null for <see cref="Ir.Gather.DefaultFill"/>.</param>
    /// <param name="indicesAreSorted">Whether you promise that the indices increase.</param>
    /// <param name="uniqueIndices">Whether you promise that no place is named twice.</param>
    /// <exception cref="DTypeException">The indices are no integers.</exception>
    public static NdArray Take(
        NdArray x, NdArray indices, int? axis = null, TakeMode mode = TakeMode.Fill, Scalar? fillValue = null, bool indicesAreSorted = false, bool uniqueIndices = false)
    {
        CheckIntegers("Take", indices);
        return Lax.Jitted("_take", [axis ?? int.MinValue, (int)mode, Flag(indicesAreSorted), Flag(uniqueIndices), .. BitsOf(fillValue)], args =>
        {
            (NdArray a, int along) = Along(args[0], axis, "Take");
            NdArray i = args[1];
            int size = a.Shape[along];
            i = mode switch
            {
                TakeMode.Fill => Where(i < 0, i + size, i),
                TakeMode.Wrap => Remainder(i, NumberLike(i, size)),
                TakeMode.Clip => i,
            };
            if (size == 0) return i.Size == 0 ? a : throw new ShapeException($"Take: axis {along} of {a.Type} has no elements to take.");
            Shape shape = [.. a.Shape.Span[..along], .. i.Shape, .. a.Shape.Span[(along + 1)..]];
            if (i.Size == 0) return Filled(shape, Scalar.Of(0), a.DType);
            GatherDimensionNumbers dims = new([.. Enumerable.Range(0, along), .. Enumerable.Range(along + i.Rank, a.Rank - 1 - along)], [along], [along]);
            return Lax.Gather(a, Lax.ExpandDims(i, i.Rank), dims, a.Shape.With(along, 1), mode switch
            {
                TakeMode.Fill => GatherScatterMode.FillOrDrop,
                TakeMode.Clip => GatherScatterMode.Clip,
                TakeMode.Wrap => GatherScatterMode.PromiseInBounds,
            }, fillValue, indicesAreSorted, uniqueIndices);
        }, x, indices);
    }

    /// <summary>The elements at indices along an axis, one index per place along the other axes; of the flattened array where the axis is null.</summary>
    /// <param name="x">The array.</param>
    /// <param name="indices">Integers, with as many axes as the array; sizes along other axes are the array's, or 1.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="mode">What becomes of indices out of bounds.</param>
    /// <param name="fillValue">With <see cref="GatherScatterMode.FillOrDrop"/>, what is read there; null for <see cref="Ir.Gather.DefaultFill"/>.</param>
    /// <exception cref="ShapeException">The numbers of axes differ, or the sizes do not fit.</exception>
    /// <exception cref="DTypeException">The indices are no integers.</exception>
    /// <exception cref="UnsupportedException">The mode is <see cref="GatherScatterMode.OneHot"/>.</exception>
    public static NdArray TakeAlongAxis(NdArray x, NdArray indices, int? axis = -1, GatherScatterMode mode = GatherScatterMode.FillOrDrop, Scalar? fillValue = null)
    {
        CheckIntegers("TakeAlongAxis", indices);
        if (mode is GatherScatterMode.OneHot)
            throw new UnsupportedException("TakeAlongAxis: the mode OneHot is not supported; write the product with Equal(indices, Arange(n)) yourself, or use another mode.");
        if (indices.Rank != (axis is null ? 1 : x.Rank))
            throw new ShapeException($"TakeAlongAxis: array and indices must have the same number of axes, or the indices one where axis is null, got {x.Type} and {indices.Type}.");
        return Lax.Jitted("take_along_axis", [axis ?? int.MinValue, (int)mode, .. BitsOf(fillValue)], args =>
        {
            (NdArray a, int along) = Along(args[0], axis, "TakeAlongAxis");
            return TakeAlong(a, args[1], along, mode, fillValue);
        }, x, indices);
    }

    /// <summary>The array with values at indices along an axis, one index per place along the other axes; in the flattened array where the axis is null.</summary>
    /// <exception cref="ShapeException">The numbers of axes differ, or the values do not broadcast to the shape of the indices.</exception>
    /// <exception cref="DTypeException">The indices are no integers.</exception>
    public static NdArray PutAlongAxis(NdArray x, NdArray indices, NdArray values, int? axis, GatherScatterMode? mode = null)
    {
        CheckIntegers("PutAlongAxis", indices);
        if (indices.Rank != (axis is null ? 1 : x.Rank))
            throw new ShapeException($"PutAlongAxis: array and indices must have the same number of axes, or the indices one where axis is null, got {x.Type} and {indices.Type}.");
        return Lax.Jitted("put_along_axis", [axis ?? int.MinValue, mode is { } m ? (int)m : -1], args =>
        {
            (NdArray a, int along) = Along(args[0], axis, "PutAlongAxis");
            NdArray spread = BroadcastTo(args[2], args[1].Shape);
            Ix[] places = [.. OpenGrid(a.Shape).Select(grid => (Ix)grid)];
            places[along] = args[1];
            return Lax.Reshape(a.At[places].Set(spread, mode), args[0].Shape);
        }, x, indices, values);
    }

    /// <summary>For each index, the element of the array of choices that it names.</summary>
    /// <param name="indices">Integers, broadcast with the choices.</param>
    /// <param name="choices">The arrays to choose from.</param>
    /// <param name="mode">What becomes of indices out of bounds: <see cref="TakeMode.Clip"/> or <see cref="TakeMode.Wrap"/>.</param>
    /// <exception cref="ShapeException">There is no choice, or the shapes do not broadcast.</exception>
    /// <exception cref="DTypeException">The indices are no integers.</exception>
    /// <exception cref="UnsupportedException">The mode is <see cref="TakeMode.Fill"/>.</exception>
    public static NdArray Choose(NdArray indices, ReadOnlySpan<NdArray> choices, TakeMode mode)
    {
        CheckIntegers("Choose", indices);
        if (choices.IsEmpty) throw new ShapeException("Choose: needs at least one choice.");
        NdArray which = mode switch
        {
            TakeMode.Clip => Lax.Jitted("clip", Clip, indices, 0, choices.Length - 1),
            TakeMode.Wrap => Remainder(indices, choices.Length),
            TakeMode.Fill => throw new UnsupportedException("Choose: the mode must be Clip or Wrap, as in NumPy."),
        };
        Shape shape = BroadcastShapes("Choose", [which, .. choices]);
        which = BroadcastTo(which, shape);
        NdArray[] all = PromoteAll(choices);
        for (int i = 0; i < all.Length; i++) all[i] = BroadcastTo(all[i], shape);
        for (int i = 0; i < all.Length; i++) all[i] = Lax.InsertAxis(all[i], 0);
        return Lax.Concatenate(all, 0)[[which, .. OpenGrid(shape).Select(grid => (Ix)grid)]];

        static NdArray Clip(NdArray[] args)
        {
            NdArray raised = Lax.Binary(BinaryKind.Max, Lax.ConvertElementType(args[1], args[0].DType), args[0]);
            return Lax.Binary(BinaryKind.Min, Lax.ConvertElementType(args[2], args[0].DType), raised);
        }
    }

    /// <summary>The array without the place <paramref name="index"/> along an axis; of the flattened array where the axis is null.</summary>
    /// <exception cref="ShapeException">The index is out of range.</exception>
    public static NdArray Delete(NdArray x, int index, int? axis = null)
    {
        (NdArray a, int along) = Along(x, axis, "Delete");
        int size = a.Shape[along], place = index < 0 ? index + size : index;
        if (place < 0 || place >= size) throw new ShapeException($"Delete: index {index} is out of range for axis {along} of {a.Type}.");
        return Lax.Concatenate([PartAlong(a, along, 0, place), PartAlong(a, along, place + 1, size)], along);
    }

    /// <summary>The array without the places that the indices name along an axis; of the flattened array where the axis is null.</summary>
    /// <exception cref="ShapeException">An index is out of range.</exception>
    public static NdArray Delete(NdArray x, int[] indices, int? axis = null)
    {
        (NdArray a, int along) = Along(x, axis, "Delete");
        bool[] kept = new bool[a.Shape[along]];
        Array.Fill(kept, true);
        foreach (int index in indices)
        {
            int place = index < 0 ? index + kept.Length : index;
            if (place < 0 || place >= kept.Length) throw new ShapeException($"Delete: index {index} is out of range for axis {along} of {a.Type}.");
            kept[place] = false;
        }
        return MaskAlong(a, kept, along);
    }

    /// <summary>The second array put behind the first along an axis; both flattened where the axis is null.</summary>
    public static NdArray Append(NdArray x, NdArray values, int? axis = null) => Lax.Jitted("append", [axis ?? int.MinValue], args =>
        axis is { } along ? Concatenate(args, along) : Concatenate([Ravel(args[0]), Ravel(args[1])]), x, values);

    private static void CheckIntegers(string function, NdArray indices)
    {
        if (!indices.DType.IsInteger) throw new DTypeException($"{function}: the indices must be integers, got {indices.Type}; convert them with AsType(I32).");
    }

    // JAX: take_along_axis. An axis of indices of size 1 takes all along it; one of the array of size 1 is dropped; others go along.
    private static NdArray TakeAlong(NdArray a, NdArray indices, int along, GatherScatterMode mode, Scalar? fillValue)
    {
        Shape own = a.Shape.With(along, 1), wanted = indices.Shape;
        Shape result = BroadcastShapes("TakeAlongAxis", NdArray.OfType(new(a.DType, own)), NdArray.OfType(new(a.DType, wanted)));
        int size = a.Shape[along];
        if (size == 0) return Filled(result, Scalar.Of(0), a.DType);
        if (mode is not GatherScatterMode.PromiseInBounds)
        {
            indices = Lax.ConvertElementType(indices, DType.I32);
            indices = Lax.SelectN(indices < 0, indices, Lax.Add(indices, NumberLike(indices, size)));
        }
        List<int> sizes = [], offsets = [], batch = [], indexBatch = [], squeezed = [];
        int axis = 0, place = 0, indexed = 0;
        for (int i = 0; i < own.Rank; i++)
        {
            if (i == along)
            {
                sizes.Add(1);
                indexed = axis++;
                place++;
            }
            else if (wanted[i] == 1)
            {
                offsets.Add(i);
                sizes.Add(own[i]);
                axis++;
            }
            else if (own[i] == 1)
            {
                squeezed.Add(i);
                place++;
            }
            else
            {
                sizes.Add(own[i] == 0 ? 0 : 1);
                batch.Add(axis++);
                indexBatch.Add(place++);
            }
        }
        indices = Lax.Reshape(indices, [.. Enumerable.Range(0, wanted.Rank).Where(i => i == along || wanted[i] != 1).Select(i => result[i]), 1]);
        GatherDimensionNumbers dims = new([.. offsets], [indexed], [indexed], [.. batch], [.. indexBatch]);
        return Lax.Gather(Lax.Squeeze(a, [.. squeezed]), indices, dims, [.. sizes], mode, fillValue);
    }

    /// <summary>For each axis, 0, 1, 2, … along it, with size 1 along the others (jnp.indices, sparse).</summary>
    private static NdArray[] OpenGrid(Shape shape) =>
        [.. Enumerable.Range(0, shape.Rank).Select(axis => Lax.BroadcastInDim(
            Lax.Iota(DefaultInt, [shape[axis]], 0), [.. Enumerable.Range(0, shape.Rank).Select(i => i == axis ? shape[i] : 1)], [axis]))];

    /// <summary>A number as JAX's <c>_const</c> makes it: weak where the example is a weak number.</summary>
    private static NdArray NumberLike(NdArray example, int value)
    {
        Scalar number = Scalar.Of(value).ConvertTo(example.DType);
        return example is { IsWeak: true, Rank: 0 } ? new(new Literal(number, example.DType, weak: true)) : Lax.Number(number, example.DType);
    }

    private static NdArray PartAlong(NdArray x, int axis, int start, int limit)
    {
        ValueArray<int> first = [.. Enumerable.Range(0, x.Rank).Select(i => i == axis ? start : 0)];
        return Lax.Slice(x, first, x.Shape.With(axis, limit));
    }

    private static NdArray MaskAlong(NdArray x, bool[] mask, int axis) => x[[.. Enumerable.Repeat((Ix)(..), axis), mask]];

    private static bool[] ConcreteMask(NdArray condition, string function) => condition.IsTraced
        ? throw new TraceException(
            $"{function}: the condition of type {condition.Type} is being traced; how much it picks is not known before it has values. Use Where(condition, x, 0), " +
            "or a condition that is made outside of the function.")
        : [.. Enumerable.Range(0, (int)condition.Size).Select(i => Scalar.Of(condition.Data(function), i).ToBool())];

    private static int[] BitsOf(Scalar? value)
    {
        if (value is not { } number) return [];
        long low = number.Kind is DTypeKind.Float or DTypeKind.Complex ? BitConverter.DoubleToInt64Bits(number.ToComplex().Real) : number.ToInt64();
        long high = BitConverter.DoubleToInt64Bits(number.Kind is DTypeKind.Complex ? number.ToComplex().Imaginary : 0);
        return [(int)number.Kind, (int)low, (int)(low >> 32), (int)high, (int)(high >> 32)];
    }
}
