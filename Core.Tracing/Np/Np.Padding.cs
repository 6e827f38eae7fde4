using Core.Tracing;

namespace Core;

public static partial class Np
{
    /// <summary>The array with as much put around it on all sides.</summary>
    /// <inheritdoc cref="Pad(NdArray, ReadOnlySpan{ValueTuple{int, int}}, PadMode, NdArray?, ReadOnlySpan{ValueTuple{int, int}}, bool)"/>
    public static NdArray Pad(NdArray x, int width, PadMode mode = PadMode.Constant, NdArray? value = null, int? statLength = null, bool odd = false) =>
        Pad(x, [(width, width)], mode, value, statLength is { } length ? [(length, length)] : [], odd);

    /// <summary>The array with something put around it.</summary>
    /// <param name="x">The array.</param>
    /// <param name="width">How much to put before and after each axis; one pair for all, or one per axis.</param>
    /// <param name="mode">What to put there.</param>
    /// <param name="value">For <see cref="PadMode.Constant"/>, and for <see cref="PadMode.LinearRamp"/> as what lies at the ends: a number, two for before and after, or one pair per axis; 0 by
    /// default. The ends of ramps must not be traced.</param>
    /// <param name="statLength">For the modes that reduce: over how many elements at either edge; over all by default.</param>
    /// <param name="odd">For <see cref="PadMode.Reflect"/> and <see cref="PadMode.Symmetric"/>: reflect at the point at the edge, 2 · edge − x.</param>
    /// <exception cref="ShapeException">A width is negative or the pairs are not one per axis, or the mode has nothing to copy along an empty axis.</exception>
    public static NdArray Pad(NdArray x, ReadOnlySpan<(int Before, int After)> width, PadMode mode = PadMode.Constant, NdArray? value = null, ReadOnlySpan<(int Before, int After)> statLength = default, bool odd = false)
    {
        ValueArray<(int Before, int After)> widths = Pairs(x, width, "width"), lengths = statLength.IsEmpty ? [] : Pairs(x, statLength, "statLength");
        for (int axis = 0; axis < x.Rank; axis++)
        {
            (int before, int after) = widths[axis];
            if (before < 0 || after < 0) throw new ShapeException($"Pad: widths must not be negative, got {widths[axis]} for axis {axis}; cut with x[…] instead.");
            if (lengths.Count > 0 && (lengths[axis].Before < 1 || lengths[axis].After < 1))
                throw new ShapeException($"Pad: statLength must be positive, got {lengths[axis]} for axis {axis}.");
            if (x.Shape[axis] == 0 && before + after > 0 && mode is not (PadMode.Constant or PadMode.Empty))
                throw new ShapeException($"Pad: axis {axis} of {x.Type} is empty, so {mode} has nothing to copy; pad with a number.");
        }
        ValueArray<NdArray> ends = mode is PadMode.LinearRamp ? RampEnds(x, value ?? 0) : [];
        return Lax.Jitted("_pad", (widths, mode, lengths, odd, string.Join(' ', ends.Select(end => $"{end.Value}"))), args => x.Rank == 0 ? args[0] : mode switch
        {
            PadMode.Constant => PadConstant(args[0], args[1], widths),
            PadMode.Edge => PadEdge(args[0], widths),
            PadMode.Wrap => PadWrap(args[0], widths),
            PadMode.Reflect or PadMode.Symmetric => PadReflected(args[0], widths, mode, odd),
            PadMode.Maximum => PadReduced(args[0], widths, lengths, (part, axis) => Max(part, axis, keepdims: true)),
            PadMode.Minimum => PadReduced(args[0], widths, lengths, (part, axis) => Min(part, axis, keepdims: true)),
            PadMode.Mean => PadReduced(args[0], widths, lengths, (part, axis) => Mean(part, axis, keepdims: true)),
            PadMode.Median => PadReduced(args[0], widths, lengths, (part, axis) => Median(part, axis, keepdims: true)),
            PadMode.LinearRamp => PadRamp(args[0], widths, ends),
            PadMode.Empty => PadEmpty(args[0], widths),
        }, x, mode is PadMode.LinearRamp ? 0 : value ?? 0);
    }

    private static NdArray PadConstant(NdArray x, NdArray value, ValueArray<(int Before, int After)> widths)
    {
        value = Lax.ConvertElementType(value, x.DType, x.IsWeak);
        if (value.Rank == 0 || value.Shape == [1])
            return Lax.Pad(x, value.Rank == 0 ? value : Squeeze(value), [.. widths.Select(w => new Ir.Padding(w.Before, w.After, 0))]);
        if (value.Shape[^1] is not (1 or 2)) throw new ShapeException($"Pad: value must be a number, or have one or two along its last axis, got {value.Type}.");
        value = BroadcastTo(value, [x.Rank, 2]);
        for (int axis = 0; axis < widths.Count; axis++)
        {
            if (widths[axis].Before > 0) x = Lax.Pad(x, value[axis, 0], Around(x, axis, new(widths[axis].Before, 0, 0)));
            if (widths[axis].After > 0) x = Lax.Pad(x, value[axis, 1], Around(x, axis, new(0, widths[axis].After, 0)));
        }
        return x;

        static ValueArray<Ir.Padding> Around(NdArray x, int axis, Ir.Padding padding) => [.. x.Shape.Select((_, i) => i == axis ? padding : default)];
    }

    private static NdArray PadEdge(NdArray x, ValueArray<(int Before, int After)> widths)
    {
        for (int axis = 0; axis < widths.Count; axis++)
        {
            int size = x.Shape[axis];
            if (size == 0) continue;
            NdArray before = Repeat(SliceAlong(x, 0, 1, axis), widths[axis].Before, axis);
            NdArray after = Repeat(SliceAlong(x, size - 1, size, axis), widths[axis].After, axis);
            x = Lax.Concatenate([before, x, after], axis);
        }
        return x;
    }

    private static NdArray PadWrap(NdArray x, ValueArray<(int Before, int After)> widths)
    {
        for (int axis = 0; axis < widths.Count; axis++)
        {
            int size = x.Shape[axis];
            if (size == 0) continue;
            (int before, int restBefore) = Math.DivRem(widths[axis].Before, size);
            (int after, int restAfter) = Math.DivRem(widths[axis].After, size);
            List<NdArray> parts = [.. Enumerable.Repeat(x, before + after + 1)];
            if (restBefore > 0) parts.Insert(0, SliceAlong(x, size - restBefore, size, axis));
            if (restAfter > 0) parts.Add(SliceAlong(x, 0, restAfter, axis));
            x = Lax.Concatenate(parts.ToArray(), axis);
        }
        return x;
    }

    private static NdArray PadReflected(NdArray x, ValueArray<(int Before, int After)> widths, PadMode mode, bool odd)
    {
        for (int axis = 0; axis < widths.Count; axis++)
        {
            if (x.Shape[axis] == 0 || widths[axis] == (0, 0)) continue;
            int size = x.Shape[axis], offset = mode is PadMode.Reflect && size > 1 ? 1 : 0;
            x = Grow(x, axis, size, offset, widths[axis].Before, true);
            x = Grow(x, axis, size, offset, widths[axis].After, false);
        }
        return x;

        // At most one length of the array at a time, so that what was put there is reflected in turn.
        NdArray Grow(NdArray x, int axis, int size, int offset, int padding, bool before)
        {
            NdArray edge = before ? SliceAlong(x, 0, 1, axis) : SliceAlong(x, x.Shape[axis] - 1, x.Shape[axis], axis);
            while (padding > 0)
            {
                int step = Math.Min(padding, size - offset), end = x.Shape[axis];
                padding -= step;
                NdArray part = before
                    ? SliceAlong(x, offset, offset + step, axis)
                    : SliceAlong(x, end - step - offset, mode is PadMode.Symmetric || size == 1 ? end : end - 1, axis);
                part = Flip(part, axis);
                if (odd)
                {
                    part = Subtract(Multiply(2, edge), part);
                    if (size > 1) edge = before ? SliceAlong(part, 0, 1, axis) : SliceAlong(part, step - 1, step, axis);
                }
                x = Lax.Concatenate(before ? [part, x] : [x, part], axis);
            }
            return x;
        }
    }

    private static NdArray PadReduced(NdArray x, ValueArray<(int Before, int After)> widths, ValueArray<(int Before, int After)> lengths, Func<NdArray, int, NdArray> reduce)
    {
        for (int axis = 0; axis < widths.Count; axis++)
        {
            NdArray before, after;
            if (lengths.Count == 0) before = after = reduce(x, axis);
            else
            {
                int size = x.Shape[axis];
                NdArray first = SliceAlong(x, 0, Math.Min(lengths[axis].Before, size), axis);
                NdArray last = SliceAlong(x, size - Math.Min(lengths[axis].After, size), size, axis);
                (before, after) = (reduce(first, axis), reduce(last, axis));
            }
            if (x.DType.IsInteger) (before, after) = (Round(before), Round(after));
            (before, after) = (Lax.ConvertElementType(before, x.DType, x.IsWeak), Lax.ConvertElementType(after, x.DType, x.IsWeak));
            before = Repeat(before, widths[axis].Before, axis);
            x = Lax.Concatenate([before, x, Repeat(after, widths[axis].After, axis)], axis);
        }
        return x;
    }

    // JAX: _pad_linear_ramp. The ramp after is one before, turned around.
    private static NdArray PadRamp(NdArray x, ValueArray<(int Before, int After)> widths, ValueArray<NdArray> ends)
    {
        for (int axis = 0; axis < widths.Count; axis++)
        {
            int size = x.Shape[axis];
            NdArray first = SliceAlong(x, 0, 1, axis), last = SliceAlong(x, size - 1, size, axis);
            NdArray before = Ramp(ends[2 * axis], first, widths[axis].Before, axis, x);
            NdArray after = Ramp(ends[2 * axis + 1], last, widths[axis].After, axis, x);
            x = Lax.Concatenate([before, x, Flip(after, axis)], axis);
        }
        return x;

        static NdArray Ramp(NdArray end, NdArray edge, int width, int axis, NdArray x) =>
            Lax.ConvertElementType(Linspace(end, Lax.Squeeze(edge, [axis]), width, endpoint: false, x.DType, axis), x.DType, x.IsWeak);
    }

    // The ends as numbers, two for each axis.
    private static ValueArray<NdArray> RampEnds(NdArray x, NdArray value)
    {
        if (value.IsTraced) throw new TraceException($"Pad: the ends of ramps must be known when the function is traced, got {value.Type}. Use a C# number, or Linspace and Concatenate.");
        if (value.Rank > 2 || (value.Rank > 0 && value.Shape[^1] is not (1 or 2)) || (value.Rank == 2 && value.Shape[0] != 1 && value.Shape[0] != x.Rank))
            throw new ShapeException($"Pad: the ends of ramps must be a number, a pair, or one pair per axis of {x.Type}, got {value.Type}.");
        ArrayData data = value.Data("Pad");
        int columns = value.Rank == 0 ? 1 : value.Shape[^1], rows = value.Rank < 2 ? 1 : value.Shape[0];
        return [.. Enumerable.Range(0, 2 * x.Rank).Select(i => Typed(Scalar.Of(data, (rows == 1 ? 0 : i / 2 * columns) + (columns == 1 ? 0 : i % 2))))];

        static NdArray Typed(Scalar number)
        {
            if (number.Kind is DTypeKind.Complex) return Lax.Number(number, Promotion.DefaultComplex(TraceScope.UsesX64));
            return Lax.Number(number, number.Kind is DTypeKind.Float ? DefaultFloat : DefaultInt);
        }
    }

    private static NdArray PadEmpty(NdArray x, ValueArray<(int Before, int After)> widths)
    {
        for (int axis = 0; axis < widths.Count; axis++)
        {
            NdArray before = ZerosLike(x, shape: x.Shape.With(axis, widths[axis].Before));
            x = Lax.Concatenate([before, x, ZerosLike(x, shape: x.Shape.With(axis, widths[axis].After))], axis);
        }
        return x;
    }

    private static ValueArray<(int Before, int After)> Pairs(NdArray x, ReadOnlySpan<(int Before, int After)> pairs, string argument)
    {
        if (pairs.Length == 1) return [.. Enumerable.Repeat(pairs[0], x.Rank)];
        if (pairs.Length != x.Rank) throw new ShapeException($"Pad: {argument} must have one pair, or one per axis of {x.Type}, got {pairs.Length}.");
        return ValueArray.Create(pairs);
    }
}

/// <summary>What <see cref="Np.Pad(NdArray, int, PadMode, NdArray?, int?, bool)"/> puts around an array.</summary>
public enum PadMode
{
    /// <summary>A number.</summary>
    Constant,
    /// <summary>The element at the edge.</summary>
    Edge,
    /// <summary>The array again, as if it were periodic.</summary>
    Wrap,
    /// <summary>The array reflected at the element at the edge.</summary>
    Reflect,
    /// <summary>The array reflected after the element at the edge.</summary>
    Symmetric,
    /// <summary>The largest element.</summary>
    Maximum,
    /// <summary>The smallest element.</summary>
    Minimum,
    /// <summary>The mean of the elements.</summary>
    Mean,
    /// <summary>The median of the elements.</summary>
    Median,
    /// <summary>Numbers at equal distances, from a given one at the end to the element at the edge.</summary>
    LinearRamp,
    /// <summary>Zeros, which mean nothing.</summary>
    Empty,
}
