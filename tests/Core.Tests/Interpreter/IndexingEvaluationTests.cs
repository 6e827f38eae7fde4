using Core.Interpreter;
using Core.Ir;

namespace Core.Tests.Interpreter;

/// <summary>What indexing and sorting ops compute where recorded programs do not say.</summary>
public class IndexingEvaluationTests
{
    [Test]
    public void A_window_out_of_bounds_is_filled_with_what_its_type_has_for_it()
    {
        (DType DType, string Text)[] fills =
        [
            (DType.F16, "nan"), (DType.BF16, "nan"), (DType.C64, "(nan+0j)"), (DType.I8, "-128"), (DType.I64, "-9223372036854775808"), (DType.U16, "65535"), (DType.Bool, "True"),
        ];
        foreach ((DType dtype, string text) in fills)
            Assert.That(Take(Zeros(dtype, 3), GatherScatterMode.FillOrDrop, 7).ToString(), Is.EqualTo(text), dtype.Name);
    }

    [Test]
    public void A_key_out_of_bounds_is_all_ones()
    {
        ArrayData keys = ArrayData.Create<uint>(DType.KeyFry, [2], [1, 2, 3, 4]);

        Assert.That(Take(keys, GatherScatterMode.FillOrDrop, 5).Reinterpret<uint>().ToArray(), Is.EqualTo([uint.MaxValue, uint.MaxValue]));
    }

    [TestCase(GatherScatterMode.Clip, -3, 0)]
    [TestCase(GatherScatterMode.Clip, 9, 2)]
    [TestCase(GatherScatterMode.PromiseInBounds, 9, 2)]
    public void A_window_read_out_of_bounds_is_moved_into_them(GatherScatterMode mode, int index, int expected) =>
        Assert.That(Take(ArrayData.Create<int>([3], [0, 1, 2]), mode, index).AsSpan<int>()[0], Is.EqualTo(expected));

    [Test]
    public void Unsigned_64_bit_indices_beyond_the_signed_ones_are_out_of_bounds()
    {
        Gather gather = new(new([], [0], [0]), [1], GatherScatterMode.Clip);

        ArrayData result = Evaluate.Apply(gather, [ArrayData.Create<int>([3], [0, 1, 2]), ArrayData.Create<ulong>([1], [ulong.MaxValue])])[0];

        Assert.That(result.AsSpan<int>()[0], Is.EqualTo(2));
    }

    [Test]
    public void A_window_out_of_bounds_is_zero_in_the_mode_of_products() =>
        Assert.That(Take(ArrayData.Create<float>([2], [1, 2]), GatherScatterMode.OneHot, 5).AsSpan<float>()[0], Is.Zero);

    [Test]
    public void Halves_are_added_up_before_they_are_rounded()
    {
        ScatterDimensionNumbers dims = new([], [0], [0]);
        ArrayData updates = ArrayData.Create<Half>([4], [(Half)2048, (Half)1, (Half)1, (Half)(-2048)]), indices = ArrayData.Create<int>([4, 1], [0, 0, 0, 0]);

        ArrayData sum = Evaluate.Apply(new Scatter(ScatterKind.Add, dims, GatherScatterMode.Clip), [ArrayData.Create<Half>([1], [Half.Zero]), indices, updates])[0];

        Assert.That(sum.AsSpan<Half>()[0], Is.EqualTo((Half)2));
    }

    [Test]
    public void Small_integers_wrap_around()
    {
        ScatterDimensionNumbers dims = new([], [0], [0]);

        ArrayData product = Evaluate.Apply(
            new Scatter(ScatterKind.Mul, dims, GatherScatterMode.Clip),
            [ArrayData.Create<sbyte>([1], [100]), ArrayData.Create<byte>([2, 1], [0, 0]), ArrayData.Create<sbyte>([2], [3, 2])])[0];

        Assert.That(product.AsSpan<sbyte>()[0], Is.EqualTo(unchecked((sbyte)600)));
    }

    [TestCase(GatherScatterMode.FillOrDrop)]
    [TestCase(GatherScatterMode.PromiseInBounds)]
    [TestCase(GatherScatterMode.OneHot)]
    public void A_window_that_is_written_partly_out_of_bounds_is_dropped_whole(GatherScatterMode mode)
    {
        Scatter scatter = new(ScatterKind.Update, new([0], [], [0]), mode);

        ArrayData result = Evaluate.Apply(scatter, [ArrayData.Create<int>([3], [0, 1, 2]), ArrayData.Create<int>([1], [2]), ArrayData.Create<int>([2], [8, 9])])[0];

        Assert.That(result.AsSpan<int>().ToArray(), Is.EqualTo([0, 1, 2]));
    }

    [Test]
    public void Sorting_keeps_signs_of_zeros_and_the_order_of_equal_elements()
    {
        ArrayData keys = ArrayData.Create<float>([4], [0f, -0f, -1f, 0f]), places = ArrayData.Create<int>([4], [0, 1, 2, 3]);

        ArrayData[] sorted = Evaluate.Apply(new Sort(0), [keys, places]);

        Assert.Multiple(() =>
        {
            Assert.That(sorted[0].ToString(), Is.EqualTo("[-1.  0. -0.  0.]"));
            Assert.That(sorted[1].ToString(), Is.EqualTo("[2 0 1 3]"));
        });
    }

    [Test]
    public void The_second_key_tells_equal_ones_apart()
    {
        ArrayData first = ArrayData.Create<bool>([3], [true, false, true]), second = ArrayData.Create<ulong>([3], [ulong.MaxValue, 5, 1]);

        Assert.That(Evaluate.Apply(new Sort(0, NumKeys: 2), [first, second])[1].AsSpan<ulong>().ToArray(), Is.EqualTo([5ul, 1ul, ulong.MaxValue]));
    }

    [Test]
    public void The_largest_are_taken_in_the_order_of_bits()
    {
        float minusNaN = BitConverter.UInt32BitsToSingle(0xffc00000u), plusNaN = BitConverter.UInt32BitsToSingle(0x7fc00000u);
        ArrayData x = ArrayData.Create<float>([5], [1f, -0f, minusNaN, 0f, plusNaN]);

        Assert.That(Evaluate.Apply(new TopK(5, 0), [x])[1].ToString(), Is.EqualTo("[4 0 3 1 2]"));
    }

    // jaxlib: _jax.approx_top_k_reduction_output_size.
    [TestCase(55470, 1, 2448, 0.1, 670426, 1024)]
    [TestCase(99979, 2, 2836, 0.99, 2089754, 25088)]
    [TestCase(5000, 2, 1, 0.95, -1, 128)]
    [TestCase(5000, 1, 3, 1.0, -1, 5000)]
    [TestCase(100, 2, 3, 0.9, -1, 100)]
    public void As_many_candidates_are_given_as_by_the_hardware_that_does_not_aggregate(int size, int rank, int k, double recall, int whole, int expected)
    {
        Shape shape = rank == 1 ? [size] : [2, size];

        ArrayType values = new ApproxTopK(k, rank - 1, recall, true, whole, AggregateToTopK: false).Infer([new(DType.F32, shape)])[0];

        Assert.That(values.Shape[^1], Is.EqualTo(expected));
    }

    [Test]
    public void A_predicate_may_be_of_any_integer_type()
    {
        ArrayData which = ArrayData.Create<long>([3], [2, 0, 1]), number = ArrayData.Create<float>([3], [1, 2, 3]);

        Assert.That(Evaluate.Apply(new SelectN(), [which, number, Zeros(DType.F32, 3), number])[0].ToString(), Is.EqualTo("[1. 2. 0.]"));
    }

    private static ArrayData Take(ArrayData x, GatherScatterMode mode, int index) =>
        Evaluate.Apply(new Gather(new([], [0], [0]), [1], mode), [x, ArrayData.Create<int>([1], [index])])[0];

    private static ArrayData Zeros(DType dtype, int size) => ArrayData.Create<byte>(dtype, [size], new byte[size * dtype.ByteSize]);
}
