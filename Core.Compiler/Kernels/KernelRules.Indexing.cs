using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Gather(Gather op, StepContext context) => throw NotBuilt(op);

    public Step[] Scatter(Scatter op, StepContext context) => throw NotBuilt(op);

    public Step[] DynamicSlice(DynamicSlice op, StepContext context) => throw NotBuilt(op);

    public Step[] DynamicUpdateSlice(DynamicUpdateSlice op, StepContext context) => throw NotBuilt(op);
}
