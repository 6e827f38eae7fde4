using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>The functions of Np compute what their jax.numpy namesakes do, which <c>goldens/np_values.txt</c> holds.</summary>
public partial class NpValueTests
{
    private static readonly Dictionary<string, string> Goldens = GoldenFile.Read("np_values.txt");

    private static readonly NdArray A = new float[,] { { 1, 5, 2 }, { 4, 0.5f, 3 } }.ToNdArray(), V = [-3.5, -1.0, 0.0, 2.5, 7.0], W = [1.0, NaN, 3.0, NaN], I = [-7, -3, 0, 3, 7];
    private static readonly NdArray M = new[,] { { true, false, true }, { false, false, true } }.ToNdArray();

    private static readonly Dictionary<string, Func<NdArray>> Values = new()
    {
        ["floor_divide"] = () => FloorDivide(V, 2.0),
        ["floor_divide by zero"] = () => FloorDivide(V, 0.0),
        ["floor_divide of ints"] = () => FloorDivide(I, 3),
        ["floor_divide of ints by a negative one"] = () => FloorDivide(I, -2),
        ["remainder"] = () => Remainder(V, -2.0),
        ["remainder of ints"] = () => Remainder(I, -3),
        ["remainder of ints by zero"] = () => Remainder(I, 0),
        ["fmod"] = () => Fmod(V, 2.0),
        ["fmod of ints"] = () => Fmod(I, 3),
        ["modf"] = () => Modf(V).Fraction,
        ["power of ints"] = () => Power(I, [0, 1, 2, 3, 40]),
        ["power of nothing"] = () => Power(0, [0, 1]),
        ["round"] = () => Round([0.5, 1.5, 2.5, -0.5, 1.25]),
        ["round to decimals"] = () => Round([1.25, 1.35, -2.449], 1),
        ["round before the point"] = () => Round([1234.0, 1250.0], -2),
        ["trunc"] = () => Trunc(V),
        ["rint"] = () => Rint([0.5, 1.5, 2.5]),
        ["clip"] = () => Clip(V, -1, 3),
        ["clip of ints"] = () => Clip(I, -1, 3),
        ["nan_to_num"] = () => NanToNum([NaN, Inf, -Inf, 1.0]),
        ["nan_to_num with numbers"] = () => NanToNum([NaN, Inf, -Inf, 1.0], nan: 9.0, posinf: 1.0, neginf: -1.0),
        ["heaviside"] = () => Heaviside([-1.0, 0.0, 2.0, NaN], 0.5),
        ["hypot"] = () => Hypot([3.0, Inf, 0.0, 3e38], [4.0, NaN, 0.0, 0.0]),
        ["fmax"] = () => Fmax(W, 2.0),
        ["fmin"] = () => Fmin(W, 2.0),
        ["isclose"] = () => Isclose([1.0, NaN, Inf, 1e-9], [1.000001, NaN, Inf, 0.0]),
        ["isclose of nan"] = () => Isclose([1.0, NaN], [1.1, NaN], equalNan: true),
        ["bitwise_count"] = () => BitwiseCount(I),
        ["right_shift"] = () => RightShift(I, 1),
        ["angle"] = () => R(Angle(Complexes((1, 1), (-1, 0)), deg: true)),
        ["less of complex"] = () => Less(Complexes((1, 1), (1, 2)), Complexes((1, 2), (1, 1))),
        ["diff"] = () => Diff(A, prepend: 0.0),
        ["diff twice"] = () => Diff(V, 2),
        ["ediff1d"] = () => Ediff1d(I, toEnd: 99),
        ["gradient"] = () => Gradient(V)[0],
        ["gradient on a grid"] = () => R(Gradient(V, null, NdArray.From(0f, 1f, 2f, 6f, 8f))[0]),
        ["trapezoid"] = () => Trapezoid(A, [0.0, 1.0, 3.0]),
        ["unwrap"] = () => R(Unwrap([0.0, 3.0, -3.0, 0.5])),
        ["unwrap ints"] = () => Unwrap([0, 1, 2, -1, 0], period: 4),
        ["select"] = () => Select([V < 0, V > 2], [V, Power(V, 2)], 42.0),
        ["vander"] = () => Vander([1, 2, 3], 3),
        ["cov"] = () => R(Cov(A)),
        ["cov weighted"] = () => R(Cov(A, fweights: [1, 2, 1], aweights: [0.5, 1.0, 1.0])),
        ["kron"] = () => Kron([1, 10], new[,] { { 1, 2 }, { 3, 4 } }.ToNdArray()),
        ["trace"] = () => Np.Trace(A, 1),
        ["bartlett"] = () => Bartlett(5),
        ["hanning"] = () => R(Hanning(5)),
        ["blackman"] = () => R(Blackman(6)),
        ["tril"] = () => Tril(A, 1),
        ["triu"] = () => Triu(A),
        ["block"] = () => Block([[Ones([2, 2]), Zeros([2, 1])], [NdArray.From(7f, 8f, 9f)]]),
        ["tile"] = () => Tile([1, 2], 2, 2),
        ["repeat"] = () => Repeat(A, 2, 0),
        ["rot90"] = () => Rot90(A),
        ["rot90 backwards"] = () => Rot90(A, -1),
        ["resize"] = () => Resize(A, [3, 3]),
        ["reshape in columns"] = () => Reshape(A, [3, 2], ArrayOrder.ColumnMajor),
        ["unstack"] = () => Unstack(A, axis: 1)[1],
        ["pad"] = () => Pad(A, [(1, 0), (0, 2)], value: 9),
        ["pad with pairs"] = () => Pad(A, 1, value: new[,] { { 1, 2 }, { 3, 4 } }.ToNdArray()),
        ["pad edge"] = () => Pad(A, 1, PadMode.Edge),
        ["pad wrap"] = () => Pad(V, [(3, 7)], PadMode.Wrap),
        ["pad reflect"] = () => Pad(V, [(3, 7)], PadMode.Reflect),
        ["pad symmetric"] = () => Pad(V, [(3, 7)], PadMode.Symmetric),
        ["pad reflect odd"] = () => Pad(V, [(3, 7)], PadMode.Reflect, odd: true),
        ["pad mean"] = () => R(Pad(A, 1, PadMode.Mean)),
        ["pad maximum"] = () => Pad(V, 2, PadMode.Maximum, statLength: 2),
        ["max where"] = () => Max(A, 1, initial: -9.0, where: M),
        ["mean where nothing"] = () => Mean(A, 0, where: M),
        ["min of ints where"] = () => Min(I, initial: 100, where: I > 0),
        ["var"] = () => R(Var(A, 0, ddof: 1)),
        ["var of one"] = () => Var(NdArray.From(1f), ddof: 1),
        ["std"] = () => R(Std(A)),
        ["average"] = () => Average(A, 1, [1.0, 0.0, 3.0]),
        ["nansum"] = () => Nansum(W),
        ["nanmean"] = () => Nanmean(W),
        ["nanvar"] = () => Nanvar(W),
        ["nanmax of nothing"] = () => Nanmax([NaN, NaN]),
        ["nanargmax"] = () => Nanargmax(W),
        ["nanargmin of nothing"] = () => Nanargmin([NaN, NaN]),
        ["nancumsum"] = () => Nancumsum(W),
        ["cumsum of bools"] = () => Cumsum(M, 1),
        ["cumsum to bool"] = () => Cumsum(I, dtype: DType.Bool),
        ["cumulative_prod from one"] = () => CumulativeProd(V[1..4], includeInitial: true),
        ["count_nonzero"] = () => CountNonzero(M, 1),
        ["ptp"] = () => Ptp(A, 0),
        ["einsum of three"] = () => Einsum("ij,j,kj->ik", A, V[..3], A),
        ["vecdot"] = () => Vecdot(A, V[..3]),
        ["apply_along_axis"] = () => ApplyAlongAxis(x => Cumsum(x), 0, A),
        ["fromfunction"] = () => Fromfunction((p, q) => 10 * p + q, 2, 3),
        ["arange backwards"] = () => Arange(5, 0, -2),
        ["softmax"] = () => R(Nn.Softmax([1000.0, 1000.0, -Inf])),
        ["softmax where"] = () => R(Nn.Softmax(A, where: M)),
        ["log_softmax"] = () => R(Nn.LogSoftmax(A)),
        ["logsumexp"] = () => Nn.Logsumexp([-Inf, -Inf]),
        ["logsumexp of large numbers"] = () => R(Nn.Logsumexp([1000.0, 1000.0])),
        ["logsumexp negative"] = () => Nn.Logsumexp([0.0, 0.0], b: [1.0, -2.0]),
        ["one_hot"] = () => Nn.OneHot([0, 2, 5, -1], 3),
        ["standardize"] = () => R(Nn.Standardize(A)),
        ["elu"] = () => R(Nn.Elu(V)),
        ["celu"] = () => R(Nn.Celu(V, 2.0)),
        ["selu"] = () => R(Nn.Selu(V)),
        ["gelu"] = () => R(Nn.Gelu(V)),
        ["gelu exact"] = () => R(Nn.Gelu(V, approximate: false)),
        ["silu"] = () => R(Nn.Silu(V)),
        ["hard_tanh"] = () => Nn.HardTanh(V),
        ["leaky_relu"] = () => R(Nn.LeakyRelu(V)),
        ["squareplus"] = () => R(Nn.Squareplus(V)),
        ["sparse_plus"] = () => Nn.SparsePlus([-2.0, 0.0, 0.5, 3.0]),
        ["glu"] = () => R(Nn.Glu([1.0, 2.0, 0.0, 1.0])),
        ["relu"] = () => Nn.Relu([-2.0, -0.0, 3.0, NaN]),
        ["relu6"] = () => Nn.Relu6(V),
        ["softplus"] = () => R(Nn.Softplus([-1000.0, -1.0, 0.0, 1000.0])),
        ["hard_silu"] = () => R(Nn.HardSilu(V)),
        ["mish"] = () => R(Nn.Mish(V)),
        ["logaddexp"] = () => R(Logaddexp([0.0, Inf, -Inf, 1000.0, NaN], [0.0, Inf, -Inf, 1000.0, 0.0])),
        ["logaddexp2"] = () => R(Logaddexp2(V, 1.0)),
        ["sinc"] = () => R(Sinc([0.0, 0.5, -1.5, 2.0])),
        ["i0"] = () => R(I0(V)),
    };

    private static readonly Dictionary<string, Func<NdArray>> All = Values.Concat(Numeric).ToDictionary(entry => entry.Key, entry => entry.Value);

    private static IEnumerable<string> Names => Goldens.Keys;

    [TestCaseSource(nameof(Names))]
    public void A_function_computes_what_its_namesake_does(string name) => Assert.That(All[name]().ToString(), Is.EqualTo(Goldens[name]));

    // Through a program the same comes out as at once.
    [TestCaseSource(nameof(Names))]
    public void A_traced_function_computes_the_same(string name) => Assert.That(Trace(All[name]).Invoke().ToString(), Is.EqualTo(Goldens[name]));

    [Test]
    public void Every_value_has_a_namesake() => Assert.That(All.Keys, Is.EquivalentTo(Goldens.Keys));

    private static NdArray R(NdArray x) => Round(x, 4);

    private static NdArray Complexes(params ReadOnlySpan<(float Real, float Imaginary)> numbers)
    {
        Complex64[] elements = new Complex64[numbers.Length];
        for (int i = 0; i < elements.Length; i++) elements[i] = new(numbers[i].Real, numbers[i].Imaginary);
        return NdArray.From<Complex64>(elements);
    }
}

internal static class NpValueArrays
{
    public static NdArray ToNdArray(this Array array) => NdArray.From(array);
}
