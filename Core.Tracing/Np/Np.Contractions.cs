using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>The sum of products over the last axis of x and the second to last of y, or its only one: vectors, matrices and stacks of them.</summary>
    /// <exception cref="ShapeException">The sizes of these axes differ.</exception>
    public static NdArray Dot(NdArray x, NdArray y) => Dot(x, y, null);

    /// <inheritdoc cref="Dot(NdArray, NdArray)"/>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result.</param>
    /// <param name="precision">How exactly to multiply on hardware that offers a choice.</param>
    public static NdArray Dot(NdArray x, NdArray y, DType? preferredElementType, DotPrecision? precision = null) =>
        Contract("dot", x, y, x.Rank == 0 || y.Rank == 0 ? default : new([x.Rank - 1], [Math.Max(0, y.Rank - 2)]), preferredElementType, precision);

    /// <summary>The sum of products of all elements, those of x conjugated.</summary>
    /// <exception cref="ShapeException">The sizes differ.</exception>
    public static NdArray Vdot(NdArray x, NdArray y) => Vdot(x, y, null);

    /// <inheritdoc cref="Vdot(NdArray, NdArray)"/>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result.</param>
    /// <param name="precision">How exactly to multiply on hardware that offers a choice.</param>
    public static NdArray Vdot(NdArray x, NdArray y, DType? preferredElementType, DotPrecision? precision = null) =>
        Dot(Ravel(Conj(x)), Ravel(y), preferredElementType, precision);

    /// <summary>The sums of products over the last axes of x and the first ones of y.</summary>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="axes">How many axes to sum over.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result.</param>
    /// <param name="precision">How exactly to multiply on hardware that offers a choice.</param>
    /// <exception cref="ShapeException">The sizes of these axes differ, or there are not so many.</exception>
    public static NdArray Tensordot(NdArray x, NdArray y, int axes = 2, DType? preferredElementType = null, DotPrecision? precision = null)
    {
        if (axes < 0 || axes > Math.Min(x.Rank, y.Rank))
            throw new ShapeException($"Tensordot: {axes} axes of {x.Type} and {y.Type} cannot be summed over; expected 0 to {Math.Min(x.Rank, y.Rank)}.");
        return Contract("tensordot", x, y, new([.. Enumerable.Range(x.Rank - axes, axes)], [.. Enumerable.Range(0, axes)]), preferredElementType, precision);
    }

    /// <summary>The sums of products over pairs of axes.</summary>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="xAxes">The axes of x to sum over.</param>
    /// <param name="yAxes">The axes of y, paired with those of x.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result.</param>
    /// <param name="precision">How exactly to multiply on hardware that offers a choice.</param>
    /// <exception cref="ShapeException">The sizes of a pair differ, or the lists have different lengths.</exception>
    public static NdArray Tensordot(NdArray x, NdArray y, AxisSet xAxes, AxisSet yAxes, DType? preferredElementType = null, DotPrecision? precision = null)
    {
        ValueArray<int> left = xAxes.Resolve(x.Rank, "Tensordot"), right = yAxes.Resolve(y.Rank, "Tensordot");
        if (left.Count != right.Count) throw new ShapeException($"Tensordot: the axes {left} and {right} must be as many.");
        return Contract("tensordot", x, y, new(left, right), preferredElementType, precision);
    }

    /// <summary>The sums of products over the last axes of both.</summary>
    /// <exception cref="ShapeException">The sizes of these axes differ.</exception>
    public static NdArray Inner(NdArray x, NdArray y) => Inner(x, y, null);

    /// <inheritdoc cref="Inner(NdArray, NdArray)"/>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result.</param>
    /// <param name="precision">How exactly to multiply on hardware that offers a choice.</param>
    public static NdArray Inner(NdArray x, NdArray y, DType? preferredElementType, DotPrecision? precision = null)
    {
        if (x.Rank > 0 && y.Rank > 0) return Tensordot(x, y, ^1, ^1, preferredElementType, precision);
        if (preferredElementType is { } dtype) (x, y) = (Lax.ConvertElementType(x, dtype), Lax.ConvertElementType(y, dtype));
        return Multiply(x, y);
    }

    /// <summary>The products of every element of x with all of y, blocks of them side by side.</summary>
    public static NdArray Kron(NdArray x, NdArray y)
    {
        return Lax.Jitted("kron", Compute, x, y);

        static NdArray Compute(NdArray[] args)
        {
            (DType dtype, bool weak) = ResultType(args);
            int rank = Math.Max(args[0].Rank, args[1].Rank);
            NdArray x = ToRank(Lax.ConvertElementType(args[0], dtype, weak), rank), y = ToRank(Lax.ConvertElementType(args[1], dtype, weak), rank);
            Shape shape = [.. Enumerable.Range(0, rank).Select(axis => x.Shape[axis] * y.Shape[axis])];
            x = Lax.ExpandDims(x, [.. Enumerable.Range(0, rank).Select(i => 2 * i + 1)]);
            y = Lax.ExpandDims(y, [.. Enumerable.Range(0, rank).Select(i => 2 * i)]);
            return Lax.Reshape(Lax.Mul(x, y), shape);
        }
    }

    /// <summary>The sum over a diagonal.</summary>
    /// <param name="x">At least two axes.</param>
    /// <param name="offset">Which diagonal: 0 the main one, positive above it.</param>
    /// <param name="axis1">The axis of the rows.</param>
    /// <param name="axis2">The axis of the columns.</param>
    /// <param name="dtype">The element type to sum in and of the result.</param>
    /// <exception cref="ShapeException">The axes are the same or out of range.</exception>
    public static NdArray Trace(NdArray x, NdArray? offset = null, int axis1 = 0, int axis2 = 1, DType? dtype = null)
    {
        (int row, int column) = (Lax.Canonical(axis1, x.Rank, "Trace"), Lax.Canonical(axis2, x.Rank, "Trace"));
        if (row == column) throw new ShapeException($"Trace: the axes must differ, got {axis1} and {axis2} of {x.Type}.");
        return Lax.JittedOptional("trace", (axis1, axis2, dtype), args =>
        {
            NdArray a = Moveaxis(args[0]!, [row, column], [-2, -1]);
            NdArray onDiagonal = OnDiagonal(a.Shape[^2], a.Shape[^1], args[1] ?? 0);
            return Sum(Where(onDiagonal, a, ZerosLike(a)), [-2, -1], dtype: dtype);
        }, x, offset);
    }

    /// <summary>The products of every element of x with every element of y.</summary>
    public static NdArray Outer(NdArray x, NdArray y)
    {
        (x, y) = Promote(x, y);
        return Multiply(Lax.ExpandDims(Ravel(x), 1), Lax.ExpandDims(Ravel(y), 0));
    }

    /// <summary>The matrix product, stacks of matrices broadcast together.</summary>
    /// <exception cref="ShapeException">An array has no axes, or the sizes do not fit.</exception>
    public static NdArray Matmul(NdArray x, NdArray y) => Matmul(x, y, null);

    /// <inheritdoc cref="Matmul(NdArray, NdArray)"/>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="preferredElementType">The element type to sum in and of the result.</param>
    /// <param name="precision">How exactly to multiply on hardware that offers a choice.</param>
    public static NdArray Matmul(NdArray x, NdArray y, DType? preferredElementType, DotPrecision? precision = null)
    {
        if (x.Rank == 0 || y.Rank == 0) throw new ShapeException($"Matmul: both arrays need at least one axis, got {x.Type} and {y.Type}; multiply by a number with *.");
        (DType dtype, bool weak) = preferredElementType is { } preferred ? (preferred, false) : ResultType(x, y);
        bool xIsMatrix = x.Rank > 1, yIsMatrix = y.Rank > 1;
        int xStack = Math.Max(0, x.Rank - 2), yStack = Math.Max(0, y.Rank - 2), stack = Math.Max(xStack, yStack);

        // Where each axis of the stacks goes: paired, free on one side, or squeezed away where its size is 1.
        List<int> xSqueezed = [], ySqueezed = [], bothSqueezed = [], xBatch = [], yBatch = [], paired = [], xFree = [], yFree = [];
        for (int i = 0; i < stack; i++)
        {
            int? xSize = i < stack - xStack ? null : x.Shape[i - (stack - xStack)], ySize = i < stack - yStack ? null : y.Shape[i - (stack - yStack)];
            int xAt = paired.Count + xFree.Count, yAt = paired.Count + yFree.Count;
            if (xSize is null) yFree.Add(i);
            else if (ySize is null) xFree.Add(i);
            else if (xSize == 1 && ySize == 1)
            {
                xSqueezed.Add(xAt + xSqueezed.Count);
                ySqueezed.Add(yAt + ySqueezed.Count);
                bothSqueezed.Add(i);
            }
            else if (xSize == 1)
            {
                yFree.Add(i);
                xSqueezed.Add(xAt + xSqueezed.Count);
            }
            else if (ySize == 1)
            {
                xFree.Add(i);
                ySqueezed.Add(yAt + ySqueezed.Count);
            }
            else if (xSize == ySize)
            {
                xBatch.Add(xAt);
                yBatch.Add(yAt);
                paired.Add(i);
            }
            else throw new ShapeException($"Matmul: the stacks of {x.Type} and {y.Type} must have sizes that are equal or 1.");
        }
        if (xIsMatrix) xFree.Add(stack);
        if (yIsMatrix) yFree.Add(stack + (xIsMatrix ? 1 : 0));
        int[] order = [.. paired, .. xFree, .. yFree];
        int[] permutation = new int[order.Length];
        int[] sorted = [.. order.Order()];
        for (int i = 0; i < order.Length; i++) permutation[Array.IndexOf(sorted, order[i])] = i;

        NdArray lhs = Lax.Squeeze(x, [.. xSqueezed]), rhs = Lax.Squeeze(y, [.. ySqueezed]);
        DotDims dims = new([lhs.Rank - 1], [rhs.Rank - 1 - (yIsMatrix ? 1 : 0)], [.. xBatch], [.. yBatch]);
        CheckContracted("matmul", lhs, rhs, dims, x, y);
        NdArray result = Lax.Transpose(Lax.DotGeneral(lhs, rhs, dims, precision, dtype), ValueArray.Create<int>(permutation));
        return Lax.ConvertElementType(Lax.ExpandDims(result, [.. bothSqueezed]), dtype, weak);
    }

    private static NdArray Contract(string function, NdArray x, NdArray y, DotDims dims, DType? preferredElementType, DotPrecision? precision)
    {
        CheckContracted(function, x, y, dims, x, y);
        (DType dtype, bool weak) = preferredElementType is { } preferred ? (preferred, false) : ResultType(x, y);
        return Lax.ConvertElementType(Lax.DotGeneral(x, y, dims, precision, dtype), dtype, weak);
    }

    private static void CheckContracted(string function, NdArray lhs, NdArray rhs, DotDims dims, NdArray x, NdArray y)
    {
        for (int i = 0; i < dims.LhsContract.Count; i++)
        {
            (int left, int right) = (lhs.Shape[dims.LhsContract[i]], rhs.Shape[dims.RhsContract[i]]);
            if (left != right)
                throw new ShapeException(
                    $"{function}: the contracted sizes differ: {left} of {x.Type} and {right} of {y.Type}. Transpose one of them; to apply a function to every " +
                    "example of a batch, map it: Trace(f).Vmap(inAxes: …), with 0 for the arguments that have a batch axis and null for the others.");
        }
    }
}
