using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>What the functions of numerical analysis, sets and index helpers say about arguments that do not fit.</summary>
public class NpNumericErrorTests
{
    private static readonly NdArray X = F32[3, 4], V = F32[4], I = I32[4], Z = C64[3], S = F32.Scalar;

    private static readonly List<(Func<object> Call, string Message)> Cases =
    [
        (() => Signbit(Z), "Signbit: the numbers must be real, got c64[3]; take Real, Imag or Abs of them first."),
        (() => Ldexp(V, V), "Ldexp: the exponents must be integers, got f32[4]; convert them with AsType(I32), or write x * Exp2(n)."),
        (() => Gcd(V, I), "Gcd: the numbers must be integers, got f32[4] and i32[4]; convert them with AsType(I32)."),
        (() => Packbits(V), "Packbits: needs truth values or integers, got f32[4]; compare it to get truth values."),
        (() => Unpackbits(I), "Unpackbits: needs bytes, u8, got i32[4]; convert them with AsType(U8)."),
        (() => Logspace(0, 1, -1), "Logspace: num must not be negative, got -1."),
        (() => OpenMesh(X), "OpenMesh: array 0 must have one axis, got f32[3,4]."),
        (() => OpenMesh(I, Np.Bool[2]), "OpenMesh: array 1 of truth values, bool[2], is not supported; give the places, Flatnonzero(mask)."),
        (() => Searchsorted(Z, Z, method: SearchMethod.CompareAll), "Searchsorted: complex numbers are searched by SearchMethod.Scan or SearchMethod.Sort, got c64[3] and c64[3]."),
        (() => Digitize(V, X), "Digitize: the bins must have one axis, got f32[3,4]."),
        (() => Interp(V, V, F32[3]), "Interp: xp and fp must have one axis of one size, got f32[4] and f32[3]."),
        (() => Interp(V, V, V, period: V), "Interp: the period must be one number, got f32[4]."),
        (() => Quantile(V, X), "Quantile: q must be a number, or have one axis, got f32[3,4]; use Ravel(q)."),
        (() => Quantile(V, 0.5, weights: V), "Quantile: the method Linear takes no weights; QuantileMethod.InvertedCdf does."),
        (() => Quantile(X, 0.5, method: QuantileMethod.InvertedCdf, weights: V), "Quantile: weights of another shape, f32[4] for f32[3,4], need an axis."),
        (() => Percentile(X, 50, 0, QuantileMethod.InvertedCdf, weights: V), "Percentile: weights must have the shape of f32[3,4] or that of its axes (0,), got f32[4]."),
        (() => Median(Z), "Median: the numbers must be real, got c64[3]; take Real, Imag or Abs of them first."),
        (() => Bincount(V), "Bincount: the indices must be integers, got f32[4]; convert them with AsType(I32)."),
        (() => Trace((NdArray i) => Bincount(i)).ToJaxpr(I), "Bincount: integers of type i32[4] are being traced; how many counts they need is not known before they have values. Give length."),
        (() => Histogram(V, 0), "HistogramBins: there must be at least one bin, got 0."),
        (() => Histogram(V, X), "HistogramBins: the edges must have one axis, got f32[3,4]."),
        (() => Histogramdd(X, [2, 3]), "Histogramdd: needs bins for each of the 4 axes of the points, got 2."),
        (() => Corrcoef(X, dtype: I32), "Corrcoef: dtype must be floating-point or complex, got i32."),
        (() => Cross(V, V), "Cross: vectors must have two or three numbers, got f32[4] and f32[4] along axes -1 and -1."),
        (() => Polyadd(X, V), "Polyadd: the coefficients must have one axis, got f32[3,4]."),
        (() => Polyder(V, -1), "Polyder: m must not be negative, got -1; Polyint integrates."),
        (() => Polyint(V, 2, F32[3]), "Polyint: k must be a number, or 2 numbers, one for each integration, got f32[3]."),
        (() => Polyfit(V, F32[3], 1), "Polyfit: y must have one or two axes and 4 values along the first, got f32[3]."),
        (() => Poly(X), "Poly: needs zeros along one axis or a square matrix, got f32[3,4]."),
        (() => Trace((NdArray v) => Roots(v)).ToJaxpr(V),
            "Roots: coefficients of type f32[4] are being traced; how many of the first ones are zero is not known before they have values. Use stripZeros: false, which gives NaN for each."),
        (() => Nonzero(V, -1), "Nonzero: size must not be negative, got -1."),
        (() => Nonzero(V, 1, V), "Nonzero: fillValue must be one number, got f32[4]."),
        (() => Compress(Np.Bool[2], V, 0, 3), "Compress: there are 2 parts, got size 3; it must not be larger."),
        (() => Place(X, Np.Bool[3], V), "Place: the mask must have as many elements as the array, got bool[3] for f32[3,4]."),
        (() => FillDiagonal(V, 1), "FillDiagonal: needs a matrix, or axes of one size, got f32[4]."),
        (() => RavelMultiIndex([I], [3, 4]), "RavelMultiIndex: needs one array per axis of (3, 4), got 1."),
        (() => RavelMultiIndex([NdArray.From(1, 3), NdArray.From(0, 0)], [3, 4]), "RavelMultiIndex: an index is out of range for axis 0 of size 3."),
        (() => Piecewise(V, [], []), "Piecewise: needs at least one condition, and one piece for each or one more, got 0 conditions and 0 pieces."),
        (() => Trace((NdArray v) => UniqueAll(v)).ToJaxpr(V), "UniqueAll: an array of type f32[4] is being traced; how many values it has is not known before it has values. Give size."),
        (() => Unique(F32[0], 2), "Unique: there is no value in f32[0] to fill 2 places with; give fillValue."),
        (() => Roll(V, S), "Roll: the indices must be integers, got f32[]; convert them with AsType(I32)."),
        (() => Pad(V, [(1, 1)], PadMode.LinearRamp, F32[3]), "Pad: the ends of ramps must be a number, a pair, or one pair per axis of f32[4], got f32[3]."),
    ];

    private static IEnumerable<TestCaseData> All => Cases.Select(c => new TestCaseData(c.Call, c.Message).SetArgDisplayNames(c.Message));

    [TestCaseSource(nameof(All))]
    public void A_mistake_is_named(Func<object> call, string message) =>
        Assert.That(Assert.Catch<VmapException>(() => call())!.Message, Is.EqualTo(message));
}
