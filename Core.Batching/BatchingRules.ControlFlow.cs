using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _cond_batching_rule.
    public Batched[] Cond(Cond op, Batched[] args)
    {
        if (args[0].Axis is null) return CondOfOneIndex(op, args[0].Value, args.AsSpan(1));
        // Which platform it is does not depend on the example: asked anew, the index is shared again.
        if (op.Platforms is { } platforms) return CondOfOneIndex(op, Lax.Bind(new PlatformIndex(platforms)), args.AsSpan(1));
        foreach (Batched operand in args.AsSpan(1))
            if (operand.Value.Type.IsRef)
                throw new UnsupportedException(
                    $"cond: the branches use a mutable reference of type {operand.Value.Type}, and the predicate differs between examples: all branches are computed then, each of which would " +
                    "change it. Return values from the branches and write them after.");
        return mapped.Branches switch
        {
            Branches.Select => CondAsSelect(op, args),
            Branches.Lanes => CondByLane(op, args),
        };
    }

    public Batched[] PlatformIndex(PlatformIndex op, Batched[] args) => One(Lax.Bind(op), null); // takes no operand: never mapped

    // JAX: _while_loop_batching_rule. Where the condition differs between examples it gives one truth value for each, and all values are mapped; what
    // is then chosen for examples that are done is the loop's own business.
    public Batched[] While(While op, Batched[] args)
    {
        (Batched[] condConsts, Batched[] bodyConsts, Batched[] init) =
            (args[..op.CondConsts], args[op.CondConsts..(op.CondConsts + op.BodyConsts)], args[(op.CondConsts + op.BodyConsts)..]);
        bool[] carry = Fixpoint(IsMapped(init), carry => BatchedPrograms.Get(op.BodyJaxpr, mapped, [.. IsMapped(bodyConsts), .. carry], carry).OutMapped);
        bool differs = BatchedPrograms.Get(op.CondJaxpr, mapped, [.. IsMapped(condConsts), .. carry], [false]).OutMapped[0];
        // A condition with axes was mapped before: its lanes run together, and so do those of all examples.
        if (differs && mapped.Branches is Branches.Lanes && init.Length > 0 && op.CondJaxpr.Outputs[0].Type.Rank == 0) return WhileByLane(op, args);
        // The axes of the condition stay the first ones of all values.
        int place = differs ? 0 : op.CondJaxpr.Outputs[0].Type.Rank;
        int?[] each = new int?[carry.Length];
        for (int i = 0; i < each.Length; i++) each[i] = carry[i] || differs ? place : null;
        ValueArray<int?> axes = ValueArray.Create<int?>(each);

        Jaxpr body = BatchedPrograms.Get(op.BodyJaxpr, mapped, [.. BatchedPrograms.AxesOf(bodyConsts), .. axes], axes);
        Jaxpr cond = BatchedPrograms.Get(op.CondJaxpr, mapped, [.. BatchedPrograms.AxesOf(condConsts), .. axes], [differs ? 0 : null]);
        NdArray[] operands = [.. Values(condConsts), .. Values(bodyConsts), .. init.Select((value, i) => MoveTo(value, axes[i]))];
        return BatchedPrograms.WithAxes(Lax.BindAll(op with { CondJaxpr = cond, BodyJaxpr = body }, operands), axes);
    }

    // JAX: _scan_batching_rule. The axis that is scanned stays the first one.
    public Batched[] Scan(Scan op, Batched[] args)
    {
        int arrays = op.ConstCount + op.CarryCount;
        bool[] consts = IsMapped(args.AsSpan(0, op.ConstCount)), init = IsMapped(args.AsSpan(op.ConstCount, op.CarryCount)), slices = IsMapped(args.AsSpan(arrays));
        bool[] shared = new bool[op.Jaxpr.Outputs.Count - op.CarryCount], outMapped = [];
        Jaxpr jaxpr = op.Jaxpr;
        bool[] carry = Fixpoint(init, carry =>
        {
            (jaxpr, outMapped) = BatchedPrograms.Get(op.Jaxpr, mapped, [.. consts, .. carry, .. slices], [.. carry, .. shared]);
            return outMapped[..op.CarryCount];
        });
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++)
        {
            bool isMapped = i >= op.ConstCount && i < arrays ? carry[i - op.ConstCount] : args[i].Axis is not null;
            operands[i] = MoveTo(args[i], isMapped ? i < arrays ? 0 : 1 : null);
        }
        int?[] axes = new int?[outMapped.Length];
        for (int i = 0; i < axes.Length; i++) axes[i] = !outMapped[i] ? null : i < op.CarryCount ? 0 : 1;
        return BatchedPrograms.WithAxes(Lax.BindAll(op with { Jaxpr = jaxpr }, operands), ValueArray.Create<int?>(axes));
    }

    // One branch for all examples: the operands that differ have the mapped axis in front, and so have the results that differ in any branch.
    private Batched[] CondOfOneIndex(Cond op, NdArray index, ReadOnlySpan<Batched> operands)
    {
        bool[] inMapped = IsMapped(operands);
        NdArray[] values = new NdArray[operands.Length];
        for (int i = 0; i < values.Length; i++) values[i] = inMapped[i] ? Move(operands[i], 0) : operands[i].Value;

        bool[] outMapped = new bool[op.Branches[0].Outputs.Count], shared = new bool[outMapped.Length];
        foreach (Jaxpr branch in op.Branches)
        {
            bool[] own = BatchedPrograms.Get(branch, mapped, inMapped, shared).OutMapped;
            for (int i = 0; i < own.Length; i++) outMapped[i] |= own[i];
        }
        ValueArray<Jaxpr> branches = [.. op.Branches.Select(branch => BatchedPrograms.Get(branch, mapped, inMapped, outMapped).Jaxpr)];
        return BatchedPrograms.WithAxes(Lax.BindAll(op with { Branches = branches }, [index, .. values]), BatchedPrograms.FirstWhere(outMapped));
    }

    // Each example has its own branch: all branches are computed for all examples, and the results are chosen.
    private Batched[] CondAsSelect(Cond op, ReadOnlySpan<Batched> args)
    {
        NdArray[] operands = AllAtFront(args);
        NdArray index = operands[0];
        bool[] inMapped = Yes(op.Branches[0].Inputs.Count), outMapped = Yes(op.Branches[0].Outputs.Count);
        Jaxpr[] branches = [.. op.Branches.Select(branch => BatchedPrograms.Get(branch, mapped, inMapped, outMapped).Jaxpr)];
        NdArray[][] results = new NdArray[branches.Length][];
        for (int i = 0; i < branches.Length; i++)
        {
            // A select on the operands keeps reverse-mode derivatives of other examples out (https://github.com/jax-ml/jax/issues/1052).
            NdArray isTaken = Lax.Eq(index, Number(i, index.DType));
            NdArray[] own = [.. operands.Skip(1).Select(x => SelectEach(isTaken, x.DType.IsKey ? x : Lax.StopGradient(x), x))];
            results[i] = TraceScope.Call(branches[i], own);
        }
        Batched[] chosen = new Batched[outMapped.Length];
        for (int i = 0; i < chosen.Length; i++) chosen[i] = new(SelectEach(index, [.. results.Select(branch => branch[i])]), 0);
        return chosen;
    }

    // JAX: _bcast_select_n.
    private static NdArray SelectEach(NdArray which, params ReadOnlySpan<NdArray> cases)
    {
        if (which.Rank != cases[0].Rank) which = Lax.BroadcastInDim(which, cases[0].Shape, [.. Enumerable.Range(0, which.Rank)]);
        return Lax.SelectN(which, cases);
    }

    /// <summary>Which values of a loop are mapped: those that are when it starts, and those that the body maps when these are.</summary>
    private static bool[] Fixpoint(bool[] carry, Func<bool[], bool[]> body)
    {
        while (true)
        {
            bool[] next = body(carry);
            bool grows = false;
            for (int i = 0; i < carry.Length; i++) grows |= next[i] && !carry[i];
            if (!grows) return carry;
            for (int i = 0; i < carry.Length; i++) next[i] |= carry[i];
            carry = next;
        }
    }

    /// <summary>The value with the mapped axis moved or put in where it is to be.</summary>
    private NdArray MoveTo(Batched x, int? axis) => axis switch
    {
        null => x.Value,
        { } place when x.Axis is null => Lax.InsertAxis(x.Value, place, mapped.Size),
        { } place => Move(x, place),
    };

    private static bool[] Yes(int count)
    {
        bool[] all = new bool[count];
        for (int i = 0; i < all.Length; i++) all[i] = true;
        return all;
    }

    private static bool[] IsMapped(ReadOnlySpan<Batched> args)
    {
        bool[] isMapped = new bool[args.Length];
        for (int i = 0; i < isMapped.Length; i++) isMapped[i] = args[i].Axis is not null;
        return isMapped;
    }
}
