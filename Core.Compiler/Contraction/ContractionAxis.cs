namespace Core.Compiler.Contraction;

/// <summary>An axis, or several that were merged, of a contraction; distances are in elements.</summary>
/// <param name="Size">Its size.</param>
/// <param name="A">From one place to the next in the left operand.</param>
/// <param name="B">From one place to the next in the right operand.</param>
/// <param name="C">From one place to the next in the result.</param>
internal readonly record struct ContractionAxis(long Size, long A, long B, long C)
{
    /// <summary>The axes with neighbours merged that are one loop in both operands and the result, and without those of one place.</summary>
    public static List<ContractionAxis> Merge(List<ContractionAxis> axes)
    {
        List<ContractionAxis> merged = [];
        foreach (ContractionAxis axis in axes)
        {
            if (axis.Size == 1) continue;
            if (merged.Count > 0 && merged[^1] is var outer && outer.A == axis.A * axis.Size && outer.B == axis.B * axis.Size && outer.C == axis.C * axis.Size)
                merged[^1] = axis with { Size = axis.Size * outer.Size };
            else merged.Add(axis);
        }
        return merged;
    }
}
