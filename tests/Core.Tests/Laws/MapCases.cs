namespace Core.Tests.Laws;

/// <summary>Which axes of the operands of an op the laws map.</summary>
internal static class MapCases
{
    /// <summary>
    /// Every operand at every axis and not at all, where there are up to two; in front, at the end and not at all, where there are three; for more, all
    /// alike, one mapped alone, one alone not mapped, and the ends in turn.
    /// </summary>
    public static IEnumerable<ValueArray<int?>> All(OpSample sample)
    {
        int count = sample.Operands.Count;
        if (count > 3) return Few(sample).Distinct();
        return Product([.. sample.Types.Select(type => count < 3
            ? (int?[])[null, .. Enumerable.Range(0, type.Rank + 1).Select(axis => (int?)axis)]
            : [.. ((int?[])[null, 0, type.Rank]).Distinct()])]);
    }

    /// <summary>All operands mapped in front, at the end, in turn; each mapped alone, and each alone not mapped.</summary>
    public static IEnumerable<ValueArray<int?>> Few(OpSample sample)
    {
        ValueArray<int> ranks = [.. sample.Types.Select(type => type.Rank)];
        int count = ranks.Count;
        yield return [.. ranks.Select(_ => (int?)0)];
        yield return [.. ranks.Select(rank => (int?)rank)];
        yield return [.. ranks.Select((rank, i) => (int?)(i % 2 == 0 ? rank : 0))];
        for (int alone = 0; alone < count && count > 1; alone++)
        {
            yield return [.. ranks.Select((rank, i) => i == alone ? rank : (int?)null)];
            yield return [.. ranks.Select((rank, i) => i == alone ? null : (int?)(i % 2 == 0 ? rank : 0))];
        }
    }

    /// <summary>Every way to take one of each.</summary>
    public static IEnumerable<ValueArray<T>> Product<T>(T[][] choices) => choices.Aggregate(
        (IEnumerable<ValueArray<T>>)[[]], (taken, next) => taken.SelectMany(before => next.Select(item => (ValueArray<T>)[.. before, item])));
}
