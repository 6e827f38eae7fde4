namespace Core;

/// <summary>Functions of NumPy that map others; they stand beside <see cref="Np"/> because they need <c>Vmap</c>.</summary>
public static partial class Transforms
{
    // The names of the calls in programs.
    private static readonly Traced<Func<NdArray, NdArray, NdArray>> MatvecCall = Trace<Func<NdArray, NdArray, NdArray>>(matvec).Jit(), VecmatCall = Trace<Func<NdArray, NdArray, NdArray>>(vecmat).Jit();

    /// <summary>The products of matrices and vectors, stacks of them broadcast together: (…, n, m) and (…, m) give (…, n).</summary>
    /// <exception cref="ShapeException">An array has too few axes, or the sizes do not fit.</exception>
    public static NdArray Matvec(NdArray x, NdArray y) => MatvecCall.Invoke(x, y);

    /// <summary>The products of vectors, conjugated, and matrices, stacks of them broadcast together: (…, n) and (…, n, m) give (…, m).</summary>
    /// <exception cref="ShapeException">An array has too few axes, or the sizes do not fit.</exception>
    public static NdArray Vecmat(NdArray x, NdArray y) => VecmatCall.Invoke(x, y);

    /// <summary>The sums of products along an axis, those of x conjugated, all other axes broadcast together.</summary>
    /// <param name="x">The left array.</param>
    /// <param name="y">The right array.</param>
    /// <param name="axis">The axis to sum over, of both.</param>
    /// <exception cref="ShapeException">The sizes along the axis differ.</exception>
    public static NdArray Vecdot(NdArray x, NdArray y, int axis = -1)
    {
        x = Np.Moveaxis(x, axis, -1);
        y = Np.Moveaxis(y, axis, -1);
        if (x.Shape[^1] != y.Shape[^1]) throw new ShapeException($"Vecdot: the sizes along axis {axis} differ: {x.Shape[^1]} and {y.Shape[^1]}.");
        return Vectorize(Np.Vdot, "(n),(n)->()")(x, y);
    }

    /// <summary>A function of vectors applied along an axis of an array, for all places along the others.</summary>
    /// <param name="function">From a vector to an array, whose axes come in place of the axis.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="x">The array.</param>
    public static NdArray ApplyAlongAxis(Func<NdArray, NdArray> function, int axis, NdArray x)
    {
        if (axis < -x.Rank || axis >= x.Rank) throw new ShapeException($"ApplyAlongAxis: axis {axis} is out of range for {x.Type}.");
        if (axis < 0) axis += x.Rank;
        Traced<Func<NdArray, NdArray>> mapped = Trace(function);
        for (int i = 1; i < x.Rank - axis; i++) mapped = mapped.Vmap(inAxes: i, outAxes: -1);
        for (int i = 0; i < axis; i++) mapped = mapped.Vmap(inAxes: 0, outAxes: 0);
        return mapped.Invoke(x);
    }

    /// <summary>A function of an array and an axis applied for one axis after the other; an axis that it drops is put back with size 1.</summary>
    /// <param name="function">A reduction, say: <c>(x, axis) => Sum(x, axis)</c>.</param>
    /// <param name="x">The array.</param>
    /// <param name="axes">The axes.</param>
    /// <exception cref="ShapeException">The function changes the number of axes otherwise.</exception>
    public static NdArray ApplyOverAxes(Func<NdArray, int, NdArray> function, NdArray x, ReadOnlySpan<int> axes)
    {
        foreach (int axis in axes)
        {
            NdArray result = function(x, axis);
            if (result.Rank != x.Rank && result.Rank != x.Rank - 1)
                throw new ShapeException($"ApplyOverAxes: the function must keep the number of axes or drop one, but made {result.Type} of {x.Type}.");
            x = result.Rank == x.Rank ? result : Np.ExpandDims(result, axis);
        }
        return x;
    }

    /// <summary>The values of a function of an index, f32.</summary>
    public static NdArray Fromfunction(Func<NdArray, NdArray> function, int size, DType? dtype = null) => Trace(function).Vmap().Invoke(Np.Arange((double)size, dtype));

    /// <summary>The values of a function of a row and a column, f32.</summary>
    public static NdArray Fromfunction(Func<NdArray, NdArray, NdArray> function, int rows, int columns, DType? dtype = null) =>
        Trace(function).Vmap(inAxes: [null, 0]).Vmap(inAxes: [0, null]).Invoke(Np.Arange((double)rows, dtype), Np.Arange((double)columns, dtype));

    /// <summary>The values of a function of three indices, f32.</summary>
    public static NdArray Fromfunction(Func<NdArray, NdArray, NdArray, NdArray> function, int first, int second, int third, DType? dtype = null) =>
        Trace(function).Vmap(inAxes: [null, null, 0]).Vmap(inAxes: [null, 0, null]).Vmap(inAxes: [0, null, null])
            .Invoke(Np.Arange((double)first, dtype), Np.Arange((double)second, dtype), Np.Arange((double)third, dtype));

    private static NdArray matvec(NdArray x, NdArray y) => Vectorize(Np.Matmul, "(n,m),(m)->(n)")(x, y);

    private static NdArray vecmat(NdArray x, NdArray y) => Vectorize(Np.Matmul, "(n),(n,m)->(m)")(Np.Conj(x), y);
}
