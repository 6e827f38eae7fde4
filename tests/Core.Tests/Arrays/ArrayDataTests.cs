using System.Diagnostics;
using System.Reflection;

namespace Core.Tests.Arrays;

public class ArrayDataTests
{
    [Test]
    public void The_element_type_is_that_of_the_csharp_data() =>
        Assert.That(ArrayData.Create<double>([2], [1, 2]).DType, Is.EqualTo(DType.F64));

    [Test]
    public void Elements_are_copied()
    {
        int[] values = [1, 2];
        ArrayData array = ArrayData.Create<int>([2], values);
        values[0] = 9;
        Assert.That(array.AsSpan<int>().ToArray(), Is.EqualTo(new[] { 1, 2 }));
    }

    [Test]
    public void Elements_can_be_written_in_place() =>
        Assert.That(ArrayData.Create<float>(DType.F32, [3], span => span.Fill(2)).AsSpan<float>().ToArray(), Is.EqualTo(new[] { 2f, 2f, 2f }));

    [Test]
    public void Too_few_elements_are_refused() => Assert.That(() => ArrayData.Create<int>([2, 3], [1, 2]),
        Throws.TypeOf<ShapeException>().With.Message.EqualTo("shape (2, 3) has 6 elements, got 2."));

    [Test]
    public void Memory_for_2_to_the_31_elements_is_refused() => Assert.That(() => ArrayData.Allocate(DType.U8, [1 << 16, 1 << 15]),
        Throws.TypeOf<ShapeException>().With.Message.EqualTo("arrays have fewer than 2^31 elements, got u8[65536,32768]."));

    [Test]
    public void A_storage_of_another_size_is_refused() => Assert.That(() => new ArrayData(DType.F64, [2], ArrayStorage.Allocate(8)),
        Throws.TypeOf<ShapeException>().With.Message.EqualTo("f64[2] needs 16 bytes, got 8."));

    [Test]
    public void A_storage_of_a_size_that_wraps_around_to_the_right_one_is_refused() =>
        Assert.That(() => new ArrayData(DType.C128, [1 << 30, 1 << 30], ArrayStorage.Allocate(0)),
            Throws.TypeOf<ShapeException>().With.Message.EqualTo("c128[1073741824,1073741824] needs 18446744073709551616 bytes, got 0."));

    [Test]
    public void Elements_are_read_as_their_own_type_only() => Assert.That(() => ArrayData.Create<float>([1], [1]).AsSpan<int>().ToArray(),
        Throws.TypeOf<DTypeException>().With.Message.EqualTo(
            "the array holds f32, not Int32; read it as its own type or convert it with AsType first."));

    [Test]
    public void Random_keys_are_read_as_words_on_purpose_only()
    {
        ArrayData key = ArrayData.Create<uint>(DType.KeyFry, [], [1, 2]);
        Assert.That(() => key.AsSpan<uint>().ToArray(), Throws.TypeOf<DTypeException>());
        Assert.That(key.Reinterpret<uint>().ToArray(), Is.EqualTo(new uint[] { 1, 2 }));
    }

    [Test]
    public void Reshaping_shares_the_memory()
    {
        ArrayData array = ArrayData.Create<int>([2, 3], [1, 2, 3, 4, 5, 6]), reshaped = array.Reshape([3, 2]);
        Assert.That((reshaped.Shape, reshaped.AsSpan<int>() == array.AsSpan<int>()), Is.EqualTo((Shape.Create([3, 2]), true)));
    }

    [Test]
    public void Reshaping_to_another_size_is_refused() => Assert.That(() => ArrayData.Create<int>([2], [1, 2]).Reshape([3]),
        Throws.TypeOf<ShapeException>().With.Message.EqualTo("shape (3,) has 3 elements, got i32[2] of 2."));

    [Test]
    public void Bytes_can_be_seen_as_another_type() => Assert.That(
        ArrayData.Create<int>([1], [0x3F800000]).Reinterpret(DType.F32, []).ToString(), Is.EqualTo("1.0"));

    [Test]
    public void A_run_of_bytes_lies_within_the_array()
    {
        ArrayData array = ArrayData.Create<byte>([4], [1, 2, 3, 4]);
        Assert.That(array.AsBytes(1, 2).ToArray(), Is.EqualTo(new byte[] { 2, 3 }));
        Assert.That(() => array.AsBytes(3, 2).ToArray(), Throws.TypeOf<ArgumentOutOfRangeException>());
    }

    [Test]
    public void An_array_without_elements_has_no_bytes() => Assert.That(ArrayData.Create<float>([0, 3], []).Bytes.Length, Is.Zero);

    [Test]
    public void The_text_is_numpys() => Assert.That(ArrayData.Create<float>([2], [1, 2.5f]).ToString(), Is.EqualTo("[1.  2.5]"));

    [Test]
    public void Debuggers_show_type_shape_and_first_values() =>
        Assert.That(DebuggerText(ArrayData.Create<float>([2, 4], [0.1f, 2, 3, 4, 5, 6, 7, 8])),
            Is.EqualTo("f32[2,4]: 0.1, 2.0, 3.0, 4.0, 5.0, 6.0, …"));

    [Test]
    public void Debuggers_show_all_of_a_small_array() =>
        Assert.That(DebuggerText(ArrayData.Create<bool>([2], [true, false])), Is.EqualTo("bool[2]: True, False"));

    [Test]
    public void Debuggers_show_the_words_of_keys() =>
        Assert.That(DebuggerText(ArrayData.Create<uint>(DType.KeyFry, [], [0, 7])), Is.EqualTo("key<fry>[]: 0, 7"));

    [Test]
    public void Debuggers_show_that_there_is_nothing() =>
        Assert.That(DebuggerText(ArrayData.Create<float>([0, 3], [])), Is.EqualTo("f32[0,3]"));

    /// <summary>What a debugger evaluates, found as it finds it.</summary>
    private static object? DebuggerText(ArrayData array)
    {
        string expression = typeof(ArrayData).GetCustomAttribute<DebuggerDisplayAttribute>()!.Value; // {property,nq}
        return typeof(ArrayData).GetProperty(expression.Trim('{', '}').Split(',')[0], BindingFlags.NonPublic | BindingFlags.Instance)!.GetValue(array);
    }
}
