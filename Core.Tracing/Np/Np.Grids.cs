namespace Core;

public static partial class Np
{
    /// <summary>Numbers at equal distances.</summary>
    /// <param name="start">The first; an array has a row of numbers for each element.</param>
    /// <param name="stop">The last, or the one after it.</param>
    /// <param name="num">How many numbers.</param>
    /// <param name="endpoint">Whether <paramref name="stop"/> is the last one.</param>
    /// <param name="dtype">The element type; a floating-point type by default. Integers are rounded down.</param>
    /// <param name="axis">The axis of the result along which the numbers are.</param>
    /// <exception cref="ShapeException">The number is negative, or the shapes of the ends do not fit.</exception>
    // JAX: _linspace.
    public static NdArray Linspace(NdArray start, NdArray stop, int num = 50, bool endpoint = true, DType? dtype = null, int axis = 0)
    {
        if (num < 0) throw new ShapeException($"Linspace: num must not be negative, got {num}.");
        return Lax.Jitted("_linspace", (num, endpoint, dtype, axis), args => LinspaceOf(args[0], args[1], num, endpoint, dtype, axis), start, stop);
    }

    /// <summary>Numbers whose logarithms are at equal distances, from baseˢᵗᵃʳᵗ to baseˢᵗᵒᵖ.</summary>
    /// <param name="start">The power that gives the first; an array has a row of numbers for each element.</param>
    /// <param name="stop">The power that gives the last, or the one after it.</param>
    /// <param name="num">How many numbers.</param>
    /// <param name="endpoint">Whether <paramref name="stop"/> is the last one.</param>
    /// <param name="base">The base; 10 by default.</param>
    /// <param name="dtype">The element type; a floating-point type by default. Integers are rounded down.</param>
    /// <param name="axis">The axis of the result along which the numbers are.</param>
    /// <exception cref="ShapeException">The number is negative, or the shapes of the ends do not fit.</exception>
    // JAX: _logspace.
    public static NdArray Logspace(NdArray start, NdArray stop, int num = 50, bool endpoint = true, NdArray? @base = null, DType? dtype = null, int axis = 0)
    {
        if (num < 0) throw new ShapeException($"Logspace: num must not be negative, got {num}.");
        return Lax.Jitted("_logspace", (num, endpoint, dtype, axis), args =>
        {
            DType result = dtype ?? Inexact(ResultType(args[0], args[1]).DType), computation = Inexact(result);
            NdArray powers = Linspace(Lax.ConvertElementType(args[0], computation), Lax.ConvertElementType(args[1], computation), num, endpoint, axis: axis);
            return Lax.ConvertElementType(Power(args[2], powers), result);
        }, start, stop, @base ?? 10.0);
    }

    /// <summary>Numbers of which each is the same multiple of the one before.</summary>
    /// <param name="start">The first; an array has a row of numbers for each element.</param>
    /// <param name="stop">The last, or the one after it; of the sign of <paramref name="start"/>.</param>
    /// <param name="num">How many numbers.</param>
    /// <param name="endpoint">Whether <paramref name="stop"/> is the last one.</param>
    /// <param name="dtype">The element type; a floating-point type by default. Integers are rounded down.</param>
    /// <param name="axis">The axis of the result along which the numbers are.</param>
    /// <exception cref="ShapeException">The number is negative, or the shapes of the ends do not fit.</exception>
    // JAX: _geomspace.
    public static NdArray Geomspace(NdArray start, NdArray stop, int num = 50, bool endpoint = true, DType? dtype = null, int axis = 0)
    {
        if (num < 0) throw new ShapeException($"Geomspace: num must not be negative, got {num}.");
        return Lax.Jitted("_geomspace", (num, endpoint, dtype, axis), args =>
        {
            DType result = dtype ?? Inexact(ResultType(args[0], args[1]).DType), computation = Inexact(result);
            NdArray first = Lax.ConvertElementType(args[0], computation), last = Lax.ConvertElementType(args[1], computation), sign = Sign(first);
            NdArray from = Log10(Divide(first, sign)), to = Log10(Divide(last, sign));
            NdArray numbers = Multiply(sign, Logspace(from, to, num, endpoint, 10.0, computation));
            numbers = Lax.MoveAxis(numbers, 0, Lax.Canonical(axis, numbers.Rank, "Geomspace"));
            return Lax.ConvertElementType(numbers, result);
        }, start, stop);
    }

    /// <summary>The coordinates of a grid: the first array along columns, the second along rows.</summary>
    /// <param name="x">The coordinates of columns, with one axis.</param>
    /// <param name="y">The coordinates of rows, with one axis.</param>
    /// <param name="indexing"><c>"xy"</c>, or <c>"ij"</c> for the first along rows.</param>
    /// <returns>Both for every point, of the shape (rows, columns).</returns>
    /// <exception cref="ShapeException">An array has not one axis.</exception>
    public static (NdArray X, NdArray Y) Meshgrid(NdArray x, NdArray y, string indexing = "xy")
    {
        NdArray[] grid = Meshgrid([x, y], indexing);
        return (grid[0], grid[1]);
    }

    /// <summary>The coordinates of a grid of any number of axes.</summary>
    /// <param name="coordinates">The coordinates along each axis, arrays with one axis.</param>
    /// <param name="indexing"><c>"xy"</c> for the first array along the second axis and the second along the first, <c>"ij"</c> for all in order.</param>
    /// <param name="sparse">Whether each result has size 1 along the axes that it does not depend on, rather than all points.</param>
    /// <exception cref="ShapeException">An array has not one axis, or <paramref name="indexing"/> is neither.</exception>
    // JAX: meshgrid.
    public static NdArray[] Meshgrid(NdArray[] coordinates, string indexing = "xy", bool sparse = false)
    {
        if (indexing is not ("xy" or "ij")) throw new ShapeException($"Meshgrid: indexing must be \"xy\" or \"ij\", got \"{indexing}\".");
        for (int i = 0; i < coordinates.Length; i++)
            if (coordinates[i].Rank != 1) throw new ShapeException($"Meshgrid: coordinates {i} must have one axis, got {coordinates[i].Type}. Write Ravel(x) to make one of all.");
        NdArray[] arrays = [.. coordinates];
        bool swap = indexing is "xy" && arrays.Length >= 2;
        if (swap) (arrays[0], arrays[1]) = (arrays[1], arrays[0]);
        int[] shape = [.. arrays.Select(array => sparse ? 1 : array.Shape[0])];
        NdArray[] grid = new NdArray[arrays.Length];
        for (int i = 0; i < grid.Length; i++)
        {
            int[] own = [.. shape];
            own[i] = arrays[i].Shape[0];
            grid[i] = Lax.BroadcastInDim(arrays[i], own, [i]);
        }
        if (swap) (grid[0], grid[1]) = (grid[1], grid[0]);
        return grid;
    }

    private static NdArray LinspaceOf(NdArray start, NdArray stop, int num, bool endpoint, DType? dtype, int axis)
    {
        DType result = dtype ?? Inexact(ResultType(start, stop).DType), computation = Inexact(result);
        (start, stop) = (Lax.ConvertElementType(start, computation), Lax.ConvertElementType(stop, computation));
        Shape bounds = BroadcastShapes(start.Shape, stop.Shape);
        NdArray first = BroadcastTo(start, bounds), last = BroadcastTo(stop, bounds);
        axis = Lax.Canonical(axis, bounds.Rank + 1, "Linspace");
        Shape row = bounds.Insert(axis, 1);

        NdArray numbers;
        if (num == 0) numbers = Zeros(bounds.Insert(axis, 0), result);
        else if (num == 1)
        {
            if (!endpoint) _ = Subtract(stop, start); // what retstep gives
            numbers = Lax.Reshape(first, row);
        }
        else
        {
            int steps = endpoint ? num - 1 : num;
            // Its quotient is what retstep gives; JAX computes it all the same.
            _ = Divide(Subtract(stop, start), Lax.Number(Scalar.Of(steps), computation));
            Shape alongAxis = [.. Enumerable.Range(0, row.Rank).Select(i => i == axis ? steps : 1)];
            DType real = computation.RealPart;
            NdArray part = Divide(Lax.Reshape(Lax.Iota(real, [steps], 0), alongAxis), Lax.Number(Scalar.Of(steps), real));
            part = Lax.ConvertElementType(part, computation);
            numbers = Add(Multiply(Lax.Reshape(first, row), Subtract(1, part)), Multiply(Lax.Reshape(last, row), part));
            if (endpoint) numbers = Lax.Concatenate([numbers, Lax.ExpandDims(last, axis)], axis);
        }
        if (result.IsInteger && !numbers.DType.IsInteger) numbers = Floor(numbers);
        return Lax.ConvertElementType(numbers, result);
    }
}
