using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> RaggedProducts()
    {
        yield return Of(new RaggedDotGeneral(new(new([1], [1]), 0, 0)), "f32[4,3]", "f32[2,3,2]", "i32[2] 0..2");
        yield return Of(new RaggedDotGeneral(new(new([2], [2], [0], [1]), 1, 0), null, DType.F32), "bf16[2,4,3]", "bf16[2,2,3,2]", "i32[2,2] 0..2");
        yield return Of(new RaggedDotGeneral(new(new([0], [0]), 0)), "f32[4,3]", "f32[4,2]", "i32[2] 0..2");
        yield return Of(new RaggedDotGeneral(new(new([2], [2], [0], [0]), 0)), "f32[2,4,3]", "f32[2,2,3]", "i32[2] 0..1");
        yield return Of(new RaggedDotGeneral(new(new([2], [1]), 1, 0)), "f32[2,4,3]", "f32[2,3,2]", "i32[2] 0..2");
    }
}
