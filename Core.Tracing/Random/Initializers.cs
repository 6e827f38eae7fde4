using Core.Tracing;

namespace Core;

/// <summary>First values for the parameters of a network.</summary>
/// <param name="key">The key; not used where nothing is random.</param>
/// <param name="shape">The shape.</param>
/// <param name="dtype">The element type, f32 by default.</param>
public delegate NdArray Initializer(NdArray key, Shape shape, DType? dtype = null);

/// <summary>To which size of a layer <see cref="Initializers.VarianceScaling"/> fits the variance.</summary>
public enum FanMode
{
    /// <summary>The number of its inputs.</summary>
    FanIn,
    /// <summary>The number of its outputs.</summary>
    FanOut,
    /// <summary>The mean of both.</summary>
    FanAvg,
    /// <summary>The geometric mean of both.</summary>
    FanGeoAvg,
}

/// <summary>Of which distribution <see cref="Initializers.VarianceScaling"/> draws.</summary>
public enum InitializerDistribution
{
    /// <summary>Normal, without what is further from zero than two deviations.</summary>
    TruncatedNormal,
    /// <summary>Normal.</summary>
    Normal,
    /// <summary>Uniform.</summary>
    Uniform,
}

/// <summary>Initializers of networks. Traced, each gives the program of its <c>jax.nn.initializers</c> namesake.</summary>
public static class Initializers
{
    /// <summary>Zeros.</summary>
    public static Initializer Zeros { get; } = static (_, shape, dtype) => Np.Zeros(shape, TypeOf(dtype, null));

    /// <summary>Ones.</summary>
    public static Initializer Ones { get; } = static (_, shape, dtype) => Np.Ones(shape, TypeOf(dtype, null));

    /// <summary>One value everywhere.</summary>
    public static Initializer Constant(NdArray value, DType? dtype = null) => (_, shape, own) => Np.Full(shape, value, TypeOf(own, dtype));

    /// <summary>Numbers between 0 and a scale.</summary>
    public static Initializer Uniform(double scale = 0.01, DType? dtype = null) => (key, shape, own) =>
        TypeOf(own, dtype) is var type ? Np.Multiply(Rng.Uniform(key, shape, type), Number(scale, type)) : key;

    /// <summary>Numbers of the normal distribution of a deviation.</summary>
    public static Initializer Normal(double stddev = 0.01, DType? dtype = null) => (key, shape, own) =>
        TypeOf(own, dtype) is var type ? Np.Multiply(Rng.Normal(key, shape, type), Number(stddev, type)) : key;

    /// <summary>Numbers of the normal distribution between two bounds, in deviations.</summary>
    public static Initializer TruncatedNormal(double stddev = 0.01, DType? dtype = null, double lower = -2, double upper = 2) => (key, shape, own) =>
        TypeOf(own, dtype) is var type ? Np.Multiply(Rng.TruncatedNormal(key, lower, upper, shape, type), Number(stddev, type)) : key;

    /// <summary>Numbers of mean 0 and a variance of <paramref name="scale"/> divided by a size of the layer.</summary>
    /// <param name="scale">The scale.</param>
    /// <param name="mode">Which size.</param>
    /// <param name="distribution">The distribution.</param>
    /// <param name="inAxis">The axis of the inputs.</param>
    /// <param name="outAxis">The axis of the outputs.</param>
    /// <param name="dtype">The element type, floating-point.</param>
    /// <exception cref="ShapeException">When it is called: the shape has not two axes at least, or they are empty.</exception>
    // JAX: variance_scaling, _compute_fans. Other axes are those of a window, which both sizes count.
    public static Initializer VarianceScaling(
        double scale, FanMode mode, InitializerDistribution distribution, int inAxis = -2, int outAxis = -1, DType? dtype = null) => (key, shape, own) =>
    {
        DType type = TypeOf(own, dtype);
        if (!type.IsFloat) throw new DTypeException($"VarianceScaling: dtype must be a floating-point type, got {type.Name}.");
        if (shape.Rank < 2) throw new ShapeException($"VarianceScaling: a layer needs an axis of inputs and one of outputs, got the shape {shape}.");
        int inputs = shape[Lax.Canonical(inAxis, shape.Rank, "VarianceScaling")], outputs = shape[Lax.Canonical(outAxis, shape.Rank, "VarianceScaling")];
        if (inputs == 0 || outputs == 0) throw new ShapeException($"VarianceScaling: a layer needs inputs and outputs, got the shape {shape}.");
        double window = (double)shape.Size / inputs / outputs, fanIn = inputs * window, fanOut = outputs * window;
        double size = mode switch
        {
            FanMode.FanIn => fanIn,
            FanMode.FanOut => fanOut,
            FanMode.FanAvg => (fanIn + fanOut) / 2,
            FanMode.FanGeoAvg => Math.Sqrt(fanIn * fanOut),
            _ => throw new ArgumentOutOfRangeException(nameof(mode)),
        };
        NdArray variance = Number(scale / size, type);
        switch (distribution)
        {
            case InitializerDistribution.TruncatedNormal:
                // Divided by the deviation of what is left of the normal distribution between −2 and 2.
                NdArray deviation = Np.Divide(Np.Sqrt(variance), Number(.87962566103423978, type));
                return Np.Multiply(Rng.TruncatedNormal(key, -2, 2, shape, type), deviation);
            case InitializerDistribution.Normal:
                NdArray normals = Rng.Normal(key, shape, type);
                return Np.Multiply(normals, Np.Sqrt(variance));
            case InitializerDistribution.Uniform:
                NdArray numbers = Rng.Uniform(key, shape, type, -1);
                return Np.Multiply(numbers, Np.Sqrt(Np.Multiply(3, variance)));
            default:
                throw new ArgumentOutOfRangeException(nameof(distribution));
        }
    };

    /// <summary>Uniform numbers of the variance 2 / (inputs + outputs) (Glorot and Bengio, 2010).</summary>
    public static Initializer GlorotUniform(int inAxis = -2, int outAxis = -1, DType? dtype = null) =>
        VarianceScaling(1, FanMode.FanAvg, InitializerDistribution.Uniform, inAxis, outAxis, dtype);

    /// <summary>Normal numbers of the variance 2 / (inputs + outputs) (Glorot and Bengio, 2010).</summary>
    public static Initializer GlorotNormal(int inAxis = -2, int outAxis = -1, DType? dtype = null) =>
        VarianceScaling(1, FanMode.FanAvg, InitializerDistribution.TruncatedNormal, inAxis, outAxis, dtype);

    /// <summary>Another name of <see cref="GlorotUniform"/>.</summary>
    public static Initializer XavierUniform(int inAxis = -2, int outAxis = -1, DType? dtype = null) => GlorotUniform(inAxis, outAxis, dtype);

    /// <summary>Another name of <see cref="GlorotNormal"/>.</summary>
    public static Initializer XavierNormal(int inAxis = -2, int outAxis = -1, DType? dtype = null) => GlorotNormal(inAxis, outAxis, dtype);

    /// <summary>Uniform numbers of the variance 1 / inputs (LeCun and others, 1998).</summary>
    public static Initializer LecunUniform(int inAxis = -2, int outAxis = -1, DType? dtype = null) =>
        VarianceScaling(1, FanMode.FanIn, InitializerDistribution.Uniform, inAxis, outAxis, dtype);

    /// <summary>Normal numbers of the variance 1 / inputs (LeCun and others, 1998).</summary>
    public static Initializer LecunNormal(int inAxis = -2, int outAxis = -1, DType? dtype = null) =>
        VarianceScaling(1, FanMode.FanIn, InitializerDistribution.TruncatedNormal, inAxis, outAxis, dtype);

    /// <summary>Uniform numbers of the variance 2 / inputs (He and others, 2015).</summary>
    public static Initializer HeUniform(int inAxis = -2, int outAxis = -1, DType? dtype = null) =>
        VarianceScaling(2, FanMode.FanIn, InitializerDistribution.Uniform, inAxis, outAxis, dtype);

    /// <summary>Normal numbers of the variance 2 / inputs (He and others, 2015).</summary>
    public static Initializer HeNormal(int inAxis = -2, int outAxis = -1, DType? dtype = null) =>
        VarianceScaling(2, FanMode.FanIn, InitializerDistribution.TruncatedNormal, inAxis, outAxis, dtype);

    /// <summary>Another name of <see cref="HeUniform"/>.</summary>
    public static Initializer KaimingUniform(int inAxis = -2, int outAxis = -1, DType? dtype = null) => HeUniform(inAxis, outAxis, dtype);

    /// <summary>Another name of <see cref="HeNormal"/>.</summary>
    public static Initializer KaimingNormal(int inAxis = -2, int outAxis = -1, DType? dtype = null) => HeNormal(inAxis, outAxis, dtype);

    /// <summary>An orthogonal matrix times a scale, its columns along an axis and its rows along all others.</summary>
    /// <exception cref="ShapeException">When it is called: the shape has fewer than two axes.</exception>
    public static Initializer Orthogonal(double scale = 1, int columnAxis = -1, DType? dtype = null) => (key, shape, own) =>
    {
        DType type = TypeOf(own, dtype);
        if (shape.Rank < 2) throw new ShapeException($"Orthogonal: needs a shape of at least two axes, got {shape}.");
        if (shape.Size == 0) return Np.Zeros(shape, type);
        int axis = Lax.Canonical(columnAxis, shape.Rank, "Orthogonal"), columns = shape[axis], rows = (int)(shape.Size / columns);
        NdArray q = Lax.Reshape(Rng.Orthogonal(key, rows, [], type, columns), [.. shape.Remove(axis), columns]);
        return Np.Multiply(Number(scale, type), Np.Moveaxis(q, -1, axis));
    };

    /// <summary>An orthogonal matrix in the middle of a window of zeros: a convolution that keeps lengths (Xiao and others, 2018).</summary>
    /// <exception cref="ShapeException">When it is called: the shape has not 3, 4 or 5 axes, or fewer outputs than inputs.</exception>
    public static Initializer DeltaOrthogonal(double scale = 1, int columnAxis = -1, DType? dtype = null) => (key, shape, own) =>
    {
        DType type = TypeOf(own, dtype);
        if (shape.Rank is not (3 or 4 or 5)) throw new ShapeException($"DeltaOrthogonal: needs a shape of 3, 4 or 5 axes, got {shape}.");
        if (shape[^1] < shape[^2]) throw new ShapeException($"DeltaOrthogonal: there must be at least as many outputs as inputs, got the shape {shape}.");
        NdArray matrix = Orthogonal(scale, columnAxis, type)(key, [shape[^2], shape[^1]]);
        NdArray zeros = Np.Zeros(shape, type);
        int Middle(int i) => (shape[i] - 1) / 2;
        return shape.Rank switch
        {
            3 => zeros.At[Middle(0), Ix.Ellipsis].Set(matrix),
            4 => zeros.At[Middle(0), Middle(1), Ix.Ellipsis].Set(matrix),
            _ => zeros.At[Middle(0), Middle(1), Middle(2), Ix.Ellipsis].Set(matrix),
        };
    };

    private static DType TypeOf(DType? wanted, DType? ownDefault) => wanted ?? ownDefault ?? Promotion.DefaultFloat(TraceScope.UsesX64);

    private static NdArray Number(double value, DType dtype) => Lax.Number(Scalar.Of(value), dtype);
}
