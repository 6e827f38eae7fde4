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
    }
}
