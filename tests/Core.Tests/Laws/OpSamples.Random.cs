using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> RandomOps()
    {
        foreach (DType impl in (DType[])[DType.KeyFry, DType.KeyRbg, DType.KeyUrbg])
        {
            yield return Of(new RandomSeed(impl), "i32[3] any");
            yield return Of(new RandomWrap(impl), impl is DType.KeyFry ? "u32[2,2] any" : "u32[2,4] any");
            yield return Of(new RandomUnwrap(), Operand.Ordinary(new(impl, [2])));
            yield return Of(new RandomClone(), Operand.Ordinary(new(impl, [])));
        }
        yield return Of(new RandomSeed(DType.KeyFry), "i64[] any");
        yield return Of(new RandomSeed(DType.KeyFry), "u8[2] any");
        foreach (int width in (int[])[8, 16, 32, 64]) yield return Of(new RandomBits(width, [2, 3]), "key<fry>[]");
        yield return Of(new RandomBits(32, []), "key<fry>[2]");
        yield return Of(new RandomSplit([2]), "key<fry>[]");
        yield return Of(new RandomSplit([2, 0]), "key<fry>[3]");
        yield return Of(new RandomSplit([2]), "key<rbg>[]");
        yield return Of(new RandomFoldIn(), "key<fry>[]", "u32[] any");
        yield return Of(new RandomFoldIn(), "key<fry>[2,1]", "u32[1,3] any");
        yield return Of(new RandomFoldIn(), "key<rbg>[2]", "u32[2] any");
        yield return Of(new RandomGamma(false), "key<fry>[]", "f32[3] 0.1..4");
        yield return Of(new RandomGamma(true), "key<fry>[2]", "f32[2,2] 0.1..4");
        yield return Of(new RandomGamma(false), "key<fry>[]", "bf16[] 0.1..4");
        yield return Of(new Threefry2x32(), "u32[] any", "u32[] any", "u32[3] any", "u32[3] any");
        yield return Of(new Threefry2x32(), "u32[2] any", "u32[2] any", "u32[2] any", "u32[2] any");
        yield return Of(new Iota2x32Shape([2, 3]));
        // Mapped, these draw the numbers of all examples from the first state, or from none.
        foreach (RngAlgorithm algorithm in Enum.GetValues<RngAlgorithm>()) yield return Of(new RngBitGenerator(algorithm, DType.U32, [3]), "u32[4] any") with { IsUnique = false };
        yield return Of(new RngBitGenerator(RngAlgorithm.Default, DType.U64, [2]), "u64[2] any") with { IsUnique = false };
        yield return Of(new RngBitGenerator(RngAlgorithm.Default, DType.U16, []), "u32[4] any") with { IsUnique = false };
        yield return Of(new RngUniform([2]), "f32[]", "f32[]") with { IsUnique = false };
    }
}
