using Core.Ir;

namespace Core.Autodiff;

/// <summary>Whether a compiler must not merge what a checkpoint computes again with what was computed before: <c>True</c>, <c>False</c>, or one of them per operand, <c>(True, False)</c>.</summary>
internal static class PreventCse
{
    /// <summary>The setting of a checkpoint that has some of the operands, and further ones behind them.</summary>
    /// <param name="op">The checkpoint.</param>
    /// <param name="kept">Which of the operands it has; those that are not in it are had.</param>
    /// <param name="added">How many further ones there are.</param>
    public static string Of(Checkpoint op, ReadOnlySpan<bool> kept, int added = 0)
    {
        if (!op.PreventCse.StartsWith('(')) return op.PreventCse;
        string[] each = op.PreventCse.Trim('(', ')').Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        List<string> settings = [];
        for (int i = 0; i < each.Length; i++)
            if (i >= kept.Length || kept[i]) settings.Add(each[i]);
        settings.AddRange(Enumerable.Repeat("True", added));
        return settings.Count == 1 ? $"({settings[0]},)" : $"({string.Join(", ", settings)})";
    }
}
