namespace Core;

public static partial class Np
{
    /// <summary>The elements in row-major order in another shape; one size may be -1, and follows from the others.</summary>
    /// <exception cref="ShapeException">The sizes do not multiply to the size of the array.</exception>
    public static NdArray Reshape(NdArray x, params ReadOnlySpan<int> sizes) => Lax.Reshape(x, Infer(x, sizes));

    /// <summary>The elements in row-major order, one axis.</summary>
    public static NdArray Ravel(NdArray x) => Lax.Reshape(x, [checked((int)x.Size)]);

    /// <summary>The array with its axes in another order; in reverse order by default.</summary>
    public static NdArray Transpose(NdArray x, AxisSet? axes = null)
    {
        ValueArray<int> permutation = axes?.Resolve(x.Rank, "Transpose") ?? [.. Enumerable.Range(0, x.Rank).Reverse()];
        if (permutation.Count != x.Rank) throw new ShapeException($"Transpose: the axes {permutation} must name every axis of {x.Type} once.");
        return Lax.Transpose(x, permutation);
    }

    /// <summary>The elements in another shape, read and placed in row-major or in column-major order.</summary>
    /// <exception cref="ShapeException">The sizes do not multiply to the size of the array.</exception>
    public static NdArray Reshape(NdArray x, ReadOnlySpan<int> sizes, ArrayOrder order)
    {
        Shape shape = Infer(x, sizes);
        if (order is ArrayOrder.RowMajor) return Lax.Reshape(x, shape);
        // JAX: reshape with order='F' reads the axes in reverse, and reverses those of the result
        NdArray reversed = Lax.Reshape(x, [.. shape.Reverse()], [.. Enumerable.Range(0, x.Rank).Reverse()]);
        return Lax.Transpose(reversed, [.. Enumerable.Range(0, shape.Rank).Reverse()]);
    }

    /// <summary>The array with some axes moved to other places, the others in their order.</summary>
    /// <param name="x">The array.</param>
    /// <param name="source">The axes to move.</param>
    /// <param name="destination">Where they go, one place per axis.</param>
    /// <exception cref="ShapeException">The numbers of axes and places differ.</exception>
    public static NdArray Moveaxis(NdArray x, AxisSet source, AxisSet destination)
    {
        ValueArray<int> from = source.Resolve(x.Rank, "Moveaxis"), to = destination.Resolve(x.Rank, "Moveaxis");
        if (from.Count != to.Count) throw new ShapeException($"Moveaxis: as many places as axes are needed, got the axes {from} and the places {to}.");
        return MoveAxes(x, from, to);
    }

    // JAX: moveaxis.
    private static NdArray MoveAxes(NdArray x, ValueArray<int> source, ValueArray<int> destination)
    {
        List<int> permutation = [.. Enumerable.Range(0, x.Rank).Where(axis => !source.Contains(axis))];
        foreach ((int place, int axis) in destination.Zip(source).Order()) permutation.Insert(place, axis);
        return Lax.Transpose(x, [.. permutation]);
    }

    /// <summary>The array with an axis moved to before another; <see cref="Moveaxis"/> is easier to read.</summary>
    /// <param name="x">The array.</param>
    /// <param name="axis">The axis to move.</param>
    /// <param name="start">Before which axis; the number of axes for the end.</param>
    /// <exception cref="ShapeException">An axis is out of range.</exception>
    public static NdArray Rollaxis(NdArray x, int axis, int start = 0)
    {
        if (start < -x.Rank || start > x.Rank) throw new ShapeException($"Rollaxis: start {start} is out of range for an array with {x.Rank} axes; expected {-x.Rank} to {x.Rank}.");
        return Lax.Jitted("rollaxis", (axis, start), args =>
        {
            int from = Lax.Canonical(axis, args[0].Rank, "Rollaxis"), to = start < 0 ? start + args[0].Rank : start;
            return Moveaxis(args[0], from, to > from ? to - 1 : to);
        }, x);
    }

    /// <summary>The array with its axes in another order; another name of <see cref="Transpose"/>.</summary>
    public static NdArray PermuteDims(NdArray x, AxisSet axes) => Transpose(x, axes);

    /// <summary>The array with its last two axes exchanged.</summary>
    /// <exception cref="ShapeException">It has fewer than two axes.</exception>
    public static NdArray MatrixTranspose(NdArray x)
    {
        if (x.Rank < 2) throw new ShapeException($"MatrixTranspose: needs at least two axes, got {x.Type}.");
        return Lax.Transpose(x, [.. Enumerable.Range(0, x.Rank - 2), x.Rank - 1, x.Rank - 2]);
    }

    /// <summary>The array with two axes exchanged.</summary>
    public static NdArray Swapaxes(NdArray x, int axis1, int axis2)
    {
        (axis1, axis2) = (Lax.Canonical(axis1, x.Rank, "Swapaxes"), Lax.Canonical(axis2, x.Rank, "Swapaxes"));
        int[] permutation = [.. Enumerable.Range(0, x.Rank)];
        (permutation[axis1], permutation[axis2]) = (axis2, axis1);
        return Lax.Transpose(x, ValueArray.Create<int>(permutation));
    }

    /// <summary>The array with axes of size 1 at the given places of the result.</summary>
    public static NdArray ExpandDims(NdArray x, AxisSet axis) => Lax.ExpandDims(x, [.. axis]);

    /// <summary>The array without axes of size 1: all of them, or the given ones.</summary>
    public static NdArray Squeeze(NdArray x, AxisSet? axis = null)
    {
        Shape shape = x.Shape;
        return Lax.Squeeze(x, axis?.Resolve(x.Rank, "Squeeze") ?? [.. Enumerable.Range(0, x.Rank).Where(i => shape[i] == 1)]);
    }

    /// <summary>The array in a larger shape, repeated along its axes of size 1 and along new ones in front.</summary>
    /// <exception cref="ShapeException">A size is neither 1 nor the one wanted.</exception>
    public static NdArray BroadcastTo(NdArray x, Shape shape)
    {
        if (x.Shape == shape) return x;
        int lead = shape.Rank - x.Rank;
        bool fits = lead >= 0;
        for (int axis = 0; fits && axis < x.Rank; axis++) fits = x.Shape[axis] == 1 || x.Shape[axis] == shape[lead + axis];
        if (!fits) throw new ShapeException($"BroadcastTo: {x.Type} does not broadcast to {shape}: its sizes must be those of the last axes, or 1.");
        return Lax.BroadcastInDim(x, shape, [.. Enumerable.Range(lead, x.Rank)]);
    }

    /// <summary>The array read backwards along some axes; all by default.</summary>
    public static NdArray Flip(NdArray x, AxisSet? axis = null)
    {
        ValueArray<int> axes = axis?.Resolve(x.Rank, "Flip") ?? [.. Enumerable.Range(0, x.Rank)];
        return Lax.Jitted("_flip", axes, args => Lax.Rev(args[0], axes), x);
    }

    /// <summary>The array read backwards along its first axis.</summary>
    public static NdArray Flipud(NdArray x) => Flip(x, 0);

    /// <summary>The array read backwards along its second axis.</summary>
    public static NdArray Fliplr(NdArray x) => Flip(x, 1);

    /// <summary>The array turned by quarters in the plane of two axes, from the first towards the second.</summary>
    /// <param name="x">At least two axes.</param>
    /// <param name="k">How many quarters.</param>
    /// <param name="axis1">The first axis.</param>
    /// <param name="axis2">The second axis.</param>
    /// <exception cref="ShapeException">The array has fewer than two axes, or the two are the same.</exception>
    public static NdArray Rot90(NdArray x, int k = 1, int axis1 = 0, int axis2 = 1)
    {
        if (x.Rank < 2) throw new ShapeException($"Rot90: needs at least two axes, got {x.Type}.");
        (int first, int second) = (Lax.Canonical(axis1, x.Rank, "Rot90"), Lax.Canonical(axis2, x.Rank, "Rot90"));
        if (first == second) throw new ShapeException($"Rot90: the axes must differ, got {axis1} and {axis2} of {x.Type}.");
        return Lax.Jitted("rot90", (k, axis1, axis2), args => ((k % 4 + 4) % 4) switch
        {
            0 => args[0],
            1 => Swapaxes(Flip(args[0], second), first, second),
            2 => Flip(Flip(args[0], first), second),
            _ => Flip(Swapaxes(args[0], first, second), second),
        }, x);
    }

    /// <summary>The array, a number as an array of one axis.</summary>
    public static NdArray Atleast1d(NdArray x) => Lax.Jitted("atleast_1d", args => args[0].Rank == 0 ? ToRank(args[0], 1) : args[0], x);

    /// <summary>The array with axes of size 1 in front where it has fewer than two.</summary>
    public static NdArray Atleast2d(NdArray x) => Lax.Jitted("atleast_2d", args => args[0].Rank < 2 ? ToRank(args[0], 2) : args[0], x);

    /// <summary>The array with axes of size 1 around where it has fewer than three; those of a matrix come first.</summary>
    public static NdArray Atleast3d(NdArray x) => Lax.Jitted("atleast_3d", args => args[0].Rank switch
    {
        0 => Lax.ExpandDims(args[0], 0, 1, 2),
        1 => Lax.ExpandDims(args[0], 0, 2),
        2 => Lax.ExpandDims(args[0], 2),
        _ => args[0],
    }, x);

    /// <summary>Arrays in the shape to which they broadcast together.</summary>
    /// <exception cref="ShapeException">There is none.</exception>
    public static NdArray[] BroadcastArrays(params ReadOnlySpan<NdArray> arrays)
    {
        Shape shape = BroadcastShapes("BroadcastArrays", arrays);
        return Each(arrays, x => BroadcastTo(x, shape));
    }

    /// <summary>The shape to which arrays of these shapes broadcast together.</summary>
    /// <exception cref="ShapeException">There is none.</exception>
    public static Shape BroadcastShapes(params ReadOnlySpan<Shape> shapes)
    {
        NdArray[] arrays = new NdArray[shapes.Length];
        for (int i = 0; i < arrays.Length; i++) arrays[i] = NdArray.OfType(new(DType.Bool, shapes[i]));
        return BroadcastShapes("BroadcastShapes", arrays);
    }

    /// <summary>The elements in row-major order in another shape, from the start again when there are too few.</summary>
    public static NdArray Resize(NdArray x, Shape shape) => Lax.Jitted("resize", shape, args =>
    {
        NdArray flat = Ravel(args[0]);
        if (flat.Size == 0 || shape.Size == 0) return ZerosLike(flat, shape: shape);
        long repeats = (shape.Size + flat.Size - 1) / flat.Size;
        return Lax.Reshape(Part(Tile(flat, checked((int)repeats)), 0, 0, checked((int)shape.Size)), shape);
    }, x);

    /// <summary>A copy; traced, an equation that says so.</summary>
    public static NdArray Copy(NdArray x) => Lax.Unary(Ir.UnaryKind.Copy, x);

    /// <summary>The shape to which arrays broadcast together.</summary>
    internal static Shape BroadcastShapes(string function, params ReadOnlySpan<NdArray> arrays)
    {
        int rank = 0;
        foreach (NdArray x in arrays) rank = Math.Max(rank, x.Rank);
        int[] sizes = new int[rank];
        Array.Fill(sizes, 1);
        foreach (NdArray x in arrays)
        {
            for (int axis = 0; axis < x.Rank; axis++)
            {
                ref int size = ref sizes[rank - x.Rank + axis];
                if (size != 1 && x.Shape[axis] != 1 && x.Shape[axis] != size)
                {
                    string[] types = new string[arrays.Length];
                    for (int i = 0; i < types.Length; i++) types[i] = arrays[i].Type.ToString();
                    throw new ShapeException($"{function}: sizes must be equal or 1 from the last axis on, got {string.Join(", ", types)}.");
                }
                if (x.Shape[axis] != 1) size = x.Shape[axis];
            }
        }
        return sizes;
    }

    private static Shape Infer(NdArray x, ReadOnlySpan<int> sizes)
    {
        int unknown = sizes.IndexOf(-1);
        if (unknown < 0) return Shape.Create(sizes);
        int[] known = sizes.ToArray();
        known[unknown] = 1;
        long rest = Shape.Create(known).Size;
        if (known.AsSpan().Contains(-1) || rest == 0 || x.Size % rest != 0)
            throw new ShapeException($"Reshape: -1 in {ValueArray.Create(sizes)} may stand for one size that makes the product {x.Size}, the size of {x.Type}.");
        known[unknown] = (int)(x.Size / rest);
        return known;
    }
}

/// <summary>In which order the elements of an array are read and placed.</summary>
public enum ArrayOrder
{
    /// <summary>The last axis runs fastest, as in C.</summary>
    RowMajor,
    /// <summary>The first axis runs fastest, as in Fortran.</summary>
    ColumnMajor,
}
