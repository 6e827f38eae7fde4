using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Convolutions()
    {
        ConvGeneralDilated line = new(ConvDims.Default(3), [1], [(1, 0)], [1], [1]);
        yield return Of(line, "f32[2,2,5]", "f32[3,2,2]");
        yield return Of(line with { WindowStrides = [2], LhsDilation = [2], RhsDilation = [3], Padding = [(2, -1)] }, "f32[2,2,5]", "f32[3,2,2]");
        yield return Of(line with { FeatureGroupCount = 2 }, "f32[1,4,5]", "f32[6,2,2]");
        yield return Of(line with { BatchGroupCount = 2 }, "f32[4,2,5]", "f32[6,2,2]");
        yield return Of(line with { Dims = ("CWN", "WIO", "WNC") }, "f32[2,5,3]", "f32[2,2,4]");
        yield return Of(line with { PreferredElementType = DType.I32 }, "i8[1,2,5] any", "i8[3,2,2] any");
        yield return Of(line with { Precision = DotPrecision.Highest, PreferredElementType = DType.F32 }, "bf16[1,2,5]", "bf16[3,2,2]");
        yield return Of(line, "u8[1,2,5] any", "u8[3,2,2] any");
        yield return Of(line, "bool[1,2,5]", "bool[3,2,2]");
        yield return Of(line, "c64[1,2,5]", "c64[3,2,2]");
        yield return Of(line, "f32[0,2,5]", "f32[3,2,2]");
        yield return Of(line, "f32[1,0,5]", "f32[3,0,2]");
        yield return Of(line, "f64[2,2,5]", "f64[3,2,2]") with { Tolerance = SumsInAnotherOrder };
        yield return Of(new ConvGeneralDilated(ConvDims.Default(2), [], [], [], []), "f32[2,3]", "f32[4,3]");
        yield return Of(
            new ConvGeneralDilated(("NHWC", "HWIO", "NHWC"), [1, 2], [(1, 1), (0, 1)], [1, 2], [2, 1], FeatureGroupCount: 2), "f32[1,3,4,4]", "f32[2,2,2,4]");
    }
}
