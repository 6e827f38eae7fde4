using Core.Ir;

namespace Core.Tests.Laws;

public static partial class OpSamples
{
    private static IEnumerable<OpSample> Indexing() => [.. Gathers(), .. Scatters(), .. DynamicSlices()];

    private static IEnumerable<OpSample> Gathers()
    {
        const GatherScatterMode clip = GatherScatterMode.Clip, fill = GatherScatterMode.FillOrDrop, promised = GatherScatterMode.PromiseInBounds;
        GatherDimensionNumbers rows = new([1], [0], [0]);
        yield return Of(new Gather(rows, [1, 4], clip), "f32[3,4]", "i32[2,1]");
        yield return Of(new Gather(rows, [1, 4], fill, Scalar.Of(double.NaN)), "f32[3,4]", "i32[2,1] -1..4");
        yield return Of(new Gather(rows, [1, 4], fill, Scalar.Of(-1L)), "i16[3,4]", "i8[2,1] -1..4");
        yield return Of(new Gather(rows, [1, 4], promised, IndicesAreSorted: true, UniqueIndices: true), "f32[3,4]", "u8[2,1] 0..2");
        yield return Of(new Gather(rows, [1, 4], GatherScatterMode.OneHot), "f32[3,4]", "i32[2,1] -1..4");
        yield return Of(new Gather(rows, [1, 2], clip), "c64[3,4]", "u32[0,1]");
        yield return Of(new Gather(new([0, 2], [1], [1]), [2, 1, 3], clip), "f32[2,4,3]", "i32[2,1] -1..4");
        yield return Of(new Gather(new([0, 1], [], [1, 0]), [2, 2], clip), "f32[3,4]", "i32[2] -1..4");
        yield return Of(new Gather(new([], [1], [1], [0], [0]), [1, 1], fill, Scalar.Of(true)), "bool[3,4]", "i32[3,1] -1..4");
        yield return Of(new Gather(new([1], [1], [1], [0, 3], [2, 0]), [1, 1, 2, 1], clip), "f32[3,4,2,2]", "i32[2,2,3,1] -1..4");
        yield return Of(new Gather(new([0], [], []), [3], clip), "f32[3]", "i32[0]");
        yield return Of(new Gather(new([], [], []), [], promised), "f32[]", "i32[2,0]");
        yield return Of(new Gather(rows, [1, 2], fill), "key<fry>[3,2]", "i32[2,1] -1..4");
    }

    private static IEnumerable<OpSample> Scatters()
    {
        const GatherScatterMode clip = GatherScatterMode.Clip, drop = GatherScatterMode.FillOrDrop, promised = GatherScatterMode.PromiseInBounds;
        ScatterDimensionNumbers rows = new([1], [0], [0]), places = new([], [0], [0]);
        yield return Of(new Scatter(ScatterKind.Update, rows, clip), "f32[3,4]", "i32[2,1]", "f32[2,4]");
        yield return Of(new Scatter(ScatterKind.Update, rows, drop, IndicesAreSorted: true, UniqueIndices: true), "bool[3,4]", "u8[2,1] 0..4", "bool[2,2]");
        yield return Of(new Scatter(ScatterKind.Update, rows, promised), "key<rbg>[3,2]", "i32[2,1] 0..2", "key<rbg>[2,2]");
        yield return Of(new Scatter(ScatterKind.Update, places, drop, Program("sin a", "f32")), "f32[4]", "i32[3,1] -1..4", "f32[3]");
        yield return Of(new Scatter(ScatterKind.Update, places, GatherScatterMode.OneHot), "f32[4]", "i32[3,1] -1..4", "f32[3]");
        yield return Of(new Scatter(ScatterKind.Add, rows, drop, Program("add a b", "f32")), "f32[3,4]", "i32[2,1] -1..3", "f32[2,4]");
        yield return Of(new Scatter(ScatterKind.Add, places, clip, Program("add a b", "f16")), "f16[4]", "i8[3,1]", "f16[3]");
        yield return Of(new Scatter(ScatterKind.Sub, places, drop, Program("sub a b", "i32")), "i32[4]", "i32[3,1] -1..4", "i32[3]");
        yield return Of(new Scatter(ScatterKind.Mul, places, promised, Program("mul a b", "c64")), "c64[4]", "i32[3,1] -1..4", "c64[3]");
        yield return Of(new Scatter(ScatterKind.Min, places, clip, Program("min a b", "bool")), "bool[4]", "i32[3,1] -1..4", "bool[3]");
        yield return Of(new Scatter(ScatterKind.Max, places, clip, Program("max a b", "f32")), "f32[4] any", "i32[3,1] -1..4", "f32[3] any");
        yield return Of(new Scatter(ScatterKind.Max, places, clip, Program("max a b", "u8")), "u8[4]", "i32[0,1]", "u8[0]");
        yield return Of(new Scatter(ScatterKind.Add, new([0, 1], [], [1, 0]), clip, Program("add a b", "f32")), "f32[3,4]", "i32[2] -1..4", "f32[2,2]");
        yield return Of(new Scatter(ScatterKind.Add, new([0], [1], [1], [0], [0]), drop, Program("add a b", "f32")), "f32[3,4,2]", "i32[3,1] -1..4", "f32[2,3]");
        yield return Of(new Scatter(ScatterKind.Update, new([0], [], []), drop), "f32[3]", "i32[0]", "f32[2]");

        static Jaxpr Program(string equation, string dtype) =>
            Jaxpr.Parse($"{{ lambda ; a:{dtype}[] b:{dtype}[]. let c:{dtype}[] = {equation} in (c,) }}");
    }

    private static IEnumerable<OpSample> DynamicSlices()
    {
        yield return Of(new DynamicSlice([2]), "f32[4]", "i32[] -1..4");
        yield return Of(new DynamicSlice([2, 1]), "i8[3,2]", "u8[] 0..4", "u8[] 0..4");
        yield return Of(new DynamicSlice([0, 2]), "bool[3,2]", "i32[]", "i32[]");
        yield return Of(new DynamicSlice([]), "f32[]");
        yield return Of(new DynamicSlice([1]), "key<fry>[3]", "i32[]");
        yield return Of(new DynamicUpdateSlice(), "f32[4]", "f32[2]", "i32[] -1..4");
        yield return Of(new DynamicUpdateSlice(), "c64[3,2]", "c64[2,1]", "i8[] -1..4", "i8[] -1..4");
        yield return Of(new DynamicUpdateSlice(), "f32[3]", "f32[0]", "i32[]");
        yield return Of(new DynamicUpdateSlice(), "f32[]", "f32[]");
    }
}
