using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>The namesakes of the entries of <c>goldens/np_numeric.txt</c>.</summary>
internal static partial class NpNumericPrograms
{
    private static readonly NdArray X = F32[3, 4], Y = F32[4, 5], V = F32[4], S = F32.Scalar, I = I32[4], M = Np.Bool[3, 4], Z = C64[3], K = I8[4];
    private static readonly NdArray A = F32[2, 3, 4], J = I32[3, 1], Q = F32[2], W = F32[6];

    public static Dictionary<string, Func<Jaxpr>> All { get; } =
        new List<Dictionary<string, Func<Jaxpr>>> { Bits, Numbers, GridsAndWindows, Searching, Quantiles, Counting, Statistics, Polynomials, Parts, Places, Sets }
            .SelectMany(group => group).ToDictionary(entry => entry.Key, entry => entry.Value);

    private static Dictionary<string, Func<Jaxpr>> Bits => new()
    {
        ["copysign"] = () => Program((x, v) => Copysign(x, v), X, V),
        ["copysign of ints"] = () => Program((i, v) => Copysign(i, v), I, V),
        ["copysign of a number"] = () => Program(v => Copysign(1.0, v), V),
        ["signbit"] = () => Program(x => Signbit(x), X),
        ["signbit of ints"] = () => Program(i => Signbit(i), I),
        ["signbit of bools"] = () => Program(m => Signbit(m), M),
        ["signbit of bfloat16"] = () => Program(x => Signbit(x), BF16[3]),
        ["signbit of float16"] = () => Program(x => Signbit(x), F16[3]),
        ["spacing"] = () => Program(x => Spacing(x), X),
        ["spacing of ints"] = () => Program(i => Spacing(i), I),
        ["spacing of bfloat16"] = () => Program(x => Spacing(x), BF16[3]),
        ["spacing of float16"] = () => Program(x => Spacing(x), F16[3]),
        ["frexp"] = () => Program(x => Frexp(x), X),
        ["frexp of ints"] = () => Program(i => Frexp(i), I),
        ["frexp of float16"] = () => Program(x => Frexp(x), F16[3]),
        ["frexp of bfloat16"] = () => Program(x => Frexp(x), BF16[3]),
        ["ldexp"] = () => Program((x, i) => Ldexp(x, i), X, I),
        ["ldexp of ints"] = () => Program((i, k) => Ldexp(i, k), I, K),
        ["ldexp of bfloat16"] = () => Program((x, i) => Ldexp(x, i), BF16[4], I),
        ["packbits"] = () => Program(m => Packbits(m), M),
        ["packbits along an axis"] = () => Program(m => Packbits(m, 1, BitOrder.Little), M),
        ["packbits of ints"] = () => Program(i => Packbits(i), I32[16]),
        ["unpackbits"] = () => Program(u => Unpackbits(u), U8[2]),
        ["unpackbits along an axis"] = () => Program(u => Unpackbits(u, 0, 12, BitOrder.Little), U8[2, 3]),
        ["unpackbits to more"] = () => Program(u => Unpackbits(u, count: 20), U8[2]),
    };

    private static Dictionary<string, Func<Jaxpr>> Numbers => new()
    {
        ["gcd"] = () => Program((i, k) => Gcd(i, k), I, K),
        ["gcd of a number"] = () => Program(i => Gcd(i, 12), I),
        ["gcd of unsigned"] = () => Program((u, v) => Gcd(u, v), U32[2, 1], U32[3]),
        ["lcm"] = () => Program((i, k) => Lcm(i, k), I, K),
        ["lcm of shapes"] = () => Program((i, j) => Lcm(i, j), I, J),
        ["logaddexp of complex"] = () => Program((z, s) => Logaddexp(z, s), Z, S),
        ["logaddexp2 of complex"] = () => Program(z => Logaddexp2(z, z), Z),
        ["nn.log1mexp"] = () => Program(x => Nn.Log1mexp(x), X),
        ["nn.log1mexp of ints"] = () => Program(i => Nn.Log1mexp(i), I),
    };

    private static Dictionary<string, Func<Jaxpr>> GridsAndWindows => new()
    {
        ["kaiser"] = () => Program(() => Kaiser(5, 14.0)),
        ["kaiser of an array"] = () => Program(s => Kaiser(4, s), S),
        ["kaiser of one"] = () => Program(s => Kaiser(1, s), S),
        ["logspace"] = () => Program(() => Logspace(0.0, 2.0, 5)),
        ["logspace without end"] = () => Program(s => Logspace(s, 3, 4, endpoint: false, @base: 2.0), S),
        ["logspace of ints"] = () => Program(s => Logspace(0, 3, 4, @base: s, dtype: I32), S),
        ["logspace of arrays"] = () => Program(v => Logspace(v, 1.0, 3, axis: -1), V),
        ["geomspace"] = () => Program(() => Geomspace(1.0, 8.0, 4)),
        ["geomspace of arrays"] = () => Program(v => Geomspace(v, 2.0, 3, axis: 1), V),
        ["geomspace of ints"] = () => Program(s => Geomspace(1, 1000, 4, endpoint: false, dtype: I32), S),
        ["ix_"] = () => Program((i, k) => OpenMesh(i, k), I, K),
        ["ix_ of nothing"] = () => Program((i, k) => OpenMesh(i, k), I, F32[0]),
    };

    private static Dictionary<string, Func<Jaxpr>> Searching => new()
    {
        ["searchsorted by scan"] = () => Program((v, x) => Searchsorted(v, x), V, X),
        ["searchsorted by scan to the right"] = () => Program((v, s) => Searchsorted(v, s, SearchSide.Right), V, S),
        ["searchsorted by scan of ints"] = () => Program((i, x) => Searchsorted(i, x), I, X),
        ["searchsorted by unrolled scan"] = () => Program((v, x) => Searchsorted(v, x, method: SearchMethod.ScanUnrolled), V, X),
        ["searchsorted with a sorter"] = () => Program((v, x, i) => Searchsorted(v, x, sorter: i), V, X, I),
        ["searchsorted in one"] = () => Program((v, x) => Searchsorted(v, x), F32[1], X),
        ["searchsorted in nothing"] = () => Program((v, x) => Searchsorted(v, x), F32[0], X),
        ["searchsorted of complex"] = () => Program((z, c) => Searchsorted(z, c), Z, C64[2]),
        ["searchsorted of three axes"] = () => Program((k, j) => Searchsorted(k, j), K, I8[2, 1, 3]),
        ["digitize"] = () => Program((x, v) => Digitize(x, v), X, V),
        ["digitize to the right"] = () => Program((x, v) => Digitize(x, v, right: true), X, V),
        ["digitize by sorting"] = () => Program((x, v) => Digitize(x, v, method: SearchMethod.Sort), X, V),
        ["digitize in nothing"] = () => Program((x, v) => Digitize(x, v), X, F32[0]),
        ["interp"] = () => Program((x, v, w) => Interp(x, v, w), X, V, V),
        ["interp with ends"] = () => Program((x, v, s) => Interp(x, v, v, left: 0.0, right: s), X, V, S),
        ["interp beyond the ends"] = () => Program((x, v) => Interp(x, v, v, InterpEnd.Extrapolate, InterpEnd.Extrapolate), X, V),
        ["interp of a period"] = () => Program((x, v) => Interp(x, v, v, period: 2.0), X, V),
        ["interp of ints"] = () => Program(i => Interp(i, i, i), I),
        ["interp of complex"] = () => Program((x, v, c) => Interp(x, v, c), X, V, C64[4]),
        ["random choice weighted"] = () => Program((k, v) => Rng.Choice(k, 4, [3], p: v), NdArray.OfType(new(DType.KeyFry, [])), V),
    };

    private static Dictionary<string, Func<Jaxpr>> Quantiles
    {
        get
        {
            Dictionary<string, Func<Jaxpr>> programs = new()
            {
                ["median"] = () => Program(x => Median(x), X),
                ["median along an axis"] = () => Program(x => Median(x, 1, keepdims: true), X),
                ["median of ints"] = () => Program(i => Median(i), I),
                ["nanmedian"] = () => Program(x => Nanmedian(x, 0), X),
                ["percentile"] = () => Program(x => Percentile(x, 30), X),
                ["percentile of several"] = () => Program((x, q) => Percentile(x, q, 1), X, Q),
                ["nanpercentile"] = () => Program(x => Nanpercentile(x, 30.0, 0), X),
                ["quantile of an array"] = () => Program((x, q) => Quantile(x, q), X, Q),
                ["quantile keeping"] = () => Program((x, q) => Quantile(x, q, 0, keepdims: true), X, Q),
                ["quantile keeping all"] = () => Program(x => Quantile(x, 0.5, keepdims: true), X),
                ["quantile of axes"] = () => Program((a, q) => Quantile(a, q, (int[])[0, 2]), A, Q),
                ["quantile of axes keeping"] = () => Program((a, q) => Quantile(a, q, (int[])[-1, 0], keepdims: true), A, Q),
                ["quantile of bfloat16"] = () => Program(x => Quantile(x, 0.3), BF16[4]),
                ["nanquantile of an array"] = () => Program((x, q) => Nanquantile(x, q), X, Q),
                ["nanquantile keeping"] = () => Program((x, q) => Nanquantile(x, q, 1, keepdims: true), X, Q),
                ["nanquantile of axes"] = () => Program((a, q) => Nanquantile(a, q, (int[])[0, 1]), A, Q),
                ["quantile weighted"] = () => Program((x, q) => Quantile(x, q, 1, QuantileMethod.InvertedCdf, weights: x), X, Q),
                ["quantile weighted along"] = () => Program((x, v) => Quantile(x, 0.5, 1, QuantileMethod.InvertedCdf, weights: v), X, V),
                ["nanquantile weighted"] = () => Program((x, q) => Nanquantile(x, q, 0, QuantileMethod.InvertedCdf, keepdims: true, weights: x), X, Q),
            };
            foreach (QuantileMethod method in Enum.GetValues<QuantileMethod>())
            {
                string name = method is QuantileMethod.InvertedCdf ? "inverted_cdf" : method.ToString().ToLowerInvariant();
                programs[$"quantile {name}"] = () => Program(x => Quantile(x, 0.4, 0, method), X);
                programs[$"quantiles {name}"] = () => Program((x, q) => Quantile(x, q, 1, method), X, Q);
                programs[$"nanquantile {name}"] = () => Program(x => Nanquantile(x, 0.4, 0, method), X);
            }
            return programs;
        }
    }

    private static Jaxpr Program<R>(Func<R> function) => Trace(function).ToJaxpr();

    private static Jaxpr Program<R>(Func<NdArray, R> function, NdArray x) => Trace(function).ToJaxpr(x);

    private static Jaxpr Program<R>(Func<NdArray, NdArray, R> function, NdArray x, NdArray y) => Trace(function).ToJaxpr(x, y);

    private static Jaxpr Program<R>(Func<NdArray, NdArray, NdArray, R> function, NdArray x, NdArray y, NdArray z) => Trace(function).ToJaxpr(x, y, z);
}
