using Core.Ir;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Tracing;

/// <summary>The namesakes of the entries of <c>goldens/np_indexing.txt</c>.</summary>
internal static class NpIndexingPrograms
{
    private const GatherScatterMode Clip = GatherScatterMode.Clip, Fill = GatherScatterMode.FillOrDrop, Promised = GatherScatterMode.PromiseInBounds;

    private static readonly NdArray X = F32[3, 4], V = F32[5], A = F32[2, 3, 4], I = I32[2], S = I32.Scalar, J = I32[3, 1];
    private static readonly NdArray Captured = NdArray.From(0, 2), Mask = NdArray.From(true, false, true);

    public static Dictionary<string, Func<Jaxpr>> All { get; } = new List<Dictionary<string, Func<Jaxpr>>> { Static, Arrays, Modes, Updates, Mapped, Functions }
        .SelectMany(group => group).ToDictionary(entry => entry.Key, entry => entry.Value);

    private static Dictionary<string, Func<Jaxpr>> Static => new()
    {
        ["steps"] = () => Program(x => x[Ix.Slice(null, null, 2), Ix.Slice(null, null, -1)], X),
        ["steps from and to"] = () => Program(x => x[Ix.Slice(2, 0, -1), Ix.Slice(1, 10, 2)], X),
        ["empty steps backwards"] = () => Program(x => x[Ix.Slice(0, 2, -1)], X),
        ["ellipsis"] = () => Program(a => a[Ix.Ellipsis, 1], A),
        ["ellipsis between"] = () => Program(a => a[0, Ix.Ellipsis, Ix.NewAxis, 1..3], A),
        ["all and new axis"] = () => Program(x => x[.., Ix.NewAxis, 1], X),
        ["scalar"] = () => Program((v, s) => v[s], V, S),
        ["scalar of a matrix"] = () => Program((x, s) => x[s], X, S),
        ["scalar and place"] = () => Program((x, s) => x[s, 1], X, S),
        ["scalar and range"] = () => Program((x, s) => x[1..3, s], X, S),
        ["scalar and reversed"] = () => Program((x, s) => x[Ix.Slice(null, null, -1), s], X, S),
        ["scalar, new axis, ellipsis"] = () => Program((x, s) => x[Ix.NewAxis, Ix.Ellipsis, s], X, S),
        ["weak scalar"] = () => Program((v, s) => v[s], V, 1),
        ["weak scalar of a matrix"] = () => Program((x, s) => x[s], X, 1),
        ["unsigned scalar"] = () => Program((v, s) => v[s], V, U8.Scalar),
        ["unsigned scalar of a matrix"] = () => Program((x, s) => x[s], X, U8.Scalar),
        ["small scalar"] = () => Program((v, s) => v[s], V, I8.Scalar),
        ["dynamic slice"] = () => Program((x, s) => x[Ix.DynamicSlice(s, 2)], X, S),
        ["dynamic slice of a vector"] = () => Program((v, s) => v[Ix.DynamicSlice(s, 2)], V, S),
        ["dynamic slice of known start"] = () => Program((x, s) => x[Ix.DynamicSlice(1, 2), s], X, S),
    };

    private static Dictionary<string, Func<Jaxpr>> Arrays => new()
    {
        ["array"] = () => Program((x, i) => x[i], X, I),
        ["array of the last axis"] = () => Program((x, i) => x[.., i], X, I),
        ["array of unsigned"] = () => Program((x, i) => x[i], X, U8[2]),
        ["array of small integers"] = () => Program((x, i) => x[i], X, I8[2]),
        ["array and place"] = () => Program((x, i) => x[i, 1], X, I),
        ["array and range"] = () => Program((x, i) => x[i, 1..3], X, I),
        ["array and steps"] = () => Program((x, i) => x[i, Ix.NewAxis, Ix.Slice(null, null, 2)], X, I),
        ["array and reversed"] = () => Program((x, i) => x[i, Ix.Slice(null, null, -1)], X, I),
        ["arrays"] = () => Program((x, i) => x[i, i], X, I),
        ["arrays broadcast"] = () => Program((x, i) => x[i[.., Ix.NewAxis], i], X, I),
        ["place, all, array"] = () => Program((a, i) => a[0, .., i], A, I),
        ["array, all, place"] = () => Program((a, i) => a[i, .., 0], A, I),
        ["ellipsis, array, place"] = () => Program((a, i) => a[Ix.Ellipsis, i, 0], A, I),
        ["all, array, scalar"] = () => Program((a, i, s) => a[.., i, s], A, I, S),
        ["array, new axis, array"] = () => Program((a, i) => a[i, Ix.NewAxis, i], A, I),
        ["array of two axes"] = () => Program((x, i) => x[i], X, J),
        ["array and dynamic slice"] = () => Program((x, i, s) => x[i, Ix.DynamicSlice(s, 2)], X, I, S),
        ["array and empty range"] = () => Program((x, i) => x[i, 1..1], X, I),
        ["array of nothing"] = () => Program((x, i) => x[i], X, I32[0]),
        ["captured array"] = () => Program(x => x[Captured], X),
        ["mask"] = () => Program(x => x[Mask], X),
        ["mask and place"] = () => Program(x => x[Mask, 1], X),
        ["mask of two axes"] = () => Program(x => x[MaskOfOnes], X),
        ["mask of the last axis"] = () => Program(a => a[.., Mask], A),
        ["truth"] = () => Program(x => x[(NdArray)true], X),
        ["truth and place"] = () => Program(x => x[(NdArray)true, 1], X),
    };

    private static Dictionary<string, Func<Jaxpr>> Modes => new()
    {
        ["get fill"] = () => Program((x, i) => x.At[i].Get(Fill), X, I),
        ["get fill a value"] = () => Program((x, i) => x.At[i].Get(Fill, Scalar.Of(-1L)), X, I),
        ["get fill of ints"] = () => Program((x, i) => x.At[i].Get(Fill), I32[3], I),
        ["get fill of unsigned"] = () => Program((x, i) => x.At[i].Get(Fill), U8[3], I),
        ["get fill of bools"] = () => Program((x, i) => x.At[i].Get(Fill), Np.Bool[3], I),
        ["get fill of complex"] = () => Program((x, i) => x.At[i].Get(Fill), C64[3], I),
        ["get fill scalar"] = () => Program((x, s) => x.At[s].Get(Fill), X, S),
        ["get fill scalar and place"] = () => Program((x, s) => x.At[s, 1].Get(Fill), X, S),
        ["get fill place"] = () => Program(v => v.At[1].Get(Fill), V),
        ["get fill place out of range"] = () => Program(v => v.At[9].Get(Fill), V),
        ["get fill range"] = () => Program(v => v.At[1..3].Get(Fill), V),
        ["get fill all"] = () => Program(x => x.At[Ix.Ellipsis].Get(Fill), X),
        ["get clip"] = () => Program((x, i) => x.At[i].Get(Clip), X, I),
        ["get clip place out of range"] = () => Program(x => x.At[9].Get(Clip), X),
        ["get promised"] = () => Program((x, i) => x.At[i].Get(Promised, indicesAreSorted: true, uniqueIndices: true), X, I),
    };

    private static Dictionary<string, Func<Jaxpr>> Updates => new()
    {
        ["set place"] = () => Program(v => v.At[1].Set(2), V),
        ["set range"] = () => Program(v => v.At[1..3].Set(2.0), V),
        ["set all"] = () => Program(x => x.At[Ix.Ellipsis].Set(1.0), X),
        ["set scalar"] = () => Program((v, s) => v.At[s].Set(2.0), V, S),
        ["set weak scalar"] = () => Program((v, s) => v.At[s].Set(2.0), V, 1),
        ["set array"] = () => Program((v, i) => v.At[i].Set(1.0), V, I),
        ["set array of values"] = () => Program((x, i, w) => x.At[i].Set(w), X, I, F32[2, 4]),
        ["set array of broadcast values"] = () => Program((x, i, w) => x.At[i].Set(w), X, I, F32[4]),
        ["set half values"] = () => Program((v, i, w) => v.At[i].Set(w), V, I, BF16[2]),
        ["set ints"] = () => Program((v, i) => v.At[i].Set(7), I32[5], I),
        ["set mask"] = () => Program(x => x.At[Mask].Set(1.0), X),
        ["set truth"] = () => Program(x => x.At[(NdArray)true].Set(1.0), X),
        ["set steps"] = () => Program((x, w) => x.At[Ix.Slice(null, null, 2), Ix.Slice(null, null, -1)].Set(w), X, F32[2, 4]),
        ["set dynamic slice"] = () => Program((x, s) => x.At[Ix.DynamicSlice(s, 2)].Set(1.0), X, S),
        ["set nothing"] = () => Program(v => v.At[1..1].Set(1.0), V),
        ["add"] = () => Program((v, i) => v.At[i].Add(1.0), V, I),
        ["add with new axis"] = () => Program((x, w) => x.At[.., Ix.NewAxis, 1].Add(w), X, F32[3, 1]),
        ["add twice"] = () => Program((v, i) => v.At[i].Add(1.0).At[i].Add(2.0), V, I),
        ["subtract"] = () => Program((v, i) => v.At[i].Sub(1.0), V, I),
        ["multiply"] = () => Program((v, i) => v.At[i].Mul(2.0), V, I),
        ["divide"] = () => Program((v, i) => v.At[i].Div(2.0), V, I),
        ["divide ints"] = () => Program((v, i) => v.At[i].Div(2), I32[5], I),
        ["power"] = () => Program((v, i) => v.At[i].Pow(2.0), V, I),
        ["min"] = () => Program((v, i) => v.At[i].Min(1.0), V, I),
        ["max with a mode"] = () => Program((v, i) => v.At[i].Max(1.0, Clip, indicesAreSorted: true, uniqueIndices: true), V, I),
        ["apply"] = () => Program((v, i) => v.At[i].Apply(Sin), V, I),
    };

    private static Dictionary<string, Func<Jaxpr>> Mapped => new()
    {
        ["mapped scalar"] = () => Trace((x, s) => x[s]).Vmap().ToJaxpr(F32[7, 3, 4], I32[7]),
        ["mapped array"] = () => Trace((x, i) => x[i]).Vmap(inAxes: [null, 0]).ToJaxpr(X, I32[7, 2]),
        ["mapped operand"] = () => Trace((x, i) => x[i]).Vmap(inAxes: [1, null]).ToJaxpr(F32[3, 7, 4], I),
        ["mapped both"] = () => Trace((x, i) => x[.., i]).Vmap(inAxes: [2, 1]).ToJaxpr(F32[3, 4, 7], I32[2, 7]),
        ["mapped set"] = () => Trace((v, i, w) => v.At[i].Set(w)).Vmap(inAxes: [null, 0, null]).ToJaxpr(V, I32[7, 2], F32[2]),
        ["mapped add"] = () => Trace((v, i) => v.At[i].Add(1.0)).Vmap(inAxes: [1, null]).ToJaxpr(F32[5, 7], I),
        ["mapped dynamic update"] = () => Trace((x, w, s) => Lax.DynamicUpdateSlice(x, w, [s, 0])).Vmap().ToJaxpr(F32[7, 3, 4], F32[7, 2, 2], I32[7]),
        ["mapped sort"] = () => Trace((NdArray x, NdArray v) => Pair(Lax.SortAll([x, v], numKeys: 2))).Vmap(inAxes: [1, null]).ToJaxpr(F32[5, 7], V),
        ["mapped top_k"] = () => Trace((NdArray x) => Lax.TopK(x, 2)).Vmap(inAxes: 1).ToJaxpr(F32[3, 7, 4]),
        ["mapped argpartition"] = () => Trace(v => Argpartition(v, 2)).Vmap().ToJaxpr(F32[7, 5]),
    };

    private static Dictionary<string, Func<Jaxpr>> Functions => new()
    {
        ["dynamic_slice"] = () => Program((x, s) => Lax.DynamicSlice(x, [s, 0], [1, 2]), X, S),
        ["dynamic_slice from the end"] = () => Program((x, s) => Lax.DynamicSlice(x, [s, -2], [1, 2]), X, S),
        ["dynamic_slice_in_dim"] = () => Program((x, s) => Lax.DynamicSliceInDim(x, s, 2, 1), X, S),
        ["dynamic_slice_in_dim of known start"] = () => Program(x => Lax.DynamicSliceInDim(x, 1, 2, 1), X),
        ["dynamic_update_slice_in_dim"] = () => Program((x, w, s) => Lax.DynamicUpdateSliceInDim(x, w, s, 1), X, F32[3, 2], S),
        ["approx_max_k"] = () => Trace((NdArray v) => Lax.ApproxMaxK(v, 2)).ToJaxpr(V),
        ["approx_min_k"] = () => Trace((NdArray x) => Lax.ApproxMinK(x, 2, reductionDimension: 1, recallTarget: 0.5, aggregateToTopK: false)).ToJaxpr(X),
        ["take"] = () => Program((x, i) => Take(x, i), X, I),
        ["take along an axis, clipped"] = () => Program((x, i) => Take(x, i, axis: 1, TakeMode.Clip), X, I),
        ["take wrapped"] = () => Program((x, i) => Take(x, i, axis: -1, TakeMode.Wrap), X, I),
        ["take a place"] = () => Program(x => Take(x, 1, axis: 1), X),
        ["take with a fill value"] = () => Program((x, i) => Take(x, i, axis: 0, fillValue: Scalar.Of(2.5), uniqueIndices: true), X, I),
        ["take of a matrix of indices"] = () => Program((a, i) => Take(a, i, axis: 1), A, J),
        ["take_along_axis"] = () => Program((x, i) => TakeAlongAxis(x, i, 1), X, J),
        ["take_along_axis of several"] = () => Program((x, i) => TakeAlongAxis(x, i, 1, Clip), X, I32[3, 2]),
        ["take_along_axis of unsigned"] = () => Program((x, i) => TakeAlongAxis(x, i, 0), X, U8[1, 4]),
        ["take_along_axis of all"] = () => Program((x, i) => TakeAlongAxis(x, i, 0), X, I32[2, 1]),
        ["take_along_axis of one row"] = () => Program((x, i) => TakeAlongAxis(x, i, 1), F32[1, 4], I32[3, 2]),
        ["take_along_axis promised"] = () => Program((x, i) => TakeAlongAxis(x, i, 1, Promised), X, U8[3, 2]),
        ["take_along_axis flattened"] = () => Program((x, i) => TakeAlongAxis(x, i, null), X, I),
        ["put_along_axis"] = () => Program((x, i) => PutAlongAxis(x, i, 2.0, 1), X, J),
        ["put_along_axis flattened"] = () => Program((x, i) => PutAlongAxis(x, i, 2.0, null), X, I),
        ["sort"] = () => Program(x => Sort(x), X),
        ["sort descending"] = () => Program(x => Sort(x, null, descending: true), X),
        ["sort unstable"] = () => Program(x => Sort(x, 0, stable: false), X),
        ["argsort"] = () => Program(x => Argsort(x, 0), X),
        ["argsort descending"] = () => Program(x => Argsort(x, descending: true), X),
        ["argsort flattened"] = () => Program(x => Argsort(x, null), X),
        ["lexsort"] = () => Program((v, w) => Lexsort([v, w]), V, V),
        ["partition"] = () => Program(x => Partition(x, 2), X),
        ["partition of unsigned"] = () => Program(x => Partition(x, 1, 0), U8[3, 4]),
        ["argpartition"] = () => Program(x => Argpartition(x, 1, 0), X),
        ["argpartition of a vector"] = () => Program(v => Argpartition(v, 2), V),
        ["argpartition of stacks"] = () => Program(a => Argpartition(a, 2), A),
        ["searchsorted of one"] = () => Program((v, s) => Searchsorted(v, s), V, S),
        ["searchsorted of a vector"] = () => Program(v => Searchsorted(v, v, SearchSide.Right), V),
        ["searchsorted of a matrix"] = () => Program((v, x) => Searchsorted(v, x), V, X),
        ["searchsorted of three axes"] = () => Program((v, a) => Searchsorted(v, a), V, A),
        ["searchsorted of ints"] = () => Program(i => Searchsorted(i, i), I32[4]),
        ["searchsorted in nothing"] = () => Program(x => Searchsorted(Zeros([0]), x), X),
        ["searchsorted, steps written out"] = () => Program((v, x) => Searchsorted(v, x, method: SearchMethod.ScanUnrolled), V, X),
        ["searchsorted by comparing"] = () => Program((v, x) => Searchsorted(v, x, method: SearchMethod.CompareAll), V, X),
        ["searchsorted by comparing, right"] = () => Program((v, s) => Searchsorted(v, s, SearchSide.Right, SearchMethod.CompareAll), V, S),
        ["searchsorted by sorting"] = () => Program((v, x) => Searchsorted(v, x, method: SearchMethod.Sort), V, X),
        ["searchsorted by sorting, right"] = () => Program((v, x) => Searchsorted(v, x, SearchSide.Right, SearchMethod.Sort), V, X),
        ["choose clipped"] = () => Program((i, v, w) => Choose(i, [v, w], TakeMode.Clip), I, F32[2], F32[2]),
        ["choose wrapped"] = () => Program((i, v, w) => Choose(i, [v, w], TakeMode.Wrap), I, F32[2], F32.Scalar),
        ["compress"] = () => Program(x => Compress(Mask, x, 0), X),
        ["delete"] = () => Program(x => Delete(x, 1, 1), X),
        ["delete several"] = () => Program(x => Delete(x, [1, -1], 1), X),
        ["append"] = () => Program((x, v) => Append(x, v), X, V),
        ["append along an axis"] = () => Program(x => Append(x, x, 1), X),
        ["diag"] = () => Program(v => Diag(v, -1), V),
        ["diag of a matrix"] = () => Program(x => Diag(x, 1), X),
        ["diagonal"] = () => Program(x => Diagonal(x), X),
        ["diagonal of stacks"] = () => Program(a => Diagonal(a, -1), A),
        ["diagonal of axes"] = () => Program(a => Diagonal(a, 0, 2, 0), A),
        ["roll"] = () => Program(x => Roll(x, 1), X),
        ["roll along an axis"] = () => Program(x => Roll(x, -1, 1), X),
        ["roll along axes"] = () => Program(x => Roll(x, [1, -6], [0, 1]), X),
    };

    private static NdArray MaskOfOnes => NdArray.Of(ArrayData.Create<bool>([3, 4], [.. Enumerable.Repeat(true, 12)]));

    private static (NdArray, NdArray) Pair(NdArray[] arrays) => (arrays[0], arrays[1]);

    private static Jaxpr Program(Func<NdArray, NdArray> f, NdArray a) => Trace(f).ToJaxpr(a);

    private static Jaxpr Program(Func<NdArray, NdArray, NdArray> f, NdArray a, NdArray b) => Trace(f).ToJaxpr(a, b);

    private static Jaxpr Program(Func<NdArray, NdArray, NdArray, NdArray> f, NdArray a, NdArray b, NdArray c) => Trace(f).ToJaxpr(a, b, c);
}
