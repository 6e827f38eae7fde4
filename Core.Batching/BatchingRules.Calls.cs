using Core.Ir;
using Core.Tracing;

namespace Core.Batching;

internal sealed partial class BatchingRules
{
    // JAX: _pjit_batcher. The called program is mapped with the axes that its arguments have, once for equal axes, and its results
    // keep the axes that its own rules give them.
    public Batched[] Call(Call op, Batched[] args)
    {
        (Jaxpr jaxpr, ValueArray<int?> outAxes) = BatchedPrograms.Get(op.Jaxpr, mapped, BatchedPrograms.AxesOf(args));
        return BatchedPrograms.WithAxes(Lax.BindAll(op with { Jaxpr = jaxpr }, Values(args)), outAxes);
    }

    // JAX: BatchTrace.process_call. The program is traced anew for each call.
    public Batched[] ClosedCall(ClosedCall op, Batched[] args)
    {
        (Jaxpr jaxpr, NdArray[] captures, ValueArray<int?> outAxes) = BatchedPrograms.GetAnew(op.Jaxpr, mapped, args);
        return BatchedPrograms.WithAxes(Lax.BindAll(new ClosedCall(jaxpr), [.. captures, .. Values(args)]), outAxes);
    }

    // JAX: remat_vmap.
    public Batched[] Checkpoint(Checkpoint op, Batched[] args)
    {
        (Jaxpr jaxpr, ValueArray<int?> outAxes) = BatchedPrograms.GetWithMappedFirst(op.Jaxpr, mapped, BatchedPrograms.AxesOf(args));
        NdArray[] operands = Values(args);
        if (jaxpr.ConstVars.Count > 0) // what the rules took from outside
        {
            operands = [.. TraceScope.Constants(jaxpr), .. operands];
            jaxpr = new([], [.. jaxpr.ConstVars, .. jaxpr.Inputs], jaxpr.Equations, jaxpr.Outputs);
        }
        return BatchedPrograms.WithAxes(Lax.BindAll(op with { Jaxpr = jaxpr }, operands), outAxes);
    }

    // JAX: BatchTrace.process_custom_jvp_call. The derivative is mapped when it is asked for; the mapped call has it by the same name.
    public Batched[] CustomJvpCall(CustomJvpCall op, Batched[] args)
    {
        (Jaxpr jaxpr, NdArray[] captures, ValueArray<int?> outAxes) = BatchedPrograms.GetAnew(op.Jaxpr, mapped, args);
        ValueArray<int?> inAxes = BatchedPrograms.AxesOf(args);
        CustomRule jvp = op.Jvp is CustomJvpRule rule
            ? MappedRule(rule, [.. inAxes.Skip(op.ConstCount - rule.ConstCount)], outAxes)
            : new MappedName(op.Jvp.Name, op, own => MappedRule(own, inAxes, outAxes));
        CustomJvpCall batched = op with { Jaxpr = jaxpr, Jvp = jvp, ConstCount = captures.Length + op.ConstCount };
        return BatchedPrograms.WithAxes(Lax.BindAll(batched, [.. captures, .. Values(args)]), outAxes);
    }

    /// <summary>The rule for all examples: that of one, mapped. Tangents have the axes of what they belong to.</summary>
    // JAX: batch_custom_jvp_subtrace.
    private CustomJvpRule MappedRule(CustomJvpRule rule, ValueArray<int?> inAxes, ValueArray<int?> outAxes) => rule with
    {
        Apply = (primals, tangents) => Mapped(rule, inAxes, outAxes, primals, tangents),
    };

    private (NdArray[], NdArray?[]) Mapped(CustomJvpRule rule, ValueArray<int?> inAxes, ValueArray<int?> outAxes, NdArray[] primals, NdArray?[] tangents)
    {
        bool[] nonzero = [.. tangents.Select(tangent => tangent is not null)];
        ArrayType[] types = [.. primals.Zip(inAxes, (primal, axis) => axis is { } a ? primal.Type with { Shape = primal.Shape.Remove(a) } : primal.Type)];
        bool[] nonzeroOutputs = [];
        (Jaxpr jaxpr, NdArray[] captures) = TraceScope.TraceClosed(rule.Name, [.. types, .. types.Where((_, i) => nonzero[i])], values =>
        {
            int next = types.Length;
            (NdArray[] results, NdArray?[] resultTangents) = rule.Apply(values[..types.Length], [.. nonzero.Select(isNonzero => isNonzero ? values[next++] : null)]);
            nonzeroOutputs = [.. resultTangents.Select(tangent => tangent is not null)];
            return [.. results, .. resultTangents.OfType<NdArray>()];
        });
        Batched[] inputs = [
            .. captures.Select(capture => new Batched(capture, null)), .. primals.Zip(inAxes, (primal, axis) => new Batched(primal, axis)),
            .. tangents.Zip(inAxes, (tangent, axis) => (tangent, axis)).Where(pair => pair.tangent is not null).Select(pair => new Batched(pair.tangent!, pair.axis))];
        Batched[] outputs = BatchedPrograms.Run(jaxpr, mapped, inputs);
        int count = nonzeroOutputs.Length, nextTangent = count;
        NdArray Matched(Batched output, int i) => OutputAxes.Match(output, outAxes[i], mapped, sumMatch: false, $" {i} of the rule {rule.Name}");
        return ([.. outputs.Take(count).Select(Matched)], [.. nonzeroOutputs.Select((isNonzero, i) => isNonzero ? Matched(outputs[nextTangent++], i) : null)]);
    }

    // JAX: BatchTrace.process_custom_vjp_call.
    public Batched[] CustomVjpCall(CustomVjpCall op, Batched[] args)
    {
        (Jaxpr jaxpr, NdArray[] captures, ValueArray<int?> outAxes) = BatchedPrograms.GetAnew(op.Jaxpr, mapped, args);
        CustomRule fwd = op.Fwd is CustomVjpRule rule ? MappedRule(rule, BatchedPrograms.AxesOf(args.AsSpan(op.ConstCount - rule.ConstCount)), outAxes) : op.Fwd;
        CustomVjpCall batched = op with { Jaxpr = jaxpr, Fwd = fwd, ConstCount = captures.Length + op.ConstCount };
        return BatchedPrograms.WithAxes(Lax.BindAll(batched, [.. captures, .. Values(args)]), outAxes);
    }

    // JAX: custom_vmap_batching. The rule gets the mapped axis first, and gives it first.
    public Batched[] CustomVmapCall(CustomVmapCall op, Batched[] args)
    {
        bool[] isMapped = [.. BatchedPrograms.AxesOf(args).Select(axis => axis is not null)];
        if (!isMapped.Contains(true)) return BatchedPrograms.WithAxes(Lax.BindAll(op, Values(args)), [.. Enumerable.Repeat<int?>(null, op.Jaxpr.Outputs.Count)]);
        if (op.Rule is not CustomVmapRule rule)
            throw new UnsupportedException(
                $"custom_vmap_call: the text of a program holds the name of the rule, {op.Rule.Name}, not the rule, so this call cannot be mapped. Trace the function in this process.");
        NdArray[] operands = new NdArray[args.Length];
        for (int i = 0; i < operands.Length; i++) operands[i] = isMapped[i] ? Move(args[i], 0) : args[i].Value;
        (NdArray[] results, ValueArray<int?> axes) = rule.Apply(mapped.Size, isMapped, operands);
        for (int i = 0; i < results.Length; i++) CheckCustomResult(op, i, results[i], axes[i]);
        return BatchedPrograms.WithAxes(results, [.. axes.Select((axis, i) => axis < 0 ? axis + results[i].Rank : axis)]);
    }

    private void CheckCustomResult(CustomVmapCall op, int place, NdArray result, int? axis)
    {
        ArrayType wanted = op.Jaxpr.Outputs[place].Type;
        if (axis is { } at)
        {
            int rank = wanted.Rank + 1;
            if (at < -rank || at >= rank) throw new AxesException($"CustomVmap: the rule gives result {place} the axis {at}, but the result has {rank} {(rank == 1 ? "axis" : "axes")} with it; expected {-rank} to {rank - 1}.");
            wanted = BatchedPrograms.WithAxis(wanted, at < 0 ? at + rank : at, mapped.Size);
        }
        if (!result.Type.Matches(wanted))
            throw new ShapeException($"CustomVmap: result {place} of the rule must be {wanted}{(axis is null ? ", the same for all examples" : $", with the mapped axis at {axis}")}; got {result.Type}.");
    }

    public Batched[] Named(Named op, Batched[] args) => Elementwise(op, args);

    public Batched[] OptimizationBarrier(OptimizationBarrier op, Batched[] args) => BatchedPrograms.WithAxes(Lax.BindAll(op, Values(args)), BatchedPrograms.AxesOf(args));

    // JAX: check_batching_rule. The error of the example that comes last among those with one, or of any where none has.
    public Batched[] Check(Check op, Batched[] args)
    {
        ArrayType[] types = [.. args.Select(arg => arg.Value.Type)];
        if (Ir.Check.KindCount(types) > 1)
            throw new UnsupportedException("check: which numbers belong to which kind of error is not part of the text of a program, so a check of several kinds cannot be mapped.");
        if (mapped.Size == 0) return []; // no example, no error
        NdArray[] operands = AllAtFront(args);
        NdArray last = Np.Argsort(operands[0])[^1];
        Lax.BindAll(op, [.. operands.Select(operand => operand[last])]);
        return [];
    }
}
