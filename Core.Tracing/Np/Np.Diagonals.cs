using Core.Ir;
using Core.Tracing;

namespace Core;

public static partial class Np
{
    /// <summary>A matrix with the elements of an array of one axis on a diagonal; of a matrix, its diagonal.</summary>
    /// <param name="x">The array or matrix.</param>
    /// <param name="k">Which diagonal: 0 the main one, positive above it.</param>
    /// <exception cref="ShapeException">The array has neither one nor two axes.</exception>
    public static NdArray Diag(NdArray x, int k = 0)
    {
        if (x.Rank is not (1 or 2)) throw new ShapeException($"Diag: needs an array with one or two axes, got {x.Type}.");
        return Lax.Jitted("_diag", [k], args =>
        {
            NdArray v = args[0];
            if (v.Rank == 2) return Diagonal(v, k);
            NdArray zero = ConstantLike(v, 0);
            v = Lax.Pad(v, zero, [new(Math.Max(0, -k), Math.Max(0, k), 0)]);
            return Where(Eye(v.Shape[0], offset: k, dtype: DType.Bool), Lax.ExpandDims(v, 1), zero);
        }, x);
    }

    /// <summary>The diagonals of the matrices along two axes, along a last axis.</summary>
    /// <param name="x">The array.</param>
    /// <param name="offset">Which diagonal: 0 the main one, positive above it.</param>
    /// <param name="axis1">The axis of the rows.</param>
    /// <param name="axis2">The axis of the columns.</param>
    /// <exception cref="ShapeException">The array has fewer than two axes.</exception>
    public static NdArray Diagonal(NdArray x, int offset = 0, int axis1 = 0, int axis2 = 1)
    {
        if (x.Rank < 2) throw new ShapeException($"Diagonal: needs an array with at least two axes, got {x.Type}.");
        return Lax.Jitted("diagonal", [offset, axis1, axis2], args =>
        {
            NdArray a = args[0];
            int first = Lax.Canonical(axis1, a.Rank, "Diagonal"), second = Lax.Canonical(axis2, a.Rank, "Diagonal");
            if (first == second) throw new ShapeException($"Diagonal: the axes must differ, got {axis1} and {axis2} for {a.Type}.");
            if (a.Rank == 2 && a.Shape[0] == a.Shape[1] && offset == 0 && a.DType is not DType.Bool) return SquareDiagonal(a, first, second);
            return DiagonalByIndices(a, offset, first, second);
        }, x);
    }

    // JAX: diagonal. A choice by platform: Mosaic, that of its kernels, has no gather.
    private static NdArray SquareDiagonal(NdArray a, int first, int second)
    {
        NdArray eye = Eye(a.Shape[0], dtype: a.DType);
        Jaxpr bySum = TraceScope.Trace("_mosaic_diag", [eye.Type, a.Type], args => [Lax.Reduce(ReduceKind.Sum, Lax.Mul(args[0], args[1]), [0])]).Jaxpr;
        Jaxpr byIndices = TraceScope.Trace("_default_diag", [eye.Type, a.Type], args => [DiagonalByIndices(args[1], 0, first, second)]).Jaxpr;
        ValueArray<ValueArray<string>> platforms = [["mosaic"], []];
        return Lax.Bind(new Cond([bySum, byIndices], platforms), Lax.Bind(new PlatformIndex(platforms)), eye, a);
    }

    private static NdArray DiagonalByIndices(NdArray a, int offset, int first, int second)
    {
        int size = Math.Max(0, Math.Min(a.Shape[first] + Math.Min(offset, 0), a.Shape[second] - Math.Max(offset, 0)));
        a = Lax.Transpose(a, [.. Enumerable.Range(0, a.Rank).Where(axis => axis != first && axis != second), first, second]);
        NdArray i = Arange(size), j = offset == 0 ? Arange(size) : Arange(Math.Abs(offset), Math.Abs(offset) + size);
        return offset >= 0 ? a[Ix.Ellipsis, i, j] : a[Ix.Ellipsis, j, i];
    }

    /// <summary>The array moved on by <paramref name="shift"/> places along an axis, flattened for that where it is null; what leaves at the end comes back at the front.</summary>
    public static NdArray Roll(NdArray x, int shift, int? axis = null) =>
        axis is { } along ? Roll(x, [shift], [along]) : Lax.Reshape(Roll(Ravel(x), [shift], [0]), x.Shape);

    /// <summary>The array moved on along several axes, by as many places as the shifts say.</summary>
    /// <exception cref="ShapeException">There is not one shift for each axis.</exception>
    public static NdArray Roll(NdArray x, int[] shifts, int[] axes)
    {
        if (shifts.Length != axes.Length) throw new ShapeException($"Roll: needs one shift per axis, got {shifts.Length} for {axes.Length} axes.");
        int[] along = [.. axes.Select(axis => Lax.Canonical(axis, x.Rank, "Roll"))];
        return Lax.Jitted("_roll_static", [.. shifts, .. along], args =>
        {
            NdArray a = args[0];
            for (int i = 0; i < along.Length; i++)
            {
                int axis = along[i], size = a.Shape[axis];
                if (size == 0) continue;
                int start = (-shifts[i] % size + size) % size;
                a = Lax.Concatenate([Part(a, axis, start, size), Part(a, axis, 0, start)], axis);
            }
            return a;
        }, x);

        static NdArray Part(NdArray a, int axis, int start, int limit) => Lax.Slice(
            a, [.. Enumerable.Range(0, a.Rank).Select(i => i == axis ? start : 0)], a.Shape.With(axis, limit), [.. Enumerable.Repeat(1, a.Rank)]);
    }

    /// <summary>The array moved on by a number of places along an axis that is computed, flattened for that where the axis is null; what leaves at the end comes back at the front.</summary>
    /// <param name="x">The array.</param>
    /// <param name="shift">An integer, or several along one axis, each applied in turn.</param>
    /// <param name="axis">The axis.</param>
    /// <exception cref="DTypeException">The shift is no integer.</exception>
    /// <exception cref="ShapeException">The shift has more than one axis.</exception>
    // JAX: _roll_dynamic.
    public static NdArray Roll(NdArray x, NdArray shift, int? axis = null)
    {
        CheckIntegers("Roll", shift);
        if (shift.Rank > 1) throw new ShapeException($"Roll: the shift must be one integer, or several along one axis, got {shift.Type}.");
        if (axis is not { } given) return Lax.Reshape(Roll(Ravel(x), shift, 0), x.Shape);
        int along = Lax.Canonical(given, x.Rank, "Roll");
        return Lax.Jitted("_roll_dynamic", along, args =>
        {
            (NdArray a, NdArray shifts) = (args[0], args[1].Rank == 0 ? BroadcastTo(args[1], [1]) : args[1]);
            NdArray size = Lax.Number(Scalar.Of(a.Shape[along]), DType.I32);
            for (int i = 0; i < shifts.Shape[0]; i++)
            {
                NdArray by = Lax.ConvertElementType(Lax.Squeeze(SliceAlong(shifts, i, i + 1, 0), [0]), DType.I32);
                by = Remainder(by, Lax.Max(size, Lax.Number(Scalar.Of(1), DType.I32)));
                a = Lax.DynamicSliceInDim(Lax.Concatenate([a, a], along), Subtract(size, by), a.Shape[along], along);
            }
            return a;
        }, x, shift);
    }
}
