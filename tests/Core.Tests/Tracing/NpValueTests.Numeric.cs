using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

public partial class NpValueTests
{
    private static readonly NdArray Edges = NdArray.From(float.NegativeInfinity, -0f, 0f, 2f, float.NaN), Queries = NdArray.From(0f, float.NaN, float.NegativeInfinity, 1f);

    private static Dictionary<string, Func<NdArray>> Numeric => new()
    {
        ["copysign"] = () => Copysign([1.0, -2.0, 0.0, NaN], [-0.0, 3.0, -1.0, -1.0]),
        ["signbit"] = () => Signbit([-0.0, 0.0, -Inf, 2.0]),
        ["spacing"] = () => Spacing(NdArray.From(1f, -1f, 0f, 1e-45f, float.PositiveInfinity)),
        ["spacing of float16"] = () => Spacing(NdArray.From((Half)1, (Half)(-1), (Half)65504)),
        ["frexp"] = () => Frexp([0.0, -1.0, 1e-30, 6.5, Inf, NaN]).Mantissa,
        ["frexp exponents"] = () => Frexp([0.0, -1.0, 1e-30, 6.5, Inf, NaN]).Exponent,
        ["ldexp"] = () => Ldexp([0.75, -1.0, 1e-30, 1.0, Inf], [3, 127, 200, -100, 4]),
        ["packbits"] = () => Packbits([1, 0, 1, 1, 0, 0, 0, 1, 1]),
        ["unpackbits"] = () => Unpackbits(NdArray.From<byte>(5, 129), count: 18, bitorder: BitOrder.Little),
        ["gcd"] = () => Gcd(I, [14, 0, 0, 9, -21]),
        ["lcm"] = () => Lcm(I, [14, 2, 0, 9, -21]),
        ["log1mexp"] = () => R(Nn.Log1mexp([1e-8, 0.5, 2.0, 50.0])),
        ["logaddexp of complex"] = () => R(Imag(Logaddexp(Complexes((1, 3), (5, -3)), Complexes((2, 3), (0, 4))))),
        ["kaiser"] = () => R(Kaiser(5, 3.0)),
        ["logspace"] = () => R(Logspace(0.0, 2.0, 5)),
        ["geomspace"] = () => R(Geomspace(-1.0, -8.0, 4)),
        ["searchsorted with nan"] = () => Searchsorted(Edges, Queries),
        ["searchsorted to the right"] = () => Searchsorted(Edges, Queries, SearchSide.Right),
        ["searchsorted in order"] = () => Searchsorted([3, 1, 2], [2, 9], sorter: [1, 2, 0]),
        ["digitize"] = () => Digitize(V, [7.0, 0.0, -1.0]),
        ["interp"] = () => Interp([-4.0, -2.25, 0.0, 9.0, NaN], V, [0.0, 1.0, 3.0, 3.0, 4.0]),
        ["interp beyond"] = () => Interp([-4.5, 8.0], V, [0.0, 1.0, 3.0, 3.0, 12.0], InterpEnd.Extrapolate, InterpEnd.Extrapolate),
        ["interp of a period"] = () => R(Interp([-0.5, 3.25], [0.5, 1.5], [1.0, 2.0], period: 2.0)),
        ["median"] = () => Median(A, 1),
        ["median with nan"] = () => Median(W),
        ["nanmedian"] = () => Nanmedian(W),
        ["nanmedian of nan"] = () => Nanmedian([NaN, NaN]),
        ["percentile"] = () => R(Percentile(A, [0.0, 30.0, 100.0])),
        ["quantile nearest"] = () => Quantile(V, 0.4, method: QuantileMethod.Nearest),
        ["quantile lower"] = () => Quantile(V, 0.4, method: QuantileMethod.Lower),
        ["quantile higher"] = () => Quantile(V, 0.4, method: QuantileMethod.Higher),
        ["quantile of axes"] = () => Quantile(Reshape(Arange(24.0), 2, 3, 4), [0.25, 0.5], (int[])[0, 2], keepdims: true),
        ["quantile weighted"] = () => Quantile(V, [0.2, 0.5, 0.9], method: QuantileMethod.InvertedCdf, weights: [1.0, 1.0, 5.0, 1.0, 1.0]),
        ["nanquantile weighted"] = () => Nanquantile(W, 0.5, method: QuantileMethod.InvertedCdf, weights: [1.0, 2.0, 3.0, 4.0]),
        ["bincount"] = () => Bincount([1, -2, 3, 1, 9], length: 4),
        ["histogram"] = () => Histogram(V, 3).Counts,
        ["histogram of one value"] = () => Histogram(NdArray.From(2f, 2f), 2).Edges,
        ["histogram density"] = () => R(Histogram(V, NdArray.From(-4f, 0f, 1f, 7f), density: true).Counts),
        ["histogram2d"] = () => Histogram2d(V, V, [2, NdArray.From(-4f, 0f, 7f)]).Counts,
        ["corrcoef"] = () => R(Corrcoef(A)),
        ["cross"] = () => Cross(A, [1.0, 2.0, 3.0]),
        ["poly"] = () => Poly([1.0, 2.0, -3.0]),
        ["polyval"] = () => Polyval([1.0, -2.0, 3.0], V),
        ["polyadd"] = () => Polyadd([1, 2], I),
        ["polymul"] = () => Polymul([1.0, 2.0], [3.0, 4.0, 5.0]),
        ["polydiv"] = () => Polydiv([2.0, 7.0, 5.0, 1.0], [1.0, 3.0]).Quotient,
        ["polydiv remainder"] = () => Polydiv([2.0, 7.0, 5.0, 1.0], [1.0, 3.0]).Remainder,
        ["polyder"] = () => Polyder(V, 2),
        ["polyder of nothing"] = () => (int)Polyder([1.0, 2.0], 3).Size,
        ["polyint"] = () => R(Polyint(V, 2, [5.0, 6.0])),
        ["insert"] = () => Insert(A, [0, -1, 3], 9.0, 1),
        ["insert flat"] = () => Insert(I, 2, [1, 2]),
        ["delete of unique places"] = () => DeleteUnique(V, [-1, 0]),
        ["nonzero of a size"] = () => Stack(Nonzero(M, 5, -1)),
        ["compress of a size"] = () => Compress(NdArray.From(false, true), A, 0, 2, 7),
        ["place"] = () => Place(A, M, [8.0, 9.0]),
        ["put"] = () => Put(A, [0, 99, -1], 7.0),
        ["put wrapped"] = () => Put(A, [7, -2], [8.0, 9.0], TakeMode.Wrap),
        ["fill_diagonal"] = () => FillDiagonal(A, [8.0, 9.0]),
        ["diagflat"] = () => Diagflat([1, 2], -1),
        ["triu_indices"] = () => Both(TriuIndices(3, 1)),
        ["ravel_multi_index"] = () => RavelMultiIndex([[1, 5], [-1, 2]], [3, 4], IndexMode.Wrap),
        ["unravel_index"] = () => Stack(UnravelIndex([0, 11, 12, -1, -40], [3, 4])),
        ["piecewise"] = () => Piecewise(V, [V < 0, V > 1], [-1.0, (Func<NdArray, NdArray>)(t => t * 2), 0.5]),
        ["diagonal of a square"] = () => Diagonal(Reshape(Arange(9.0), 3, 3)),
        ["pad linear_ramp"] = () => Pad(I, [(3, 2)], PadMode.LinearRamp, 5),
        ["pad median"] = () => Pad(A, [(0, 0), (1, 2)], PadMode.Median),
        ["isin"] = () => Isin(I, [3, -7]),
        ["isin by sorting"] = () => Isin(I, [3, -7, 3], invert: true, method: IsinMethod.Sort),
        ["unique_counts"] = () => Both(UniqueCounts([3, 1, 3, 2], 4)),
        ["unique rows"] = () => Unique(new[,] { { 1, 2 }, { 0, 5 }, { 1, 2 } }.ToNdArray(), 2, axis: 0),
        ["union1d"] = () => Union1d(I, [1, 3], 6),
        ["setdiff1d"] = () => Setdiff1d(I, [1, 3], 5, 9),
        ["intersect1d"] = () => Intersect1d(I, [7, 3, 7], size: 3, fillValue: -1),
        ["setxor1d"] = () => Setxor1d(I, [7, 3, 8], size: 4),
        ["roll by an array"] = () => Roll(V, Int(-7)),
    };

    // XLA takes subnormal numbers for 0 where it multiplies on a CPU; here they are numbers as others.
    [Test]
    public void Subnormal_numbers_have_mantissa_and_exponent()
    {
        (NdArray mantissa, NdArray exponent) = Frexp(NdArray.From(1e-42f));
        Assert.Multiple(() =>
        {
            Assert.That(exponent.ToString(), Is.EqualTo("[-139]"));
            Assert.That(Ldexp(mantissa, exponent).ToArray<float>(), Is.EqualTo(new[] { 1e-42f }));
        });
    }

    [Test]
    public void Least_squares_find_the_polynomial_through_points() =>
        Assert.That(R(Polyfit(V, 2 * V * V - V + 1, 2)).ToString(), Is.EqualTo("[ 2. -1.  1.]"));

    [Test]
    public void Zeros_of_polynomials_are_found_with_and_without_leading_zeros()
    {
        NdArray stripped = Sort(Real(Roots([0.0, 1.0, -3.0, 2.0]))), kept = Roots([0.0, 1.0, -3.0, 2.0], stripZeros: false);
        Assert.Multiple(() =>
        {
            Assert.That(R(stripped).ToString(), Is.EqualTo("[1. 2.]"));
            Assert.That(R(Sort(Real(kept))).ToString(), Is.EqualTo("[ 1.  2. nan]"));
        });
    }

    [Test]
    public void Sets_of_known_arrays_need_no_size()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Union1d(I, [1, 3]).ToString(), Is.EqualTo("[-7 -3  0  1  3  7]"));
            Assert.That(Setdiff1d(I, [1, 3]).ToString(), Is.EqualTo("[-7 -3  0  7]"));
            Assert.That(Intersect1d(I, [7, 3, 7]).ToString(), Is.EqualTo("[3 7]"));
            Assert.That(Setxor1d(I, [7, 3, 8]).ToString(), Is.EqualTo("[-7 -3  0  8]"));
            Assert.That(UniqueInverse([3, 1, 3, 2]).InverseIndices.ToString(), Is.EqualTo("[2 0 2 1]"));
            Assert.That(TrimZeros([0, 0, 1, 0, 2, 0]).ToString(), Is.EqualTo("[1 0 2]"));
            Assert.That(TrimZeros([0, 0, 1, 0, 2, 0], back: false).ToString(), Is.EqualTo("[1 0 2 0]"));
            Assert.That(UniqueAll([3, 1, 3, 2]).Counts.ToString(), Is.EqualTo("[1 1 2]"));
        });
    }

    private static NdArray Both((NdArray First, NdArray Second) pair) => Stack([pair.First, pair.Second]);
}
