using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Collectives()
    {
        ValueArray<NamedAxis> i = [new("i", 3)], both = [new("j", 2), new("i", 3)];
        foreach (AllReduceKind kind in Enum.GetValues<AllReduceKind>())
        {
            yield return Under(i, new AllReduce(kind, ["i"]), "f32[2,2]");
            yield return Under(i, new AllReduce(kind, ["i"]), "i32[] any");
            yield return Under(i, new AllReduce(kind, [0, "i"]), "f32[3,2]");
            yield return Under(i, new AllReduce(kind, ["i"]), "f32[2]", "bf16[]");
            yield return Under(both, new AllReduce(kind, ["i", "j"]), "f32[2]");
            yield return Under(both, new AllReduce(kind, ["j"]), "f32[3]");
            yield return Of(new AllReduce(kind, [1]), "f32[2,3]");
        }
        yield return Under(i, new AllReduce(AllReduceKind.Sum, ["i"]), "c64[2]");
        yield return Under(i, new AllReduce(AllReduceKind.Max, ["i"]), "bool[2]");
        yield return Under(i, new AxisIndex("i"));
        yield return Under(both, new AxisIndex("j"));

        ValueArray<NamedAxis> four = [new("i", 4)];
        ValueArray<ValueArray<int>> pairs = [[0, 2], [3, 1]];
        yield return Under(four, new AllReduce(AllReduceKind.Sum, ["i"], pairs), "f32[2]");
        yield return Under(four, new AllReduce(AllReduceKind.Min, ["i"], [[0], [3, 1, 2]]), "f32[2]");
        yield return Under(i, new AllGather(0, ["i"], 3), "f32[2]");
        yield return Under(i, new AllGather(1, ["i"], 3), "i32[2,2]");
        yield return Under(i, new AllGather(1, ["i"], 3, Tiled: true), "bool[2,2]");
        yield return Under(both, new AllGather(1, ["j", "i"], 6), "f32[2]");
        yield return Under(both, new AllGather(0, ["i", "j"], 6, Tiled: true), "f32[2]");
        yield return Under(four, new AllGather(0, ["i"], 2, false, pairs), "f32[3]");
        yield return Under(i, new AllToAll(["i"], 0, 1, 3), "f32[3,1]");
        yield return Under(i, new AllToAll(["i"], 1, 0, 3, Tiled: true), "f32[2,6]");
        yield return Under(i, new AllToAll(["i"], 1, 1, 3, Tiled: true), "f32[2,6]");
        yield return Under(both, new AllToAll(["j", "i"], 1, 0, 6, Tiled: true), "f32[2,6]");
        yield return Under(both, new AllToAll(["i"], 0, 1, 3, BareName: true), "f32[3,2]");
        yield return Under(four, new AllToAll(["i"], 0, 1, 2, false, pairs), "f32[2,1]");
        yield return Under(i, new ReduceScatter(0, ["i"], 3), "i32[3,2]");
        yield return Under(i, new ReduceScatter(1, ["i"], 3, Tiled: true), "i32[2,6]");
        yield return Under(both, new ReduceScatter(0, ["j", "i"], 6), "i32[6,2]");
        yield return Under(four, new ReduceScatter(0, ["i"], 2, false, pairs), "i32[2]");
        yield return Under(i, new Ppermute(["i"], [new(0, 1), new(1, 2), new(2, 0)]), "f32[2]");
        yield return Under(i, new Ppermute(["i"], [new(2, 1)]), "c64[2]");
        yield return Under(both, new Ppermute(["j"], [new(0, 1), new(1, 0)]), "f32[2]");
        yield return Under(i, new Pbroadcast(["i"], 1), "f32[2]");
        yield return Under(both, new Pbroadcast(["j"], 1, BareName: true), "bool[2]");
    }
}
