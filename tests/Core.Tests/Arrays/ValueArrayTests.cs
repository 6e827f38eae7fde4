namespace Core.Tests.Arrays;

public class ValueArrayTests
{
    [TestCase(new int[0], "()")]
    [TestCase(new[] { 1 }, "(1,)")]
    [TestCase(new[] { 1, 2 }, "(1, 2)")]
    public void An_array_is_written_as_a_tuple(int[] items, string expected) =>
        Assert.That(ValueArray.Create<int>(items).ToString(), Is.EqualTo(expected));

    [Test]
    public void Arrays_compare_by_their_elements()
    {
        ValueArray<string> left = ["a", "b"], same = ["a", "b"], shorter = ["a"];
        Assert.That((left == same, left.GetHashCode() == same.GetHashCode(), left != shorter, left.Equals((object)same)),
            Is.EqualTo((true, true, true, true)));
    }

    [Test]
    public void The_default_is_empty() =>
        Assert.That((default(ValueArray<int>) == [], default(ValueArray<int>).Count, default(ValueArray<int>).Span.Length), Is.EqualTo((true, 0, 0)));

    [Test]
    public void Creating_copies_and_adopting_does_not()
    {
        int[] items = [1, 2];
        ValueArray<int> copied = ValueArray.Create<int>(items), adopted = ValueArray.Adopt(items);
        items[0] = 9;
        Assert.That((copied[0], adopted[0]), Is.EqualTo((1, 9)));
    }
}
