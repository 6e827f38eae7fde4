using Core.Ir;

namespace Core.Tracing;

/// <summary>A rule in C# for the derivative of a function. It stands beside the op in this process and compares by its name, which is all that text has of it.</summary>
/// <param name="Name">The name of the rule, as programs print it.</param>
/// <param name="Apply">Computes the results and their tangents.</param>
public sealed record CustomJvpRule(string Name, CustomJvpRule.Function Apply) : CustomRule(Name)
{
    /// <summary>Computes the results and their tangents.</summary>
    /// <param name="primals">The operands.</param>
    /// <param name="tangents">Their tangents; null where they are zero.</param>
    /// <returns>The results and their tangents, linear in <paramref name="tangents"/>; null where they are zero.</returns>
    public delegate (NdArray[] Results, NdArray?[] Tangents) Function(NdArray[] primals, NdArray?[] tangents);

    /// <summary>How many of the values that the function closes over, the last of them, the rule gets as its first operands: those have no tangents.</summary>
    public int ConstCount { get; init; }

    /// <inheritdoc/>
    protected override Type EqualityContract => typeof(CustomRule);

    /// <summary>Whether the other rule has the same name.</summary>
    public bool Equals(CustomJvpRule? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
