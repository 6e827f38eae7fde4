using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Call(Call op, StepContext context) => throw NotBuilt(op);

    public Step[] ClosedCall(ClosedCall op, StepContext context) => throw NotBuilt(op);

    public Step[] Checkpoint(Checkpoint op, StepContext context) => throw NotBuilt(op);

    public Step[] Named(Named op, StepContext context) => throw NotBuilt(op);

    public Step[] OptimizationBarrier(OptimizationBarrier op, StepContext context) => throw NotBuilt(op);

    public Step[] Check(Check op, StepContext context) => throw NotBuilt(op);

    public Step[] CustomJvpCall(CustomJvpCall op, StepContext context) => throw NotBuilt(op);

    public Step[] CustomVjpCall(CustomVjpCall op, StepContext context) => throw NotBuilt(op);

    public Step[] CustomVmapCall(CustomVmapCall op, StepContext context) => throw NotBuilt(op);
}
