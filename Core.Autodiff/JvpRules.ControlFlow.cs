using Core.Ir;

namespace Core.Autodiff;

internal sealed partial class JvpRules
{
    // JAX: _cond_jvp.
    public Dual[] Cond(Cond op, ReadOnlySpan<Dual> args)
    {
        ReadOnlySpan<Dual> operands = args[1..];
        (ValueArray<Jaxpr> branches, bool[] nonzero) = BranchesWithTangents(op.Branches, Nonzero(operands));
        NdArray[] results = Lax.BindAll(op with { Branches = branches }, [args[0].Primal, .. Primals(operands), .. Tangents(operands)]);
        return Merge(results[..nonzero.Length], ValueArray.Create<bool>(nonzero), results[nonzero.Length..]);
    }

    public Dual[] PlatformIndex(PlatformIndex op, ReadOnlySpan<Dual> args) => Constant(op, args);

    // JAX: _while_loop_jvp.
    public Dual[] While(While op, ReadOnlySpan<Dual> args)
    {
        LoopTangents loop = new(args, op.CondConsts, op.BodyConsts, [op.BodyJaxpr]);
        return loop.Results(Lax.BindAll(new While(loop.Condition(op.CondJaxpr), op.CondConsts, loop.Body(op.BodyJaxpr), loop.BodyConsts), loop.Operands));
    }

    // JAX: _scan_jvp.
    public Dual[] Scan(Scan op, ReadOnlySpan<Dual> args)
    {
        int arrays = op.ConstCount + op.CarryCount, stacked = op.Jaxpr.Outputs.Count - op.CarryCount;
        ValueArray<bool> nonzero = Nonzero(args);
        ValueArray<bool> consts = [.. nonzero.Take(op.ConstCount)], slices = [.. nonzero.Skip(arrays)], carry = [.. nonzero.Skip(op.ConstCount).Take(op.CarryCount)];
        Jaxpr jaxpr;
        bool[] outputs;
        while (true)
        {
            (jaxpr, outputs) = JvpPrograms.Get(op.Jaxpr, [.. consts, .. carry, .. slices], [.. carry, .. Enumerable.Repeat(false, stacked)]);
            ValueArray<bool> next = [.. outputs.Take(op.CarryCount)];
            if (next == carry) break;
            carry = next;
        }
        NdArray[] primals = Primals(args), tangents = Tangents(args, [.. consts, .. carry, .. slices]);
        int constTangents = consts.Count(isNonzero => isNonzero), carryTangents = carry.Count(isNonzero => isNonzero), tangentCount = tangents.Length;
        int[] inputs = Interleave(op.ConstCount, op.CarryCount, args.Length, constTangents, carryTangents, tangentCount);
        int[] results = Interleave(op.CarryCount, stacked, op.Jaxpr.Outputs.Count, carryTangents, outputs.Count(isNonzero => isNonzero) - carryTangents, outputs.Count(isNonzero => isNonzero));
        Scan scan = op with { Jaxpr = Rearranged(jaxpr, inputs, results), ConstCount = op.ConstCount + constTangents, CarryCount = op.CarryCount + carryTangents };
        NdArray[] all = [.. primals, .. tangents], given = Lax.BindAll(scan, [.. inputs.Select(place => all[place])]), ordered = new NdArray[given.Length];
        for (int i = 0; i < given.Length; i++) ordered[results[i]] = given[i];
        return Merge(ordered[..outputs.Length], ValueArray.Create<bool>(outputs), ordered[outputs.Length..]);
    }

    public Dual[] CondLanes(CondLanes op, ReadOnlySpan<Dual> args)
    {
        ReadOnlySpan<Dual> operands = args[1..];
        ValueArray<bool> tangents = Nonzero(operands);
        (ValueArray<Jaxpr> jaxprs, bool[] nonzero) = BranchesWithTangents(op.Jaxprs, tangents);
        CondLanes lanes = (CondLanes)op.WithJaxprs(jaxprs) with { PerLane = [.. op.PerLane, .. op.PerLane.Where((_, i) => tangents[i])] };
        NdArray[] results = Lax.BindAll(lanes, [args[0].Primal, .. Primals(operands), .. Tangents(operands)]);
        return Merge(results[..nonzero.Length], ValueArray.Create<bool>(nonzero), results[nonzero.Length..]);
    }

    public Dual[] WhileLanes(WhileLanes op, ReadOnlySpan<Dual> args)
    {
        LoopTangents loop = new(args, op.CondConsts, op.BodyConsts, [op.BodyJaxpr, .. op.DenseBody]);
        ValueArray<bool> nonzero = Nonzero(args);
        ValueArray<bool> perLane = [.. op.PerLane, .. op.PerLane.Where((_, i) => i >= op.CondConsts && nonzero[i])];
        return loop.Results(Lax.BindAll(
            new WhileLanes(
                loop.Condition(op.CondJaxpr), op.CondConsts, loop.Body(op.BodyJaxpr), loop.BodyConsts, perLane, op.Sizes,
                [.. op.DenseCond.Select(loop.Condition)], [.. op.DenseBody.Select(loop.Body)]), loop.Operands));
    }

    /// <summary>Branches with tangents, of the same results in all.</summary>
    private static (ValueArray<Jaxpr> Branches, bool[] Nonzero) BranchesWithTangents(ValueArray<Jaxpr> branches, ValueArray<bool> nonzero)
    {
        bool[] outputs = new bool[branches[0].Outputs.Count];
        foreach (Jaxpr branch in branches)
        {
            bool[] own = JvpPrograms.Get(branch, nonzero, [.. outputs.Select(_ => false)]).Nonzero;
            for (int i = 0; i < own.Length; i++) outputs[i] |= own[i];
        }
        ValueArray<bool> instantiate = ValueArray.Create<bool>(outputs);
        return ([.. branches.Select(branch => JvpPrograms.Get(branch, nonzero, instantiate).Jaxpr)], outputs);
    }

    private static NdArray[] Tangents(ReadOnlySpan<Dual> args, ValueArray<bool> nonzero)
    {
        List<NdArray> tangents = [];
        for (int i = 0; i < args.Length; i++)
            if (nonzero[i]) tangents.Add(args[i].Instantiated);
        return [.. tangents];
    }

    // Of values in three groups, then their tangents in three groups: the order in which each group is followed by its tangents.
    private static int[] Interleave(int first, int second, int count, int firstTangents, int secondTangents, int tangents) =>
    [
        .. Enumerable.Range(0, first), .. Enumerable.Range(count, firstTangents),
        .. Enumerable.Range(first, second), .. Enumerable.Range(count + firstTangents, secondTangents),
        .. Enumerable.Range(first + second, count - first - second), .. Enumerable.Range(count + firstTangents + secondTangents, tangents - firstTangents - secondTangents),
    ];

    // JAX: rearrange_binders.
    private static Jaxpr Rearranged(Jaxpr jaxpr, int[] inputs, int[] outputs) =>
        new(jaxpr.ConstVars, [.. inputs.Select(place => jaxpr.Inputs[place])], jaxpr.Equations, [.. outputs.Select(place => jaxpr.Outputs[place])], jaxpr.Constants);

    /// <summary>A loop with tangents of its values; the condition takes those too, and does not use them.</summary>
    private sealed class LoopTangents
    {
        private readonly ValueArray<bool> _consts, _carry;

        /// <summary>Which values have a tangent: those that have one when the loop starts, and those that a body gives one.</summary>
        /// <param name="args">Constants of the condition, then of the body, then values.</param>
        /// <param name="condConsts">How many constants the condition has.</param>
        /// <param name="bodyConsts">How many constants the body has.</param>
        /// <param name="bodies">The program of the body, in all its forms.</param>
        public LoopTangents(ReadOnlySpan<Dual> args, int condConsts, int bodyConsts, ReadOnlySpan<Jaxpr> bodies)
        {
            int constants = condConsts + bodyConsts;
            ValueArray<bool> nonzero = Nonzero(args);
            (_consts, _carry) = ([.. nonzero.Skip(condConsts).Take(bodyConsts)], [.. nonzero.Skip(constants)]);
            for (int i = 0; i < bodies.Length; i++)
            {
                ValueArray<bool> next = [.. JvpPrograms.Get(bodies[i], [.. _consts, .. _carry], _carry).Nonzero];
                if (next == _carry) continue;
                (_carry, i) = (next, -1); // again from the first
            }
            NdArray[] primals = Primals(args);
            NdArray[] constTangents = Tangents(args.Slice(condConsts, bodyConsts), _consts), carryTangents = Tangents(args[constants..], _carry);
            BodyConsts = bodyConsts + constTangents.Length;
            Operands = [.. primals[..constants], .. constTangents, .. primals[constants..], .. carryTangents];
        }

        /// <summary>How many constants the body has, tangents included.</summary>
        public int BodyConsts { get; }

        /// <summary>The operands of the loop with tangents.</summary>
        public NdArray[] Operands { get; }

        /// <summary>The body with tangents.</summary>
        public Jaxpr Body(Jaxpr body)
        {
            Jaxpr jaxpr = JvpPrograms.Get(body, [.. _consts, .. _carry], _carry).Jaxpr;
            int constants = _consts.Count, values = _carry.Count, constTangents = _consts.Count(isNonzero => isNonzero), tangents = constTangents + _carry.Count(isNonzero => isNonzero);
            return Rearranged(jaxpr, Interleave(constants, values, constants + values, constTangents, tangents - constTangents, tangents), [.. Enumerable.Range(0, jaxpr.Outputs.Count)]);
        }

        /// <summary>The condition, which takes tangents too.</summary>
        public Jaxpr Condition(Jaxpr cond)
        {
            ValueArray<bool> carry = _carry;
            Var[] unused = [.. cond.Inputs.Skip(cond.Inputs.Count - carry.Count).Where((_, i) => carry[i]).Select(input => new Var(input.Type))];
            return new(cond.ConstVars, [.. cond.Inputs, .. unused], cond.Equations, cond.Outputs, cond.Constants);
        }

        /// <summary>The results with their tangents.</summary>
        public Dual[] Results(NdArray[] results) => Merge(results[.._carry.Count], _carry, results[_carry.Count..]);
    }
}
