using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

/// <summary>
/// What stands for the derivative of a mapped call of which only the rule's name is known. The name tells the derivative of the call for one example; that is mapped
/// as the call was.
/// </summary>
/// <param name="Name">The name of the rule, as programs print it.</param>
/// <param name="Example">The call for one example.</param>
/// <param name="Map">Maps a rule for all operands of the call, as the call was mapped.</param>
public sealed record MappedName(string Name, CustomJvpCall Example, Func<CustomJvpRule, CustomJvpRule> Map) : CustomRule(Name)
{
    /// <inheritdoc/>
    protected override Type EqualityContract => typeof(CustomRule);

    /// <summary>Whether the other rule has the same name.</summary>
    public bool Equals(MappedName? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
