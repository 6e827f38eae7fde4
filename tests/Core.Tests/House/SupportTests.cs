namespace Core.Tests.House;

/// <summary>What <c>docs/support.md</c> says is what there is.</summary>
public class SupportTests
{
    [Test]
    public void The_support_document_says_what_there_is()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "support.actual.md");
        string actual = SupportText.Write();
        File.WriteAllText(path, actual);

        Assert.That(actual, Is.EqualTo(Repository.Read("docs/support.md")), $"If what is supported changed, replace docs/support.md by {path}.");
    }

    [Test]
    public void Names_that_are_spelled_otherwise_exist() => Assert.That(SupportText.MissingMembers(), Is.Empty);

    [Test]
    public void At_least_250_functions_of_jax_numpy_have_namesakes() => Assert.That(SupportText.NumPyNames().Count(name => SupportText.NameHere(name) is not null), Is.AtLeast(250));
}
