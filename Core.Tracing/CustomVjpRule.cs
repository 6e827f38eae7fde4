using Core.Ir;

namespace Core.Tracing;

/// <summary>
/// A rule in C# for the reverse derivative of a function. It stands beside the op in this process, in place of the rule that computes the results, and compares by
/// its name, which is all that text has of it.
/// </summary>
/// <param name="Name">The name of the rule, as programs print it.</param>
/// <param name="Apply">Computes the results, and what their derivative needs.</param>
public sealed record CustomVjpRule(string Name, CustomVjpRule.Function Apply) : CustomRule(Name)
{
    /// <summary>Computes the results, and what their derivative needs.</summary>
    /// <param name="primals">The operands.</param>
    /// <returns>The results, the arrays that the derivative needs, and how it makes cotangents of these and those of the results.</returns>
    public delegate (NdArray[] Results, NdArray[] Residuals, PullBack PullBack) Function(NdArray[] primals);

    /// <summary>The derivative run backwards.</summary>
    /// <param name="residuals">What it needs.</param>
    /// <param name="cotangents">The cotangents of the results; null where they are zero.</param>
    /// <returns>The cotangents of the operands, null where they are zero.</returns>
    public delegate NdArray?[] PullBack(NdArray[] residuals, NdArray?[] cotangents);

    /// <summary>How many of the values that the function closes over, the last of them, the rule gets as its first operands: those have no cotangents.</summary>
    public int ConstCount { get; init; }

    /// <inheritdoc/>
    protected override Type EqualityContract => typeof(CustomRule);

    /// <summary>Whether the other rule has the same name.</summary>
    public bool Equals(CustomVjpRule? other) => base.Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => base.GetHashCode();
}
