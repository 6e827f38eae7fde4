namespace Core.Tests.House;

/// <summary>What users can call. A change of it shows in <c>PublicApi.txt</c>, and must be meant.</summary>
public class PublicApiTests
{
    [Test]
    public void The_public_surface_is_the_one_that_was_agreed_on()
    {
        string path = Path.Combine(TestContext.CurrentContext.WorkDirectory, "PublicApi.actual.txt");
        string actual = string.Join('\n', ApiText.Of(Libraries.All)) + "\n";
        File.WriteAllText(path, actual);

        Assert.That(actual, Is.EqualTo(Libraries.Resource("PublicApi.txt")), $"If the change is meant, replace tests/Core.Tests/House/PublicApi.txt by {path}.");
    }
}
