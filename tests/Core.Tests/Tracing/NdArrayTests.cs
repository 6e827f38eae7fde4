using System.Numerics;
using static Core.Np;

namespace Core.Tests.Tracing;

public class NdArrayTests
{
    [Test]
    public void Bare_numbers_are_weak()
    {
        NdArray[] numbers = [2, 2.0, new Complex(1, 2)];

        Assert.That(numbers.Select(n => (n.DType, n.IsWeak)), Is.EqualTo([(DType.I32, true), (DType.F32, true), (DType.C64, true)]));
    }

    [Test]
    public void Other_numbers_are_strong()
    {
        NdArray[] numbers = [true, 2f, (Half)2, (BFloat16)2f, 2L, 2UL, 2U, new Complex64(1, 2)];

        Assert.That(numbers.Select(n => (n.DType, n.IsWeak)), Is.EqualTo(new[] { DType.Bool, DType.F32, DType.F16, DType.BF16, DType.I64, DType.U64, DType.U32, DType.C64 }.Select(d => (d, false))));
    }

    [Test]
    public void A_collection_expression_of_numbers_is_a_strong_array()
    {
        NdArray numbers = [1.0, 2.0];

        Assert.That((numbers.Type.ToString(), numbers.IsWeak), Is.EqualTo(("f32[2]", false)));
    }

    [Test]
    public void A_nested_collection_expression_is_a_matrix()
    {
        NdArray matrix = [[1, 2], [3, 4]];

        Assert.That((matrix.Type.ToString(), matrix.ToArray<int>()), Is.EqualTo(("i32[2,2]", new[] { 1, 2, 3, 4 })));
    }

    [Test]
    public void Numbers_of_several_types_make_an_array_of_their_common_type()
    {
        NdArray numbers = [1, 2.5, true];

        Assert.That((numbers.DType, numbers.ToArray<float>()), Is.EqualTo((DType.F32, new[] { 1f, 2.5f, 1f })));
    }

    [Test]
    public void Items_of_several_shapes_make_no_array() => Assert.That(
        Assert.Throws<ShapeException>(() => { NdArray ragged = [[1, 2], [3]]; })!.Message,
        Is.EqualTo("the items of [...] must have one shape, got i32[2] first and i32[1] at 1."));

    [Test]
    public void Arrays_keep_the_type_of_the_data() => Assert.That(
        (NdArray.From(1.0, 2.0).DType, NdArray.From((sbyte)1).DType, NdArray.From<Half>((Half)1).DType, NdArray.From([1L, 2, 3, 4], [2, 2]).Type.ToString()),
        Is.EqualTo((DType.F64, DType.I8, DType.F16, "i64[2,2]")));

    [Test]
    public void Arrays_of_more_dimensions_go_in_and_out()
    {
        double[,] data = { { 1, 2, 3 }, { 4, 5, 6 } };
        NdArray array = NdArray.From(data);
        double[,] copy = new double[2, 3];
        array.CopyTo(copy);

        Assert.Multiple(() =>
        {
            Assert.That(array.Type.ToString(), Is.EqualTo("f64[2,3]"));
            Assert.That(copy, Is.EqualTo(data));
            Assert.That(array.ToMultiDimensional(), Is.EqualTo(data));
        });
    }

    [Test]
    public void An_array_does_not_change_with_what_it_was_made_of()
    {
        float[] data = [1, 2];
        NdArray array = NdArray.From(data);
        data[0] = 9;

        Assert.That(array.ToArray<float>(), Is.EqualTo([1f, 2f]));
    }

    [Test]
    public void The_number_of_elements_is_that_of_the_shape() => Assert.That(
        Assert.Throws<ShapeException>(() => NdArray.From([1, 2, 3], [2, 2]))!.Message, Is.EqualTo("shape (2, 2) has 4 elements, got 3."));

    [Test]
    public void Elements_are_copied_to_where_there_is_room()
    {
        float[] target = new float[3];
        Ones(2).CopyTo(target.AsSpan());

        Assert.That(target, Is.EqualTo([1f, 1f, 0f]));
    }

    [Test]
    public void One_element_is_read_as_a_csharp_number()
    {
        NdArray three = Sum(Ones(3));

        Assert.That(((double)three, (int)three, (bool)three, three.Item<float>()), Is.EqualTo((3.0, 3, true, 3f)));
    }

    [TestCase(0, "[0 1 2 3]")]
    [TestCase(-1, "[ 8  9 10 11]")]
    public void An_integer_takes_a_row(int index, string row) => Assert.That(Arange(12).Reshape(3, 4)[index].ToString(), Is.EqualTo(row));

    [Test]
    public void Indices_ranges_and_new_axes_mix() =>
        Assert.That(Arange(24).Reshape(2, 3, 4)[^1, 1.., Ix.NewAxis, 2].ToString(), Is.EqualTo("[[18]\n [22]]"));

    [Test]
    public void An_index_out_of_range_is_an_error() => Assert.That(
        Assert.Throws<ShapeException>(() => _ = Ones([3, 4])[0, 4])!.Message, Is.EqualTo("[...]: index 4 is out of range for axis 1 of f32[3,4]."));

    [Test]
    public void An_index_from_the_end_out_of_range_is_an_error() => Assert.That(
        Assert.Throws<ShapeException>(() => _ = Ones([3, 4])[^5])!.Message, Is.EqualTo("[...]: index ^5 is out of range for axis 0 of f32[3,4]."));

    [Test]
    public void More_indices_than_axes_are_an_error() => Assert.That(
        Assert.Throws<ShapeException>(() => _ = Ones(3)[0, 0])!.Message, Is.EqualTo("[...]: f32[3] has 1 axis, got 2 indices."));

    [Test]
    public void Rows_are_enumerated()
    {
        List<string> rows = [];
        foreach (NdArray row in Arange(4).Reshape(2, 2)) rows.Add(row.ToString());

        Assert.That(rows, Is.EqualTo(["[0 1]", "[2 3]"]));
    }

    [Test]
    public void A_number_has_no_rows() => Assert.That(
        Assert.Throws<ShapeException>(() => ((NdArray)1.0).Rows())!.Message, Is.EqualTo("Rows() needs an array with at least one axis, got f32[]."));

    [Test]
    public void Arithmetic_promotes_as_jax_does() => Assert.That(
        ((NdArray.From<byte>(1) + NdArray.From<sbyte>(1)).DType, (Ones(1) + 1).DType, (NdArray.From(1) / 2).DType, (NdArray.From<Half>((Half)1) * 2.0).DType),
        Is.EqualTo((DType.I16, DType.F32, DType.F32, DType.F16)));

    [Test]
    public void A_cast_to_float_keeps_the_fraction() => Assert.That((float)NdArray.From(2.5f), Is.EqualTo(2.5f));

    [Test]
    public void An_array_is_converted_explicitly() => Assert.That(NdArray.From(1.9, -1.9).AsType(I32).ToArray<int>(), Is.EqualTo([1, -1]));

    [Test]
    public void A_saved_array_is_loaded_again()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, $"{Guid.NewGuid():N}.npy");
        Save(path, Arange(6.0).Reshape(2, 3));
        try
        {
            Assert.That(ArrayEqual(Load(path), Arange(6.0).Reshape(2, 3)), Is.True);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Test]
    public void A_type_prints_as_programs_print_it() => Assert.That((F32[4, 5].ToString(), BF16.Scalar.ToString()), Is.EqualTo(("f32[4,5]", "bf16[]")));
}
