using Core.Ir;

namespace Core;

public static partial class Np
{
    /// <summary>The sum of products over the last axis of x and the second to last of y, or its only one: vectors, matrices and stacks of them.</summary>
    /// <exception cref="ShapeException">The sizes of these axes differ.</exception>
    public static NdArray Dot(NdArray x, NdArray y)
    {
        if (x.Rank == 0 || y.Rank == 0) return Contract("dot", x, y, default);
        return Contract("dot", x, y, new([x.Rank - 1], [Math.Max(0, y.Rank - 2)]));
    }

    /// <summary>The sum of products of all elements, those of x conjugated.</summary>
    /// <exception cref="ShapeException">The sizes differ.</exception>
    public static NdArray Vdot(NdArray x, NdArray y) => Dot(Ravel(Conj(x)), Ravel(y));

    /// <summary>The sums of products over the last axes of x and the first ones of y.</summary>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="axes">How many axes to sum over.</param>
    /// <exception cref="ShapeException">The sizes of these axes differ, or there are not so many.</exception>
    public static NdArray Tensordot(NdArray x, NdArray y, int axes = 2)
    {
        if (axes < 0 || axes > Math.Min(x.Rank, y.Rank))
            throw new ShapeException($"Tensordot: {axes} axes of {x.Type} and {y.Type} cannot be summed over; expected 0 to {Math.Min(x.Rank, y.Rank)}.");
        return Contract("tensordot", x, y, new([.. Enumerable.Range(x.Rank - axes, axes)], [.. Enumerable.Range(0, axes)]));
    }

    /// <summary>The sums of products over pairs of axes.</summary>
    /// <exception cref="ShapeException">The sizes of a pair differ, or the lists have different lengths.</exception>
    public static NdArray Tensordot(NdArray x, NdArray y, AxisSet xAxes, AxisSet yAxes)
    {
        ValueArray<int> left = xAxes.Resolve(x.Rank, "Tensordot"), right = yAxes.Resolve(y.Rank, "Tensordot");
        if (left.Count != right.Count) throw new ShapeException($"Tensordot: the axes {left} and {right} must be as many.");
        return Contract("tensordot", x, y, new(left, right));
    }

    /// <summary>The sums of products over the last axes of both.</summary>
    /// <exception cref="ShapeException">The sizes of these axes differ.</exception>
    public static NdArray Inner(NdArray x, NdArray y) => x.Rank == 0 || y.Rank == 0 ? Multiply(x, y) : Tensordot(x, y, ^1, ^1);

    /// <summary>The products of every element of x with every element of y.</summary>
    public static NdArray Outer(NdArray x, NdArray y)
    {
        (x, y) = Promote(x, y);
        return Multiply(Lax.ExpandDims(Ravel(x), 1), Lax.ExpandDims(Ravel(y), 0));
    }

    /// <summary>The matrix product, stacks of matrices broadcast together.</summary>
    /// <exception cref="ShapeException">An array has no axes, or the sizes do not fit.</exception>
    public static NdArray Matmul(NdArray x, NdArray y)
    {
        if (x.Rank == 0 || y.Rank == 0) throw new ShapeException($"Matmul: both arrays need at least one axis, got {x.Type} and {y.Type}; multiply by a number with *.");
        (DType dtype, bool weak) = ResultType(x, y);
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
        NdArray result = Lax.Transpose(Lax.DotGeneral(lhs, rhs, dims, null, dtype), ValueArray.Create<int>(permutation));
        return Lax.ConvertElementType(Lax.ExpandDims(result, [.. bothSqueezed]), dtype, weak);
    }

    private static NdArray Contract(string function, NdArray x, NdArray y, DotDims dims)
    {
        CheckContracted(function, x, y, dims, x, y);
        (DType dtype, bool weak) = ResultType(x, y);
        return Lax.ConvertElementType(Lax.DotGeneral(x, y, dims, null, dtype), dtype, weak);
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
