namespace Core.Tests.Arrays;

public class ShapeTests
{
    [TestCase(new int[0], "()", "[]")]
    [TestCase(new[] { 2 }, "(2,)", "[2]")]
    [TestCase(new[] { 2, 3 }, "(2, 3)", "[2,3]")]
    public void A_shape_is_written_as_a_tuple_and_between_brackets(int[] sizes, string tuple, string brackets)
    {
        Shape shape = sizes;
        Assert.That((shape.ToString(), shape.ToBrackets()), Is.EqualTo((tuple, brackets)));
    }

    [TestCase(new int[0], 1)]
    [TestCase(new[] { 2, 3, 4 }, 24)]
    [TestCase(new[] { 2, 0, 4 }, 0)]
    [TestCase(new[] { int.MaxValue, int.MaxValue }, (long)int.MaxValue * int.MaxValue)]
    [TestCase(new[] { int.MaxValue, int.MaxValue, int.MaxValue, 0 }, 0)]
    public void The_size_is_the_product(int[] sizes, long size) => Assert.That(((Shape)sizes).Size, Is.EqualTo(size));

    [TestCase(new[] { 65536, 65536, 65536, 65536 }, "(65536, 65536, 65536, 65536)")]
    [TestCase(new[] { 65536, 65536, 65536, 32768 }, "(65536, 65536, 65536, 32768)")]
    [TestCase(new[] { int.MaxValue, int.MaxValue, int.MaxValue, 2 }, "(2147483647, 2147483647, 2147483647, 2)")]
    public void A_size_beyond_64_bits_is_an_error_instead_of_wrapping_around(int[] sizes, string text) => Assert.That(
        () => ((Shape)sizes).Size,
        Throws.TypeOf<ShapeException>().With.Message.EqualTo($"shape {text} has 2^63 elements or more; expected fewer."));

    [Test]
    public void A_negative_size_is_refused() => Assert.That(
        () => Of([2, -1]), Throws.TypeOf<ShapeException>().With.Message.EqualTo("sizes of axes must not be negative, got (2, -1)."));

    [Test]
    public void The_default_shape_is_that_of_a_scalar() =>
        Assert.That((default(Shape) == Shape.Scalar, Shape.Scalar == [], Shape.Scalar.Rank, Shape.Scalar.Size), Is.EqualTo((true, true, 0, 1L)));

    [Test]
    public void Shapes_compare_by_their_sizes()
    {
        Shape left = [2, 3], same = new[] { 2, 3 }, other = [3, 2];
        Assert.That((left == same, left.GetHashCode() == same.GetHashCode(), left != other, left.Equals((object)same), left.Equals("(2, 3)")),
            Is.EqualTo((true, true, true, true, false)));
    }

    [Test]
    public void A_number_is_a_shape_of_one_axis() => Assert.That((Shape)3, Is.EqualTo(Of([3])));

    [TestCase(0, "(9, 2, 3)")]
    [TestCase(1, "(2, 9, 3)")]
    [TestCase(2, "(2, 3, 9)")]
    public void An_axis_can_be_put_in(int axis, string expected) =>
        Assert.That(Of([2, 3]).Insert(axis, 9).ToString(), Is.EqualTo(expected));

    [TestCase(0, "(3, 4)")]
    [TestCase(2, "(2, 3)")]
    public void An_axis_can_be_taken_out(int axis, string expected) =>
        Assert.That(Of([2, 3, 4]).Remove(axis).ToString(), Is.EqualTo(expected));

    [Test]
    public void An_axis_can_be_given_another_size() => Assert.That(Of([2, 3, 4]).With(1, 9).ToString(), Is.EqualTo("(2, 9, 4)"));

    [Test]
    public void Axes_are_counted_from_either_end()
    {
        Shape shape = [2, 3, 4];
        Assert.That((shape[0], shape[^1], shape[new Index(1)]), Is.EqualTo((2, 4, 3)));
    }

    [Test]
    public void The_last_axis_has_stride_1() => Assert.That(Of([2, 3, 4]).Strides(), Is.EqualTo(new[] { 12, 4, 1 }));

    [Test]
    public void The_sizes_can_be_enumerated()
    {
        List<int> sizes = [];
        foreach (int size in Of([2, 3])) sizes.Add(size);
        Assert.That((sizes, Of([2, 3]).Sum()), Is.EqualTo((new[] { 2, 3 }, 5)));
    }

    private static Shape Of(ReadOnlySpan<int> sizes) => Shape.Create(sizes);
}
