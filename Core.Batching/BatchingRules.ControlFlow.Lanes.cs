using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

// Not JAX's: what Branches.Lanes asks for. The programs are mapped over a few lanes; which examples these are is known when the program runs.
internal sealed partial class BatchingRules
{
    /// <summary>Lanes that are run at a time: enough to share the work of running a program, few enough that filling up the last ones costs little.</summary>
    private const int MostLanes = 32;

    // The lanes of all examples are the lanes of one op.
    public Batched[] CondLanes(CondLanes op, ReadOnlySpan<Batched> args)
    {
        ValueArray<bool> perLane = [true, .. op.Mapped];
        return OnAllLanes(op, perLane, args);
    }

    public Batched[] WhileLanes(WhileLanes op, ReadOnlySpan<Batched> args)
    {
        ValueArray<bool> perLane = [.. op.Mapped, .. Enumerable.Repeat(true, args.Length - op.Mapped.Count)];
        return OnAllLanes(op, perLane, args);
    }

    private Batched[] CondByLane(Cond op, ReadOnlySpan<Batched> args)
    {
        MappedAxis lanes = LanesOf(op);
        bool[] inMapped = IsMapped(args[1..]), all = AllMapped(op.Branches[0].Outputs.Count);
        ValueArray<Jaxpr> branches = [.. op.Branches.Select(branch => BatchedPrograms.Get(branch, lanes, inMapped, all).Jaxpr)];
        NdArray[] operands = [.. args.ToArray().Select(arg => arg.Axis is null ? arg.Value : Move(arg, 0))];
        return AllFirst(Lax.BindAll(new CondLanes(branches, [.. inMapped], lanes.Size), operands));
    }

    private Batched[] WhileByLane(While op, ReadOnlySpan<Batched> args)
    {
        MappedAxis lanes = LanesOf(op);
        int constants = op.CondConsts + op.BodyConsts;
        bool[] mappedConstants = IsMapped(args[..constants]), values = AllMapped(args.Length - constants);
        Jaxpr cond = BatchedPrograms.Get(op.CondJaxpr, lanes, [.. mappedConstants[..op.CondConsts], .. values], [true]).Jaxpr;
        Jaxpr body = BatchedPrograms.Get(op.BodyJaxpr, lanes, [.. mappedConstants[op.CondConsts..], .. values], values).Jaxpr;
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++) operands[i] = i < constants && args[i].Axis is null ? args[i].Value : AtFront(args[i]);
        return AllFirst(Lax.BindAll(new WhileLanes(cond, op.CondConsts, body, op.BodyConsts, [.. mappedConstants], lanes.Size), operands));
    }

    /// <summary>The lanes that the programs of an op are run on at a time.</summary>
    /// <exception cref="UnsupportedException">Its programs use collectives.</exception>
    private MappedAxis LanesOf(Op op)
    {
        foreach (Jaxpr jaxpr in op.Jaxprs)
            if (NamedAxes.Find(jaxpr, _ => true) is { } collective)
                throw new UnsupportedException(
                    $"Vmap: {collective.Name} over '{string.Join("', '", collective.AxisNames)}' is inside a {op.Name} that differs between examples; with branches: Branches.Lanes examples " +
                    $"run it apart and cannot meet there. Move it out of the {op.Name}, or write branches: Branches.Select.");
        return mapped with { Name = null, Size = Math.Clamp(mapped.Size, 1, MostLanes) };
    }

    /// <summary>An op on lanes for all examples: with more lanes, where examples share what lanes share, else for one example after the other.</summary>
    private Batched[] OnAllLanes(Op op, ValueArray<bool> perLane, ReadOnlySpan<Batched> args)
    {
        for (int i = 0; i < args.Length; i++)
            if (!perLane[i] && args[i].Axis is not null) return OneByOne(op, args);

        int lanes = args[perLane.Span.IndexOf(true)].ExampleShape[0];
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            NdArray value = perLane[i] ? AtFront(args[i]) : args[i].Value;
            operands[i] = perLane[i] ? Lax.Reshape(value, [mapped.Size * lanes, .. value.Shape.Skip(2)]) : value;
        }
        NdArray[] results = Lax.BindAll(op, operands);
        return AllFirst([.. results.Select(result => Lax.Reshape(result, [mapped.Size, lanes, .. result.Shape.Skip(1)]))]);
    }

    private Batched[] OneByOne(Op op, ReadOnlySpan<Batched> args)
    {
        bool[] inMapped = IsMapped(args);
        NdArray[] values = new NdArray[args.Length];
        for (int i = 0; i < values.Length; i++) values[i] = inMapped[i] ? Move(args[i], 0) : args[i].Value;
        ValueArray<ArrayType> types = [.. values.Select((value, i) => inMapped[i] ? value.Type with { Shape = value.Shape.Remove(0) } : value.Type)];
        Jaxpr one = TraceScope.Trace(op.Name, types, operands => Lax.BindAll(op, operands)).Jaxpr;
        return AllFirst(Chunks.ScanOver(one, values, inMapped, mapped.Size));
    }

    private static Batched[] AllFirst(NdArray[] values) => [.. values.Select(value => new Batched(value, 0))];

    private static bool[] AllMapped(int count) => [.. Enumerable.Repeat(true, count)];
}
