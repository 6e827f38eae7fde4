using Core.Ir;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    /// <summary>Each size of lanes that run together is so many times the next.</summary>
    private const int SizeRatio = 4;

    // Another axis of lanes: each of them has the lanes that there were, and all become lanes of one axis.
    public Batched[] CondLanes(CondLanes op, Batched[] args)
    {
        int lanes = args[0].ExampleShape[0];
        bool[] perLane = new bool[args.Length - 1];
        NdArray[] operands = new NdArray[args.Length];
        operands[0] = MergeLanes(args[0], true, lanes);
        for (int i = 0; i < perLane.Length; i++)
        {
            perLane[i] = op.PerLane[i] || args[i + 1].Axis is not null;
            operands[i + 1] = perLane[i] ? MergeLanes(args[i + 1], op.PerLane[i], lanes) : args[i + 1].Value;
        }
        return SplitLanes(Lax.BindAll(LanesOf(op.Branches, perLane, mapped.Size * lanes), operands), lanes);
    }

    public Batched[] WhileLanes(WhileLanes op, Batched[] args)
    {
        int constants = op.CondConsts + op.BodyConsts, lanes = args[constants].ExampleShape[0];
        bool[] perLane = new bool[args.Length];
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < args.Length; i++)
        {
            bool had = i >= constants || op.PerLane[i];
            perLane[i] = had || args[i].Axis is not null;
            operands[i] = perLane[i] ? MergeLanes(args[i], had, lanes) : args[i].Value;
        }
        While loop = new(op.CondJaxpr, op.CondConsts, op.BodyJaxpr, op.BodyConsts);
        return SplitLanes(Lax.BindAll(LanesOf(loop, perLane.AsSpan(0, constants), mapped.Size * lanes), operands), lanes);
    }

    /// <summary>Branches by lane: operands that differ have the lanes in front.</summary>
    private Batched[] CondByLane(Cond op, ReadOnlySpan<Batched> args)
    {
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++) operands[i] = args[i].Axis is null ? args[i].Value : Move(args[i], 0);
        return InFront(Lax.BindAll(LanesOf(op.Branches, IsMapped(args[1..]), mapped.Size), operands));
    }

    /// <summary>A loop by lane: constants that differ, and all values, have the lanes in front.</summary>
    private Batched[] WhileByLane(While op, ReadOnlySpan<Batched> args)
    {
        int constants = op.CondConsts + op.BodyConsts;
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++) operands[i] = i >= constants ? AtFront(args[i]) : args[i].Axis is null ? args[i].Value : Move(args[i], 0);
        return InFront(Lax.BindAll(LanesOf(op, IsMapped(args[..constants]), mapped.Size), operands));
    }

    private CondLanes LanesOf(ValueArray<Jaxpr> branches, ReadOnlySpan<bool> perLane, int lanes)
    {
        ValueArray<int> sizes = SizesOf(lanes);
        List<Jaxpr> dense = [];
        foreach (Jaxpr branch in branches) dense.AddRange(DenseOf(branch, perLane, sizes, "a branch"));
        return new(branches, ValueArray.Create(perLane), sizes, [.. dense]);
    }

    private WhileLanes LanesOf(While op, ReadOnlySpan<bool> perLane, int lanes)
    {
        ValueArray<int> sizes = SizesOf(lanes);
        bool[] carry = [.. op.BodyJaxpr.Outputs.Select(_ => true)];
        return new(
            op.CondJaxpr, op.CondConsts, op.BodyJaxpr, op.BodyConsts, ValueArray.Create(perLane), sizes,
            DenseOf(op.CondJaxpr, [.. perLane[..op.CondConsts], .. carry], sizes, "a condition"), DenseOf(op.BodyJaxpr, [.. perLane[op.CondConsts..], .. carry], sizes, "the body of a loop"));
    }

    // All lanes together, and ever fewer of them; a single lane runs the program for one.
    private static ValueArray<int> SizesOf(int lanes)
    {
        List<int> sizes = [];
        for (int size = lanes; size > 1; size /= SizeRatio) sizes.Add(size);
        return [.. sizes];
    }

    private ValueArray<Jaxpr> DenseOf(Jaxpr jaxpr, ReadOnlySpan<bool> perLane, ValueArray<int> sizes, string what)
    {
        if (mapped.Name is { } name && Collectives.Find(jaxpr, op => op.AxisNames.Contains(name)) is not null)
            throw new UnsupportedException(
                $"Vmap: {what} reduces over the mapped axis '{name}' or asks about it, but with Branches.Lanes not all examples get there. Use Branches.Select, or move it out of the branch or loop.");
        bool[] inMapped = perLane.ToArray(), outMapped = [.. jaxpr.Outputs.Select(_ => true)];
        return [.. sizes.Select(size => BatchedPrograms.Get(jaxpr, mapped with { Name = null, Size = size, Branches = Branches.Lanes }, inMapped, outMapped).Jaxpr)];
    }

    /// <summary>Values of examples that have lanes themselves, or share one for all lanes, as values of so many times as many lanes.</summary>
    private NdArray MergeLanes(Batched x, bool hasLanes, int lanes)
    {
        NdArray value = AtFront(x);
        if (!hasLanes) value = Lax.InsertAxis(value, 1, lanes);
        return Lax.Reshape(value, [mapped.Size * lanes, .. value.Shape.Span[2..]]);
    }

    private Batched[] SplitLanes(NdArray[] values, int lanes) => InFront([.. values.Select(value => Lax.Reshape(value, [mapped.Size, lanes, .. value.Shape.Span[1..]]))]);

    private static Batched[] InFront(NdArray[] values) => [.. values.Select(value => new Batched(value, 0))];
}
