using Core.Ir;
using Core.Tracing;

namespace Core.Tests.Laws;

/// <summary>An op that is mapped twice does not mind in which order.</summary>
public class NestedVmapLawTests
{
    private const int OuterSize = 2, InnerSize = 3;

    [TestCaseSource(typeof(OpSamples), nameof(OpSamples.Cases))]
    public void Mapped_twice_in_either_order_is_looped(OpSample sample) => TraceScope.WithX64(sample.UsesX64, () =>
    {
        foreach (ValueArray<Place> places in Cases(sample).Distinct()) BothOrdersAreLooped(sample, places);
        return true;
    });

    /// <summary>Every operand in every way for one and two operands; for more, all mapped twice, and the two maps shared out in turn.</summary>
    private static IEnumerable<ValueArray<Place>> Cases(OpSample sample)
    {
        ValueArray<int> ranks = [.. sample.Types.Select(type => type.Rank)];
        if (ranks.Count == 1)
            return from inner in Enumerable.Range(0, ranks[0] + 1) from outer in Enumerable.Range(0, ranks[0] + 2) select (ValueArray<Place>)[new Place(inner, outer)];
        if (ranks.Count == 2) return MapCases.Product([.. ranks.Select((rank, i) => Ways(rank, i))]);
        return
        [
            [.. ranks.Select(rank => new Place(rank, 0))],
            [.. ranks.Select((rank, i) => new Place(i % 2 == 0 ? 0 : rank, i % 2 == 0 ? rank + 1 : 0))],
            .. Enumerable.Range(0, 4).Select(first => (ValueArray<Place>)[.. ranks.Select((rank, i) => Ways(rank, i)[(first + i) % 4])]),
        ];

        static Place[] Ways(int rank, int operand) => operand % 2 == 0
            ? [new(null, null), new(rank, null), new(null, 0), new(0, rank + 1)]
            : [new(null, null), new(0, null), new(null, rank), new(rank, 0)];
    }

    private static void BothOrdersAreLooped(OpSample sample, ValueArray<Place> places)
    {
        Jaxpr program = sample.ToProgram();
        Jaxpr rows = Twice([.. places.Select(p => p.Inner)], InnerSize, [.. places.Select(p => p.Outer)], OuterSize);
        Jaxpr columns = Twice([.. places.Select(p => p.OuterFirst)], OuterSize, [.. places.Select(p => p.InnerSecond)], InnerSize);
        string which = $"{string.Join(", ", places)}\n{rows}\n{columns}\n";
        Assert.That(() => JaxprChecker.Check(rows), Throws.Nothing, which);
        Assert.That(() => JaxprChecker.Check(columns), Throws.Nothing, which);

        int named = sample.NamedAxes.Count;
        Random random = new(11);
        ArrayData[][][] examples = [.. Enumerable.Range(0, OuterSize).Select(_ => (ArrayData[][])[.. Enumerable.Range(0, InnerSize).Select(_ => sample.Draw(random))])];
        ArrayData[] inputs = [.. places.Select((p, k) => p.Arrange((outer, inner) => examples[outer][inner][k], named))];
        ArrayData[] byRows = Mapping.Run(sample.Close(rows), inputs), byColumns = Mapping.Run(sample.Close(columns), inputs);
        Jaxpr single = sample.Close(program);
        for (int outer = 0; outer < OuterSize; outer++)
        {
            for (int inner = 0; inner < InnerSize; inner++)
            {
                ArrayData[] expected = Mapping.Run(single, places.Select((p, k) => examples[p.Outer is null ? 0 : outer][p.Inner is null ? 0 : inner][k]));
                for (int k = 0; k < expected.Length; k++)
                {
                    ArrayData row = Mapping.Take(Mapping.Take(byRows[k], named, outer), named, inner), column = Mapping.Take(Mapping.Take(byColumns[k], named, inner), named, outer);
                    Assert.That($"{Mapping.TypeOf(row)} {Mapping.TypeOf(column)}", Is.EqualTo($"{Mapping.TypeOf(expected[k])} {Mapping.TypeOf(expected[k])}"), which);
                    if (!sample.IsUnique) continue;
                    Assert.That(Mapping.Difference(row, expected[k], sample.Tolerance), Is.Null, $"{which}output {k} of example ({outer}, {inner}), inner first");
                    Assert.That(Mapping.Difference(column, expected[k], sample.Tolerance), Is.Null, $"{which}output {k} of example ({outer}, {inner}), outer first");
                }
            }
        }

        Jaxpr Twice(ValueArray<int?> first, int firstSize, ValueArray<int?> second, int secondSize) =>
            Mapping.Vmap(Mapping.Vmap(program, first, firstSize, 0, "first"), second, secondSize, 0, "second");
    }

    /// <summary>Where the two axes of an operand are: the inner one among the axes of an example, the outer one among these and the inner.</summary>
    private readonly record struct Place(int? Inner, int? Outer)
    {
        /// <summary>The place of the outer axis without the inner one.</summary>
        public int? OuterFirst => Outer is { } outer && Inner is { } inner && outer > inner ? outer - 1 : Outer;

        /// <summary>The place of the inner axis with the outer one.</summary>
        public int? InnerSecond => Inner is { } inner && Outer is { } outer && outer <= inner ? inner + 1 : Inner;

        /// <summary>The values of all examples in one array.</summary>
        public ArrayData Arrange(Func<int, int, ArrayData> example, int named)
        {
            (int? innerPlace, int? outerPlace) = (Inner, Outer);
            return Along(outerPlace, OuterSize, outer => Along(innerPlace, InnerSize, inner => example(outer, inner)));

            ArrayData Along(int? place, int size, Func<int, ArrayData> value) => place is { } axis
                ? Mapping.Stack([.. Enumerable.Range(0, size).Select(value)], named + axis, Mapping.TypeOf(value(0)))
                : value(0);
        }
    }
}
