using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>What functions of Np say about arguments that do not fit: which function, what there was, what to write instead.</summary>
public class NpErrorTests
{
    private static readonly NdArray X = F32[3, 4], V = F32[4], I = I32[4], Z = C64[3], S = F32.Scalar;

    private static readonly List<(Func<object> Call, string Message)> Cases =
    [
        (() => Fabs(Z), "Fabs: the numbers must be real, got c64[3]; take Real, Imag or Abs of them first."),
        (() => Hypot(V, Z), "Hypot: the numbers must be real, got c64[3]; take Real, Imag or Abs of them first."),
        (() => Clip(Z, 0), "Clip: the numbers must be real, got c64[3]; take Real, Imag or Abs of them first."),
        (() => Isposinf(Z), "Isposinf: the numbers must be real, got c64[3]; take Real, Imag or Abs of them first."),
        (() => Round(Np.Bool[3]), "Round: the array must hold numbers, got bool[3]; convert it with AsType(I32)."),
        (() => Round(I, -1), "Round: integers cannot be rounded to -1 decimals, got i32[4]; convert them with AsType(F32)."),
        (() => Diff(S), "Diff: the array needs at least one axis, got f32[]."),
        (() => Diff(V, -1), "Diff: n must not be negative, got -1."),
        (() => Gradient(F32[1]), "Gradient: an axis needs at least two places, got axis 0 of f32[1]."),
        (() => Gradient(X, null, 1.0, 1.0, 1.0), "Gradient: give one spacing for all axes or one per axis, got 3 for 2 axes."),
        (() => Gradient(X, 0, V), "Gradient: the spacing along axis 0 of f32[3,4] must be a number or one place per element, got f32[4]."),
        (() => Select([], []), "Select: needs one choice per condition, and at least one, got 0 conditions and 0 choices."),
        (() => Vander(X), "Vander: needs an array of one axis, got f32[3,4]."),
        (() => Tril(V), "Tril: needs at least two axes, got f32[4]."),
        (() => Concatenate([]), "Concatenate: needs at least one array."),
        (() => Concatenate([S, S]), "Concatenate: arrays without axes cannot be joined along one; use Stack, or axis: null."),
        (() => Split(V, 3), "Split: axis 0 of f32[4] cannot be cut into 3 parts of equal size; use ArraySplit, or name the places to cut at."),
        (() => Split(V, [3, 1]), "Split: the places (3, 1) must increase from 0 to 4, the size of axis 0 of f32[4]."),
        (() => Dsplit(X, 2), "Dsplit: axis 2 is out of range for an array with 2 axes; expected -2 to 1."),
        (() => Tile(V, -1), "Tile: reps must not be negative, got (-1,) for f32[4]."),
        (() => Repeat(V, -1), "Repeat: repeats must not be negative, got -1."),
        (() => Rot90(V), "Rot90: needs at least two axes, got f32[4]."),
        (() => Rot90(X, 1, 0, -2), "Rot90: the axes must differ, got 0 and -2 of f32[3,4]."),
        (() => Moveaxis(X, [0, 1], 0), "Moveaxis: as many places as axes are needed, got the axes (0, 1) and the places (0,)."),
        (() => Rollaxis(X, 0, 3), "Rollaxis: start 3 is out of range for an array with 2 axes; expected -2 to 2."),
        (() => MatrixTranspose(V), "MatrixTranspose: needs at least two axes, got f32[4]."),
        (() => BroadcastArrays(V, F32[3]), "BroadcastArrays: sizes must be equal or 1 from the last axis on, got f32[4], f32[3]."),
        (() => Pad(X, [(1, 1), (1, 1), (1, 1)]), "Pad: width must have one pair, or one per axis of f32[3,4], got 3."),
        (() => Pad(V, -1), "Pad: widths must not be negative, got (-1, -1) for axis 0; cut with x[…] instead."),
        (() => Pad(F32[0], 1, PadMode.Edge), "Pad: axis 0 of f32[0] is empty, so Edge has nothing to copy; pad with a number."),
        (() => Max(F32[0]), "Max: nothing has no largest: axis 0 of f32[0] is empty; give initial."),
        (() => Min(V, where: Np.Bool[4]), "Min: with where there may be no element, so initial must say what the smallest is then."),
        (() => Sum(V, where: I), "Sum: where must be bool, got i32[4] for f32[4]; compare it with a number first."),
        (() => Sum(V, initial: V), "Sum: initial must be one number, got f32[4]."),
        (() => Var(Z, dtype: F32), "Var: dtype must be complex for complex numbers, got f32 for c64[3]; leave it out for a real result."),
        (() => Std(V, dtype: I32), "Std: dtype must be floating-point or complex, got i32."),
        (() => Average(X, null, V), "Average: weights of another shape, f32[4] for f32[3,4], need an axis."),
        (() => Average(X, 0, V), "Average: weights must have the shape of f32[3,4] or that of its axes (0,), got f32[4]."),
        (() => Cov(F32[2, 2, 2]), "Cov: expected one or two axes, got f32[2,2,2]."),
        (() => Cov(X, fweights: V), "Cov: fweights must be integers, got f32[4]; give other weights as aweights."),
        (() => CumulativeSum(X), "CumulativeSum: f32[3,4] has 2 axes, so axis must name one."),
        (() => Np.Trace(X, null, 0, -2), "Trace: the axes must differ, got 0 and -2 of f32[3,4]."),
        (() => Finfo(I32), "Finfo: expected a floating-point or complex type, got i32; Iinfo has the limits of integers."),
        (() => Iinfo(F32), "Iinfo: expected an integer type, got f32; Finfo has the limits of floating-point types."),
        (() => Nn.Glu(F32[3]), "Glu: the size of axis -1 must be even, got f32[3]."),
        (() => Einsum("ij,jk,kl", X, X), "Einsum \"ij,jk,kl\": it names 3 operands, but 2 were given."),
        (() => Vecdot(V, F32[3]), "Vecdot: the sizes along axis -1 differ: 4 and 3."),
        (() => ApplyAlongAxis(x => x, 2, X), "ApplyAlongAxis: axis 2 is out of range for f32[3,4]."),
        (() => ApplyOverAxes((x, axis) => Sum(x), Zeros([2, 2, 2]), [0]), "ApplyOverAxes: the function must keep the number of axes or drop one, but made f32[] of f32[2,2,2]."),
        (() => Vectorize(Add, "(n),(n)"), "Vectorize: \"(n),(n)\" is no signature; write the axes of each argument and result as in \"(n,m),(m)->(n)\"."),
        (() => Vectorize(Add, null, -1), "Vectorize: excluded names arguments by their places from 0 on, got -1."),
        (() => Vectorize(Add, "(n)->(n)")(V, V), "Vectorize: the signature \"(n)->(n)\" has 1 arguments, got 2; name those that are not to be mapped in excluded."),
        (() => Vectorize(Dot, "(n,m),(m)->(n)")(V, V), "Vectorize: argument 0 is f32[4], which has fewer axes than (n,m) in the signature \"(n,m),(m)->(n)\"."),
        (() => Vectorize(Dot, "(n,m),(m)->(n)")(X, F32[3]), "Vectorize: 'm' in the signature \"(n,m),(m)->(n)\" has the size 4, but 3 in argument 1 of type f32[3]."),
        (() => Vectorize(Dot, "(n,m),(m)->(m)")(X, V), "Vectorize: 'm' in the signature \"(n,m),(m)->(m)\" has the size 4, but 3 in result 0 of type f32[3]."),
        (() => Vectorize(Dot, "(n,m),(m)->()")(X, V), "Vectorize: result 0 is f32[3] for one example, but has the axes () in the signature \"(n,m),(m)->()\"."),
        (() => Vectorize((NdArray[] a) => a, "(n)->(n),()")([V]), "Vectorize: the signature \"(n)->(n),()\" has 2 results, but the function gave 1."),
    ];

    private static IEnumerable<int> Places => Enumerable.Range(0, Cases.Count);

    // Traced, so that types do for arguments.
    [TestCaseSource(nameof(Places))]
    public void A_function_says_what_is_wrong_with_its_arguments(int place) =>
        Assert.That(() => Trace(() =>
        {
            Cases[place].Call();
            return Zeros([]);
        }).ToJaxpr(), Throws.InstanceOf<VmapException>().With.Message.EqualTo(Cases[place].Message));

    [Test]
    public void The_order_of_contractions_is_opt_einsum_s()
    {
        NdArray c = F32[10, 10], i = F32[10, 10, 10, 10];

        Assert.That($"{EinsumPath("ea,fb,abcd,gc,hd->efgh", [c, c, i, c, c])}", Is.EqualTo("((0, 2), (0, 3), (0, 2), (0, 1))"));
    }

    [Test]
    public void Types_have_their_limits()
    {
        FloatInfo single = Finfo(F32), half = Finfo(BF16);

        Assert.That((single.Max, single.Eps, single.SmallestNormal, single.SmallestSubnormal), Is.EqualTo(((double)float.MaxValue, Math.Pow(2, -23), Math.Pow(2, -126), (double)float.Epsilon)));
        Assert.That((half.Max, half.Eps), Is.EqualTo((3.3895313892515355e38, 0.0078125)));
        Assert.That((Finfo(F64).Max, Finfo(C64).DType), Is.EqualTo((double.MaxValue, DType.F32)));
        Assert.That((Iinfo(I8).Min, Iinfo(U64).Max), Is.EqualTo(((Int128)(-128), (Int128)ulong.MaxValue)));
    }

    [TestCase(DType.I32, DType.F32, false)]
    [TestCase(DType.I16, DType.F32, true)]
    [TestCase(DType.I64, DType.F64, true)]
    [TestCase(DType.U8, DType.I16, true)]
    [TestCase(DType.U8, DType.I8, false)]
    [TestCase(DType.F32, DType.C64, true)]
    [TestCase(DType.F64, DType.C64, false)]
    [TestCase(DType.BF16, DType.F16, false)]
    [TestCase(DType.Bool, DType.U8, true)]
    public void A_cast_is_safe_where_every_value_stays(DType from, DType to, bool safe) => Assert.That(CanCast(from, to), Is.EqualTo(safe));

    [Test]
    public void Types_promote() => Assert.That((PromoteTypes(DType.I32, DType.F32), PromoteTypes(DType.BF16, DType.F16), PromoteTypes(DType.U32, DType.I32)), Is.EqualTo((DType.F32, DType.F32, DType.I64)));
}
