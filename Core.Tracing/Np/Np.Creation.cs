namespace Core;

public static partial class Np
{
    /// <summary>Zeros.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Zeros(Shape shape, DType? dtype = null) => Filled(shape, Scalar.Of(0), dtype ?? DefaultFloat);

    /// <summary>Ones.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Ones(Shape shape, DType? dtype = null) => Filled(shape, Scalar.Of(1), dtype ?? DefaultFloat);

    /// <summary>Zeros; there are no arrays without values.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Empty(Shape shape, DType? dtype = null) => Zeros(shape, dtype);

    /// <summary>The same value everywhere.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="value">The value; an array is broadcast to the shape.</param>
    /// <param name="dtype">The element type; the value's by default.</param>
    public static NdArray Full(Shape shape, NdArray value, DType? dtype = null)
    {
        if (dtype is { } wanted) value = Lax.ConvertElementType(value, wanted);
        return value.Rank == 0 ? Lax.BroadcastInDim(value, shape, []) : BroadcastTo(value, shape);
    }

    /// <summary>A bare integer as an array, for places where C# would take it for an <c>int</c>: in the tuples that loops carry, say.</summary>
    public static NdArray Int(int value) => value;

    /// <summary>Zeros of the shape and the element type of an array, where none other are given.</summary>
    public static NdArray ZerosLike(NdArray x, DType? dtype = null, Shape? shape = null) => FullLike(x, 0, dtype, shape);

    /// <summary>Ones of the shape and the element type of an array, where none other are given.</summary>
    public static NdArray OnesLike(NdArray x, DType? dtype = null, Shape? shape = null) => FullLike(x, 1, dtype, shape);

    /// <summary>Zeros of the shape and the element type of an array, where none other are given; there are no arrays without values.</summary>
    public static NdArray EmptyLike(NdArray x, DType? dtype = null, Shape? shape = null) => ZerosLike(x, dtype, shape);

    /// <summary>The same value everywhere, of the shape and the element type of an array, where none other are given.</summary>
    /// <param name="x">The array.</param>
    /// <param name="value">The value; an array is broadcast to the shape.</param>
    /// <param name="dtype">The element type.</param>
    /// <param name="shape">The shape.</param>
    public static NdArray FullLike(NdArray x, NdArray value, DType? dtype = null, Shape? shape = null)
    {
        if (value.Rank > 0) return BroadcastTo(Lax.ConvertElementType(value, dtype ?? x.DType), shape ?? x.Shape);
        return Lax.BroadcastInDim(Lax.ConvertElementType(value, dtype ?? x.DType, dtype is null && x.IsWeak), shape ?? x.Shape, []);
    }

    /// <summary>0, 1, 2, … below <paramref name="stop"/>, i32 by default.</summary>
    public static NdArray Arange(int stop, DType? dtype = null) => Counted(0, stop, null, dtype ?? DefaultInt);

    /// <summary>0, 1, 2, … below <paramref name="stop"/>, f32 by default.</summary>
    public static NdArray Arange(double stop, DType? dtype = null) => Counted(0, stop, null, dtype ?? DefaultFloat);

    /// <summary>The integers from <paramref name="start"/> to below <paramref name="stop"/>, i32 by default.</summary>
    public static NdArray Arange(int start, int stop, DType? dtype = null) => Counted(start, stop, null, dtype ?? DefaultInt);

    /// <summary>The numbers from <paramref name="start"/> in steps of 1 to below <paramref name="stop"/>, f32 by default.</summary>
    public static NdArray Arange(double start, double stop, DType? dtype = null) => Counted(start, stop, null, dtype ?? DefaultFloat);

    /// <summary>The integers from <paramref name="start"/> in steps of <paramref name="step"/> to before <paramref name="stop"/>, i32 by default.</summary>
    public static NdArray Arange(int start, int stop, int step, DType? dtype = null) => Counted(start, stop, step, dtype ?? DefaultInt);

    /// <summary>The numbers from <paramref name="start"/> in steps of <paramref name="step"/> to before <paramref name="stop"/>, f32 by default.</summary>
    public static NdArray Arange(double start, double stop, double step, DType? dtype = null) => Counted(start, stop, step, dtype ?? DefaultFloat);

    /// <summary>A matrix of ones on a diagonal.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns; as many by default.</param>
    /// <param name="offset">Which diagonal: 0 the main one, positive above it.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Eye(int rows, int? columns = null, int offset = 0, DType? dtype = null) =>
        Lax.ConvertElementType(OnDiagonal(rows, columns ?? rows, Lax.Number(Scalar.Of(offset), DType.I32)), dtype ?? DefaultFloat);

    /// <summary>A square matrix of ones on the main diagonal.</summary>
    /// <param name="n">How many rows and columns.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Identity(int n, DType? dtype = null) => Eye(n, dtype: dtype);

    /// <summary>A matrix of ones on and below a diagonal.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns; as many by default.</param>
    /// <param name="k">Which diagonal: 0 the main one, positive above it.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Tri(int rows, int? columns = null, int k = 0, DType? dtype = null)
    {
        Shape shape = [rows, columns ?? rows];
        NdArray row = Lax.Add(Lax.Iota(DType.I32, shape, 0), Lax.Number(Scalar.Of(k), DType.I32)), column = Lax.Iota(DType.I32, shape, 1);
        return Lax.ConvertElementType(Lax.Compare(Ir.ComparisonKind.Ge, row, column), dtype ?? DType.F32);
    }

    /// <summary>The matrices in the last two axes with zeros above a diagonal.</summary>
    /// <param name="x">At least two axes.</param>
    /// <param name="k">Which diagonal: 0 the main one, positive above it.</param>
    /// <exception cref="ShapeException">The array has fewer than two axes.</exception>
    public static NdArray Tril(NdArray x, int k = 0)
    {
        if (x.Rank < 2) throw new ShapeException($"Tril: needs at least two axes, got {x.Type}.");
        return Lax.Jitted("tril", k, args =>
        {
            NdArray kept = Triangle(args[0], k);
            return Lax.SelectN(kept, ZerosLike(args[0]), args[0]);
        }, x);
    }

    /// <summary>The matrices in the last two axes with zeros below a diagonal.</summary>
    /// <param name="x">At least two axes.</param>
    /// <param name="k">Which diagonal: 0 the main one, positive above it.</param>
    /// <exception cref="ShapeException">The array has fewer than two axes.</exception>
    public static NdArray Triu(NdArray x, int k = 0)
    {
        if (x.Rank < 2) throw new ShapeException($"Triu: needs at least two axes, got {x.Type}.");
        return Lax.Jitted("triu", k, args =>
        {
            NdArray dropped = Triangle(args[0], k - 1);
            return Lax.SelectN(dropped, args[0], ZerosLike(args[0]));
        }, x);
    }

    /// <summary>The index along each axis for every place of an array, stacked along a first axis.</summary>
    /// <param name="dimensions">The shape of the array.</param>
    /// <param name="dtype">The element type; i32 by default.</param>
    public static NdArray Indices(Shape dimensions, DType? dtype = null)
    {
        DType type = dtype ?? DefaultInt;
        if (dimensions.Rank == 0) return Zeros([0], type);
        return Stack([.. dimensions.Select((size, axis) => Lax.BroadcastInDim(Lax.Iota(type, [size], 0), dimensions, [axis]))]);
    }

    /// <summary>The index along each axis, each with that axis alone and axes of size 1: they broadcast to what <see cref="Indices"/> gives.</summary>
    /// <param name="dimensions">The shape of the array.</param>
    /// <param name="dtype">The element type; i32 by default.</param>
    public static NdArray[] SparseIndices(Shape dimensions, DType? dtype = null) =>
        [.. dimensions.Select((size, axis) => Lax.BroadcastInDim(Lax.Iota(dtype ?? DefaultInt, [size], 0), [.. dimensions.Select((_, i) => i == axis ? size : 1)], [axis]))];

    /// <summary>The powers of each number, one row per number: from high to low, or increasing from 0.</summary>
    /// <param name="x">One axis.</param>
    /// <param name="columns">How many powers; as many as numbers by default.</param>
    /// <param name="increasing">Whether the powers increase.</param>
    /// <exception cref="ShapeException">The array has not one axis.</exception>
    public static NdArray Vander(NdArray x, int? columns = null, bool increasing = false)
    {
        if (x.Rank != 1) throw new ShapeException($"Vander: needs an array of one axis, got {x.Type}.");
        if (columns < 0) throw new ShapeException($"Vander: columns must not be negative, got {columns}.");
        return Lax.Jitted("vander", (columns, increasing), args =>
        {
            int count = columns ?? args[0].Shape[0];
            NdArray power = Lax.Iota(args[0].DType, [count], 0);
            if (!increasing) power = Lax.Sub(ConstantLike(power, count - 1), power);
            return Power(Lax.ExpandDims(args[0], 1), Lax.ExpandDims(power, 0));
        }, x);
    }

    /// <summary>The array in a .npy file.</summary>
    /// <exception cref="ArrayFileException">The file is damaged or of a kind that is not supported.</exception>
    public static NdArray Load(string path) => NdArray.Of(Npy.Load(path));

    /// <summary>Writes an array into a .npy file, all or nothing.</summary>
    public static void Save(string path, NdArray array) => Npy.Save(path, array.Data("Save"));

    private static NdArray Filled(Shape shape, Scalar value, DType dtype) => Lax.BroadcastInDim(Lax.Number(value, dtype), shape, []);

    private static NdArray OnDiagonal(int rows, int columns, NdArray offset)
    {
        NdArray row = Lax.Iota(DType.I32, [rows, columns], 0), column = Lax.Iota(DType.I32, [rows, columns], 1);
        return Lax.Eq(Add(row, offset), column);
    }

    /// <summary>Whether a place of the last two axes lies on or below a diagonal.</summary>
    private static NdArray Triangle(NdArray x, int k)
    {
        NdArray triangle = Tri(x.Shape[^2], x.Shape[^1], k, DType.Bool);
        return Lax.BroadcastInDim(triangle, x.Shape, [x.Rank - 2, x.Rank - 1]);
    }

    // JAX: _arange. Half types are counted in f32.
    private static NdArray Counted(double start, double stop, double? step, DType dtype)
    {
        double count = Math.Ceiling(step is { } width ? (stop - start) / width : stop - start);
        if (!double.IsFinite(count)) throw new ShapeException($"Arange: start {start}, stop {stop} and step {step ?? 1} must be finite, and the step not 0.");
        Shape shape = [(int)Math.Clamp(count, 0, int.MaxValue)];
        if (step is null && start == 0) return Lax.Iota(dtype, shape, 0);
        if (step is not { } by) return Lax.Add(Lax.Number(Scalar.Of(start), dtype), Lax.Iota(dtype, shape, 0));
        DType working = Widened(dtype);
        NdArray scaled = Lax.Mul(Lax.Number(Scalar.Of(by), working), Lax.Iota(working, shape, 0));
        return Lax.ConvertElementType(Lax.Add(Lax.Number(Scalar.Of(start), working), scaled), dtype);
    }
}
