using Core.Tracing;
using static Core.Np;
using static Core.Transforms;

namespace Core.Tests.Batching;

/// <summary>The namesakes of the entries of <c>goldens/collectives.txt</c>.</summary>
internal static class CollectivePrograms
{
    public static Dictionary<string, Func<Jaxpr>> All { get; } = new()
    {
        ["psum of several axes"] = () => OverIJ(x => Psum(x, ["i", "j"])).ToJaxpr(F32[2, 3, 4]),
        ["psum of a named and an own axis"] = () => OverI(x => Psum(x, ["i", 1])).ToJaxpr(F32[4, 2, 3]),
        ["psum of bools"] = () => OverI(x => Psum(x > 0, "i")).ToJaxpr(F32[4, 3]),
        ["psum of a number"] = () => OverI(x => x * Psum(2.5, "i")).ToJaxpr(F32[4, 3]),
        ["pmean of several axes"] = () => OverIJ(x => Pmean(x, ["i", "j"])).ToJaxpr(F32[2, 3, 4]),
        ["pmax over the inner axis"] = () => OverIJ(x => Pmax(x, "j")).ToJaxpr(F32[2, 3, 4]),
        ["axis_index of several axes"] = () => OverIJ(x => x + AxisIndex(["i", "j"])).ToJaxpr(F32[2, 3, 4]),
        ["axis_size"] = () => OverIJ(x => x * AxisSize(["i", "j"])).ToJaxpr(F32[2, 3, 4]),
        ["all_gather"] = () => OverI(x => AllGather(x, "i")).ToJaxpr(F32[4, 3]),
        ["all_gather along the last axis"] = () => OverI(x => AllGather(x, "i", axis: -1), 1).ToJaxpr(F32[3, 4]),
        ["all_gather tiled"] = () => OverI(x => AllGather(x, "i", axis: 1, tiled: true), 2).ToJaxpr(F32[3, 2, 4]),
        ["all_gather of a shared array"] = () => Shared((x, y) => x + AllGather(y, "i")).ToJaxpr(F32[4, 4, 3], F32[3]),
        ["all_gather over the inner axis"] = () => OverIJ(x => AllGather(x, "j", axis: 1)).ToJaxpr(F32[2, 3, 4]),
        ["all_gather over the outer axis"] = () => OverIJ(x => AllGather(x, "i", axis: 1)).ToJaxpr(F32[2, 3, 4]),
        ["all_to_all"] = () => OverI(x => AllToAll(x, "i", 0, 1)).ToJaxpr(F32[4, 4, 3]),
        ["all_to_all backwards"] = () => OverI(x => AllToAll(x, "i", 1, 0), 1).ToJaxpr(F32[2, 4, 4]),
        ["all_to_all of one axis"] = () => OverI(x => AllToAll(x, "i", 1, 1), 1).ToJaxpr(F32[2, 4, 4]),
        ["all_to_all tiled"] = () => OverI(x => AllToAll(x, "i", 1, 0, tiled: true)).ToJaxpr(F32[4, 3, 8]),
        ["all_to_all tiled of one axis"] = () => OverI(x => AllToAll(x, "i", 1, 1, tiled: true)).ToJaxpr(F32[4, 3, 8]),
        ["all_to_all over several axes"] = () => OverIJ(x => AllToAll(x, ["i", "j"], 1, 0)).ToJaxpr(F32[2, 3, 5, 6]),
        ["all_to_all over the inner axis"] = () => OverIJ(x => AllToAll(x, "j", 0, 1)).ToJaxpr(F32[2, 3, 3, 5]),
        ["pswapaxes"] = () => OverI(x => Pswapaxes(x, "i", 1)).ToJaxpr(F32[4, 3, 4]),
        ["psum_scatter"] = () => OverI(x => PsumScatter(x, "i", scatterDimension: 1)).ToJaxpr(F32[4, 3, 4]),
        ["psum_scatter tiled"] = () => OverI(x => PsumScatter(x, "i", tiled: true), 1).ToJaxpr(F32[8, 4, 3]),
        ["psum_scatter of a shared array"] = () => Shared((x, y) => x + PsumScatter(y, "i")).ToJaxpr(F32[4, 3], F32[4, 3]),
        ["ppermute"] = () => OverI(x => Ppermute(x, "i", (0, 1), (1, 2), (2, 0)), 1).ToJaxpr(F32[2, 3]),
        ["ppermute of a shared array"] = () => Shared((x, y) => x + Ppermute(y, "i", (0, 1), (1, 2), (2, 0))).ToJaxpr(F32[3, 2], F32[2]),
        ["pshuffle"] = () => OverI(x => Pshuffle(x, "i", 2, 0, 1)).ToJaxpr(F32[3, 2]),
        ["open psum in groups"] = () => Open(x => Psum(x, "i", [[0, 1], [2, 3]]), F32[3]),
        ["open pmin"] = () => Open(x => Pmin(x, ["i", "j"]), F32[3]),
        ["open all_gather in groups"] = () => Open(x => AllGather(x, "i", tiled: true, axisIndexGroups: [[0, 2], [1, 3]]), F32[3]),
        ["open all_to_all"] = () => Open(x => AllToAll(x, "i", 0, 1), F32[4, 3]),
        ["open all_to_all of a list"] = () => Open(x => AllToAll(x, ["i"], 1, 0, tiled: true), F32[4, 8]),
        ["open psum_scatter"] = () => Open(x => PsumScatter(x, ["i", "j"], tiled: true), F32[16, 3]),
        ["open ppermute"] = () => Open(x => Ppermute(x, "i", (0, 1), (3, 2)), F32[3]),
        ["open pbroadcast"] = () => Open(x => Pbroadcast(x, "i", 1), F32[3]),
    };

    private static Traced<Func<NdArray, NdArray>> OverI(Func<NdArray, NdArray> f, int inAxes = 0) => Trace(f).Vmap(inAxes, axisName: "i");

    private static Traced<Func<NdArray, NdArray>> OverIJ(Func<NdArray, NdArray> f) => Trace(f).Vmap(axisName: "j").Vmap(axisName: "i");

    private static Traced<Func<NdArray, NdArray, NdArray>> Shared(Func<NdArray, NdArray, NdArray> f) => Trace(f).Vmap([0, null], axisName: "i");

    private static Jaxpr Open(Func<NdArray, NdArray> f, NdArray x) => TraceScope.WithAxis("i", 4, () => TraceScope.WithAxis("j", 2, () => Trace(f).ToJaxpr(x)));
}
