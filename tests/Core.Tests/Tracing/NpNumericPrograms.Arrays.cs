using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

internal static partial class NpNumericPrograms
{
    private static Dictionary<string, Func<Jaxpr>> Counting => new()
    {
        ["bincount"] = () => Program(i => Bincount(i, length: 5), I),
        ["bincount weighted"] = () => Program((i, v) => Bincount(i, v, length: 5), I, V),
        ["bincount of bools"] = () => Program(m => Bincount(m, length: 2), Np.Bool[5]),
        ["histogram_bin_edges"] = () => Program(x => HistogramBinEdges(x, 4), X),
        ["histogram_bin_edges of a range"] = () => Program(x => HistogramBinEdges(x, 4, [0.0, 1.0]), X),
        ["histogram_bin_edges given"] = () => Program((x, v) => HistogramBinEdges(x, v), X, V),
        ["histogram"] = () => Program(x => Histogram(x, 4), X),
        ["histogram weighted"] = () => Program(x => Histogram(x, 3, [0, 1], weights: x), X),
        ["histogram density"] = () => Program((x, v) => Histogram(x, v, density: true), X, V),
        ["histogram of ints"] = () => Program(i => Histogram(i), I),
        ["histogram2d"] = () => Program(v => Histogram2d(v, v, 3), V),
        ["histogram2d of bins"] = () => Program((v, w) => Histogram2d(v, v, [w, 3], [null, [0.0, 1.0]]), V, W),
        ["histogram2d of common bins"] = () => Program((v, w) => Histogram2d(v, v, w), V, W),
        ["histogramdd"] = () => Program(x => Histogramdd(x, 2), F32[5, 3]),
        ["histogramdd density"] = () => Program((x, v) => Histogramdd(x, [v, 3], weights: v, density: true), F32[4, 2], V),
    };

    private static Dictionary<string, Func<Jaxpr>> Statistics => new()
    {
        ["corrcoef"] = () => Program(x => Corrcoef(x), X),
        ["corrcoef of two"] = () => Program(v => Corrcoef(v, v), V),
        ["corrcoef of one"] = () => Program(v => Corrcoef(v), V),
        ["corrcoef of complex"] = () => Program(z => Corrcoef(z), C64[2, 3]),
        ["corrcoef in columns"] = () => Program(x => Corrcoef(x, rowvar: false), X),
        ["sort_complex"] = () => Program(x => SortComplex(x), X),
        ["cross"] = () => Program(x => Cross(x, x), F32[4, 3]),
        ["cross of two and three"] = () => Program((x, y) => Cross(x, y), F32[4, 2], F32[4, 3]),
        ["cross of two"] = () => Program(x => Cross(x, x), F32[4, 2]),
        ["cross along an axis"] = () => Program((x, y) => Cross(x, y, axis: 0), F32[3, 4], I32[3, 4]),
    };

    private static Dictionary<string, Func<Jaxpr>> Polynomials => new()
    {
        ["poly"] = () => Program(v => Poly(v), V),
        ["poly of a matrix"] = () => Program(x => Poly(x), F32[3, 3]),
        ["poly of ints"] = () => Program(i => Poly(i), I32[2]),
        ["polyval"] = () => Program((v, x) => Polyval(v, x), V, X),
        ["polyval not unrolled"] = () => Program((v, s) => Polyval(v, s, unroll: 1), V, S),
        ["polyval of ints"] = () => Program((i, v) => Polyval(i, v), I, V),
        ["polyadd"] = () => Program((v, w) => Polyadd(v, w), V, W),
        ["polyadd of a longer one"] = () => Program((w, i) => Polyadd(w, i), W, I),
        ["polysub"] = () => Program((v, w) => Polysub(v, w), V, W),
        ["polymul"] = () => Program((v, w) => Polymul(v, w), V, W),
        ["polymul of nothing"] = () => Program((v, w) => Polymul(v, w), V, F32[0]),
        ["polydiv"] = () => Program((w, v) => Polydiv(w, v), W, V),
        ["polydiv of a shorter one"] = () => Program((w, v) => Polydiv(v, w), W, V),
        ["polyder"] = () => Program(v => Polyder(v), V),
        ["polyder twice"] = () => Program(i => Polyder(i, 2), I),
        ["polyint"] = () => Program(v => Polyint(v), V),
        ["polyint twice"] = () => Program((v, q) => Polyint(v, 2, q), V, Q),
        ["polyint three times"] = () => Program(i => Polyint(i, 3, 2), I),
        ["polyfit"] = () => Program(v => Polyfit(v, v, 2), V),
        ["polyfit weighted"] = () => Program((v, y) => Polyfit(v, y, 1, w: v), V, Y),
        ["polyfit in full"] = () => Program(v => PolyfitInFull(v, v, 1), V),
        ["polyfit and covariances"] = () => Program(v => PolyfitWithCovariances(v, v, 1), V),
        ["polyfit and unscaled covariances"] = () => Program((v, y) => PolyfitWithCovariances(v, y, 1, scaled: false), V, Y),
        ["roots"] = () => Program(v => Roots(v, stripZeros: false), V),
        ["roots of a pair"] = () => Program(i => Roots(i, stripZeros: false), I32[2]),
        ["roots of one"] = () => Program(v => Roots(v, stripZeros: false), F32[1]),
    };

    private static Dictionary<string, Func<Jaxpr>> Parts => new()
    {
        ["insert"] = () => Program(x => Insert(x, 1, 5.0, 0), X),
        ["insert flat"] = () => Program((x, v) => Insert(x, 2, v), X, V),
        ["insert at places"] = () => Program((x, i) => Insert(x, i, 7, 1), X, I32[2]),
        ["insert a matrix"] = () => Program((x, y) => Insert(x, 1, y, 1), X, F32[2, 3]),
        ["insert over a slice"] = () => Program(x => Insert(x, 0..3, 1.0, 1, step: 2), X),
        ["delete of unique places"] = () => Program((x, i) => DeleteUnique(x, i, 1), X, I32[2]),
        ["delete of a slice"] = () => Program(x => Delete(x, 0..3, 1, step: 2), X),
        ["nonzero of a size"] = () => Program(x => Nonzero(x, 3), X),
        ["nonzero filled"] = () => Program(m => Nonzero(m, 5, -1), M),
        ["flatnonzero of a size"] = () => Program(x => Flatnonzero(x, 3), X),
        ["argwhere of a size"] = () => Program(x => Argwhere(x, 3, 7), X),
        ["extract of a size"] = () => Program((m, x) => Extract(m, x, 3, 9.0), M, X),
        ["compress of a size"] = () => Program((x, m) => Compress(m, x, 0, 2), X, Np.Bool[3]),
        ["compress flat of a size"] = () => Program((x, m) => Compress(m, x, null, 2, 1.0), X, Np.Bool[3]),
        ["place"] = () => Program((x, m, v) => Place(x, m, v), X, M, V),
        ["put"] = () => Program((x, i, v) => Put(x, i, v), X, I, V),
        ["put wrapped"] = () => Program((x, i) => Put(x, i, Arange(2.0), TakeMode.Wrap), X, I),
        ["put clipped"] = () => Program((x, i) => Put(x, i, 3.0, TakeMode.Clip), X, I),
        ["pad linear_ramp"] = () => Program(x => Pad(x, [(1, 2), (0, 3)], PadMode.LinearRamp), X),
        ["pad linear_ramp to ends"] = () => Program(x => Pad(x, 2, PadMode.LinearRamp, NdArray.From<double>([1, 2, 3, 4.5], [2, 2])), X),
        ["pad linear_ramp of ints"] = () => Program(i => Pad(i, 2, PadMode.LinearRamp, 5), I),
        ["pad median"] = () => Program(x => Pad(x, 1, PadMode.Median), X),
        ["pad median of some"] = () => Program(i => Pad(i, [(2, 1)], PadMode.Median, statLength: [(3, 3)]), I),
        ["roll by an array"] = () => Program((x, i) => Roll(x, i, 1), X, I32.Scalar),
        ["roll flat by an array"] = () => Program((x, i) => Roll(x, i), X, I8.Scalar),
    };

    private static Dictionary<string, Func<Jaxpr>> Places => new()
    {
        ["fill_diagonal"] = () => Program(x => FillDiagonal(x, 2.0), X),
        ["fill_diagonal with an array"] = () => Program((a, q) => FillDiagonal(a, q), F32[3, 3, 3], Q),
        ["diagflat"] = () => Program(x => Diagflat(x), F32[2, 2]),
        ["diagflat above"] = () => Program(v => Diagflat(v, 1), V),
        ["diagflat below"] = () => Program(v => Diagflat(v, -2), V),
        ["diag_indices"] = () => Program(() => DiagIndices(3)),
        ["diag_indices_from"] = () => Program(a => DiagIndicesFrom(a), F32[3, 3, 3]),
        ["tril_indices"] = () => Program(() => TrilIndices(3)),
        ["triu_indices"] = () => Program(() => TriuIndices(3, 1, 4)),
        ["tril_indices_from"] = () => Program(x => TrilIndicesFrom(x, -1), X),
        ["triu_indices_from"] = () => Program(x => TriuIndicesFrom(x), X),
        ["mask_indices"] = () => Program(() => MaskIndices(3, Triu, 1, size: 3)),
        ["ravel_multi_index"] = () => Program((i, k) => RavelMultiIndex([i, k], [3, 4], IndexMode.Wrap), I, K),
        ["ravel_multi_index clipped"] = () => Program(i => RavelMultiIndex([i, i], [3, 4], IndexMode.Clip, ArrayOrder.ColumnMajor), I),
        ["unravel_index"] = () => Program(i => UnravelIndex(i, [3, 4]), I),
        ["unravel_index of unsigned"] = () => Program(u => UnravelIndex(u, [3, 4, 2]), U32[2]),
        ["piecewise"] = () => Program(v => Piecewise(v, [v < 0, v > 1], [-1.0, (Func<NdArray, NdArray>)(t => t * 2), 0.5]), V),
        ["piecewise with zero"] = () => Program(x => Piecewise(x, [x < 0], [(Func<NdArray, NdArray>)Sin]), X),
        ["diagonal of a square"] = () => Program(x => Diagonal(x), F32[3, 3]),
        ["diagonal of a square of bools"] = () => Program(x => Diagonal(x), Np.Bool[3, 3]),
        ["diagonal of a square below"] = () => Program(x => Diagonal(x, -1), F32[3, 3]),
        ["diagonal of a square of ints"] = () => Program(x => Diagonal(x), I32[2, 2]),
        ["diag of a square"] = () => Program(x => Diag(x), F32[3, 3]),
    };

    private static Dictionary<string, Func<Jaxpr>> Sets => new()
    {
        ["isin"] = () => Program((x, v) => Isin(x, v), X, V),
        ["isin inverted"] = () => Program((x, i) => Isin(x, i, invert: true), X, I),
        ["isin by search"] = () => Program((x, v) => Isin(x, v, method: IsinMethod.BinarySearch), X, V),
        ["isin by sorting"] = () => Program((x, v) => Isin(x, v, assumeUnique: true, method: IsinMethod.Sort), X, V),
        ["isin by sorting all"] = () => Program((x, v) => Isin(x, v, method: IsinMethod.Sort), V, W),
        ["isin nothing"] = () => Program((x, v) => Isin(x, v), X, F32[0]),
        ["unique of a size"] = () => Program(x => Unique(x, 3), X),
        ["unique of a size filled"] = () => Program(x => Unique(x, 3, -1), X),
        ["unique with all"] = () => Program(x => UniqueAll(x, 3, equalNan: true), X),
        ["unique rows"] = () => Program(i => Unique(i, 2, axis: 0), I32[3, 2]),
        ["unique of complex"] = () => Program(z => Unique(z, 2), Z),
        ["unique_all"] = () => Program(i => UniqueAll(i, 4), I),
        ["unique_counts"] = () => Program(x => UniqueCounts(x, 2), X),
        ["unique_inverse"] = () => Program(x => UniqueInverse(x, 2), X),
        ["unique_values"] = () => Program(x => UniqueValues(x, 2), X),
        ["union1d"] = () => Program((v, w) => Union1d(v, w, 5), V, W),
        ["setdiff1d"] = () => Program((v, w) => Setdiff1d(v, w, 3), V, W),
        ["intersect1d"] = () => Program((v, w) => Intersect1d(v, w, size: 3), V, W),
        ["intersect1d filled"] = () => Program((v, w) => Intersect1d(v, w, size: 3, fillValue: 9.0), V, W),
        ["intersect1d of unique"] = () => Program((v, w) => Intersect1d(v, w, assumeUnique: true, size: 3), V, W),
        ["setxor1d"] = () => Program((v, w) => Setxor1d(v, w, size: 3), V, W),
        ["setxor1d of unique"] = () => Program((v, w) => Setxor1d(v, w, assumeUnique: true, size: 3, fillValue: 0.5), V, W),
    };
}
