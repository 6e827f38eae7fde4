using Core.Ir;

namespace Core.Tracing;

/// <summary>A rule in C# by which a function is mapped over an axis.</summary>
/// <param name="Name">The name of the rule, as programs print it.</param>
/// <param name="Apply">From the size of the axis, which arrays of the arguments hold it, as their first, and those arrays, to arrays of the results and which hold it.</param>
public sealed record CustomVmapRule(string Name, CustomVmapRule.Rule Apply) : CustomRule(Name)
{
    /// <summary>Computes the results for all examples.</summary>
    public delegate (NdArray[] Results, bool[] AreMapped) Rule(int axisSize, bool[] isMapped, NdArray[] operands);
}
