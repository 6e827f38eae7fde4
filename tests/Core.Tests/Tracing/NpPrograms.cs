using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>The namesakes of the entries of <c>goldens/np.txt</c>.</summary>
internal static partial class NpPrograms
{
    private static readonly NdArray X = F32[3, 4], Y = F32[4, 5], V = F32[4], S = F32.Scalar, I = I32[4], M = Np.Bool[3, 4], Z = C64[3], K = I8[4], A = F32[2, 3, 4];

    public static Dictionary<string, Func<Jaxpr>> All { get; } = new List<Dictionary<string, Func<Jaxpr>>>
    {
        Elementwise, Comparison, Creation, Shapes, Reductions, Contractions, Einsums,
        Ufuncs, Calculus, FurtherCreation, FurtherShapes, FurtherReductions, FurtherContractions, FurtherEinsums, Networks, Vectorized, Windows, FourierTransforms, Grids, CustomDerivatives,
    }.SelectMany(group => group).ToDictionary(entry => entry.Key, entry => entry.Value);

    private static Dictionary<string, Func<Jaxpr>> Elementwise => new()
    {
        ["add"] = () => Program(Add, X, V),
        ["add scalar"] = () => Program(x => x + 1.0, X),
        ["add int array and float"] = () => Program(i => i + 1.5, I),
        ["add int array and int"] = () => Program(i => i + 1, I),
        ["add float array and int"] = () => Program(x => x + 2, X),
        ["add small int and int array"] = () => Program((k, i) => k + i, K, I),
        ["add bools"] = () => Program(m => m + m, M),
        ["radd"] = () => Program(x => 1.0 + x, X),
        ["subtract"] = () => Program((x, v) => x - v, X, V),
        ["multiply"] = () => Program((x, v) => x * v, X, V),
        ["multiply bools"] = () => Program(m => m * m, M),
        ["multiply bfloat16 and number"] = () => Program(x => x * 0.1, BF16[3]),
        ["divide"] = () => Program((x, v) => x / v, X, V),
        ["divide ints"] = () => Program(i => i / 2, I),
        ["remainder"] = () => Program(x => x % 2.0, X),
        ["remainder of ints"] = () => Program(i => i % 3, I),
        ["maximum"] = () => Program(x => Maximum(x, 0.0), X),
        ["minimum"] = () => Program(Minimum, X, V),
        ["arctan2"] = () => Program(Arctan2, X, V),
        ["nextafter"] = () => Program(Nextafter, X, V),
        ["float_power"] = () => Program(x => FloatPower(x, 2.5), X),
        ["power of an int"] = () => Program(x => Power(x, 2), X),
        ["power of minus one"] = () => Program(x => Power(x, -1), X),
        ["power of a number"] = () => Program(x => Power(x, 2.5), X),
        ["power of ints"] = () => Program(i => Power(i, 3), I),
        ["negative"] = () => Program(x => -x, X),
        ["abs"] = () => Program(Abs, X),
        ["abs of unsigned"] = () => Program(Abs, U8[3]),
        ["abs of complex"] = () => Program(Abs, Z),
        ["sign"] = () => Program(Sign, X),
        ["square"] = () => Program(Square, X),
        ["square of bools"] = () => Program(Square, M),
        ["reciprocal"] = () => Program(Reciprocal, X),
        ["reciprocal of ints"] = () => Program(Reciprocal, I),
        ["floor"] = () => Program(Floor, X),
        ["floor of ints"] = () => Program(Floor, I),
        ["ceil"] = () => Program(Ceil, X),
        ["sqrt"] = () => Program(Sqrt, X),
        ["sqrt of ints"] = () => Program(Sqrt, I),
        ["cbrt"] = () => Program(Cbrt, X),
        ["exp"] = () => Program(Exp, X),
        ["exp2"] = () => Program(Exp2, X),
        ["expm1"] = () => Program(Expm1, X),
        ["log"] = () => Program(Log, X),
        ["log1p"] = () => Program(Log1p, X),
        ["sin"] = () => Program(Sin, X),
        ["cos"] = () => Program(Cos, X),
        ["tan"] = () => Program(Tan, X),
        ["arcsin"] = () => Program(Arcsin, X),
        ["arccos"] = () => Program(Arccos, X),
        ["arctan"] = () => Program(Arctan, X),
        ["sinh"] = () => Program(Sinh, X),
        ["cosh"] = () => Program(Cosh, X),
        ["tanh"] = () => Program(Tanh, X),
        ["tanh of a weak number"] = () => Program(Tanh, 1.0),
        ["arcsinh"] = () => Program(Arcsinh, X),
        ["arccosh"] = () => Program(Arccosh, X),
        ["arctanh"] = () => Program(Arctanh, X),
        ["erf"] = () => Program(Erf, X),
        ["real"] = () => Program(Real, Z),
        ["real of real"] = () => Program(Real, X),
        ["imag"] = () => Program(Imag, Z),
        ["imag of real"] = () => Program(Imag, X),
        ["conj"] = () => Program(Conj, Z),
        ["bitwise_not"] = () => Program(i => ~i, I),
        ["bitwise_and"] = () => Program(i => i & 3, I),
        ["bitwise_or"] = () => Program(m => m | m, M),
        ["bitwise_xor"] = () => Program(i => i ^ i, I),
        ["stop_gradient"] = () => Program(StopGradient, X),
    };

    private static Dictionary<string, Func<Jaxpr>> Comparison => new()
    {
        ["equal"] = () => Program(Equal, X, V),
        ["not_equal"] = () => Program(x => NotEqual(x, 0.0), X),
        ["greater"] = () => Program(x => x > 0, X),
        ["greater_equal"] = () => Program((x, v) => x >= v, X, V),
        ["less"] = () => Program(i => i < 2, I),
        ["less_equal"] = () => Program((x, v) => x <= v, X, V),
        ["logical_and"] = () => Program(LogicalAnd, X, M),
        ["logical_or"] = () => Program(m => LogicalOr(m, m), M),
        ["logical_xor"] = () => Program(i => LogicalXor(i, i), I),
        ["logical_not"] = () => Program(LogicalNot, X),
        ["isnan"] = () => Program(Isnan, X),
        ["isfinite"] = () => Program(Isfinite, X),
        ["isfinite of ints"] = () => Program(Isfinite, I),
        ["isinf"] = () => Program(Isinf, X),
        ["where"] = () => Program((m, x) => Where(m, x, 0.0), M, X),
        ["where broadcast"] = () => Program(Where, Np.Bool[4], X, V),
        ["where numbers"] = () => Program(m => Where(m, 1.0, 2), M),
        ["where twice"] = () => Program((m, x) => Where(m, Where(m, x, 1.0), 1.0), M, X),
    };

    private static Dictionary<string, Func<Jaxpr>> Creation => new()
    {
        ["zeros"] = () => Program(() => Zeros([2, 3])),
        ["ones"] = () => Program(() => Ones([2, 3], I32)),
        ["zeros without axes"] = () => Program(() => Zeros([])),
        ["full"] = () => Program(() => Full(2, 0.1)),
        ["full of a type"] = () => Program(() => Full(2, 0.1, BF16)),
        ["full of an array"] = () => Program(v => Full([3, 4], v), V),
        ["zeros_like"] = () => Program(i => ZerosLike(i), I),
        ["ones_like"] = () => Program(x => OnesLike(x), X),
        ["arange"] = () => Program(() => Arange(3)),
        ["arange of a float"] = () => Program(() => Arange(3.0)),
        ["arange from"] = () => Program(() => Arange(2.0, 5.0)),
        ["arange in steps"] = () => Program(() => Arange(0, 6, 2)),
        ["eye"] = () => Program(() => Eye(3)),
        ["eye with an offset"] = () => Program(() => Eye(2, 3, 1, I32)),
    };

    private static Dictionary<string, Func<Jaxpr>> Shapes => new()
    {
        ["reshape"] = () => Program(x => Reshape(x, -1, 2), X),
        ["reshape to the same"] = () => Program(x => x.Reshape(3, 4), X),
        ["ravel"] = () => Program(Ravel, X),
        ["transpose"] = () => Program(x => x.T, X),
        ["transpose of axes"] = () => Program(a => Transpose(a, (int[])[2, 0, 1]), F32[2, 3, 4]),
        ["transpose of a vector"] = () => Program(v => v.T, V),
        ["moveaxis"] = () => Program(a => Moveaxis(a, 0, -1), F32[2, 3, 4]),
        ["swapaxes"] = () => Program(a => Swapaxes(a, 0, 2), F32[2, 3, 4]),
        ["expand_dims"] = () => Program(x => ExpandDims(x, [0, 2]), X),
        ["squeeze"] = () => Program(a => Squeeze(a), F32[1, 3, 1]),
        ["squeeze of an axis"] = () => Program(a => Squeeze(a, -1), F32[1, 3, 1]),
        ["squeeze of nothing"] = () => Program(x => Squeeze(x), X),
        ["broadcast_to"] = () => Program(a => BroadcastTo(a, [2, 3, 4]), F32[3, 1]),
        ["concatenate"] = () => Program(x => Concatenate([x, x], 1), X),
        ["concatenate of types"] = () => Program((x, i) => Concatenate([x, i]), V, I),
        ["stack"] = () => Program(x => Stack([x, x], 1), X),
        ["stack of numbers"] = () => Program(s => Stack([s, 2.0]), S),
        ["flip"] = () => Program(x => Flip(x, 1), X),
        ["flip all"] = () => Program(x => Flip(x), X),
        ["index"] = () => Program(x => x[0], X),
        ["index from the end"] = () => Program(x => x[^1], X),
        ["index ranges"] = () => Program(x => x[1..3, -1], X),
        ["index new axis"] = () => Program(x => x[.., Ix.NewAxis, 1..3], X),
        ["index all"] = () => Program(x => x[..], X),
        ["index both"] = () => Program(x => x[2, 3], X),
    };

    private static Jaxpr Program(Func<NdArray> f) => Trace(f).ToJaxpr();

    private static Jaxpr Program(Func<NdArray, NdArray> f, NdArray a) => Trace(f).ToJaxpr(a);

    private static Jaxpr Program(Func<NdArray, NdArray, NdArray> f, NdArray a, NdArray b) => Trace(f).ToJaxpr(a, b);

    private static Jaxpr Program(Func<NdArray, NdArray, NdArray, NdArray> f, NdArray a, NdArray b, NdArray c) => Trace(f).ToJaxpr(a, b, c);

    private static Jaxpr Several(Func<NdArray, NdArray[]> f, NdArray a) => Trace(f).ToJaxpr(a);

    private static Jaxpr Several(Func<NdArray, NdArray, NdArray[]> f, NdArray a, NdArray b) => Trace(f).ToJaxpr(a, b);

    private static NdArray[] Both((NdArray First, NdArray Second) pair) => [pair.First, pair.Second];
}
