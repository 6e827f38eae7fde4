using Core.Ir;
using Core.Tracing;

namespace Core;

/// <summary>
/// Random numbers out of keys, the same for the same key: the numbers of <c>jax.random</c>, and traced its programs. A key is used once: <see cref="Split(NdArray)"/>
/// makes two of one.
/// </summary>
public static partial class Rng
{
    /// <summary>A key out of a seed.</summary>
    /// <param name="seed">An integer without axes.</param>
    /// <param name="impl">The type of the key: by default Threefry.</param>
    public static NdArray Key(NdArray seed, DType impl = DType.KeyFry)
    {
        if (!impl.IsKey) throw new DTypeException($"Key: impl must be a type of keys, got {impl.Name}.");
        if (seed.Rank != 0) throw new ShapeException($"Key: takes a seed without axes, got {seed.Type}; map it with Vmap for many keys.");
        return Lax.RandomSeed(seed.Value is Literal ? Lax.ConvertElementType(seed, seed.DType) : seed, impl);
    }

    /// <summary>Two new keys out of one.</summary>
    public static (NdArray, NdArray) Split(NdArray key)
    {
        NdArray[] two = SplitInto("Split", key, 2);
        return (two[0], two[1]);
    }

    /// <summary>New keys out of one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="num">How many.</param>
    public static NdArray Split(NdArray key, int num) => Split(key, shape: [num]);

    /// <summary>New keys out of one.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape of the array of new keys.</param>
    public static NdArray Split(NdArray key, Shape shape)
    {
        CheckKey("Split", key);
        return Lax.RandomSplit(key, shape);
    }

    /// <summary>A new key out of a key and a number: the same numbers give the same keys.</summary>
    /// <param name="key">The key.</param>
    /// <param name="data">An integer without axes.</param>
    public static NdArray FoldIn(NdArray key, NdArray data)
    {
        CheckKey("FoldIn", key);
        if (data.Rank != 0) throw new ShapeException($"FoldIn: takes a number without axes, got {data.Type}; map it with Vmap for many.");
        return Lax.RandomFoldIn(key, Lax.ConvertElementType(data, DType.U32));
    }

    /// <summary>The same key, which may be used again.</summary>
    public static NdArray Clone(NdArray key) => Lax.Bind(new RandomClone(), key);

    /// <summary>The words that keys consist of, u32, along a new last axis.</summary>
    public static NdArray KeyData(NdArray keys) => Lax.RandomUnwrap(keys);

    /// <summary>Keys of the words that they consist of, u32, along the last axis.</summary>
    public static NdArray WrapKeyData(NdArray words, DType impl = DType.KeyFry) => Lax.RandomWrap(words, impl);

    /// <summary>Uniform random bits: all values of an unsigned integer type.</summary>
    /// <param name="key">The key.</param>
    /// <param name="shape">The shape.</param>
    /// <param name="dtype">The element type, u32 by default.</param>
    public static NdArray Bits(NdArray key, Shape shape = default, DType? dtype = null)
    {
        CheckKey("Bits", key);
        DType result = dtype ?? (TraceScope.UsesX64 ? DType.U64 : DType.U32);
        if (result.Kind is not DTypeKind.Unsigned) throw new DTypeException($"Bits: dtype must be an unsigned integer type, got {result.Name}.");
        return Lax.RandomBits(key, result.BitWidth, shape);
    }

    private static void CheckKey(string function, NdArray key)
    {
        if (!key.DType.IsKey) throw new DTypeException($"{function}: needs a key, got {key.Type}; Rng.Key makes one of a seed, Rng.WrapKeyData of its words.");
        if (key.Rank != 0) throw new ShapeException($"{function}: takes a single key, got {key.Type}; map it with Vmap.");
    }

    private static NdArray[] SplitInto(string function, NdArray key, int count)
    {
        NdArray keys = Split(key, count);
        return [.. Enumerable.Range(0, count).Select(i => Row(keys, i))];
    }

    // As JAX unpacks an array: with strides written out.
    private static NdArray Row(NdArray x, int row)
    {
        int[] start = new int[x.Rank], limit = [.. x.Shape], strides = [.. x.Shape.Select(_ => 1)];
        (start[0], limit[0]) = (row, row + 1);
        return Lax.Squeeze(Lax.Slice(x, ValueArray.Create<int>(start), ValueArray.Create<int>(limit), ValueArray.Create<int>(strides)), [0]);
    }

    /// <summary>A sampler that leaves a call of its name in traced programs, as JAX's does.</summary>
    private static NdArray Sampler(string name, DType dtype, Shape shape, Func<NdArray[], NdArray> function, params NdArray[] arguments) =>
        Lax.Jitted(name, [(int)dtype, .. shape], function, arguments);

    private static DType FloatType(string function, DType? dtype)
    {
        DType result = dtype ?? Promotion.DefaultFloat(TraceScope.UsesX64);
        return result.IsFloat ? result : throw new DTypeException($"{function}: dtype must be a floating-point type, got {result.Name}.");
    }

    private static DType IntegerType(string function, DType? dtype)
    {
        DType result = dtype ?? Promotion.DefaultInt(TraceScope.UsesX64);
        return result.IsInteger ? result : throw new DTypeException($"{function}: dtype must be an integer type, got {result.Name}.");
    }

    /// <summary>The shape of the samples: that of the parameters, or a given one to which they broadcast.</summary>
    private static Shape SampleShape(string function, Shape? shape, params ReadOnlySpan<NdArray> parameters)
    {
        Shape own = Np.BroadcastShapes(function, parameters);
        return shape is { } wanted ? CheckShape(function, wanted, own) : own;
    }

    private static Shape CheckShape(string function, Shape shape, Shape parameters)
    {
        int lead = shape.Rank - parameters.Rank;
        bool fits = lead >= 0;
        for (int axis = 0; fits && axis < parameters.Rank; axis++) fits = parameters[axis] == 1 || parameters[axis] == shape[lead + axis];
        return fits ? shape : throw new ShapeException($"{function}: parameters of shape {parameters} do not broadcast to the shape {shape} of the samples.");
    }

    private static void CheckCast(string function, DType dtype, params ReadOnlySpan<NdArray> parameters)
    {
        foreach (NdArray parameter in parameters)
            if (Promotion.Join([(dtype, false), (parameter.DType, parameter.IsWeak)], TraceScope.UsesX64).DType != dtype)
                throw new DTypeException($"{function}: a parameter of type {parameter.Type} does not fit samples of type {dtype.Name}; convert it with AsType, or give dtype.");
    }

    // JAX: lax._const. A number as weak as the array beside which it stands.
    private static NdArray Const(NdArray like, double value) => new(new Literal(Scalar.Of(value).ConvertTo(like.DType), like.DType, like.IsWeak));

    private static NdArray Number(DType dtype, double value) => Lax.Number(Scalar.Of(value), dtype);

    private static NdArray Convert(NdArray x, DType dtype) => Lax.ConvertElementType(x, dtype);

    /// <summary>What there is to know of a floating-point type.</summary>
    /// <param name="FractionBits">How many bits the fraction has.</param>
    /// <param name="SmallestExponent">The exponent of two of the smallest number that is not subnormal.</param>
    private readonly record struct FloatInfo(int FractionBits, int SmallestExponent)
    {
        public double Eps => Math.ScaleB(1, -FractionBits);

        public double BelowOne => 1 - Math.ScaleB(1, -FractionBits - 1);

        public double Tiny => Math.ScaleB(1, SmallestExponent);

        public static FloatInfo Of(DType dtype) => dtype switch
        {
            DType.BF16 => new(7, -126),
            DType.F16 => new(10, -14),
            DType.F32 => new(23, -126),
            _ => new(52, -1022),
        };
    }
}
