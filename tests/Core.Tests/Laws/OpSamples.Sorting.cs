using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Sorting()
    {
        yield return Of(new Sort(0), "f32[5] any");
        yield return Of(new Sort(1), "bf16[2,4] any");
        yield return Of(new Sort(0, IsStable: false), "c64[4] any");
        yield return Of(new Sort(0, NumKeys: 2), "i32[5] 0..1", "u8[5]", "f32[5]");
        yield return Of(new Sort(0), "bool[4]", "key<fry>[4]");
        yield return Of(new Sort(1), "f32[2,0]");
        yield return Of(new Sort(0), "u64[3] any");
        yield return Of(new TopK(2, 0), "f32[5] any");
        yield return Of(new TopK(0, 1), "i32[2,3]");
        yield return Of(new TopK(3, 1), "u8[2,3]");
        yield return Of(new TopK(1, 0), "bool[3,2]");
        yield return Of(new ApproxTopK(2, 0, 0.95, IsMaxK: true), "f32[5]");
        yield return Of(new ApproxTopK(1, 1, 0.5, IsMaxK: false, 10), "f16[2,3]");
        yield return Of(new ApproxTopK(2, 0, 0.9, IsMaxK: false, AggregateToTopK: false), "f32[3,2] any");
    }
}
