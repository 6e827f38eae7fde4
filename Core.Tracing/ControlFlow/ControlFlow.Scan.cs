using Core.Ir;

namespace Core.Tracing;

public static partial class ControlFlow
{
    /// <summary>A function run along the first axis of arrays, one slice at a time, which passes a value on.</summary>
    /// <param name="init">The first value.</param>
    /// <param name="xs">A tree of arrays of one length; null where there are none.</param>
    /// <param name="body">From value and slice to the next value and a further result.</param>
    /// <param name="length">How often it runs; the length of the arrays by default.</param>
    /// <param name="reverse">Whether it starts at the end.</param>
    /// <param name="unroll">How many runs a compiled loop may do at once, 0 for all.</param>
    /// <returns>The last value, and the further results stacked along a new first axis.</returns>
    public static (C Carry, Y Stacked) Scan<C, X, Y>(C init, X xs, Body body, int? length, bool reverse, int unroll) =>
        Scan<C, X, Y>(init, xs, body, length, reverse, unroll, "Scan", new(body, 2));

    /// <summary>The results of a function for each slice along the first axis, stacked.</summary>
    // JAX: map.
    public static R Map<A, R>(Func<A, R> function, A xs)
    {
        PyTree.RegisterTuple<NdArray?, R>();
        Body body = Body.Of((NdArray? none, A x) => (none, function(x)));
        return Scan<NdArray?, A, R>(null, xs, body, null, false, 1, "Map", new(body, 2)).Stacked;
    }

    /// <summary>The results of a function for each slice along the first axis, computed for several slices at once.</summary>
    /// <param name="mapped">The function, for as many slices as it gets.</param>
    /// <param name="xs">The slices.</param>
    /// <param name="size">How many at once; 0 for all.</param>
    // JAX: map with batch_size.
    public static R MapInBatches<A, R>(Func<A, R> mapped, A xs, int size)
    {
        (TreeDef tree, NdArray[] arrays) = TreeWriter.Flatten(xs);
        int count = LengthOf("Map", tree, arrays, null);
        int batches = size == 0 ? 0 : count / size, whole = batches * size;
        if (batches == 0) return mapped(xs);

        NdArray[] first = [.. arrays.Select(x => Lax.Reshape(Rows(x, 0, whole), [batches, size, .. x.Shape.Span[1..]]))];
        A? remainder = whole == count ? default : new TreeReader([.. arrays.Select(x => Rows(x, whole, count))]).Read<A>(tree);
        R ys = Map(mapped, new TreeReader(first).Read<A>(tree));
        (TreeDef outTree, NdArray[] results) = TreeWriter.Flatten(ys);
        NdArray[]? rest = whole == count ? null : TreeWriter.Flatten(mapped(remainder!)).Leaves;
        results = [.. results.Select(y => Lax.Reshape(y, [whole, .. y.Shape.Span[2..]]))];
        if (rest is not null) results = [.. results.Zip(rest, (y, last) => Lax.Concatenate([y, last], 0))];
        return new TreeReader(results).Read<R>(outTree);

        static NdArray Rows(NdArray x, int start, int limit) => start == 0 && limit == x.Shape[0] ? x : Lax.Slice(
            x, [start, .. Enumerable.Repeat(0, x.Rank - 1)], [limit, .. x.Shape.Span[1..]]);
    }

    /// <summary>A function run a number of times, which passes a value on.</summary>
    /// <param name="init">The first value.</param>
    /// <param name="body">From the value to the next value and a further result.</param>
    /// <param name="length">How often it runs.</param>
    /// <param name="reverse">Whether the further results are stacked backwards.</param>
    /// <param name="unroll">How many runs a compiled loop may do at once, 0 for all.</param>
    public static (C Carry, Y Stacked) Scan<C, Y>(C init, Body body, int length, bool reverse, int unroll) =>
        Scan<C, NdArray?, Y>(init, null, body, length, reverse, unroll, "Scan", new(body, 1));

    // JAX: scan.
    private static (C Carry, Y Stacked) Scan<C, X, Y>(C init, X xs, Body body, int? length, bool reverse, int unroll, string verb, CarryName name)
    {
        (TreeDef carryTree, NdArray[] values) = TreeWriter.Flatten(init);
        (TreeDef arrayTree, NdArray[] arrays) = TreeWriter.Flatten(xs);
        int count = LengthOf(verb, arrayTree, arrays, length);
        if (unroll < 0) throw new ShapeException($"{verb}: unroll must not be negative, got {unroll}. Write 1 for one run at a time, 0 for all.");
        ArrayType[] slices = [.. arrays.Select(array => array.Type with { Shape = array.Shape.Remove(0) })];

        TracedBody step = Trace();
        if (Carried(step).LeafCount == values.Length && PromoteWeak(values, step.OutTypes.Span[..values.Length])) step = Trace();
        int carried = Carried(step).LeafCount;
        CheckCarry(verb, name, carryTree, TypesOf(values).Span, Carried(step), step.OutTypes.Span[..carried]);

        // What the body passes on as it is, is a constant; a slice that it returns as it is, is the array.
        int captures = step.Captures.Count, stacked = step.OutTypes.Count - carried;
        int?[] forwarded = Rearranged.Forwarded(step.Jaxpr);
        bool[] isConstant = [.. forwarded.Take(carried).Select((place, i) => place == captures + i)];
        int?[] source = [.. forwarded.Skip(carried).Select(place => place - captures - carried is { } array and >= 0 ? array : (int?)null)];

        (NdArray[] constants, NdArray[] carry) = Partition(values, isConstant);
        (int[] first, int[] rest) = Partition([.. Enumerable.Range(captures, carried)], isConstant);
        int[] others = [.. Enumerable.Range(captures + carried, arrays.Length)];
        Jaxpr jaxpr = Rearranged.Select(
            step.Jaxpr, [.. first, .. Enumerable.Range(0, captures), .. rest, .. others],
            [.. rest.Select(place => place - captures), .. Enumerable.Range(0, stacked).Where(i => source[i] is null).Select(i => carried + i)]);
        Scan op = new(jaxpr, count, constants.Length + captures, carry.Length, reverse, unroll);
        Queue<NdArray> results = new(Lax.Scan(op, [.. constants, .. step.Captures, .. carry, .. arrays]));
        NdArray[] last = [.. Enumerable.Range(0, carry.Length).Select(_ => results.Dequeue())];
        NdArray[] ys = [.. source.Select(array => array is { } i ? arrays[i] : results.Dequeue())];
        return (new TreeReader(Merge(isConstant, constants, last)).Read<C>(Carried(step)), new TreeReader(ys).Read<Y>(((NodeDef)step.OutTree).Children[1]));

        TracedBody Trace() => body.Trace(verb + "'s body", [carryTree, arrayTree], [.. TypesOf(values), .. slices]);

        static TreeDef Carried(TracedBody step) => ((NodeDef)step.OutTree).Children[0];
    }

    private static int LengthOf(string verb, TreeDef tree, NdArray[] arrays, int? length)
    {
        if (length is < 0) throw new ShapeException($"{verb}: length must not be negative, got {length}.");
        string[] paths = [.. tree.Paths("xs")];
        for (int i = 0; i < arrays.Length; i++)
            if (arrays[i].Rank == 0) throw new ShapeException($"{verb}: {paths[i]} must have a first axis to go along, got {arrays[i].Type}. Close over values that are the same in every run.");
        if (arrays.Length == 0)
            return length ?? throw new ShapeException($"{verb}: xs holds no arrays, so nothing says how often to run. Give length.");
        int count = length ?? arrays[0].Shape[0];
        if (arrays.All(array => array.Shape[0] == count)) return count;
        string list = string.Join(", ", arrays.Select((array, i) => $"{paths[i]} {array.Shape[0]}"));
        throw new ShapeException(length is null
            ? $"{verb}: all arrays must have one length along their first axis, but the lengths are: {list}."
            : $"{verb}: length is {length}, but the lengths of the arrays along their first axis are: {list}.");
    }
}
