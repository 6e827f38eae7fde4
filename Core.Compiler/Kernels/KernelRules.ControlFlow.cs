using Core.Compiler.Execution;
using Core.Ir;

namespace Core.Compiler.Kernels;

internal sealed partial class KernelRules
{
    public Step[] Cond(Cond op, StepContext context) => throw NotBuilt(op);

    public Step[] PlatformIndex(PlatformIndex op, StepContext context) => throw NotBuilt(op);

    public Step[] While(While op, StepContext context) => throw NotBuilt(op);

    public Step[] Scan(Scan op, StepContext context) => throw NotBuilt(op);

    public Step[] CondLanes(CondLanes op, StepContext context) => throw NotBuilt(op);

    public Step[] WhileLanes(WhileLanes op, StepContext context) => throw NotBuilt(op);
}
