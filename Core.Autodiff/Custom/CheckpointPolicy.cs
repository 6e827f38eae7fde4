using System.Text.RegularExpressions;
using Core.Ir;

namespace Core;

/// <summary>
/// Which values of a <c>Checkpoint</c> are kept for its derivative; all others are computed again. A policy changes what is kept and computed, never a number.
/// </summary>
/// <param name="Text">The policy as programs print it.</param>
// JAX: ad_checkpoint.py, checkpoint_policies.
public sealed partial record CheckpointPolicy(string Text)
{
    /// <summary>Nothing but the arguments is kept.</summary>
    public static CheckpointPolicy NothingSaveable { get; } = new("<function nothing_saveable at 0xXXXXXXXXXXXX>");

    /// <summary>Everything that the derivative needs is kept, as if there were no checkpoint.</summary>
    public static CheckpointPolicy EverythingSaveable { get; } = new("<function everything_saveable at 0xXXXXXXXXXXXX>");

    /// <summary>Matrix products and convolutions are kept.</summary>
    public static CheckpointPolicy DotsSaveable { get; } = new("DotsSaveable(only_if_no_batch_dims=False)");

    /// <summary>Matrix products are kept that are no stacks of them: of activations and weights, but not of activations with each other.</summary>
    public static CheckpointPolicy DotsWithNoBatchDimsSaveable { get; } = new("DotsSaveable(only_if_no_batch_dims=True)");

    /// <summary>The values are kept that have one of these names, by <c>CheckpointName</c>.</summary>
    public static CheckpointPolicy SaveOnlyTheseNames(params ReadOnlySpan<string> names) => new($"SaveOnlyTheseNames(saveable_names={SetOf(names)})");

    /// <summary>The values are kept that have a name, by <c>CheckpointName</c>, which is none of these.</summary>
    public static CheckpointPolicy SaveAnyNamesButThese(params ReadOnlySpan<string> names) => new($"SaveAnyNamesButThese(names={SetOf(names)})");

    /// <summary>Whether anything may be kept.</summary>
    internal bool KeepsAny => this == DotsSaveable || this == DotsWithNoBatchDimsSaveable || Text.StartsWith("Save", StringComparison.Ordinal) || KeepsAll;

    private bool KeepsAll => Text.StartsWith("<function everything_saveable", StringComparison.Ordinal);

    /// <summary>Whether the results of an equation are kept.</summary>
    // A policy of another text is a function of the user's, of which only the name is known: nothing is kept, at no more than the price of computing it again.
    internal bool Keeps(Equation equation)
    {
        if (KeepsAll) return true;
        if (this == DotsSaveable) return equation.Op is DotGeneral or ConvGeneralDilated;
        if (this == DotsWithNoBatchDimsSaveable) return equation.Op is DotGeneral { Dims: { LhsBatch.Count: 0, RhsBatch.Count: 0 } };
        if (equation.Op is not Named named) return false;
        bool isListed = Name().Matches(Text).Any(match => match.Groups[1].Value == named.Label);
        return Text.StartsWith("SaveOnlyTheseNames(", StringComparison.Ordinal) ? isListed : Text.StartsWith("SaveAnyNamesButThese(", StringComparison.Ordinal) && !isListed;
    }

    // As Python writes a frozenset of strings; sorted, where Python's order is by chance.
    private static string SetOf(ReadOnlySpan<string> names) =>
        names.IsEmpty ? "frozenset()" : $"frozenset({{{string.Join(", ", names.ToArray().Distinct().Order(StringComparer.Ordinal).Select(name => $"'{name}'"))}}})";

    [GeneratedRegex("'([^']*)'")]
    private static partial Regex Name();
}
