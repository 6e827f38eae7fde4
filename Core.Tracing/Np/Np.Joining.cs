using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>The arrays one after the other along an axis; with <paramref name="axis"/> null, their elements in row-major order.</summary>
    /// <param name="arrays">At least one array; all of one shape but for the size of that axis.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="dtype">The element type of the result; what the arrays promote to by default.</param>
    /// <exception cref="ShapeException">There is no array, they have no axes, or their shapes differ elsewhere.</exception>
    public static NdArray Concatenate(ReadOnlySpan<NdArray> arrays, int? axis = 0, DType? dtype = null)
    {
        if (arrays.IsEmpty) throw new ShapeException("Concatenate: needs at least one array.");
        if (axis is not { } along)
        {
            NdArray[] flat = new NdArray[arrays.Length];
            for (int i = 0; i < flat.Length; i++) flat[i] = Ravel(arrays[i]);
            return Concatenate(flat, 0, dtype);
        }
        if (arrays[0].Rank == 0) throw new ShapeException("Concatenate: arrays without axes cannot be joined along one; use Stack, or axis: null.");
        return Lax.Concatenate(PromoteAll(arrays, dtype), Lax.Canonical(along, arrays[0].Rank, "Concatenate"));
    }

    /// <summary>The arrays one after the other along an axis; another name of <see cref="Concatenate"/>.</summary>
    public static NdArray Concat(ReadOnlySpan<NdArray> arrays, int? axis = 0) => Concatenate(arrays, axis);

    /// <summary>Arrays of one shape stacked along a new axis.</summary>
    /// <param name="arrays">At least one array.</param>
    /// <param name="axis">The place of the new axis in the result.</param>
    /// <param name="dtype">The element type of the result; what the arrays promote to by default.</param>
    /// <exception cref="ShapeException">There is no array, or their shapes differ.</exception>
    public static NdArray Stack(ReadOnlySpan<NdArray> arrays, int axis = 0, DType? dtype = null)
    {
        if (arrays.IsEmpty) throw new ShapeException("Stack: needs at least one array.");
        return Lax.Bind(new Stack(Lax.Canonical(axis, arrays[0].Rank + 1, "Stack")), PromoteAll(arrays, dtype));
    }

    /// <summary>Arrays as rows one below the other: joined along the first axis, a vector being one row.</summary>
    public static NdArray Vstack(ReadOnlySpan<NdArray> arrays, DType? dtype = null) => Concatenate(Each(arrays, Atleast2d), 0, dtype);

    /// <summary>Arrays side by side: joined along the second axis, vectors along their only one.</summary>
    public static NdArray Hstack(ReadOnlySpan<NdArray> arrays, DType? dtype = null)
    {
        NdArray[] parts = Each(arrays, Atleast1d);
        return Concatenate(parts, parts.Length > 0 && parts[0].Rank == 1 ? 0 : 1, dtype);
    }

    /// <summary>Arrays one behind the other: joined along the third axis.</summary>
    public static NdArray Dstack(ReadOnlySpan<NdArray> arrays, DType? dtype = null) => Concatenate(Each(arrays, Atleast3d), 2, dtype);

    /// <summary>Arrays side by side: joined along the second axis, a vector being one column.</summary>
    public static NdArray ColumnStack(ReadOnlySpan<NdArray> arrays) => Concatenate(Each(arrays, x => x.Rank < 2 ? Transpose(Atleast2d(x)) : x), 1);

    /// <summary>Rows of blocks one below the other, the blocks of a row side by side.</summary>
    /// <exception cref="ShapeException">There is no row, a row has no block, or the shapes do not fit.</exception>
    public static NdArray Block(NdArray[][] rows)
    {
        if (rows.Length == 0 || rows.Any(row => row.Length == 0)) throw new ShapeException("Block: needs at least one row, and one block in each.");
        ValueArray<int> counts = [.. rows.Select(row => row.Length)];
        return Lax.Jitted("block", counts, args =>
        {
            int start = 0;
            List<NdArray> joined = [];
            foreach (int count in counts)
            {
                joined.Add(Concatenate(ToCommonRank(args.AsSpan(start, count), 1), -1));
                start += count;
            }
            return Concatenate(ToCommonRank(joined.ToArray(), 2), -2);
        }, [.. rows.SelectMany(row => row)]);
    }

    /// <summary>The array cut along an axis into parts of equal size.</summary>
    /// <param name="x">The array.</param>
    /// <param name="sections">How many parts.</param>
    /// <param name="axis">The axis.</param>
    /// <exception cref="ShapeException">The size of the axis is no multiple of <paramref name="sections"/>; <see cref="ArraySplit(NdArray, int, int)"/> allows that.</exception>
    public static NdArray[] Split(NdArray x, int sections, int axis = 0) => SplitEvenly("Split", x, sections, axis);

    /// <summary>The array cut along an axis before the given places.</summary>
    public static NdArray[] Split(NdArray x, ReadOnlySpan<int> indices, int axis = 0) => SplitAt("Split", x, indices, axis);

    /// <summary>The array cut along an axis into parts whose sizes differ by at most one, the larger ones first.</summary>
    public static NdArray[] ArraySplit(NdArray x, int sections, int axis = 0)
    {
        axis = Lax.Canonical(axis, x.Rank, "ArraySplit");
        if (sections < 1) throw new ShapeException($"ArraySplit: sections must be positive, got {sections}.");
        (int size, int rest) = Math.DivRem(x.Shape[axis], sections);
        return Lax.Split(x, [.. Enumerable.Range(0, sections).Select(i => i < rest ? size + 1 : size)], axis);
    }

    /// <summary>The array cut along an axis before the given places; another name of <see cref="Split(NdArray, ReadOnlySpan{int}, int)"/>.</summary>
    public static NdArray[] ArraySplit(NdArray x, ReadOnlySpan<int> indices, int axis = 0) => SplitAt("ArraySplit", x, indices, axis);

    /// <summary>The array cut along its first axis into parts of equal size.</summary>
    public static NdArray[] Vsplit(NdArray x, int sections) => SplitEvenly("Vsplit", x, sections, 0);

    /// <summary>The array cut along its first axis before the given places.</summary>
    public static NdArray[] Vsplit(NdArray x, ReadOnlySpan<int> indices) => SplitAt("Vsplit", x, indices, 0);

    /// <summary>The array cut along its second axis, a vector along its only one, into parts of equal size.</summary>
    public static NdArray[] Hsplit(NdArray x, int sections) => SplitEvenly("Hsplit", x, sections, x.Rank == 1 ? 0 : 1);

    /// <summary>The array cut along its second axis, a vector along its only one, before the given places.</summary>
    public static NdArray[] Hsplit(NdArray x, ReadOnlySpan<int> indices) => SplitAt("Hsplit", x, indices, x.Rank == 1 ? 0 : 1);

    /// <summary>The array cut along its third axis into parts of equal size.</summary>
    public static NdArray[] Dsplit(NdArray x, int sections) => SplitEvenly("Dsplit", x, sections, 2);

    /// <summary>The array cut along its third axis before the given places.</summary>
    public static NdArray[] Dsplit(NdArray x, ReadOnlySpan<int> indices) => SplitAt("Dsplit", x, indices, 2);

    /// <summary>The parts of the array along an axis, which they do not have.</summary>
    public static NdArray[] Unstack(NdArray x, int axis = 0) => Lax.Unstack(x, axis);

    /// <summary>The array repeated as a whole along its axes.</summary>
    /// <param name="x">The array.</param>
    /// <param name="reps">How many times along the last axes; more of them than axes put axes in front.</param>
    public static NdArray Tile(NdArray x, params ReadOnlySpan<int> reps)
    {
        foreach (int count in reps)
            if (count < 0) throw new ShapeException($"Tile: reps must not be negative, got {ValueArray.Create(reps)} for {x.Type}.");
        ValueArray<int> all = [.. Enumerable.Repeat(1, Math.Max(0, x.Rank - reps.Length)), .. reps];
        return Lax.Tile(ToRank(x, all.Count), all);
    }

    /// <summary>The array with each element repeated along an axis; in row-major order by default.</summary>
    /// <param name="x">The array.</param>
    /// <param name="repeats">How many times.</param>
    /// <param name="axis">The axis.</param>
    public static NdArray Repeat(NdArray x, int repeats, int? axis = null)
    {
        if (repeats < 0) throw new ShapeException($"Repeat: repeats must not be negative, got {repeats}.");
        if (axis is null) x = Ravel(x);
        int along = Lax.Canonical(axis ?? 0, x.Rank, "Repeat");
        return Lax.Reshape(Lax.InsertAxis(x, along + 1, repeats), x.Shape.With(along, checked(x.Shape[along] * repeats)));
    }

    private static NdArray[] SplitEvenly(string function, NdArray x, int sections, int axis)
    {
        axis = Lax.Canonical(axis, x.Rank, function);
        if (sections < 1 || x.Shape[axis] % sections != 0)
            throw new ShapeException($"{function}: axis {axis} of {x.Type} cannot be cut into {sections} parts of equal size; use ArraySplit, or name the places to cut at.");
        return Lax.Split(x, [.. Enumerable.Repeat(x.Shape[axis] / sections, sections)], axis);
    }

    private static NdArray[] SplitAt(string function, NdArray x, ReadOnlySpan<int> indices, int axis)
    {
        axis = Lax.Canonical(axis, x.Rank, function);
        int[] sizes = new int[indices.Length + 1];
        int start = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            int end = i < indices.Length ? indices[i] : x.Shape[axis];
            if (end < start) throw new ShapeException($"{function}: the places {ValueArray.Create(indices)} must increase from 0 to {x.Shape[axis]}, the size of axis {axis} of {x.Type}.");
            (sizes[i], start) = (end - start, end);
        }
        return Lax.Split(x, ValueArray.Create<int>(sizes), axis);
    }

    private static NdArray[] Each(ReadOnlySpan<NdArray> arrays, Func<NdArray, NdArray> function)
    {
        NdArray[] results = new NdArray[arrays.Length];
        for (int i = 0; i < results.Length; i++) results[i] = function(arrays[i]);
        return results;
    }

    private static NdArray[] ToCommonRank(ReadOnlySpan<NdArray> arrays, int rank)
    {
        foreach (NdArray x in arrays) rank = Math.Max(rank, x.Rank);
        NdArray[] results = new NdArray[arrays.Length];
        for (int i = 0; i < results.Length; i++) results[i] = ToRank(arrays[i], rank);
        return results;
    }

    private static NdArray[] PromoteAll(ReadOnlySpan<NdArray> arrays, DType? wanted = null)
    {
        NdArray[] promoted = arrays.ToArray();
        if (promoted.Length == 1 && wanted is null) return promoted;
        (DType dtype, bool weak) = wanted is { } given ? (given, false) : ResultType(arrays);
        for (int i = 0; i < promoted.Length; i++) promoted[i] = Lax.ConvertElementType(promoted[i], dtype, weak);
        return promoted;
    }
}
