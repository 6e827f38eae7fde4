using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Comparisons()
    {
        foreach (ComparisonKind kind in Enum.GetValues<ComparisonKind>())
        {
            yield return Of(new Comparison(kind), "f32[2,3] any", "f32[2,3] any");
            yield return Of(new Comparison(kind), "i32[3] 0..2", "i32[3] 0..2");
        }
        yield return Of(new Comparison(ComparisonKind.Lt), "u64[2] any", "u64[2] any");
        yield return Of(new Comparison(ComparisonKind.Ge), "bf16[3] any", "bf16[3] any");
        yield return Of(new Comparison(ComparisonKind.LeTotal), "f16[4] any", "f16[4] any");
        yield return Of(new Comparison(ComparisonKind.Eq), "bool[2,2]", "bool[2,2]");
        yield return Of(new Comparison(ComparisonKind.Ne), "c64[3] any", "c64[3] any");
        yield return Of(new Comparison(ComparisonKind.Eq), "key<fry>[2]", "key<fry>[2]");
        yield return Of(new Comparison(ComparisonKind.Gt), "f32[]", "f32[2,3]");
        yield return Of(new Comparison(ComparisonKind.Le), "f32[2,1]", "f32[1,2]");
        yield return Of(new Comparison(ComparisonKind.Gt), "i8[] any", "i8[] any");
        yield return Of(new Comparison(ComparisonKind.Gt), "f32[0]", "f32[0]");
    }
}
