using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Reduction()
    {
        foreach (ReduceKind kind in (ReduceKind[])[ReduceKind.Sum, ReduceKind.Prod, ReduceKind.Max, ReduceKind.Min])
        {
            yield return Of(new Reduce(kind, [0]), "f32[3,2]");
            yield return Of(new Reduce(kind, [0, 2]), "f32[2,3,2] any");
            yield return Of(new Reduce(kind, [1]), "i32[2,3] any");
            yield return Of(new Reduce(kind, [0]), "u8[3] any");
            yield return Of(new Reduce(kind, [1]), "bf16[2,3]");
            yield return Of(new Reduce(kind, [0]), "c64[3,2]");
            yield return Of(new Reduce(kind, [0]), "f32[0,2]");
            yield return Of(new Reduce(kind, []), "f32[2]");
        }
        foreach (ReduceKind kind in (ReduceKind[])[ReduceKind.Or, ReduceKind.And, ReduceKind.Xor])
        {
            yield return Of(new Reduce(kind, [1]), "bool[2,3]");
            yield return Of(new Reduce(kind, [0]), "i32[3] any");
            yield return Of(new Reduce(kind, [0]), "bool[0,2]");
        }
        yield return Of(new Reduce(ReduceKind.Max, [0]), "bool[3]");
        yield return Of(new Reduce(ReduceKind.Sum, [0, 1]), "f16[2,2]");
        yield return Of(new Reduce(ReduceKind.Sum, []), "f32[]");
        foreach (ArgReduceKind kind in Enum.GetValues<ArgReduceKind>())
        {
            yield return Of(new ArgReduce(kind, 0, DType.I32), "f32[3,2] any");
            yield return Of(new ArgReduce(kind, 1, DType.I32), "i32[2,3]");
            yield return Of(new ArgReduce(kind, 0, DType.U8), "bool[4]");
            yield return Of(new ArgReduce(kind, 2, DType.I64), "bf16[2,1,3]");
            yield return Of(new ArgReduce(kind, 0, DType.I32), "f32[1,0]");
        }
        foreach (CumulativeKind kind in Enum.GetValues<CumulativeKind>())
        {
            yield return Of(new Cumulative(kind, 0), "f32[3,2]");
            yield return Of(new Cumulative(kind, 1, Reverse: true), "f32[2,3] any");
            yield return Of(new Cumulative(kind, 0), "f16[3]");
            yield return Of(new Cumulative(kind, 1), "f64[2,0]");
            if (kind is CumulativeKind.LogSumExp) continue;
            yield return Of(new Cumulative(kind, 1), "i8[2,3] any");
            yield return Of(new Cumulative(kind, 0, Reverse: true), "u32[3] any");
        }
        yield return Of(new Cumulative(CumulativeKind.Sum, 0), "c64[3]");
        yield return Of(new Cumulative(CumulativeKind.Prod, 0, Reverse: true), "c64[2,2]");
    }
}
