namespace Core;

/// <summary>What <see cref="Np.RavelMultiIndex"/> does with indices out of bounds.</summary>
public enum IndexMode
{
    /// <summary>They are an error; the indices must be known.</summary>
    Raise,
    /// <summary>They are counted on from the other end.</summary>
    Wrap,
    /// <summary>They are brought to the nearest bound.</summary>
    Clip,
    /// <summary>You promise that there are none.</summary>
    Ignore,
}

public static partial class Np
{
    /// <summary>Arrays of indices that broadcast to a grid: each with its own axis, and size 1 along the others. NumPy's <c>ix_</c>.</summary>
    /// <param name="indices">Arrays with one axis.</param>
    /// <exception cref="ShapeException">An array has not one axis.</exception>
    /// <exception cref="UnsupportedException">An array holds truth values.</exception>
    // JAX: ix_.
    public static NdArray[] OpenMesh(params ReadOnlySpan<NdArray> indices)
    {
        NdArray[] mesh = new NdArray[indices.Length];
        for (int i = 0; i < mesh.Length; i++)
        {
            if (indices[i].Rank != 1) throw new ShapeException($"OpenMesh: array {i} must have one axis, got {indices[i].Type}.");
            if (indices[i].DType is DType.Bool) throw new UnsupportedException($"OpenMesh: array {i} of truth values, {indices[i].Type}, is not supported; give the places, Flatnonzero(mask).");
        }
        for (int i = 0; i < mesh.Length; i++)
        {
            int size = indices[i].Shape[0];
            Shape shape = [.. Enumerable.Range(0, mesh.Length).Select(axis => axis == i ? size : 1)];
            mesh[i] = size == 0 ? Filled(shape, Scalar.Of(0), DefaultInt) : Lax.BroadcastInDim(indices[i], shape, [i]);
        }
        return mesh;
    }

    /// <summary>The indices of the main diagonal, one array per axis.</summary>
    /// <param name="n">The size of every axis.</param>
    /// <param name="ndim">How many axes.</param>
    /// <exception cref="ShapeException">A number is negative.</exception>
    public static NdArray[] DiagIndices(int n, int ndim = 2)
    {
        if (n < 0 || ndim < 0) throw new ShapeException($"DiagIndices: n and ndim must not be negative, got {n} and {ndim}.");
        NdArray places = Lax.Iota(DefaultInt, [n], 0);
        return [.. Enumerable.Repeat(places, ndim)];
    }

    /// <summary>The indices of the main diagonal of an array whose axes have one size.</summary>
    /// <exception cref="ShapeException">There are fewer than two axes, or their sizes differ.</exception>
    public static NdArray[] DiagIndicesFrom(NdArray x)
    {
        if (x.Rank < 2 || x.Shape.Distinct().Count() != 1) throw new ShapeException($"DiagIndicesFrom: needs at least two axes of one size, got {x.Type}.");
        return DiagIndices(x.Shape[0], x.Rank);
    }

    /// <summary>The row and column indices of the places on and below a diagonal.</summary>
    /// <param name="n">How many rows.</param>
    /// <param name="k">Which diagonal: 0 the main one, positive above it.</param>
    /// <param name="m">How many columns; as many by default.</param>
    public static (NdArray Rows, NdArray Columns) TrilIndices(int n, int k = 0, int? m = null) => PlacesOf(Tril(Ones([n, m ?? n]), k), TriangleSize(m ?? n, n, -k));

    /// <summary>The row and column indices of the places on and above a diagonal.</summary>
    /// <inheritdoc cref="TrilIndices"/>
    public static (NdArray Rows, NdArray Columns) TriuIndices(int n, int k = 0, int? m = null) => PlacesOf(Triu(Ones([n, m ?? n]), k), TriangleSize(n, m ?? n, k));

    /// <summary>The row and column indices of the places on and below a diagonal of a matrix.</summary>
    /// <exception cref="ShapeException">The array has not two axes.</exception>
    public static (NdArray Rows, NdArray Columns) TrilIndicesFrom(NdArray x, int k = 0) =>
        x.Rank == 2 ? TrilIndices(x.Shape[0], k, x.Shape[1]) : throw new ShapeException($"TrilIndicesFrom: needs a matrix, got {x.Type}.");

    /// <summary>The row and column indices of the places on and above a diagonal of a matrix.</summary>
    /// <exception cref="ShapeException">The array has not two axes.</exception>
    public static (NdArray Rows, NdArray Columns) TriuIndicesFrom(NdArray x, int k = 0) =>
        x.Rank == 2 ? TriuIndices(x.Shape[0], k, x.Shape[1]) : throw new ShapeException($"TriuIndicesFrom: needs a matrix, got {x.Type}.");

    /// <summary>The row and column indices of what a function leaves of a square matrix of ones.</summary>
    /// <param name="n">How many rows and columns.</param>
    /// <param name="mask">From a matrix and <paramref name="k"/> to a matrix with zeros in it, <see cref="Triu"/> say.</param>
    /// <param name="k">What is passed to the function.</param>
    /// <param name="size">How many places; by default as many as there are, at once.</param>
    public static (NdArray Rows, NdArray Columns) MaskIndices(int n, Func<NdArray, int, NdArray> mask, int k = 0, int? size = null) => PlacesOf(mask(Ones([n, n]), k), size);

    /// <summary>The places in the flattened array of indices of an array.</summary>
    /// <param name="indices">Integers, one array per axis.</param>
    /// <param name="dims">The shape of the array.</param>
    /// <param name="mode">What becomes of indices out of bounds.</param>
    /// <param name="order">The order of the flattened array.</param>
    /// <param name="dtype">The integer type of the result; what the indices promote to by default.</param>
    /// <exception cref="ShapeException">There are not as many arrays as axes; or an index is out of bounds and <paramref name="mode"/> is <see cref="IndexMode.Raise"/>.</exception>
    /// <exception cref="DTypeException">The indices are no integers, or the type is too small.</exception>
    /// <exception cref="TraceException">The indices are traced and <paramref name="mode"/> is <see cref="IndexMode.Raise"/>.</exception>
    // JAX: ravel_multi_index.
    public static NdArray RavelMultiIndex(ReadOnlySpan<NdArray> indices, Shape dims, IndexMode mode = IndexMode.Raise, ArrayOrder order = ArrayOrder.RowMajor, DType? dtype = null)
    {
        if (indices.Length != dims.Rank) throw new ShapeException($"RavelMultiIndex: needs one array per axis of {dims}, got {indices.Length}.");
        DType type = dtype ?? ResultType([0, .. indices]).DType;
        if (!type.IsInteger) throw new DTypeException($"RavelMultiIndex: the result must be of an integer type, got {type.Name}.");
        if (dims.Size - 1 > (long)Int128.Min(Iinfo(type).Max, long.MaxValue))
            throw new DTypeException($"RavelMultiIndex: {type.Name} cannot hold the {dims.Size} places of {dims}; give a larger dtype.");
        NdArray[] places = indices.ToArray();
        for (int axis = 0; axis < places.Length; axis++)
        {
            CheckIntegers("RavelMultiIndex", places[axis]);
            places[axis] = mode switch
            {
                IndexMode.Raise => InBounds(places[axis], dims[axis], axis),
                IndexMode.Wrap => Remainder(places[axis], dims[axis]),
                IndexMode.Clip => Clip(places[axis], 0, dims[axis] - 1),
                IndexMode.Ignore => places[axis],
            };
        }
        NdArray result = Lax.Number(Scalar.Of(0), type);
        for (int axis = 0; axis < places.Length; axis++)
        {
            ReadOnlySpan<int> smaller = order is ArrayOrder.ColumnMajor ? dims.Span[..axis] : dims.Span[(axis + 1)..];
            int stride = 1;
            foreach (int size in smaller) stride *= size;
            result = Add(result, Multiply(Lax.ConvertElementType(places[axis], type), stride));
        }
        return result;

        static NdArray InBounds(NdArray place, int size, int axis)
        {
            if (place.IsTraced)
                throw new TraceException(
                    $"RavelMultiIndex: indices of type {place.Type} are being traced; whether they are in bounds is not known before they have values. Use IndexMode.Clip, Wrap or Ignore.");
            if ((bool)Any(BitwiseOr(Less(place, 0), GreaterEqual(place, size)))) throw new ShapeException($"RavelMultiIndex: an index is out of range for axis {axis} of size {size}.");
            return place;
        }
    }

    /// <summary>The indices, one array per axis, of places in the flattened array; those out of bounds are brought to the nearest one.</summary>
    /// <param name="indices">Integers of any shape; negative ones count from the end.</param>
    /// <param name="shape">The shape of the array.</param>
    /// <exception cref="DTypeException">They are no integers.</exception>
    // JAX: unravel_index.
    public static NdArray[] UnravelIndex(NdArray indices, Shape shape)
    {
        CheckIntegers("UnravelIndex", indices);
        NdArray[] places = new NdArray[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--) (indices, places[axis]) = Divmod(indices, shape[axis]);
        NdArray isAbove = Greater(indices, 0), isBelow = indices.DType.Kind is DTypeKind.Unsigned ? false : Less(indices, -1);
        return [.. places.Select((place, axis) => Where(isAbove, shape[axis] - 1, Where(isBelow, 0, place)))];
    }

    /// <summary>The array with a value on its main diagonal.</summary>
    /// <param name="x">At least two axes; of one size where there are more.</param>
    /// <param name="value">A number, or as many as there are places.</param>
    /// <exception cref="ShapeException">There are fewer than two axes, or more of different sizes.</exception>
    // JAX: fill_diagonal, with inplace false.
    public static NdArray FillDiagonal(NdArray x, NdArray value)
    {
        if (x.Rank < 2 || (x.Rank > 2 && x.Shape.Distinct().Count() != 1)) throw new ShapeException($"FillDiagonal: needs a matrix, or axes of one size, got {x.Type}.");
        int size = x.Shape.Min();
        Ix[] index = [.. DiagIndices(size, x.Rank).Select(place => (Ix)place)];
        return x.At[index].Set(value.Rank == 0 ? value : TileToSize(Ravel(value), size));
    }

    /// <summary>A matrix with the elements of an array on a diagonal.</summary>
    /// <param name="x">The array; flattened where it has more than one axis.</param>
    /// <param name="k">Which diagonal: 0 the main one, positive above it.</param>
    // JAX: diagflat.
    public static NdArray Diagflat(NdArray x, int k = 0)
    {
        NdArray flat = Ravel(x);
        int size = flat.Shape[0] + Math.Abs(k);
        NdArray result = Zeros([size * size], flat.DType), i = Arange(0, size - Math.Abs(k));
        NdArray place = k >= 0 ? Add(Add(i, k), Multiply(i, size)) : Add(i, Multiply(Subtract(i, k), size));
        return Lax.Reshape(result.At[place].Set(flat), [size, size]);
    }

    /// <summary>The cross products of vectors along an axis, two or three numbers each; of two, the third is 0, and of pairs of two the result is a number.</summary>
    /// <param name="x">The left vectors.</param>
    /// <param name="y">The right vectors.</param>
    /// <param name="axisx">The axis of the vectors of <paramref name="x"/>.</param>
    /// <param name="axisy">The axis of the vectors of <paramref name="y"/>.</param>
    /// <param name="axisc">The axis of the vectors of the result.</param>
    /// <param name="axis">All three axes.</param>
    /// <exception cref="ShapeException">The axes have neither two nor three places.</exception>
    // JAX: cross.
    public static NdArray Cross(NdArray x, NdArray y, int axisx = -1, int axisy = -1, int axisc = -1, int? axis = null)
    {
        if (axis is { } all) axisx = axisy = axisc = all;
        int sizeX = x.Shape[Lax.Canonical(axisx, x.Rank, "Cross")], sizeY = y.Shape[Lax.Canonical(axisy, y.Rank, "Cross")];
        if (sizeX is not (2 or 3) || sizeY is not (2 or 3)) throw new ShapeException($"Cross: vectors must have two or three numbers, got {x.Type} and {y.Type} along axes {axisx} and {axisy}.");
        return Lax.Jitted("cross", (axisx, axisy, axisc), args =>
        {
            NdArray a = Moveaxis(args[0], axisx, -1), b = Moveaxis(args[1], axisy, -1);
            if (sizeX == 2 && sizeY == 2) return Subtract(Multiply(Last(a, 0), Last(b, 1)), Multiply(Last(a, 1), Last(b, 0)));
            NdArray a0 = Last(a, 0), a1 = Last(a, 1), a2 = sizeX == 3 ? Last(a, 2) : ZerosLike(a0);
            NdArray b0 = Last(b, 0), b1 = Last(b, 1), b2 = sizeY == 3 ? Last(b, 2) : ZerosLike(b0);
            NdArray c0 = Subtract(Multiply(a1, b2), Multiply(a2, b1)), c1 = Subtract(Multiply(a2, b0), Multiply(a0, b2)), c2 = Subtract(Multiply(a0, b1), Multiply(a1, b0));
            return Moveaxis(FromItems(ResultType(c0, c1, c2).DType, c0, c1, c2), 0, axisc);
        }, x, y);

        static NdArray Last(NdArray vectors, int place) => At(vectors, vectors.Rank - 1, place);
    }

    private static (NdArray Rows, NdArray Columns) PlacesOf(NdArray matrix, int? size)
    {
        NdArray[] places = Nonzero(matrix, size);
        return (places[0], places[1]);
    }

    // JAX: _triu_size.
    private static int TriangleSize(int rows, int columns, int k)
    {
        if (k < 0) return rows * columns - TriangleSize(columns, rows, 1 - k);
        if (k >= columns) return 0;
        int full = Math.Min(rows, columns - k);
        return full * (full + 1) / 2 + full * (columns - k - full);
    }
}
