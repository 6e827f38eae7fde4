using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

// Calls are inlined before kernels are chosen; one that is left is compiled as it is.
internal sealed partial class KernelRules
{
    public Step[] Call(Call op, StepContext context) => Inline(op.Jaxpr, context);

    public Step[] ClosedCall(ClosedCall op, StepContext context) => Inline(op.Jaxpr, context);

    public Step[] Checkpoint(Checkpoint op, StepContext context) => Inline(op.Jaxpr, context);

    public Step[] CustomJvpCall(CustomJvpCall op, StepContext context) => Inline(op.Jaxpr, context);

    public Step[] CustomVjpCall(CustomVjpCall op, StepContext context) => Inline(op.Jaxpr, context);

    public Step[] CustomVmapCall(CustomVmapCall op, StepContext context) => Inline(op.Jaxpr, context);

    public Step[] Named(Named op, StepContext context) => Same(context);

    public Step[] OptimizationBarrier(OptimizationBarrier op, StepContext context)
    {
        List<Step> steps = [];
        for (int i = 0; i < context.Inputs.Count; i++)
            if (context.InputType(i).Size > 0) steps.Add(ViewCopyStep.Whole(context.Inputs[i], context.Outputs[i], context.InputType(i)));
        return [.. steps];
    }

    public Step[] Check(Check op, StepContext context)
    {
        if (op.Debug) return [];
        ArrayType[] types = [.. Enumerable.Range(0, context.Inputs.Count).Select(context.InputType)];
        int kinds = Ir.Check.KindCount(types);
        return [.. Enumerable.Range(0, kinds).Select(kind => new CheckStep(context.Inputs[kind], context.Inputs[kinds + kind], (int)types[kind].Size))];
    }

    private static Step[] Inline(Jaxpr jaxpr, StepContext context) => context.Inner(jaxpr, context.Inputs, context.Outputs);
}

/// <summary>Throws where a predicate of the program is true.</summary>
internal sealed unsafe class CheckStep(int predicate, int codes, int count) : KernelStep([predicate, codes], [], 1, count)
{
    /// <inheritdoc/>
    public override void Run(byte** buffers, int piece, byte* scratch)
    {
        int place = new ReadOnlySpan<bool>(buffers[predicate], count).LastIndexOf(true);
        if (place >= 0) throw new CheckException($"check: a predicate of the program is true; the error has the code {((int*)buffers[codes])[place]}.");
    }

    /// <inheritdoc/>
    public override string Describe() => $"check {count} predicates in {predicate}";
}
