using Core.Ir;

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

    /// <summary>The array with one axis moved to another place, the others in their order.</summary>
    public static NdArray Moveaxis(NdArray x, int source, int destination) =>
        Lax.MoveAxis(x, Lax.Canonical(source, x.Rank, "Moveaxis"), Lax.Canonical(destination, x.Rank, "Moveaxis"));

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

    /// <summary>The arrays one after the other along an axis.</summary>
    public static NdArray Concatenate(ReadOnlySpan<NdArray> arrays, int axis = 0)
    {
        if (arrays.IsEmpty) throw new ShapeException("Concatenate: needs at least one array.");
        return Lax.Concatenate(PromoteAll(arrays), Lax.Canonical(axis, arrays[0].Rank, "Concatenate"));
    }

    /// <summary>Arrays of one shape stacked along a new axis.</summary>
    public static NdArray Stack(ReadOnlySpan<NdArray> arrays, int axis = 0)
    {
        if (arrays.IsEmpty) throw new ShapeException("Stack: needs at least one array.");
        return Lax.Bind(new Stack(Lax.Canonical(axis, arrays[0].Rank + 1, "Stack")), PromoteAll(arrays));
    }

    /// <summary>The array read backwards along some axes; all by default.</summary>
    public static NdArray Flip(NdArray x, AxisSet? axis = null)
    {
        ValueArray<int> axes = axis?.Resolve(x.Rank, "Flip") ?? [.. Enumerable.Range(0, x.Rank)];
        return Lax.Jitted("_flip", axes, args => Lax.Rev(args[0], axes), x);
    }

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

    private static NdArray[] PromoteAll(ReadOnlySpan<NdArray> arrays)
    {
        (DType dtype, bool weak) = ResultType(arrays);
        NdArray[] promoted = arrays.ToArray();
        if (promoted.Length == 1) return promoted;
        for (int i = 0; i < promoted.Length; i++) promoted[i] = Lax.ConvertElementType(promoted[i], dtype, weak);
        return promoted;
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
