using Core.Ir;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

public class IndexingTests
{
    private static readonly NdArray A = Arange(24).Reshape(2, 3, 4);

    private static IEnumerable<TestCaseData> Parts()
    {
        yield return Part("an array of places", Arange(5)[[3, 0, -1]], "[3 0 4]");
        yield return Part("an array among ranges", A[.., [2, 0], 1..3], "[[[ 9 10]\n  [ 1  2]]\n\n [[21 22]\n  [13 14]]]");
        yield return Part("arrays apart, whose axis comes first", A[[1, 0], .., [2, 3]], "[[14 18 22]\n [ 3  7 11]]");
        yield return Part("arrays that broadcast", A[NdArray.From(new[,] { { 0 }, { 1 } }), [0, 2]], "[[[ 0  1  2  3]\n  [ 8  9 10 11]]\n\n [[12 13 14 15]\n  [20 21 22 23]]]");
        yield return Part("a mask", A[Equal(A % 5, 0)], "[ 0  5 10 15 20]");
        yield return Part("a mask of one axis", A[.., NdArray.From(true, false, true), 0], "[[ 0  8]\n [12 20]]");
        yield return Part("a C# mask", Arange(3)[new[] { true, false, true }], "[0 2]");
        yield return Part("steps backwards", A[0, Ix.Ellipsis, Ix.Slice(null, null, -2)], "[[ 3  1]\n [ 7  5]\n [11  9]]");
        yield return Part("steps out of range", Arange(5)[Ix.Slice(-2, 100)], "[3 4]");
        yield return Part("a computed place", Arange(5)[Sum(Ones(3)).AsType(I32)], "3");
        yield return Part("a computed place from the end", Arange(5)[-Sum(Ones(3)).AsType(I32)], "2");
        yield return Part("a slice of computed start, moved into bounds", Arange(5)[Ix.DynamicSlice(Argmax(Arange(5)), 3)], "[2 3 4]");
        yield return Part("nothing", Arange(5)[Array.Empty<int>()], "[]");
        yield return Part("a truth value", Arange(2)[(NdArray)true], "[[0 1]]");
        yield return Part("a number as a place", Arange(5)[(NdArray)2], "2");
        yield return Part("out of bounds, filled", Arange(3).At[[1, 7, -1]].Get(GatherScatterMode.FillOrDrop, Scalar.Of(-9L)), "[ 1 -9  2]");
        yield return Part("out of bounds, filled with NaN", Ones(2).At[[0, 7]].Get(GatherScatterMode.FillOrDrop), "[ 1. nan]");
        yield return Part("out of bounds, clipped", Arange(3).At[[1, 7]].Get(GatherScatterMode.Clip), "[1 2]");
        yield return Part("set", Arange(5).At[[1, 3]].Set(NdArray.From(7, 8)), "[0 7 2 8 4]");
        yield return Part("set in a range", Arange(5).At[1..3].Set(9), "[0 9 9 3 4]");
        yield return Part("set out of bounds, dropped", Arange(3).At[[0, 3]].Set(9), "[9 1 2]");
        yield return Part("set out of bounds, clipped", Arange(3).At[[0, 3]].Set(9, GatherScatterMode.Clip), "[9 1 9]");
        yield return Part("set by a mask", Arange(4).At[Arange(4) > 1].Set(0), "[0 1 0 0]");
        yield return Part("set backwards", Zeros(3).At[Ix.Slice(null, null, -1)].Set(Arange(3.0)), "[2. 1. 0.]");
        yield return Part("add to repeated places", Zeros(4).At[[1, 1, 3]].Add(NdArray.From(1f, 2f, 3f)), "[0. 3. 0. 3.]");
        yield return Part("subtract", Ones(2).At[0].Sub(3f), "[-2.  1.]");
        yield return Part("multiply", Arange(3).At[1..].Mul(5), "[ 0  5 10]");
        yield return Part("divide", Arange(3).At[2].Div(4), "[0.  1.  0.5]");
        yield return Part("power", Arange(3.0).At[2].Pow(3.0), "[0. 1. 8.]");
        yield return Part("smaller and larger", Arange(4).At[1..3].Max(9).At[2..].Min(5), "[0 9 5 3]");
        yield return Part("apply as often as repeated", Ones(3).At[[0, 0, 2]].Apply(x => x * 2.0), "[4. 1. 2.]");
        yield return Part("take", Take(Arange(6).Reshape(2, 3), NdArray.From(2, -1, 0), axis: 1), "[[2 2 0]\n [5 5 3]]");
        yield return Part("take wrapped", Take(Arange(3), NdArray.From(4, -4), mode: TakeMode.Wrap), "[1 2]");
        yield return Part("take along an axis", TakeAlongAxis(A[0], Argsort(-A[0], 1), 1), "[[ 3  2  1  0]\n [ 7  6  5  4]\n [11 10  9  8]]");
        yield return Part("put along an axis", PutAlongAxis(Arange(4).Reshape(2, 2), NdArray.From(new[,] { { 1 }, { 0 } }), 9, 1), "[[0 9]\n [9 3]]");
        yield return Part("sort with NaN last", Sort(NdArray.From(2f, float.NaN, -1f)), "[-1.  2. nan]");
        yield return Part("sort downwards", Sort(NdArray.From(2, 3, 1), descending: true), "[3 2 1]");
        yield return Part("argsort, equal ones in order", Argsort(NdArray.From(1, 0, 1, 0)), "[1 3 0 2]");
        yield return Part("argsort downwards, equal ones in order", Argsort(NdArray.From(1, 0, 1, 0), descending: true), "[0 2 1 3]");
        yield return Part("lexsort by the last key", Lexsort([NdArray.From(4, 2, 3, 1), NdArray.From(1, 0, 1, 0)]), "[3 1 2 0]");
        yield return Part("partition", Partition(NdArray.From(5, 3, 9, 1), 1)[1], "3");
        yield return Part("partition of unsigned", Partition(NdArray.From<byte>(5, 0, 9, 1), 2)[..2].AsType(I32), "[0 1]");
        yield return Part("argpartition", NdArray.From(5, 3, 9, 1)[Argpartition(NdArray.From(5, 3, 9, 1), 1)[..2]], "[1 3]");
        yield return Part("searchsorted", Searchsorted(NdArray.From(1, 2, 2, 5), NdArray.From(0, 2, 9)), "[0 1 4]");
        yield return Part("searchsorted right", Searchsorted(NdArray.From(1, 2, 2, 5), 2, SearchSide.Right), "3");
        yield return Part("searchsorted by sorting", Searchsorted(NdArray.From(1, 2, 2, 5), NdArray.From(0, 2, 9), SearchSide.Right, method: SearchMethod.Sort), "[0 3 4]");
        yield return Part("unique", Unique(NdArray.From(2f, float.NaN, 1f, 2f, float.NaN)), "[ 1.  2. nan]");
        yield return Part("choose", Choose(NdArray.From(0, 5, 1), [NdArray.From(1, 2, 3), NdArray.From(10, 20, 30)], TakeMode.Clip), "[ 1 20 30]");
        yield return Part("compress", Compress(NdArray.From(false, true), Arange(6).Reshape(2, 3), 0), "[[3 4 5]]");
        yield return Part("extract", Extract(Arange(6) > 3, Arange(6)), "[4 5]");
        yield return Part("delete", Delete(Arange(4), -1), "[0 1 2]");
        yield return Part("delete several", Delete(Arange(6).Reshape(2, 3), [0, -1], 1), "[[1]\n [4]]");
        yield return Part("append", Append(Arange(2), NdArray.From(7)), "[0 1 7]");
        yield return Part("diag", Diag(NdArray.From(1, 2), 1), "[[0 1 0]\n [0 0 2]\n [0 0 0]]");
        yield return Part("diagonal", Diagonal(Arange(9).Reshape(3, 3)), "[0 4 8]");
        yield return Part("diagonal below", Diagonal(Arange(9).Reshape(3, 3), -1), "[3 7]");
        yield return Part("roll", Roll(Arange(5), 2), "[3 4 0 1 2]");
        yield return Part("roll by more than there are", Roll(Arange(4).Reshape(2, 2), -3, 1), "[[1 0]\n [3 2]]");
        yield return Part("nonzero", Stack(Nonzero(NdArray.From(new[,] { { 0, 3 }, { 4, 0 } }))), "[[0 1]\n [1 0]]");
        yield return Part("flatnonzero", Flatnonzero(NdArray.From(0f, 2f, float.NaN)), "[1 2]");
        yield return Part("argwhere", Argwhere(NdArray.From(false, true)), "[[1]]");

        static TestCaseData Part(string name, NdArray part, string text) => new TestCaseData(part, text).SetArgDisplayNames(name);
    }

    [TestCaseSource(nameof(Parts))]
    public void A_part_is_as_NumPy_has_it(NdArray part, string text) => Assert.That(part.ToString(), Is.EqualTo(text));

    private static IEnumerable<TestCaseData> Errors()
    {
        yield return Error<DTypeException>(() => A[Ones(2)], "[...]: index 0 must be integers or a mask, got f32[2]; convert it with AsType(I32), or compare it to get a mask.");
        yield return Error<ShapeException>(() => A[0, 0, 0, 0], "[...]: i32[2,3,4] has 3 axes, got 4 indices.");
        yield return Error<ShapeException>(() => Ones(3)[NdArray.From(true, false)], "[...]: index 0 is a mask of shape (2,), expected (3,), the sizes of f32[3] from axis 0 on.");
        yield return Error<ShapeException>(() => Ones(3)[Ix.Ellipsis, Ix.Ellipsis], "[...]: there can be only one Ix.Ellipsis.");
        yield return Error<ShapeException>(() => Ones(3)[2..5], "[...]: the range 2..5 is out of range for axis 0 of f32[3].");
        yield return Error<ShapeException>(() => Ones(0)[Argmax(Ones(1))], "[...]: axis 0 of f32[0] has no places.");
        yield return Error<ShapeException>(() => Ones([3, 3])[[0, 1], [0, 1, 2]], "[...]: arrays of indices must have sizes that are equal or 1, got i32[2], i32[3].");
        yield return Error<ShapeException>(() => Ones(3)[Ix.DynamicSlice(0, 4)], "[...]: a slice of size 4 does not fit into axis 0 of f32[3].");
        yield return Error<ShapeException>(() => Ones(3)[Ix.Slice(0, 2, 0)], "Ix.Slice: the step must not be 0.");
        yield return Error<DTypeException>(() => Ones(3)[Ix.DynamicSlice(1.5, 2)], "Ix.DynamicSlice: the start must be an integer, got f32[]; convert it with AsType(I32).");
        yield return Error<ShapeException>(() => Ones(3)[Ix.DynamicSlice(Arange(2), 2)], "Ix.DynamicSlice: the start must have no axes, got i32[2].");
        yield return Error<TraceException>(() => Trace(x => x[x > 0]).Invoke(Ones(3)),
            "[...]: index 0 is a mask of type bool[3] that is being traced; how much it picks is not known before it has values. " +
            "Use Where(mask, x, 0) to blank out what is not wanted, or a mask that is made outside of the function.");
        yield return Error<ShapeException>(() => Ones(3).At[5].Set(1), "[...]: index 5 is out of range for axis 0 of f32[3].");
        yield return Error<ShapeException>(() => Ones(3).At[..2].Set(Ones(3)), "x.At[…].Set: values of type f32[3] do not broadcast to the shape (2,) of the part.");
        yield return Error<DTypeException>(() => Arange(3).At[0].Add(1.5), "x.At[…].Add: values of type f32[] do not fit into an array of type i32[3]; convert one of them with AsType.");
        yield return Error<DTypeException>(() => Arange(3).At[0].Pow(2), "x.At[…].Pow: the array must be floating-point or complex, got i32[3]. Use x.At[…].Set(Power(x[…], n)) with a C# integer n.");
        yield return Error<TraceException>(() => Trace((x, y) => x.At[0].Apply(e => e + y)).Invoke(Ones(3), 1f),
            "Apply: the function uses arrays from outside, which the program of a scatter cannot. Use x.At[…].Set(f(x[…])).");
        yield return Error<ShapeException>(() => Lax.DynamicSlice(Ones(3), [0, 0], [1]), "DynamicSlice: needs one start per axis of f32[3], got 2.");
        yield return Error<ShapeException>(() => Lax.DynamicSlice(Ones(3), [-1], [1], allowNegativeIndices: false), "DynamicSlice: the start -1 of axis 0 of f32[3] must not be negative.");
        yield return Error<DTypeException>(() => Take(Ones(3), 1.5), "Take: the indices must be integers, got f32[]; convert them with AsType(I32).");
        yield return Error<ShapeException>(() => Take(Ones(0), 1), "Take: axis 0 of f32[0] has no elements to take.");
        yield return Error<ShapeException>(() => TakeAlongAxis(Ones([2, 2]), Arange(2)), "TakeAlongAxis: array and indices must have the same number of axes, or the indices one where axis is null, got f32[2,2] and i32[2].");
        yield return Error<DTypeException>(() => Partition(Ones(2).AsType(C64), 0), "Partition: complex numbers have no order to take the largest by, got c64[2]. Use Sort.");
        yield return Error<ShapeException>(() => Searchsorted(Ones([2, 2]), 1), "Searchsorted: the sorted array must have one axis, got f32[2,2].");
        yield return Error<ShapeException>(() => Delete(Ones(2), 2), "Delete: index 2 is out of range for axis 0 of f32[2].");
        yield return Error<ShapeException>(() => Compress(NdArray.From(false, false, true), Ones(2)), "Compress: the condition is true beyond the end of axis 0 of f32[2].");
        yield return Error<ShapeException>(() => Diag(Ones([1, 1, 1])), "Diag: needs an array with one or two axes, got f32[1,1,1].");
        yield return Error<ShapeException>(() => Nonzero(1.0)[0], "Nonzero: needs an array with axes, got f32[]; use Reshape(x, 1).");
        yield return Error<TraceException>(() => Trace(x => Nonzero(x)[0]).Invoke(Ones(3)),
            "Nonzero: the condition of type f32[3] is being traced; how much it picks is not known before it has values. Use Where(condition, x, 0), " +
            "or a condition that is made outside of the function.");

        static TestCaseData Error<T>(Func<NdArray> part, string message) where T : VmapException => new TestCaseData(part, typeof(T), message).SetArgDisplayNames(message);
    }

    [TestCaseSource(nameof(Errors))]
    public void What_cannot_be_is_told(Func<NdArray> part, Type type, string message)
    {
        Exception error = Assert.Catch(() => part())!;

        Assert.Multiple(() =>
        {
            Assert.That(error.Message, Is.EqualTo(message));
            Assert.That(error, Is.InstanceOf(type));
        });
    }
}
