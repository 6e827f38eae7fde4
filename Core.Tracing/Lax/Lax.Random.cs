using Core.Ir;

namespace Core;

public static partial class Lax
{
    /// <summary>The bits of the numbers as another element type.</summary>
    public static NdArray BitcastConvertType(NdArray x, DType dtype) => Bind(new BitcastConvertType(dtype), x);

    /// <summary>Random keys out of integers.</summary>
    public static NdArray RandomSeed(NdArray seeds, DType impl = DType.KeyFry) => Bind(new RandomSeed(impl), seeds);

    /// <summary>Random keys out of the words that they consist of.</summary>
    public static NdArray RandomWrap(NdArray words, DType impl = DType.KeyFry) => Bind(new RandomWrap(impl), words);

    /// <summary>The words that random keys consist of.</summary>
    public static NdArray RandomUnwrap(NdArray keys) => Bind(new RandomUnwrap(), keys);

    /// <summary>Uniform random bits out of each key.</summary>
    public static NdArray RandomBits(NdArray keys, int bitWidth, Shape shape) => Bind(new RandomBits(bitWidth, shape), keys);

    /// <summary>New keys out of each key.</summary>
    public static NdArray RandomSplit(NdArray keys, Shape shape) => Bind(new RandomSplit(shape), keys);

    /// <summary>New keys out of keys and numbers, u32.</summary>
    public static NdArray RandomFoldIn(NdArray keys, NdArray data) => Bind(new RandomFoldIn(), keys, data);

    /// <summary>Samples of gamma distributions, or their logarithms.</summary>
    public static NdArray RandomGamma(NdArray keys, NdArray a, bool logSpace) => Bind(new RandomGamma(logSpace), keys, a);

    /// <summary>Two words of counts, hashed with two words of a key.</summary>
    public static (NdArray, NdArray) Threefry2x32(NdArray key1, NdArray key2, NdArray count1, NdArray count2) =>
        BindAll(new Threefry2x32(), key1, key2, count1, count2) is [var x, var y] ? (x, y) : default;

    /// <summary>Random bits out of a state, and the next state.</summary>
    public static (NdArray State, NdArray Bits) RngBitGenerator(NdArray state, Shape shape, DType dtype = DType.U32, RngAlgorithm algorithm = RngAlgorithm.Default) =>
        BindAll(new RngBitGenerator(algorithm, dtype, shape), state) is [var next, var bits] ? (next, bits) : default;
}
