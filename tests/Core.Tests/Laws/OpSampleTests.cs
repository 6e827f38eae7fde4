using System.Reflection;
using Core.Ir;

namespace Core.Tests.Laws;

/// <summary>No op and no kind of op is without a sample.</summary>
public class OpSampleTests
{
    private static IEnumerable<Type> OpTypes => typeof(Op).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Op)) && type is { IsSealed: true, IsAbstract: false });

    /// <summary>The parameters of ops that name a kind: enums of the IR, that is.</summary>
    private static IEnumerable<PropertyInfo> Kinds => OpTypes.SelectMany(type => type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(property => EnumOf(property) is { } type && type.Assembly == typeof(Op).Assembly);

    [TestCaseSource(nameof(OpTypes))]
    public void An_op_has_a_sample(Type type) =>
        Assert.That(OpSamples.All.Any(sample => Uses(sample.Op, type)), $"{type.Name} has no sample: add one to Laws/OpSamples.<Family>.cs");

    [TestCaseSource(nameof(Kinds))]
    public void Every_kind_of_an_op_has_a_sample(PropertyInfo kind)
    {
        HashSet<string> sampled = [.. OpSamples.All.Where(sample => sample.Op.GetType() == kind.DeclaringType).Select(sample => $"{kind.GetValue(sample.Op)}")];

        Assert.That(Enum.GetNames(EnumOf(kind)!).Except(sampled), Is.Empty, $"kinds of {kind.DeclaringType!.Name} without a sample in Laws/OpSamples.<Family>.cs");
    }

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void A_sample_names_the_axes_that_its_op_needs(OpSample sample) =>
        Assert.That(sample.Op.AxisNames, Is.SubsetOf(sample.NamedAxes.Select(axis => axis.Name)));

    /// <summary>Whether an op is of a type, or has one in its programs: references live in programs only.</summary>
    private static bool Uses(Op op, Type type) => op.GetType() == type || op.Jaxprs.Any(jaxpr => jaxpr.Equations.Any(equation => Uses(equation.Op, type)));

    private static Type? EnumOf(PropertyInfo property) =>
        (Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType) is { IsEnum: true } type ? type : null;
}
