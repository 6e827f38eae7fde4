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

    /// <summary>Zeros of the shape and the element type of an array.</summary>
    public static NdArray ZerosLike(NdArray x, DType? dtype = null) => Filled(x.Shape, Scalar.Of(0), dtype ?? x.DType);

    /// <summary>Ones of the shape and the element type of an array.</summary>
    public static NdArray OnesLike(NdArray x, DType? dtype = null) => Filled(x.Shape, Scalar.Of(1), dtype ?? x.DType);

    /// <summary>0, 1, 2, … below <paramref name="stop"/>, i32.</summary>
    public static NdArray Arange(int stop) => Lax.Iota(DefaultInt, [Math.Max(0, stop)], 0);

    /// <summary>0, 1, 2, … below <paramref name="stop"/>, f32.</summary>
    public static NdArray Arange(double stop) => Lax.Iota(DefaultFloat, [Count(0, stop, 1)], 0);

    /// <summary>The integers from <paramref name="start"/> to below <paramref name="stop"/>.</summary>
    public static NdArray Arange(int start, int stop) => Add(start, Arange(Count(start, stop, 1)));

    /// <summary>The numbers from <paramref name="start"/> in steps of 1 to below <paramref name="stop"/>.</summary>
    public static NdArray Arange(double start, double stop) => Add(start, Arange((double)Count(start, stop, 1)));

    /// <summary>The integers from <paramref name="start"/> in steps of <paramref name="step"/> to before <paramref name="stop"/>.</summary>
    public static NdArray Arange(int start, int stop, int step) => Add(start, Multiply(step, Arange(Count(start, stop, step))));

    /// <summary>The numbers from <paramref name="start"/> in steps of <paramref name="step"/> to before <paramref name="stop"/>.</summary>
    public static NdArray Arange(double start, double stop, double step) => Add(start, Multiply(step, Arange((double)Count(start, stop, step))));

    /// <summary>A matrix of ones on a diagonal.</summary>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns; as many by default.</param>
    /// <param name="offset">Which diagonal: 0 the main one, positive above it.</param>
    /// <param name="dtype">The element type; f32 by default.</param>
    public static NdArray Eye(int rows, int? columns = null, int offset = 0, DType? dtype = null)
    {
        Shape shape = [rows, columns ?? rows];
        NdArray row = Lax.Iota(DType.I32, shape, 0), column = Lax.Iota(DType.I32, shape, 1);
        return Lax.ConvertElementType(Lax.Eq(Lax.Add(row, Lax.Number(Scalar.Of(offset), DType.I32)), column), dtype ?? DefaultFloat);
    }

    /// <summary>The array in a .npy file.</summary>
    /// <exception cref="ArrayFileException">The file is damaged or of a kind that is not supported.</exception>
    public static NdArray Load(string path) => NdArray.Of(Npy.Load(path));

    /// <summary>Writes an array into a .npy file, all or nothing.</summary>
    public static void Save(string path, NdArray array) => Npy.Save(path, array.Data("Save"));

    private static NdArray Filled(Shape shape, Scalar value, DType dtype) => Lax.BroadcastInDim(Lax.Number(value, dtype), shape, []);

    private static int Count(double start, double stop, double step)
    {
        double count = Math.Ceiling((stop - start) / step);
        if (!double.IsFinite(count)) throw new ShapeException($"Arange: start {start}, stop {stop} and step {step} must be finite, and the step not 0.");
        return (int)Math.Clamp(count, 0, int.MaxValue);
    }
}
