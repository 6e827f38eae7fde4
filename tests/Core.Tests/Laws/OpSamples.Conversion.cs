using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Conversion()
    {
        DType[] numbers = [.. DTypes.All.Where(dtype => !dtype.IsKey)];
        foreach (DType dtype in numbers)
        {
            yield return Of(new ConvertElementType(dtype, false), "f32[4] any");
            yield return Of(new ConvertElementType(dtype, false), "i32[2,2] any");
        }
        foreach (DType dtype in numbers) yield return Of(new ConvertElementType(DType.F32, false), Operand.Ordinary(new(dtype, [3])));
        yield return Of(new ConvertElementType(DType.F32, true), "f32[2]");
        yield return Of(new ConvertElementType(DType.U8, false), "f64[5] any");
        yield return Of(new ConvertElementType(DType.Bool, false), "c64[3]");
        yield return Of(new ConvertElementType(DType.BF16, false), "f16[]");
        yield return Of(new ConvertElementType(DType.I32, false), "bool[0,3]");
    }
}
