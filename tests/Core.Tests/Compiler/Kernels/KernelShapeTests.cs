using Core.Interpreter;
using Core.Ir;
using Core.Tests.Laws;

namespace Core.Tests.Compiler.Kernels;

/// <summary>Kernels on arrays that are large enough for vectors, blocks and several pieces, with rests of each.</summary>
public class KernelShapeTests
{
    private const GatherScatterMode Clip = GatherScatterMode.Clip, Drop = GatherScatterMode.FillOrDrop;

    private static readonly string[] Types = ["f32", "i32", "f64", "f16", "u8", "bf16", "i64", "c64"];

    private static IEnumerable<OpSample> Sorts() => Types.SelectMany<string, OpSample>(type => [
        Of(new Sort(1), $"{type}[40,300] any"), Of(new Sort(0), $"{type}[300,40] any"), Of(new Sort(1), $"{type}[3,5000]"), Of(new Sort(1), $"{type}[7,20] any"),
        Of(new Sort(1, NumKeys: 2), $"{type}[10,700] any", $"{type}[10,700] any", "i32[10,700]"), Of(new Sort(1), $"{type}[4,2500] any", "i32[4,2500]"),
        .. (OpSample[])(type is "c64" ? [] : [
            Of(new TopK(7, 1), $"{type}[30,1000] any"), Of(new TopK(500, 0), $"{type}[1000,5] any"), Of(new ArgReduce(ArgReduceKind.Max, 1, DType.I32), $"{type}[30,2000] any"),
            Of(new ArgReduce(ArgReduceKind.Min, 1, DType.I64), $"{type}[300,20,7]"), Of(new ArgReduce(ArgReduceKind.Max, 1, DType.I32), $"{type}[300,200]")])]);

    private static IEnumerable<OpSample> Indexed() => Types.SelectMany(type => new[] { Clip, Drop }.SelectMany<GatherScatterMode, OpSample>(mode => [
        Of(new Gather(new([1], [0], [0]), [1, 64], mode), $"{type}[200,64]", "i32[3000,1] -5..230"), Of(new Gather(new([1], [0], [0]), [1, 50], mode), $"{type}[200,50]", "i32[3000,1] -5..230"),
        Of(new Gather(new([1], [0], [0]), [1, 700], mode), $"{type}[200,700]", "i32[300,1] -5..230"), Of(new Gather(new([1], [0], [0]), [1, 2], mode), $"{type}[200,2]", "i32[3000,1] -5..230"), Of(new Gather(new([0], [1], [1]), [64, 1], mode), $"{type}[64,200]", "i32[3000,1] -5..230"),
        Of(new Gather(new([1, 2], [], [0, 1]), [5, 6], mode), $"{type}[40,50]", "i64[1000,2] -5..60"), Of(new Gather(new([], [0], [0]), [1], mode), $"{type}[400]", "i32[2000,1] -5..420"),
        Of(new Gather(new([1], [1], [1], [0], [0]), [1, 1, 5], mode), $"{type}[700,30,5]", "i32[700,1] -5..40"),
        Of(new Scatter(ScatterKind.Update, new([1, 2], [], [0, 1]), mode), $"{type}[40,50]", "i64[100,2] -5..60", $"{type}[100,5,6]"),
        Of(new Scatter(ScatterKind.Add, new([1], [0], [0]), mode), $"{type}[200,64]", "i32[3000,1] -5..230", $"{type}[3000,64]"),
        Of(new Scatter(ScatterKind.Add, new([], [0], [0]), mode), $"{type}[200]", "i32[9000,1] -5..230", $"{type}[9000]"),
        Of(new Scatter(ScatterKind.Add, new([1, 2], [], [0, 1]), mode), $"{type}[40,50]", "i64[1000,2] -5..60", $"{type}[1000,5,6]"),
        Of(new Scatter(ScatterKind.Sub, new([0], [1], [1]), mode), $"{type}[64,200]", "i32[3000,1] -5..230", $"{type}[64,3000]"),
        Of(new Scatter(ScatterKind.Max, new([1], [1], [1], [0], [0]), mode), $"{type}[700,30,5]", "i32[700,1] -5..40", $"{type}[700,5]")]));

    private static IEnumerable<OpSample> Copies() => Types.SelectMany<string, OpSample>(type => [
        Of(new Transpose([2, 1, 0]), $"{type}[70,33,65]"), Of(new Transpose([1, 0, 2]), $"{type}[70,33,65]"), Of(new Transpose([1, 0]), $"{type}[1000,300]"),
        Of(new Concatenate(1), $"{type}[300,70]", $"{type}[300,3]", $"{type}[300,500]"), Of(new Pad([new(2, -1, 1), new(-3, 4, 0)]), $"{type}[200,300]", $"{type}[]"),
        Of(new Tile([3, 1, 2]), $"{type}[20,30,40]"), Of(new Rev([1]), $"{type}[200,300]"), Of(new BroadcastInDim([200, 30, 40], [1]), $"{type}[30]"),
        Of(new Slice([1, 2], [190, 290], [3, 2]), $"{type}[200,300]")]);

    private static IEnumerable<OpSample> Scans() => Types.SelectMany(type => Enum.GetValues<CumulativeKind>().SelectMany<CumulativeKind, OpSample>(kind =>
    {
        if (kind is CumulativeKind.LogSumExp && type[0] is 'i' or 'u' or 'c' || (kind is CumulativeKind.Max or CumulativeKind.Min && type is "c64")) return [];
        string range = kind is CumulativeKind.Prod && type[0] is 'f' or 'b' or 'c' ? " 0.9..1.1" : "";
        return [
            Of(new Cumulative(kind, 1), $"{type}[50,700]{range}"), Of(new Cumulative(kind, 0, Reverse: true), $"{type}[50,700]{range}"),
            Of(new Cumulative(kind, 1, Reverse: true), $"{type}[5,70,30]{range}"), Of(new Cumulative(kind, 0, Reverse: true), $"{type}[1333]{range}")];
    }));

    private static IEnumerable<OpSample> Windows() => Types.SelectMany(type => Enum.GetValues<ReduceWindowKind>().SelectMany<ReduceWindowKind, OpSample>(kind => type is "c64" && kind is not ReduceWindowKind.Sum ? [] : [
        Of(new ReduceWindow(kind, new([1, 3, 3, 1], [1, 2, 2, 1], [(0, 0), (1, 1), (1, 1), (0, 0)])), $"{type}[3,33,33,16]"),
        Of(new ReduceWindow(kind, new([1, 3, 5], [1, 1, 1], [(0, 0), (2, 1), (1, -2)])), $"{type}[3,33,630]"),
        Of(new ReduceWindow(kind, new([5, 3], [2, 1], [(2, 1), (1, 2)], [2, 3], [2, 1])), $"{type}[33,30]"), Of(new ReduceWindow(kind, new([1, 2, 2], [1, 2, 2], [(0, 0), (0, 0), (0, 1)])), $"{type}[8,16,31]"),
        Of(new ReduceWindow(kind, new([1, 2, 2], [1, 2, 2], [(0, 0), (0, 0), (0, 0)])), $"{type}[9,6,14]"), Of(new ReduceWindow(kind, new([1, 3], [1, 3], [(0, 0), (0, 0)])), $"{type}[5,1290]"),
        Of(new ReduceWindow(kind, new([1, 1, 3], [1, 1, 2], [(0, 0), (0, 0), (1, 1)], [1, 1, 1], [1, 1, 2])), $"{type}[3,4,200]"), Of(new ReduceWindow(kind, new([3, 1], [1, 1], [(1, 1), (1, 0)])), $"{type}[90,1]"),
        Of(new ReduceWindow(kind, new([3, 1, 1, 3], [2, 1, 1, 1], [(1, 1), (0, 0), (0, 0), (1, 1)])), $"{type}[5,7,9,65]"),
        Of(new ReduceWindow(kind, new([2, 2], [1, 1], [(0, 0), (1, 2)])), $"{type}[3,0]"), Of(new ReduceWindow(kind, new([1, 3, 2], [1, 1, 2], [(0, 0), (1, 1), (0, 0)])), $"{type}[3,9,50]{(kind is ReduceWindowKind.Sum ? "" : " any")}"),
        .. (OpSample[])(kind is ReduceWindowKind.Sum && type is "f16" or "f32" ? [Of(new ReduceWindow(kind, new([2, 2, 3], [1, 2, 2], [(0, 0), (0, 0), (0, 0)])), $"{type}[2,370,380]")] : []),
        Of(new ReduceWindow(kind, new([300], [1], [(299, 0)])), $"{type}[3000]")]));

    private static IEnumerable<OpSample> Numerics() => [
        .. new[] { "key<fry>", "key<rbg>", "key<urbg>" }.SelectMany(key => new[] { 8, 16, 32, 64 }.Select(width => Of(new RandomBits(width, [5001]), $"{key}[3]"))),
        Of(new Threefry2x32(), "u32[]", "u32[]", "u32[5000]", "u32[5000]"), Of(new Threefry2x32(), "u32[5000]", "u32[5000]", "u32[5000]", "u32[1]"),
        .. new[] { "f32", "f64" }.SelectMany(type => new[] { 1, 3, 8, 13 }.SelectMany<int, OpSample>(n => [
            Of(new TriangularSolve(true, true), $"{type}[77,{n},{n}] 1..1.2", $"{type}[77,{n},3]"), Of(new TriangularSolve(false, true, true), $"{type}[77,{n},{n}] 1..1.2", $"{type}[77,3,{n}]"),
            Of(new TriangularSolve(true, false, true, false, true), $"{type}[77,{n},{n}] 0..0.2", $"{type}[77,{n},3]")])),
        .. new[] { 1, 2, 4, 6, 7, 10, 31, 37, 64, 74, 96, 128, 210, 256, 1000, 1024 }.SelectMany<int, OpSample>(n => [
            Of(new Fft(FftKind.Fft, [n]), $"c128[7,{n}]"), Of(new Fft(FftKind.Ifft, [n, 6]), $"c64[3,{n},6]"), Of(new Fft(FftKind.Rfft, [n]), $"f32[7,{n}]"), Of(new Fft(FftKind.Irfft, [n]), $"c128[7,{n / 2 + 1}]"),
            Of(new Fft(FftKind.Fft, [n, 9]), $"c128[2,{n},9]"), Of(new Fft(FftKind.Rfft, [6, n]), $"f64[2,6,{n}]"), Of(new Fft(FftKind.Irfft, [6, n]), $"c64[2,6,{n / 2 + 1}]")])];

    private static IEnumerable<TestCaseData> Cases() =>
        Sorts().Concat(Indexed()).Concat(Copies()).Concat(Scans()).Concat(Windows()).Concat(Numerics()).Select((sample, i) => new TestCaseData(sample).SetArgDisplayNames($"{i}: {sample.Op.Name} {string.Join(' ', sample.Types)}"));

    [TestCaseSource(nameof(Cases))]
    public void A_kernel_computes_what_the_interpreter_does(OpSample sample)
    {
        Random random = new(5);
        ArrayData[] operands = sample.Draw(random), expected = Evaluate.Apply(sample.Op, operands), actual = SingleOpRunner.Run(sample.Op, operands, random);
        for (int i = 0; i < expected.Length; i++) Assert.That(Mapping.Difference(actual[i], expected[i], ToleranceOf(expected[i].DType)), Is.Null);
    }

    [TestCase(1)]
    [TestCase(3)]
    [TestCase(8)]
    [TestCase(16)]
    public void Small_matrices_are_factored_side_by_side(int n)
    {
        const int count = 101, indefinite = 55;
        Random random = new(3);
        float[] elements = new float[count * n * n];
        for (int item = 0; item < count; item++)
        {
            double[] factor = [.. Enumerable.Range(0, n * n).Select(_ => random.NextDouble() - 0.5)];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double sum = Enumerable.Range(0, n).Sum(k => factor[i * n + k] * factor[j * n + k]) + (i == j ? 0.5 : 0);
                    elements[(item * n + i) * n + j] = (float)(item == indefinite ? -sum : sum);
                }
            }
        }
        ArrayData matrices = ArrayData.Create<float>([count, n, n], elements);

        ArrayData actual = SingleOpRunner.Run(new Cholesky(), [matrices], random)[0];

        Assert.That(Mapping.Difference(actual, Evaluate.Apply(new Cholesky(), [matrices])[0], ToleranceOf(DType.F32)), Is.Null);
        Assert.That(float.IsNaN(actual.AsSpan<float>()[indefinite * n * n]));
    }

    private static OpSample Of(Op op, params ReadOnlySpan<string> operands)
    {
        Operand[] parsed = new Operand[operands.Length];
        for (int i = 0; i < parsed.Length; i++) parsed[i] = operands[i];
        return new(op, ValueArray.Create<Operand>(parsed));
    }

    private static double ToleranceOf(DType dtype) => dtype.RealPart switch { DType.F32 => 2e-6, DType.F64 => 1e-13, DType.F16 => 2e-3, DType.BF16 => 2e-2, _ => 0 };
}
