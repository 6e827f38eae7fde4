using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    // Sums are in another order where a batch axis moves; all are formed in double and rounded once, so that only f64 shows it.
    private const double SumsInAnotherOrder = 1e-14;

    private static IEnumerable<OpSample> Contraction()
    {
        yield return Of(new DotGeneral(new([1], [0])), "f32[2,3]", "f32[3,4]");
        yield return Of(new DotGeneral(new([0], [0])), "f32[3]", "f32[3]");
        yield return Of(new DotGeneral(new([1], [0])), "f32[2,3]", "f32[3]");
        yield return Of(new DotGeneral(new([], [])), "f32[2]", "f32[3]");
        yield return Of(new DotGeneral(new([], [])), "f32[]", "f32[2]");
        yield return Of(new DotGeneral(new([2], [1], [0], [0])), "f32[2,3,4]", "f32[2,4,2]");
        yield return Of(new DotGeneral(new([0], [2], [2, 1], [0, 1])), "f32[2,3,4]", "f32[4,3,2]");
        yield return Of(new DotGeneral(new([0, 2], [1, 0])), "f32[2,3,4]", "f32[4,2,2]");
        yield return Of(new DotGeneral(new([], [], [0], [1])), "f32[2,3]", "f32[2,2]");
        yield return Of(new DotGeneral(new([1], [0])), "f32[2,0]", "f32[0,3]");
        yield return Of(new DotGeneral(new([1], [1]), DotPrecision.Highest, DType.F32), "bf16[2,3]", "bf16[4,3]");
        yield return Of(new DotGeneral(new([0], [0]), null, DType.F32), "f16[3,2]", "f16[3]");
        yield return Of(new DotGeneral(new([1], [0]), new DotPrecision("F32_F32_F32")), "f32[2,3]", "f32[3,2]");
        yield return Of(new DotGeneral(new([1], [0])), "bf16[2,3]", "bf16[3,2]");
        yield return Of(new DotGeneral(new([1], [0]), null, DType.I32), "i8[2,3] any", "i8[3,2] any");
        yield return Of(new DotGeneral(new([1], [0])), "u8[2,3] any", "u8[3,2] any");
        yield return Of(new DotGeneral(new([1], [0])), "i32[2,2] any", "i32[2,2] any");
        yield return Of(new DotGeneral(new([0], [0])), "bool[3,2]", "bool[3]");
        yield return Of(new DotGeneral(new([1], [0])), "c64[2,3]", "c64[3,2]");
        yield return Of(new DotGeneral(new([1], [0])), "f32[2,3]", "bf16[3]");
        yield return Of(new DotGeneral(new([1], [0])), "f64[2,3]", "f64[3,2]") with { Tolerance = SumsInAnotherOrder };
        yield return Of(new DotGeneral(new([0, 1], [1, 0])), "c128[2,2]", "c128[2,2]") with { Tolerance = SumsInAnotherOrder };
    }
}
