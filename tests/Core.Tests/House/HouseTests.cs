using System.Reflection;
using System.Xml.Linq;

namespace Core.Tests.House;

/// <summary>Rules of the house that no compiler checks.</summary>
public class HouseTests
{
    // Each may refer to those before it, and to no other.
    private static readonly string[] Layers =
        ["Core.Arrays", "Core.Ir", "Core.Kernels", "Core.Interpreter", "Core.Tracing", "Core.Batching", "Core.Autodiff", "Core.Compiler", "Core.Generators", "Vmap", "Vmap.Cli"];

    [Test]
    public void Files_have_at_most_400_lines() =>
        Assert.That(Repository.SourceFiles().Where(path => Repository.Read(path).Count(c => c == '\n') > 400), Is.Empty);

    [Test]
    public void Projects_refer_only_to_those_before_them()
    {
        List<string> wrong = [];
        foreach (string project in Repository.Files("*.csproj").Where(path => Layers.Contains(path.Split('/')[0])))
        {
            string name = Path.GetFileNameWithoutExtension(project);
            foreach (string reference in XDocument.Parse(Repository.Read(project)).Descendants("ProjectReference").Select(r => (string?)r.Attribute("Include")).OfType<string>())
            {
                string target = Path.GetFileNameWithoutExtension(reference);
                if (Array.IndexOf(Layers, target) is var at && (at < 0 || at >= Array.IndexOf(Layers, name))) wrong.Add($"{name} refers to {target}");
            }
        }

        Assert.That(wrong, Is.Empty);
    }

    [Test]
    public void Core_projects_have_no_friends_but_the_tests()
    {
        var friends = Repository.Files("*.csproj").Where(path => path.StartsWith("Core.", StringComparison.Ordinal))
            .SelectMany(path => XDocument.Parse(Repository.Read(path)).Descendants("InternalsVisibleTo").Select(friend => (string?)friend.Attribute("Include")));

        Assert.That(friends, Is.All.EqualTo("Core.Tests"));
    }

    [Test]
    public void Records_hold_collections_that_compare_by_value()
    {
        var bare = Libraries.All.SelectMany(library => library.GetTypes()).Where(IsRecord)
            .SelectMany(type => type.GetFields(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(field => field.FieldType.IsArray || field.FieldType.Name is "ImmutableArray`1" or "IReadOnlyList`1" or "List`1" or "IEnumerable`1")
            .Select(field => $"{field.DeclaringType!.FullName}.{field.Name}");

        Assert.That(bare, Is.Empty);

        static bool IsRecord(Type type) => type.GetMethod("PrintMembers", BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.DeclaredOnly) is not null;
    }
}
